// The core, in a worker: it answers one call after the other. Long work on files gives others their turn.
import * as preflow from "preflow";

export interface Call {
  id: number;
  name: string;
  args: unknown[];
}
export type Message = Call | { cancel: number };
export type Reply =
  | { ready: true }
  | { failed: string }
  | { id: number; value: unknown }
  | { id: number; error: { message: string; code: string } }
  | { id: number; progress: unknown };

const functions = preflow as unknown as Record<string, (...args: unknown[]) => unknown>;
const running = new Map<number, AbortController>();
const send = (reply: Reply) => postMessage(reply);

const ready = preflow.init().then(
  () => send({ ready: true }),
  (error: unknown) => {
    send({ failed: error instanceof Error ? error.message : String(error) });
    throw error;
  },
);

async function answer({ id, name, args }: Call): Promise<void> {
  try {
    await ready;
    const value = name === "previewFile" ? await file(id, args) : functions[name]?.(...args);
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
