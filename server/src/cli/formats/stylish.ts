// The output for people: findings grouped by file, the flow in short, and one line that sums up.

import type { ChecklistItem, Finding, Severity } from "../../engine/api";
import type { Environment } from "../environment";
import { shownPath } from "../../report/shownPath";
import { type CheckResult, counted, printable } from "./result";

/** The result as text for a terminal. */
export function formatStylish(result: CheckResult, colors: Environment["colors"]): string {
  const open = result.findings.filter((finding) => !finding.suppressed);
  const byFile = new Map<string, Finding[]>();
  for (const finding of open) byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), finding]);
  let text = "";
  for (const [file, findings] of byFile) {
    text += `${colors.underline(printable(shownPath(result.cwd, file)))}\n`;
    const width = Math.max(...findings.map((finding) => position(finding).length));
    for (const finding of findings) text += line(finding, width, result.cwd, colors);
    text += "\n";
  }
  return text + summary(result, open, colors);
}

function line(finding: Finding, width: number, cwd: string, colors: Environment["colors"]): string {
  const severity = COLOR[finding.severity](colors)(finding.severity.padEnd(11));
  const head = `  ${colors.dim(position(finding).padStart(width))}  ${severity} ${printable(finding.message)}  ${colors.dim(finding.rule)}\n`;
  const flow = flowText(finding, cwd);
  return flow === "" ? head : `${head}  ${" ".repeat(width)}  ${colors.dim(flow)}\n`;
}

/** First step, how many between, last step: enough to know whether to ask for more. */
function flowText({ flow, file }: Finding, cwd: string): string {
  const first = flow[0];
  const last = flow[flow.length - 1];
  if (!first || !last) return "";
  const step = ({ file: where, range, text }: typeof first): string => {
    const at = `${range.start.line}:${range.start.column}`;
    return `${printable(text)} (${where === file ? at : `${printable(shownPath(cwd, where))}:${at}`})`;
  };
  if (flow.length === 1) return step(first);
  const between = flow.length - 2;
  return between === 0 ? `${step(first)} → ${step(last)}` : `${step(first)} → ${counted(between, "step")} → ${step(last)}`;
}

function summary(result: CheckResult, open: readonly Finding[], colors: Environment["colors"]): string {
  const accepted = result.findings.length - open.length;
  const notes = [
    accepted > 0 ? counted(accepted, "accepted risk") : "",
    result.baselined > 0 ? `${result.baselined} in the baseline` : "",
    result.truncated > 0 ? `${result.truncated} more not shown` : "",
    checklistNote(result.checklist),
  ].filter((note) => note !== "");
  const tail = notes.length > 0 ? colors.dim(` · ${notes.join(" · ")}`) : "";
  if (open.length === 0) return `${colors.green("✔")} No PHI findings in ${counted(result.stats.files, "file")}${tail}\n`;
  const counts = SEVERITY_ORDER.flatMap((severity) => {
    const count = open.filter((finding) => finding.severity === severity).length;
    return count > 0 ? [counted(count, severity)] : [];
  });
  const color = open.some((finding) => finding.severity === "error") ? colors.red : colors.yellow;
  return `${color(`✖ ${counted(open.length, "finding")} (${counts.join(", ")})`)} in ${counted(result.stats.files, "file")}${tail}\n${colors.dim(`phi-lens explain ${open[0]?.rule} tells more about a rule.`)}\n`;
}

function checklistNote(checklist: readonly ChecklistItem[]): string {
  const applicable = checklist.filter((item) => item.status !== "not-applicable");
  return applicable.length > 0 ? `checklist ${applicable.filter((item) => item.status === "pass").length} of ${applicable.length}` : "";
}

const position = (finding: Finding): string => `${finding.range.start.line}:${finding.range.start.column}`;

const SEVERITY_ORDER: readonly Severity[] = ["error", "warning", "information", "hint"];

const COLOR: Readonly<Record<Severity, (colors: Environment["colors"]) => (text: string) => string>> = {
  error: (colors) => colors.red,
  warning: (colors) => colors.yellow,
  information: (colors) => colors.blue,
  hint: (colors) => colors.gray,
};
