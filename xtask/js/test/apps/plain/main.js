import * as preflow from "./node_modules/preflow/dist/browser.js";
import { sample } from "./sample.js";
import { show } from "./show.js";

const inWorker = new Promise((resolve, reject) => {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = (event) => reject(new Error(`the worker does not start: ${event.message}`));
});

show(Promise.all([sample(preflow), inWorker]).then((both) => JSON.stringify(both)));
