// One record: its source and its result as lines, and which mapping made which value.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Origin, PreviewRecord } from "../core-types";
import { marked } from "../marks";
import { show } from "../navigation";
import { differences, type Line, outline } from "../outline";
import { type State, updateUi } from "../store";
import type { Shown } from "./preview";

const MOST = 600;

/** A path as the core writes it, for a pointer into a record: `/a/0/b` is `a[0].b`. */
function pathOf(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path === "" ? part : `${path}.${part}`), "");
}

function isRead(pointer: string, reads: readonly string[]): boolean {
  const path = pathOf(pointer);
  const loose = path.replace(/\[\d+\]/g, "[*]");
  return reads.some((read) => read === path || read === loose);
}

function originAt(record: PreviewRecord | undefined, pointer: string | null): Origin | undefined {
  if (pointer === null) return undefined;
  // An origin holds for what is inside, too; the most precise one counts.
  const about = record?.origins?.filter((origin) => origin.pointer === pointer || pointer.startsWith(`${origin.pointer}/`)) ?? [];
  return about.toSorted((a, b) => b.pointer.length - a.pointer.length)[0];
}

export function source(state: State, chosen: Shown | undefined): TemplateResult {
  if (!chosen) return html`<p class="empty">Choose a record.</p>`;
  const given = chosen.record.source;
  if (given === undefined) return html`<p class="empty">The source of this record is not kept.</p>`;
  const reads = originAt(chosen.record, state.ui.path)?.reads ?? [];
  const { lines, isWhole } = outline(given, MOST);
  return html`<div class="json">${lines.map((line) => html`<div class="line ${isRead(line.pointer, reads) ? "read" : ""}" data-depth=${Math.min(line.depth, 9)}>${words(line)}</div>`)}</div>${isWhole ? nothing : html`<p class="about more">The rest is not shown.</p>`}`;
}

function words({ key, text, kind }: Line): TemplateResult {
  return html`${key === null ? nothing : html`<span class="key">${key}</span><span class="colon">: </span>`}<span class="${kind}">${text}</span>`;
}

export function result(state: State, chosen: Shown | undefined): TemplateResult {
  if (!chosen) return html`<p class="empty">The result of the chosen record is shown here.</p>`;
  const { record, before } = chosen;
  const { lines, isWhole } = outline(record.data, MOST);
  const change = state.ui.compare && before ? differences(before.data, record.data) : null;
  return html`${troubles(record)}
    <div class="json result">${lines.map((line) => resultLine(state, record, line, change?.changed))}</div>
    ${change && change.gone.size > 0 ? html`<div class="gone"><h3>No longer there</h3><ul class="json">${[...change.gone].map(([pointer, text]) => html`<li class="line"><span class="key">${pathOf(pointer)}</span>: <del>${text}</del></li>`)}</ul></div>` : nothing}
    ${isWhole ? nothing : html`<p class="about more">The rest is not shown.</p>`}`;
}

function troubles({ reasons, errors, guesses }: PreviewRecord): TemplateResult {
  return html`<ul class="troubles">
    ${reasons.map((reason) => html`<li><span class="tag error">rejected</span> <span>${marked(reason)}</span></li>`)}
    ${errors.map(({ destination, source, message }) => html`<li><span class="tag warning">nulled</span> <span><code>${destination}</code> from <code>${source}</code>: ${marked(message)}</span></li>`)}
    ${guesses?.map(({ destination, message }) => html`<li><span class="tag info">guess</span> <span><code>${destination}</code>: ${marked(message)}</span></li>`)}
  </ul>`;
}

function resultLine(state: State, record: PreviewRecord, line: Line, changed: Map<string, string | null> | undefined): TemplateResult {
  if (line.kind === "open" || line.kind === "close") return html`<div class="line" data-depth=${Math.min(line.depth, 9)}>${words(line)}</div>`;
  const origin = originAt(record, line.pointer);
  const isChanged = changed?.has(line.pointer) ?? false;
  const before = changed?.get(line.pointer);
  const isOn = state.ui.path === line.pointer;
  const mapping = origin && state.table.value?.mappings[origin.mapping];
  return html`<div class="line made ${isChanged ? "changed" : ""}" data-depth=${Math.min(line.depth, 9)}>
    <button class="value" aria-pressed=${String(isOn)} @click=${() => updateUi({ path: isOn ? null : line.pointer })}>${words(line)}</button>
    ${isChanged && before != null ? html`<del aria-label="before">${before}</del>` : isChanged ? html`<span class="tag accent">new</span>` : nothing}
    ${origin?.converted ? html`<span class="tag info">converted</span>` : nothing}
    ${origin?.nulled ? html`<span class="tag warning">nulled</span>` : nothing}
    ${isOn && origin
      ? html`<div class="origin">
          <span>Mapping ${origin.mapping + 1}: <code>${mapping ? mapping.source : origin.reads.join(", ")}</code> → <code>${mapping?.destination ?? pathOf(line.pointer)}</code></span>
          ${origin.reads.length > 0 ? html`<span class="about">reads ${origin.reads.map((read, index) => html`${index > 0 ? ", " : ""}<code>${read}</code>`)}</span>` : nothing}
          ${origin.converted ? html`<span class="about">${marked(origin.converted)}</span>` : nothing}
          ${origin.nulled ? html`<span class="about">${marked(origin.nulled)}</span>` : nothing}
          <button class="button small" @click=${() => {
            updateUi({ mapping: origin.mapping });
            show("map");
          }}>Go to the mapping</button>
        </div>`
      : nothing}
  </div>`;
}
