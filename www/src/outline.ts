// A JSON value as lines: what the views of records draw, compare and point into.

export interface Line {
  /** The JSON pointer of the value. */
  pointer: string;
  depth: number;
  /** The key it stands under; `null` in arrays and at the top. */
  key: string | null;
  /** The text of a value that is no container, or the brackets of one. */
  text: string;
  kind: "open" | "close" | "text" | "number" | "word" | "empty";
}

export function pointerOf(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The lines of a value, at most so many. */
export function outline(value: unknown, most: number): { lines: Line[]; isWhole: boolean } {
  const lines: Line[] = [];
  const add = (value: unknown, key: string | null, pointer: string, depth: number): void => {
    if (lines.length >= most) return;
    if (typeof value !== "object" || value === null) {
      const kind = typeof value === "string" ? "text" : typeof value === "number" ? "number" : "word";
      lines.push({ pointer, depth, key, text: JSON.stringify(value) ?? "null", kind });
      return;
    }
    const isArray = Array.isArray(value);
    const items = isArray ? value.map((item, index): [string, unknown] => [String(index), item]) : Object.entries(value);
    const [before, after] = isArray ? ["[", "]"] : ["{", "}"];
    if (items.length === 0) {
      lines.push({ pointer, depth, key, text: before + after, kind: "empty" });
      return;
    }
    lines.push({ pointer, depth, key, text: before, kind: "open" });
    for (const [name, item] of items) add(item, isArray ? null : name, pointerOf(pointer, name), depth + 1);
    lines.push({ pointer, depth, key: null, text: after, kind: "close" });
  };
  add(value, null, "", 0);
  return { lines, isWhole: lines.length < most };
}

/** The values that are no containers, by their pointers. */
export function leaves(value: unknown): Map<string, string> {
  const { lines } = outline(value, Infinity);
  return new Map(lines.filter(({ kind }) => kind !== "open" && kind !== "close").map(({ pointer, text }) => [pointer, text]));
}

/** What differs between two values: pointers, and what stood there before (`null` where nothing did). */
export function differences(before: unknown, after: unknown): { changed: Map<string, string | null>; gone: Map<string, string> } {
  const [old, now] = [leaves(before), leaves(after)];
  const changed = new Map<string, string | null>();
  for (const [pointer, text] of now) if (old.get(pointer) !== text) changed.set(pointer, old.get(pointer) ?? null);
  const gone = new Map([...old].filter(([pointer]) => !now.has(pointer)));
  return { changed, gone };
}
