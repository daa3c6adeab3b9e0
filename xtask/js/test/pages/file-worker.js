import { run } from "./run.js";

onmessage = async ({ data }) => {
  try {
    postMessage({ result: await run(data, (bytes) => postMessage({ bytes })) });
  } catch (error) {
    postMessage({ failed: error.stack ?? String(error) });
  }
};
