// For Node: the module is read from beside this file.
import { readFile } from "node:fs/promises";
import { begin } from "./core.js";

export * from "./api.js";

/** Starts the module; `source` only where it lies elsewhere. */
export function init(source) {
  return begin(async () => source ?? readFile(new URL("./preflow_bg.wasm", import.meta.url)));
}
