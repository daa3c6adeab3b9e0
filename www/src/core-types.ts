// The shapes of what the core gives: those of the package, and what they are called here.
export type {
  Change, CheckOptions, CheckSummary, Completion, Completions, Diagnostic, Evaluation, FieldChoice, FilePreview, FixedText, Formats, GuidedField, Hover,
  Imported, ImportedMappings, Inspection, MappingTable, Preview, PreviewFileOptions, PreviewOptions, PreviewProgress, PreviewRecord, PreviewSummary, Request,
  RequestOptions, Severity, Signature, Suggestion, TargetField, TargetTree, TemplateDescription, TextEdit, Trouble,
  MappingRow as TableMapping,
  PlaceholderOutline as InspectedPlaceholder,
  PlacedDiagnostic as Finding,
  ReasonCount as Reason,
  SourceField as SampleField,
  ValueOrigin as Origin,
  StepOutline as InspectedStep,
} from "preflow";
