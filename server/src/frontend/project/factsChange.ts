// What an edit changed in a file, seen from other files: whether links, declarations or only bodies. Positions never count.

import type { FileFacts, Fn, FnId, Stmt } from "../../ir/ir";

export interface FactsChange {
  /** The file came or went. */
  readonly presence: boolean;
  /** Imports, exports, re-exports. */
  readonly links: boolean;
  /** Types, classes, annotations of variables and signatures of functions: what other files may have been told by it. */
  readonly declarations: boolean;
  /** Functions whose code is not what it was, new ones included; sorted. */
  readonly bodies: readonly FnId[];
  /** Functions that are gone; sorted. */
  readonly removed: readonly FnId[];
}

/** Compares two versions of a file's facts. */
export function compareFacts(before: FileFacts | undefined, after: FileFacts | undefined): FactsChange {
  if (before === after || (before && after && before.textHash === after.textHash && before.path === after.path)) return NOTHING;
  const old = new Map((before?.fns ?? []).map((fn) => [fn.id, fn.hash]));
  const bodies: FnId[] = [];
  for (const fn of after?.fns ?? []) {
    if (old.get(fn.id) !== fn.hash) bodies.push(fn.id);
    old.delete(fn.id);
  }
  const presence = before === undefined || after === undefined;
  return {
    presence,
    links: presence || text(linksIn(before)) !== text(linksIn(after)),
    declarations: presence || text(declarationsIn(before)) !== text(declarationsIn(after)),
    bodies: bodies.sort(), removed: [...old.keys()].sort(),
  };
}

/** The signatures of functions, without their code. */
export function signaturesOf(fns: readonly Fn[]): readonly Partial<Fn>[] {
  return fns.map(({ id, kind, params, returns, predicate, typeParams, tag, exported, contextType, cls, static: isStatic, async: isAsync, generator, decorators }) => ({
    id, kind, params, returns, predicate, typeParams, tag, exported, contextType, cls, static: isStatic, async: isAsync, generator, decorators,
  }));
}

const NOTHING: FactsChange = { presence: false, links: false, declarations: false, bodies: [], removed: [] };

/** Imports, exports, re-exports. */
export function linksIn({ imports, exports, exportStars, commonjs, fns }: FileFacts): unknown {
  // What a CommonJS module exports is in its top-level code.
  return [imports, exports, exportStars, commonjs, commonjs && fns.find((fn) => fn.kind === "module")?.hash];
}

/** What other files may have been told by a file. */
export function declarationsIn(facts: FileFacts, fns: readonly Fn[] = facts.fns): unknown {
  const { types, classes, variables, assignedInFunctions, directives } = facts;
  return [types, classes, variables, assignedInFunctions, directives, signaturesOf(fns), prototypesIn(facts)];
}

/** Top-level statements that put members on functions and prototypes: callers of a constructor look there. */
function prototypesIn({ fns }: FileFacts): readonly Stmt[] {
  const body = fns.find((fn) => fn.kind === "module")?.body ?? [];
  return body.filter((stmt) => {
    if (stmt.s !== "expr") return false;
    const { of } = stmt;
    if (of.k === "assign") return of.to.to === "member" && (of.to.of.k === "module" || (of.to.of.k === "get" && of.to.of.key === "prototype"));
    return of.k === "call" && of.callee.k === "get" && (of.callee.key === "inherits" || of.callee.key === "setPrototypeOf" || of.callee.key === "assign");
  });
}

/** A canonical text of facts without positions. */
const text = (value: unknown): string => JSON.stringify(value, (key, inner: unknown) => (key === "span" || key === "at" ? undefined : inner));
