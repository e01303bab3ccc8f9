// What each function of a file has to do with PHI: what comes in, where it goes, and whether accesses of stores are recorded.

import type { Fn } from "../ir/ir";
import { type Category, type Level, joinLevels, rank } from "../lattice/level";
import { targetsOf } from "../rules/destinations";
import { phiAccesses } from "../rules/missing-audit-log/access";
import { type Facts, placeOf, spanOf } from "../rules/rule";
import type { Finding, FunctionInfo, FunctionTarget, Place } from "./api";

/** The functions of a file that take, send or access PHI, in the order of the text. */
export function functionsOf(facts: Facts, file: string, findings: readonly Finding[]): FunctionInfo[] {
  const fns = (facts.program.facts(file)?.fns ?? []).filter(isNamed);
  const accesses = accessedIn(facts);
  const unrecorded = findings.filter((finding) => finding.rule === "missing-audit-log" && !finding.suppressed);
  return fns.flatMap((fn) => {
    const place = placeOf(facts.program, file, spanOf(fn, 1));
    const whole = placeOf(facts.program, file, spanOf(fn, 0));
    const phi = phiInto(facts, fn);
    const sends = targets(facts, fn);
    const audit = unrecorded.some((finding) => within(finding, whole)) ? "missing" as const : [...accesses].some((at) => belongs(at, fn)) ? "recorded" as const : undefined;
    if (!phi && sends.length === 0 && !audit) return [];
    return [{ ...place, name: fn.display, ...phi, sends, ...(audit && { audit }) }];
  }).sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column);
}

/** Modules and callbacks have no name to stand above. */
const isNamed = (fn: Fn): boolean => fn.kind !== "module" && !/~\d+(?:\.|$)/.test(fn.id.slice(fn.id.lastIndexOf("/") + 1)) && (fn.spans[3] ?? 0) > (fn.spans[2] ?? 0);

/** Whether a function is `fn` or stands inside it. */
const belongs = (id: string, fn: Fn): boolean => id === fn.id || id.startsWith(`${fn.id}/`);

/** Whether a place stands inside the whole function. */
const within = ({ range: { start, end } }: Place, { range: whole }: Place): boolean =>
  (start.line > whole.start.line || (start.line === whole.start.line && start.column >= whole.start.column)) && end.line <= whole.end.line;

/** What its parameters may hold, by their types, tags and names. */
function phiInto(facts: Facts, fn: Fn): { readonly level: Level; readonly categories: readonly Category[] } | undefined {
  let level: Level | undefined;
  const categories = new Set<Category>();
  for (const param of fn.params) {
    if (!param.type) continue;
    const found = facts.types.classify(facts.types.of(param.type, fn.file), param.name.startsWith("%") ? "" : param.name.replace(/~\d+$/, ""), [], []);
    if (!found || found.level === "operational" || found.confidence === "low") continue;
    level = level === undefined ? found.level : joinLevels(level, found.level);
    for (const category of found.categories) categories.add(category);
  }
  return level && { level, categories: [...categories].sort() };
}

/** Where PHI goes from here. */
function targets(facts: Facts, fn: Fn): FunctionTarget[] {
  const found = new Map<string, FunctionTarget>();
  for (const flow of facts.flows) {
    if (!belongs(flow.report.fn, fn)) continue;
    const outward = flow.kind === "outbound" || flow.kind === "ai" || flow.kind === "training";
    if (!outward) found.set(flow.kind, { name: flow.kind, level: flow.level });
    else for (const { ref, allows } of targetsOf(flow, facts.policyFor(fn.file), facts.models)) {
      const name = ref.name ?? ref.host ?? ref.id;
      found.set(name, { name, level: joinLevels(found.get(name)?.level ?? flow.level, flow.level), approved: rank(flow.level) <= rank(allows) && (found.get(name)?.approved ?? true) });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

const accessed = new WeakMap<Facts, ReadonlySet<string>>();

/** Functions that access PHI in stores; the same for every file of one state. */
function accessedIn(facts: Facts): ReadonlySet<string> {
  let found = accessed.get(facts);
  if (!found) {
    found = new Set([...phiAccesses(facts).values()].map(({ at }) => at.fn));
    accessed.set(facts, found);
  }
  return found;
}
