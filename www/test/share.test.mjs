// Links, reports and downloads: the work without its secrets.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin, isUsable, paste, textOf, view, workshop } from "./page.mjs";

let shop;
before(async () => (shop = await workshop()));
after(() => shop.close());

async function linkOf(page) {
  await view(page, "Share");
  await page.getByRole("button", { name: "Copy a link" }).click();
  await page.getByLabel("The link").waitFor();
  return page.getByLabel("The link").inputValue();
}

test("a link opens the same work elsewhere, while the module is still loading too", async () => {
  const { page } = await shop.page();
  await begin(page, "hubspot");
  await view(page, "Preview");
  await page.getByRole("button", { name: "Your own" }).click();
  await page.getByLabel("Sample records").fill('{"id": "é-1"}');
  const text = await textOf(page);
  const link = await linkOf(page);
  assert.ok(link.startsWith(`${shop.address}#work=`));
  const other = await shop.page();
  // The module comes late; the link waits for nothing.
  await other.page.route("**/*.wasm", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await other.page.goto("about:blank");
  await other.page.goto(link);
  await other.page.locator(".cm-content", { hasText: "HubSpot" }).waitFor({ timeout: 1400 });
  await other.page.getByText("Nothing found").waitFor();
  assert.ok(!other.page.url().includes("work="), "the link stays in the address");
  assert.equal(await textOf(other.page), text);
  await view(other.page, "Preview");
  assert.equal(await other.page.getByLabel("Sample records").inputValue(), '{"id": "é-1"}');
});

test("a link can be pasted on the start, and one that is cut off is told", async () => {
  const { page } = await shop.page();
  await begin(page, "stripe");
  const link = await linkOf(page);
  const other = await shop.page();
  await isUsable(other.page);
  await other.page.getByPlaceholder("Paste here").fill(link);
  await other.page.getByRole("button", { name: "Open the text" }).click();
  await other.page.locator(".cm-content", { hasText: "Stripe" }).waitFor();
  const broken = await shop.page({}, `#work=${link.split("#work=")[1].slice(0, 200)}`);
  await broken.page.getByText("The link cannot be read").waitFor();
});

test("secrets are in no link and in no storage: neither typed values nor those in the document", async () => {
  const { page } = await shop.page();
  await paste(page, `{
  "variables": { "ACCESS_TOKEN": "tok3n-of-mine", "TENANT_ID": "acme" },
  "steps": { "baseConnection": { "name": "A", "auth": { "specName": "Basic Authentication", "params": { "username": "ada", "password": "hunter2-mine" } },
    "connectionSpec": { "id": "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", "version": "1.0" } } }
}`);
  await view(page, "Requests");
  await page.getByLabel("API_KEY").fill("k3y-of-mine");
  const link = await linkOf(page);
  const kept = await page.waitForFunction(() => localStorage.getItem("preflow.work"));
  const secrets = /tok3n-of-mine|hunter2-mine|k3y-of-mine/;
  assert.doesNotMatch(await kept.jsonValue(), secrets);
  const other = await shop.page();
  await other.page.goto("about:blank");
  await other.page.goto(link);
  await other.page.locator(".cm-content", { hasText: "acme" }).waitFor();
  const text = await textOf(other.page);
  assert.doesNotMatch(text, secrets);
  assert.match(text, /"TENANT_ID": "acme"/);
  // At home the document still is what was typed.
  assert.match(await textOf(page), /hunter2-mine/);
});

test("sample records are left out of a link when that is wished", async () => {
  const { page } = await shop.page();
  await begin(page, "mysql");
  await view(page, "Preview");
  await page.getByRole("button", { name: "Your own" }).click();
  await page.getByLabel("Sample records").fill('{"email": "someone@example.com"}');
  await view(page, "Share");
  await page.getByLabel(/^Sample records/).uncheck();
  const link = await linkOf(page);
  const other = await shop.page();
  await other.page.goto("about:blank");
  await other.page.goto(link);
  await other.page.locator(".cm-content").first().waitFor();
  await view(other.page, "Preview");
  assert.equal(await other.page.getByLabel("Sample records").count(), 0);
});

test("a report is Markdown with the findings and the document", async () => {
  const { page, context } = await shop.page();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await paste(page, '{"steps": {"flow": {"name": "a|b ``` c", "scheduleParams": {"frequency": "once", "interval": 15}}}}');
  await page.locator(".findings .finding").first().waitFor();
  await view(page, "Share");
  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  const read = await page.waitForFunction(async () => { const text = await navigator.clipboard.readText(); return text.startsWith("## ") && text; });
  const text = await read.jsonValue();
  assert.match(text, /\| error \| `[a-z-]+` \|/);
  assert.ok(text.includes("````jsonc\n{\"steps\""), text);
});
