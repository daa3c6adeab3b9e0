// Lets the test run previews of files here and in a worker.
import { run, trap } from "./run.js";

globalThis.here = run;
globalThis.trapHere = trap;

globalThis.inWorker = (task) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./file-worker.js", import.meta.url), { type: "module" });
    // A worker cannot ask for the size of its own heap; the page is told that of all its own.
    const measured = [];
    worker.onmessage = ({ data: { failed, result, bytes } }) => {
      if (bytes !== undefined) {
        measured.push(performance.measureUserAgentSpecificMemory().then((all) => ({ bytes, all: all.bytes })));
        return;
      }
      worker.terminate();
      if (failed) reject(new Error(failed));
      else resolve(Promise.all(measured).then((measured) => ({ ...result, measured })));
    };
    worker.onerror = (event) => reject(new Error(event.message ?? "the worker does not start"));
    worker.postMessage(task);
  });

globalThis.isReady = true;
