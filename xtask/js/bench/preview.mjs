// Records mapped in this process, beside the native command and JSONata: NDJSON in, NDJSON out.
import { spawnSync } from "node:child_process";
import { deepStrictEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import jsonata from "jsonata";
import { init, previewBytes, previewText } from "../../../pkg/dist/node.js";
import { inTurn, median, ratio } from "./rounds.mjs";

const [flow, file, native] = process.argv.slice(2);
const mapping = readFileSync(flow, "utf8");
const bytes = readFileSync(file);
const text = bytes.toString();
// All records as one list: faster than a call a record.
const theirs = jsonata(`$.{
  "_id": id,
  "personalEmail": {"address": email},
  "homeAddress": {"city": city, "postalCode": zip, "country": $uppercase($trim(country))},
  "order": {"total": amount},
  "consents": {"marketing": opted_in},
  "person": {
    "fullName": first_name & " " & last_name,
    "nickname": nickname ? nickname : first_name,
    "kind": status = "active" ? "Customer" : "Prospect"
  },
  "created": $fromMillis($toMillis(created, "[Y0001]-[M01]-[D01] [H01]:[m01]:[s01]"), "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01]Z"),
  "segment": $split(tags, ",")[0]
}`);
const lines = (text) => text.trimEnd().split("\n");
const parsed = (text) => lines(text).map((line) => JSON.parse(line));
const printed = (records) => records.map((record) => JSON.stringify(record)).join("\n");
const mapped = async (text) => printed(await theirs.evaluate(parsed(text)));
const command = (stdout) => {
  const args = ["preview", flow, "--format", "ndjson", "--records", file];
  const done = spawnSync(native, args, { stdio: ["ignore", stdout, "ignore"], maxBuffer: 1 << 30 });
  if (done.status !== 0) throw new Error(`${native}: ${done.error ?? done.status}`);
  return done.stdout;
};

await init();
const ours = previewText(mapping, bytes);
if (ours !== command("pipe").toString()) throw new Error("the native command gives other records");
const data = (text) => parsed(text).map((record) => record.data);
deepStrictEqual(parsed(await mapped(text)), data(ours), "JSONata gives other records");
const count = lines(text).length;
console.log(`the same ${count} records from all three`);

const names = ["preflow, bytes", "preflow, strings", "native, whole process", "JSONata", "JSONata without JSON"];
const list = parsed(text);
const times = await inTurn(7, [
  () => previewBytes(mapping, bytes),
  () => previewText(mapping, text),
  () => command("ignore"),
  () => mapped(text),
  () => theirs.evaluate(list),
]);
for (const [at, name] of names.entries()) {
  const ms = median(times[at]);
  const rate = Math.round((count / ms) * 1000);
  console.log(`  ${name.padEnd(24)}${ms.toFixed(0).padStart(7)} ms ${String(rate).padStart(9)} records/s`);
}
console.log(`rate to native: ${(ratio(times[2], times[0]) * 100).toFixed(0)}% (wanted: at least 40%)`);
console.log(`rate to JSONata: ${ratio(times[3], times[1]).toFixed(1)} times (wanted: at least 5 times)`);
