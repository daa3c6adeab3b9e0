// The editor: findings, fixes, help while writing, and the guided fields over the same text.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { begin, paste, textOf, view, workshop } from "./page.mjs";

let shop;
before(async () => (shop = await workshop()));
after(() => shop.close());

const FLOW = (schedule, more = "") => `{
  // Kept as it is.
  "name": "Ways",
  "flowSpec": "CRMToAEP",
  "steps": {
    "flow": {
      "name": "Flow", /* and this */
      "flowSpec": { "id": "14518937-270c-4525-bdec-c2ba7cce3860", "version": "1.0" },
      "sourceConnectionIds": ["{SOURCE_CONNECTION_ID}"],
      "targetConnectionIds": ["{TARGET_CONNECTION_ID}"],
      "transformations": [{ "name": "Mapping", "params": { "mappingId": "{MAPPING_ID}", "mappingVersion": 0 } }],
      "scheduleParams": ${schedule}
    }${more}
  }
}
`;

/** Puts the cursor behind a text. */
async function cursorBehind(page, text) {
  await page.locator(".cm-content").first().click();
  await page.keyboard.press("Control+f");
  await page.locator(".cm-search [name=search]").pressSequentially(text);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
}

test("findings stand under the text and in a list over all steps; a click goes to the place", async () => {
  const { page, troubles } = await shop.page();
  await paste(page, FLOW('{ "startTime": "1798761600", "frequency": "once", "interval": 15 }', ',\n    "targetConnection": { "name": "T", "connectionSpec": { "id": "c604ff05-7f1a-43c0-8e18-33bf874cb11d", "version": "1.0" } }'));
  await page.locator(".cm-lintRange-error").first().waitFor();
  const rows = page.locator(".findings .finding");
  await rows.first().waitFor();
  const texts = await rows.allInnerTexts();
  assert.ok(texts.some((text) => text.includes("Flow") || text.includes("flow,")), texts.join("\n"));
  assert.ok(texts.some((text) => text.includes("target connection,")), texts.join("\n"));
  const target = rows.filter({ hasText: "interval" }).first();
  await target.click();
  // The place is selected and has the focus.
  await page.waitForFunction(() => document.querySelector(".editor-host").shadowRoot.activeElement?.classList.contains("cm-content"));
  const line = await page.evaluate(() => document.querySelector(".editor-host").shadowRoot.querySelector(".cm-activeLine")?.textContent);
  assert.match(line, /interval|scheduleParams/);
  assert.ok(await page.locator(".steps .tag.error").count() >= 2, "the steps tell their errors");
  assert.deepEqual(troubles, []);
});

test("the list can be narrowed to one severity", async () => {
  const { page } = await shop.page();
  await paste(page, FLOW('{ "startTime": "1798761600", "frequency": "once", "interval": 15 }'));
  await page.locator(".findings .finding").first().waitFor();
  const all = await page.locator(".findings .finding").count();
  await page.getByRole("button", { name: /^warning \d/ }).click();
  const warnings = await page.locator(".findings .finding").count();
  assert.ok(warnings > 0 && warnings < all, `${warnings} of ${all}`);
});

test("a fix applies with one click, is one step back, and leaves the rest as it was", async () => {
  const { page } = await shop.page();
  const text = FLOW('{ "startTime": 1798761600, "frequency": "once", "interval": 15 }');
  await paste(page, text);
  await page.locator(".findings .fix").first().click();
  await page.getByText("Nothing found").waitFor();
  const fixed = await textOf(page);
  assert.ok(!fixed.includes('"interval"') && fixed.includes("// Kept as it is.") && fixed.includes("/* and this */"), fixed);
  await view(page, "Edit");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator(".findings .fix").first().waitFor();
  assert.equal(await textOf(page), text);
});

test("all fixes at once, and one step back", async () => {
  const { page } = await shop.page();
  const text = FLOW('{ "startTime": "1798761600", "frequency": "once", "interval": 15 }');
  await paste(page, text);
  await page.getByRole("button", { name: /^Fix \d/ }).click();
  await page.getByText("Nothing found").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator(".findings .finding").first().waitFor();
  assert.equal(await textOf(page), text);
});

test("completion offers what if/then/else allows for the values that stand there", async () => {
  const { page } = await shop.page();
  for (const [schedule, has] of [['{ "frequency": "day", "startTime": 1798761600, "" }', true], ['{ "frequency": "once", "startTime": 1798761600, "" }', false]]) {
    await page.goto(shop.address);
    await paste(page, FLOW(schedule));
    await cursorBehind(page, '1798761600, "');
    await page.keyboard.press("Control+Space");
    const options = page.locator(".cm-tooltip-autocomplete li");
    await page.waitForTimeout(600);
    const labels = await options.allInnerTexts();
    assert.equal(labels.some((label) => label.includes("interval")), has, `${schedule}: ${labels.join(" | ")}`);
  }
});

test("a completion is taken with the keyboard, while the text is broken", async () => {
  const { page } = await shop.page();
  await paste(page, FLOW('{ "startTime": 1798761600, "frequency": "week", "interv" }'));
  await cursorBehind(page, '"interv');
  await page.keyboard.press("Control+Space");
  await page.locator(".cm-tooltip-autocomplete li", { hasText: "interval" }).first().waitFor();
  // The list takes no key in its first moments.
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
  await page.locator(".cm-content", { hasText: /"interval":/ }).first().waitFor();
});

test("values of an enum are offered", async () => {
  const { page } = await shop.page();
  await paste(page, FLOW('{ "startTime": 1798761600, "frequency": "" }'));
  await cursorBehind(page, '"frequency": "');
  await page.keyboard.press("Control+Space");
  await page.locator(".cm-tooltip-autocomplete li", { hasText: "minute" }).first().waitFor();
  assert.ok(await page.locator(".cm-tooltip-autocomplete li", { hasText: "week" }).count() > 0);
});

test("hover tells what stands there", async () => {
  const { page } = await shop.page();
  await paste(page, FLOW('{ "startTime": 1798761600, "frequency": "day", "interval": 1 }'));
  await page.locator(".findings .finding").first().waitFor();
  await page.locator(".cm-line", { hasText: "scheduleParams" }).getByText('"frequency"').hover();
  await page.locator(".cm-hover").waitFor();
  assert.match(await page.locator(".cm-hover").innerText(), /frequency/i);
});

test("guided fields are a view of the same text: both ways, with comments kept", async () => {
  const { page, troubles } = await shop.page();
  await paste(page, FLOW('{ "startTime": 1798761600, "frequency": "day", "interval": 1 } // every day'));
  await page.getByRole("button", { name: "Guided fields" }).click();
  const frequency = page.getByLabel(/^frequency/i).first();
  await frequency.waitFor();
  await page.getByLabel(/^interval/i).first().waitFor();
  await frequency.selectOption({ label: "once" });
  await page.getByLabel(/^interval/i).first().waitFor({ state: "detached" });
  const changed = await textOf(page);
  assert.match(changed, /"frequency": "once"/);
  assert.doesNotMatch(changed, /"interval"/);
  assert.ok(changed.includes("// Kept as it is.") && changed.includes("/* and this */") && changed.includes("// every day"), changed);
  // What is typed in the text is in the form, and undoing takes both along.
  await view(page, "Edit");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByLabel(/^interval/i).first().waitFor();
  await cursorBehind(page, '"interval": ');
  await page.keyboard.type("2");
  await page.waitForFunction(() => [...document.querySelectorAll(".form input")].some((input) => input.value === "21"));
  assert.deepEqual(troubles, []);
});

test("placeholders are guided too, and moments are written as people write them", async () => {
  const { page } = await shop.page();
  await begin(page, "mysql");
  await page.getByRole("button", { name: "Guided fields" }).click();
  const start = page.getByLabel(/^Start/).first();
  await start.waitFor();
  await start.fill("2027-02-03T04:05:06Z");
  await start.press("Enter");
  await page.waitForFunction(() => document.querySelector("[role=status].out-of-sight")?.textContent.includes("set"));
  assert.match(await textOf(page), /"startTime": 1801627506/);
});

test("a step that is missing can be added, and a step is gone to", async () => {
  const { page } = await shop.page();
  await paste(page, FLOW('{ "startTime": 1798761600, "frequency": "once" }'));
  await page.locator(".others summary").click();
  await page.getByRole("button", { name: "Add mapping set" }).click();
  await page.locator(".steps button", { hasText: /mapping set/i }).first().click();
  assert.match(await textOf(page), /"mappingSet": \{\s*\}/);
});
