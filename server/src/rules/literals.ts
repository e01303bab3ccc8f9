// Where the literals that control rules are about are written, and drafts of findings that stand there.

import { expressionAt } from "../analysis/sinks";
import type { CallFact, Site } from "../analysis/summary";
import { LITERAL, type Entry } from "../analysis/value";
import type { FlowStep, Place, Severity } from "../engine/api";
import type { Expr, Fn } from "../ir/ir";
import { walkExpr, walkStmts } from "../ir/walk";
import { type Draft, type Facts, placeOf, siteOf, spanOf } from "./rule";

/** What a control rule says of a call. */
export interface Weakness {
  readonly fact: CallFact;
  /** The constant that is wrong, where there is one. */
  readonly entry?: Entry;
  /** The name of the option it stands under, to find it in the call. */
  readonly option?: string;
  /** Without a constant: whether it is this call that makes it so, not one that it leads to. */
  readonly shown?: boolean;
  readonly message: string;
  readonly severity?: Severity;
  readonly confidence?: Draft["confidence"];
  readonly data?: Draft["data"];
}

/** Every call fact of the program, own ones and those that callers complete. */
export function* callFacts(facts: Facts): Iterable<CallFact> {
  for (const file of facts.program.files) {
    for (const fn of facts.program.facts(file)?.fns ?? []) yield* facts.summary(fn.id).calls;
  }
  for (const entry of facts.entries) yield* facts.entrySummary(entry).calls;
}

/** One draft for each place and message, at the literal if the program has it, else at the call. */
export function* weaknessDrafts(facts: Facts, rule: string, citation: string, found: Iterable<Weakness>): Iterable<Draft> {
  const seen = new Set<string>();
  for (const weakness of found) {
    const { fact, entry } = weakness;
    if (fact.from && !entry && !weakness.shown) continue;
    const site = ownSite(fact);
    const call = siteOf(facts.program, site.fn, site.at);
    if (!call) continue;
    const inCall = literalInCall(facts, site, entry, weakness.option);
    const elsewhere = inCall ? undefined : literalElsewhere(facts, entry);
    if (!inCall && !elsewhere && fact.from?.fn.endsWith("<entry>")) continue;
    const at = inCall ?? elsewhere ?? call;
    const key = `${at.file}:${at.range.start.line}:${at.range.start.column}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const enclosing = elsewhere ? undefined : (enclosingCall(facts, site) ?? call);
    yield {
      rule, citation, file: at.file, range: at.range, confidence: weakness.confidence ?? "high", categories: [], message: weakness.message, flow: [], sinks: [],
      ...(enclosing ? { enclosing: enclosing.range } : {}), related: related(at, call, fact),
      ...(weakness.severity ? { severity: weakness.severity } : {}), identity: [site.fn.slice(site.fn.indexOf("#") + 1), fact.callee, weakness.option ?? ""],
      data: { ...weakness.data, callee: fact.callee, fn: site.fn, at: site.at, ...(weakness.option ? { option: weakness.option } : {}) },
    };
  }
}

/** The call of a workspace function that a fact is about. */
export const ownSite = (fact: CallFact): Site => {
  const site = fact.from ?? fact.at;
  return site.fn.endsWith("<entry>") ? fact.at : site;
};

const related = (at: Place, call: Place, fact: CallFact): FlowStep[] =>
  at.file === call.file && at.range.start.line === call.range.start.line ? [] : [{ ...call, text: `used by ${fact.callee || "this call"}` }];

/** The literal among the parts of the call itself. */
function literalInCall(facts: Facts, site: Site, entry: Entry | undefined, option: string | undefined): Place | undefined {
  const fn = facts.program.fn(site.fn);
  const expr = fn && expressionAt(fn, site.at);
  if (!fn || !expr || !entry) return undefined;
  let found: Expr | undefined;
  walkExpr(expr, {
    expr: (one) => {
      if (option !== undefined && one.k === "object") {
        for (const prop of one.props) if (prop.p === "value" && prop.key === option && isWritten(prop.value, entry)) found = prop.value;
      } else if (!found && isWritten(one, entry)) found = one;
    },
  });
  return placeOfExpr(facts, fn, found);
}

/** The literal in the function that its witness names: a variable, a table, a default. */
function literalElsewhere(facts: Facts, entry: Entry | undefined): Place | undefined {
  if (entry?.why?.text !== LITERAL) return undefined;
  const fn = facts.program.fn(entry.why.fn);
  if (!fn) return undefined;
  const exact = expressionAt(fn, entry.why.at);
  if (exact && isWritten(exact, entry)) return placeOfExpr(facts, fn, exact);
  let found: Expr | undefined;
  walkStmts(fn.body, { expr: (one) => { if (!found && isWritten(one, entry)) found = one; } });
  return placeOfExpr(facts, fn, found);
}

/** `http://` of a text that goes on with something unknown. */
export function leadingLiteral(facts: Facts, entry: Entry): string {
  const fn = entry.why?.text === LITERAL ? facts.program.fn(entry.why.fn) : undefined;
  const expr = fn && entry.why && expressionAt(fn, entry.why.at);
  const first = expr?.k === "template" ? expr.parts[0] : expr?.k === "const" ? expr.v : undefined;
  return typeof first === "string" ? first : "";
}

const placeOfExpr = (facts: Facts, fn: Fn, expr: Expr | undefined): Place | undefined =>
  expr && "at" in expr && expr.at !== undefined ? placeOf(facts.program, fn.file, spanOf(fn, expr.at)) : undefined;

/** Whether an expression is the constant, or the text that it begins with. */
function isWritten(expr: Expr, entry: Entry): boolean {
  const { ref } = entry;
  const text = ref.r === "const" ? ref.value : ref.r === "text" ? ref.lead : undefined;
  if (expr.k === "const") {
    if (ref.r === "led") return typeof expr.v === "string" && /^[a-z]+:\/\/$/i.test(expr.v);
    if (expr.v === text) return true;
    return typeof expr.v === "string" && typeof text === "string" && expr.v.length > 4 && text.startsWith(expr.v);
  }
  if (expr.k !== "template") return false;
  const [first] = expr.parts;
  if (typeof first !== "string" || first === "") return false;
  return ref.r === "led" ? /^[a-z]+:\/\/$/i.test(first) : typeof text === "string" && text.startsWith(first);
}

/** The smallest call around an expression of a function. */
export function enclosingCall(facts: Facts, site: Site): Place | undefined {
  const fn = facts.program.fn(site.fn);
  if (!fn) return undefined;
  const [from, to] = spanOf(fn, site.at);
  let best: readonly [number, number] | undefined;
  walkStmts(fn.body, {
    expr: (one) => {
      if (one.k !== "call") return;
      const span = spanOf(fn, one.at);
      if (span[0] > from || span[1] < to) return;
      if (!best || span[1] - span[0] < best[1] - best[0]) best = span;
    },
  });
  return best && placeOf(facts.program, fn.file, best);
}
