// Every function and type of the package, used as a strict program does. It is compiled, never run.
import {
  check,
  checkText,
  complete,
  completeExpression,
  documentSchema,
  edit,
  evaluate,
  exportMappings,
  fixAll,
  formats,
  functions,
  guide,
  hover,
  hoverExpression,
  importMappings,
  importText,
  init,
  inspect,
  mappingTable,
  newDocument,
  preview,
  previewBytes,
  previewFile,
  previewText,
  requests,
  requestsText,
  rules,
  setField,
  signature,
  specs,
  targetFields,
  templates,
  version,
} from "preflow";
import type {
  Auth,
  Catalogue,
  Change,
  CheckOptions,
  CheckReport,
  CheckSummary,
  Completion,
  CompletionKind,
  Completions,
  ConnectionSpecDescription,
  Diagnostic,
  ErrorCode,
  Evaluation,
  EvaluationOptions,
  ExpressionFinding,
  Extent,
  FieldChoice,
  FieldKind,
  FilePreview,
  FixedText,
  Format,
  Formats,
  FunctionDescription,
  FunctionExample,
  FunctionParameter,
  GuidedField,
  Hover,
  Imported,
  ImportedMappings,
  Inspection,
  KnownKeys,
  MappingFinding,
  MappingKeys,
  MappingRow,
  MappingTable,
  PlacedDiagnostic,
  PlaceholderOutline,
  PreflowError,
  Position,
  Preview,
  PreviewFileOptions,
  PreviewOptions,
  PreviewProgress,
  PreviewRecord,
  PreviewSummary,
  Range,
  ReasonCount,
  RelatedPlace,
  Request as PreflowRequest,
  RequestFormat,
  RequestOptions,
  RuleDescription,
  Severity,
  Signature,
  SignatureParameter,
  Source,
  SourceField,
  StepOutline,
  Suggestion,
  SuggestionKind,
  TargetField,
  TargetTree,
  TemplateDescription,
  TextEdit,
  TextRange,
  Trouble,
  ValueOrigin,
} from "preflow";

declare const file: File;
declare const bytes: Uint8Array;

export async function use(source: Source, signal: AbortSignal): Promise<unknown[]> {
  await init();
  await init(source);
  await init(new URL("https://example.com/preflow_bg.wasm"));

  const options: CheckOptions = { name: "a.md", select: ["R01"], ignore: [], readyToSend: true, files: { a: "text", b: bytes } };
  const report: CheckReport = check("{}", options);
  const summary: CheckSummary = report.summary;
  const found: Diagnostic[] = report.diagnostics;
  const related: RelatedPlace[] = found.flatMap((d) => d.related);
  const range: Range | undefined = found[0]?.range;
  const position: Position | undefined = range?.start;
  const severity: Severity = found[0]?.severity ?? "info";
  const text: string = checkText(bytes, "sarif", { targetSchema: "{}", flowSpec: "{}" });

  const previewOptions: PreviewOptions = { now: "2026-01-01T00:00:00Z", seed: 1, zone: "UTC", strictArithmetic: false, limit: 5, trace: true, only: "failing" };
  const shown: Preview = preview("{}", "[]", previewOptions);
  preview("{}", null);
  preview("{}");
  const record: PreviewRecord | undefined = shown.records[0];
  const trouble: Trouble | undefined = record?.errors[0] ?? record?.guesses?.[0];
  const extent: Extent | undefined = trouble?.range;
  const figures: PreviewSummary = shown.summary;
  const origin: ValueOrigin | undefined = record?.origins?.[0];
  const origins: (string | null | undefined)[] = [origin?.pointer, origin?.converted, origin?.nulled, ...(origin?.reads ?? [])];
  const reason: ReasonCount | undefined = figures.reasons[0];
  const counted: number = (reason?.records ?? 0) + (reason?.first ?? 0) + figures.otherReasons + (record?.originsLeftOut ?? 0);
  const lines: string = previewText("{}", bytes, { recordsName: "a.csv", select: "$" });
  const utf8: Uint8Array = previewBytes("{}", lines);
  void utf8;

  const fileOptions: PreviewFileOptions = { ...previewOptions, keep: 1, keepFailing: 2, signal, onText: (more: string) => void more.length };
  const tell = (at: PreviewProgress): void => void (at.bytes + at.total + at.records + at.rejected);
  const whole: FilePreview = await previewFile(file, "{}", fileOptions, tell);
  await previewFile(new Blob([]), bytes);

  const requestOptions: RequestOptions = { step: "flow", set: { TENANT_ID: "acme" } };
  const sent: PreflowRequest[] = requests("{}", requestOptions);
  const script: string = requestsText("{}", "script");

  const evaluationOptions: EvaluationOptions = { seed: 1 };
  const value: Evaluation = evaluate("a + 1", { a: 1 }, evaluationOptions);
  evaluate("a", '{"a":1}');
  evaluate("1", null);
  const finding: ExpressionFinding | undefined = value.findings[0];

  const imported: Imported = importText("curl …", "history.sh");
  const templateList: TemplateDescription[] = templates();
  const fresh: string = newDocument(templateList[0]?.name ?? "");
  const language: FunctionDescription[] = functions();
  const parameters: FunctionParameter[] = language.flatMap((f) => f.parameters);
  const examples: FunctionExample[] = language.flatMap((f) => f.examples);
  const catalogue: Catalogue = specs();
  const spec: ConnectionSpecDescription | undefined = catalogue.connectionSpecs[0];
  const keys: KnownKeys | undefined = spec?.params;
  const auth: Auth | undefined = spec?.auth;
  const published: RuleDescription[] = rules();
  const schema: Record<string, unknown> = documentSchema();
  const all: Formats = formats();
  const format: Format | undefined = all.check[0];
  const requestFormat: RequestFormat | undefined = all.requests[0];
  const release: string = version();

  const completions: Completions = complete("{}", 1, options);
  const completion: Completion | undefined = completeExpression("upp", 3, "{}", options).items[0];
  completeExpression("upp", 3);
  const kind: CompletionKind = completion?.kind ?? "key";
  const told: Hover | null = hover("{}", 1) ?? hoverExpression("upper(a)", 1, null);
  const called: Signature | null = signature("upper(", 6);
  const taken: SignatureParameter | undefined = called?.parameters[called.active ?? 0];

  const inspection: Inspection = inspect("{}", options);
  const placed: PlacedDiagnostic | undefined = inspection.diagnostics[0];
  const same: Diagnostic | undefined = placed;
  const edits: TextEdit[] = placed?.fix ?? [];
  const step: StepOutline | undefined = inspection.steps[0];
  const placeholder: PlaceholderOutline | undefined = inspection.placeholders[0];
  const place: TextRange | undefined = placeholder?.places[0];
  const changes: Change[] = [
    { do: "set", pointer: "/a", value: { b: 1 } },
    { do: "setText", pointer: "/a", text: "1" },
    { do: "remove", pointer: "/a" },
    { do: "insert", pointer: "/b", index: 0, value: null },
    { do: "move", pointer: "/b", from: 0, to: 0 },
    { do: "rename", pointer: "/b", key: "c" },
  ];
  edits.push(...edit("{}", changes), ...setField("{}", "/a", true, options), ...setField("{}", "/a", null));
  const field: GuidedField | undefined = guide("{}", options)[0];
  const choice: FieldChoice | undefined = field?.choices[0];
  const control: FieldKind = field?.kind ?? "choice";
  const mended: FixedText | null = fixAll("{}", options);

  const table: MappingTable = mappingTable("{}", options);
  const row: MappingRow | undefined = table.mappings[0];
  const mappingFinding: MappingFinding | undefined = row?.findings[0];
  const mappingKeys: MappingKeys = table.keys;
  const sourceField: SourceField | undefined = table.fields[0];
  const suggestion: Suggestion | undefined = table.suggestions[0];
  const suggested: SuggestionKind | undefined = suggestion?.kind;
  const tree: TargetTree | null = targetFields("{}", "person.name", options);
  const targetField: TargetField | undefined = tree?.fields[0]?.children[0] ?? table.target?.fields[0];
  const brought: ImportedMappings = importMappings("source,destination", bytes);
  const csv: string = exportMappings("{}", "csv");

  return [
    same, step, place, choice, control, mended,
    summary, related, position, severity, text, extent, figures, lines, whole, sent, script, finding, imported, fresh, parameters,
    examples, keys, auth, published, schema, format, release, completions, kind, told, taken, origins, counted, requestFormat?.file,
    mappingFinding, mappingKeys.source, sourceField?.filled, suggested, targetField?.path, brought.mappings, csv,
  ];
}

export function codeOf(error: unknown): ErrorCode | undefined {
  return error instanceof Error && "code" in error ? (error as PreflowError).code : undefined;
}

export function wrong(): void {
  // @ts-expect-error a text is no number
  check(5);
  // @ts-expect-error a text is needed
  check();
  // @ts-expect-error there is no such option
  check("{}", { nmae: "x" });
  // @ts-expect-error codes are a list
  check("{}", { select: "R01" });
  // @ts-expect-error a format is needed
  checkText("{}");
  // @ts-expect-error seeds are numbers
  preview("{}", "[]", { seed: "1" });
  // @ts-expect-error a file is no text
  void previewFile("text", "{}");
  // @ts-expect-error text comes as a string
  void previewFile(file, "{}", { onText: (more: number) => more });
  // @ts-expect-error a record is an object or its text
  evaluate("1", 5);
  // @ts-expect-error a change is one of those there are
  edit("{}", [{ do: "put", pointer: "/a" }]);
  // @ts-expect-error an offset is a number
  complete("{}", "1");
  // @ts-expect-error there may be nothing to say
  const title: string = hover("{}", 1).title;
  // @ts-expect-error a help may be null
  const help: string = check("{}").diagnostics[0]!.help;
  // @ts-expect-error there is no such severity
  const severity: Severity = "fatal";
  // @ts-expect-error there is no such code
  const code: ErrorCode = "nothing";
  // @ts-expect-error what a preview makes of a record is not known
  preview("{}").records[0]!.data.id;
  // @ts-expect-error mappings go out in these formats only
  exportMappings("{}", "xml");
  // @ts-expect-error there is no such filter
  preview("{}", "[]", { only: "good" });
  // @ts-expect-error a promise
  const shown: FilePreview = previewFile(file, "{}");
  void [help, severity, code, shown, title];
}
