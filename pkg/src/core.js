// The module, started once wherever it runs, and started anew after a trap. What the core can do stands in preflow.js;
// nothing is decided here.
import start, * as core from "./preflow.js";
import { onTrap } from "./tasks.js";

let starting;
let isReady = false;
let isSpoilt = false;
/** What rejects the promises that are still open. */
const waiting = new Set();

function failure(code, message, cause) {
  return Object.assign(new Error(message, cause && { cause }), { code });
}

/** Starts the module; started already, it stays as it is. */
export function begin(source) {
  starting ??= source()
    .then((module_or_path) => start({ module_or_path }))
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

function isTrap(error) {
  return (
    error instanceof WebAssembly.RuntimeError ||
    (error instanceof RangeError && error.code === undefined) ||
    error?.name === "InternalError"
  );
}

function internal(error) {
  return failure("internal", `something went wrong inside preflow, please report it: ${error?.message ?? error}`, error);
}

/** A trap leaves the instance in a state that nobody knows: the next call gets another, and what is under way ends. */
function recover(error) {
  const failed = internal(error);
  for (const reject of waiting) reject(failed);
  waiting.clear();
  isSpoilt = true;
  try {
    renew();
  } catch {
    // There may be no memory for another one yet: the next call tries again.
  }
  return failed;
}

function renew() {
  core.__wbg_reset_state();
  isSpoilt = false;
}

onTrap(recover);

function again() {
  try {
    renew();
  } catch (error) {
    throw internal(error);
  }
}

function awaited(answer) {
  return new Promise((resolve, reject) => {
    waiting.add(reject);
    answer.then(resolve, reject).finally(() => waiting.delete(reject));
  });
}

/** A function of the core, for callers. */
export function guarded(name) {
  return (...given) => {
    if (!isReady) throw failure("not-initialised", `await init() before you call ${name}()`);
    if (isSpoilt) again();
    try {
      const answer = core[name](...given);
      return answer instanceof Promise ? awaited(answer) : answer;
    } catch (error) {
      throw isTrap(error) ? recover(error) : error;
    }
  };
}
