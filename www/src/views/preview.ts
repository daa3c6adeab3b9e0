import { html, type TemplateResult } from "lit-html";
import type { State } from "../store";
export function preview(_state: State): TemplateResult { return html``; }
