// Globals of the program: what scripts declare for one another, and what any file assigns without declaring it or hangs on the global object.

import type { Expr, FileFacts } from "./ir";

/** Whether a file is no module: its top-level names are everybody's. */
export const isScript = (facts: FileFacts): boolean => facts.imports.length === 0 && facts.exports.length === 0 && facts.exportStars.length === 0 && !facts.commonjs;

/** The names that a file declares at its top level. */
export function topLevelNames(facts: FileFacts): string[] {
  const module = facts.fns.find((fn) => fn.kind === "module");
  return (module?.body ?? []).flatMap((stmt) => (stmt.s === "let" && stmt.scope === "module" ? [stmt.name] : []));
}

const SELVES = new Set(["globalThis", "window", "self", "global"]);

/** `window`, `globalThis` and the like. */
export const isGlobalObject = (expr: Expr): boolean => expr.k === "global" && SELVES.has(expr.name);

/** The name under which the program's index of names has a global that is assigned, or declared by a script, somewhere. */
export const assignedGlobal = (name: string): string => `=${name}`;

/** The name under which the index has a global that is read somewhere. */
export const readGlobal = (name: string): string => `?${name}`;
