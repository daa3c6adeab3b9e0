// The mapping set as a table, beside the fields it writes and the fields it reads.
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { MappingTable, PreviewRecord, TableMapping } from "../core-types";
import { change, goTo } from "../document";
import { type State, updateUi } from "../store";
import { count } from "../words";
import { icon } from "../icons";
import { carry } from "./carry";
import { fields } from "./fields";
import { mappingEditor } from "./mapping-editor";
import { target } from "./target";

export function map(state: State): TemplateResult {
  const { value, error } = state.table;
  if (error !== null) return html`<p class="empty">${error}</p>`;
  if (!value) return html`<p class="loading">Reading the mapping set …</p>`;
  if (value.pointer === null) return html`<div class="empty"><p>This text has no mapping set. Add one as <code>steps.mappingSet</code> of the document.</p></div>`;
  return html`<div class="columns map">
    <section class="column quiet" aria-label="Target schema">
      <div class="head"><h2>Target schema</h2></div>
      <div class="body">${target(state, value)}</div>
    </section>
    <section class="column" aria-label="Mappings">
      <div class="head">${head(state, value)}</div>
      <div class="body" tabindex="-1">${rows(state, value)}</div>
      ${mappingEditor(state, value)}
    </section>
    <section class="column quiet" aria-label="Fields of the samples">
      <div class="head"><h2>Fields of the samples</h2></div>
      <div class="body">${fields(state, value)}</div>
    </section>
  </div>`;
}

function head(state: State, table: MappingTable): TemplateResult {
  const { ui } = state;
  const filters: [State["ui"]["mappingFilter"], string][] = [["all", "All"], ["expressions", "Expressions"], ["findings", "With findings"]];
  return html`
    <input class="field narrow" type="search" aria-label="Search mappings" placeholder="Search mappings" .value=${ui.mappingSearch}
      @input=${(event: Event) => updateUi({ mappingSearch: (event.target as HTMLInputElement).value })} />
    <div class="choice" role="group" aria-label="Which mappings">
      ${filters.map(([filter, label]) => html`<button aria-pressed=${String(ui.mappingFilter === filter)} @click=${() => updateUi({ mappingFilter: filter })}>${label}</button>`)}
    </div>
    <div class="bar push">
      ${carry(state, table)}
      <button class="button small first" @click=${() => void add(table, table.newMapping)}>Add</button>
    </div>`;
}

/** Adds a mapping at the end, and shows it. */
export async function add(table: MappingTable, value: unknown): Promise<void> {
  if (table.pointer === null) return;
  const index = table.mappings.length;
  if (await change([{ do: "insert", pointer: table.pointer, index, value }], "Mapping added")) updateUi({ mapping: index, mappingFilter: "all", mappingSearch: "" });
}

function isShown({ ui }: State, { source, destination, kind, findings }: TableMapping): boolean {
  const words = ui.mappingSearch.trim().toLowerCase();
  if (words !== "" && !`${source} ${destination}`.toLowerCase().includes(words)) return false;
  if (ui.mappingFilter === "findings") return findings.length > 0;
  return ui.mappingFilter !== "expressions" || kind === "EXPRESSION";
}

function rows(state: State, table: MappingTable): TemplateResult {
  const all = table.mappings.filter((mapping) => isShown(state, mapping));
  if (all.length === 0) return html`<p class="empty">${table.mappings.length === 0 ? "There is no mapping yet." : "No mapping is like that."}</p>`;
  const chosen = state.preview.value?.records.find(({ record }) => record === state.ui.record) ?? state.preview.value?.records[0];
  return html`<table class="mappings">
    <caption class="out-of-sight">${count(all.length, "mapping")} of ${table.mappings.length}. Alt with the arrow keys moves a row.</caption>
    <thead><tr><th scope="col"><span class="out-of-sight">Number</span></th><th scope="col">Source</th><th scope="col">Destination</th><th scope="col">Value in record ${chosen?.record ?? 1}</th><th scope="col"><span class="out-of-sight">Actions</span></th></tr></thead>
    <tbody>${repeat(all, ({ index }) => index, (mapping) => row(state, table, mapping))}</tbody>
  </table>`;
}

function row(state: State, table: MappingTable, mapping: TableMapping): TemplateResult {
  const { index, kind, source, destination, findings } = mapping;
  const isOn = state.ui.mapping === index;
  const worst = findings.find(({ severity }) => severity === "error") ?? findings[0];
  const what = `mapping ${index + 1}, ${destination || "without destination"}`;
  const move = async (to: number) => {
    if (table.pointer === null || to < 0 || to >= table.mappings.length) return;
    if (await change([{ do: "move", pointer: table.pointer, from: index, to }], `Mapping moved to ${to + 1}`)) updateUi({ mapping: to });
  };
  return html`<tr class=${isOn ? "on" : ""} @keydown=${(event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    void move(index + (event.key === "ArrowUp" ? -1 : 1));
  }}>
    <td class="count">${index + 1}</td>
    <td><button class="cell mono" aria-expanded=${String(isOn)} @click=${() => updateUi({ mapping: isOn ? null : index })}><span class="out-of-sight">Edit ${what}: </span>${source === "" ? html`<span class="faint">empty</span>` : breakable(source)}</button>${kind === null || kind === "ATTRIBUTE" ? nothing : html` <span class="tag">${kind.toLowerCase()}</span>`}</td>
    <td class="mono destination">${breakable(destination)}${worst ? html` <span class="tag ${worst.severity}" title=${findings.map(({ message }) => message).join("\n")}>${worst.code}</span>` : nothing}</td>
    <td class="mono value">${made(state, mapping)}</td>
    <td class="actions">
      <button class="button plain small icon" aria-label="Move ${what} up" title="Move up (Alt ↑)" ?disabled=${index === 0} @click=${() => void move(index - 1)}>${icon("up", 14)}</button>
      <button class="button plain small icon" aria-label="Move ${what} down" title="Move down (Alt ↓)" ?disabled=${index === table.mappings.length - 1} @click=${() => void move(index + 1)}>${icon("down", 14)}</button>
      <button class="button plain small icon" aria-label="Show ${what} in the text" title="Show in the text" @click=${() => goTo(mapping.start, mapping.end)}>${icon("show", 14)}</button>
      <button class="button plain small icon" aria-label="Remove ${what}" title="Remove" @click=${() => void remove(mapping)}>${icon("close", 14)}</button>
    </td>
  </tr>`;
}

async function remove({ pointer }: TableMapping): Promise<void> {
  if (pointer === null) return;
  if (await change([{ do: "remove", pointer }], "Mapping removed. Undo takes it back.")) updateUi({ mapping: null });
}

/** What a mapping made of the chosen record. */
export function made(state: State, mapping: TableMapping): TemplateResult | typeof nothing {
  const records = state.preview.value?.records ?? [];
  const record = records.find(({ record }) => record === state.ui.record) ?? records[0];
  const origins = (record as PreviewRecord | undefined)?.origins?.filter((origin) => origin.mapping === mapping.index) ?? [];
  const trouble = record?.errors.find(({ destination }) => destination === mapping.destination);
  if (trouble) return html`<span class="failed" title=${trouble.message}>${trouble.message}</span>`;
  const [first] = origins;
  if (!first) return nothing;
  const nulled = origins.find(({ nulled }) => nulled !== null);
  const values = origins.map(({ pointer }) => at(record?.data, pointer));
  const text = values.length === 1 ? JSON.stringify(values[0]) : values.map((value) => JSON.stringify(value)).join(", ");
  return html`<span title=${nulled?.nulled ?? first.converted ?? nothing}>${text}</span>${nulled ? html` <span class="tag warning">nulled</span>` : first.converted ? html` <span class="tag info">converted</span>` : nothing}`;
}

/** A path or expression that may go on in the next line behind its dots and commas. */
function breakable(text: string): TemplateResult {
  return html`${text.split(/(?<=[.,])/).map((part) => html`${part}<wbr>`)}`;
}

/** The value at a JSON pointer. */
export function at(value: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((inner, part) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[part] : undefined), value);
}

