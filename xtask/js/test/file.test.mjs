// Previews of large files in Chromium: in a worker, on the page and in Node, in memory that does not grow.
import assert from "node:assert/strict";
import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as preflow from "../../../pkg/dist/node.js";
import * as core from "../../../pkg/dist/preflow.js";
import { launch, open, serve } from "./browser.mjs";
import { dist, isSmall } from "./support.mjs";

const PAGES = new URL("pages", import.meta.url).pathname;
const [LARGE, MIDDLE] = [500, 100];
const MIB = 1 << 20;

let server, browser, page, troubles;

before(async () => {
  server = await serve({ "/": PAGES, "/pkg/": dist });
  browser = await launch();
  ({ page, troubles } = await open(browser, `${server.origin}/file.html`));
  await page.waitForFunction(() => globalThis.isReady);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

const inWorker = (task) => page.evaluate((task) => globalThis.inWorker(task), task);
const here = (task) => page.evaluate((task) => globalThis.here(task), task);

function isWhole(ran) {
  assert.equal(ran.code, null);
  assert.equal(ran.summary.records, ran.records);
  assert.equal(ran.summary.unreadable, 0);
  assert.equal(ran.kept, 3);
  assert.ok(ran.isSteady, "progress goes back or beyond the file");
  assert.equal(ran.last, ran.total);
  assert.ok(ran.told >= ran.total / MIB / 8, `progress was told ${ran.told} times`);
}

function tell(t, ran) {
  const seconds = ran.took / 1000;
  const most = Math.max(...ran.marks.map((mark) => mark.wasm), ran.after.wasm);
  t.diagnostic(
    `${(ran.total / MIB).toFixed(0)} MiB, ${ran.records} records in ${seconds.toFixed(1)} s: ${(ran.total / MIB / seconds).toFixed(1)} MiB/s; ` +
      `wasm at most ${(most / MIB).toFixed(1)} MiB`,
  );
}

test(`${LARGE} MiB of NDJSON in a worker (${isSmall ? "the package as shipped" : "a development build"})`, async (t) => {
  const ran = await inWorker({ kind: "ndjson", size: LARGE });
  tell(t, ran);
  isWhole(ran);
  assert.deepEqual(ran.first.data, { id: 0, person: { name: "NAME 0" } });
  // What it has after a tenth is what it has in the end.
  const tenth = (marks) => marks.find((mark) => mark.bytes >= ran.total / 10);
  const { wasm } = tenth(ran.marks);
  assert.ok(ran.after.wasm <= wasm + MIB, `wasm memory went from ${wasm} to ${ran.after.wasm}`);
  assert.ok(ran.after.wasm < 32 * MIB, `wasm memory is ${ran.after.wasm}`);
  const { all } = tenth(ran.measured);
  const most = Math.max(...ran.measured.map((mark) => mark.all));
  t.diagnostic(`page and worker: ${(all / MIB).toFixed(1)} MiB after a tenth, at most ${(most / MIB).toFixed(1)} MiB`);
  assert.ok(ran.measured.at(-1).bytes > ran.total * 0.9);
  assert.ok(most < all + 32 * MIB, `all memory went from ${all} to ${most}`);
});

for (const kind of ["json", "csv"]) {
  test(`${MIDDLE} MiB of ${kind} in a worker`, async (t) => {
    const ran = await inWorker({ kind, size: MIDDLE });
    tell(t, ran);
    isWhole(ran);
    assert.ok(ran.after.wasm < 32 * MIB, `wasm memory is ${ran.after.wasm}`);
  });
}

test(`${MIDDLE} MiB on the page itself, with all mapped records as text`, async (t) => {
  const ran = await here({ kind: "ndjson", size: MIDDLE, onText: true });
  tell(t, ran);
  isWhole(ran);
  assert.equal(ran.lines, ran.records);
  // Pieces of the file are there until somebody collects them; the file as a whole never is.
  assert.ok(Math.max(...ran.marks.map((mark) => mark.heap)) < ran.before.heap + (MIDDLE / 2) * MIB);
  assert.ok(ran.after.heap < ran.before.heap + 16 * MIB);
});

for (const [where, run] of [["in a worker", inWorker], ["on the page", here]]) {
  test(`stopped on the way ${where}, it ends within a second`, async () => {
    const ran = await run({ kind: "ndjson", size: LARGE, stopAt: 4 * MIB });
    assert.equal(ran.code, "aborted");
    assert.ok(ran.stopTook >= 0 && ran.stopTook < 1000, `it took ${ran.stopTook} ms`);
    assert.ok(ran.last < ran.total / 2, `${ran.last} bytes were read`);
  });
}

test("after a trap the next call works, in a worker and on the page", async () => {
  assert.deepEqual((await inWorker({ isTrap: true })).answers, ["internal", 1]);
  // On a page Chromium starts no module of more than 8 MiB at once, as that of `--dev` is; it then still says so with a code.
  assert.deepEqual(await page.evaluate(() => globalThis.trapHere()), ["internal", isSmall ? 1 : "internal"]);
});

test("the page reports no error, and nothing left it", () => {
  assert.deepEqual(troubles, []);
});

test(`${MIDDLE} MiB from the disk in Node`, async (t) => {
  await preflow.init();
  const folder = mkdtempSync(join(tmpdir(), "preflow-file-"));
  try {
    const line = `${JSON.stringify({ id: 1, name: "x".repeat(400) })}\n`;
    const count = Math.floor((MIDDLE * MIB) / line.length);
    const path = join(folder, "r.ndjson");
    writeFileSync(path, line.repeat(count));
    const mapping = '{"version":0,"mappings":[{"sourceType":"ATTRIBUTE","source":"id","destination":"id"}]}';
    const start = performance.now();
    let last = 0;
    const result = await preflow.previewFile(await openAsBlob(path), mapping, {}, (at) => {
      assert.ok(at.bytes >= last);
      last = at.bytes;
    });
    assert.equal(result.summary.records, count);
    assert.equal(last, line.length * count);
    const memory = core.initSync().memory.buffer.byteLength;
    assert.ok(memory < 32 * MIB, `wasm memory is ${memory}`);
    t.diagnostic(`${((last / MIB / (performance.now() - start)) * 1000).toFixed(1)} MiB/s`);

    const stop = new AbortController();
    const running = preflow.previewFile(await openAsBlob(path), mapping, { signal: stop.signal }, () => setTimeout(() => stop.abort()));
    await assert.rejects(running, { code: "aborted" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
