// The target schema as a tree: what is written, what is required and not yet written, and what could be.
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { MappingTable, Suggestion, TargetField } from "../core-types";
import { change } from "../document";
import { marked } from "../marks";
import { icon } from "../icons";
import * as core from "../core";
import { checkOptions } from "../options";
import { get, type State, update, updateUi } from "../store";
import { add } from "./map";

export function target(state: State, table: MappingTable): TemplateResult {
  const tree = table.target?.fields ?? [];
  if (grown.table !== table) grown = { table, fields: new Map() };
  return html`${suggestions(state, table)}
    ${tree.length === 0
      ? html`<p class="about padded">No target schema is known. Name a file as <code>targetSchema</code> in the document and add it in the preview, or write the schema there.</p>`
      : html`<ul class="tree">${branch(state, table, tree)}</ul>`}`;
}

function suggestions(state: State, table: MappingTable): TemplateResult | typeof nothing {
  const all = table.suggestions;
  if (all.length === 0) return nothing;
  const sure = all.filter(({ source }) => source !== null);
  return html`<section class="suggestions" aria-label="Suggestions">
    <div class="bar"><h3>Suggestions</h3>${sure.length > 1 ? html`<button class="button small push" @click=${() => void addAll(table, sure)}>Add ${sure.length}</button>` : nothing}</div>
    <ul>${repeat(all.slice(0, 30), ({ destination }) => destination, (suggestion) => one(state, table, suggestion))}</ul>
  </section>`;
}

function one(_: State, table: MappingTable, suggestion: Suggestion): TemplateResult {
  const { destination, source, why } = suggestion;
  return html`<li>
    <span class="what"><code>${destination}</code>${source === null ? nothing : html` <span class="muted">from <code>${source}</code></span>`}<span class="about">${marked(why)}</span></span>
    <button class="button small" aria-label="Add a mapping to ${destination}" @click=${() => void add(table, suggestion.value)}>Add</button>
  </li>`;
}

async function addAll(table: MappingTable, all: Suggestion[]): Promise<void> {
  const { pointer, mappings } = table;
  if (pointer === null) return;
  await change(all.map(({ value }, n) => ({ do: "insert", pointer, index: mappings.length + n, value })), `${all.length} mappings added`);
}

function branch(state: State, table: MappingTable, fields: TargetField[]): unknown {
  return repeat(fields, ({ path }) => path, (field) => html`<li>
    ${field.children.length > 0 || field.hasMore
      ? html`<details ?open=${field.children.length > 0} @toggle=${(event: ToggleEvent) => void (event.newState === "open" && grow(field))}><summary>${label(field)}</summary><ul>${branch(state, table, inside(field))}</ul></details>`
      : html`<div class="leaf">${label(field)}${reach(state, table, field)}</div>`}
  </li>`);
}

/** What is in fields that the table does not tell, by their paths: asked for when they are opened. */
let grown: { table: MappingTable | null; fields: Map<string, TargetField[]> } = { table: null, fields: new Map() };

function inside({ path, children }: TargetField): TargetField[] {
  return children.length > 0 ? children : (grown.fields.get(path) ?? []);
}

async function grow({ path, children, hasMore }: TargetField): Promise<void> {
  if (children.length > 0 || !hasMore || grown.fields.has(path)) return;
  const found = await core.targetFields(get().text, path, checkOptions());
  grown.fields.set(path, found?.fields ?? []);
  update({});
}

function label({ name, typeTitle, isRequired, isMapped, title, about }: TargetField): TemplateResult {
  return html`<span class="field-name ${isMapped ? "mapped" : ""}" title=${[title, about].filter(Boolean).join("\n") || nothing}>${name}</span>
    <span class="type">${typeTitle}</span>${isRequired ? html`<span class="tag ${isMapped ? "" : "warning"}">required</span>` : nothing}`;
}

/** The way to the mapping of a field, or to a new one. */
function reach(state: State, table: MappingTable, field: TargetField): TemplateResult {
  const { mapping, path } = field;
  if (mapping !== null) {
    return html`<button class="button plain small" aria-label="Mapping ${mapping + 1} writes ${path}" aria-pressed=${String(state.ui.mapping === mapping)} @click=${() => updateUi({ mapping, mappingFilter: "all", mappingSearch: "" })}>${mapping + 1}</button>`;
  }
  const found = table.suggestions.find(({ destination }) => destination === path);
  return html`<button class="button plain small icon" title="Map it" aria-label="Add a mapping to ${path}" @click=${() => void add(table, found?.value ?? blank(table, path))}>${icon("add", 14)}</button>`;
}

/** The template of a mapping, with its destination. */
function blank(table: MappingTable, path: string): unknown {
  const value = structuredClone(table.newMapping) as Record<string, unknown>;
  value[table.keys.destination] = path;
  return value;
}
