// A browser and a server for it. Both are on this machine, and the page may reach nothing else.
import { chromium } from "playwright-core";
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json", ".css": "text/css", ".svg": "image/svg+xml" };

/** What a page may do that is strict about it, and all that the package needs. */
export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

const HEADERS = {
  "content-security-policy": POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

/** Serves folders by the paths they are mounted at, the longest first; `headers` go with every answer. */
export async function serve(folders, headers = HEADERS) {
  const mounts = Object.entries(folders).sort(([a], [b]) => b.length - a.length);
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const [at, folder] = mounts.find(([at]) => path.startsWith(at)) ?? [];
    let file = folder && join(folder, path.slice(at.length));
    if (file && existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    if (path === "/favicon.ico") {
      response.writeHead(204).end();
    } else if (!file || !existsSync(file)) {
      response.writeHead(404, headers).end("there is no such file");
    } else {
      response.writeHead(200, { ...headers, "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
      createReadStream(file).pipe(response);
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}

/** Starts Chromium. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--enable-precise-memory-info", "--js-flags=--expose-gc",
      "--enable-blink-features=ForceEagerMeasureMemory",
    ],
  });
}

/** Opens a page; `troubles` gathers what must not happen: errors, and requests that go elsewhere. */
export async function open(browser, url) {
  const page = await browser.newPage();
  const troubles = watch(page, url);
  await page.goto(url);
  return { page, troubles };
}

/** Gathers what must not happen on a page of that address. */
export function watch(page, url) {
  const troubles = [];
  const { origin, host } = new URL(url);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) troubles.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => troubles.push(`thrown: ${error.message}`));
  page.on("requestfailed", (request) => troubles.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on("request", (request) => {
    const to = new URL(request.url());
    if (to.origin !== origin && !["blob:", "data:"].includes(to.protocol)) troubles.push(`leaves ${origin}: ${to}`);
  });
  page.on("websocket", (socket) => {
    if (new URL(socket.url()).host !== host) troubles.push(`leaves ${origin}: ${socket.url()}`);
  });
  return troubles;
}
