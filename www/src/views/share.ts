// Taking work elsewhere: a link that holds it, a report to paste, the document itself.
import { html, nothing, type TemplateResult } from "lit-html";
import { copy, download } from "../hand";
import { linkOf } from "../link";
import { report } from "../report";
import { shareable } from "../secrets";
import { say, type State, updateUi } from "../store";
import { size } from "../words";

export function share(state: State): TemplateResult {
  const { ui, records, files } = state;
  const link = ui.link;
  const names = Object.keys(files);
  const kind = state.inspection.value?.kind;
  if (kind && kind !== "document" && kind !== "body") {
    return html`<div class="share"><h1>Share</h1><section class="panel"><p>This text is kept out of links and out of storage: commands and pages may hold tokens. Paste it on the start to make a dataflow document of it, which holds none.</p></section></div>`;
  }
  return html`<div class="share">
    <h1>Share</h1>
    <section class="panel" aria-labelledby="link">
      <div><h2 id="link">A link</h2>
        <p class="about">It holds the work itself, compressed, behind the #: no server sees or keeps it. Secrets are not part of it, nor is what you typed for placeholders.</p></div>
      ${records ? check("Sample records", `${records.name}, ${size(records.text.length)}`, ui.withRecords, (withRecords) => updateUi({ withRecords, link: null })) : nothing}
      ${names.length > 0 ? check("Files", names.join(", "), ui.withFiles, (withFiles) => updateUi({ withFiles, link: null })) : nothing}
      <div class="bar">
        <button class="button first" @click=${() => void make(state)}>Copy a link</button>
        ${link ? html`<span class="muted" role="status">${size(link.length)}${link.length > 30_000 ? ": some programs cut links of this length off" : ""}</span>` : nothing}
      </div>
      ${link ? html`<textarea class="field link" readonly rows="3" aria-label="The link" .value=${link} @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}></textarea>` : nothing}
    </section>
    <section class="panel" aria-labelledby="report">
      <div><h2 id="report">A report</h2>
        <p class="about">The findings and the document as Markdown, to paste into a ticket.</p></div>
      <div class="bar"><button class="button" @click=${() => void reported(state)}>Copy as Markdown</button></div>
    </section>
    <section class="panel" aria-labelledby="download">
      <div><h2 id="download">The document</h2>
        <p class="about">For your repository: <code>preflow check</code> finds the same there.</p></div>
      <div class="bar"><button class="button" @click=${() => download(state.name ?? "untitled.dataflow.json", state.text, "application/json")}>Download ${state.name}</button>
      <button class="button" @click=${() => void copy(state.text, "The document")}>Copy it</button></div>
    </section>
  </div>`;
}

function check(what: string, which: string, isOn: boolean, set: (isOn: boolean) => void): TemplateResult {
  return html`<label class="check"><input type="checkbox" .checked=${isOn} @change=${(event: Event) => set((event.target as HTMLInputElement).checked)} /><span>${what} <span class="muted">${which}</span></span></label>`;
}

async function make(state: State): Promise<void> {
  const text = await shareable();
  if (text === null) {
    say("It cannot be told yet which values are secrets: mend the text, or try again in a moment");
    return;
  }
  const { ui, name, files, records, select } = state;
  const link = await linkOf({
    name: name ?? "untitled.dataflow.json", text, files: ui.withFiles ? files : {}, records: ui.withRecords ? records : null, select,
  });
  updateUi({ link });
  await copy(link, "The link");
}

async function reported(state: State): Promise<void> {
  const text = await shareable();
  if (text === null || !state.inspection.value) return;
  await copy(report(state, text), "The report");
}

