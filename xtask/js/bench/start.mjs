// From nothing to the first result in headless Chromium, the files in its cache: a page that visits itself again and
// again, and tells what it measured.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./rounds.mjs";

const VISITS = 12;
const PATIENCE = 120_000;
const [document, chromium] = process.argv.slice(2);
const dist = fileURLToPath(new URL("../../../pkg/dist/", import.meta.url));
const types = { ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };
const page = `<!doctype html><meta charset="utf-8"><title>start</title><script type="module">
  const text = await (await fetch("/document.json")).text();
  const start = performance.now();
  const { check, init } = await import("/browser.js");
  await init();
  const ready = performance.now();
  const report = check(text);
  const end = performance.now();
  const told = { load: ready - start, check: end - ready, all: end - start, page: end, steps: report.summary.steps };
  await fetch("/told", { method: "POST", body: JSON.stringify(told) });
  // Long enough that the browser has kept the compiled code.
  const visit = Number(location.search.slice(1));
  if (visit < ${VISITS}) setTimeout(() => location.replace("/page?" + (visit + 1)), 1500);
</script>`;

const profile = mkdtempSync(join(tmpdir(), "preflow-start-"));
const told = [];
const over = new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error("Chromium did not finish")), PATIENCE).unref();
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    if (path === "/told") {
      request.on("data", (body) => told.push(JSON.parse(body)));
      request.on("end", () => {
        response.end();
        if (told.length > VISITS) resolve();
      });
      return;
    }
    if (path === "/page") return response.writeHead(200, { "content-type": "text/html" }).end(page);
    try {
      const body = readFileSync(path === "/document.json" ? document : join(dist, path));
      response.writeHead(200, { "content-type": types[extname(path)], "cache-control": "max-age=3600" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, "127.0.0.1", () => {
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
    flags.push("--disable-background-networking", "--disable-component-update", "--disable-sync");
    flags.push(`--user-data-dir=${profile}`, `http://127.0.0.1:${server.address().port}/page?0`);
    const browser = spawn(chromium, flags, { stdio: "ignore" });
    browser.on("error", reject);
    browser.on("exit", () => reject(new Error("Chromium ended")));
    over.catch(() => {}).finally(() => {
      server.close();
      server.closeAllConnections();
      browser.kill();
    });
  });
});
try {
  await over;
} finally {
  setTimeout(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }), 500);
}
const [cold, ...warm] = told;
const of = (visits, part) => median(visits.map((visit) => visit[part])).toFixed(0);
console.log(`start in Chromium, empty cache: ${of([cold], "all")} ms`);
// The first visits fill the caches: of the files, then of the code.
const last = warm.slice(3);
console.log(
  `start in Chromium, warm cache: ${of(last, "all")} ms to the first result, of them loading ${of(last, "load")} ms and ` +
    `the first check ${of(last, "check")} ms; ${of(last, "page")} ms since the page was asked for (wanted: under 150 ms)`,
);
