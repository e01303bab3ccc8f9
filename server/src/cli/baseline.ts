// The baseline: findings that were there when the check was introduced, so that only new ones fail. Known by fingerprint, which
// survives edits elsewhere in the file.

import type { Finding } from "../engine/api";
import { UsageError } from "./environment";
import { shownPath } from "../report/shownPath";

export const DEFAULT_BASELINE = "phi-lens.baseline.json";

/** How often each fingerprint is in the baseline. */
export type Baseline = ReadonlyMap<string, number>;

/** Reads a baseline. Throws a UsageError where it is none. */
export function readBaseline(text: string | undefined, file: string): Baseline {
  if (text === undefined) throw new UsageError(`there is no baseline \`${file}\`; --update-baseline writes it`);
  const counts = new Map<string, number>();
  for (const entry of entriesOf(text, file)) counts.set(entry.fingerprint, (counts.get(entry.fingerprint) ?? 0) + 1);
  return counts;
}

/** The findings that the baseline does not list. Of twins, as many are left out as it lists. */
export function withoutBaseline(findings: readonly Finding[], baseline: Baseline): Finding[] {
  const left = new Map(baseline);
  return findings.filter((finding) => {
    const count = left.get(finding.fingerprint) ?? 0;
    if (count > 0) left.set(finding.fingerprint, count - 1);
    return count === 0;
  });
}

/** The text of a baseline of these findings: sorted, one a line, so that its history reads well. */
export function writeBaseline(findings: readonly Finding[], cwd: string): string {
  const entries = findings
    .filter((finding) => !finding.suppressed)
    .map((finding) => ({ rule: finding.rule, file: shownPath(cwd, finding.file), fingerprint: finding.fingerprint }))
    .sort((a, b) => compare(a.file, b.file) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint));
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n");
  return `{\n  "version": 1,\n  "findings": [${lines === "" ? "" : `\n${lines}\n  `}]\n}\n`;
}

function entriesOf(text: string, file: string): { fingerprint: string }[] {
  try {
    const value: unknown = JSON.parse(text);
    const findings = (value as { version?: unknown; findings?: unknown } | null)?.findings;
    if ((value as { version?: unknown } | null)?.version === 1 && Array.isArray(findings) && findings.every((entry) => typeof entry?.fingerprint === "string")) return findings;
  } catch {
    // Said below.
  }
  throw new UsageError(`\`${file}\` is no baseline of phi-lens`);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
