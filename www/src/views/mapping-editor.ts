// One mapping: its kind, its source with help from the core, its destination, and what it makes of a record.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import * as core from "../core";
import type { Evaluation, MappingTable, Signature, TableMapping, TargetField } from "../core-types";
import { change } from "../document";
import type { ExpressionEditor } from "../editor/expression";
import { marked } from "../marks";
import { icon } from "../icons";
import { get, type State, update, updateUi } from "../store";
import { made } from "./map";

/** What is typed into the expression before it is part of the text, and what the core says of it. */
let editor: ExpressionEditor | null = null;
let isLoading = false;
let shown: string | null = null;
let help: Signature | null = null;
let evaluated: { of: string; value: Evaluation } | null = null;
let asked = "";
let timer: ReturnType<typeof setTimeout> | undefined;

const KINDS = ["ATTRIBUTE", "EXPRESSION", "STATIC"];

function chosenOf(state: Readonly<State>): TableMapping | undefined {
  return state.ui.mapping === null ? undefined : state.table.value?.mappings[state.ui.mapping];
}

export function mappingEditor(state: State, table: MappingTable): TemplateResult | typeof nothing {
  const mapping = chosenOf(state);
  if (!mapping) return nothing;
  const { sourceType } = table.keys;
  present(mapping);
  const records = state.preview.value?.records ?? [];
  const record = records.find(({ record }) => record === state.ui.record) ?? records[0];
  evaluate(mapping, record?.source);
  const paths = leafPaths(table.target);
  return html`<section class="mapping-editor" aria-label="Mapping ${mapping.index + 1}">
    <div class="bar">
      <h3>Mapping ${mapping.index + 1}</h3>
      ${sourceType === null
        ? html`<span class="tag">${mapping.kind?.toLowerCase() ?? "no source"}</span>`
        : html`<label class="out-of-sight" for="kind">Kind of source</label>
            <select class="field kind" id="kind" @change=${(event: Event) => void change([{ do: "set", pointer: `${mapping.pointer}/${sourceType}`, value: (event.target as HTMLSelectElement).value }], "Kind of source set")}>
              ${mapping.kind === null ? html`<option .selected=${live(true)}>no source</option>` : nothing}
              ${KINDS.map((kind) => html`<option value=${kind} .selected=${live(kind === mapping.kind)}>${kind.toLowerCase()}</option>`)}
            </select>`}
      <span class="push"></span>
      ${records.length > 1
        ? html`<label class="about" for="record">Record</label>
            <select class="field record" id="record" @change=${(event: Event) => updateUi({ record: Number((event.target as HTMLSelectElement).value) })}>
              ${records.slice(0, 100).map((one) => html`<option value=${one.record} .selected=${live(one === record)}>${one.record}</option>`)}
            </select>`
        : nothing}
      <button class="button plain small icon" aria-label="Close the mapping" @click=${() => updateUi({ mapping: null })}>${icon("close", 14)}</button>
    </div>
    <div class="expression">${editor?.host ?? html`<div class="expression-host"></div>`}</div>
    <div class="signature" role="status">${help ? signed(help) : html`<span class="about">${hint(mapping)}</span>`}</div>
    <label class="about" for="destination">Destination path${mapping.targetType ? html` (${mapping.targetType})` : nothing}</label>
    <input class="field mono" id="destination" list="destinations" spellcheck="false" autocomplete="off" .value=${live(mapping.destination)}
      @change=${(event: Event) => void change([{ do: "set", pointer: `${mapping.pointer}/${table.keys.destination}`, value: (event.target as HTMLInputElement).value }], "Destination set")} />
    <datalist id="destinations">${paths.map((path) => html`<option value=${path}></option>`)}</datalist>
    <div class="outcome" role="status" aria-label="Result"><span class="about">Result in record ${record?.record ?? 1}</span> ${outcome(state, mapping)}</div>
    ${mapping.findings.map(({ severity, message }) => html`<p class="finding-line"><span class="dot ${severity}"></span><span>${marked(message)}</span></p>`)}
  </section>`;
}

function hint({ kind }: TableMapping): string {
  if (kind === "EXPRESSION") return "An expression of Data Prep. Ctrl+Space completes.";
  return kind === "ATTRIBUTE" ? "A path into the source record. Ctrl+Space completes." : "";
}

function leafPaths(target: MappingTable["target"]): string[] {
  const all: string[] = [];
  const walk = (field: TargetField): void => {
    if (field.children.length === 0) all.push(field.path);
    else field.children.forEach(walk);
  };
  target?.fields.forEach(walk);
  return all.slice(0, 500);
}

/** Has the editor show the source of a mapping, unless it is what someone types there. */
function present(mapping: TableMapping): void {
  const key = `${mapping.pointer} ${mapping.kind}`;
  const label = `Source of mapping ${mapping.index + 1}`;
  if (!editor) {
    if (isLoading) return;
    isLoading = true;
    void import("../editor/expression").then(({ ExpressionEditor }) => {
      editor = new ExpressionEditor(mapping.source, label, { changed: typed, done: commit, signature: helped });
      shown = key;
      update({});
    });
    return;
  }
  if (shown !== key) {
    clearTimeout(timer);
    shown = key;
    committed = mapping.source;
    editor.replace(mapping.source, label);
  } else if (mapping.source !== committed) {
    committed = mapping.source;
    editor.follow(mapping.source);
  }
}

/** What the text had for a source the last time it was looked at, or what was written there. */
let committed: string | null = null;

function typed(): void {
  clearTimeout(timer);
  timer = setTimeout(() => editor && commit(editor.text), 500);
  update({});
}

function commit(expression: string): void {
  clearTimeout(timer);
  const state = get();
  const mapping = chosenOf(state);
  const table = state.table.value;
  if (!mapping || !table || shown !== `${mapping.pointer} ${mapping.kind}` || expression === mapping.source) return;
  committed = expression;
  void change([{ do: "set", pointer: `${mapping.pointer}/${table.keys.source}`, value: expression }], "Source set");
}

function helped(signature: Signature | null): void {
  if (signature === help) return;
  help = signature;
  update({});
}

function signed({ label, parameters, active, about }: Signature): TemplateResult {
  const now = active === null ? undefined : parameters[active];
  const text = now
    ? html`${label.slice(0, now.start)}<b>${label.slice(now.start, now.end)}</b>${label.slice(now.end)}`
    : label;
  return html`<code>${text}</code> <span class="about">${now?.about || about}</span>`;
}

/** The value of what is typed, before it is part of the text. */
function evaluate(mapping: TableMapping, record: unknown): void {
  if (mapping.kind !== "EXPRESSION" || !editor) return;
  const expression = editor.text;
  const question = `${expression}\n${JSON.stringify(record)}`;
  if (asked === question) return;
  asked = question;
  core.evaluate(expression, record === undefined ? null : JSON.stringify(record)).then(
    (value) => {
      evaluated = { of: expression, value };
      editor?.mark(value.findings);
      update({});
    },
    () => {},
  );
}

function outcome(state: State, mapping: TableMapping): TemplateResult | typeof nothing {
  if (mapping.kind === "EXPRESSION" && evaluated && evaluated.of === editor?.text) {
    const { ok, text, error, unknown } = evaluated.value;
    if (!ok) return html`<span class="tag error">fails</span> <span>${marked(error ?? "")}</span>`;
    return html`<code class="result-value">${text}</code>${unknown ? html` <span class="about">${unknown}</span>` : nothing}`;
  }
  return made(state, mapping);
}

/** Puts a field of the samples into the chosen mapping. */
export function insertField(path: string): void {
  const mapping = chosenOf(get());
  if (!mapping || !editor) return;
  if (mapping.kind === "EXPRESSION") editor.insert(path);
  else {
    editor.follow(path);
    commit(path);
  }
}
