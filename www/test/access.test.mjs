// For everyone, on every screen, and without waiting: axe, the keyboard, small screens, long documents.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { begin, isUsable, paste, root, view, workshop } from "./page.mjs";

const axe = readFileSync(join(root, "www/node_modules/axe-core/axe.min.js"), "utf8");
const VIEWS = ["Start", "Edit", "Map", "Preview", "Requests", "Share"];

let shop;
before(async () => (shop = await workshop()));
after(() => shop.close());

async function audit(page) {
  // Into the page's world by the debugger: the policy lets no script in.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ target, failureSummary }) => `${target} (${failureSummary.split("\n")[1]?.trim()})`).join("; ")}`);
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    const { page } = await shop.page({ colorScheme });
    await isUsable(page);
    assert.deepEqual(await audit(page), []);
    await paste(page, '{"flowSpec": "CRMToAEP", "steps": {"flow": {"name": "A", "flowSpec": {"id": "14518937-270c-4525-bdec-c2ba7cce3860", "version": "1.0"}, "scheduleParams": {"frequency": "once", "startTime": "1", "interval": 15}}, "mappingSet": {"mappings": [{"sourceType": "EXPRESSION", "source": "uppr(a)", "destination": "b"}, {"sourceType": "ATTRIBUTE", "source": "a", "destination": "c"}]}}, "targetSchema": {"type": "object", "required": ["b"], "properties": {"b": {"type": "string"}, "c": {"type": "integer"}, "d": {"type": "string"}}}, "samples": {"records": [{"a": "x", "d": "y"}, {"a": "5"}]}}');
    await page.locator(".findings .finding").first().waitFor();
    assert.deepEqual(await audit(page), [], "Edit");
    await page.getByRole("button", { name: "Guided fields" }).click();
    await page.locator(".form .guided").first().waitFor();
    assert.deepEqual(await audit(page), [], "guided fields");
    await view(page, "Map");
    await page.getByRole("button", { name: /^Edit mapping 1/ }).click();
    await page.locator(".expression .cm-content").waitFor();
    assert.deepEqual(await audit(page), [], "Map");
    await view(page, "Preview");
    await page.locator(".json .value").first().click();
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("button", { name: "Your own" }).click();
    assert.deepEqual(await audit(page), [], "Preview");
    await view(page, "Requests");
    await page.locator("pre.code").waitFor();
    assert.deepEqual(await audit(page), [], "Requests");
    await view(page, "Share");
    await page.getByRole("button", { name: "Copy a link" }).click();
    assert.deepEqual(await audit(page), [], "Share");
  });
}

test("everything can be done with the keyboard, and the focus can be seen", async () => {
  const { page } = await shop.page();
  await isUsable(page);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the work");
  await page.keyboard.press("Enter");
  await page.getByLabel("Search sources").focus();
  await page.keyboard.type("mysql");
  await page.keyboard.press("Enter");
  await page.locator(".cm-content").first().waitFor();
  // Through the editor and out of it again: it keeps no one.
  await page.locator(".cm-content").first().focus();
  await page.keyboard.press("Tab");
  assert.ok(!(await page.evaluate(() => document.activeElement.classList.contains("editor-host"))));
  for (const [key, name] of [["3", "Map"], ["4", "Preview"], ["5", "Requests"], ["6", "Share"], ["2", "Edit"]]) {
    await page.keyboard.press(`Alt+${key}`);
    await page.waitForFunction((name) => document.querySelector("main")?.getAttribute("aria-label") === name, name);
  }
  await page.getByRole("link", { name: "Map" }).focus();
  await page.keyboard.press("Tab");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, "solid");
});

test("what happens is said", async () => {
  const { page } = await shop.page();
  await begin(page, "mysql");
  await page.waitForFunction(() => document.querySelector('[aria-live="polite"].out-of-sight')?.textContent.includes("is open"));
});

for (const width of [320, 768, 1920]) {
  test(`nothing is cut off at ${width} pixels`, async () => {
    const { page } = await shop.page({ viewport: { width, height: 740 } });
    await begin(page, "salesforce");
    for (const name of VIEWS) {
      await view(page, name);
      await page.waitForTimeout(700);
      const over = await page.evaluate(() => {
        const isScrolled = (element) => element && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(element).overflowX) || isScrolled(element.parentElement));
        const wide = [...document.querySelectorAll("main *")].filter((element) => {
          const { right, left, width } = element.getBoundingClientRect();
          return width > 0 && (right > innerWidth + 1 || left < -1) && !isScrolled(element.parentElement) && !element.closest(".out-of-sight");
        });
        return { page: document.documentElement.scrollWidth - innerWidth, wide: wide.map((element) => element.className || element.tagName) };
      });
      assert.deepEqual(over, { page: 0, wide: [] }, name);
      // Nothing that is clicked lies on another.
      const covered = await page.evaluate(() => {
        const boxes = [...document.querySelectorAll("main :is(button, select, input:not([type=file]), a)")].map((element) => [element, element.getBoundingClientRect()]).filter(([, box]) => box.width > 0);
        const isIn = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
        const name = (element) => element.getAttribute("aria-label") ?? element.textContent.trim();
        return boxes.flatMap(([one, a], at) => boxes.slice(at + 1).filter(([other, b]) => isIn(a, b) && !one.contains(other) && one.parentElement.closest("section, nav") === other.parentElement.closest("section, nav")).map(([other]) => `${name(one)} / ${name(other)}`));
      });
      assert.deepEqual(covered, [], name);
    }
  });
}

test("light and dark can be chosen, and stay chosen", async () => {
  const { page } = await shop.page({ colorScheme: "light" });
  await isUsable(page);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole("button", { name: /^Colours/ }).click();
  await page.getByRole("button", { name: /^Colours/ }).click();
  const dark = await ground();
  assert.notEqual(light, dark);
  await page.reload();
  assert.equal(await ground(), dark);
});

/** A document of 200 KB: a mapping set of a thousand mappings. */
function large() {
  const mappings = Array.from({ length: 1500 }, (_, n) => `        { "sourceType": "EXPRESSION", "source": "concat(upper(trim(field_${n})), \\"-\\", lower(other_${n}))", "destination": "_{TENANT_ID}.group${n % 40}.field_${n}" }`);
  return `{\n  "name": "Large",\n  "steps": {\n    "mappingSet": {\n      "mappings": [\n${mappings.join(",\n")}\n      ]\n    }\n  }\n}\n`;
}

test("typing in a document of 200 KB never holds the page up for 50 ms, and nothing jumps", async (t) => {
  const { page } = await shop.page();
  const text = large();
  assert.ok(text.length > 200_000, `${text.length}`);
  await paste(page, text);
  await page.waitForFunction(() => document.querySelector(".steps button"), null, { timeout: 60_000 });
  await page.locator(".cm-content").first().click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.waitForTimeout(2000);
  await page.evaluate(() => {
    globalThis.moved = [];
    new PerformanceObserver((list) => globalThis.long.push(...list.getEntries().map(({ duration }) => Math.round(duration)))).observe({ type: "longtask" });
    // The list of findings and the text itself change; nothing else may move for it.
    const isFree = (node) => {
      const element = node instanceof Element ? node : node?.parentElement;
      return !element || element.closest(".findings") !== null || element.getRootNode() !== document;
    };
    new PerformanceObserver((list) => list.getEntries().forEach(({ sources }) => {
      globalThis.moved.push(...sources.filter(({ node }) => !isFree(node)).map(({ node }) => `${node.nodeName} ${node.className ?? node.textContent}`));
    })).observe({ type: "layout-shift" });
  });
  const session = await page.context().newCDPSession(page);
  // Other programs of the machine can hold up any round; three in a row they do not.
  const rounds = [];
  while (rounds.length < 3 && !rounds.some(({ long, most }) => long.length === 0 && most < 50)) {
    const { tasks, done } = await traced(session);
    await page.waitForTimeout(500);
    await page.evaluate(() => (globalThis.long = []));
    for (const letter of ', "another": [1, "{TENANT_ID}"] // a note') {
      await page.keyboard.type(letter);
      await page.waitForTimeout(60);
    }
    // And what the core says of it comes in.
    await page.waitForTimeout(4000);
    await done();
    rounds.push({ most: Math.max(...tasks()), long: await page.evaluate(() => globalThis.long) });
    await page.keyboard.press("Enter");
  }
  for (const { most, long } of rounds) t.diagnostic(`longest task of the trace: ${most.toFixed(0)} ms; long tasks: ${long.join(", ") || "none"}`);
  const { long, most } = rounds.at(-1);
  assert.deepEqual(long, []);
  assert.ok(most > 0 && most < 50, `${most} ms`);
  assert.deepEqual(await page.evaluate(() => globalThis.moved), []);
  // It was really checked meanwhile.
  assert.ok((await page.locator(".findings .finding").count()) > 0);
});

/** A trace of the main thread: how long its tasks took, in milliseconds. */
async function traced(session) {
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await session.send("Tracing.start", { traceConfig: { includedCategories: ["toplevel", "devtools.timeline", "__metadata"] }, transferMode: "ReportEvents" });
  const done = async () => {
    const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await complete;
  };
  const tasks = () => {
    const main = events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(({ pid, tid }) => `${pid} ${tid}`);
    return events.filter(({ name, dur, pid, tid }) => (name === "RunTask" || name.endsWith("::RunTask")) && dur && main.includes(`${pid} ${tid}`)).map(({ dur }) => dur / 1000);
  };
  return { tasks, done };
}
