// What values hold, deeply, and values made from others: collecting, deriving, ascribing types, leaving fields out.

import type { PhiTag, TypeKey } from "../ir/types";
import { UNKNOWN_TYPE } from "../ir/types";
import { changeAtom, isInput, rootAtom, type Atom, type Cap } from "./atom";
import { isGlobalId, type Obj } from "./heap";
import { addEntry, CLEAN, filterValue, join, MAX_REFS, refKey, single, symbol, symbols, type Entry, type Ref, type Value, type Why } from "./value";
import { Memory } from "./memory";
import { isHidden, REST, PROMISE, STREAM, isSharedKind } from "./memory";

/** Takes what `collect` finds. */
type Adder = (ref: Ref, why: Why | undefined) => void;

const isBehaviour = (obj: Obj | undefined): boolean =>
  obj !== undefined && (obj.kind === "function" || obj.kind === "native" || obj.kind === "class" || obj.kind === "handle" || obj.kind === "instance" || (obj.kind === "object" && obj.node === STREAM));

/** Whether a value comes from somewhere the program does not show: an unknown call, an untyped or plain input. */
const isFromOutside = (value: Value): boolean => {
  for (const { atom } of symbols(value)) if (atom.cap === 2 && (atom.root.kind === "born" || (isInput(atom.root) && atom.root.kind !== "this"))) return true;
  return false;
};

/** Fields that hold what an answer is about, and say nothing of it. */
const ENVELOPES: ReadonlySet<string> = new Set(["data", "result", "results", "body", "payload", "response", "value", "values", "item", "items", "row", "rows", "record", "records", "content", "entity", "object", "detail"]);

/** Names under which a value was held, the last two: `rows member`. */
const addHint = (old: string, hint: string): string => {
  const names = hint.split(" ");
  const last = names.at(-1) ?? "";
  const before = [...old.split(" "), ...names].findLast((name) => name !== "" && name !== last);
  return before === undefined ? last : `${before} ${last}`;
};

const exceptAll = (atom: Atom, keys: Iterable<string>): Atom => {
  let left = atom;
  if (!atom.opaque) for (const key of keys) if (key !== REST && !key.startsWith("[") && !key.startsWith("{")) left = exceptPath(left, key);
  return left;
};

const mapSymbols = (value: Value, change: (atom: Atom) => Atom): Value => {
  const result = new Map<string, Entry>();
  for (const { ref, why } of value.values()) addEntry(result, ref.r === "sym" ? { r: "sym", atom: change(ref.atom) } : ref, why);
  return result;
};

function exceptPath(atom: Atom, path: string): Atom {
  if (atom.except.some((old) => path === old || path.startsWith(`${old}.`))) return atom;
  const except = [...atom.except.filter((old) => !old.startsWith(`${path}.`)), path].sort();
  return changeAtom(atom, { except });
}

/** Adds what is below values to {@link Memory}: collecting, deriving, leaving out. */
export class Views extends Memory {
  /** A value with a `@phi` tag: what the tag says stands before anything else. */
  tagged(value: Value, tag: PhiTag, at: number, hint: string): Value {
    const behaviour = this.behaviour(value);
    if (tag.level === "operational") return behaviour;
    const root = { kind: "source", fn: this.fn.id, at, level: tag.level === "phi-direct" ? 2 : 1, category: tag.category ?? "" } as const;
    return join(this.sourceAt(root, hint), behaviour);
  }

  /** All atoms that a value carries, deeply: what a logger or a network call would see of it. */
  collect(value: Value, limit = MAX_REFS): Map<string, Entry> {
    const found = new Map<string, Entry>();
    const seen = new Set<string>();
    const add = (ref: Ref, why: Why | undefined): void => {
      const key = refKey(ref);
      if (!found.has(key) && found.size < limit) found.set(key, { ref, why });
    };
    const visit = (one: Value): void => {
      for (const entry of one.values()) {
        if (found.size >= limit) return;
        if (entry.ref.r === "sym") this.collectSymbol(entry.ref.atom, entry.why, add, visit);
        else if (entry.ref.r === "api" && entry.ref.node.startsWith("?")) this.collectPlace(entry.ref.node, visit);
        else if (entry.ref.r === "obj" && !seen.has(entry.ref.id)) {
          seen.add(entry.ref.id);
          this.collectObject(entry.ref.id, add, visit);
        }
      }
    };
    visit(value);
    return found;
  }

  /** What this function put into a place that nobody knows. */
  protected collectPlace(node: string, visit: (value: Value) => void): void {
    for (const id of this.state.heap.overlays) {
      if (!id.startsWith(`~g:api:${node}`) || !/^[|.]/.test(id.slice(`~g:api:${node}`.length))) continue;
      for (const value of this.state.heap.get(id)?.fields.values() ?? []) visit(value);
    }
  }

  protected collectObject(id: string, add: Adder, visit: (value: Value) => void): void {
    const obj = this.obj(id);
    this.step();
    if (!obj || obj.kind === "function" || obj.kind === "native" || obj.kind === "class" || obj.kind === "schema") return;
    for (const [key, field] of obj.fields) {
      if (key.startsWith("^") || isHidden(key) || (obj.kind === "handle" && !key.startsWith("[*]") && !key.startsWith("{data"))) continue;
      if (key !== REST) visit(field);
      else {
        for (const { atom, why } of symbols(field)) this.collectSymbol(exceptAll(atom, obj.fields.keys()), why, add, visit);
        visit(filterValue(field, (ref) => ref.r === "obj"));
      }
    }
    if (isGlobalId(id) && isSharedKind(obj.kind)) {
      const holds = obj.kind === "array" || obj.kind === "map" ? this.fieldTypeOf(obj, "[*]") : UNKNOWN_TYPE;
      add({ r: "sym", atom: rootAtom({ kind: "ambient", location: `${id}	**` }, holds, "") }, undefined);
    }
  }

  protected collectSymbol(atom: Atom, why: Why | undefined, add: Adder, visit: (value: Value) => void): void {
    if (atom.opaque || this.state.heap.overlays.size === 0) return add({ r: "sym", atom }, why);
    const prefix = `~${atom.place}`;
    let whole = atom;
    for (const id of this.state.heap.overlays) {
      const overlay = id.startsWith(prefix) ? this.state.heap.get(id) : undefined;
      if (!overlay) continue;
      const tail = id.slice(prefix.length);
      if (tail !== "" && !tail.startsWith(atom.path.length === 0 ? "" : ".")) continue;
      const below = tail.replace(/^\./, "");
      for (const [key, value] of overlay.fields) {
        visit(value);
        if (!overlay.weak?.has(key)) whole = exceptPath(whole, below === "" ? key : `${below}.${key}`);
      }
    }
    add({ r: "sym", atom: whole }, why);
  }

  /** A text or number made of a value: same atoms, no structure. `cap` lowers the level that is left. */
  derive(value: Value, change: { readonly cap?: Cap; readonly encrypted?: boolean } = {}, why?: Why): Value {
    if (value.size === 0) return value;
    const result = new Map<string, Entry>();
    for (const entry of this.collect(value).values()) {
      if (entry.ref.r !== "sym") continue;
      const { atom } = entry.ref;
      const cap = Math.min(atom.cap, change.cap ?? 2) as Cap;
      if (cap === 0) continue;
      const encrypted = atom.encrypted || change.encrypted === true;
      const made = atom.opaque && atom.cap === cap && atom.encrypted === encrypted ? atom : changeAtom(atom, { cap, encrypted, opaque: true });
      addEntry(result, { r: "sym", atom: made }, why ? { ...why, prev: entry.why } : entry.why);
    }
    return result;
  }

  /** Whether a name says more than the field that a value was read from: `const { data: patient } = …`. */
  private isRenamed(atom: Atom, hint: string): boolean {
    if (hint === "" || hint.includes(" ") || atom.base !== UNKNOWN_TYPE || !ENVELOPES.has(atom.path.at(-1) ?? "")) return false;
    const found = this.types.classify(UNKNOWN_TYPE, hint, ["fullName"], []);
    return found !== undefined && found.confidence !== "low";
  }

  /** Gives a value of unknown type the declared one; what is known already keeps what flowed into it. */
  ascribe(value: Value, type: TypeKey, hint = ""): Value {
    if (value.size === 0 || (type === UNKNOWN_TYPE && hint === "")) return value;
    let result: Map<string, Entry> | undefined;
    for (const [key, entry] of value) {
      const { ref } = entry;
      if (ref.r === "obj" && type !== UNKNOWN_TYPE) this.ascribeFields(ref.id, type);
      if (ref.r !== "sym" || ref.atom.opaque || ref.atom.type !== UNKNOWN_TYPE) continue;
      if (type === UNKNOWN_TYPE && this.isRenamed(ref.atom, hint)) {
        result ??= new Map(value);
        result.delete(key);
        addEntry(result, { r: "sym", atom: changeAtom(ref.atom, { hint, typedAt: ref.atom.path.length }) }, entry.why);
        continue;
      }
      const named = hint !== "" && ref.atom.path.slice(ref.atom.typedAt).every((part) => part === "[*]" || part === "{json}") ? addHint(ref.atom.hint, hint) : ref.atom.hint;
      if (type === UNKNOWN_TYPE && named === ref.atom.hint) continue;
      const change = type === UNKNOWN_TYPE ? { hint: named } : { base: type, typedAt: ref.atom.path.length, type, hint: named };
      result ??= new Map(value);
      result.delete(key);
      const atom = changeAtom(ref.atom, change);
      addEntry(result, { r: "sym", atom }, entry.why);
    }
    return result ?? value;
  }

  /**
   * A literal becomes an object of a declared type: what is put into its fields from outside is what the type says, unless it is a
   * constant, or known to be clean (SPEC 3, fine points).
   */
  protected ascribeFields(id: string, type: TypeKey): void {
    const obj = this.state.heap.get(id);
    if ((obj?.kind === "array" || obj?.kind === "map") && obj.type === undefined && obj.fields.size === 0) this.state.heap.set(id, { ...obj, type });
    if (obj?.kind !== "object" || obj.many || obj.type !== undefined || id.includes("/")) return;
    let fields: Map<string, Value> | undefined;
    for (const [key, value] of obj.fields) {
      if (key.startsWith("^") || key === REST) continue;
      const declared = this.types.field(type, key);
      for (const { ref } of value.values()) if (ref.r === "obj" && declared !== UNKNOWN_TYPE) this.ascribeFields(ref.id, declared);
      if (!isFromOutside(value)) continue;
      if (declared === UNKNOWN_TYPE || this.types.shape(declared) === "none") continue;
      const typed = this.readSymbol(rootAtom({ kind: "born", fn: this.fn.id, at: this.current, site: `${id}.typed` }, type, ""), key, this.current);
      (fields ??= new Map(obj.fields)).set(key, join(value, typed));
    }
    this.state.heap.set(id, { ...obj, type, ...(fields ? { fields } : {}) });
  }

  /** A callee's narrowing holds for the value too: a union (or a resource of any kind) becomes the member that was proven. */
  specialise(value: Value, type: TypeKey): Value {
    if (type === UNKNOWN_TYPE) return value;
    let result = value;
    for (const { atom } of symbols(value)) {
      if (atom.opaque || atom.type === type || !this.types.narrows(atom.type, type)) continue;
      result = this.replaceAtom(result, atom, { base: type, typedAt: atom.path.length, type });
    }
    return result;
  }

  /** What is left of a union when one member is ruled out. */
  exclude(value: Value, type: TypeKey): Value {
    let result = value;
    for (const { atom } of symbols(value)) {
      if (atom.opaque || !this.types.narrows(atom.type, type)) continue;
      const left = this.types.excluding(atom.type, type);
      result = this.replaceAtom(result, atom, { base: left, typedAt: atom.path.length, type: left });
    }
    return result;
  }

  /** The value without some of its keys: rest patterns, `omit`, in-place removal on a copy. */
  without(value: Value, keys: readonly string[], at: number): Value {
    let result: Value = CLEAN;
    let part = 0;
    for (const entry of value.values()) {
      const { ref } = entry;
      if (ref.r === "sym") {
        if (ref.atom.opaque) result = join(result, single(ref, entry.why));
        else result = join(result, this.symbolWithout(ref.atom, keys, entry.why, at, part++));
      } else if (ref.r === "obj") {
        const obj = this.obj(ref.id);
        if (!obj) continue;
        const fields = [...this.shallowFields(ref.id, obj)].filter(([name]) => !keys.includes(name)).map(([name, field]) =>
          [name, name === REST ? mapSymbols(field, (atom) => exceptAll(atom, keys)) : field] as const);
        result = join(result, this.newObject(at, obj.kind === "instance" || obj.kind === "error" ? "object" : obj.kind, fields, {}, `-${part++}`));
      }
    }
    return result;
  }

  protected symbolWithout(atom: Atom, keys: readonly string[], why: Why | undefined, at: number, part: number): Value {
    const overlay = this.overlayOf(atom);
    let left = atom;
    for (const key of keys) left = exceptPath(left, key);
    if (!overlay) return symbol(left, why);
    for (const key of overlay.fields.keys()) if (!overlay.weak?.has(key)) left = exceptPath(left, key);
    const kept = [...overlay.fields].filter(([key]) => !keys.includes(key));
    return this.newObject(at, "object", [...kept, [REST, symbol(left, why)]], {}, `=${part}`);
  }

  /** The fields of an object as a copy would have them, with a part for what others may have written. */
  shallowFields(id: string, obj: Obj): Map<string, Value> {
    const fields = new Map<string, Value>();
    for (const [key, value] of obj.fields) if (!key.startsWith("^")) fields.set(key, value);
    if (isGlobalId(id) && isSharedKind(obj.kind)) {
      for (const key of obj.fields.keys()) fields.set(key, this.readObject(id, key, 0));
    }
    return fields;
  }

  /** Elements of anything that can be iterated. Maps give pairs. */
  elements(value: Value, at: number): Value {
    let result: Value = CLEAN;
    for (const entry of value.values()) {
      const { ref } = entry;
      if (ref.r === "obj") {
        const obj = this.obj(ref.id);
        if (obj?.kind === "map") result = join(result, this.pairs(single(ref), at));
        else result = join(result, this.readObject(ref.id, "[*]", at));
      } else if (ref.r === "sym") result = join(result, this.readSymbol(ref.atom, "[*]", at, entry.why));
    }
    return result;
  }

  /** `[key, value]` pairs of a map or object. */
  pairs(value: Value, at: number): Value {
    let keys: Value = CLEAN;
    let values: Value = CLEAN;
    for (const entry of value.values()) {
      const { ref } = entry;
      if (ref.r === "obj") {
        keys = join(keys, this.readObject(ref.id, "{k}", at));
        values = join(values, this.readObject(ref.id, "[*]", at));
      } else if (ref.r === "sym") {
        if (ref.atom.opaque) values = join(values, single(ref, entry.why));
        else {
          values = join(values, this.allFields(ref.atom, at, entry.why));
          if (this.types.mapKey(ref.atom.type) !== UNKNOWN_TYPE) keys = join(keys, this.readSymbol(ref.atom, "{k}", at, entry.why));
        }
      }
    }
    return this.newObject(at, "array", [["0", keys], ["1", values]], { many: true }, "kv");
  }

  /** Only the references that functions, methods and models hang on. */
  behaviour(value: Value): Value {
    return filterValue(value, (ref) => ref.r === "api" || (ref.r === "obj" && isBehaviour(this.obj(ref.id))));
  }

  /** Elements of the array objects among the references. */
  elementsOfArrays(value: Value): Value {
    let result: Value = CLEAN;
    for (const { ref } of value.values()) if (ref.r === "obj" && this.obj(ref.id)?.kind === "array") result = join(result, this.readObject(ref.id, "[*]", 0));
    return result;
  }

  /** The values that promises made by hand are resolved with; anything else is its own promise. */
  settle(value: Value): Value {
    let result: Value | undefined;
    for (const [key, entry] of value) {
      if (entry.ref.r !== "obj" || this.obj(entry.ref.id)?.node !== PROMISE) continue;
      result ??= new Map(value);
      (result as Map<string, Entry>).delete(key);
      result = join(result, this.readObject(entry.ref.id, "value", 0));
    }
    return result ?? value;
  }

  /** What decryption gives back: no longer protected. */
  decrypted(value: Value): Value {
    const result = new Map<string, Entry>();
    for (const { ref, why } of this.collect(value).values()) if (ref.r === "sym") addEntry(result, { r: "sym", atom: changeAtom(ref.atom, { encrypted: false, opaque: true }) }, why);
    return result;
  }

  /** The symbolic references. */
  symbolic(value: Value): Value {
    return filterValue(value, (ref) => ref.r === "sym");
  }
}
