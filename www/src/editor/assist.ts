// Completion and hover of the document's editor: what the core says, as CodeMirror shows it.
import { type Completion as Option, type CompletionContext, type CompletionResult, pickedCompletion, snippet } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorView, Tooltip } from "@codemirror/view";
import * as core from "../core";
import type { Completion, Completions, Hover } from "../core-types";
import { checkOptions } from "../options";

export async function documentCompletions(context: CompletionContext): Promise<CompletionResult | null> {
  if (/Comment/.test(syntaxTree(context.state).resolveInner(context.pos, -1).name)) return null;
  return answered(context, () => core.complete(context.state.doc.toString(), context.pos, checkOptions()));
}

/** Asks, and takes the answer if nobody asked again meanwhile. */
export async function answered(context: CompletionContext, ask: () => Promise<Completions>): Promise<CompletionResult | null> {
  try {
    const found = await ask();
    if (context.aborted || found.items.length === 0) return null;
    const typed = context.state.sliceDoc(found.start, context.pos).replace(/^["'{]+/, "");
    if (!context.explicit && typed === "" && !/["'{.(,]$/.test(context.state.sliceDoc(Math.max(context.pos - 1, 0), context.pos))) return null;
    return { from: found.start, to: context.pos, filter: false, options: matching(found.items, typed) };
  } catch {
    return null;
  }
}

/** Those that have what was typed in them: what begins with it first. */
function matching(items: Completion[], typed: string): Option[] {
  const wanted = typed.toLowerCase();
  const rated = items.flatMap((item) => {
    const names = [item.label.toLowerCase(), item.insert.toLowerCase().replace(/^"/, "")];
    const at = Math.min(...names.map((name) => name.indexOf(wanted)).map((index) => (index < 0 ? Infinity : index)));
    return at === Infinity ? [] : [{ item, at: Math.min(at, 1) }];
  });
  rated.sort((a, b) => a.at - b.at || a.item.rank - b.item.rank);
  return rated.map(({ item }) => option(item));
}

function option(item: Completion): Option {
  return {
    label: item.label,
    type: item.kind,
    ...(item.detail && { detail: item.detail }),
    ...(item.about && { info: item.about }),
    apply: (view: EditorView, completion: Option, _from: number, to: number) => {
      // The text may have grown behind the place where it was asked.
      const end = Math.max(item.end, to);
      if (item.isSnippet) {
        snippet(item.insert)(view, completion, item.start, end);
      } else {
        view.dispatch({
          changes: { from: item.start, to: end, insert: item.insert },
          selection: { anchor: item.start + item.insert.length },
          annotations: pickedCompletion.of(completion),
          userEvent: "input.complete",
        });
      }
    },
  };
}

export async function documentHover(view: EditorView, offset: number): Promise<Tooltip | null> {
  return hovered(() => core.hover(view.state.doc.toString(), offset, checkOptions()));
}

export async function hovered(ask: () => Promise<Hover | null>): Promise<Tooltip | null> {
  try {
    const found = await ask();
    return found && { pos: found.start, end: found.end, above: true, create: () => ({ dom: card(found) }) };
  } catch {
    return null;
  }
}

/** What is known of something, as text. */
export function card({ title, text, lines }: Hover): HTMLElement {
  const element = (name: string, content = "") => Object.assign(document.createElement(name), { textContent: content });
  const dom = Object.assign(element("div"), { className: "cm-hover" });
  dom.append(element("strong", title));
  if (text) dom.append(element("span", text));
  if (lines.length > 0) {
    const list = element("ul");
    list.append(...lines.map((line) => element("li", line)));
    dom.append(list);
  }
  return dom;
}
