// What surrounds the views: the name of the document, the way to the views, and what is said to everyone.
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { depth, redo, undo } from "./document";
import { icon } from "./icons";
import { openOriginal } from "./intake";
import { marked } from "./marks";
import { renew } from "./offline";
import { setTheme } from "./theme";
import { type State, update, type View } from "./store";
import { start } from "./views/start";
import { count } from "./words";

const TITLES: Record<View, string> = { start: "Start", edit: "Edit", map: "Map", preview: "Preview", requests: "Requests", share: "Share" };

type Draw = (state: State) => TemplateResult;
/** The views; those that the first paint does not need are loaded when they are shown. */
const drawn: Partial<Record<View, Draw>> = { start };
const loading = new Set<View>();
const load: Record<Exclude<View, "start">, () => Promise<Draw>> = {
  edit: async () => (await import("./views/edit")).edit,
  map: async () => (await import("./views/map")).map,
  preview: async () => (await import("./views/preview")).preview,
  requests: async () => (await import("./views/requests")).requests,
  share: async () => (await import("./views/share")).share,
};

function view(state: State): TemplateResult {
  const draw = drawn[state.view];
  if (draw) return draw(state);
  const wanted = state.view;
  if (wanted !== "start" && !loading.has(wanted)) {
    loading.add(wanted);
    load[wanted]().then(
      (draw) => {
        drawn[wanted] = draw;
        update({});
      },
      () => {
        loading.delete(wanted);
        update({ notice: "A part of the page cannot be loaded: you are offline and it was never loaded before." });
      },
    );
  }
  return html`<div class="loading">Loading …</div>`;
}

export function shell(state: State): TemplateResult {
  return html`
    <header class="top">
      <div class="brand">
        <a href="#start" aria-label="preflow: to the start">${mark}<span class="word">preflow</span></a>
        ${state.name === null || state.view === "start" ? nothing : name(state)}
      </div>
      <nav class="tabs" aria-label="Views">${(Object.keys(TITLES) as View[]).map((to) => tab(state, to))}</nav>
      <div class="tools">${tools(state)}</div>
    </header>
    <div class="notices">${notices(state)}</div>
    <main id="main" tabindex="-1" aria-label=${TITLES[state.view]}>
      ${state.view === "start" || state.view === "share" ? nothing : html`<h1 class="out-of-sight">${TITLES[state.view]} ${state.name}</h1>`}
      ${view(state)}
    </main>
    <div class="out-of-sight" role="status" aria-live="polite">${state.said}</div>
  `;
}

function name(state: State): TemplateResult {
  return html`<input
    class="name"
    aria-label="Name of the document"
    spellcheck="false"
    .value=${live(state.name ?? "")}
    @change=${(event: Event) => {
      const name = (event.target as HTMLInputElement).value.trim();
      update({ name: name || "untitled.dataflow.json" });
    }}
  />`;
}

function tab(state: State, to: View): TemplateResult {
  const isShown = state.view === to;
  if (to !== "start" && state.name === null) {
    return html`<a role="link" aria-disabled="true" title="Open or begin a document first">${TITLES[to]}</a>`;
  }
  return html`<a href="#${to}" aria-current=${isShown ? "page" : nothing}>${TITLES[to]}${to === "edit" ? badge(state) : nothing}</a>`;
}

function badge({ summary }: State): TemplateResult | typeof nothing {
  if (!summary) return nothing;
  const { errors, warnings } = summary;
  if (errors > 0) return html`<span class="tag error count"><span class="out-of-sight">, </span>${errors}<span class="out-of-sight"> ${errors === 1 ? "error" : "errors"}</span></span>`;
  if (warnings > 0) return html`<span class="tag warning count"><span class="out-of-sight">, </span>${warnings}<span class="out-of-sight"> ${warnings === 1 ? "warning" : "warnings"}</span></span>`;
  return nothing;
}

function tools(state: State): TemplateResult {
  const { undo: back, redo: forth } = depth();
  const isOpen = state.name !== null && state.view !== "start";
  const next = state.theme === "system" ? "light" : state.theme === "light" ? "dark" : "system";
  return html`
    ${isOpen
      ? html`<button class="button plain icon" aria-label="Undo" title="Undo" ?disabled=${back === 0} @click=${undo}>${icon("undo", 18)}</button>
          <button class="button plain icon" aria-label="Redo" title="Redo" ?disabled=${forth === 0} @click=${redo}>${icon("redo", 18)}</button>`
      : nothing}
    <button class="button plain icon" aria-label="Colours: ${state.theme}. Change to ${next}" title="Colours: ${state.theme}" @click=${() => setTheme(next)}>
      ${icon(state.theme, 18)}
    </button>
  `;
}

function notices(state: State): TemplateResult {
  const { coreError, notice, imported, where } = state;
  return html`
    ${coreError === null
      ? nothing
      : html`<div class="notice error" role="alert"><p>The core of preflow cannot be loaded: ${coreError}</p><button class="button" @click=${() => location.reload()}>Try again</button></div>`}
    ${notice === null
      ? nothing
      : html`<div class="notice" role="status"><p>${notice}</p>${state.fresh ? html`<button class="button small" @click=${renew}>Reload</button>` : nothing}<button class="button plain small" @click=${() => update({ notice: null })}>Close</button></div>`}
    ${where.kept || state.name === null
      ? nothing
      : html`<div class="notice" role="status"><p>The browser keeps no more: download the document so that it is not lost.</p></div>`}
    ${imported === null || state.view !== "edit"
      ? nothing
      : html`<div class="notice">
          <p>
            Made from ${imported.from}.
            ${imported.remarks.length === 0
              ? nothing
              : html`<details><summary>${count(imported.remarks.length, "remark")}</summary><ul>${imported.remarks.map(({ message, help, range }) => html`<li>Line ${range.start.line}: ${marked(message)}${help ? html` <span class="muted">${marked(help)}</span>` : nothing}</li>`)}</ul></details>`}
          </p>
          <button class="button small" @click=${() => void openOriginal()}>Open it as it stands</button>
          <button class="button plain small" @click=${() => update({ imported: null })}>Close</button>
        </div>`}
  `;
}

const mark = html`<svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">${svg`<rect width="32" height="32" rx="8" fill="currentColor"/><path d="M7 11h7a4 4 0 0 1 4 4v2a4 4 0 0 0 4 4h3" fill="none" stroke="var(--on-accent)" stroke-width="2.6" stroke-linecap="round"/><circle cx="8.5" cy="11" r="2.6" fill="var(--on-accent)"/><path d="m21.5 16.5 4.2 4.5-4.2 4.5" fill="none" stroke="var(--on-accent)" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>`}</svg>`;
