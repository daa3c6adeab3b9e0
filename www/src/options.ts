// What calls of the core are told of the document.
import type { CheckOptions, PreviewOptions } from "./core-types";
import { get } from "./store";

export function checkOptions(): Pick<CheckOptions, "name" | "files"> {
  const { name, files } = get();
  return { name: name ?? "untitled.dataflow.json", files };
}

export function previewOptions(): PreviewOptions {
  const { records, select } = get();
  return {
    ...checkOptions(),
    ...(records && { recordsName: records.name }),
    ...(select && { select }),
  };
}
