// Abstract values: small sets of references, immutable, each with a witness of how it got there. The empty value is clean.

import type { FnId } from "../ir/ir";
import type { Atom } from "./atom";

export type Ref =
  | { readonly r: "const"; readonly value: string | number | boolean | null | undefined }
  | { readonly r: "sym"; readonly atom: Atom }
  | { readonly r: "obj"; readonly id: string }
  /** A place in a library's API that is not an instance: an import, a global, a member of such. */
  | { readonly r: "api"; readonly node: string }
  /** `process.env.NAME`. */
  | { readonly r: "env"; readonly name: string }
  /** A text that starts with known characters. */
  | { readonly r: "text"; readonly lead: string }
  /** A text that starts with the value of another reference (a base URL). */
  | { readonly r: "led"; readonly by: Ref };

/** A step of the way a reference took inside one function; the list goes backwards. */
export interface Why {
  readonly fn: FnId;
  readonly at: number;
  readonly text: string;
  readonly prev?: Why | undefined;
  /** The step is a call's result: its own steps are those of this entry of the callee's summary. */
  readonly via?: { readonly fn: FnId; readonly key: string };
}

export interface Entry {
  readonly ref: Ref;
  readonly why?: Why | undefined;
}

export type Value = ReadonlyMap<string, Entry>;

export const CLEAN: Value = new Map();

/** Most references that a value keeps. Named cap `references`. */
export const MAX_REFS = 32;

export function refKey(ref: Ref): string {
  switch (ref.r) {
    case "const":
      return typeof ref.value === "string" ? `c"${ref.value}` : `c:${String(ref.value)}`;
    case "sym":
      return ref.atom.key;
    case "obj":
      return `#${ref.id}`;
    case "api":
      return `@${ref.node}`;
    case "env":
      return `e:${ref.name}`;
    case "text":
      return `t:${ref.lead}`;
    case "led":
      return `l:${refKey(ref.by)}`;
  }
}

/** A value of one reference. */
export const single = (ref: Ref, why?: Why): Value => new Map<string, Entry>().set(refKey(ref), { ref, why });

export const constant = (value: string | number | boolean | null | undefined): Value => single({ r: "const", value });

export const object = (id: string): Value => single({ r: "obj", id });

export const symbol = (atom: Atom, why?: Why): Value => single({ r: "sym", atom }, why);

/** Adds entries of a value, whose keys are known, until the map is full. */
export function addAll(to: Map<string, Entry>, value: Value, witness: (entry: Entry) => Why | undefined): void {
  for (const [key, entry] of value) {
    if (to.has(key)) continue;
    if (to.size >= MAX_REFS) return;
    const why = witness(entry);
    to.set(key, why === entry.why ? entry : { ref: entry.ref, why });
  }
}

/** The union; the first witness of a reference stays. */
export function join(a: Value, b: Value): Value {
  if (a === b || b.size === 0 || a.size >= MAX_REFS) return a;
  if (a.size === 0) return b;
  let result: Map<string, Entry> | undefined;
  for (const [key, entry] of b) {
    if (a.has(key)) continue;
    result ??= new Map(a);
    if (result.size >= MAX_REFS) break;
    result.set(key, entry);
  }
  return result ?? a;
}

/** The join of what each part gives, with one map for all of them: copying it for each part was a tenth of a check. */
export function joinEach<T>(parts: Iterable<T>, give: (part: T) => Value): Value {
  let result: Value = CLEAN;
  let own: Map<string, Entry> | undefined;
  for (const part of parts) {
    const value = give(part);
    if (value.size === 0 || value === result) continue;
    if (result.size === 0) {
      result = value;
      continue;
    }
    for (const [key, entry] of value) {
      if (result.has(key)) continue;
      if (result.size >= MAX_REFS) break;
      if (!own) {
        own = new Map(result);
        result = own;
      }
      own.set(key, entry);
    }
  }
  return result;
}

export const joinAll = (values: Iterable<Value>): Value => {
  let result = CLEAN;
  for (const value of values) result = join(result, value);
  return result;
};

export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const key of a.keys()) if (!b.has(key)) return false;
  return true;
}

/** Mark of the witness of a constant that the program's text says. */
export const LITERAL = "literal";

/** A constant that is written in a function: rules report some of them where they stand. */
export const literal = (value: string | number | boolean | null | undefined, fn: FnId, at: number): Value => single({ r: "const", value }, { fn, at, text: LITERAL });

/** The only constant a value can be, if it is one. */
export function onlyConstant(value: Value): { readonly value: string | number | boolean | null | undefined } | undefined {
  if (value.size !== 1) return undefined;
  for (const { ref } of value.values()) if (ref.r === "const") return ref;
  return undefined;
}

/** A text or number that nobody knows and that carries nothing. Beside a constant it says that the value may be another one. */
export const ANYTHING: Value = single({ r: "text", lead: "" });

/** The union of what two paths left in a variable: where one of them is known and the other is not, the result is not known. */
export function joinPaths(a: Value, b: Value): Value {
  if (a === b) return a;
  if (a.size === 0) return onlyConstant(b) ? join(b, ANYTHING) : b;
  if (b.size === 0) return onlyConstant(a) ? join(a, ANYTHING) : a;
  return join(a, b);
}

/** All constants in a value. */
export function* constants(value: Value): Iterable<string | number | boolean | null | undefined> {
  for (const { ref } of value.values()) if (ref.r === "const") yield ref.value;
}

export function* symbols(value: Value): Iterable<{ readonly atom: Atom; readonly why?: Why | undefined }> {
  for (const { ref, why } of value.values()) if (ref.r === "sym") yield { atom: ref.atom, why };
}

/** The references that pass a test. */
export function filterValue(value: Value, keep: (ref: Ref) => boolean): Value {
  const result = new Map<string, Entry>();
  for (const [key, entry] of value) if (keep(entry.ref)) result.set(key, entry);
  return result.size === value.size ? value : result;
}

export const addEntry = (to: Map<string, Entry>, ref: Ref, why?: Why): void => {
  const key = refKey(ref);
  if (!to.has(key) && to.size < MAX_REFS) to.set(key, { ref, why });
};
