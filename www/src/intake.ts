// What people bring: files dropped or chosen, texts pasted. The core says what a text is.
import * as core from "./core";
import { open } from "./document";
import { previewLarge } from "./large";
import { show } from "./navigation";
import { get, say, update } from "./store";

/** A file that is larger is mapped piece by piece and never held. */
const LARGE = 4 << 20;

/** What a pasted text is called that looks like JSON. */
export const PASTED = "pasted.json";
const UNTITLED = "untitled.dataflow.json";

interface Brought {
  name: string;
  text: string;
}

/** Opens a text, whatever it is: a document as it stands, anything else as the document that can be made of it. */
export async function openText(text: string, name: string, beside: Record<string, string> = {}): Promise<boolean> {
  if (text.trim() === "") {
    say("There is nothing in it");
    return false;
  }
  await core.ready;
  const { kind } = await core.inspectOther(text, { name });
  const isNamed = name !== PASTED;
  if (kind === "document") {
    await open({ name: isNamed ? name : UNTITLED, text, files: beside });
  } else {
    const { document, diagnostics } = await core.importText(text, name);
    if (document === null) {
      // It can still be checked as it stands.
      await open({ name: isNamed ? name : UNTITLED, text, files: beside });
      if (diagnostics[0]) update({ notice: diagnostics[0].message });
    } else {
      await open({ name: documentName(name), text: document, files: beside, imported: { from: name, original: text, remarks: diagnostics } });
    }
  }
  show("edit");
  say(`${name} is open`);
  return true;
}

/** Opens the text that an import was made of, as it stands. */
export async function openOriginal(): Promise<void> {
  const { imported } = get();
  if (imported) await open({ name: imported.from, text: imported.original });
}

function documentName(name: string): string {
  return `${name.replace(/(\.dataflow)?\.[a-z]+$/i, "") || "untitled"}.dataflow.json`;
}

async function read(file: File): Promise<Brought> {
  return { name: file.name, text: await file.text() };
}

/** Takes files that were dropped or chosen on the start: one is the document, the others are what it names. */
export async function openFiles(files: readonly File[]): Promise<void> {
  const small = files.filter((file) => file.size <= LARGE * 8);
  const brought = await Promise.all(small.map(read));
  if (brought.length === 0) return;
  const main = brought.find(({ name }) => name.endsWith(".dataflow.json")) ?? brought[0]!;
  const beside = Object.fromEntries(brought.filter((other) => other !== main).map(({ name, text }) => [name, text]));
  await openText(main.text, main.name, beside);
}

/** Takes files that the document names: its schema, its samples. */
export async function addFiles(files: readonly File[]): Promise<void> {
  const brought = await Promise.all(files.map(read));
  update({ files: { ...get().files, ...Object.fromEntries(brought.map(({ name, text }) => [name, text])) } });
  say(`${brought.map(({ name }) => name).join(", ")} added`);
}

export function removeFile(name: string): void {
  const { [name]: _, ...rest } = get().files;
  update({ files: rest });
}

/** Takes sample records: a large file is mapped as it is read. */
export async function takeRecords(file: File): Promise<void> {
  if (file.size > LARGE) {
    await previewLarge(file);
    return;
  }
  const { name, text } = await read(file);
  update({ records: { name, text }, fileRun: null });
  say(`${name}: sample records taken`);
}
