// One finding as JSON (SPEC 7): the order of keys is part of the contract.

import type { Finding, Place, Range } from "../engine/api";
import { shownPath } from "./shownPath";

/** One finding with keys in order; what does not apply to its rule is left out. */
export function jsonFinding(finding: Finding, cwd: string) {
  const place = ({ file, range }: Place) => ({ file: shownPath(cwd, file), range: jsonRange(range) });
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    file: shownPath(cwd, finding.file),
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
