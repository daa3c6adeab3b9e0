// What may leave memory: the text of the document without the values of secret placeholders.
import * as core from "./core";
import { get } from "./store";

/**
 * The text that may be stored and shared; `null` while the core has not yet said what is secret in it.
 */
export async function shareable(): Promise<string | null> {
  const { text, inspection } = get();
  const { value, isOld } = inspection;
  if (!value || isOld) return null;
  const secret = value.placeholders.filter((placeholder) => placeholder.isSecret && placeholder.value !== null);
  if (secret.length === 0) return text;
  const edits = await core.edit(text, secret.map(({ name }) => ({ do: "remove", pointer: `/variables/${name}` })));
  if (get().text !== text) return null;
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((all, { start, end, insert }) => all.slice(0, start) + insert + all.slice(end), text);
}
