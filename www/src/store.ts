// The one store: what the page shows is a function of this state. Whoever changes it calls `update`; what is drawn
// follows once, before the next frame.
import type {
  CheckSummary, Diagnostic, FilePreview, Formats, GuidedField, Inspection, MappingTable, Preview, Request, TemplateDescription,
} from "./core-types";

export const VIEWS = ["start", "edit", "map", "preview", "requests", "share"] as const;
export type View = (typeof VIEWS)[number];

/** The records to preview with, in place of the document's own. */
export interface GivenRecords {
  name: string;
  text: string;
}

/** A preview of a file that is too large to be held. */
export interface FileRun {
  name: string;
  bytes: number;
  total: number;
  records: number;
  rejected: number;
  isRunning: boolean;
  isStopped: boolean;
  failed: string | null;
  result: FilePreview | null;
  stop: () => void;
}

/** What the core said, and of which text. */
export interface Answer<T> {
  value: T | null;
  error: string | null;
  isOld: boolean;
}

export interface State {
  view: View;
  core: "loading" | "ready" | "failed";
  coreError: string | null;
  templates: TemplateDescription[];
  formats: Formats | null;

  /** The document: its name and its text. `null` before one is opened. */
  name: string | null;
  text: string;
  /** What the text was when it was opened: comparisons begin from it. */
  before: { text: string; what: string };
  /** The files that the document names. */
  files: Record<string, string>;
  records: GivenRecords | null;
  select: string;
  /** Remarks of an import, until they are put away. */
  imported: { from: string; original: string; remarks: Diagnostic[] } | null;

  inspection: Answer<Inspection>;
  summary: CheckSummary | null;
  guide: Answer<GuidedField[]>;
  table: Answer<MappingTable>;
  preview: Answer<Preview>;
  previewBefore: Answer<Preview>;
  fileRun: FileRun | null;
  requests: Answer<Request[]>;
  requestsText: Answer<string>;

  /** What only one view is about; kept so that coming back finds it as it was left. */
  ui: {
    search: string;
    severity: "all" | "error" | "warning" | "info";
    form: boolean;
    step: string | null;
    mapping: number | null;
    mappingFilter: "all" | "findings" | "expressions";
    mappingSearch: string;
    record: number;
    recordFilter: "all" | "failing" | "changed";
    compare: boolean;
    path: string | null;
    request: string | null;
    format: string;
    withRecords: boolean;
    withFiles: boolean;
    link: string | null;
    dragging: boolean;
    paste: string;
  };
  /** Values for placeholders: in memory only, never stored, never part of a link. */
  secrets: Record<string, string>;
  /** What a live region says. */
  said: string;
  /** What is told above the work until it is put away. */
  notice: string | null;
  /** A newer version of the page that waits. */
  fresh: ServiceWorker | null;
  theme: "system" | "light" | "dark";
  where: { kept: boolean; offline: boolean };
}

export function nothing<T>(): Answer<T> {
  return { value: null, error: null, isOld: false };
}

const state: State = {
  view: "start",
  core: "loading",
  coreError: null,
  templates: [],
  formats: null,
  name: null,
  text: "",
  before: { text: "", what: "" },
  files: {},
  records: null,
  select: "",
  imported: null,
  inspection: nothing(),
  summary: null,
  guide: nothing(),
  table: nothing(),
  preview: nothing(),
  previewBefore: nothing(),
  fileRun: null,
  requests: nothing(),
  requestsText: nothing(),
  ui: {
    search: "", severity: "all", form: false, step: null, mapping: null, mappingFilter: "all", mappingSearch: "", record: 0,
    recordFilter: "all", compare: false, path: null, request: null, format: "curl", withRecords: true, withFiles: true, link: null,
    dragging: false, paste: "",
  },
  secrets: {},
  said: "",
  notice: null,
  fresh: null,
  theme: "system",
  where: { kept: true, offline: false },
};

type Listener = (state: State, changed: ReadonlySet<keyof State>) => void;
const listeners: Listener[] = [];
let changed = new Set<keyof State>();
let isDue = false;

/** The state, to read. */
export function get(): Readonly<State> {
  return state;
}

/** Changes the state. */
export function update(part: Partial<State>): void {
  Object.assign(state, part);
  for (const key of Object.keys(part)) changed.add(key as keyof State);
  if (isDue) return;
  isDue = true;
  // Not a frame: those do not come to pages in the background, whose work would then stand still.
  queueMicrotask(flush);
}

/** Changes what only a view is about. */
export function updateUi(part: Partial<State["ui"]>): void {
  update({ ui: { ...state.ui, ...part } });
}

/** Has `listener` told of what changed. */
export function subscribe(listener: Listener): void {
  listeners.push(listener);
}

function flush(): void {
  isDue = false;
  const now = changed;
  changed = new Set();
  for (const listener of listeners) listener(state, now);
}

/** Says something to whoever cannot see it. */
export function say(text: string): void {
  update({ said: text === state.said ? `${text}\u00a0` : text });
}
