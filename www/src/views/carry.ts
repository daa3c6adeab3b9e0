// Mapping sets in and out: a body, an answer or a CSV of source and destination.
import { html, type TemplateResult } from "lit-html";
import * as core from "../core";
import type { Change, MappingTable } from "../core-types";
import { change } from "../document";
import { download } from "../hand";
import { say, type State } from "../store";

export function carry(state: State, table: MappingTable): TemplateResult {
  const out = async (format: "json" | "csv") => {
    try {
      const text = await core.exportMappings(state.text, format);
      download(`${(state.name ?? "mappings").replace(/(\.dataflow)?\.[a-z]+$/i, "")}.mappings.${format}`, text);
    } catch (error) {
      say((error as Error).message);
    }
  };
  return html`<label class="button small choose">Import …<input class="out-of-sight" type="file" accept=".json,.csv,.tsv,.txt" @change=${async (event: Event) => {
      const input = event.target as HTMLInputElement;
      const [file] = input.files ?? [];
      input.value = "";
      if (file) await take(state, table, await file.text());
    }} /></label>
    <button class="button small" @click=${() => void out("json")}>Export JSON</button>
    <button class="button small" @click=${() => void out("csv")}>CSV</button>`;
}

/** Adds the mappings of a text to those there are. */
async function take(state: State, table: MappingTable, text: string): Promise<void> {
  const { pointer, mappings } = table;
  if (pointer === null) return;
  try {
    const found = await core.importMappings(text, state.text);
    if (found.mappings.length === 0) {
      say(found.diagnostics[0]?.message ?? "There are no mappings in it");
      return;
    }
    const changes = found.mappings.map((value, n): Change => ({ do: "insert", pointer, index: mappings.length + n, value }));
    await change(changes, `${found.mappings.length} mappings added`);
  } catch (error) {
    say((error as Error).message);
  }
}
