// Guided fields: what people get wrong, as a form over the same text.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Change, GuidedField } from "../core-types";
import { change, goTo } from "../document";
import type { State } from "../store";

export function form(state: State): TemplateResult {
  const { value, error } = state.guide;
  if (error !== null) return html`<p class="empty">${error}</p>`;
  if (!value) return html`<p class="empty">Reading …</p>`;
  if (value.length === 0) return html`<p class="empty">This text has none of the fields that are guided.</p>`;
  const titles = new Map(state.inspection.value?.steps.map(({ name, title }) => [name, title]));
  const groups = Map.groupBy(value, ({ step }) => step);
  return html`<form class="form" @submit=${(event: Event) => event.preventDefault()}>
    ${[...groups].map(([step, fields]) => html`<fieldset><legend>${titles.get(step) ?? step}</legend>${fields.map(guided)}</fieldset>`)}
  </form>`;
}

function guided(field: GuidedField): TemplateResult {
  const id = `field${field.pointer.replace(/[^\w]/g, "-")}`;
  const isOff = !field.isAllowed && field.text === null;
  return html`<div class="guided">
    <label class="label" for=${id}>${field.label} ${field.isRequired ? html`<span class="required">required</span>` : nothing}</label>
    <div class="row">
      ${control(field, id, isOff)}
      ${field.start === null ? nothing : html`<button type="button" class="button plain small" aria-label="Show ${field.label} in the text" @click=${() => goTo(field.start ?? 0, field.end ?? 0)}>Show</button>`}
      ${field.text === null || field.isRequired ? nothing : html`<button type="button" class="button plain small" aria-label="Remove ${field.label}" @click=${() => void change([{ do: "remove", pointer: field.pointer }], `${field.label} removed`)}>Remove</button>`}
    </div>
    ${field.problem ? html`<span class="problem" id="${id}-about">${field.problem}</span>` : html`<span class="about" id="${id}-about">${field.about}</span>`}
  </div>`;
}

function control(field: GuidedField, id: string, isOff: boolean): TemplateResult {
  const about = `${id}-about`;
  const shown = field.value === null || field.value === undefined ? "" : typeof field.value === "string" ? field.value : (field.text ?? JSON.stringify(field.value));
  const set = (part: Pick<Extract<Change, { do: "set" }>, "value"> | { text: string } | null) => {
    const { pointer, label } = field;
    if (part === null) void change([{ do: "remove", pointer }], `${label} removed`);
    else if ("text" in part) void change([{ do: "setText", pointer, text: part.text }], `${label} set`);
    else void change([{ do: "set", pointer, value: part.value }], `${label} set`);
  };
  if (field.kind === "choice" || field.kind === "boolean") {
    const choices = field.choices.length > 0 ? field.choices : [true, false].map((value) => ({ value, label: String(value), about: null }));
    const at = choices.findIndex(({ value }) => JSON.stringify(value) === JSON.stringify(field.value));
    return html`<select class="field" id=${id} aria-describedby=${about} aria-invalid=${field.problem ? "true" : nothing} ?disabled=${isOff}
      @change=${(event: Event) => {
        const chosen = choices[Number((event.target as HTMLSelectElement).value)];
        set(chosen ? { value: chosen.value } : null);
      }}>
      ${at < 0 ? html`<option value="-1" .selected=${live(true)}>${shown === "" ? "not set" : shown}</option>` : nothing}
      ${choices.map(({ label }, index) => html`<option value=${index} .selected=${live(index === at)}>${label}</option>`)}
    </select>`;
  }
  const suggested = field.choices.length > 0;
  return html`<input class="field" id=${id} aria-describedby=${about} aria-invalid=${field.problem ? "true" : nothing} ?disabled=${isOff} spellcheck="false" autocomplete="off"
      inputmode=${field.kind === "number" ? "numeric" : nothing}
      list=${suggested ? `${id}-list` : nothing}
      .value=${live(shown)}
      @change=${(event: Event) => set(typed(field, (event.target as HTMLInputElement).value))}
    />${suggested ? html`<datalist id="${id}-list">${field.choices.map(({ value, label }) => html`<option value=${String(value)}>${label}</option>`)}</datalist>` : nothing}`;
}

/** What is written for what was typed: a number where numbers belong and it is one, otherwise text. */
function typed(field: GuidedField, text: string): { value: unknown } | { text: string } | null {
  if (text === "" && !field.isRequired) return null;
  const isNumber = field.kind === "number" || (field.kind === "moment" && typeof field.value === "number");
  return isNumber && /^-?\d+(\.\d+)?$/.test(text.trim()) ? { text: text.trim() } : { value: text };
}
