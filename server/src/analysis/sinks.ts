// Recording that a value reaches a sink, and finding the expression that carries it.

import type { Expr, Fn, Item, Stmt } from "../ir/ir";
import { isInput, mayBeOutput, rootKey, type Atom } from "./atom";
import type { Frame } from "./frame";
import type { ExitKind, SinkFact, Site } from "./summary";
import { CLEAN, refKey, type Value } from "./value";

/** Most sink facts of one function. Named cap `sinks`. */
export const MAX_SINKS = 400;

/** Adds a fact; the text of this function may show by itself that an input is PHI. */
export function recordSink(frame: Frame, fact: SinkFact): void {
  if (fact.entry.ref.r !== "sym" || frame.sinks.size >= MAX_SINKS) return;
  const { atom } = fact.entry.ref;
  if ((fact.kind === "response" || fact.kind === "return") && (!mayBeOutput(atom) || frame.sinks.size >= MAX_SINKS / 2)) return;
  const primitive = fact.chain.at(-1);
  const first = fact.chain[0];
  const key = `${fact.kind}|${fact.node}|${primitive?.fn}@${primitive?.at}|${first?.at}|${refKey(fact.entry.ref)}|${fact.inUrl}|${fact.anchor ? `${fact.anchor.fn}@${fact.anchor.at}` : ""}|${[...fact.address.keys()].sort().join(",")}`;
  if (frame.sinks.has(key)) return;
  const anchor = fact.anchor ?? (first && isInput(atom.root) && isShown(frame, atom) ? { fn: first.fn, at: first.at, carrier: fact.carrier } : undefined);
  const inner = fact.anchor ?? innerAnchor(frame, atom) ?? anchor;
  frame.sinks.set(key, inner ? { ...fact, anchor: inner } : fact);
}

/** Calls inside callees that run here for them, innermost last. */
export const viaSites = (frame: Frame): Site[] => frame.via.map(({ fn, at }) => ({ fn, at }));

/** A callback that is written in this function is part of its text: the finding stands in it. */
function innerAnchor(frame: Frame, atom: Atom): SinkFact["anchor"] {
  const via = frame.via.findLast((one) => frame.encloses(one.fn));
  if (!via) return undefined;
  const place = atom.place;
  const index = via.args.findIndex((arg) => [...frame.collect(arg).values()].some(({ ref }) => ref.r === "sym" && ref.atom.place === place));
  return { fn: via.fn, at: via.at, carrier: via.sites[index] ?? via.at };
}

/** Whether declared types, tags or names in this function say that the place holds PHI. */
export function isShown(frame: Frame, atom: Atom): boolean {
  const found = frame.types.classify(atom.base, atom.hint, atom.path.slice(atom.typedAt), atom.except, frame.fn.file);
  return found !== undefined && found.level !== "operational" && found.confidence !== "low";
}

/** Records every atom of a value that reaches a part of a sink. */
export function sinkValue(frame: Frame, value: Value, fact: Omit<SinkFact, "entry" | "carrier" | "chain">, at: number): void {
  if (value.size === 0) return;
  for (const entry of frame.collect(value).values()) {
    if (entry.ref.r !== "sym") continue;
    recordSink(frame, { ...fact, entry, chain: [{ fn: frame.fn.id, at }, ...viaSites(frame)], carrier: carrierOf(frame, at, entry.ref.atom) });
  }
}

/** Records what of a value may be a model's where it leaves as an answer, on a page, or as the result of a function. */
export function exitValue(frame: Frame, kind: ExitKind, value: Value, at: number, callee: string): void {
  if (kind === "return" && ![...frame.collect(value).values()].some(({ ref }) => ref.r === "sym" && ref.atom.root.kind === "output")) return;
  sinkValue(frame, value, { kind, node: `js|${callee}`, callee, library: "javascript", address: CLEAN, inUrl: false, options: new Map() }, at);
}

/** The innermost expression inside a call that carries an atom: its `At`, or the call's own. */
export function carrierOf(frame: Frame, at: number, atom: Atom): number {
  const call = expressionAt(frame.fn, at);
  if (!call) return at;
  let best = at;
  let level: readonly Expr[] = partsOf(call);
  for (let depth = 0; depth < 40; depth++) {
    const next = level.find((expr) => carries(frame, expr, atom, true)) ?? level.find((expr) => carries(frame, expr, atom, false));
    if (!next || !("at" in next) || next.at === undefined) return best;
    best = next.at;
    if (next.k === "local" || next.k === "captured" || next.k === "get" || next.k === "module") return best;
    level = partsOf(next);
  }
  return best;
}

function carries(frame: Frame, expr: Expr, atom: Atom, exactly: boolean): boolean {
  if (!("at" in expr) || expr.at === undefined) return false;
  const value = frame.values[expr.at];
  if (!value || value.size === 0) return false;
  const place = atom.place;
  const root = rootKey(atom.root);
  for (const { ref } of frame.collect(value).values()) {
    if (ref.r !== "sym") continue;
    if (exactly ? ref.atom.place === place : rootKey(ref.atom.root) === root && isPrefix(ref.atom.path, atom.path)) return true;
  }
  return false;
}

const isPrefix = (a: readonly string[], b: readonly string[]): boolean => a.length <= b.length && a.every((part, index) => part === b[index]);

/** Sub-expressions in which a carrier is looked for, arguments first. */
function partsOf(expr: Expr): Expr[] {
  switch (expr.k) {
    case "call":
      return [...items(expr.args), expr.callee];
    case "object":
    case "jsx":
      return expr.props.flatMap((prop) => (prop.p === "value" || prop.p === "spread" ? [prop.value] : []));
    case "array":
      return items(expr.items);
    case "template":
      return expr.parts.filter((part): part is Expr => typeof part !== "string");
    case "tagged":
    case "opaque":
    case "op":
      return [...expr.args];
    case "cond":
      return [expr.then, expr.else];
    case "logic":
      return [expr.left, expr.right];
    case "get":
    case "rest":
    case "restFrom":
    case "cast":
    case "await":
    case "delete":
      return [expr.of];
    case "assign":
      return [expr.value];
    case "seq":
      return [...expr.of].reverse();
    case "yield":
      return expr.of ? [expr.of] : [];
    default:
      return [];
  }
}

const items = (list: readonly Item[]): Expr[] => list.map((item) => item.value);

const indexes = new WeakMap<Fn, Map<number, Expr>>();

/** The call, assignment or element of a function that has this `At`. */
export function expressionAt(fn: Fn, at: number): Expr | undefined {
  let index = indexes.get(fn);
  if (!index) {
    index = new Map();
    const found = index;
    walkStatements(fn.body, (expr) => {
      if ("at" in expr && expr.at !== undefined && !found.has(expr.at)) found.set(expr.at, expr);
    });
    indexes.set(fn, index);
  }
  return index.get(at);
}

/** Visits every expression below some statements, outer ones first. */
export function walkStatements(body: readonly Stmt[], visit: (expr: Expr) => void): void {
  const stack: Expr[] = [];
  const statement = (stmt: Stmt): void => {
    switch (stmt.s) {
      case "expr":
      case "throw":
        stack.push(stmt.of);
        break;
      case "return":
        if (stmt.of) stack.push(stmt.of);
        break;
      case "let":
        if (stmt.init) stack.push(stmt.init);
        break;
      case "if":
        stack.push(stmt.test);
        stmt.then.forEach(statement);
        stmt.else.forEach(statement);
        break;
      case "loop":
        if (stmt.test) stack.push(stmt.test);
        if (stmt.update) stack.push(stmt.update);
        stmt.body.forEach(statement);
        break;
      case "each":
        stack.push(stmt.over);
        stmt.body.forEach(statement);
        break;
      case "switch":
        stack.push(stmt.on);
        for (const one of stmt.cases) {
          if (one.test) stack.push(one.test);
          one.body.forEach(statement);
        }
        break;
      case "try":
        stmt.body.forEach(statement);
        stmt.handler?.forEach(statement);
        stmt.finalizer?.forEach(statement);
        break;
      case "block":
        stmt.body.forEach(statement);
        break;
      default:
        break;
    }
  };
  body.forEach(statement);
  for (let expr = stack.pop(); expr; expr = stack.pop()) {
    visit(expr);
    stack.push(...childrenOf(expr));
  }
}

/** All sub-expressions. */
function childrenOf(expr: Expr): Expr[] {
  const parts = partsOf(expr);
  if (expr.k === "cond") parts.push(expr.test);
  if (expr.k === "tagged") parts.push(expr.tag);
  if (expr.k === "class" && expr.base) parts.push(expr.base);
  if (expr.k === "jsx" && typeof expr.tag !== "string") parts.push(expr.tag);
  if ((expr.k === "get" || expr.k === "delete") && typeof expr.key !== "string") parts.push(expr.key);
  if (expr.k === "assign" && expr.to.to === "member") {
    parts.push(expr.to.of);
    if (typeof expr.to.key !== "string") parts.push(expr.to.key);
  }
  if (expr.k === "object" || expr.k === "jsx") for (const prop of expr.props) if (prop.p !== "spread" && typeof prop.key !== "string") parts.push(prop.key);
  return parts;
}
