// The mapping set: a table beside what it writes and what it reads.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin, paste, textOf, view, workshop } from "./page.mjs";

let shop;
before(async () => (shop = await workshop()));
after(() => shop.close());

const DOCUMENT = `{
  "steps": {
    "mappingSet": {
      "mappings": [
        // The name, tidied.
        { "sourceType": "EXPRESSION", "source": "trim(first)", "destination": "person.name.firstName" },
        { "sourceType": "ATTRIBUTE", "source": "last", "destination": "person.name.lastName" } /* stays */
      ]
    }
  },
  "targetSchema": { "type": "object", "required": ["id", "email"], "properties": {
    "id": { "type": "string" }, "email": { "type": "string" }, "age": { "type": "integer" },
    "person": { "type": "object", "properties": { "name": { "type": "object", "properties": { "firstName": { "type": "string" }, "lastName": { "type": "string" } } } } }
  } },
  "samples": { "records": [
    { "id": "1", "first": " Ada ", "last": "Lovelace", "email": "ada@example.com", "age": "36" },
    { "id": "2", "first": " Alan ", "last": "Turing", "email": null, "age": "41" }
  ] }
}
`;

async function map(page, text = DOCUMENT) {
  await paste(page, text);
  await view(page, "Map");
  await page.locator(".mappings tbody tr").first().waitFor();
}

const rows = (page) => page.locator(".mappings tbody tr");
const row = async (page, n) => (await rows(page).nth(n).innerText()).replace(/\s+/g, " ");

test("mappings stand beside the target's fields and the samples' fields, with the value of a record", async () => {
  const { page, troubles } = await shop.page();
  await map(page);
  assert.match(await row(page, 0), /trim\(first\).*person\.name\.firstName.*"Ada"/);
  assert.match(await row(page, 1), /last.*person\.name\.lastName.*"Lovelace"/);
  const tree = await page.locator(".tree").innerText();
  for (const name of ["id", "email", "age", "person", "firstName", "required"]) assert.ok(tree.includes(name), name);
  const fields = await page.locator(".sample-fields").innerText();
  assert.match(fields, /first[\s\S]*2×/);
  assert.match(fields, /email[\s\S]*unused/);
  assert.deepEqual(troubles, []);
});

test("add, move and remove are edits of the text that leave its comments and undo", async () => {
  const { page } = await shop.page();
  await map(page);
  await page.getByRole("button", { name: "Add", exact: true }).first().click();
  await rows(page).nth(2).waitFor();
  await page.getByLabel("Destination path").fill("age");
  await page.getByLabel("Destination path").press("Enter");
  await page.locator(".mappings tr", { hasText: "age" }).waitFor();
  await page.getByRole("button", { name: /^Move mapping 2/, exact: false }).first().click();
  await page.waitForFunction(() => document.querySelector(".mappings tbody tr")?.textContent.includes("lastName"));
  let text = await textOf(page);
  assert.ok(text.includes("// The name, tidied.") && text.includes("/* stays */"), text);
  await view(page, "Map");
  await page.getByRole("button", { name: /^Remove mapping 3/ }).click();
  await rows(page).nth(2).waitFor({ state: "detached" });
  for (let n = 0; n < 4; n++) {
    await page.getByRole("button", { name: "Undo" }).click();
  }
  text = await textOf(page);
  assert.equal(text, DOCUMENT);
});

test("rows move by keyboard", async () => {
  const { page } = await shop.page();
  await map(page);
  await page.getByRole("button", { name: /^Edit mapping 1/ }).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await page.waitForFunction(() => document.querySelector(".mappings tbody tr")?.textContent.includes("lastName"));
});

test("the table can be searched and filtered", async () => {
  const { page } = await shop.page();
  await map(page);
  await page.getByLabel("Search mappings").fill("lastname");
  assert.equal(await rows(page).count(), 1);
  await page.getByLabel("Search mappings").fill("");
  await page.getByRole("button", { name: "Expressions" }).click();
  assert.equal(await rows(page).count(), 1);
  assert.match(await row(page, 0), /trim/);
});

test("an expression is edited with completion, help on its call, and the result on the chosen record", async () => {
  const { page } = await shop.page();
  await map(page);
  await page.getByRole("button", { name: /^Edit mapping 1/ }).click();
  const editor = page.locator(".expression .cm-content");
  await editor.waitFor();
  await page.getByLabel("Result").getByText('"Ada"').waitFor();
  await editor.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("upp");
  await page.locator(".cm-tooltip-autocomplete li", { hasText: "upper" }).first().waitFor();
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
  await page.locator(".signature", { hasText: "upper(" }).waitFor();
  await page.keyboard.type("fir");
  await page.locator(".cm-tooltip-autocomplete li", { hasText: "first" }).first().waitFor();
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
  await page.getByLabel("Result").getByText('" ADA "').waitFor();
  // It becomes part of the text, and another record gives another result.
  await page.locator(".mappings tr", { hasText: "upper(first)" }).waitFor();
  await page.getByLabel("Record", { exact: true }).selectOption("2");
  await page.getByLabel("Result").getByText('" ALAN "').waitFor();
});

test("what is wrong with an expression is told at once", async () => {
  const { page } = await shop.page();
  await map(page);
  await page.getByRole("button", { name: /^Edit mapping 1/ }).click();
  await page.locator(".expression .cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("uppr(first)");
  await page.locator(".expression .cm-lintRange-error").waitFor();
  await page.locator(".mapping-editor .finding-line, .mappings .tag.error").first().waitFor();
});

test("required fields that nothing maps are suggested, with their source, and added with one click", async () => {
  const { page } = await shop.page();
  await map(page);
  const suggestions = page.getByRole("region", { name: "Suggestions" });
  assert.match(await suggestions.innerText(), /email[\s\S]*from email/);
  await suggestions.getByRole("button", { name: "Add a mapping to email" }).click();
  await page.locator(".mappings tr", { hasText: "ada@example.com" }).waitFor();
  assert.match(await textOf(page), /"source": "email",\s*"destination": "email"/);
});

test("a click on a sample's field puts it into the chosen mapping", async () => {
  const { page } = await shop.page();
  await map(page);
  await page.getByRole("button", { name: /^Edit mapping 2/ }).click();
  await page.locator(".expression .cm-content").waitFor();
  await page.locator(".sample-fields button", { hasText: "email" }).click();
  await page.locator(".mappings tr", { hasText: "lastName" }).getByText("email").waitFor();
});

test("mapping sets go out as JSON and CSV, and come in again", async () => {
  const { page } = await shop.page();
  await map(page);
  const [json, csv] = [await taken(page, "Export JSON"), await taken(page, "CSV")];
  assert.equal(JSON.parse(json).mappings.length, 2);
  assert.match(csv, /trim\(first\)/);
  const other = await shop.page();
  await begin(other.page, "mysql");
  await view(other.page, "Map");
  const before = await rows(other.page).count();
  for (const [name, text, count] of [["set.json", json, before + 2], ["set.csv", csv, before + 4]]) {
    await other.page.getByLabel("Import").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
    await rows(other.page).nth(count - 1).waitFor();
    assert.equal(await rows(other.page).count(), count);
  }
});

async function taken(page, name) {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name, exact: true }).click();
  const chunks = [];
  for await (const chunk of await (await waiting).createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
