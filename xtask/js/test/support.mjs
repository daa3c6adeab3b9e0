// What the tests of the package share: where things are, and the native command.
import { spawn } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url)).replace(/\/$/, "");
export const pkg = join(root, "pkg");
export const dist = join(pkg, "dist");

/** Is the package the one that is shipped, rather than one of `cargo xtask pkg --dev`, which is slow? */
export const isSmall = statSync(join(dist, "preflow_bg.wasm")).size < 5 << 20;

const command = process.env.PREFLOW ?? join(root, "target/debug/preflow");

/** Runs the native command at the root of the repository. */
export function native(args, input = "") {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, NO_COLOR: "1" } });
    const chunks = { stdout: [], stderr: [] };
    for (const name of ["stdout", "stderr"]) child[name].on("data", (chunk) => chunks[name].push(chunk));
    child.on("error", reject);
    child.on("close", (status) => {
      const text = (name) => Buffer.concat(chunks[name]).toString("utf8");
      resolve({ status, stdout: text("stdout"), stderr: text("stderr") });
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** Does something with every item, some at a time; what it gives, in order. */
export async function each(items, work) {
  const results = new Array(items.length);
  let next = 0;
  const take = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index], index);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, take));
  return results;
}

/** The files below a folder of the repository, by their names from the root, in the order of the native command. */
export function files(folder, isWanted = () => true) {
  const found = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"));
  return found.filter(isWanted).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** The bytes of a file. */
export function bytes(name) {
  return new Uint8Array(readFileSync(join(root, name)));
}

const besides = new Map();

/** The files that an input may name, as the `files` of options. */
export function beside(name) {
  const folder = dirname(name);
  if (!besides.has(folder)) {
    const all = files(folder).map((other) => [other.slice(folder.length + 1), bytes(other)]);
    besides.set(folder, Object.fromEntries(all));
  }
  return besides.get(folder);
}

/** The code of the error that a call throws, or `undefined`. */
export async function codeOf(call) {
  try {
    await call();
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw new Error(`it throws what is no Error: ${error}`);
    return error.code ?? `no code: ${error.stack}`;
  }
}
