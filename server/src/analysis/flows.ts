// From summaries to flows: every value that certainly or by its type is PHI and reaches a sink, with where to report it.

import type { Fn, FnId, Program } from "../ir/ir";
import { moduleFn } from "../ir/ir";
import type { TypeService } from "../ir/types";
import type { Classification, Level } from "../lattice/level";
import { LEVELS, rank } from "../lattice/level";
import type { SinkKind } from "../policy/policy";
import { Ambient } from "./ambient";
import { isInput, type Atom } from "./atom";
import { ENTRY, isUnused } from "./entries";
import { hasInputs } from "./instantiate";
import { outputFlows, type OutputFlow } from "./outputs";
import type { Solver } from "./solver";
import type { Site, SinkFact, Summary } from "./summary";
import type { Value, Why } from "./value";

/** PHI that reaches a sink. */
export interface Flow {
  readonly kind: SinkKind;
  readonly node: string;
  readonly callee: string;
  readonly library: string;
  readonly level: Level;
  readonly classification: Classification;
  /** What the PHI is: root and path. */
  readonly atom: Atom;
  /** Steps inside functions, newest first. */
  readonly why?: Why | undefined;
  /** Where the finding stands: the call, and the expression in it that carries the PHI. */
  readonly report: Site & { readonly carrier: number };
  /** Calls from the function in which the value became known down to the primitive sink. */
  readonly chain: readonly Site[];
  readonly sink: Site;
  readonly address: Value;
  readonly inUrl: boolean;
  readonly encrypted: boolean;
  readonly options: ReadonlyMap<string, Value>;
  readonly client?: Site;
}

/** All flows of a solved program, and which functions are entry points. */
export function findFlows(solver: Solver, program: Program, types: TypeService): { readonly flows: readonly Flow[]; readonly outputs: readonly OutputFlow[]; readonly entries: readonly FnId[]; readonly ambient: Ambient } {
  const fns = allFunctions(program);
  const summaries = fns.map((fn) => solver.summary(fn.id));
  const entries = entryPoints(fns, summaries, program);
  const closed = [...entries, ...unused(fns, summaries)].map((fn) => solver.summary(`${fn}${ENTRY}`));
  const ambient = new Ambient(program, types);
  for (const summary of [...summaries, ...closed]) ambient.add(summary);
  const flows: Flow[] = [];
  for (const summary of summaries) for (const sink of summary.sinks) collect(sink, false, ambient, types, flows);
  for (const summary of closed) for (const sink of summary.sinks) collect(sink, true, ambient, types, flows);
  return { flows, outputs: outputFlows(summaries, entries, ambient, types, flows), entries, ambient };
}

function allFunctions(program: Program): Fn[] {
  const found: Fn[] = [];
  for (const file of program.files) found.push(...(program.facts(file)?.fns ?? []));
  return found;
}

/** Functions that nobody calls at all. */
function unused(fns: readonly Fn[], summaries: readonly Summary[]): FnId[] {
  const called = new Set(summaries.flatMap((summary) => summary.applied.filter((callee) => callee !== summary.fn)));
  return fns.filter((fn, index) => isUnused(fn) && !called.has(fn.id) && (summaries[index]?.deferred.length ?? 0) > 0).map((fn) => fn.id);
}

/** Functions that nobody in the workspace calls but somebody outside may, and every module. */
function entryPoints(fns: readonly Fn[], summaries: readonly Summary[], program: Program): FnId[] {
  const called = new Set<FnId>();
  const byId = new Map(fns.map((fn) => [fn.id, fn]));
  for (const summary of summaries) for (const callee of summary.applied) if (callee !== summary.fn) called.add(callee);
  const dead = new Set<FnId>();
  const isEntry = (fn: Fn): boolean => {
    if (fn.kind === "module") return true;
    if (called.has(fn.id)) return false;
    if (fn.outer !== undefined && fn.outer !== moduleFn(fn.file)) {
      const outer = byId.get(fn.outer);
      return outer !== undefined && !dead.has(outer.id) && fn.captures.length === 0 && fn.kind !== "function";
    }
    if (fn.cls !== undefined) return fn.kind !== "constructor" && isPublic(fn) && (program.cls(fn.cls)?.exported ?? false);
    return fn.exported || fn.kind === "arrow" || fn.kind === "method";
  };
  const entries: FnId[] = [];
  for (const fn of fns) {
    if (isEntry(fn)) entries.push(fn.id);
    else if (!called.has(fn.id) && fn.cls === undefined) dead.add(fn.id);
  }
  return entries;
}

const isPublic = (fn: Fn): boolean => !fn.id.includes(".#") && !fn.id.includes("static #");

function collect(sink: SinkFact, closed: boolean, ambient: Ambient, types: TypeService, into: Flow[]): void {
  const { ref } = sink.entry;
  const { kind } = sink;
  if (ref.r !== "sym" || kind === "response" || kind === "return" || isInput(ref.atom.root) || (!closed && hasInputs(sink.address) && sink.anchor === undefined)) return;
  const chain = closed ? sink.chain.slice(1) : sink.chain;
  const first = chain[0];
  const primitive = sink.chain.at(-1);
  if (!first || !primitive) return;
  const report = sink.anchor ?? { fn: first.fn, at: first.at, carrier: closed ? first.at : sink.carrier };
  for (const { atom, why, classification } of known(ref.atom, sink.entry.why, ambient, types)) {
    const level = LEVELS[Math.min(rank(classification.level), atom.cap)] ?? "operational";
    if (level === "operational") continue;
    into.push({
      kind, node: sink.node, callee: sink.callee, library: sink.library, level, classification, atom, why, report, chain, sink: primitive,
      address: ambient.address(sink.address), inUrl: sink.inUrl, encrypted: atom.encrypted, options: sink.options, ...(sink.client ? { client: sink.client } : {}),
    });
  }
}

/** What an atom outside functions is known to be. */
function* known(atom: Atom, why: Why | undefined, ambient: Ambient, types: TypeService): Iterable<{ atom: Atom; why: Why | undefined; classification: Classification }> {
  if (atom.root.kind !== "ambient") {
    const classification = classifyAtom(atom, types);
    if (classification) yield { atom, why, classification };
    return;
  }
  const { origins, known: filled } = ambient.origins(atom);
  const seen = new Set<string>();
  for (const origin of origins) {
    const classification = classifyAtom(origin.atom, types);
    if (!classification || seen.has(origin.atom.place)) continue;
    seen.add(origin.atom.place);
    yield { atom: origin.atom, why: after(origin.why, why), classification };
  }
  if (filled && seen.size > 0) return;
  if (filled) {
    // What people type into a field has no type: the state that keeps it says what it is.
    const byName = origins.some((origin) => origin.atom.base === "" && origin.atom.cap > 0) ? classifyAtom(atom, types) : undefined;
    if (byName) yield { atom, why: after(origins[0]?.why, why), classification: byName };
    return;
  }
  const byType = atom.base === "" ? undefined : classifyAtom(atom, types);
  if (byType) yield { atom, why, classification: byType };
}

/** The steps of a read of shared state after those that led into it. */
function after(first: Why | undefined, then: Why | undefined): Why | undefined {
  if (!then) return first;
  return { ...then, prev: after(first, then.prev) };
}

function classifyAtom(atom: Atom, types: TypeService): Classification | undefined {
  const { root } = atom;
  if (root.kind === "source") {
    const level = root.level === 2 ? "phi-direct" : "phi-indirect";
    return { level, categories: root.category === "" ? [] : [root.category as Classification["categories"][number]], confidence: "high", evidence: "policy", fields: 1 };
  }
  if (root.kind === "output") return undefined;
  const file = "fn" in root ? root.fn.slice(0, root.fn.indexOf("#")) : undefined;
  const found = types.classify(atom.base, atom.hint, atom.path.slice(atom.typedAt), atom.except, file);
  return found && found.level !== "operational" ? found : undefined;
}
