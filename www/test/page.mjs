// What the tests of the page share: a plain host for it, under a path and without special headers, and ways to use it.
import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { launch, serve, watch } from "../../xtask/js/test/browser.mjs";
import { dist, root } from "../../xtask/js/test/support.mjs";

export { root };

export const folder = join(root, "target/www");
assert.ok(existsSync(join(folder, "index.html")), "build the page first: cargo xtask www --dev");

/** Is the module the one that is shipped, rather than one of `--dev`, which is slow? */
export const isSmall = statSync(join(dist, "preflow_bg.wasm")).size < 5 << 20;

/** A host that knows nothing but files. */
export async function host() {
  const server = await serve({ "/some/where/": folder }, {});
  return { ...server, address: `${server.origin}/some/where/` };
}

/** A browser and a host, for the tests of a file. */
export async function workshop() {
  const server = await host();
  const browser = await launch();
  const contexts = [];
  return {
    ...server,
    browser,
    /** A page of its own: nothing is kept from another. */
    async page(options = {}, fragment = "") {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      contexts.push(context);
      const page = await context.newPage();
      const troubles = watch(page, server.address);
      await page.goto(server.address + fragment);
      return { page, context, troubles };
    },
    async close() {
      for (const context of contexts) await context.close().catch(() => {});
      await browser.close();
      await server.close();
    },
  };
}

/** Waits until the module can be used. */
export async function isUsable(page) {
  await page.locator(".sources li button").first().waitFor();
}

/** Opens the document of a template. */
export async function begin(page, name) {
  await isUsable(page);
  await page.getByLabel("Search sources").fill(name);
  await page.locator(".sources li button").first().click();
  await page.locator(".cm-content").first().waitFor();
}

/** Pastes a text on the start, and opens it. */
export async function paste(page, text) {
  await isUsable(page);
  await page.getByPlaceholder("Paste here").fill(text);
  await page.getByRole("button", { name: "Open the text" }).click();
  await page.locator(".cm-content").first().waitFor();
}

/** Goes to a view. */
export async function view(page, name) {
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name }).click();
  await page.waitForFunction((name) => document.querySelector("main")?.getAttribute("aria-label") === name, name);
}

/** The text of the document, as the page would download it. */
export async function textOf(page) {
  const before = await page.evaluate(() => location.hash.slice(1));
  await view(page, "Share");
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: /^Download / }).click();
  const download = await waiting;
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  await page.evaluate((hash) => (location.hash = hash), before);
  return Buffer.concat(chunks).toString("utf8");
}

/** Drops files on an element. */
export async function drop(page, selector, files) {
  const data = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, text } of files) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  await page.dispatchEvent(selector, "dragover", { dataTransfer: data });
  await page.dispatchEvent(selector, "drop", { dataTransfer: data });
}
