// For browsers, workers and bundlers: the module is fetched from beside this file.
import { begin } from "./core.js";

export * from "./api.js";

/** Starts the module; `source` only where it lies elsewhere. */
export function init(source) {
  return begin(async () => source ?? beside());
}

function beside() {
  // Bundlers know this form, and put the module where it then says.
  const module = new URL("preflow_bg.wasm", import.meta.url);
  // Vite's server for development, up to version 7, moves the scripts of packages and leaves the rest where it was.
  return new URL(module.href.replace(/\/node_modules\/\.vite\/.*/, "/node_modules/preflow/dist/preflow_bg.wasm"));
}
