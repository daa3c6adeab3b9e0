// The figures of all records: how many are rejected and by which reason, with a small chart.
import { html, nothing, svg, type TemplateResult } from "lit-html";
import type { Reason } from "../core-types";
import { marked } from "../marks";
import { type State, updateUi } from "../store";
import { count } from "../words";

const MOST = 8;

export function summary(state: State): TemplateResult | typeof nothing {
  const figures = state.fileRun ? state.fileRun.result?.summary : state.preview.value?.summary;
  if (!figures) return nothing;
  const { records, rejected, unreadable, errors } = figures;
  const failed = Object.values(errors).reduce((sum, n) => sum + n, 0);
  const { reasons, otherReasons } = figures;
  return html`<section class="summary" aria-label="Summary">
    <div class="figures">
      <div><b class="count">${records.toLocaleString("en")}</b><span>${records === 1 ? "record" : "records"}</span></div>
      <div class=${rejected > 0 ? "bad" : ""}><b class="count">${rejected.toLocaleString("en")}</b><span>rejected</span></div>
      <div class=${failed > 0 ? "odd" : ""}><b class="count">${failed.toLocaleString("en")}</b><span>values failed</span></div>
      ${unreadable > 0 ? html`<div class="bad"><b class="count">${unreadable.toLocaleString("en")}</b><span>unreadable</span></div>` : nothing}
    </div>
    ${share(records, rejected)}
    ${reasons.length === 0 ? nothing : html`<ol class="reasons">${reasons.slice(0, MOST).map((reason) => bar(reason, Math.max(...reasons.map(({ records }) => records))))}</ol>`}
    ${reasons.length > MOST || otherReasons > 0 ? html`<p class="about">${count(reasons.length - MOST + otherReasons, "rarer reason")}</p>` : nothing}
    ${notes(state)}
  </section>`;
}

/** How much of all is accepted. */
function share(records: number, rejected: number): TemplateResult | typeof nothing {
  if (records === 0) return nothing;
  const bad = rejected === 0 ? 0 : Math.max((rejected / records) * 100, 1.5);
  return html`<svg class="share-bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="${records - rejected} of ${records} accepted">
    ${svg`<rect width="100" height="6" class="ok"/><rect x=${100 - bad} width=${bad} height="6" class="bad"/>`}
  </svg>`;
}

function bar({ reason, destination, records, first }: Reason, most: number): TemplateResult {
  return html`<li><button title="Show the first record with it" @click=${() => updateUi({ recordFilter: "failing", record: first, path: null })}>
    <span class="text">${destination && !reason.includes(destination) ? html`<code>${destination}</code> ` : nothing}${marked(reason)}</span>
    <span class="count">${records.toLocaleString("en")}</span>
    <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">${svg`<rect width=${Math.max((records / most) * 100, 1.5)} height="4"/>`}</svg>
  </button></li>`;
}

function notes(state: State): TemplateResult | typeof nothing {
  const all = (state.fileRun ? state.fileRun.result?.notes : state.preview.value?.notes) ?? [];
  if (all.length === 0) return nothing;
  return html`<details class="notes"><summary>${count(all.length, "note")}</summary><ul>${all.map(({ message, help }) => html`<li>${marked(message)}${help ? html` <span class="muted">${marked(help)}</span>` : nothing}</li>`)}</ul></details>`;
}
