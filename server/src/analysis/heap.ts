// The heap of one function: objects by allocation site, overlays on symbolic inputs, and the state that flows through statements.

import type { FnId } from "../ir/ir";
import type { ClassId, TypeKey } from "../ir/types";
import { join, joinPaths, sameValue, type Value } from "./value";

export type ObjKind =
  | "object" | "array" | "map" | "function" | "native" | "class" | "instance" | "handle" | "json" | "cell" | "overlay" | "error" | "schema";

/**
 * An abstract object. Fields by name; `[*]` holds elements under unknown keys, `{k}` unknown keys themselves.
 * Functions keep captured cells under `^name`, the receiver under `^this` (arrows and bound ones) and bound arguments under `^args`.
 */
export interface Obj {
  readonly kind: ObjKind;
  readonly fields: ReadonlyMap<string, Value>;
  /** Stands for several run-time objects: writes are weak. */
  readonly many: boolean;
  readonly fn?: FnId;
  readonly cls?: ClassId;
  /** For handles: the node of the library's API. For natives: what it does. */
  readonly node?: string;
  /** For schemas and typed containers. */
  readonly type?: TypeKey;
  /** Fields that may also hold their old, unknown value (overlays written weakly). */
  readonly weak?: ReadonlySet<string>;
}

export const makeObj = (kind: ObjKind, fields: Iterable<readonly [string, Value]> = [], rest: Partial<Obj> = {}): Obj => ({
  kind, fields: new Map(fields), many: false, ...rest,
});

/** Most objects of one function. Named cap `objects`. */
export const MAX_OBJECTS = 3000;

/** Prefix of the ids of overlays, before the place they lie over. */
const OVERLAY = "~";

/** Global objects live in their module; everything else in the function that made it. */
export const isGlobalId = (id: string): boolean => id.startsWith("G:");

/** Objects by id. Overlays are also found by themselves: whoever collects a symbolic value asks for those below it. */
export class Heap extends Map<string, Obj> {
  readonly overlays = new Set<string>();
  /** Counts what changes the answer to a read made before: while it stands still, reads may be remembered. */
  changes = 0;

  constructor(from?: Heap) {
    super();
    if (from) this.takeOver(from);
  }

  override set(id: string, obj: Obj): this {
    const old = super.get(id);
    if (old === obj) return this;
    if (id.startsWith(OVERLAY)) this.overlays.add(id);
    // A new object is in nothing that was read before, unless it stands for what was there already.
    if (old !== undefined || id.startsWith(OVERLAY) || isGlobalId(id)) this.changes++;
    return super.set(id, obj);
  }

  override delete(id: string): boolean {
    this.overlays.delete(id);
    this.changes++;
    return super.delete(id);
  }

  override clear(): void {
    this.overlays.clear();
    this.changes++;
    super.clear();
  }

  /** Becomes a copy of another heap. */
  takeOver(from: Heap): void {
    this.clear();
    for (const [id, obj] of from) super.set(id, obj);
    for (const id of from.overlays) this.overlays.add(id);
  }
}

/** Names under which what tests proved of top-level variables is kept: only where every path proved it. */
export const PROVEN = "proven:";

/** What holds at a point of a function. Mutable; cloned at branches. */
export class State {
  constructor(
    readonly vars: Map<string, Value> = new Map(),
    readonly heap: Heap = new Heap(),
    /** Types proven for places by tests, by place key. */
    readonly narrowed: Map<string, TypeKey> = new Map(),
    /** Facts that hold on every path so far: `audited`, `access`, `validated:…`. */
    readonly proven: Set<string> = new Set(),
    /** Things that happened on some path and wait for a fact: store accesses by site. */
    readonly pending: Set<string> = new Set(),
  ) {}

  clone(): State {
    return new State(new Map(this.vars), new Heap(this.heap), new Map(this.narrowed), new Set(this.proven), new Set(this.pending));
  }

  /** Takes over the content of another state. */
  become(other: State): void {
    if (other === this) return;
    replace(this.vars, other.vars);
    this.heap.takeOver(other.heap);
    replace(this.narrowed, other.narrowed);
    this.proven.clear();
    for (const fact of other.proven) this.proven.add(fact);
    this.pending.clear();
    for (const one of other.pending) this.pending.add(one);
  }

  /** Joins another path into this one; tells whether anything grew. */
  absorb(other: State): boolean {
    let grew = false;
    for (const name of this.vars.keys()) if (name.startsWith(PROVEN) && !other.vars.has(name)) this.vars.delete(name);
    for (const [name, value] of other.vars) {
      if (name.startsWith(PROVEN) && !this.vars.has(name)) continue;
      const mine = this.vars.get(name);
      const both = mine ? joinPaths(mine, value) : value;
      if (both !== mine) {
        grew ||= both.size !== (mine?.size ?? 0);
        this.vars.set(name, both);
      }
    }
    for (const [id, obj] of other.heap) {
      const mine = this.heap.get(id);
      const both = mine ? joinObjects(mine, obj, true) : obj.kind === "overlay" ? weaken(obj) : obj;
      if (both !== mine) {
        grew = true;
        this.heap.set(id, both);
      }
    }
    for (const id of this.heap.overlays) {
      const obj = other.heap.has(id) ? undefined : this.heap.get(id);
      if (obj) this.heap.set(id, weaken(obj));
    }
    for (const [place, type] of this.narrowed) if (other.narrowed.get(place) !== type) this.narrowed.delete(place);
    for (const fact of this.proven) if (!other.proven.has(fact)) this.proven.delete(fact);
    for (const one of other.pending) this.pending.add(one);
    return grew;
  }
}

function replace<K, V>(to: Map<K, V>, from: ReadonlyMap<K, V>): void {
  to.clear();
  for (const [key, value] of from) to.set(key, value);
}

const weaken = (obj: Obj): Obj => {
  if (obj.weak && obj.weak.size === obj.fields.size) return obj;
  return { ...obj, weak: new Set(obj.fields.keys()) };
};

/** The join of two states of one object. A field that one side lacks may be absent there: for overlays it keeps its old value. */
export function joinObjects(a: Obj, b: Obj, branches = false): Obj {
  if (a === b) return a;
  let fields: Map<string, Value> | undefined;
  for (const [key, value] of b.fields) {
    const mine = a.fields.get(key);
    const both = mine ? join(mine, value) : value;
    if (both !== mine) (fields ??= new Map(a.fields)).set(key, both);
  }
  const many = a.many || b.many;
  let weak = a.weak;
  if (a.kind === "overlay" && branches) {
    const open = new Set<string>([...(a.weak ?? []), ...(b.weak ?? [])]);
    for (const key of a.fields.keys()) if (!b.fields.has(key)) open.add(key);
    for (const key of b.fields.keys()) if (!a.fields.has(key)) open.add(key);
    if (open.size !== (a.weak?.size ?? 0)) weak = open;
  }
  if (!fields && many === a.many && weak === a.weak) return a;
  return { ...a, fields: fields ?? a.fields, many, ...(weak ? { weak } : {}) };
}

/** The object with one field set (strong) or joined (weak). */
export function withField(obj: Obj, key: string, value: Value, strong: boolean): Obj {
  const mine = obj.fields.get(key);
  const next = strong || !mine ? value : join(mine, value);
  if (mine && (next === mine || sameValue(next, mine))) {
    if (!strong || !obj.weak?.has(key)) return obj;
  }
  const fields = new Map(obj.fields);
  fields.set(key, next);
  if (obj.kind === "overlay") {
    const weak = new Set(obj.weak ?? []);
    if (strong) weak.delete(key);
    else if (!mine) weak.add(key);
    return { ...obj, fields, weak };
  }
  return { ...obj, fields };
}
