// How long `check` of a large document takes once warm, conversions included.
import { readFileSync } from "node:fs";
import { check, checkText, init } from "../../../pkg/dist/node.js";
import { inTurn, median } from "./rounds.mjs";

const CALLS = 20;
const text = readFileSync(process.argv[2], "utf8");
await init();
const { summary } = check(text);
const many = (call) => () => {
  for (let i = 0; i < CALLS; i++) call();
};
const times = await inTurn(15, [many(() => check(text)), many(() => checkText(text, "json"))]);
const [object, json] = times.map((all) => (median(all) / CALLS).toFixed(2));
const found = `${summary.errors} errors, ${summary.warnings} warnings`;
console.log(`check of ${(text.length / 1024).toFixed(1)} KiB (${found}): ${object} ms; as text ${json} ms (wanted: under 4 ms)`);
