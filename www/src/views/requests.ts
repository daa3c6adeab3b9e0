// The requests in their order, the chain of ids between them, and the text to copy.
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { requestOptions } from "../analysis";
import * as core from "../core";
import type { Request } from "../core-types";
import { marked } from "../marks";
import { copy, download } from "../hand";
import { type State, update, updateUi } from "../store";

export function requests(state: State): TemplateResult {
  return html`<div class="columns requests">
    <section class="column quiet" aria-label="Requests in order">
      <div class="head"><h2>In order</h2>
        <button class="button small push" aria-pressed=${String(state.ui.request === null)} @click=${() => updateUi({ request: null })}>All</button>
      </div>
      <div class="body">${chain(state)}</div>
    </section>
    <section class="column" aria-label="Text of the requests">
      <div class="head">${formats(state)}
        <div class="bar push">
          <button class="button" @click=${() => void handOn(state, (text) => copy(text, state.ui.request ? "The request" : "The requests"))}>Copy</button>
          <button class="button" @click=${() => void handOn(state, (text) => download(fileName(state), text))}>Download</button>
        </div>
      </div>
      <div class="body" tabindex="0" role="region" aria-label="Requests as text">${text(state)}</div>
    </section>
    <section class="column quiet side" aria-label="Placeholders">
      <div class="head"><h2>Placeholders</h2></div>
      <div class="body">${values(state)}</div>
    </section>
  </div>`;
}

const ROW = 60;
const LANE = 10;
const LANES = 5;

interface Handed {
  name: string;
  from: number;
  to: number;
  lane: number;
}

/** Which id goes from which request to which: by the places where its name stands. */
function handed(requests: Request[]): Handed[] {
  const all: Handed[] = [];
  requests.forEach((request, to) => {
    const text = `${request.url} ${JSON.stringify(request.headers)} ${JSON.stringify(request.body)}`;
    for (let from = 0; from < to; from++) {
      for (const name of Object.keys(requests[from]?.captures ?? {})) {
        if (text.includes(`{${name}}`)) all.push({ name, from, to, lane: 0 });
      }
    }
  });
  // Each line takes the first lane where no other is in its way.
  for (const [index, line] of all.entries()) {
    const taken = all.slice(0, index).filter((other) => other.from < line.to && line.from < other.to && other.from !== line.from).map(({ lane }) => lane);
    const same = all.slice(0, index).find((other) => other.from === line.from);
    while (!same && taken.includes(line.lane)) line.lane++;
    if (same) line.lane = same.lane;
  }
  return all;
}

function chain(state: State): TemplateResult {
  const { value, error } = state.requests;
  if (error !== null) return html`<p class="empty">${error}</p>`;
  if (!value) return html`<p class="empty">Writing …</p>`;
  if (value.length === 0) return html`<p class="empty">There is no request in this text.</p>`;
  const lines = handed(value);
  const titles = new Map(state.inspection.value?.steps.map(({ name, title }) => [name, title]));
  const title = (step: string) => titles.get(step) ?? step.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const middle = (index: number) => index * ROW + ROW / 2 - 4;
  const x = (lane: number) => 46 - Math.min(lane, LANES - 1) * LANE;
  const chosen = value.findIndex(({ step }) => step === state.ui.request);
  return html`<div class="chain">
    <svg class="lines" width="62" height=${value.length * ROW} aria-hidden="true">
      ${lines.map((line) => {
        const isOn = chosen < 0 || line.from === chosen || line.to === chosen;
        const [top, bottom, left] = [middle(line.from), middle(line.to), x(line.lane)];
        return svg`<path d=${`M60 ${top}H${left + 6}q-6 0-6 6V${bottom - 6}q0 6 6 6H56`} fill="none" stroke="currentColor" stroke-width="1.5" opacity=${isOn ? 0.85 : 0.2}><title>${line.name}</title></path><path d=${`m54 ${bottom - 4} 5 4-5 4`} fill="none" stroke="currentColor" stroke-width="1.5" opacity=${isOn ? 0.85 : 0.2}></path>`;
      })}
    </svg>
    <ol>
      ${repeat(value, ({ step }, index) => `${step} ${index}`, ({ step, method, captures }, index) => {
        const takes = [...new Set(lines.filter(({ to }) => to === index).map(({ name }) => name))];
        const gives = [...new Set(lines.filter(({ from }) => from === index).map(({ name }) => name))];
        return html`<li><button aria-pressed=${String(state.ui.request === step)} title="Hands on ${Object.keys(captures).join(", ") || "nothing"}" @click=${() => updateUi({ request: state.ui.request === step ? null : step })}>
          <span class="title"><span class="method">${method}</span> <span class="step">${title(step)}</span></span>
          <span class="about">${gives.length > 0 ? `gives ${gives.join(", ")}` : takes.length > 0 ? `takes ${takes.join(", ")}` : "stands alone"}<span class="out-of-sight">${gives.length > 0 && takes.length > 0 ? `, takes ${takes.join(", ")}` : ""}</span></span>
        </button></li>`;
      })}
    </ol>
  </div>`;
}

function formats(state: State): TemplateResult {
  const all = state.formats?.requests ?? [];
  const chosen = all.find(({ name }) => name === state.ui.format);
  return html`<label class="out-of-sight" for="format">Format</label>
    <select class="field format" id="format" title=${chosen?.about ?? nothing} @change=${(event: Event) => updateUi({ format: (event.target as HTMLSelectElement).value })}>
      ${all.map(({ name, about }) => html`<option value=${name} ?selected=${name === state.ui.format}>${name} – ${about}</option>`)}
    </select>`;
}

function text(state: State): TemplateResult {
  const { value, error } = state.requestsText;
  if (error !== null) return html`<p class="empty">${error}</p>`;
  return value === null ? html`<p class="empty">Writing …</p>` : html`<pre class="code">${value}</pre>`;
}

/** Writes the text anew: what is copied is never older than what was typed. */
async function handOn(state: State, to: (text: string) => unknown): Promise<void> {
  to(await core.requestsTextNow(state.text, state.ui.format, requestOptions(state)));
}

const ENDINGS: Record<string, string> = { curl: "sh", script: "sh", powershell: "ps1", http: "http", json: "json", postman: "postman_collection.json" };

function fileName({ name, ui }: State): string {
  const base = (name ?? "requests").replace(/(\.dataflow)?\.[a-z]+$/i, "");
  return `${base}${ui.request ? `.${ui.request}` : ""}.${ENDINGS[ui.format] ?? "txt"}`;
}

/** The placeholders that nothing fills: of the document, and those of every request's headers. */
function values(state: State): TemplateResult {
  const known = new Map(state.inspection.value?.placeholders.map((placeholder) => [placeholder.name, placeholder]));
  const all = state.requests.value ?? [];
  const given = new Set(all.flatMap(({ captures }) => Object.keys(captures)));
  const names = new Set<string>(Object.keys(state.secrets));
  for (const { url, headers, body } of all) {
    for (const [, name] of `${url} ${JSON.stringify(headers)} ${JSON.stringify(body)}`.matchAll(/\{([A-Z][A-Z0-9_]*)\}/g)) if (name && !given.has(name)) names.add(name);
  }
  const open = [...names].filter((name) => known.get(name)?.from == null);
  return html`<div class="values">
    <p class="about">What you type here goes into the requests beside it. It stays in the memory of this tab: it is not stored, not part of a link, and gone when the tab is closed.</p>
    ${open.length === 0 ? html`<p class="about">Every placeholder is filled by an earlier request.</p>` : nothing}
    ${repeat(open, (name) => name, (name) => {
      const placeholder = known.get(name);
      const isSecret = placeholder?.isSecret ?? true;
      return html`<div class="value">
        <label class="label mono" for="value-${name}">${name}</label>
        <input class="field" id="value-${name}" type=${isSecret ? "password" : "text"} autocomplete="off" spellcheck="false" data-1p-ignore
          placeholder=${placeholder?.value ?? ""}
          .value=${state.secrets[name] ?? ""}
          @input=${(event: Event) => update({ secrets: { ...state.secrets, [name]: (event.target as HTMLInputElement).value } })} />
        ${placeholder?.about ? html`<span class="about">${marked(placeholder.about)}</span>` : nothing}
      </div>`;
    })}
    ${Object.values(state.secrets).some((value) => value !== "") ? html`<button class="button" @click=${() => update({ secrets: {} })}>Clear them</button>` : nothing}
  </div>`;
}
