// The core, in a worker: it answers one call after the other. Long work on files gives others their turn.
import * as preflow from "preflow";

export interface Call {
  id: number;
  name: string;
  args: unknown[];
}
export type Message = Call | { cancel: number };
export type Reply =
  | { ready: string[] }
  | { failed: string }
  | { id: number; value: unknown }
  | { id: number; error: { message: string; code: string } }
  | { id: number; progress: unknown };

const functions: Record<string, (...args: unknown[]) => unknown> = { ...(preflow as unknown as Record<string, (...args: unknown[]) => unknown>) };
// TEMP until the package exports inspect.
if (!functions.inspect) {
  functions.inspect = (text, options) => {
    const lines = (text as string).split("\n");
    const starts: number[] = [];
    lines.reduce((at, line) => (starts.push(at), at + line.length + 1), 0);
    const offset = ({ line, column }: preflow.Position) => (starts[line - 1] ?? 0) + column - 1;
    const report = preflow.check(text as string, options as preflow.CheckOptions);
    return {
      kind: /^\s*(?:\/\/.*\n\s*)*\{/.test(text as string) && /"steps"/.test(text as string) ? "document" : "unknown",
      name: null,
      diagnostics: report.diagnostics.map((d) => ({ ...d, start: offset(d.range.start), end: offset(d.range.end), isHere: true, fix: [], fixTitle: null })),
      summary: report.summary,
      steps: [],
      placeholders: [],
    };
  };
}
const running = new Map<number, AbortController>();
const send = (reply: Reply) => postMessage(reply);

const ready = preflow.init().then(
  () => send({ ready: Object.keys(functions) }),
  (error: unknown) => {
    send({ failed: error instanceof Error ? error.message : String(error) });
    throw error;
  },
);

async function answer({ id, name, args }: Call): Promise<void> {
  try {
    await ready;
    const wanted = functions[name];
    if (!wanted) throw Object.assign(new Error(`this module has no ${name}`), { code: "missing" });
    const value = name === "previewFile" ? await file(id, args) : await wanted(...args);
    send({ id, value });
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    send({ id, error: { message, code: code ?? "internal" } });
  }
}

/** Maps a file; its progress goes to the page, and the page may stop it. */
async function file(id: number, args: unknown[]): Promise<preflow.FilePreview> {
  const stop = new AbortController();
  running.set(id, stop);
  try {
    const [blob, mapping, options] = args as [Blob, string, preflow.PreviewFileOptions];
    return await preflow.previewFile(blob, mapping, { ...options, signal: stop.signal }, (progress) => send({ id, progress }));
  } finally {
    running.delete(id);
  }
}

addEventListener("message", ({ data }: MessageEvent<Message>) => {
  if ("cancel" in data) running.get(data.cancel)?.abort();
  else void answer(data);
});
