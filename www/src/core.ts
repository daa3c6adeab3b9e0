// The client of the core's worker. One call is under way at a time; of those that wait, only the newest of each kind
// is kept: the latest edit wins.
import type { Message, Reply } from "./core-worker";
import type {
  Change, CheckOptions, Completions, Evaluation, FilePreview, FixedText, Formats, GuidedField, Hover, Imported, ImportedMappings, Inspection,
  MappingTable, Preview, PreviewFileOptions, PreviewOptions, PreviewProgress, Request, RequestOptions, Signature, TargetTree, TemplateDescription, TextEdit,
} from "./core-types";

export interface CoreError extends Error {
  code: string;
}

/** What a call that a newer one replaced is rejected with. */
export const REPLACED = "replaced";

interface Waiting {
  id: number;
  kind: string;
  name: string;
  args: unknown[];
  resolve: (value: never) => void;
  reject: (error: CoreError) => void;
}

/** What is answered first when several wait: what someone looks at while typing. */
const URGENT = ["complete", "hover", "signature", "edit", "evaluate"];

const worker = new Worker(new URL("./core-worker.ts", import.meta.url), { type: "module", name: "preflow" });
let waiting: Waiting[] = [];
let current: Waiting | null = null;
const files = new Map<number, Waiting & { onProgress: (progress: PreviewProgress) => void }>();
let last = 0;
let isReady = false;

function failure(code: string, message: string): CoreError {
  return Object.assign(new Error(message), { code });
}

/** Resolves when the module can be called. */
export const ready: Promise<void> = new Promise((resolve, reject) => {
  worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
    if ("ready" in data) {
      isReady = true;
      resolve();
      next();
    } else if ("failed" in data) {
      reject(failure("not-initialised", data.failed));
    } else {
      settle(data);
    }
  });
  worker.addEventListener("error", (event) => reject(failure("not-initialised", event.message || "the worker cannot be loaded")));
});

function settle(data: Extract<Reply, { id: number }>): void {
  const file = files.get(data.id);
  if ("progress" in data) {
    file?.onProgress(data.progress as PreviewProgress);
    return;
  }
  const call = file ?? current;
  if (!call || call.id !== data.id) return;
  if (file) files.delete(data.id);
  else current = null;
  if ("error" in data) call.reject(failure(data.error.code, data.error.message));
  else call.resolve(data.value as never);
  next();
}

function next(): void {
  if (!isReady || current) return;
  const urgent = waiting.findIndex((call) => URGENT.includes(call.kind));
  const [call] = waiting.splice(Math.max(urgent, 0), 1);
  if (!call) return;
  current = call;
  post({ id: call.id, name: call.name, args: call.args });
}

function post(message: Message): void {
  worker.postMessage(message);
}

/** Calls a function; a call of the same kind that still waits gives way. */
function call<T>(kind: string, name: string, ...args: unknown[]): Promise<T> {
  return new Promise((resolve, reject) => {
    waiting = waiting.filter((other) => {
      if (other.kind === kind) other.reject(failure(REPLACED, "a newer call replaced this one"));
      return other.kind !== kind;
    });
    waiting.push({ id: ++last, kind, name, args, resolve: resolve as (value: never) => void, reject });
    next();
  });
}

/** Every call of this kind is answered. */
function each<T>(name: string, ...args: unknown[]): Promise<T> {
  return call(`${name} ${last + 1}`, name, ...args);
}

export const templates = () => each<TemplateDescription[]>("templates");
export const formats = () => each<Formats>("formats");
export const newDocument = (name: string) => each<string>("newDocument", name);
export const importText = (text: string, name: string) => each<Imported>("importText", text, name);

export const inspect = (text: string, options: CheckOptions) => call<Inspection>("inspect", "inspect", text, options);
/** Like `inspect`, for a text that is not open. */
export const inspectOther = (text: string, options: CheckOptions) => each<Inspection>("inspect", text, options);
export const guide = (text: string, options: CheckOptions) => call<GuidedField[]>("guide", "guide", text, options);
export const setField = (text: string, pointer: string, value: unknown, options: CheckOptions) =>
  each<TextEdit[]>("setField", text, pointer, value, options);
export const edit = (text: string, changes: Change[]) => each<TextEdit[]>("edit", text, changes);
export const fixAll = (text: string, options: CheckOptions) => each<FixedText | null>("fixAll", text, options);
export const complete = (text: string, offset: number, options: CheckOptions) =>
  call<Completions>("complete", "complete", text, offset, options);
export const hover = (text: string, offset: number, options: CheckOptions) => call<Hover | null>("hover", "hover", text, offset, options);
export const completeExpression = (expression: string, offset: number, text: string, options: CheckOptions) =>
  call<Completions>("complete", "completeExpression", expression, offset, text, options);
export const signature = (expression: string, offset: number) => call<Signature | null>("signature", "signature", expression, offset);
export const hoverExpression = (expression: string, offset: number, text: string) =>
  call<Hover | null>("hover", "hoverExpression", expression, offset, text);
export const evaluate = (expression: string, record: unknown) => call<Evaluation>("evaluate", "evaluate", expression, record);
export const mappingTable = (text: string, options: CheckOptions) => call<MappingTable>("table", "mappingTable", text, options);
export const targetFields = (text: string, path: string, options: CheckOptions) =>
  each<TargetTree | null>("targetFields", text, path, options);
export const importMappings = (text: string, document: string) =>
  each<ImportedMappings>("importMappings", text, document);
export const exportMappings = (document: string, format: string) => each<string>("exportMappings", document, format);

/** A preview; `kind` tells those of the text as it is from those of the text before. */
export const preview = (kind: "preview" | "before", text: string, records: string | null, options: PreviewOptions) =>
  call<Preview>(kind, "preview", text, records, options);
export const requests = (text: string, options: RequestOptions) => call<Request[]>("requests", "requests", text, options);
export const requestsText = (text: string, format: string, options: RequestOptions) =>
  call<string>("requestsText", "requestsText", text, format, options);
/** Like `requestsText`, for what is copied or downloaded. */
export const requestsTextNow = (text: string, format: string, options: RequestOptions) =>
  each<string>("requestsText", text, format, options);

/** Maps a file of any size beside all other calls; `stop` ends it. */
export function previewFile(
  file: Blob, text: string, options: PreviewFileOptions, onProgress: (progress: PreviewProgress) => void,
): { done: Promise<FilePreview>; stop: () => void } {
  const id = ++last;
  const done = new Promise<FilePreview>((resolve, reject) => {
    files.set(id, {
      id, kind: "file", name: "previewFile", args: [], onProgress, resolve: resolve as (value: never) => void, reject,
    });
    post({ id, name: "previewFile", args: [file, text, options] });
  });
  return { done, stop: () => post({ cancel: id }) };
}
