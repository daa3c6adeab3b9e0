// Before and after an edit: what the result is compared with.
import { html, nothing, type TemplateResult } from "lit-html";
import { pin } from "../document";
import { type State, updateUi } from "../store";

export function compared(state: State): TemplateResult {
  const { ui, before, fileRun } = state;
  if (fileRun) return html``;
  return html`<div class="bar push">
    ${ui.compare ? html`<span class="about">Before: ${before.what}</span><button class="button small" title="Take the text as it is now for before" @click=${pin}>Pin now</button>` : nothing}
    <button class="button small" aria-pressed=${String(ui.compare)} @click=${() => updateUi({ compare: !ui.compare, recordFilter: ui.recordFilter === "changed" ? "all" : ui.recordFilter })}>Compare</button>
  </div>`;
}
