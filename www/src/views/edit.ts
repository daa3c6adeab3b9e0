// The document as text, its steps, what was found in it, and the fields that people get wrong.
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { Finding, InspectedStep } from "../core-types";
import { change, editorElement, fix, fixAll, goTo } from "../document";
import { icon } from "../icons";
import { marked } from "../marks";
import { type State, updateUi } from "../store";
import { count } from "../words";
import { form } from "./form";

export function edit(state: State): TemplateResult {
  const isForm = state.ui.form;
  return html`<div class="columns edit ${isForm ? "with-form" : ""}">
    ${steps(state)}
    <section class="column text" aria-label="Editor">
      <div class="editor-place">${editorElement()}</div>
    </section>
    <section class="column side" aria-label=${isForm ? "Guided fields" : "Findings"}>
      <div class="head">
        <div class="choice" role="group" aria-label="Beside the text">
          <button aria-pressed=${String(!isForm)} @click=${() => updateUi({ form: false })}>Findings</button>
          <button aria-pressed=${String(isForm)} @click=${() => updateUi({ form: true })}>Guided fields</button>
        </div>
        ${isForm ? nothing : filters(state)}
      </div>
      <div class="body">${isForm ? form(state) : findings(state)}</div>
    </section>
  </div>`;
}

function steps(state: State): TemplateResult {
  const all = state.inspection.value?.steps ?? [];
  const [written, others] = [all.filter(({ isWritten }) => isWritten), all.filter(({ isWritten }) => !isWritten)];
  return html`<nav class="column quiet list" aria-label="Steps">
    <div class="body">
      <ol class="steps">
        ${repeat(written, ({ name }) => name, (step, index) => html`<li>
          <button aria-current=${state.ui.step === step.name ? "step" : nothing} @click=${() => {
            updateUi({ step: step.name });
            goTo(step.start, step.start);
          }}><span class="number" aria-hidden="true">${index + 1}</span><span class="title">${step.title}</span>${tallies(step)}</button>
        </li>`)}
      </ol>
      ${others.length === 0 ? nothing : html`<details class="others"><summary>${count(others.length, "other step")}</summary>
        <ul class="steps">${repeat(others, ({ name }) => name, (step) => html`<li><button title="Add this step to the document" @click=${() => void addStep(step)}><span class="number">${icon("add", 12)}</span><span class="title"><span class="out-of-sight">Add </span>${step.title}</span></button></li>`)}</ul>
      </details>`}
    </div>
  </nav>`;
}

/** Writes an empty body for a step; what belongs into it, completion knows. */
async function addStep({ name, title }: InspectedStep): Promise<void> {
  await change([{ do: "set", pointer: `/steps/${name}`, value: {} }], `${title} added`);
}

function tallies({ errors, warnings }: InspectedStep): TemplateResult | typeof nothing {
  if (errors > 0) return html`<span class="tag error count">${errors}<span class="out-of-sight"> ${errors === 1 ? "error" : "errors"}</span></span>`;
  if (warnings > 0) return html`<span class="tag warning count">${warnings}<span class="out-of-sight"> ${warnings === 1 ? "warning" : "warnings"}</span></span>`;
  return nothing;
}

const SEVERITIES = ["all", "error", "warning", "info"] as const;

function filters(state: State): TemplateResult | typeof nothing {
  const { summary } = state;
  if (!summary || summary.errors + summary.warnings + summary.infos === 0) return nothing;
  const counts = { all: summary.errors + summary.warnings + summary.infos, error: summary.errors, warning: summary.warnings, info: summary.infos };
  const fixable = state.inspection.value?.diagnostics.filter(({ fix }) => fix.length > 0).length ?? 0;
  return html`<div class="choice" role="group" aria-label="Which findings">
      ${SEVERITIES.filter((severity) => severity === "all" || counts[severity] > 0).map((severity) => html`<button aria-pressed=${String(state.ui.severity === severity)} @click=${() => updateUi({ severity })}>
        ${severity === "all" ? "All" : severity} <span class="count">${counts[severity]}</span>
      </button>`)}
    </div>
    ${fixable > 1 ? html`<button class="button small push" @click=${() => void fixAll()}>Fix ${fixable}</button>` : nothing}`;
}

function findings(state: State): TemplateResult {
  const { value, error } = state.inspection;
  if (error !== null) return html`<p class="empty">${error}</p>`;
  if (!value) return html`<p class="empty">Checking …</p>`;
  const shown = value.diagnostics.filter(({ severity }) => state.ui.severity === "all" || severity === state.ui.severity);
  if (shown.length === 0) {
    return html`<div class="empty"><span class="tag good">Nothing found</span><p>${value.diagnostics.length === 0 ? `${count(value.summary.steps, "step")} checked against their schemas, the flow spec, and each other.` : "Nothing of this severity."}</p></div>`;
  }
  const titles = new Map(value.steps.map(({ name, title }) => [name, title]));
  return html`<ul class="findings">${shown.slice(0, MOST).map((finding) => row(finding, titles))}</ul>
    ${shown.length > MOST ? html`<p class="empty">${shown.length - MOST} more</p>` : nothing}`;
}

const MOST = 300;

function row(finding: Finding, titles: Map<string, string>): TemplateResult {
  const { severity, message, help, step, range, code, start, end, isHere } = finding;
  const place = isHere ? `line ${range.start.line}` : `${finding.file}, line ${range.start.line}`;
  return html`<li>
    <button class="finding" @click=${() => isHere && goTo(start, end)}>
      <span class="dot ${severity}" aria-hidden="true"></span>
      <span class="message"><span class="out-of-sight">${severity}: </span>${marked(message)}</span>
      ${help ? html`<span class="help">${marked(help)}</span>` : nothing}
      <span class="where">${step ? `${titles.get(step) ?? step}, ` : ""}${place} · ${code}</span>
    </button>
    ${finding.fix.length > 0 ? html`<button class="button small fix" aria-label="Fix: ${finding.fixTitle ?? message}" title=${finding.fixTitle ?? nothing} @click=${() => fix(finding)}>Fix</button>` : nothing}
  </li>`;
}
