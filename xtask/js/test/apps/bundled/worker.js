import * as preflow from "preflow";
import { sample } from "./sample.js";

sample(preflow).then(postMessage, (error) => postMessage(`failed: ${error.stack}`));
