// Which function redacts a value: one that policy names, one of the workspace, else a helper to create.

import { sanitizerByName } from "../../analysis/sanitizers";
import { symbols } from "../../analysis/value";
import type { Fix, TextEdit } from "../../engine/api";
import type { Fn } from "../../ir/ir";
import type { TypeExpr } from "../../ir/types";
import { walkStmts } from "../../ir/walk";
import type { CalleePattern } from "../../policy/policy";
import type { Facts } from "../rule";
import { redactHelper } from "./helper";
import { importName } from "./imports";
import type { Slot } from "./slots";

export interface Redactor {
  readonly local: string;
  readonly edits: readonly TextEdit[];
  readonly creates?: NonNullable<Fix["creates"]>;
}

/** What is known of the values to be redacted. */
export interface Wanted {
  readonly file: string;
  readonly slots: readonly Slot[];
  /** Every value is certainly a text. */
  readonly text: boolean;
}

/** A function that takes and gives what the slots need. */
export function redactorFor(facts: Facts, wanted: Wanted): Redactor {
  const own = candidates(facts, wanted.file).find((fn) => fits(fn, wanted));
  if (own) return importName(facts, wanted.file, own.file, nameOf(own));
  const helper = redactHelper(facts, wanted.file);
  const imported = importName(facts, wanted.file, helper.file, helper.name);
  return { ...imported, ...(helper.text === undefined ? {} : { creates: [{ file: helper.file, text: helper.text }] }) };
}

const nameOf = (fn: Fn): string => fn.id.slice(fn.id.lastIndexOf("#") + 1);

/** Sanitizers of the workspace that may be used in a file: those of the policy first, then those that are nearest. */
function candidates(facts: Facts, file: string): Fn[] {
  const { sanitizers } = facts.policyFor(file);
  const declared: Fn[] = [];
  const named: Fn[] = [];
  for (const fn of exportedFunctions(facts)) {
    if (fn.file !== file && !facts.program.exportNames(fn.file).includes(nameOf(fn))) continue;
    if (sanitizers.some(({ callee, yields, arguments: at }) => yields === "operational" && (at === undefined || at.includes(0)) && names(callee, fn.file, nameOf(fn)))) declared.push(fn);
    else if (sanitizerByName(nameOf(fn)) === 0 && removes(facts, fn)) named.push(fn);
  }
  return [...declared, ...named.sort((a, b) => shared(b.file, file) - shared(a.file, file))];
}

const functions = new WeakMap<Facts, readonly Fn[]>();

/** Plain functions at the top level that policy or their name may call sanitizers. */
function exportedFunctions(facts: Facts): readonly Fn[] {
  const known = functions.get(facts);
  if (known) return known;
  const declared = new Set(facts.policies.flatMap(({ policy }) => policy.sanitizers.map(({ callee }) => callee.path[0])));
  const found: Fn[] = [];
  for (const file of facts.program.files) {
    if (/(?:^|[/.])(?:tests?|__tests__|specs?|mocks?|__mocks__|fixtures)[/.]/i.test(file.slice(facts.root.length))) continue;
    for (const fn of facts.program.facts(file)?.fns ?? []) {
      const name = nameOf(fn);
      const top = fn.outer === undefined || fn.outer.endsWith("#<module>");
      if (top && !fn.cls && !fn.async && !fn.generator && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) && (declared.has(name) || sanitizerByName(name) === 0)) found.push(fn);
    }
  }
  functions.set(facts, found);
  return found;
}

function names(callee: CalleePattern, file: string, name: string): boolean {
  if (callee.path.length !== 1 || callee.path[0] !== name) return false;
  const strip = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, "");
  return callee.module === undefined || (callee.module.kind === "file" && strip(callee.module.path) === strip(file));
}

/** Whether nothing of the argument is left in the result. Patterns that are taken out of free text leave names as they are. */
function removes(facts: Facts, fn: Fn): boolean {
  let byPattern = false;
  walkStmts(fn.body, { expr: (expr) => { byPattern ||= expr.k === "get" && (expr.key === "replace" || expr.key === "replaceAll" || expr.key === "slice"); } });
  if (byPattern) return false;
  for (const { atom } of symbols(facts.summary(fn.id).returns)) if (atom.cap > 0 && atom.root.kind !== "born") return false;
  return true;
}

/** Folders that two paths have in common. */
function shared(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
}

/** Whether a function takes what the slots hold, and gives what they may hold. */
function fits(fn: Fn, { file, slots, text }: Wanted): boolean {
  const [first, ...more] = fn.params;
  if (!first || first.rest || more.some((param) => !param.optional && !param.default && !param.rest)) return false;
  if (/\.[cm]?jsx?$/.test(file)) return first.type === undefined || isAny(first.type) || text;
  if (isGeneric(first.type) && sameType(first.type, fn.returns)) return true;
  const takes = isAny(first.type) || (text && isText(first.type));
  const gives = isText(fn.returns) && (text || slots.every((slot) => slot.textual));
  return takes && gives;
}

const isAny = (type: TypeExpr | undefined): boolean => type?.t === "prim" && (type.name === "unknown" || type.name === "any");
const isText = (type: TypeExpr | undefined): boolean =>
  type?.t === "prim" && type.name === "string" || (type?.t === "union" && type.of.every((one) => isText(one)));
const isGeneric = (type: TypeExpr | undefined): boolean => type?.t === "ref" && type.scope === "param" && type.args.length === 0;
const sameType = (a: TypeExpr | undefined, b: TypeExpr | undefined): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b);
