// Where work begins: a template, a text or file of one's own, a link, or what was left off.
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import * as core from "../core";
import type { TemplateDescription } from "../core-types";
import { open } from "../document";
import { icon } from "../icons";
import { openFiles, openText, PASTED } from "../intake";
import { forget, freeName, kept, resume } from "../keep";
import { holdsWork } from "../link";
import { show } from "../navigation";
import { say, type State, update, updateUi, VIEWS } from "../store";
import { ago, count } from "../words";

export function start(state: State): TemplateResult {
  return html`<div class="start">
    <header>
      <h1>A preflight for Experience Platform dataflows</h1>
      <p class="lead">Write the requests of a source, see what is wrong with them, try the mapping on sample records, and copy what you will send. Nothing leaves this browser.</p>
    </header>
    <div class="ways">${bring(state)} ${last(state)}</div>
    ${sources(state)}
  </div>`;
}

function bring({ ui }: State): TemplateResult {
  const begin = () => {
    const text = ui.paste;
    if (holdsWork(text) && !/\s/.test(text.trim())) location.hash = text.trim().slice(text.trim().indexOf("#"));
    else void openText(text, guessedName(text)).then((isOpen) => isOpen && updateUi({ paste: "" })).catch((error: Error) => say(error.message));
  };
  return html`<section
    class="panel bring ${ui.dragging ? "over" : ""}"
    aria-labelledby="bring"
    @dragover=${(event: DragEvent) => {
      event.preventDefault();
      if (!ui.dragging) updateUi({ dragging: true });
    }}
    @dragleave=${() => updateUi({ dragging: false })}
    @drop=${(event: DragEvent) => {
      event.preventDefault();
      updateUi({ dragging: false });
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) void openFiles(files);
      else updateUi({ paste: event.dataTransfer?.getData("text/plain") ?? "" });
    }}
  >
    <div>
      <h2 id="bring">Bring your own</h2>
      <p class="about">A dataflow document, one request body, curl commands, a tutorial in Markdown, a Postman collection, or a link. Drop files here with the samples and schemas they name.</p>
    </div>
    <textarea
      class="field"
      aria-labelledby="bring"
      placeholder="Paste here"
      spellcheck="false"
      .value=${ui.paste}
      @input=${(event: Event) => updateUi({ paste: (event.target as HTMLTextAreaElement).value })}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) begin();
      }}
    ></textarea>
    <div class="bar">
      <button class="button first" ?disabled=${ui.paste.trim() === ""} @click=${begin}>Open the text</button>
      <label class="button choose">Choose files …<input class="out-of-sight" type="file" multiple @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        void openFiles([...(input.files ?? [])]).finally(() => (input.value = ""));
      }} /></label>
    </div>
  </section>`;
}

/** A name for a text that has none; its ending helps to tell what it is. */
function guessedName(text: string): string {
  return /^\s*[{[/]/.test(text) ? PASTED : "pasted.md";
}

function last(state: State): TemplateResult {
  const all = kept();
  return html`<section class="panel last" aria-labelledby="last">
    <h2 id="last">Where you left off</h2>
    ${all.length === 0
      ? html`<p class="about">Your work is kept in this browser. It will be listed here.</p>`
      : html`<ul>
          ${repeat(all, ({ name }) => name, (work) => {
            const isOpen = work.name === state.name;
            return html`<li>
              <button @click=${async () => {
                if (!isOpen) await resume(work);
                const view = VIEWS.find((view) => view === work.view && view !== "start") ?? "edit";
                show(view);
              }}>
                <span class="title">${work.name}</span>
                <span class="about">${isOpen ? "open now" : ago(work.at)}</span>
              </button>
              ${isOpen ? nothing : html`<button class="button plain small icon" aria-label="Forget ${work.name}" title="Forget it" @click=${() => {
                forget(work.name);
                update({});
              }}>${icon("close", 14)}</button>`}
            </li>`;
          })}
        </ul>`}
  </section>`;
}

function sources(state: State): TemplateResult {
  const wanted = state.ui.search.trim().toLowerCase().split(/\s+/);
  const found = state.templates.filter((template) => {
    const text = `${template.title} ${template.name} ${template.category} ${template.kind} ${template.about} ${template.connectionSpec}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  const groups = Map.groupBy(found, ({ category }) => category);
  return html`<section class="sources" aria-labelledby="sources">
    <header>
      <div>
        <h2 id="sources">Begin from a source</h2>
        <p class="about" role="status">${state.templates.length === 0 ? "Loading …" : found.length === state.templates.length ? `${count(found.length, "template")}, one for every source of the catalogue` : `${found.length} of ${count(state.templates.length, "template")}`}</p>
      </div>
      <input
        class="field search"
        type="search"
        aria-label="Search sources"
        placeholder="Search sources: salesforce, webhook, id …"
        .value=${state.ui.search}
        @input=${(event: Event) => updateUi({ search: (event.target as HTMLInputElement).value })}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === "Enter" && found[0]) void begin(found[0]);
        }}
      />
    </header>
    ${state.templates.length === 0
      ? html`<div class="waiting"></div>`
      : found.length === 0
        ? html`<p class="empty">No source has all of these words.</p>`
        : repeat([...groups], ([category]) => category, ([category, templates]) => html`<div class="group">
            <h3>${category}</h3>
            <ul>${repeat(templates, ({ name }) => name, (template) => html`<li><button @click=${() => void begin(template)}><span class="title">${template.title}</span><span class="about">${template.about.slice(template.about.indexOf(": ") + 1)}</span></button></li>`)}</ul>
          </div>`)}
  </section>`;
}

async function begin({ name, title }: TemplateDescription): Promise<void> {
  const text = await core.newDocument(name);
  await open({ name: freeName(`${name}.dataflow.json`), text });
  show("edit");
  say(`A document for ${title} is open`);
}
