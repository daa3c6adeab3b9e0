// For browsers, workers and bundlers: the module is fetched from beside this file.
import { begin } from "./core.js";

export * from "./api.js";

/** Starts the module; `source` only where it lies elsewhere. */
export function init(source) {
  return begin(async () => source);
}
