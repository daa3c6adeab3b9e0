// The steps of the core's asynchronous work run as microtasks. A trap in one would reach nobody: here it is caught.
let told;

/** Has `listener` told of what a step throws. */
export function onTrap(listener) {
  told = listener;
}

/** What preflow.js calls in place of `queueMicrotask`. */
export function runStep(step) {
  queueMicrotask(() => {
    try {
      step();
    } catch (error) {
      told(error);
    }
  });
}
