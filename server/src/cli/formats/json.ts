// JSON output, version 1: a contract with other programs (SPEC 7). The order of keys is part of it.

import type { Finding, Place, Range } from "../../engine/api";
import { relativeTo } from "../targets";
import type { CheckResult } from "./result";

/** The result as JSON text. */
export function formatJson(result: CheckResult): string {
  return `${JSON.stringify(jsonResult(result), null, 2)}\n`;
}

/** The result as plain data with keys in order. */
export function jsonResult({ version, cwd, findings, checklist, stats }: CheckResult) {
  return {
    version: 1,
    tool: { name: "phi-lens", version },
    findings: findings.map((finding) => jsonFinding(finding, cwd)),
    checklist: checklist.map(({ id, section, status, summary }) => ({ id, section, status, summary })),
    stats: {
      files: stats.files,
      functions: stats.functions,
      projects: stats.projects,
      milliseconds: Math.round(stats.milliseconds),
      phases: { load: Math.round(stats.phases.load), lower: Math.round(stats.phases.lower), solve: Math.round(stats.phases.solve), rules: Math.round(stats.phases.rules) },
      rssMegabytes: Math.round(stats.rssMegabytes),
      cacheHits: stats.cacheHits,
    },
  };
}

/** One finding with keys in order; what does not apply to its rule is left out. */
export function jsonFinding(finding: Finding, cwd: string) {
  const place = ({ file, range }: Place) => ({ file: relativeTo(cwd, file), range: jsonRange(range) });
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    file: relativeTo(cwd, finding.file),
    range: jsonRange(finding.range),
    enclosing: finding.enclosing && jsonRange(finding.enclosing),
    level: finding.level,
    categories: finding.categories,
    destination: finding.destination && { id: finding.destination.id, kind: finding.destination.kind },
    citation: finding.citation,
    flow: finding.flow.map((step) => ({ ...place(step), text: step.text })),
    sinks: finding.sinks.map(place),
    fingerprint: finding.fingerprint,
    suppressed: finding.suppressed,
  };
}

const jsonRange = ({ start, end }: Range): Range => ({
  start: { line: start.line, column: start.column },
  end: { line: end.line, column: end.column },
});
