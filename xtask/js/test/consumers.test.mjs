// The package as others use it: packed, installed elsewhere, and run through Vite, webpack, a plain page, workers, Node and
// TypeScript, with nothing configured.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import * as vite from "vite";
import * as vite7 from "vite7";
import webpack from "webpack";
import { launch, open, POLICY, serve } from "./browser.mjs";
import { dist, pkg } from "./support.mjs";

const APPS = new URL("apps/", import.meta.url).pathname;
let folder, tarball, installed, browser, expected;

const run = (cwd, program, ...args) => execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** An app of its own, with the package installed from its tarball: once by npm, which is slow, then as it did. */
function app(name, ...from) {
  const at = join(folder, name);
  mkdirSync(at);
  writeFileSync(join(at, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  for (const part of from) cpSync(join(APPS, part), part.includes(".") ? join(at, part) : at, { recursive: true });
  if (installed) {
    cpSync(installed, join(at, "node_modules"), { recursive: true });
  } else {
    run(at, "npm", "install", "--silent", "--offline", "--no-audit", "--no-fund", tarball);
    installed = join(at, "node_modules");
  }
  return at;
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "preflow-consumers-"));
  const [packed] = JSON.parse(run(pkg, "npm", "pack", "--json", "--pack-destination", folder));
  tarball = join(folder, packed.filename);
  browser = await launch();
  // What Node says is what all must say.
  const node = app("node", "node", "sample.js");
  expected = run(node, "node", "main.mjs").trimEnd();
});

after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** What the page shows, when nothing went wrong on it. */
async function shown(url) {
  const { page, troubles } = await open(browser, url);
  try {
    await page.waitForSelector("#result", { timeout: 60_000 }).catch(() => {});
    const text = await page.evaluate(() => document.querySelector("#result")?.textContent ?? "nothing");
    assert.deepEqual(troubles, [], text);
    return text;
  } finally {
    await page.close();
  }
}

/** The page and its worker say what Node says. */
async function saysTheSame(url) {
  const text = await shown(url);
  assert.ok(text.startsWith("["), text);
  const [here, inWorker] = JSON.parse(text);
  assert.equal(here, expected);
  assert.equal(inWorker, expected);
}

async function served(at) {
  const server = await serve({ "/": at });
  try {
    await saysTheSame(`${server.origin}/`);
  } finally {
    await server.close();
  }
}

test("the tarball has what is needed, and nothing else", () => {
  const names = run(folder, "tar", "-tzf", tarball).trim().split("\n").map((name) => name.replace("package/", "")).sort();
  assert.deepEqual(names.filter((name) => !name.startsWith("dist/") && name !== "README.md"), ["LICENSE-APACHE", "LICENSE-MIT", "package.json"]);
  assert.deepEqual(names.filter((name) => name.startsWith("dist/")), readdirSync(dist).map((name) => `dist/${name}`).sort());
});

test("a script of Node", () => {
  const result = JSON.parse(expected);
  assert.equal(result.early, "not-initialised");
  assert.deepEqual(result.unknown, [true, "unknown-template"]);
  assert.equal(result.evaluate.text, "0.30000000000000004");
  assert.equal(result.previewFile[0].records, 2);
});

test("a page without a bundler, and a worker of it", async () => {
  await served(app("plain", "plain", "sample.js", "show.js"));
});

for (const { version, build, createServer } of [vite, vite7]) {
  test(`an app of Vite ${version}, built, and a worker of it`, async () => {
    const root = app(`vite-${version}-built`, "vite", "bundled", "sample.js", "show.js");
    await build({ root, logLevel: "error" });
    await served(join(root, "dist"));
  });

  // It treats packages differently from version to version, and moves their scripts about.
  test(`an app of Vite ${version}, on its server for development, and a worker of it`, async () => {
    const root = app(`vite-${version}-served`, "vite", "bundled", "sample.js", "show.js");
    // Where and under which policy it serves is the test's; what becomes of the package is not.
    const here = { host: "127.0.0.1", port: 0, headers: { "content-security-policy": POLICY } };
    const server = await createServer({ root, logLevel: "error", server: here });
    try {
      await server.listen();
      await saysTheSame(server.resolvedUrls.local[0]);
    } finally {
      await server.close();
    }
  });
}

test("an app of webpack, and a worker of it", async () => {
  const root = app("webpack", "webpack", "bundled", "sample.js", "show.js");
  const stats = await new Promise((resolve, reject) => {
    const compiler = webpack({ mode: "production", context: root, entry: "./main.js", output: { path: join(root, "dist") } });
    compiler.run((error, stats) => compiler.close(() => (error ? reject(error) : resolve(stats))));
  });
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  assert.deepEqual(errors, []);
  // It says of every large file that it is large.
  assert.deepEqual(warnings.filter((warning) => !/size limit|limit the size|code splitting/.test(warning.message)), []);
  cpSync(join(root, "index.html"), join(root, "dist/index.html"));
  await served(join(root, "dist"));
});

const compiler = createRequire(import.meta.url).resolve("typescript/package.json");

function compiles(at, ...args) {
  try {
    run(at, "node", join(dirname(compiler), "bin/tsc"), "--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--lib", "es2022,dom", "--types", "", ...args);
    return "";
  } catch (error) {
    return error.stdout + error.stderr;
  }
}

test("TypeScript takes a program that uses everything, and refuses wrong uses", () => {
  const at = app("types", "types");
  for (const how of [["--module", "nodenext"], ["--module", "esnext", "--moduleResolution", "bundler"]]) {
    assert.equal(compiles(at, ...how, "use.ts"), "");
  }
  writeFileSync(join(at, "bad.ts"), 'import { check } from "preflow";\ncheck(5);\n');
  assert.match(compiles(at, "--module", "nodenext", "bad.ts"), /bad\.ts.*TS2345/);
});

test("that program names every function and type", async () => {
  const program = readFileSync(join(APPS, "types/use.ts"), "utf8");
  const types = readFileSync(join(dist, "index.d.ts"), "utf8");
  const lists = [...types.matchAll(/^export (?:type )?\{ (.*) \}/gm)].flatMap(([, names]) => names.split(", "));
  const single = [...types.matchAll(/^export (?:function|type|interface) (\w+)/gm)].map(([, name]) => name);
  const names = [...lists, ...single];
  assert.ok(names.length > 40);
  for (const name of names) assert.match(program, new RegExp(`^  ${name}(,| as)`, "m"), `use.ts does not import ${name}`);
  const values = Object.keys(await import(join(dist, "browser.js")));
  assert.deepEqual(values.sort(), names.filter((name) => /^[a-z]/.test(name)).sort());
});
