import { run, trap } from "./run.js";

onmessage = async ({ data }) => {
  try {
    const result = data.isTrap ? { answers: await trap() } : await run(data, (bytes) => postMessage({ bytes }));
    postMessage({ result });
  } catch (error) {
    postMessage({ failed: error.stack ?? String(error) });
  }
};
