// The memory of a function under analysis: objects and overlays, what reading and writing them means.

import type { Fn } from "../ir/ir";
import type { TypeKey, TypeService } from "../ir/types";
import { UNKNOWN_TYPE } from "../ir/types";
import { removedBelow } from "../ir/removed";
import { changeAtom, isInput, makeAtom, MAX_PATH, rootAtom, rootKey, type Atom, type Root } from "./atom";
import { levelOfDerived } from "./derived";
import { isGlobalId, joinObjects, makeObj, MAX_OBJECTS, withField, type Obj, type ObjKind, State } from "./heap";
import type { Write } from "./summary";
import { foldRecursion, typeBelow } from "./rounds";
import { addEntry, CLEAN, filterValue, join, joinEach, object, refKey, symbol, symbols, type Entry, type Value, type Why } from "./value";
import { BudgetExceeded, MAX_STEPS, type Context } from "./context";

/** The field that holds what an object was spread from, less the names it sets itself. */
export const REST = "...";

/** Mark of an object that is a stream. */
export const STREAM = "stream";

/** Mark of an object that is a promise made by hand. */
export const PROMISE = "promise";

/** The field of a promise that holds what it was rejected with. */
export const REJECTED = "{rejected}";

/** The fields of a generator's object that hold what it returns, and what it throws when it is run. */
export const RETURNED = "{return}";
export const THROWN = "{thrown}";

/** Results that stand for what `next(value)` and `throw(error)` hand to a generator. */
export const SENT = "sent";
export const SENT_ERROR = "sent!";

export const isGenerated = (obj: Obj): boolean => obj.fields.has(RETURNED);

/** Fields that nobody sees who looks at an object. */
export const isHidden = (key: string): boolean => key === REJECTED || key === RETURNED || key === THROWN;

/** Most writes outside a function that its summary keeps. Named cap `writes`. */
export const MAX_WRITES = 80;

/** Deepest chain of spreads of spreads that is followed. Named cap `spread-depth`. */
const MAX_REST_DEPTH = 40;

/** Kinds of global objects whose fields other functions may change. */
export const isSharedKind = (kind: ObjKind): boolean => kind === "object" || kind === "array" || kind === "map" || kind === "instance" || kind === "cell" || kind === "class";

const isElementKey = (obj: Obj, name: string): boolean => {
  if (name.startsWith("^") || name === "{k}") return false;
  if (obj.kind === "instance" && obj.node !== undefined) return name === "[*]";
  return obj.kind !== "array" || name === "[*]" || /^\d+$/.test(name);
};

/** Joins two parts of a site; long ones lose their middle, so that recursion ends. */
export function joinSite(outer: string, inner: string): string {
  const whole = `${outer}/${inner}`;
  const parts = whole.split("/");
  return parts.length <= 4 ? whole : [parts[0], "…", ...parts.slice(-2)].join("/");
}

/** State, and the primitive operations on it: allocate, read, write. */
export class Memory {
  state = new State();
  steps = 0;
  readonly writes = new Map<string, Write>();
  /** Told of functions that are put into ambient state. */
  keep: ((location: string, path: readonly string[], value: Value, at: number) => void) | undefined;
  /** The call or assignment that is being evaluated. */
  current = 0;
  /** Prefix of allocation sites while another function's deferred call runs in this frame. */
  site = "";
  /** Depth of spreads of spreads that are being read: an object may have been spread into itself. */
  protected restDepth = 0;
  /** Objects that were read through spreads in the read that is going on, by key. */
  protected readonly restRead = new Map<string, Set<Obj>>();
  /** Atoms of fields that were read before: the same few are read over and over. */
  protected readonly atomsBelow = new Map<Atom, Map<string, Atom | null>>();
  inLoop = 0;
  /** The call whose promise is kept or left alone: what an asynchronous callee throws does not leave here. */
  detached: number | undefined;

  constructor(
    readonly fn: Fn,
    readonly ctx: Context,
  ) {}

  get types(): TypeService {
    return this.ctx.types;
  }

  step(count = 1): void {
    this.steps += count;
    if (this.steps > MAX_STEPS) throw new BudgetExceeded("steps");
  }

  why(at: number, text: string, prev?: Why): Why {
    return { fn: this.fn.id, at, text, prev };
  }

  /** A site of this function as text: unique for each call path that is kept apart. */
  siteOf(at: number): string {
    return this.site === "" ? String(at) : joinSite(this.site, String(at));
  }

  /** Makes the object of a site; the second visit of a site in a loop makes it stand for many. */
  allocate(site: string, made: Obj): Value {
    this.place(site, made);
    return object(site);
  }

  place(id: string, made: Obj): void {
    const old = this.state.heap.get(id);
    if (old) {
      const many = this.inLoop > 0 || made.many || old.many;
      this.state.heap.set(id, many ? { ...joinObjects(old, made), many: true } : made);
      return;
    }
    if (this.state.heap.size > MAX_OBJECTS) throw new BudgetExceeded("objects");
    this.state.heap.set(id, made);
  }

  /** The object of an id: local, or global with what this function did to it. */
  obj(id: string): Obj | undefined {
    return this.state.heap.get(id) ?? (isGlobalId(id) ? this.ctx.globalObject(id) : undefined);
  }

  newObject(at: number, kind: ObjKind, fields: Iterable<readonly [string, Value]> = [], rest: Partial<Obj> = {}, suffix = ""): Value {
    return this.allocate(this.siteOf(at) + suffix, makeObj(kind, fields, rest));
  }

  /** A value nobody knows, of a declared type, born at an expression. */
  born(at: number, type: TypeKey, hint = "", suffix = ""): Value {
    const root: Root = { kind: "born", fn: this.fn.id, at, site: this.siteOf(at) + suffix };
    return symbol(rootAtom(root, type, hint), this.why(at, ""));
  }

  /** The value of a field. `key` may be a name, `[*]`, `{k}`, `{json}`. */
  read(value: Value, key: string, at: number): Value {
    this.step();
    return joinEach(value.values(), (entry) => this.readRef(entry, key, at));
  }

  protected readRef(entry: Entry, key: string, at: number): Value {
    const { ref } = entry;
    if (ref.r === "sym") return this.readSymbol(ref.atom, key, at, entry.why);
    if (ref.r === "obj") return this.readObject(ref.id, key, at);
    return CLEAN;
  }

  /** Reads a field of a heap object; for global ones joined with what other functions may have written. */
  readObject(id: string, key: string, at: number): Value {
    const obj = this.obj(id);
    if (!obj) return CLEAN;
    if (obj.node === PROMISE && key !== "value" && !key.startsWith("^") && !key.startsWith("{")) return this.read(this.readObject(id, "value", at), key, at);
    let result: Value;
    const named = obj.fields.get(key);
    if (key === "[*]") {
      result = CLEAN;
      for (const [name, field] of obj.fields) {
        if (name === REST) result = join(result, this.restFields(obj, field, at));
        else if (isElementKey(obj, name)) result = join(result, field);
      }
    } else {
      const found = named ?? this.readRest(obj, key, at);
      const unknown = key === "{k}" || key.startsWith("^") ? undefined : obj.fields.get("[*]");
      result = found && unknown ? join(found, unknown) : (found ?? unknown ?? CLEAN);
    }
    if (isGlobalId(id) && !(id.startsWith("G:proto:") && named) && (isSharedKind(obj.kind) || (obj.kind === "handle" && key === "[*]")) && !key.startsWith("^")) result = join(result, this.ambient(`${id}\t${key}`, this.fieldTypeOf(obj, key), key));
    return this.fn.kind === "constructor" && !isGlobalId(id) && (key === "[*]" || key.startsWith("!")) ? join(result, this.putLater(id, obj, key)) : result;
  }

  /** What methods put into a stream, subject or emitter that the constructor keeps in a field: listeners that it registers get that too. */
  protected putLater(id: string, obj: Obj, key: string): Value {
    const kept = obj.kind === "handle" || obj.node === STREAM;
    if (!this.fn.cls || !(kept || (obj.kind === "object" && key.startsWith("!")))) return CLEAN;
    const field = [...(this.state.heap.get("~this|")?.fields ?? [])].find(([, value]) => value.has(refKey({ r: "obj", id })))?.[0];
    if (field === undefined) return CLEAN;
    if (kept) return this.ambient(`G:${this.fn.id}|${id}\t${key}`, UNKNOWN_TYPE, "");
    return symbol(changeAtom(rootAtom({ kind: "ambient", location: `C:${this.fn.cls}` }, UNKNOWN_TYPE, ""), { path: [field, key] }));
  }

  /** What a spread of a symbolic value left for a name that the object does not set itself. */
  protected readRest(obj: Obj, key: string, at: number): Value | undefined {
    const rest = obj.fields.get(REST);
    if (rest === undefined || key.startsWith("^") || this.restDepth >= MAX_REST_DEPTH) return undefined;
    return this.belowRest(obj, key, () => this.read(rest, key, at));
  }

  /** Reads through a spread; an object that several spreads of one read lead to is read once, as the read joins them all anyway. */
  protected belowRest(obj: Obj, key: string, read: () => Value): Value {
    if (this.restDepth === 0) this.restRead.clear();
    const known = this.restRead.get(key);
    if (known?.has(obj)) return CLEAN;
    if (known) known.add(obj);
    else this.restRead.set(key, new Set([obj]));
    this.restDepth++;
    const value = read();
    this.restDepth--;
    return value;
  }

  protected restFields(obj: Obj, rest: Value, at: number): Value {
    let result: Value = CLEAN;
    for (const { atom, why } of symbols(rest)) result = join(result, atom.opaque ? symbol(atom, why) : this.allFields(atom, at, why));
    if (this.restDepth >= MAX_REST_DEPTH) return result;
    const below = this.belowRest(obj, "[*]", () => {
      let fields: Value = CLEAN;
      for (const { ref } of rest.values()) if (ref.r === "obj") fields = join(fields, this.readObject(ref.id, "[*]", at));
      return fields;
    });
    return join(result, below);
  }

  protected fieldTypeOf(obj: Obj, key: string): TypeKey {
    if (obj.cls) return this.types.field(obj.cls, key);
    if (obj.kind === "array" || obj.kind === "map") return obj.type && key !== "{k}" && [...obj.fields.keys()].every((name) => !isElementKey(obj, name)) ? this.types.element(obj.type) : UNKNOWN_TYPE;
    if (obj.type) return key === "[*]" ? this.types.element(obj.type) : this.types.field(obj.type, key);
    return UNKNOWN_TYPE;
  }

  /** The result of a call that the callers settle. */
  resultOf(id: string, type: TypeKey, at: number): Value {
    return symbol(rootAtom({ kind: "result", id }, type, ""), this.why(at, ""));
  }

  /** A value that is PHI because policy or a tag says so. */
  sourceAt(root: Root & { readonly kind: "source" }, hint: string): Value {
    return symbol(rootAtom(root, UNKNOWN_TYPE, hint), { fn: root.fn, at: root.at, text: "source" });
  }

  /** An object of the program's own state (a hook's cell): one for each place in the text, shared by all runs. */
  ambientObject(at: number, label: string, type: TypeKey | undefined): Value {
    const location = `${this.fn.id}@${this.siteOf(at)}${label}`;
    return symbol(rootAtom({ kind: "ambient", location }, type === undefined || type === UNKNOWN_TYPE ? UNKNOWN_TYPE : this.types.object(new Map([["value", type]])), ""));
  }

  ambient(location: string, type: TypeKey, hint: string): Value {
    return symbol(rootAtom({ kind: "ambient", location }, type, hint.startsWith("[") || hint.startsWith("{") ? "" : hint));
  }

  /** Reads a field of a symbolic value, through what this function wrote over it. */
  readSymbol(atom: Atom, key: string, at: number, why?: Why): Value {
    if (atom.opaque) return this.readDerived(atom, key, why);
    const overlay = this.overlayOf(atom);
    let result: Value = CLEAN;
    const written = overlay?.fields.get(key);
    if (written) result = written;
    if (key === "[*]" && overlay) for (const field of overlay.fields.values()) result = join(result, field);
    if (written && !overlay?.weak?.has(key)) return result;
    const below = this.fieldAtom(atom, key);
    if (!below) return result;
    const refined = this.state.narrowed.size > 0 ? this.state.narrowed.get(below.place) : undefined;
    const seen = refined === undefined ? below : changeAtom(below, { base: refined, typedAt: below.path.length, type: refined });
    const read: Why = { fn: this.fn.id, at, text: "read", prev: why?.text === "read" ? why.prev : why };
    return join(result, symbol(seen, read));
  }

  /** What this function wrote over a place. Most functions write over none: their reads build no key. */
  protected overlayOf(atom: Atom): Obj | undefined {
    const { heap } = this.state;
    return heap.overlays.size > 0 ? heap.get(`~${atom.place}`) : undefined;
  }

  protected readDerived(atom: Atom, key: string, why?: Why): Value {
    const field = this.derivedField(atom, key);
    if (field) return symbol(field, why);
    const left = levelOfDerived(key, this.types);
    if (left === 0) return CLEAN;
    return symbol(left < atom.cap ? changeAtom(atom, { cap: left }) : atom, why);
  }

  /** A field of something made from a whole record, where the record has a field of that name: what it holds is at most that. */
  protected derivedField(atom: Atom, key: string): Atom | undefined {
    if (this.types.shape(atom.type) !== "object" || !this.types.properties(atom.type)?.includes(key)) return undefined;
    const below = this.fieldAtom(changeAtom(atom, { opaque: false }), key);
    return below && changeAtom(below, { opaque: true });
  }

  /** The atom of a field; undefined where the field was removed. Depth is capped, recursive types fold. */
  fieldAtom(atom: Atom, key: string): Atom | undefined {
    if (atom.opaque) return atom;
    let known = this.atomsBelow.get(atom);
    if (!known) this.atomsBelow.set(atom, (known = new Map()));
    let below = known.get(key);
    if (below === undefined) known.set(key, (below = this.makeFieldAtom(atom, key) ?? null));
    return below ?? undefined;
  }

  protected makeFieldAtom(atom: Atom, key: string): Atom | undefined {
    const { types } = this;
    const segment = /^\d+$/.test(key) && types.shape(atom.type) === "array" && types.field(atom.type, key) === types.element(atom.type) ? "[*]" : key;
    const except = removedBelow(atom.except, segment);
    if (except === undefined) return undefined;
    const type = typeBelow(types, atom.type, segment, key);
    if (atom.path.length >= MAX_PATH) return changeAtom(atom, { except: [] });
    const folded = foldRecursion(types, atom, segment, type);
    if (folded) return folded;
    return makeAtom({ ...atom, path: [...atom.path, segment], type, except });
  }

  write(target: Value, key: string, value: Value, at: number, weakly = false): void {
    this.step();
    const strongPossible = target.size === 1 && !weakly;
    for (const { ref } of target.values()) {
      if (ref.r === "obj") this.writeObject(ref.id, key, value, strongPossible);
      else if (ref.r === "sym" && !ref.atom.opaque) this.writeSymbol(ref.atom, key, value, strongPossible, at);
    }
  }

  writeObject(id: string, key: string, value: Value, only: boolean): void {
    const obj = this.obj(id);
    if (!obj) return;
    const strong = only && !obj.many && key !== "[*]" && key !== "{k}";
    const old = strong || obj.fields.has(key) ? undefined : this.readRest(obj, key, 0);
    this.state.heap.set(id, withField(obj, key, old ? join(old, value) : value, strong));
    if (isGlobalId(id) && value.size > 0 && !(id.startsWith("G:proto:") && this.functions(value).size > 0)) {
      this.recordWrite({ target: { id }, key, value, strong: false });
      this.keep?.(`${id}\t${key}`, [], value, 0);
    }
  }

  protected writeSymbol(atom: Atom, key: string, value: Value, only: boolean, at: number): void {
    if (atom.root.kind === "ambient") this.keep?.(atom.root.location, [...atom.path, key], value, at);
    const overlayId = `~${atom.place}`;
    const overlay = this.state.heap.get(overlayId) ?? makeObj("overlay");
    const strong = only && key !== "[*]" && key !== "{k}" && !atom.path.includes("[*]");
    this.state.heap.set(overlayId, withField(overlay, key, value, strong));
    if (isInput(atom.root) || atom.root.kind === "ambient") {
      this.recordWrite({ target: { root: atom.root, path: atom.path }, key, value, strong: strong && isInput(atom.root) });
    }
  }

  /** Joins another state of an object into the one of that id. */
  mergeObject(id: string, made: Obj): void {
    const old = this.state.heap.get(id);
    this.state.heap.set(id, old ? joinObjects(old, made) : made);
  }

  /** What a test proved of a member, on this branch only: no write that callers would see. */
  overlay(holder: Value, key: string, value: Value): void {
    if (holder.size !== 1) return;
    for (const { ref } of holder.values()) {
      if (ref.r === "obj") {
        const obj = this.obj(ref.id);
        if (obj && !obj.many) this.state.heap.set(ref.id, withField(obj, key, value, true));
      } else if (ref.r === "sym" && !ref.atom.opaque) {
        const id = `~${ref.atom.place}`;
        this.state.heap.set(id, withField(this.state.heap.get(id) ?? makeObj("overlay"), key, value, true));
      }
    }
  }

  /** The value with one atom changed. */
  replaceAtom(value: Value, atom: Atom, change: Partial<Omit<Atom, "key">>): Value {
    const result = new Map<string, Entry>();
    for (const { ref, why } of value.values()) addEntry(result, ref.r === "sym" && ref.atom.key === atom.key ? { r: "sym", atom: changeAtom(atom, change) } : ref, why);
    return result;
  }

  recordWrite(made: Write): void {
    const write: Write = { ...made, site: { fn: this.fn.id, at: this.current } };
    const target = "id" in write.target ? write.target.id : `${rootKey(write.target.root)}|${write.target.path.join(".")}`;
    const id = `${target}>${write.key}`;
    const old = this.writes.get(id);
    if (!old && this.writes.size >= MAX_WRITES) return;
    this.writes.set(id, old ? { ...write, value: join(old.value, write.value), strong: old.strong && write.strong, ...(old.site ? { site: old.site } : {}) } : write);
  }

  /** Any field of a symbolic record: its declared ones, else the record itself as scalars. */
  allFields(atom: Atom, at: number, why?: Why): Value {
    const names = this.types.properties(atom.type);
    if (!names || names.length > 60) return this.readSymbol(atom, "[*]", at, why);
    let result: Value = CLEAN;
    for (const name of names) result = join(result, this.readSymbol(atom, name, at, why));
    return result;
  }

  /** The references that can be called. */
  functions(value: Value): Value {
    return filterValue(value, (ref) => {
      if (ref.r !== "obj") return false;
      const kind = this.obj(ref.id)?.kind;
      return kind === "function" || kind === "native";
    });
  }
}
