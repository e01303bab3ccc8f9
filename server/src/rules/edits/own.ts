// The project's own functions for a purpose: those that the policy names, else those that are named for it.

import type { TextEdit } from "../../engine/api";
import type { Fn } from "../../ir/ir";
import type { TypeExpr } from "../../ir/types";
import type { CalleePattern } from "../../policy/policy";
import type { Facts } from "../rule";
import { importName } from "./imports";

export interface Own {
  readonly fn: Fn;
  /** As it is called in the file: `record`, `auditLog.record`. */
  readonly callee: string;
  readonly edits: readonly TextEdit[];
}

/** Functions that a file may call: of the policy first, then by name, nearest first. */
export function* ownFunctions(facts: Facts, file: string, patterns: readonly CalleePattern[], byName: (name: string) => boolean, fits: (fn: Fn) => boolean): Iterable<Own> {
  for (const pattern of patterns) {
    for (const candidate of named(facts, pattern)) {
      const { source, name, fn } = candidate;
      if (!fits(fn)) continue;
      const imported = importName(facts, file, source, name);
      yield { fn, callee: [imported.local, ...candidate.rest].join("."), edits: imported.edits };
    }
  }
  if (patterns.length > 0) return;
  const found = topLevel(facts).filter((fn) => byName(nameOf(fn)) && (fn.file === file || facts.program.exportNames(fn.file).includes(nameOf(fn))) && fits(fn));
  for (const fn of found.sort((a, b) => shared(b.file, file) - shared(a.file, file))) {
    const imported = importName(facts, file, fn.file, nameOf(fn));
    yield { fn, callee: imported.local, edits: imported.edits };
  }
}

export const nameOf = (fn: Fn): string => fn.id.slice(fn.id.lastIndexOf("#") + 1);

interface Named {
  readonly source: string;
  readonly name: string;
  readonly rest: readonly string[];
  readonly fn: Fn;
}

const strip = (path: string): string => path.replace(/(?:\/index)?\.[cm]?[jt]sx?$/, "");

/** Exported functions, and methods of exported objects, that a pattern means. */
function* named(facts: Facts, { module, path, decorator }: CalleePattern): Iterable<Named> {
  const [name = "", ...rest] = path;
  if (decorator || module?.kind === "package" || name.includes("*")) return;
  for (const file of module ? facts.program.files.filter((one) => strip(one) === strip(module.path)) : facts.program.files) {
    if (!facts.program.exportNames(file).includes(name)) continue;
    const target = facts.program.exportOf(file, name);
    const home = target.b === "variable" ? target.file : file;
    const fn = facts.program.fn(`${home}#${[target.b === "variable" ? target.name : name, ...rest].join(".")}`);
    // A method of a class needs an instance, which is not known here.
    if (fn && !fn.cls) yield { source: file, name, rest, fn };
  }
}

const functions = new WeakMap<Facts, readonly Fn[]>();

/** Plain functions at the top level outside tests. */
function topLevel(facts: Facts): readonly Fn[] {
  const known = functions.get(facts);
  if (known) return known;
  const found: Fn[] = [];
  for (const file of facts.program.files) {
    if (/(?:^|[/.])(?:tests?|__tests__|specs?|mocks?|__mocks__|fixtures)[/.]/i.test(file.slice(facts.root.length))) continue;
    for (const fn of facts.program.facts(file)?.fns ?? []) {
      if ((fn.outer === undefined || fn.outer.endsWith("#<module>")) && !fn.cls && !fn.generator && /^[A-Za-z_$][\w$]*$/.test(nameOf(fn))) found.push(fn);
    }
  }
  functions.set(facts, found);
  return found;
}

/** Folders that two paths have in common. */
function shared(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
}

export const isText = (type: TypeExpr | undefined): boolean => (type?.t === "prim" && type.name === "string") || (type?.t === "union" && type.of.every((one) => isText(one)));
export const isAny = (type: TypeExpr | undefined): boolean => type === undefined || (type.t === "prim" && (type.name === "unknown" || type.name === "any"));

/** Whether one argument is enough. */
export const takesOne = (fn: Fn): boolean => fn.params[0] !== undefined && !fn.params[0].rest && fn.params.slice(1).every((param) => param.optional || param.default || param.rest);

/** A function from text to text; `Promise<string>` where `async` is allowed. */
export function textToText(fn: Fn, awaits: boolean): boolean {
  const [first] = fn.params;
  const script = /\.[cm]?jsx?$/.test(fn.file);
  const returns = fn.returns?.t === "ref" && fn.returns.name === "Promise" ? fn.returns.args[0] : fn.returns;
  const promised = fn.async === true || (fn.returns?.t === "ref" && fn.returns.name === "Promise");
  return takesOne(fn) && (awaits || !promised) && (script || ((isText(first?.type) || isAny(first?.type)) && isText(returns)));
}

export const isPromised = (fn: Fn): boolean => fn.async === true || (fn.returns?.t === "ref" && fn.returns.name === "Promise");

/** Whether what comes back has the type of what went in: a generic function, or one of text. */
export function keepsType(fn: Fn): boolean {
  const type = fn.params[0]?.type;
  const returns = fn.returns?.t === "ref" && fn.returns.name === "Promise" ? fn.returns.args[0] : fn.returns;
  if (/\.[cm]?jsx?$/.test(fn.file)) return true;
  return type !== undefined && returns !== undefined && JSON.stringify(type) === JSON.stringify(returns);
}
