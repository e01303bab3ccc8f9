// Checks what every lowered file must keep to. For tests: what it finds is a mistake of the lowering, never of the user.

import type { At, Expr, FileFacts, Fn, Param, Target } from "./ir";
import { walkExpr, walkStmts, type Visitor } from "./walk";

/** Temporaries are set by assignments, never declared. */
const TEMPORARY = /^%\d+$/;

/** All broken invariants of a file, as sentences. */
export function validateFile(facts: FileFacts): string[] {
  const problems: string[] = [];
  const fns = new Map<string, Fn>();
  for (const fn of facts.fns) {
    if (fns.has(fn.id)) problems.push(`${fn.id}: the id is not unique`);
    fns.set(fn.id, fn);
  }
  const classes = new Set(facts.classes.map((c) => c.id));
  const end = facts.fns[0]?.spans[1] ?? 0;
  for (const fn of facts.fns) problems.push(...validateFn(fn, fns, classes, end).map((p) => `${fn.id}: ${p}`));
  for (const c of facts.classes) {
    if (!fns.has(c.constructorFn)) problems.push(`${c.id}: no constructor`);
    if (c.staticFn !== undefined && !fns.has(c.staticFn)) problems.push(`${c.id}: no static initialiser`);
    for (const m of c.methods) if (!m.abstract && !fns.has(m.fn)) problems.push(`${c.id}: no function for method ${m.name}`);
    for (const d of c.decorators) if (!((fns.get(c.constructorFn)?.spans.length ?? 0) > d.at * 2)) problems.push(`${c.id}: decorator ${d.name} is not at a place of the constructor`);
    if (!facts.types.some((t) => t.id === c.id)) problems.push(`${c.id}: no type declaration`);
  }
  const types = new Set<string>();
  for (const t of facts.types) {
    if (types.has(t.id)) problems.push(`${t.id}: the type's id is not unique`);
    types.add(t.id);
  }
  return problems;
}

function validateFn(fn: Fn, fns: ReadonlyMap<string, Fn>, classes: ReadonlySet<string>, end: number): string[] {
  const problems: string[] = [];
  const pairs = fn.spans.length / 2;
  if (fn.spans.length % 2 || pairs < 2) problems.push("spans are no pairs, or fewer than two");
  for (let i = 0; i < fn.spans.length; i += 2) {
    const [from, to] = [fn.spans[i] as number, fn.spans[i + 1] as number];
    if (!(from >= 0 && from <= to && to <= end)) problems.push(`span ${i / 2} is ${from}–${to}`);
  }
  const at = (place: At | undefined, what: string): void => {
    if (place !== undefined && !(Number.isInteger(place) && place >= 0 && place < pairs)) problems.push(`${what} is at ${place} of ${pairs}`);
  };
  const declared = declaredNames(fn, at);
  const owns = (name: string): boolean => declared.has(name);
  const captured = (name: string): void => {
    if (!fn.captures.includes(name)) problems.push(`captured ${name} is not among its captures`);
  };
  const local = (name: string): void => {
    if (!owns(name) && !TEMPORARY.test(name)) problems.push(`local ${name} is not declared`);
  };
  const visitor: Visitor = {
    expr(e: Expr) {
      at(e.at, e.k);
      if (e.k === "local") local(e.name);
      if (e.k === "captured") captured(e.name);
      if (e.k === "closure" && fns.get(e.fn)?.outer !== fn.id) problems.push(`closure ${e.fn} is not inside it`);
      if (e.k === "class" && !classes.has(e.cls)) problems.push(`class ${e.cls} does not exist`);
      if (e.k === "object") for (const p of e.props) if ((p.p === "get" || p.p === "set") && !fns.has(p.fn)) problems.push(`no function for ${p.p} ${p.fn}`);
    },
    target(t: Target) {
      at(t.at, "target");
      if (t.to === "local") local(t.name);
      if (t.to === "captured") captured(t.name);
    },
    stmt(s) {
      if ("at" in s) at(s.at, s.s);
    },
  };
  walkStmts(fn.body, visitor);
  for (const p of fn.params) if (p.default) walkExpr(p.default, visitor);
  for (const d of [...(fn.decorators ?? []), ...fn.params.flatMap((p) => p.decorators ?? [])]) {
    walkExpr(d.callee, visitor);
    for (const a of d.args ?? []) walkExpr(a.value, visitor);
  }
  for (const name of fn.cells) if (!owns(name)) problems.push(`cell ${name} is not declared`);
  for (const name of fn.captures) {
    let owner = fn.outer === undefined ? undefined : fns.get(fn.outer);
    while (owner && !owner.cells.includes(name)) {
      if (!owner.captures.includes(name)) problems.push(`captured ${name} does not pass through ${owner.id}`);
      owner = owner.outer === undefined ? undefined : fns.get(owner.outer);
    }
    if (!owner) problems.push(`captured ${name} is no cell of an enclosing function`);
  }
  if (fn.outer !== undefined && !fns.has(fn.outer)) problems.push(`outer ${fn.outer} does not exist`);
  return problems;
}

function declaredNames(fn: Fn, at: (place: At | undefined, what: string) => void): ReadonlySet<string> {
  const names = new Set<string>();
  for (const p of fn.params as readonly Param[]) {
    names.add(p.name);
    at(p.at, `parameter ${p.name}`);
  }
  const visitor: Visitor = {
    stmt(s) {
      if (s.s === "let" && s.scope === "local") names.add(s.name);
      if (s.s === "each") names.add(s.item);
      if (s.s === "try" && s.param !== undefined) names.add(s.param);
    },
    target(t) {
      // The name of a function or class expression is set, never declared.
      if (t.to === "local") names.add(t.name);
    },
  };
  walkStmts(fn.body, visitor);
  for (const p of fn.params) if (p.default) walkExpr(p.default, visitor);
  return names;
}
