// Top-level functions and classes: known without running their module, so that a call from one to another does not make the module, and
// with it everything the module does when it loads, part of a recursive component.

import type { FileFacts, FnId, Program, Stmt } from "../ir/ir";
import { moduleFn } from "../ir/ir";
import type { ClassId } from "../ir/types";

export type Static = { readonly fn: FnId } | { readonly cls: ClassId };

/** Ids of global objects that stand for static declarations. */
export const STATIC_FUNCTION = "G:fn:";
export const STATIC_CLASS = "G:class:";

const indexes = new WeakMap<FileFacts, Map<string, Static>>();

/** What a top-level name certainly is: a function or a class that is never assigned again. */
export function staticOf(program: Program, file: string, name: string): Static | undefined {
  const facts = program.facts(file);
  if (!facts) return undefined;
  let index = indexes.get(facts);
  if (!index) {
    index = indexOf(program, facts);
    indexes.set(facts, index);
  }
  return index.get(name);
}

function indexOf(program: Program, facts: FileFacts): Map<string, Static> {
  const found = new Map<string, Static>();
  const again = new Set(facts.assignedInFunctions);
  const body = program.fn(moduleFn(facts.path))?.body ?? [];
  for (const stmt of body) {
    const name = declaredName(stmt);
    if (name === undefined) {
      const target = stmt.s === "expr" && stmt.of.k === "assign" && stmt.of.to.to === "module" ? stmt.of.to.name : undefined;
      if (target !== undefined) again.add(target);
      continue;
    }
    if (found.has(name)) again.add(name);
    const what = stmt.s === "let" ? staticInit(program, stmt) : undefined;
    if (what) found.set(name, what);
  }
  for (const name of again) found.delete(name);
  return found;
}

const declaredName = (stmt: Stmt): string | undefined => (stmt.s === "let" && stmt.scope === "module" ? stmt.name : undefined);

function staticInit(program: Program, stmt: Stmt & { readonly s: "let" }): Static | undefined {
  if (stmt.tag) return undefined;
  if (stmt.init?.k === "closure") return { fn: stmt.init.fn };
  if (stmt.init?.k !== "class") return undefined;
  const { cls, base } = stmt.init;
  const simple = base === undefined || program.base(cls) !== undefined || base.k === "global";
  return simple ? { cls } : undefined;
}
