// The module, started once wherever it runs, and started anew after a trap. What the core can do stands in preflow.js;
// nothing is decided here.
import start, * as core from "./preflow.js";

let starting;
let isReady = false;

function failure(code, message, cause) {
  return Object.assign(new Error(message, cause && { cause }), { code });
}

/** Starts the module; started already, it stays as it is. */
export function begin(source) {
  starting ??= source()
    .then((module_or_path) => start(module_or_path === undefined ? undefined : { module_or_path }))
    .then(
      () => {
        isReady = true;
      },
      (cause) => {
        starting = undefined;
        throw failure("not-initialised", `the WebAssembly module cannot be loaded: ${cause.message ?? cause}`, cause);
      },
    );
  return starting;
}

/** A trap leaves the instance in a state that nobody knows: the next call gets another. */
function recovered(error) {
  const isTrap =
    error instanceof WebAssembly.RuntimeError ||
    (error instanceof RangeError && error.code === undefined) ||
    error?.name === "InternalError";
  if (!isTrap) return error;
  core.__wbg_reset_state();
  return failure("internal", `something went wrong inside preflow, please report it: ${error.message}`, error);
}

/** A function of the core, for callers. */
export function guarded(name) {
  return (...given) => {
    if (!isReady) throw failure("not-initialised", `await init() before you call ${name}()`);
    try {
      const answer = core[name](...given);
      return answer instanceof Promise
        ? answer.catch((error) => {
            throw recovered(error);
          })
        : answer;
    } catch (error) {
      throw recovered(error);
    }
  };
}
