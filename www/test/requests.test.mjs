// The requests: their order and chain, every format, and values that stay in memory.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as preflow from "../../pkg/dist/node.js";
import { begin, view, workshop } from "./page.mjs";

let shop;
before(async () => {
  await preflow.init();
  shop = await workshop();
});
after(() => shop.close());

const document = () => preflow.newDocument("salesforce");
const options = { name: "salesforce.dataflow.json", files: {} };

async function requests(page) {
  await begin(page, "salesforce");
  await view(page, "Requests");
  await page.locator(".chain li").first().waitFor();
}

test("they stand in order, with the chain of ids drawn", async () => {
  const { page, troubles } = await shop.page();
  await requests(page);
  const all = preflow.requests(document(), options);
  assert.equal(await page.locator(".chain li").count(), all.length);
  // The lines that an id takes: from where it is handed on to where it is used.
  const lines = await page.locator(".chain svg title").allTextContents();
  for (const name of ["BASE_CONNECTION_ID", "SOURCE_CONNECTION_ID", "SCHEMA_ID", "DATASET_ID", "MAPPING_ID", "TARGET_CONNECTION_ID"]) {
    assert.ok(lines.includes(name), `${name} is not drawn`);
  }
  assert.deepEqual(troubles, []);
});

test("every format, for all and for one, is the core's text", async () => {
  const { page } = await shop.page();
  await requests(page);
  const names = preflow.formats().requests.map(({ name }) => name);
  assert.deepEqual(names.toSorted(), ["curl", "http", "json", "postman", "powershell", "script"]);
  const shown = () => page.locator("pre.code").textContent();
  for (const step of [undefined, "flow"]) {
    if (step) await page.locator(".chain button", { hasText: "POST Flow" }).or(page.locator(".chain button", { hasText: /POST\s*flow/i })).last().click();
    for (const name of names) {
      await page.getByLabel("Format").selectOption(name);
      const wanted = preflow.requestsText(document(), name, { ...options, ...(step && { step }) });
      await page.waitForFunction((wanted) => document.querySelector("pre.code")?.textContent === wanted, wanted).catch(async () => assert.equal(await shown(), wanted));
    }
  }
});

test("they are copied and downloaded", async () => {
  const { page, context } = await shop.page();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await requests(page);
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes("curl"));
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), preflow.requestsText(document(), "curl", options));
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  assert.equal((await waiting).suggestedFilename(), "salesforce.sh");
});

test("what is typed for a placeholder is in the requests, and nowhere else", async () => {
  const { page } = await shop.page();
  await requests(page);
  const token = page.getByLabel("ACCESS_TOKEN");
  assert.equal(await token.getAttribute("type"), "password");
  await token.fill("tok3n-of-mine");
  await page.getByLabel("SALESFORCE_PASSWORD").fill("p4ss-of-mine");
  await page.locator("pre.code", { hasText: "Bearer tok3n-of-mine" }).waitFor();
  await page.locator("pre.code", { hasText: "p4ss-of-mine" }).waitFor();
  await page.waitForTimeout(800);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + location.href);
  assert.ok(kept.includes("salesforce.dataflow.json"), "nothing is kept at all");
  assert.ok(!kept.includes("tok3n") && !kept.includes("p4ss"));
  await page.reload();
  await page.locator("pre.code").waitFor();
  assert.equal(await page.getByLabel("ACCESS_TOKEN").inputValue(), "");
});
