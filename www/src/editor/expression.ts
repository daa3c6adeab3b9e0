// The editor of one expression: completion, hover and help with what a call takes, all from the core.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, StreamLanguage } from "@codemirror/language";
import { type Diagnostic as Mark, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, hoverTooltip, keymap, tooltips } from "@codemirror/view";
import * as core from "../core";
import type { Signature } from "../core-types";
import { checkOptions } from "../options";
import { get } from "../store";
import { answered, hovered } from "./assist";
import { look } from "./look";

export interface ExpressionListener {
  changed(expression: string): void;
  /** It is done with: the focus left, or Ctrl+Enter. */
  done(expression: string): void;
  signature(signature: Signature | null): void;
}

export interface ExpressionMark {
  start: number;
  end: number;
  severity: "error" | "warning" | "info";
  message: string;
}

/** Only how it looks: what it means, the core says. */
const jexl = StreamLanguage.define<null>({
  startState: () => null,
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^(["'`])(?:\\.|(?!\1).)*\1?/)) return "string";
    if (stream.match(/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[a-zA-Z]?/)) return "number";
    if (stream.match(/^(?:null|true|false)\b/)) return "atom";
    if (stream.match(/^(?:and|or|not|eq|ne|lt|le|gt|ge|div|mod|empty|size|if|else|for|var|return)\b/)) return "keyword";
    if (stream.match(/^[A-Za-z_$][\w$]*(?=\s*\()/)) return "variableName.function";
    if (stream.match(/^[A-Za-z_$][\w$]*/)) return "propertyName";
    if (stream.match(/^[()[\]{},.;:?]/)) return "punctuation";
    stream.next();
    return null;
  },
});

export class ExpressionEditor {
  readonly host = document.createElement("div");
  private readonly view: EditorView;
  private asked = 0;

  constructor(expression: string, label: string, private readonly listener: ExpressionListener) {
    this.host.className = "expression-host";
    const root = this.host.attachShadow({ mode: "open" });
    this.view = new EditorView({ root, parent: root, state: this.state(expression, label) });
  }

  private state(doc: string, label: string): EditorState {
    const { listener } = this;
    return EditorState.create({
      doc,
      extensions: [
        // Before the look that it differs from.
        EditorView.theme({ "&": { height: "auto", minHeight: "38px" }, ".cm-content": { padding: "8px 0" }, ".cm-scroller": { maxHeight: "9em" } }),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        jexl,
        autocompletion({
          activateOnTypingDelay: 60,
          override: [
            (context) => answered(context, () => core.completeExpression(context.state.doc.toString(), context.pos, get().text, checkOptions())),
          ],
        }),
        hoverTooltip((view, offset) => hovered(() => core.hoverExpression(view.state.doc.toString(), offset, get().text))),
        tooltips({ position: "fixed" }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocorrect: "off", autocapitalize: "off" }),
        keymap.of([
          { key: "Mod-Enter", run: (view) => (listener.done(view.state.doc.toString()), true) },
          ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap,
        ]),
        EditorView.domEventHandlers({
          blur: (_, view) => {
            if (completionStatus(view.state) === null) listener.done(view.state.doc.toString());
            listener.signature(null);
          },
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) listener.changed(update.state.doc.toString());
          if (update.docChanged || update.selectionSet || update.focusChanged) void this.help();
        }),
        look,
      ],
    });
  }

  private async help(): Promise<void> {
    const asked = ++this.asked;
    const { state, hasFocus } = this.view;
    if (!hasFocus) return this.listener.signature(null);
    try {
      const signature = await core.signature(state.doc.toString(), state.selection.main.head);
      if (asked === this.asked) this.listener.signature(signature);
    } catch {
      // A newer question is on its way.
    }
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Shows another expression. */
  replace(expression: string, label: string): void {
    this.view.setState(this.state(expression, label));
  }

  /** Takes over what the expression became elsewhere. */
  follow(expression: string): void {
    if (expression === this.text) return;
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: expression } });
  }

  /** Writes something where the cursor is. */
  insert(text: string): void {
    this.view.dispatch(this.view.state.replaceSelection(text));
    this.view.focus();
  }

  mark(marks: readonly ExpressionMark[]): void {
    const most = this.view.state.doc.length;
    const shown = marks.map(({ start, end, severity, message }): Mark => ({ from: Math.min(start, most), to: Math.min(end, most), severity, message }));
    this.view.dispatch(setDiagnostics(this.view.state, shown));
  }

  focus(): void {
    this.view.focus();
  }
}
