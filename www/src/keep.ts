// Work is kept in this browser: the document at hand and a few before it. Secrets are not part of it.
import { leaving, open } from "./document";
import { shareable } from "./secrets";
import { get, subscribe, update } from "./store";
import type { GivenRecords } from "./store";

export interface Kept {
  name: string;
  text: string;
  files: Record<string, string>;
  records: GivenRecords | null;
  select: string;
  view: string;
  at: number;
}

const KEY = "preflow.work";
const MOST = 6;
/** Larger records are left out: storage holds a few megabytes in all. */
const LARGE = 1 << 20;

let timer: ReturnType<typeof setTimeout> | undefined;

/** The documents that are kept, the newest first. */
export function kept(): Kept[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? (found as Kept[]).filter((work) => typeof work.text === "string" && typeof work.name === "string") : [];
  } catch {
    return [];
  }
}

function write(all: Kept[]): boolean {
  for (let count = all.length; count > 0; count--) {
    try {
      localStorage.setItem(KEY, JSON.stringify(all.slice(0, count)));
      return true;
    } catch {
      // It is full: the oldest goes.
    }
  }
  return false;
}

async function save(): Promise<void> {
  clearTimeout(timer);
  const state = get();
  const { name, view, select } = state;
  if (name === null) return;
  const safe = await shareable();
  if (safe === null || get().name !== name) return;
  const records = state.records && state.records.text.length < LARGE ? state.records : null;
  const all = kept();
  // The start is where the work is chosen, not where it was left off.
  const left = view === "start" ? (all.find((other) => other.name === name)?.view ?? "edit") : view;
  const work: Kept = { name, text: safe, files: state.files, records, select, view: left, at: Date.now() };
  const isKept = write([work, ...all.filter((other) => other.name !== name)].slice(0, MOST));
  if (isKept !== get().where.kept) update({ where: { ...get().where, kept: isKept } });
}

/** A name like this one that no other kept document has. */
export function freeName(name: string): string {
  const taken = new Set(kept().map((work) => work.name));
  const [base, ending] = name.endsWith(".dataflow.json") ? [name.slice(0, -".dataflow.json".length), ".dataflow.json"] : [name, ""];
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${base}-${n}${ending}`;
    if (!taken.has(free)) return free;
  }
}

export function forget(name: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept().filter((work) => work.name !== name)));
  } catch {
    // Then nothing is kept anyway.
  }
}

/** Opens what was kept. */
export async function resume(work: Kept): Promise<void> {
  await open({ name: work.name, text: work.text, files: work.files ?? {}, records: work.records, select: work.select ?? "" });
}

leaving.push(save);

function saveSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void save(), 400);
}

subscribe((_, changed) => {
  if (["text", "name", "files", "records", "select", "view", "inspection"].some((key) => changed.has(key as never))) saveSoon();
});
// The page may be gone before the pause is over.
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") void save();
});
