// Findings about what models wrote: one for each place where it leaves.

import type { OutputFlow } from "../analysis/outputs";
import type { Category, Level } from "../lattice/level";
import type { DestinationRef, Place } from "../engine/api";
import { carrierText } from "./flowFindings";
import { type Draft, type Facts, siteOf } from "./rule";
import { flowSteps } from "./steps";

/** A way out with what a rule says of it. */
export interface JudgedOutput {
  readonly output: OutputFlow;
  /** The end of the sentence that begins with the carrier. */
  readonly says: string;
  readonly destination?: DestinationRef;
}

/** One draft for each call or expression; of a result, only where nothing inside it leaves by itself. */
export function outputDrafts(facts: Facts, rule: string, citation: string, judged: Iterable<JudgedOutput>): Draft[] {
  const byPlace = new Map<string, { readonly draft: Draft; readonly kind: OutputFlow["kind"] }>();
  for (const one of judged) {
    const { report, kind } = one.output;
    const key = `${report.fn}@${report.at}`;
    if (byPlace.has(key)) continue;
    const draft = draftOf(facts, rule, citation, one);
    if (draft) byPlace.set(key, { draft, kind });
  }
  const all = [...byPlace.values()];
  return all.filter(({ draft, kind }) => kind !== "return" || !all.some((other) => other.draft !== draft && isInside(other.draft, draft))).map(({ draft }) => draft);
}

function draftOf(facts: Facts, rule: string, citation: string, { output, says, destination }: JudgedOutput): Draft | undefined {
  const { report, prompt } = output;
  const carrier = siteOf(facts.program, report.fn, report.carrier);
  const enclosing = siteOf(facts.program, report.fn, report.at);
  const sink = siteOf(facts.program, output.sink.fn, output.sink.at);
  if (!carrier || !enclosing) return undefined;
  const text = carrierText(facts, carrier, output);
  const known: { level?: Level; categories: readonly Category[] } = prompt ? { level: prompt.level, categories: prompt.classification.categories } : { categories: [] };
  return {
    rule, citation, file: carrier.file, range: carrier.range, enclosing: enclosing.range, confidence: confidenceOf(output), ...known, message: `Model output \`${text}\` ${says}.`,
    ...(destination ? { destination } : {}), flow: flowSteps(facts, output), sinks: sink ? [sink] : [], related: [],
    identity: [report.fn.slice(report.fn.indexOf("#") + 1), output.callee, output.atom.path.join(".")],
    data: { carrier: text, callee: output.callee, report: { fn: report.fn, at: report.at, carrier: report.carrier } },
  };
}

/** A prompt that only looks like PHI makes what is said of its answer no surer. */
const confidenceOf = ({ prompt }: OutputFlow): Draft["confidence"] => prompt?.classification.confidence ?? "medium";

function isInside(inner: Draft, outer: Draft): boolean {
  const span = (draft: Draft): Place["range"] => draft.enclosing ?? draft.range;
  const [a, b] = [span(inner), span(outer)];
  const before = (one: { line: number; column: number }, two: { line: number; column: number }): boolean => one.line < two.line || (one.line === two.line && one.column <= two.column);
  return inner.file === outer.file && before(b.start, a.start) && before(a.end, b.end);
}
