// Whether the initialisation vector of a call is one that outlives it: a variable of the module, a field, or a local of an outer scope.

import { expressionAt } from "../../analysis/sinks";
import type { CallFact } from "../../analysis/summary";
import type { Expr, Fn, Stmt } from "../../ir/ir";
import { walkStmts } from "../../ir/walk";
import type { Facts } from "../rule";

/** Whether the same vector is used for several messages, as far as the text of the function shows. */
export function isReused(facts: Facts, fact: CallFact): boolean {
  const fn = facts.program.fn(fact.at.fn);
  const call = fn && expressionAt(fn, fact.at.at);
  const node = facts.models.byId(fact.node);
  const part = (node?.callModel ?? node?.constructModel)?.crypto?.iv;
  if (!fn || call?.k !== "call" || part === undefined) return false;
  const iv = partOf(call, part);
  switch (iv?.k) {
    case "module":
      return facts.program.binding(fn.file, iv.name).b === "variable" && fn.kind !== "module";
    case "captured":
      return isRandom(initialOf(outerOf(facts, fn, iv.name), iv.name));
    case "get":
      return iv.of.k === "this" && typeof iv.key === "string" && isFieldOnce(facts, fn, iv.key);
    case "local":
      return isRandom(initialOf(fn, iv.name)) && (isOutsideLoop(fn, iv.name, fact.at.at) || earlierUses(facts, fn, iv.name, part, fact.at.at));
    default:
      return false;
  }
}

/** The expression of a part: `2`, or `0.iv` in an object literal. */
function partOf(call: Expr & { readonly k: "call" }, part: string): Expr | undefined {
  const [head = "", ...path] = part.split(".");
  let expr = call.args[Number(head)]?.value;
  for (const key of path) {
    if (expr?.k !== "object") return undefined;
    const found = expr.props.find((prop) => prop.p === "value" && prop.key === key);
    expr = found?.p === "value" ? found.value : undefined;
  }
  return expr?.k === "cast" ? expr.of : expr;
}

function outerOf(facts: Facts, fn: Fn, name: string): Fn | undefined {
  for (let at = fn.outer; at !== undefined; ) {
    const outer = facts.program.fn(at);
    if (!outer) return undefined;
    if (outer.cells.includes(name)) return outer;
    at = outer.outer;
  }
  return undefined;
}

function initialOf(fn: Fn | undefined, name: string): Expr | undefined {
  let found: Expr | undefined;
  if (fn) walkStmts(fn.body, { stmt: (stmt) => { if (stmt.s === "let" && stmt.name === name) found = stmt.init; } });
  return found;
}

const isRandom = (expr: Expr | undefined): boolean => {
  const call = expr?.k === "await" ? expr.of : expr;
  if (call?.k !== "call") return false;
  const name = call.callee.k === "get" ? call.callee.key : "name" in call.callee ? call.callee.name : "";
  return typeof name === "string" && /random/i.test(name);
};

/** A field that the constructor fills with a vector of its own making. */
function isFieldOnce(facts: Facts, fn: Fn, key: string): boolean {
  const decl = fn.cls === undefined ? undefined : facts.program.cls(fn.cls);
  const maker = decl && facts.program.fn(decl.constructorFn);
  let once = false;
  if (maker) walkStmts(maker.body, { expr: (expr) => { if (expr.k === "assign" && expr.to.to === "member" && expr.to.of.k === "this" && expr.to.key === key && isRandom(expr.value)) once = true; } });
  return once;
}

/** Whether a loop around the call does not make the variable anew. */
function isOutsideLoop(fn: Fn, name: string, at: number): boolean {
  const scopes = (body: readonly Stmt[], loops: readonly Stmt[]): { call?: readonly Stmt[]; made?: readonly Stmt[] } => {
    let result: { call?: readonly Stmt[]; made?: readonly Stmt[] } = {};
    for (const stmt of body) {
      if (stmt.s === "let" && stmt.name === name) result = { ...result, made: loops };
      if (stmt.s === "loop" || stmt.s === "each") {
        result = { ...result, ...scopes(stmt.body, [...loops, stmt]) };
        continue;
      }
      for (const inner of blocksOf(stmt)) result = { ...result, ...scopes(inner, loops) };
      walkStmts([stmt], { expr: (expr) => { if ("at" in expr && expr.at === at && expr.k === "call") result = { call: loops, ...result }; } });
    }
    if (!result.call) walkStmts(body, { expr: (expr) => { if ("at" in expr && expr.at === at && expr.k === "call") result = { call: loops, ...result }; } });
    return result;
  };
  const { call, made } = scopes(fn.body, []);
  return call !== undefined && made !== undefined && call.length > made.length;
}

const blocksOf = (stmt: Stmt): readonly (readonly Stmt[])[] => {
  switch (stmt.s) {
    case "if":
      return [stmt.then, stmt.else];
    case "try":
      return [stmt.body, stmt.handler ?? [], stmt.finalizer ?? []];
    case "block":
      return [stmt.body];
    case "switch":
      return stmt.cases.map((one) => one.body);
    default:
      return [];
  }
};

/** Whether an earlier call of the function encrypts with the same vector. */
function earlierUses(facts: Facts, fn: Fn, name: string, part: string, at: number): boolean {
  const start = fn.spans[2 * at] ?? 0;
  return facts.summary(fn.id).calls.some((other) => {
    if (other.from !== undefined || other.at.fn !== fn.id || !other.parts.has("crypto:iv") || (fn.spans[2 * other.at.at] ?? 0) >= start) return false;
    const node = facts.models.byId(other.node);
    if (node?.callModel?.crypto?.does !== "encrypt") return false;
    const call = expressionAt(fn, other.at.at);
    const iv = call?.k === "call" ? partOf(call, part) : undefined;
    return iv?.k === "local" && iv.name === name;
  });
}
