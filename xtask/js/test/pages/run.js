// Makes a file of a kind and size, previews it, and tells what it saw on the way.
import * as preflow from "/pkg/browser.js";
import * as core from "/pkg/preflow.js";

const MIB = 1 << 20;

const MAPPING = JSON.stringify({
  version: 0,
  mappings: [
    { sourceType: "ATTRIBUTE", source: "id", destination: "id" },
    { sourceType: "EXPRESSION", source: "upper(name)", destination: "person.name" },
  ],
});

/** A mebibyte of whole records, written by `write`, and how many they are; `fill` makes up the rest. */
function chunk(write, fill = (text, missing) => text + " ".repeat(missing)) {
  let text = "";
  let count = 0;
  while (true) {
    const record = write(count);
    if (text.length + record.length > MIB) break;
    text += record;
    count += 1;
  }
  return { blob: new Blob([fill(text, MIB - text.length)]), count };
}

const pad = "x".repeat(300);
const json = (id) => JSON.stringify({ id, name: `name ${id}`, pad });

const KINDS = {
  ndjson(size) {
    const { blob, count } = chunk((id) => `${json(id)}\n`);
    return { file: new File(Array(size).fill(blob), "r.ndjson"), records: count * size };
  },
  json(size) {
    const { blob, count } = chunk((id) => `${json(id)},\n`);
    return { file: new File(["[", ...Array(size).fill(blob), json(0), "]"], "r.json"), records: count * size + 1 };
  },
  csv(size) {
    const write = (id) => `${id},"name ""${id}""",${pad}\n`;
    const { blob, count } = chunk(write, (text, missing) => `${text.slice(0, -1)}${"y".repeat(missing)}\n`);
    return { file: new File(["id,name,pad\n", ...Array(size).fill(blob)], "r.csv"), records: count * size };
  },
};

function memory() {
  globalThis.gc?.();
  return { wasm: core.initSync().memory.buffer.byteLength, heap: performance.memory?.usedJSHeapSize ?? null };
}

/** Previews a file of `size` MiB; `stopAt` is the byte count at which it is stopped. `mark` is told now and then. */
export async function run({ kind, size, stopAt, onText }, mark = () => {}) {
  await preflow.init();
  const { file, records } = KINDS[kind](size);
  const stop = new AbortController();
  const marks = [];
  let last = -1;
  let isSteady = true;
  let told = 0;
  let stoppedAt;
  let lines = 0;
  const before = memory();
  const start = performance.now();
  const onProgress = (at) => {
    isSteady &&= at.bytes >= last && at.total === file.size && at.bytes <= at.total;
    last = at.bytes;
    told += 1;
    if (told % 25 === 0) {
      marks.push({ bytes: at.bytes, ...memory() });
      mark(at.bytes);
    }
    if (stopAt !== undefined && at.bytes >= stopAt && stoppedAt === undefined) {
      // From outside, as a button would.
      stoppedAt = Infinity;
      setTimeout(() => {
        stoppedAt = performance.now();
        stop.abort();
      });
    }
  };
  const count = (text) => {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  };
  const options = { recordsName: file.name, signal: stop.signal, keep: 3, ...(onText && { onText: count }) };
  let result = null;
  let code = null;
  try {
    result = await preflow.previewFile(file, MAPPING, options, onProgress);
  } catch (error) {
    code = error.code ?? String(error);
  }
  const now = performance.now();
  return {
    records,
    total: file.size,
    summary: result?.summary,
    kept: result?.records.length,
    first: result?.records[0],
    code,
    took: now - start,
    stopTook: stoppedAt === undefined ? null : now - stoppedAt,
    isSteady,
    told,
    last,
    lines,
    marks,
    before,
    after: memory(),
  };
}

/** Uses up the memory of the module, so that a call traps, and calls again. */
export async function trap() {
  await preflow.init();
  const { memory } = core.initSync();
  for (let pages = 1 << 15; pages >= 1; pages /= 2) {
    try {
      memory.grow(pages);
      pages *= 2;
    } catch {
      // Less, then.
    }
  }
  return ["x".repeat(16 << 20), "{}"].map((text) => {
    try {
      return preflow.check(text).version;
    } catch (error) {
      return error.code ?? String(error);
    }
  });
}
