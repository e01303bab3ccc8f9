// Findings in policy and checklist files: their positions come from the files' own text, since no program has them.

import type { Place } from "../engine/api";
import type { PolicyProblem } from "../policy/policy";
import type { Draft, Facts } from "./rule";

/** One draft for each place and message. */
export function* problemDrafts(facts: Facts, rule: PolicyProblem["rule"], citation: string, problems: Iterable<PolicyProblem>): Iterable<Draft> {
  const seen = new Set<string>();
  for (const problem of problems) {
    const key = `${problem.file}:${problem.span[0]}:${problem.message}`;
    if (problem.rule !== rule || seen.has(key)) continue;
    seen.add(key);
    const text = facts.text(problem.file);
    yield {
      rule, citation, ...placeInText(problem.file, text, problem.span), confidence: "high", severity: problem.severity, categories: [], message: problem.message,
      flow: [], sinks: [], related: [], identity: [text.slice(problem.span[0], problem.span[1]), problem.message],
    };
  }
}

/** The place of two offsets of a text. */
export function placeInText(file: string, text: string, span: readonly [number, number]): Place {
  const position = (offset: number): { line: number; column: number } => {
    const before = text.slice(0, offset);
    const lines = before.split(/\r\n|\n|\r/);
    return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
  };
  return { file, range: { start: position(span[0]), end: position(span[1]) } };
}
