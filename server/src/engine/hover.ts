// What is known about the expression under the cursor: its value is evaluated in its function, as an unknown caller would see it.

import { evaluateAt } from "../analysis/inspect";
import { joinLevels, LEVELS, rank, strongerConfidence, type Classification } from "../lattice/level";
import { targetsOf } from "../rules/destinations";
import { type Facts, placeOf } from "../rules/rule";
import type { HoverInfo } from "./api";
import type { Fn } from "../ir/ir";

/** The innermost expression with PHI at an offset. */
export function hoverAt(facts: Facts, file: string, offset: number): HoverInfo | undefined {
  const source = facts.program.facts(file);
  const fn = innermost(source?.fns ?? [], offset);
  if (!fn) return undefined;
  for (const at of sitesAround(fn, offset)) {
    const atoms = evaluateAt(facts, fn, at);
    const classification = join(atoms.map((one) => one.classification));
    if (!classification || classification.level === "operational") continue;
    const span = [fn.spans[2 * at] ?? 0, fn.spans[2 * at + 1] ?? 0] as const;
    const text = facts.text(file).slice(span[0], span[1]).replace(/\s+/g, " ");
    if (text.length > 120) continue;
    return { ...placeOf(facts.program, file, span), expression: text, classification, flowsTo: destinations(facts, fn, at) };
  }
  return undefined;
}

function innermost(fns: readonly Fn[], offset: number): Fn | undefined {
  let best: Fn | undefined;
  for (const fn of fns) {
    const [start = 0, end = 0] = fn.spans;
    if (start > offset || offset > end) continue;
    if (!best || end - start <= (best.spans[1] ?? 0) - (best.spans[0] ?? 0)) best = fn;
  }
  return best;
}

/** Expressions that contain the offset, smallest first. */
function sitesAround(fn: Fn, offset: number): number[] {
  const sites: { at: number; size: number }[] = [];
  for (let at = 2; 2 * at + 1 < fn.spans.length; at++) {
    const start = fn.spans[2 * at] ?? 0;
    const end = fn.spans[2 * at + 1] ?? 0;
    if (start <= offset && offset <= end && end > start) sites.push({ at, size: end - start });
  }
  return sites.sort((a, b) => a.size - b.size || a.at - b.at).slice(0, 4).map((site) => site.at);
}

function join(all: readonly Classification[]): Classification | undefined {
  let result: Classification | undefined;
  for (const one of all) {
    if (!result) result = one;
    else {
      const higher = rank(one.level) > rank(result.level) ? one : result;
      result = {
        level: joinLevels(result.level, one.level), categories: [...new Set([...result.categories, ...one.categories])], evidence: higher.evidence,
        confidence: strongerConfidence(result.confidence, one.confidence), fields: Math.max(result.fields, one.fields),
      };
    }
  }
  return result && { ...result, level: LEVELS[rank(result.level)] ?? "operational" };
}

function destinations(facts: Facts, fn: Fn, at: number): string[] {
  const names = new Set<string>();
  const start = fn.spans[2 * at] ?? 0;
  const end = fn.spans[2 * at + 1] ?? 0;
  for (const flow of facts.flows) {
    const touches = flow.report.fn === fn.id && within(fn, flow.report.carrier, start, end);
    if (!touches) continue;
    if (flow.kind === "log") names.add(`log (${flow.callee})`);
    else if (flow.kind === "outbound" || flow.kind === "ai" || flow.kind === "training") {
      for (const target of targetsOf(flow, facts.policyFor(fn.file), facts.models)) names.add(target.ref.name ?? target.ref.host ?? target.ref.id);
    } else names.add(flow.callee);
  }
  return [...names].sort();
}

const within = (fn: Fn, at: number, start: number, end: number): boolean => (fn.spans[2 * at] ?? -1) <= start && end <= (fn.spans[2 * at + 1] ?? -1);
