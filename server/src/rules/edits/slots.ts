// The expression to wrap so that a carrier no longer carries: the widest one that is a part of the call's own text, so that what is
// passed on to other functions keeps its type.

import { expressionAt } from "../../analysis/sinks";
import type { Expr, Fn, FnId } from "../../ir/ir";
import { walkStmts } from "../../ir/walk";
import { type Facts, spanOf } from "../rule";
import { characterBefore, type Span, skipBlanks } from "./text";

export interface Slot {
  readonly fn: Fn;
  readonly expr: Expr;
  readonly span: Span;
  /** `{ ssn }`: the name of the property is the expression. */
  readonly shorthand: boolean;
  /** `...patient` */
  readonly spread: boolean;
  /** Whatever stands there becomes part of a text. */
  readonly textual: boolean;
  /** The expressions around it, from the call inwards. */
  readonly around: readonly Expr[];
}

/** The slot inside the expression `at` that holds the offsets; undefined where nothing there can be wrapped. */
export function slotOf(facts: Facts, fnId: FnId, at: number, inner: Span): Slot | undefined {
  const fn = facts.program.fn(fnId);
  const root = fn && (thrownAt(fn, at) ?? expressionAt(fn, at));
  if (!fn || !root) return undefined;
  const text = facts.text(fn.file);
  const outer = "at" in root && root.at !== undefined ? spanOf(fn, root.at) : inner;
  const whole = inner[0] <= outer[0] && outer[1] <= inner[1];
  let slot: Slot | undefined;
  const around: Expr[] = [root];
  let level = openParts(root, true);
  for (let depth = 0; depth < 60; depth++) {
    const next = level.find(({ expr }) => holds(fn, expr, inner)) ?? (slot || whole ? onlyVariable(level) : undefined);
    if (!next) break;
    const span = spanOf(fn, (next.expr as { at: number }).at);
    const shorthand = next.key !== undefined && isShorthand(text, span, next.key);
    slot = { fn, expr: next.expr, span, shorthand, spread: next.spread ?? false, textual: next.textual ?? (slot?.textual === true && passes(slot.expr)), around: [...around] };
    around.push(next.expr);
    level = openParts(next.expr, false);
  }
  // What is returned is a place by itself.
  if (!slot && holds(fn, root, inner) && (root.k === "get" || root.k === "local" || root.k === "template")) slot = { fn, expr: root, span: outer, shorthand: false, spread: false, textual: false, around: [] };
  return slot && isWrappable(slot, text) ? slot : undefined;
}

/** What the `throw` statement at a place throws: errors are reported there. */
function thrownAt(fn: Fn, at: number): Expr | undefined {
  let found: Expr | undefined;
  walkStmts(fn.body, { stmt: (stmt) => { if (stmt.s === "throw" && stmt.at === at) found = stmt.of; } });
  return found;
}

interface Part {
  readonly expr: Expr;
  readonly key?: string;
  readonly spread?: boolean;
  readonly textual?: boolean;
}

/** The one part that is not constant: what a carrier that is named as a whole comes down to. */
function onlyVariable(parts: readonly Part[]): Part | undefined {
  const variable = parts.filter(({ expr }) => expr.k !== "const");
  return variable.length === 1 ? variable[0] : undefined;
}

const passes = (expr: Expr): boolean => expr.k === "cond" || expr.k === "logic" || expr.k === "seq";

/** Parts of an expression that may be changed without changing what functions of the workspace are given. */
function openParts(expr: Expr, reported: boolean): readonly Part[] {
  switch (expr.k) {
    case "call":
      return reported || isTransparent(expr.callee, expr.new === true) ? expr.args.map(({ value, spread }) => ({ expr: value, ...(spread ? { spread } : {}) })) : [];
    case "object":
    case "jsx":
      return expr.props.flatMap((prop): Part[] =>
        prop.p === "value" ? [{ expr: prop.value, ...(expr.k === "object" && typeof prop.key === "string" ? { key: prop.key } : {}) }] : prop.p === "spread" ? [{ expr: prop.value, spread: true }] : []);
    case "array":
      return expr.items.map(({ value, spread }) => ({ expr: value, ...(spread ? { spread } : {}) }));
    case "template":
      return expr.parts.flatMap((part) => (typeof part === "string" ? [] : [{ expr: part, textual: true }]));
    case "tagged":
      return expr.args.map((arg) => ({ expr: arg }));
    case "op":
      return expr.op === "+" ? expr.args.map((arg) => ({ expr: arg, textual: true })) : [];
    case "cond":
      return [{ expr: expr.then }, { expr: expr.else }];
    case "logic":
      return expr.op === "&&" ? [{ expr: expr.right }] : [];
    case "seq":
      return expr.of.slice(-1).map((last) => ({ expr: last }));
    case "assign":
      return reported ? [{ expr: expr.value }] : [];
    default:
      return [];
  }
}

const TRANSPARENT = new Set(["String", "encodeURIComponent", "encodeURI", "Error", "TypeError", "RangeError", "URLSearchParams"]);

/** Functions of the language that take anything of the same kind. */
function isTransparent(callee: Expr, isNew: boolean): boolean {
  if (callee.k === "global") return TRANSPARENT.has(callee.name) && (isNew || !/Params$/.test(callee.name));
  return callee.k === "get" && callee.of.k === "global" && callee.of.name === "JSON" && callee.key === "stringify";
}

function holds(fn: Fn, expr: Expr, [from, to]: Span): boolean {
  if (!("at" in expr) || expr.at === undefined) return false;
  const [start, end] = spanOf(fn, expr.at);
  return start <= from && to <= end && end > start;
}

/** Whether a variable of the function is used nowhere else: without this use nobody would read it. */
export function isOnlyUse(text: string, { fn, expr, span }: Slot): boolean {
  if (expr.k !== "local") return false;
  const name = text.slice(span[0], span[1]);
  const inside = text.slice(fn.spans[0], fn.spans[1]);
  return /^[\w$]+$/.test(name) && inside.split(new RegExp(`(?<![.\\w$])${name.replace(/\$/g, "\\$")}(?![\\w$])`)).length <= 3;
}

function isShorthand(text: string, [from, to]: Span, key: string): boolean {
  if (text.slice(from, to) !== key) return false;
  const after = text[skipBlanks(text, to)] ?? "";
  return /[{,]/.test(characterBefore(text, from)) && /[,}]/.test(after);
}

/** Functions and classes are no values to wrap; neither is a text that is not whole (made by desugaring). */
function isWrappable({ expr, span }: Slot, text: string): boolean {
  if (expr.k === "closure" || expr.k === "class" || expr.k === "const" || expr.k === "super") return false;
  return /\S/.test(text.slice(span[0], span[1]));
}
