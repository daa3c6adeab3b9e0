// The editor of the document: CodeMirror over the one text. It lives in a shadow root, whose style sheets are adopted
// and so need no exception from the page's policy.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { type Diagnostic as Mark, lintGutter, lintKeymap, nextDiagnostic, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorSelection, EditorState, type Extension, Transaction } from "@codemirror/state";
import {
  crosshairCursor, drawSelection, dropCursor, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, hoverTooltip, keymap, lineNumbers,
  rectangularSelection, tooltips,
} from "@codemirror/view";
import type { Finding, TextEdit } from "../core-types";
import { documentCompletions, documentHover } from "./assist";
import { languageOf } from "./language";
import { look } from "./look";

/** What the editor tells the page. */
export interface Listener {
  changed(text: string): void;
  moved(offset: number): void;
  fix(finding: Finding): void;
}

const replaced = Annotation.define<boolean>();

export class DocumentEditor {
  readonly host = document.createElement("div");
  readonly view: EditorView;
  private readonly language = new Compartment();
  private readonly listener: Listener;

  constructor(text: string, listener: Listener) {
    this.listener = listener;
    this.host.className = "editor-host";
    const root = this.host.attachShadow({ mode: "open" });
    this.view = new EditorView({ root, parent: root, state: this.state(text) });
  }

  private state(text: string): EditorState {
    return EditorState.create({ doc: text, extensions: [this.language.of(languageOf(text)), extensions(this.listener)] });
  }

  /** Begins anew with another document: what was undone before stays behind. */
  replace(text: string): void {
    this.view.setState(this.state(text));
  }

  /** Makes some edits as one step of the history. */
  apply(edits: readonly TextEdit[], what: string): void {
    if (edits.length === 0) return;
    const changes = edits.map(({ start, end, insert }) => ({ from: start, to: end, insert }));
    this.view.dispatch({
      changes,
      annotations: [Transaction.userEvent.of(`input.${what}`), replaced.of(true)],
      // Not joined with what was typed before.
      ...{ scrollIntoView: false },
    });
  }

  undo(): boolean {
    return undo(this.view);
  }

  redo(): boolean {
    return redo(this.view);
  }

  get depth(): { undo: number; redo: number } {
    return { undo: undoDepth(this.view.state), redo: redoDepth(this.view.state) };
  }

  /** Selects a place, shows it and gives it the focus. */
  goTo(start: number, end: number, hasFocus = true): void {
    const most = this.view.state.doc.length;
    const range = EditorSelection.range(Math.min(start, most), Math.min(end, most));
    this.view.dispatch({ selection: range, effects: EditorView.scrollIntoView(range, { y: "start", yMargin: 72 }) });
    if (hasFocus) this.view.focus();
  }

  /** Underlines what was found. */
  mark(findings: readonly Finding[]): void {
    const most = this.view.state.doc.length;
    const marks = findings
      .filter((finding) => finding.isHere)
      .slice(0, 500)
      .map((finding): Mark => {
        const from = Math.min(finding.start, most);
        const to = Math.min(Math.max(finding.end, from), most);
        return {
          from,
          to,
          severity: finding.severity,
          message: finding.help ? `${finding.message}\n${finding.help}` : finding.message,
          source: finding.code,
          ...(finding.fix.length > 0 && {
            actions: [{ name: finding.fixTitle ?? "Fix", apply: () => this.listener.fix(finding) }],
          }),
        };
      });
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  nextFinding(): void {
    nextDiagnostic(this.view);
    this.view.focus();
  }
}

function extensions(listener: Listener): Extension {
  return [
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    highlightSpecialChars(),
    history({ newGroupDelay: 400, joinToEvent: (tr, isAdjacent) => isAdjacent && tr.annotation(replaced) !== true }),
    codeFolding(),
    foldGutter(),
    drawSelection(),
    dropCursor(),
    rectangularSelection(),
    crosshairCursor(),
    indentOnInput(),
    indentUnit.of("  "),
    bracketMatching(),
    closeBrackets(),
    highlightSelectionMatches(),
    search({ top: true }),
    autocompletion({ override: [documentCompletions], icons: true, maxRenderedOptions: 100, activateOnTypingDelay: 60 }),
    hoverTooltip(documentHover, { hoverTime: 250 }),
    lintGutter(),
    tooltips({ position: "fixed" }),
    EditorView.lineWrapping,
    EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({ "aria-label": "Text of the document", spellcheck: "false", autocorrect: "off", autocapitalize: "off" }),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) listener.changed(update.state.doc.toString());
      if (update.selectionSet || update.docChanged) listener.moved(update.state.selection.main.head);
    }),
    look,
  ];
}
