// Guided fields: what people get wrong, as a form over the same text.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { repeat } from "lit-html/directives/repeat.js";
import type { GuidedField } from "../core-types";
import { goTo, setField } from "../document";
import { icon } from "../icons";
import { marked } from "../marks";
import type { State } from "../store";

export function form(state: State): TemplateResult {
  const { value, error } = state.guide;
  if (error !== null) return html`<p class="empty">${error}</p>`;
  if (!value) return html`<p class="empty">Reading …</p>`;
  if (value.length === 0) return html`<p class="empty">This text has none of the fields that are guided.</p>`;
  const titles = new Map<string, string>(state.inspection.value?.steps.map(({ name, title }) => [name, title] as const));
  const groups = Map.groupBy(value, ({ step, pointer }) => step ?? (pointer.startsWith("/variables/") ? "variables" : "document"));
  const title = (group: string) => titles.get(group) ?? (group === "variables" ? "placeholders" : "dataflow");
  return html`<form class="form" @submit=${(event: Event) => event.preventDefault()}>
    ${repeat([...groups], ([group]) => group, ([group, fields]) => {
      const [shown, others] = [fields.filter(isShown), fields.filter((field) => !isShown(field))];
      return html`<fieldset><legend>${title(group)}</legend>${repeat(shown, ({ pointer }) => pointer, guided)}
        ${others.length === 0 ? nothing : html`<p class="about">Not allowed with these values: ${others.map(({ label }, index) => html`${index > 0 ? ", " : ""}${label}`)}</p>`}
      </fieldset>`;
    })}
  </form>`;
}

/** What may be there, or is although it may not. */
function isShown({ isAllowed, start }: GuidedField): boolean {
  return isAllowed || start !== null;
}

function guided(field: GuidedField): TemplateResult {
  const { label, about, limits, isRequired, start, end, problem, pointer, value } = field;
  const id = `field${pointer.replace(/[^\w]/g, "-")}`;
  const isWritten = start !== null && end !== null;
  const told = problem ?? [about, ...limits].filter(Boolean).map((part) => part?.replace(/\.$/, "")).join(". ");
  return html`<div class="guided">
    <label class="label" for=${id}>${label} ${isRequired ? html`<span class="required">required</span>` : nothing}</label>
    <div class="row">
      ${control(field, id)}
      ${isWritten ? html`<button type="button" class="button plain small icon" aria-label="Show ${label} in the text" title="Show in the text" @click=${() => goTo(start, end)}>${icon("show", 14)}</button>` : nothing}
      ${isWritten && !isRequired && value !== null ? html`<button type="button" class="button plain small icon" aria-label="Remove ${label}" title="Remove" @click=${() => void setField(pointer, null, `${label} removed`)}>${icon("close", 14)}</button>` : nothing}
    </div>
    ${told === "" ? nothing : html`<span class=${problem ? "problem" : "about"} id="${id}-about">${marked(told)}</span>`}
  </div>`;
}

function control(field: GuidedField, id: string): TemplateResult {
  const { kind, label, pointer, value, text, choices, problem, start } = field;
  const set = (value: unknown) => void setField(pointer, value, value === null ? `${label} removed` : `${label} set`);
  const fallback = field.default === null || field.default === undefined ? "" : ` (${JSON.stringify(field.default)} then)`;
  if (kind === "choice" || kind === "id" || kind === "boolean") {
    const all = kind === "boolean" && choices.length === 0 ? [true, false].map((value) => ({ value: value as unknown, label: String(value), about: null, fits: true })) : choices;
    const at = all.findIndex((choice) => JSON.stringify(choice.value) === JSON.stringify(value));
    const option = ({ label, about }: (typeof all)[number], index: number) => html`<option value=${index} title=${about ?? nothing} .selected=${live(index === at)}>${label}${kind === "id" && about ? ` · ${about}` : ""}</option>`;
    const indexed = all.map((choice, index) => ({ choice, index }));
    const [fitting, others] = [indexed.filter(({ choice }) => choice.fits), indexed.filter(({ choice }) => !choice.fits)];
    return html`<select class="field" id=${id} aria-describedby="${id}-about" aria-invalid=${problem ? "true" : nothing}
      @change=${(event: Event) => set(all[Number((event.target as HTMLSelectElement).value)]?.value ?? null)}>
      ${at < 0 ? html`<option value="-1" .selected=${live(true)}>${start === null ? `not set${fallback}` : (text ?? JSON.stringify(value))}</option>` : nothing}
      ${fitting.map(({ choice, index }) => option(choice, index))}
      ${others.length > 0 ? html`<optgroup label="Does not fit the rest">${others.map(({ choice, index }) => option(choice, index))}</optgroup>` : nothing}
    </select>`;
  }
  const shown = kind === "moment" && typeof value === "number" ? (text ?? String(value)) : typeof value === "string" ? value : value === null || value === undefined ? "" : (text ?? JSON.stringify(value));
  return html`<input class="field" id=${id} aria-describedby="${id}-about" aria-invalid=${problem ? "true" : nothing} spellcheck="false" autocomplete="off"
      inputmode=${kind === "number" ? "numeric" : nothing} list=${choices.length > 0 ? `${id}-list` : nothing} placeholder=${start === null ? `not set${fallback}` : ""}
      .value=${live(shown)}
      @change=${(event: Event) => set(typed(kind, (event.target as HTMLInputElement).value.trim()))}
    />${choices.length > 0 ? html`<datalist id="${id}-list">${choices.map(({ value, label, about }) => html`<option value=${String(value)}>${about ?? label}</option>`)}</datalist>` : nothing}`;
}

/** The value that was typed: numbers where they belong, and a moment in seconds however it is written. */
function typed(kind: GuidedField["kind"], text: string): unknown {
  if (text === "") return null;
  if ((kind === "number" || kind === "moment") && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (kind === "moment") {
    const moment = Date.parse(text);
    if (!Number.isNaN(moment)) return Math.floor(moment / 1000);
  }
  return text;
}
