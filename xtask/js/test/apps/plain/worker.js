import * as preflow from "./node_modules/preflow/dist/browser.js";
import { sample } from "./sample.js";

sample(preflow).then(postMessage, (error) => postMessage(`failed: ${error.stack}`));
