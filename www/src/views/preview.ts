// Sample records and what the mapping set makes of them, side by side, with what happened on the way.
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { PreviewRecord } from "../core-types";
import { icon } from "../icons";
import { addFiles, removeFile, takeRecords } from "../intake";
import { differences } from "../outline";
import { type State, update, updateUi } from "../store";
import { count, size } from "../words";
import { compared } from "./compared";
import { result, source } from "./record";
import { summary } from "./summary";

export interface Shown {
  record: PreviewRecord;
  /** The same record before the edit. */
  before: PreviewRecord | undefined;
  isFailing: boolean;
  isChanged: boolean;
}

const known = new WeakMap<PreviewRecord, { before: PreviewRecord | undefined; isChanged: boolean }>();

/** The records that are shown: of the samples, or of a large file. */
export function shown(state: State): Shown[] {
  const { preview, previewBefore, fileRun, ui } = state;
  const failing = ui.recordFilter === "failing";
  const records: PreviewRecord[] = fileRun ? ((failing ? fileRun.result?.failing : fileRun.result?.records) ?? []) : (preview.value?.records ?? []);
  const before = new Map((ui.compare ? previewBefore.value?.records : undefined)?.map((record) => [record.record, record]));
  return records
    .map((record): Shown => {
      const old = before.get(record.record);
      let seen = known.get(record);
      if (!seen || seen.before !== old) {
        seen = { before: old, isChanged: old !== undefined && isOther(old, record) };
        known.set(record, seen);
      }
      return { record, before: old, isFailing: record.rejected || record.errors.length > 0, isChanged: seen.isChanged };
    })
    .filter(({ isFailing, isChanged }) => ui.recordFilter === "all" || (ui.recordFilter === "failing" ? isFailing : isChanged));
}

function isOther(before: PreviewRecord, after: PreviewRecord): boolean {
  const { changed, gone } = differences(before.data, after.data);
  return changed.size > 0 || gone.size > 0 || before.rejected !== after.rejected;
}

export function preview(state: State): TemplateResult {
  const all = shown(state);
  const chosen = all.find(({ record }) => record.record === state.ui.record) ?? all[0];
  return html`<div class="columns preview"
    @dragover=${(event: DragEvent) => event.preventDefault()}
    @drop=${(event: DragEvent) => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) void takeRecords(file);
    }}>
    <section class="column quiet" aria-label="Records">
      <div class="head">${where(state)}</div>
      <div class="body">${given(state)} ${run(state)} ${summary(state)} ${list(state, all, chosen)}</div>
    </section>
    <section class="column" aria-label="Source record">
      <div class="head"><h2>Source</h2>${chosen ? html`<span class="muted">record ${chosen.record.record}</span>` : nothing}</div>
      <div class="body" tabindex="0" role="group" aria-label="Source of the record">${source(state, chosen)}</div>
    </section>
    <section class="column" aria-label="Result">
      <div class="head"><h2>Result</h2>${verdict(chosen)}${compared(state)}</div>
      <div class="body">${result(state, chosen)}</div>
    </section>
  </div>`;
}

function verdict(chosen: Shown | undefined): TemplateResult | typeof nothing {
  if (!chosen) return nothing;
  const { rejected, errors } = chosen.record;
  if (rejected) return html`<span class="tag error">rejected</span>`;
  return errors.length > 0 ? html`<span class="tag warning">${count(errors.length, "failed mapping")}</span>` : html`<span class="tag good">accepted</span>`;
}

function where(state: State): TemplateResult {
  const isOwn = state.records !== null || state.fileRun !== null;
  return html`<div class="choice" role="group" aria-label="Which records">
      <button aria-pressed=${String(!isOwn)} @click=${() => {
        state.fileRun?.stop();
        update({ records: null, fileRun: null });
      }}>Samples in it</button>
      <button aria-pressed=${String(isOwn)} @click=${() => isOwn || update({ records: { name: "pasted records", text: "" } })}>Your own</button>
    </div>`;
}

function given(state: State): TemplateResult {
  const { records, files } = state;
  const names = Object.keys(files);
  return html`<div class="given">
    ${records === null
      ? nothing
      : html`<label class="out-of-sight" for="records">Sample records</label>
          <textarea class="field mono" id="records" rows="6" spellcheck="false" placeholder="JSON, NDJSON, CSV or TSV; or drop a file of any size"
            .value=${records.text}
            @input=${(event: Event) => update({ records: { ...records, text: (event.target as HTMLTextAreaElement).value } })}></textarea>
          <details ?open=${state.select !== ""}><summary class="about">Records inside a JSON document</summary>
            <label class="about" for="select">JSONPath to the records</label>
            <input class="field mono" id="select" spellcheck="false" placeholder="$.items[*]" .value=${state.select}
              @input=${(event: Event) => update({ select: (event.target as HTMLInputElement).value })} />
          </details>`}
    <div class="bar">
      <label class="button small choose">Open records …<input class="out-of-sight" type="file" accept=".json,.ndjson,.jsonl,.csv,.tsv,.txt,application/json,text/csv" @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        const [file] = input.files ?? [];
        if (file) void takeRecords(file).finally(() => (input.value = ""));
      }} /></label>
      <label class="button small plain choose" title="Files that the document names: a target schema, samples">Add a file it names …<input class="out-of-sight" type="file" multiple @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        void addFiles([...(input.files ?? [])]).finally(() => (input.value = ""));
      }} /></label>
    </div>
    ${names.map((name) => html`<span class="tag">${name} <button class="bare" aria-label="Remove ${name}" @click=${() => removeFile(name)}>${icon("close", 12)}</button></span>`)}
  </div>`;
}

function run({ fileRun }: State): TemplateResult | typeof nothing {
  if (!fileRun) return nothing;
  const { name, bytes, total, records, rejected, isRunning, isStopped, failed, stop } = fileRun;
  return html`<div class="run">
    <div class="bar"><span class="title">${name}</span><span class="muted push">${size(total)}</span></div>
    <progress aria-label="Progress" max=${total || 1} value=${isRunning || isStopped ? bytes : total}></progress>
    <div class="bar"><span class="muted count">${count(records, "record")}, ${rejected.toLocaleString("en")} rejected${isStopped ? ", stopped" : ""}</span>
      ${isRunning ? html`<button class="button small push" @click=${stop}>Stop</button>` : nothing}</div>
    ${failed ? html`<p class="problem">${failed}</p>` : nothing}
  </div>`;
}

const MOST = 200;

function list(state: State, all: Shown[], chosen: Shown | undefined): TemplateResult | typeof nothing {
  const { preview, fileRun, ui } = state;
  if (preview.error !== null && !fileRun) return html`<p class="empty">${preview.error}</p>`;
  if (!preview.value && !fileRun) return html`<p class="empty">Mapping …</p>`;
  const filters: [State["ui"]["recordFilter"], string][] = [["all", "All"], ["failing", "Failing"]];
  if (ui.compare) filters.push(["changed", "Changed"]);
  return html`<div class="bar records-filter">
      <div class="choice" role="group" aria-label="Which records are listed">
        ${filters.map(([filter, label]) => html`<button aria-pressed=${String(ui.recordFilter === filter)} @click=${() => updateUi({ recordFilter: filter })}>${label}</button>`)}
      </div><span class="muted count" role="status">${all.length} listed</span>
    </div>
    ${all.length === 0 ? html`<p class="empty">${ui.recordFilter === "all" ? "There are no records." : ui.recordFilter === "failing" ? "No record fails." : "No record changed."}</p>` : nothing}
    <ol class="record-list">
      ${repeat(all.slice(0, MOST), ({ record }) => record.record, (item) => html`<li><button aria-pressed=${String(item === chosen)} @click=${() => updateUi({ record: item.record.record, path: null })}>
        <span class="number count">${item.record.record}</span>
        <span class="gist">${gist(item.record)}</span>
        ${item.isChanged ? html`<span class="tag accent">changed</span>` : nothing}
        ${item.record.rejected ? html`<span class="tag error">rejected</span>` : item.record.errors.length > 0 ? html`<span class="tag warning">${count(item.record.errors.length, "failed", "failed")}</span>` : nothing}
      </button></li>`)}
    </ol>
    ${all.length > MOST ? html`<p class="about more">${all.length - MOST} more are not listed: filter to the failing ones.</p>` : nothing}`;
}

/** A few values of a record, to know it by. */
function gist({ data }: PreviewRecord): string {
  const values: string[] = [];
  const take = (value: unknown): void => {
    if (values.length >= 3) return;
    if (typeof value === "string" || typeof value === "number") values.push(String(value));
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(take);
  };
  take(data);
  return values.join(" · ") || "nothing";
}
