// Where work begins: templates, files, pasted texts, links, and what was left off.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as preflow from "../../pkg/dist/node.js";
import { begin, drop, isUsable, paste, root, textOf, view, workshop } from "./page.mjs";

const read = (name) => readFileSync(join(root, name), "utf8");

let shop;
before(async () => {
  await preflow.init();
  shop = await workshop();
});
after(() => shop.close());

test("every template of the catalogue is offered, is found by searching, and opens without an error", async () => {
  const { page, troubles } = await shop.page();
  await isUsable(page);
  const all = preflow.templates();
  assert.equal(await page.locator(".sources li button").count(), all.length);
  for (const { name } of all) {
    await page.getByLabel("Search sources").fill(name);
    await page.getByLabel("Search sources").press("Enter");
    await page.waitForFunction(() => document.querySelector("main")?.getAttribute("aria-label") === "Edit");
    const wanted = preflow.newDocument(name);
    const first = wanted.split("\n").find((line) => line.includes('"name"')).trim();
    await page.locator(".cm-content", { hasText: first }).waitFor();
    await page.getByText("Nothing found").waitFor();
    await page.getByRole("link", { name: "Start", exact: true }).click();
  }
  assert.deepEqual(troubles, []);
});

test("searching tells how many there are, and when there is none", async () => {
  const { page } = await shop.page();
  await isUsable(page);
  await page.getByLabel("Search sources").fill("webhook");
  assert.match(await page.locator(".sources header [role=status]").innerText(), /^\d of 78|^\d+ of \d+/);
  await page.getByLabel("Search sources").fill("no such thing");
  await page.getByText("No source has all of these words.").waitFor();
});

test("a document is opened as it is, with the files it names", async () => {
  const { page } = await shop.page();
  await isUsable(page);
  const names = ["customerio.dataflow.json", "customerio.json", "customerio.schema.json"];
  await drop(page, ".bring", names.map((name) => ({ name, text: read(`examples/${name}`) })));
  await page.getByText("Nothing found").waitFor();
  await view(page, "Preview");
  await page.locator(".record-list li").nth(2).waitFor();
  assert.equal(await textOf(page), read("examples/customerio.dataflow.json"));
});

test("files are chosen by keyboard as well", async () => {
  const { page } = await shop.page();
  await isUsable(page);
  const choosing = page.waitForEvent("filechooser");
  await page.getByLabel("Choose files").focus();
  await page.keyboard.press("Enter");
  await (await choosing).setFiles(join(root, "examples/hubspot.dataflow.json"));
  await page.getByLabel("Name of the document").waitFor();
  assert.equal(await page.getByLabel("Name of the document").inputValue(), "hubspot.dataflow.json");
});

const CURL = `curl -X POST https://platform.adobe.io/data/foundation/flowservice/connections -H 'Authorization: Bearer eyTOKEN' -H 'Content-Type: application/json' -d '{"name": "A", "auth": {"specName": "Basic Authentication", "params": {"username": "ada", "password": "hunter2"}}, "connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0"}}'`;

const POSTMAN = JSON.stringify({
  info: { name: "Flows", schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" },
  item: [{
    name: "base",
    request: {
      method: "POST", url: "https://platform.adobe.io/data/foundation/flowservice/connections", header: [],
      body: { mode: "raw", raw: '{"name": "From Postman", "connectionSpec": {"id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0"}}' },
    },
  }],
});

for (const [what, text, has] of [
  ["curl commands", CURL, '"name": "A"'],
  ["a tutorial in Markdown", read("examples/broken.md"), '"sourceConnection"'],
  ["a Postman collection", POSTMAN, "From Postman"],
  ["one request body", '{"name": "B", "scheduleParams": {"startTime": "1", "frequency": "once"}, "flowSpec": {"id": "14518937-270c-4525-bdec-c2ba7cce3860", "version": "1.0"}, "sourceConnectionIds": [], "targetConnectionIds": []}', '"scheduleParams"'],
]) {
  test(`${what}: pasted, and made a document`, async () => {
    const { page } = await shop.page();
    await paste(page, text);
    const made = await textOf(page);
    assert.ok(made.includes(has), made);
    assert.ok(made.includes('"steps"'));
    assert.ok(!made.includes("hunter2") && !made.includes("eyTOKEN"));
    await view(page, "Edit");
    await page.getByText(/^\s*Made from/).waitFor();
  });
}

test("what was made a document can be looked at as it stands", async () => {
  const { page } = await shop.page();
  await paste(page, read("examples/broken.md"));
  await page.getByRole("button", { name: "Open it as it stands" }).click();
  await page.locator(".findings .finding").nth(5).waitFor();
  await page.locator(".findings .finding").first().click();
  await page.locator(".cm-content", { hasText: "curl" }).waitFor();
});

test("work is there again after a reload, with its files, records and view, and can be forgotten", async () => {
  const { page } = await shop.page();
  await begin(page, "mysql");
  await page.locator(".cm-content").first().click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("// mine\n");
  await view(page, "Preview");
  await page.getByRole("button", { name: "Your own" }).click();
  await page.getByLabel("Sample records").fill('{"id": "kept"}');
  await page.waitForFunction(() => localStorage.getItem("preflow.work")?.includes("kept") && localStorage.getItem("preflow.work").includes("// mine"));
  await page.reload();
  await page.getByLabel("Sample records").waitFor();
  assert.equal(await page.getByLabel("Sample records").inputValue(), '{"id": "kept"}');
  assert.ok((await textOf(page)).startsWith("// mine\n"));
  // A second document does not take the place of the first.
  await page.getByRole("link", { name: "Start", exact: true }).click();
  await begin(page, "mysql");
  assert.equal(await page.getByLabel("Name of the document").inputValue(), "mysql-2.dataflow.json");
  await page.waitForFunction(() => localStorage.getItem("preflow.work").includes("mysql-2"));
  await page.getByRole("link", { name: "Start", exact: true }).click();
  await page.getByRole("button", { name: /^mysql\.dataflow\.json/ }).click();
  await page.waitForFunction(() => document.querySelector("main")?.getAttribute("aria-label") === "Preview");
  await page.getByRole("link", { name: "Start", exact: true }).click();
  await page.getByRole("button", { name: "Forget mysql-2.dataflow.json" }).click();
  assert.ok(!(await page.evaluate(() => localStorage.getItem("preflow.work"))).includes("mysql-2"));
});
