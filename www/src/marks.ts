// Texts of the core, in which backticks stand around what is code.
import { html, type TemplateResult } from "lit-html";

export function marked(text: string): TemplateResult {
  return html`${text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
