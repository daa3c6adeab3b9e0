// The state of the work as Markdown, for a bug report.
import type { State } from "./store";
import { count } from "./words";

/** A fence longer than any in the text. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return "`".repeat(longest + 1);
}

function cell(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll("\n", " ");
}

export function report({ name, inspection, preview }: State, text: string): string {
  const found = inspection.value?.diagnostics ?? [];
  const marks = fence(text);
  const lines = [`## ${name ?? "Dataflow"}`, ""];
  if (inspection.value) {
    const { errors, warnings, infos } = inspection.value.summary;
    lines.push(`${count(errors, "error")}, ${count(warnings, "warning")}, ${count(infos, "remark")}.`, "");
  }
  if (found.length > 0) {
    lines.push("| Where | Severity | Code | Message |", "| --- | --- | --- | --- |");
    for (const { file, range, severity, code, message } of found) {
      lines.push(`| ${cell(file)}:${range.start.line}:${range.start.column} | ${severity} | \`${code}\` | ${cell(message)} |`);
    }
    lines.push("");
  }
  if (preview.value) {
    const { records, rejected, unreadable } = preview.value.summary;
    lines.push(`Preview: ${count(records, "record")}, ${rejected} rejected, ${unreadable} unreadable.`, "");
  }
  lines.push(`${marks}jsonc`, text.replace(/\n$/, ""), marks, "");
  return lines.join("\n");
}
