// Sample records and what becomes of them.
import assert from "node:assert/strict";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { drop, isSmall, paste, view, workshop } from "./page.mjs";

let shop, place;
before(async () => {
  shop = await workshop();
  place = mkdtempSync(join(tmpdir(), "preflow-page-"));
});
after(async () => {
  await shop.close();
  rmSync(place, { recursive: true, force: true });
});

const DOCUMENT = `{
  "steps": { "mappingSet": { "mappings": [
    { "sourceType": "ATTRIBUTE", "source": "id", "destination": "id" },
    { "sourceType": "EXPRESSION", "source": "upper(name)", "destination": "person.name" },
    { "sourceType": "ATTRIBUTE", "source": "age", "destination": "age" },
    { "sourceType": "EXPRESSION", "source": "date(born, \\"yyyy-MM-dd\\")", "destination": "born" }
  ] } },
  "targetSchema": { "type": "object", "required": ["id"], "properties": {
    "id": { "type": "string" }, "age": { "type": "integer", "maximum": 150 }, "born": { "type": "string", "format": "date-time" },
    "person": { "type": "object", "properties": { "name": { "type": "string" } } } } },
  "samples": { "records": [{ "id": "1", "name": "ada", "age": "36", "born": "1815-12-10" }] }
}
`;
const CSV = "id,name,age,born\n1,ada,36,1815-12-10\n,alan,41,1912-06-23\n3,grace,999,1906-12-09\n4,edsger,72,yesterday\n5,barbara,84,1939-11-07\n";

async function preview(page, records) {
  await paste(page, DOCUMENT);
  await view(page, "Preview");
  await page.locator(".record-list li").first().waitFor();
  if (records === undefined) return;
  await page.getByRole("button", { name: "Your own" }).click();
  await page.getByLabel("Sample records").fill(records);
}

const records = (page) => page.locator(".record-list li");

for (const [kind, text] of [
  ["JSON", '[{"id": "a", "name": "x"}, {"id": "b", "name": "y"}, {"id": "c"}]'],
  ["NDJSON", '{"id": "a", "name": "x"}\n{"id": "b"}\n{"id": "c"}\n'],
  ["CSV", "id,name\na,x\nb,y\nc,z\n"],
]) {
  test(`${kind} that is typed is previewed, source and result side by side`, async () => {
    const { page, troubles } = await shop.page();
    await preview(page, text);
    await records(page).nth(2).waitFor();
    assert.match(await page.getByLabel("Source of the record").innerText(), /name: "x"/);
    assert.match(await page.locator(".json.result").innerText(), /name: "X"/);
    assert.deepEqual(troubles, []);
  });
}

test("files of records are dropped", async () => {
  const { page } = await shop.page();
  await preview(page);
  await drop(page, ".preview", [{ name: "people.csv", text: CSV }]);
  await records(page).nth(4).waitFor();
});

test("records within a document are selected by a path", async () => {
  const { page } = await shop.page();
  await preview(page, '{"answer": {"items": [{"id": "a"}, {"id": "b"}]}}');
  await page.getByText("Records inside a JSON document").click();
  await page.getByLabel("JSONPath to the records").fill("$.answer.items[*]");
  await page.locator(".json.result", { hasText: 'id: "a"' }).waitFor();
  assert.equal(await records(page).count(), 2);
});

test("each value tells which mapping and which source made it, and what became of it", async () => {
  const { page } = await shop.page();
  await preview(page, CSV);
  await records(page).nth(4).waitFor();
  await page.locator(".json.result .value", { hasText: "name" }).click();
  const origin = page.locator(".origin");
  assert.match(await origin.innerText(), /Mapping 2: upper\(name\) → person\.name[\s\S]*reads name/);
  assert.match(await page.locator(".line.read").innerText(), /name: "ada"/);
  await page.locator(".json.result .value", { hasText: "age" }).click();
  assert.match(await origin.innerText(), /Mapping 3[\s\S]*(became|whole number)/);
  await page.getByRole("button", { name: "Go to the mapping" }).click();
  await page.getByRole("region", { name: "Mapping 3" }).waitFor();
});

test("what is rejected and why: the figures, a chart, and only the failing ones", async () => {
  const { page } = await shop.page();
  await preview(page, CSV);
  await records(page).nth(4).waitFor();
  const figures = (await page.locator(".figures").innerText()).replace(/\s+/g, " ");
  assert.match(figures, /5 records 2 rejected 1 values failed/);
  assert.equal(await page.getByRole("img", { name: "3 of 5 accepted" }).count(), 1);
  const reasons = await page.locator(".reasons").innerText();
  assert.match(reasons, /id is required/);
  assert.match(reasons, /age must be at most 150/);
  assert.equal(await page.locator(".reasons svg rect").count(), 2);
  await page.getByRole("button", { name: "Failing" }).click();
  assert.equal(await records(page).count(), 3);
  await page.locator(".reasons button", { hasText: "150" }).click();
  assert.match(await page.locator(".troubles").innerText(), /rejected[\s\S]*150[\s\S]*999/);
  await records(page).last().locator("button").click();
  assert.match(await page.locator(".troubles").innerText(), /nulled[\s\S]*born[\s\S]*yesterday/);
});

test("before and after an edit", async () => {
  const { page } = await shop.page();
  await preview(page, CSV);
  await records(page).nth(4).waitFor();
  await view(page, "Map");
  await page.getByRole("button", { name: /^Edit mapping 2/ }).click();
  await page.locator(".expression .cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("concat(name, \"!\")");
  await page.locator(".mappings tr", { hasText: '"ada!"' }).waitFor();
  await view(page, "Preview");
  await page.getByRole("button", { name: "Compare" }).click();
  const line = page.locator(".line.changed", { hasText: "ada!" });
  await line.waitFor();
  assert.equal(await line.locator("del").innerText(), '"ADA"');
  await page.getByRole("button", { name: "Changed", exact: true }).click();
  assert.equal(await records(page).count(), 5);
  await page.getByRole("button", { name: "Pin now" }).click();
  await page.getByText("No record changed.").waitFor();
});

/** Writes records of so many bytes, every tenth of which is refused. */
async function large(name, bytes) {
  const path = join(place, name);
  const file = createWriteStream(path);
  const block = Array.from({ length: 10_000 }, (_, n) => `{"id": ${n % 10 === 3 ? "null" : `"${n}"`}, "name": "name ${n}", "age": "${n % 100}", "born": "1990-01-0${(n % 9) + 1}", "more": "${"x".repeat(100)}"}\n`).join("");
  for (let written = 0; written < bytes; written += block.length) {
    if (!file.write(block)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
  return path;
}

// A development build maps some megabytes a second: there it is a smaller file.
const SIZE = isSmall ? 500 << 20 : 24 << 20;

test(`a file of ${SIZE >> 20} MiB: progress, figures, and the page stays usable`, async (t) => {
  const path = await large("large.ndjson", SIZE);
  const { page } = await shop.page();
  await preview(page);
  const began = Date.now();
  await page.getByLabel("Open records").setInputFiles(path);
  const progress = page.getByRole("progressbar");
  await page.waitForFunction(() => document.querySelector("progress")?.value > 0, null, { timeout: 60_000 });
  // Other work goes on meanwhile.
  await view(page, "Edit");
  await page.locator(".cm-content").first().click();
  await view(page, "Preview");
  await page.waitForFunction(() => document.querySelector("progress")?.value === document.querySelector("progress")?.max, null, { timeout: 300_000 });
  assert.equal(await progress.count(), 1);
  await page.locator(".figures").waitFor();
  t.diagnostic(`${((Date.now() - began) / 1000).toFixed(0)} s`);
  const [, all, rejected] = (await page.locator(".figures").innerText()).replace(/\s+/g, " ").match(/([\d,]+) records ([\d,]+) rejected/);
  assert.equal(Number(rejected.replaceAll(",", "")) * 10, Number(all.replaceAll(",", "")));
  await page.getByRole("button", { name: "Failing" }).click();
  await page.locator(".record-list li", { hasText: "rejected" }).first().waitFor();
  assert.match(await page.locator(".troubles").innerText(), /id is required/);
});

test("a file's preview can be stopped", async () => {
  const path = await large("stopped.ndjson", SIZE);
  const { page } = await shop.page();
  await preview(page);
  await page.getByLabel("Open records").setInputFiles(path);
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText(/, stopped/).waitFor();
  await page.getByRole("button", { name: "Samples in it" }).click();
  await records(page).first().waitFor();
});

test("samples in a file that is missing are told, and are there when the file is added", async () => {
  const { page } = await shop.page();
  await paste(page, DOCUMENT.replace(/"samples": .*/, '"samples": { "file": "people.csv" }'));
  await view(page, "Preview");
  await page.locator(".empty", { hasText: "people.csv" }).waitFor();
  await page.getByLabel("Add a file it names").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(CSV) });
  await records(page).nth(4).waitFor();
});
