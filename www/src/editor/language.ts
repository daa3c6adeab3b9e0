// Which language a text is shown in: JSON with comments, or none.
import { foldInside, foldNodeProp, indentNodeProp, continuedIndent, LanguageSupport, LRLanguage } from "@codemirror/language";
import { jsoncLanguage } from "@shopify/lang-jsonc";
import type { Extension } from "@codemirror/state";

const language = (jsoncLanguage as LRLanguage).configure({
  props: [
    indentNodeProp.add({ Object: continuedIndent({ except: /^\s*\}/ }), Array: continuedIndent({ except: /^\s*\]/ }) }),
    foldNodeProp.add({ "Object Array": foldInside }),
  ],
});

const jsonc = new LanguageSupport(language, language.data.of({ commentTokens: { line: "//", block: { open: "/*", close: "*/" } }, closeBrackets: { brackets: ["[", "{", '"'] } }));

export function languageOf(text: string): Extension {
  return /^\s*(?:[{[]|\/[/*])/.test(text) ? jsonc : [];
}
