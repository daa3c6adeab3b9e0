import * as preflow from "preflow";
import { sample } from "./sample.js";

console.log(await sample(preflow));
