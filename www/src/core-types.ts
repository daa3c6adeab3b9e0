// The shapes of what the core gives. Those that the package does not export yet are declared here.
export type {
  CheckOptions, CheckSummary, Diagnostic, Evaluation, FilePreview, FunctionDescription, Formats, Imported, PreviewOptions, PreviewProgress,
  PreviewSummary, Request, RequestOptions, Severity, TemplateDescription, Trouble,
} from "preflow";
import type * as preflow from "preflow";
import type { Diagnostic, CheckSummary } from "preflow";

export interface TextEdit {
  start: number;
  end: number;
  insert: string;
}

export interface Completion {
  label: string;
  kind: string;
  detail: string | null;
  about: string | null;
  insert: string;
  start: number;
  end: number;
  isSnippet?: boolean;
  rank: number;
}

export interface Completions {
  start: number;
  end: number;
  items: Completion[];
}

export interface Hover {
  start: number;
  end: number;
  title: string;
  text: string;
  lines: string[];
}

export interface Signature {
  name: string;
  label: string;
  parameters: { label: string; start: number; end: number; about: string }[];
  active: number | null;
  about: string;
  start: number;
  end: number;
}

export interface Finding extends Diagnostic {
  start: number;
  end: number;
  isHere: boolean;
  fix: TextEdit[];
  fixTitle: string | null;
}

export interface InspectedStep {
  name: string;
  title: string;
  start: number | null;
  end: number | null;
  isWritten: boolean;
  errors: number;
  warnings: number;
  infos: number;
  method: string | null;
  url: string | null;
}

export interface InspectedPlaceholder {
  name: string;
  about: string | null;
  value: string | null;
  isSecret: boolean;
  from: string | null;
  uses: number;
  places: { start: number; end: number }[];
}

export interface Inspection {
  kind: "document" | "body" | "shell" | "markdown" | "postman" | "unknown";
  name: string | null;
  diagnostics: Finding[];
  summary: CheckSummary;
  steps: InspectedStep[];
  placeholders: InspectedPlaceholder[];
}

export type Change =
  | { do: "set"; pointer: string; value: unknown }
  | { do: "setText"; pointer: string; text: string }
  | { do: "remove"; pointer: string }
  | { do: "insert"; pointer: string; index: number; value: unknown }
  | { do: "move"; pointer: string; from: number; to: number }
  | { do: "rename"; pointer: string; key: string };

export interface GuidedField {
  step: string;
  pointer: string;
  label: string;
  about: string;
  kind: "choice" | "text" | "number" | "boolean" | "moment" | "id";
  value: unknown;
  text: string | null;
  choices: { value: unknown; label: string; about: string | null }[];
  isRequired: boolean;
  isAllowed: boolean;
  start: number | null;
  end: number | null;
  problem: string | null;
}

export interface TableMapping {
  index: number;
  pointer: string;
  kind: string;
  source: string;
  destination: string;
  start: number;
  end: number;
  reads: string[];
  targetType: string | null;
  isRequired: boolean;
  findings: { code: string; severity: preflow.Severity; message: string }[];
}

export interface TargetField {
  path: string;
  name: string;
  type: string;
  isRequired: boolean;
  isMapped: boolean;
  mapping: number | null;
  title: string | null;
  about: string | null;
  children: TargetField[];
}

export interface SampleField {
  path: string;
  types: string[];
  example: string | null;
  filled: number;
  isUsed: boolean;
}

export interface Suggestion {
  destination: string;
  source: string | null;
  kind: string;
  why: string;
  value: unknown;
}

export interface MappingTable {
  pointer: string | null;
  /** The keys of the document's dialect. */
  keys: { source: string; destination: string; kind: string };
  mappings: TableMapping[];
  target: TargetField | TargetField[] | null;
  fields: SampleField[];
  suggestions: Suggestion[];
  newMapping: unknown;
}

export interface Origin {
  pointer: string;
  mapping: number;
  reads: string[];
  converted: string | null;
  nulled: string | null;
}

export type PreviewRecord = preflow.PreviewRecord & { origins?: Origin[]; source?: unknown };

export interface Reason {
  reason: string;
  destination: string | null;
  records: number;
  first: number;
}

export interface Preview extends Omit<preflow.Preview, "records" | "summary"> {
  records: PreviewRecord[];
  summary: preflow.PreviewSummary & { reasons?: Reason[] };
}
