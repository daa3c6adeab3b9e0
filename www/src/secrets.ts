// What may leave memory: the text of the document without secrets. The core says what is one.
import * as core from "./core";
import { get } from "./store";

/**
 * The text that may be stored and shared; `null` where that cannot be told, as of commands with tokens in them, or not yet.
 */
export async function shareable(): Promise<string | null> {
  const { text, name, inspection } = get();
  if (!inspection.value || inspection.isOld || (inspection.value.kind !== "document" && inspection.value.kind !== "body")) return null;
  const { document, diagnostics } = await core.importText(text, name ?? "");
  if (get().text !== text) return null;
  const isClean = !diagnostics.some(({ code }) => code === "secret-replaced");
  if (isClean) return text;
  if (document === null || inspection.value.kind !== "document") return null;
  // Where the text is broken, a value may not come out of it.
  const values = inspection.value.placeholders.filter(({ isSecret, value }) => isSecret && value).map(({ value }) => JSON.stringify(value));
  return values.some((value) => document.includes(value)) ? null : document;
}
