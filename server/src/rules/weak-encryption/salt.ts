// Whether something secret or random is hashed together with the data: then trying all values does not help.

import { expressionAt } from "../../analysis/sinks";
import type { CallFact, Site } from "../../analysis/summary";
import type { Expr, Fn } from "../../ir/ir";
import { walkExpr, walkStmts } from "../../ir/walk";
import type { Facts } from "../rule";

/** Looks at what the hash is fed with, where it is made and where a helper that makes it is called. */
export function isSalted(facts: Facts, fact: CallFact): boolean {
  return [fact.at, ...(fact.from ? [fact.from] : [])].some((site) => saltedAt(facts, site));
}

function saltedAt(facts: Facts, site: Site): boolean {
  const fn = facts.program.fn(site.fn);
  const call = fn && expressionAt(fn, site.at);
  if (!fn || !call) return false;
  let salted = false;
  for (const fed of fedTo(fn, call)) walkExpr(fed, { expr: (expr) => { if (isSalt(expr)) salted = true; } });
  return salted;
}

/** Arguments of the call itself, and of the `update` calls of its chain or of the variable that it hangs on. */
function fedTo(fn: Fn, call: Expr): Expr[] {
  const fed: Expr[] = [];
  for (let at: Expr | undefined = call; at; ) {
    if (at.k === "await" || at.k === "cast") {
      at = at.of;
      continue;
    }
    if (at.k === "local" || at.k === "captured") {
      const { name } = at;
      walkStmts(fn.body, { expr: (expr) => { if (expr.k === "call" && expr.callee.k === "get" && expr.callee.key === "update") { const base = baseOf(expr.callee.of); if ("name" in base && base.name === name) fed.push(...expr.args.map((arg) => arg.value)); } } });
      break;
    }
    if (at.k !== "call") break;
    if (at.callee.k !== "get") {
      if (at === call) fed.push(...at.args.map((arg) => arg.value));
      break;
    }
    if (at.callee.key !== "digest") fed.push(...at.args.map((arg) => arg.value));
    at = at.callee.of;
  }
  return fed;
}

const baseOf = (expr: Expr): Expr => (expr.k === "call" && expr.callee.k === "get" ? baseOf(expr.callee.of) : expr);

const SALT = /salt|pepper|secret|nonce|random|entropy|uuid|(?:^|_)key$|Key$|KEY$/;

const isSalt = (expr: Expr): boolean => {
  if (expr.k === "local" || expr.k === "captured" || expr.k === "module") return SALT.test(expr.name.replace(/~\d+$/, ""));
  if (expr.k === "get" && typeof expr.key === "string") return SALT.test(expr.key);
  return false;
};
