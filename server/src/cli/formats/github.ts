// Workflow commands of GitHub Actions: each finding becomes an annotation of the pull request.

import { shownPath } from "../../report/shownPath";
import type { CheckResult } from "./result";

/** One `::error …::message` line a finding that is not suppressed. */
export function formatGithub({ findings, cwd }: CheckResult): string {
  let text = "";
  for (const finding of findings) {
    if (finding.suppressed) continue;
    const { start, end } = finding.range;
    const properties = {
      file: shownPath(cwd, finding.file),
      line: start.line,
      endLine: end.line,
      col: start.column,
      // GitHub takes columns only for a range within one line.
      endColumn: end.line === start.line ? end.column : undefined,
      title: finding.rule,
    };
    const listed = Object.entries(properties).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${escapeProperty(String(value))}`]));
    text += `::${COMMANDS[finding.severity]} ${listed.join(",")}::${escapeData(`${finding.message} [${finding.citation}]`)}\n`;
  }
  return text;
}

const COMMANDS = { error: "error", warning: "warning", information: "notice", hint: "notice" } as const;

const escapeData = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapeProperty = (text: string): string => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
