// The document that is worked on. Its text is the one truth: forms, tables and fixes are edits of it, which undo.
import * as core from "./core";
import type { Change, Finding, TextEdit } from "./core-types";
import type { DocumentEditor } from "./editor/editor";
import { show } from "./navigation";
import { checkOptions } from "./options";
import { type GivenRecords, get, nothing, say, subscribe, update, updateUi } from "./store";

let editor: DocumentEditor | null = null;

/** The editor, loaded when the first document is opened. */
async function loaded(text: string): Promise<DocumentEditor> {
  if (editor) {
    editor.replace(text);
    return editor;
  }
  const { DocumentEditor } = await import("./editor/editor");
  editor ??= new DocumentEditor(text, {
    changed: (text) => update({ text }),
    moved: (offset) => {
      const step = get().inspection.value?.steps.find(({ isWritten, start, end }) => isWritten && start <= offset && offset <= end);
      if (step && step.name !== get().ui.step) updateUi({ step: step.name });
    },
    fix: (finding) => fix(finding),
  });
  return editor;
}

export interface Opened {
  name: string;
  text: string;
  files?: Record<string, string>;
  records?: GivenRecords | null;
  select?: string;
  imported?: { from: string; original: string; remarks: import("./core-types").Diagnostic[] } | null;
}

/** What is done before another document takes the place of this one. */
export const leaving: (() => Promise<void>)[] = [];

/** Opens a document in place of the one there was. */
export async function open(opened: Opened): Promise<void> {
  const { name, text } = opened;
  if (get().name !== null) for (const leave of leaving) await leave();
  await loaded(text);
  update({
    name,
    text,
    before: { text, what: "when it was opened" },
    files: opened.files ?? {},
    records: opened.records ?? null,
    select: opened.select ?? "",
    imported: opened.imported ?? null,
    inspection: nothing(),
    guide: nothing(),
    table: nothing(),
    preview: nothing(),
    previewBefore: nothing(),
    requests: nothing(),
    requestsText: nothing(),
    secrets: {},
  });
  updateUi({ step: null, mapping: null, record: 0, recordFilter: "all", path: null, request: null, link: null, compare: false });
}

/** The element that shows the editor, once there is one. */
export function editorElement(): HTMLElement | null {
  return editor?.host ?? null;
}

/** Makes edits of the text: one step of the history. */
export function apply(edits: readonly TextEdit[], what: string): void {
  editor?.apply(edits, what);
}

/** Changes values; the text around them, comments and all, stays as it is. Says why when it cannot be done. */
export function change(changes: Change[], what: string): Promise<boolean> {
  return written((text) => core.edit(text, changes), what);
}

/** Gives a guided field a value, with what goes with it; `null` takes it out. */
export function setField(pointer: string, value: unknown, what: string): Promise<boolean> {
  return written((text) => core.setField(text, pointer, value, checkOptions()), what);
}

async function written(worked: (text: string) => Promise<TextEdit[]>, what: string): Promise<boolean> {
  for (let tries = 0; tries < 3; tries++) {
    const { text } = get();
    try {
      const edits = await worked(text);
      // Someone may have typed meanwhile; then the edits are worked out once more.
      if (get().text !== text) continue;
      apply(edits, "form");
      say(what);
      return true;
    } catch (error) {
      say((error as Error).message);
      return false;
    }
  }
  return false;
}

/** Applies the fix of a finding. */
export function fix(finding: Finding): void {
  apply(finding.fix, "fix");
  say(`${finding.fixTitle ?? "Fixed"}. Undo takes it back.`);
}

/** Applies every fix there is. */
export async function fixAll(): Promise<void> {
  const { text } = get();
  const mended = await core.fixAll(text, checkOptions());
  if (!mended || get().text !== text) {
    say("There is nothing that mends itself.");
    return;
  }
  apply([difference(text, mended.text)], "fix");
  say(`${mended.mended} fixed. Undo takes it back.`);
}

/** The smallest edit that makes one text of another. */
function difference(from: string, to: string): TextEdit {
  const least = Math.min(from.length, to.length);
  let start = 0;
  while (start < least && from[start] === to[start]) start++;
  let same = 0;
  while (same < least - start && from[from.length - 1 - same] === to[to.length - 1 - same]) same++;
  return { start, end: from.length - same, insert: to.slice(start, to.length - same) };
}

export function undo(): void {
  say(editor?.undo() ? "Undone" : "There is nothing to undo");
}

export function redo(): void {
  say(editor?.redo() ? "Redone" : "There is nothing to redo");
}

export function depth(): { undo: number; redo: number } {
  return editor?.depth ?? { undo: 0, redo: 0 };
}

/** Shows a place of the text in the editor. */
export function goTo(start: number, end: number): void {
  show("edit");
  if (matchMedia("(max-width: 900px)").matches) updateUi({ form: false });
  // The editor has a size once the view is drawn.
  requestAnimationFrame(() => requestAnimationFrame(() => editor?.goTo(start, end)));
}

/** Takes the text as it is for what later edits are compared with. */
export function pin(): void {
  update({ before: { text: get().text, what: "when you pinned it" } });
  say("Pinned: the preview compares with the text as it is now");
}

subscribe((state, changed) => {
  if (changed.has("inspection") && state.inspection.value && !state.inspection.isOld) editor?.mark(state.inspection.value.diagnostics);
});
