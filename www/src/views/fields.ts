// The fields of the sample records: what can be read, with an example.
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { MappingTable, SampleField } from "../core-types";
import { show } from "../navigation";
import { type State, updateUi } from "../store";
import { count } from "../words";
import { insertField } from "./mapping-editor";

export function fields(state: State, table: MappingTable): TemplateResult {
  if (table.fields.length === 0) {
    return html`<div class="empty"><p>There are no sample records, so it is not known what can be read.</p><button class="button" @click=${() => show("preview")}>Add records</button></div>`;
  }
  const unused = table.fields.filter(({ isUsed }) => !isUsed).length;
  return html`<p class="about padded">${unused === 0 ? "Every field is read by a mapping." : `${count(unused, "field")} not read yet.`} ${state.ui.mapping === null ? "Choose a mapping to put a field into it." : "A click puts a field into the chosen mapping."}</p>
    <ul class="sample-fields">${repeat(table.fields, ({ path }) => path, (field) => one(state, table, field))}</ul>`;
}

function one(state: State, table: MappingTable, { path, types, example, filled, isUsed }: SampleField): TemplateResult {
  const reader = table.mappings.find(({ reads }) => reads.includes(path));
  return html`<li>
    <button title=${example ?? nothing} @click=${() => {
      if (state.ui.mapping !== null) insertField(path);
      else if (reader) updateUi({ mapping: reader.index });
    }}>
      <span class="field-name ${isUsed ? "mapped" : ""}">${path}</span>
      <span class="type">${types.join(", ")}</span>
      <span class="example mono">${example ?? ""}</span>
      <span class="about count">${filled}×${isUsed ? nothing : html` <span class="tag">unused</span>`}</span>
    </button>
  </li>`;
}
