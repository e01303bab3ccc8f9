// One walk over the IR of a function, shared by all that only look for something in it.

import type { Expr, Key, Stmt, Target } from "./ir";

export interface Visitor {
  readonly expr?: (e: Expr) => void;
  readonly stmt?: (s: Stmt) => void;
  readonly target?: (t: Target) => void;
}

/** Calls back for each statement, expression and target, outermost first, in order of evaluation. */
export function walkStmts(stmts: readonly Stmt[], v: Visitor): void {
  for (const s of stmts) walkStmt(s, v);
}

/** The same for one expression. */
export function walkExpr(e: Expr, v: Visitor): void {
  v.expr?.(e);
  const key = (k: Key): void => {
    if (typeof k !== "string") walkExpr(k, v);
  };
  const all = (list: readonly Expr[]): void => {
    for (const x of list) walkExpr(x, v);
  };
  switch (e.k) {
    case "class":
      if (e.base) walkExpr(e.base, v);
      break;
    case "object":
    case "jsx":
      if (e.k === "jsx" && typeof e.tag !== "string") walkExpr(e.tag, v);
      for (const p of e.props) {
        if (p.p !== "spread") key(p.key);
        if (p.p === "value" || p.p === "spread") walkExpr(p.value, v);
      }
      break;
    case "array":
      for (const i of e.items) walkExpr(i.value, v);
      break;
    case "get":
    case "delete":
      walkExpr(e.of, v);
      key(e.key);
      break;
    case "rest":
      walkExpr(e.of, v);
      for (const k of e.except) key(k);
      break;
    case "restFrom":
    case "await":
    case "cast":
      walkExpr(e.of, v);
      break;
    case "yield":
      if (e.of) walkExpr(e.of, v);
      break;
    case "assign":
      v.target?.(e.to);
      if (e.to.to === "member") {
        walkExpr(e.to.of, v);
        key(e.to.key);
      }
      walkExpr(e.value, v);
      break;
    case "op":
    case "opaque":
      all(e.args);
      break;
    case "template":
      for (const p of e.parts) if (typeof p !== "string") walkExpr(p, v);
      break;
    case "tagged":
      walkExpr(e.tag, v);
      all(e.args);
      break;
    case "cond":
      all([e.test, e.then, e.else]);
      break;
    case "logic":
      all([e.left, e.right]);
      break;
    case "call":
      walkExpr(e.callee, v);
      for (const i of e.args) walkExpr(i.value, v);
      break;
    case "seq":
      all(e.of);
      break;
  }
}

function walkStmt(s: Stmt, v: Visitor): void {
  v.stmt?.(s);
  const some = (e: Expr | undefined): void => {
    if (e) walkExpr(e, v);
  };
  switch (s.s) {
    case "expr":
    case "throw":
    case "return":
      some(s.of);
      break;
    case "let":
      some(s.init);
      break;
    case "if":
      walkExpr(s.test, v);
      walkStmts(s.then, v);
      walkStmts(s.else, v);
      break;
    case "loop":
      if (!s.after) some(s.test);
      walkStmts(s.body, v);
      some(s.update);
      if (s.after) some(s.test);
      break;
    case "each":
      walkExpr(s.over, v);
      walkStmts(s.body, v);
      break;
    case "switch":
      walkExpr(s.on, v);
      for (const c of s.cases) {
        some(c.test);
        walkStmts(c.body, v);
      }
      break;
    case "try":
      walkStmts(s.body, v);
      walkStmts(s.handler ?? [], v);
      walkStmts(s.finalizer ?? [], v);
      break;
    case "block":
      walkStmts(s.body, v);
      break;
  }
}
