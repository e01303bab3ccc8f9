// One function under analysis: its state, its growing summary, and the primitive operations on values and heap that everything
// else is made of (read, write, collect, derive, allocate).

import type { Fn, FnId, Program, Stmt } from "../ir/ir";
import type { ClassId, PhiTag, TypeKey, TypeService } from "../ir/types";
import { UNKNOWN_TYPE } from "../ir/types";
import { removedBelow } from "../ir/removed";
import type { ModelIndex } from "../models/match";
import type { Policy } from "../policy/policy";
import { changeAtom, isInput, makeAtom, MAX_PATH, placeKey, rootAtom, rootKey, type Atom, type Cap, type Root } from "./atom";
import { flattenParts, mergeFacts } from "./callfacts";
import { levelOfDerived } from "./derived";
import { joinObjects, makeObj, MAX_OBJECTS, withField, type Obj, type ObjKind, State } from "./heap";
import type { HeldTest } from "./proofs";
import type { Applied, CallFact, Deferred, SinkFact, Site, Summary, Write } from "./summary";
import { addEntry, CLEAN, filterValue, join, joinEach, MAX_REFS, object, refKey, single, symbol, symbols, type Entry, type Ref, type Value, type Why } from "./value";

/** The field that holds what an object was spread from, less the names it sets itself. */
export const REST = "...";

/** Mark of an object that is a promise made by hand. */
export const PROMISE = "promise";

/** What the analysis of a function may ask of the rest of the program. */
export interface Context {
  readonly program: Program;
  readonly types: TypeService;
  readonly models: ModelIndex;
  /** The folder whose paths do not count in hashes: another checkout has the same summaries. */
  readonly root: string;
  policyFor(file: string): Policy;
  /** The summary of another function; bottom while it is being made further up. Recorded as a dependency. */
  summary(fn: FnId): Summary;
  /** A global object's initial state, made by its module. */
  globalObject(id: string): Obj | undefined;
  /** The value of a top-level variable when its module has run. */
  moduleValue(file: string, name: string): Value;
  /** Whether a function is being solved right now: its summary is an approximation that may hold what this one adds. */
  recursive(fn: FnId): boolean;
  /** Whether anything in the workspace has a method of this name. Recorded. */
  hasMethod(name: string): boolean;
  /** What the constructor of a class leaves in a field, with inputs of the constructor as ambient places. */
  classField(cls: ClassId, key: string): Value;
}

/** Most evaluation steps of one function. Named cap `steps`. */
export const MAX_STEPS = 80_000;

/** Most writes outside a function that its summary keeps. Named cap `writes`. */
export const MAX_WRITES = 80;

/** Deepest chain of spreads of spreads that is followed. Named cap `spread-depth`. */
const MAX_REST_DEPTH = 40;

/** The cap that an error stands for; undefined for errors that are none of a budget's. */
export const capOf = (error: unknown): string | undefined =>
  error instanceof BudgetExceeded ? error.cap : error instanceof RangeError && error.message.includes("call stack") ? "depth" : undefined;

/** Thrown when a function's budget is used up; the summary made so far is kept and marked. */
export class BudgetExceeded extends Error {
  constructor(readonly cap: string) {
    super(cap);
  }
}

/** A call inside a callee that is run by its caller. */
export interface Via extends Site {
  readonly args: readonly Value[];
  /** The expressions of the arguments. */
  readonly sites: readonly number[];
}

/** A jump target inside the function: where states of `break`, `continue` and exceptions gather. */
export interface Gathering {
  readonly label?: string | undefined;
  state: State | undefined;
}

/** What held around a run of handlers. */
export interface Around {
  readonly proven: ReadonlySet<string>;
  readonly pending: ReadonlySet<string>;
  readonly applications: Applied[] | undefined;
  readonly deferred: ReadonlySet<string>;
}

/** Takes what `collect` finds. */
type Adder = (ref: Ref, why: Why | undefined) => void;

export class Frame {
  state = new State();
  /** Whether the current point can be reached. */
  live = true;
  steps = 0;
  returned: Value = CLEAN;
  returnedState: State | undefined;
  thrown: Value = CLEAN;
  thrownState: State | undefined;
  yielded: Value = CLEAN;
  readonly sinks = new Map<string, SinkFact>();
  readonly deferred = new Map<string, Deferred>();
  readonly writes = new Map<string, Write>();
  readonly calls = new Map<string, CallFact>();
  /** What parameters are where callers pass nothing. */
  readonly defaults = new Map<number, Value>();
  readonly applied = new Set<FnId>();
  /** While handlers run: which functions ran, after which checks. */
  applications: Applied[] | undefined;
  readonly escaped = new Set<FnId>();
  /** Closures that run after this function may have changed captured variables again: run once more at the end. */
  readonly later = new Map<string, { readonly value: Value; readonly args: readonly Value[]; readonly at: number }>();
  readonly breaks: Gathering[] = [];
  readonly continues: Gathering[] = [];
  readonly finalizers: (readonly Stmt[])[] = [];
  /** Variables that hold the outcome of a test. */
  readonly tests = new Map<string, HeldTest>();
  /** Variables that are assigned after their declaration. */
  readonly assigned = new Set<string>();
  /** By outcome: parameters that passed a guard at every exit with that outcome. */
  readonly proofs = new Map<boolean, ReadonlySet<number>>();
  /** Parameters of `catch` clauses: throwing them on is not a new error. */
  readonly caught = new Set<string>();
  /** What the promise that a `.catch` hangs on was rejected with. */
  rejection: Value = CLEAN;
  /** Told of functions that are put into ambient state. */
  keep: ((location: string, path: readonly string[], value: Value, at: number) => void) | undefined;
  provenAtExit: Set<string> | undefined;
  readonly pendingAtExit = new Set<string>();
  /** Calls of callees that run here now because only this function knows their target: the innermost last. */
  readonly via: Via[] = [];
  readonly handlers: { thrown: Value; state: State | undefined }[] = [];
  /** Value of each expression when it was last evaluated: for finding the carrier inside a sink call. */
  readonly values: (Value | undefined)[] = [];
  /** The call or assignment that is being evaluated. */
  current = 0;
  /** Prefix of allocation sites while another function's deferred call runs in this frame. */
  site = "";
  /** Depth of spreads of spreads that are being read: an object may have been spread into itself. */
  private restDepth = 0;
  /** Objects that were read through spreads in the read that is going on, by key. */
  private readonly restRead = new Map<string, Set<Obj>>();
  /** Depth of function values run inside one another, to cut off self-application. */
  depth = 0;
  /** How many runs of each function are going on, one inside the other. */
  readonly turns = new Map<FnId, number>();
  /** Atoms of fields that were read before: the same few are read over and over. */
  private readonly atomsBelow = new Map<Atom, Map<string, Atom | null>>();
  inLoop = 0;

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

  /** `this` of the function. */
  self(): Value {
    const own = this.state.vars.get("this");
    if (own) return own;
    if (this.fn.kind === "module") return CLEAN;
    return symbol(rootAtom({ kind: "this" }, this.fn.cls ?? UNKNOWN_TYPE, ""));
  }

  /** A parameter as an input, whether it is declared or not. */
  parameter(index: number, type: TypeKey = UNKNOWN_TYPE, hint = ""): Value {
    return symbol(rootAtom({ kind: "param", index }, type, hint), { fn: this.fn.id, at: this.fn.params[index]?.at ?? 0, text: "parameter" });
  }

  /** A value with a `@phi` tag: what the tag says stands before anything else. */
  tagged(value: Value, tag: PhiTag, at: number, hint: string): Value {
    const behaviour = this.behaviour(value);
    if (tag.level === "operational") return behaviour;
    const root = { kind: "source", fn: this.fn.id, at, level: tag.level === "phi-direct" ? 2 : 1, category: tag.category ?? "" } as const;
    return join(this.sourceAt(root, hint), behaviour);
  }

  /** Notes a normal exit: what is proven at every one of them, what is still open at any. */
  exit(): void {
    if (this.provenAtExit) {
      for (const fact of this.provenAtExit) if (!this.state.proven.has(fact)) this.provenAtExit.delete(fact);
    } else this.provenAtExit = new Set(this.state.proven);
    for (const one of this.state.pending) this.pendingAtExit.add(one);
    if (this.returnedState) this.returnedState.absorb(this.state);
    else this.returnedState = this.state.clone();
  }

  // ---- allocation -------------------------------------------------------------------------------------------------

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

  // ---- reading ----------------------------------------------------------------------------------------------------

  /** The value of a field. `key` may be a name, `[*]`, `{k}`, `{json}`. */
  read(value: Value, key: string, at: number): Value {
    this.step();
    return joinEach(value.values(), (entry) => this.readRef(entry, key, at));
  }

  private readRef(entry: Entry, key: string, at: number): Value {
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
    return result;
  }

  /** What a spread of a symbolic value left for a name that the object does not set itself. */
  private readRest(obj: Obj, key: string, at: number): Value | undefined {
    const rest = obj.fields.get(REST);
    if (rest === undefined || key.startsWith("^") || this.restDepth >= MAX_REST_DEPTH) return undefined;
    return this.belowRest(obj, key, () => this.read(rest, key, at));
  }

  /** Reads through a spread; an object that several spreads of one read lead to is read once, as the read joins them all anyway. */
  private belowRest(obj: Obj, key: string, read: () => Value): Value {
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

  private restFields(obj: Obj, rest: Value, at: number): Value {
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

  private fieldTypeOf(obj: Obj, key: string): TypeKey {
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
    const place = placeKey(atom);
    const overlay = this.state.heap.get(`~${place}`);
    let result: Value = CLEAN;
    const written = overlay?.fields.get(key);
    if (written) result = written;
    if (key === "[*]" && overlay) for (const field of overlay.fields.values()) result = join(result, field);
    if (written && !overlay?.weak?.has(key)) return result;
    const below = this.fieldAtom(atom, key);
    if (!below) return result;
    const refined = this.state.narrowed.get(placeKey(below));
    const seen = refined === undefined ? below : changeAtom(below, { base: refined, typedAt: below.path.length, type: refined });
    const read: Why = { fn: this.fn.id, at, text: "read", prev: why?.text === "read" ? why.prev : why };
    return join(result, symbol(seen, read));
  }

  private readDerived(atom: Atom, key: string, why?: Why): Value {
    const field = this.derivedField(atom, key);
    if (field) return symbol(field, why);
    const left = levelOfDerived(key);
    if (left === 0) return CLEAN;
    return symbol(left < atom.cap ? changeAtom(atom, { cap: left }) : atom, why);
  }

  /** A field of something made from a whole record, where the record has a field of that name: what it holds is at most that. */
  private derivedField(atom: Atom, key: string): Atom | undefined {
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

  private makeFieldAtom(atom: Atom, key: string): Atom | undefined {
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

  // ---- writing ----------------------------------------------------------------------------------------------------

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

  private writeSymbol(atom: Atom, key: string, value: Value, only: boolean, at: number): void {
    if (atom.root.kind === "ambient") this.keep?.(atom.root.location, [...atom.path, key], value, at);
    const overlayId = `~${placeKey(atom)}`;
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

  /** An exception that may leave here: to the handler around, else to the callers. */
  raise(value: Value, mayGoOn: boolean): void {
    const handler = this.handlers.at(-1);
    if (handler) {
      handler.thrown = join(handler.thrown, value);
      if (handler.state) handler.state.absorb(this.state);
      else handler.state = this.state.clone();
    } else {
      this.thrown = join(this.thrown, value);
      if (this.thrownState) this.thrownState.absorb(this.state);
      else this.thrownState = this.state.clone();
    }
    if (!mayGoOn) this.live = false;
  }

  /** An exception that a `try` without `catch` lets through. */
  passOn(value: Value): void {
    const handler = this.handlers.at(-1);
    if (handler) handler.thrown = join(handler.thrown, value);
    else this.thrown = join(this.thrown, value);
  }

  /** What a test proved of a member, on this branch only: no write that callers would see. */
  overlay(holder: Value, key: string, value: Value): void {
    if (holder.size !== 1) return;
    for (const { ref } of holder.values()) {
      if (ref.r === "obj") {
        const obj = this.obj(ref.id);
        if (obj && !obj.many) this.state.heap.set(ref.id, withField(obj, key, value, true));
      } else if (ref.r === "sym" && !ref.atom.opaque) {
        const id = `~${placeKey(ref.atom)}`;
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

  // ---- collecting and deriving ------------------------------------------------------------------------------------

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
        else if (entry.ref.r === "obj" && !seen.has(entry.ref.id)) {
          seen.add(entry.ref.id);
          this.collectObject(entry.ref.id, add, visit);
        }
      }
    };
    visit(value);
    return found;
  }

  private collectObject(id: string, add: Adder, visit: (value: Value) => void): void {
    const obj = this.obj(id);
    this.step();
    if (!obj || obj.kind === "function" || obj.kind === "native" || obj.kind === "class" || obj.kind === "schema") return;
    for (const [key, field] of obj.fields) {
      if (key.startsWith("^") || (obj.kind === "handle" && !key.startsWith("[*]") && !key.startsWith("{data"))) continue;
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

  private collectSymbol(atom: Atom, why: Why | undefined, add: Adder, visit: (value: Value) => void): void {
    if (atom.opaque || this.state.heap.overlays.size === 0) return add({ r: "sym", atom }, why);
    const prefix = `~${placeKey(atom)}`;
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

  /** Gives a value of unknown type the declared one; what is known already keeps what flowed into it. */
  ascribe(value: Value, type: TypeKey, hint = ""): Value {
    if (value.size === 0 || (type === UNKNOWN_TYPE && hint === "")) return value;
    let result: Map<string, Entry> | undefined;
    for (const [key, entry] of value) {
      const { ref } = entry;
      if (ref.r === "obj" && type !== UNKNOWN_TYPE) this.ascribeFields(ref.id, type);
      if (ref.r !== "sym" || ref.atom.opaque || ref.atom.type !== UNKNOWN_TYPE) continue;
      const named = hint !== "" && ref.atom.path.every((part) => part === "[*]" || part === "{json}") ? addHint(ref.atom.hint, hint) : ref.atom.hint;
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
  private ascribeFields(id: string, type: TypeKey): void {
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

  private symbolWithout(atom: Atom, keys: readonly string[], why: Why | undefined, at: number, part: number): Value {
    const overlay = this.state.heap.get(`~${placeKey(atom)}`);
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

  /** Any field of a symbolic record: its declared ones, else the record itself as scalars. */
  allFields(atom: Atom, at: number, why?: Why): Value {
    const names = this.types.properties(atom.type);
    if (!names || names.length > 60) return this.readSymbol(atom, "[*]", at, why);
    let result: Value = CLEAN;
    for (const name of names) result = join(result, this.readSymbol(atom, name, at, why));
    return result;
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

  /** A fact that holds from here on; an audit event settles what was waiting for one. */
  prove(fact: string): void {
    this.state.proven.add(fact);
    if (fact === "audit") this.state.pending.clear();
  }

  /** Starts a run for which nothing around it counts: a handler that somebody else calls. */
  enterContext(proven: Iterable<string>): Around {
    const around: Around = { proven: new Set(this.state.proven), pending: new Set(this.state.pending), applications: this.applications, deferred: new Set(this.deferred.keys()) };
    this.state.proven.clear();
    for (const fact of proven) this.state.proven.add(fact);
    this.state.pending.clear();
    this.applications = [];
    return around;
  }

  /** Ends such a run: what it proved, left open and applied; around it everything is as before. */
  leaveContext(around: Around): { readonly proven: readonly string[]; readonly pending: readonly string[]; readonly applied: readonly Applied[] } {
    const result = { proven: [...this.state.proven].sort(), pending: [...this.state.pending].sort(), applied: this.applications ?? [] };
    for (const [id, one] of this.deferred) if (!around.deferred.has(id)) this.deferred.set(id, { ...one, proven: [...new Set([...one.proven, ...result.proven])] });
    this.state.proven.clear();
    for (const fact of around.proven) this.state.proven.add(fact);
    this.state.pending.clear();
    for (const one of around.pending) this.state.pending.add(one);
    this.applications = around.applications;
    return result;
  }

  saveProven(): ReadonlySet<string> {
    return new Set(this.state.proven);
  }

  restoreProven(saved: ReadonlySet<string>): void {
    this.state.proven.clear();
    for (const fact of saved) this.state.proven.add(fact);
  }

  /** Where a call stands: in this function, or in a callee that left it to this one. */
  placeOfCall(at: number): { readonly at: Site; readonly from?: Site } {
    const own: Site = { fn: this.fn.id, at };
    const inner = this.via.at(-1);
    return inner ? { at: { fn: inner.fn, at: inner.at }, from: own } : { at: own };
  }

  recordFact(fact: CallFact): void {
    const key = `${fact.node}${fact.node === "mount" ? [...(fact.parts.get("child")?.keys() ?? [])].join() : ""}|${fact.at.fn}@${fact.at.at}|${fact.from?.at ?? ""}|${fact.node === "option" ? fact.callee : ""}${fact.parts.has("body") ? [...fact.proven].sort().join() : ""}`;
    const old = this.calls.get(key);
    this.calls.set(key, old ? mergeFacts(old, fact) : fact);
  }

  recordCall(node: string, callee: string, call: { readonly args: readonly Value[]; readonly at: number }, target?: FnId): void {
    const parts = new Map<string, Value>();
    call.args.forEach((arg, index) => flattenParts(this, arg, String(index), parts));
    this.recordFact({ node, callee, ...this.placeOfCall(call.at), parts, proven: [...this.state.proven], ...(target === undefined ? {} : { target }) });
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

  /** The references that can be called. */
  functions(value: Value): Value {
    return filterValue(value, (ref) => {
      if (ref.r !== "obj") return false;
      const kind = this.obj(ref.id)?.kind;
      return kind === "function" || kind === "native";
    });
  }

  /** The symbolic references. */
  symbolic(value: Value): Value {
    return filterValue(value, (ref) => ref.r === "sym");
  }

  escape(value: Value): void {
    for (const { ref } of value.values()) {
      if (ref.r !== "obj") continue;
      const fn = this.obj(ref.id)?.fn;
      if (fn) this.escaped.add(fn);
    }
  }

  /** Whether a function is written inside the one under analysis. */
  encloses(id: FnId): boolean {
    const own = this.fn.id.replace(/<entry>$/, "");
    for (let at = this.ctx.program.fn(id)?.outer; at !== undefined; at = this.ctx.program.fn(at)?.outer) if (at === own) return true;
    return false;
  }
}

/** Global objects live in their module; everything else in the function that made it. */
export const isGlobalId = (id: string): boolean => id.startsWith("G:");

/** Kinds of global objects whose fields other functions may change. */
const isSharedKind = (kind: ObjKind): boolean => kind === "object" || kind === "array" || kind === "map" || kind === "instance" || kind === "cell" || kind === "class";

const isElementKey = (obj: Obj, name: string): boolean => {
  if (name.startsWith("^") || name === "{k}") return false;
  return obj.kind !== "array" || name === "[*]" || /^\d+$/.test(name);
};

const isBehaviour = (obj: Obj | undefined): boolean =>
  obj !== undefined && (obj.kind === "function" || obj.kind === "native" || obj.kind === "class" || obj.kind === "handle" || obj.kind === "instance");

/** Whether a value comes from somewhere the program does not show: an unknown call, an untyped or plain input. */
const isFromOutside = (value: Value): boolean => {
  for (const { atom } of symbols(value)) if (atom.cap === 2 && (atom.root.kind === "born" || (isInput(atom.root) && atom.root.kind !== "this"))) return true;
  return false;
};

/** Names under which a value was held, the last two: `rows member`. */
const addHint = (old: string, hint: string): string => {
  const names = hint.split(" ");
  const last = names.at(-1) ?? "";
  const before = [...old.split(" "), ...names].findLast((name) => name !== "" && name !== last);
  return before === undefined ? last : `${before} ${last}`;
};

/** Joins two parts of a site; long ones lose their middle, so that recursion ends. */
export function joinSite(outer: string, inner: string): string {
  const parts = `${outer}/${inner}`.split("/");
  return parts.length <= 4 ? parts.join("/") : [parts[0], "…", ...parts.slice(-2)].join("/");
}

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

function typeBelow(types: TypeService, type: TypeKey, segment: string, key: string): TypeKey {
  if (type === UNKNOWN_TYPE || segment === "{json}") return UNKNOWN_TYPE;
  if (segment === "{k}") return types.mapKey(type);
  if (segment === "[*]") {
    const value = types.mapValue(type);
    return value !== UNKNOWN_TYPE ? value : types.element(type);
  }
  return types.field(type, key);
}

/**
 * A path that comes back to a type it has been at goes round there: `item.answer.item` becomes `{*item.answer}.item`, read as often as
 * there is something to read. Without types, a name that comes again does the same.
 */
function foldRecursion(types: TypeService, atom: Atom, segment: string, type: TypeKey): Atom | undefined {
  if (type === UNKNOWN_TYPE) {
    if (segment === "[*]") return isNested(atom.path) ? roundTrip(atom, atom.path.length, segment, type) : undefined;
    const before = atom.path.indexOf(segment);
    return before < 0 || before === atom.path.length - 1 ? undefined : roundTrip(atom, before + 1, segment, type);
  }
  const shape = types.shape(type);
  if (shape !== "object" && shape !== "array") return undefined;
  let at = atom.base;
  for (let index = atom.typedAt; index < atom.path.length; index++) {
    if (at === type) return roundTrip(atom, index, segment, type);
    const next = atom.path[index] ?? "";
    if (!isRound(next)) at = typeBelow(types, at, next, next);
  }
  return undefined;
}

/** Elements of elements, or of any number of turns of them: untyped data that goes deeper is walked by recursion. */
const isNested = (path: readonly string[]): boolean => path.at(-1) === "{*[*]}" || (path.at(-1) === "[*]" && path.at(-2) === "[*]");

/** The atom whose path goes round from `index` on; a round that is already there stands for its repetition. */
function roundTrip(atom: Atom, index: number, segment: string, type: TypeKey): Atom {
  const cycle = [...atom.path.slice(index), segment].filter((part) => !isRound(part));
  const start = isRound(atom.path[index - 1] ?? "") ? atom.path.slice(0, index - 1) : atom.path.slice(0, index);
  return makeAtom({ ...atom, path: [...start, `{*${cycle.join(" ")}}`], type, except: [] });
}

/** Segments that stand for any number of turns of a cycle. */
export const isRound = (segment: string): boolean => segment.startsWith("{*");

/** The names of a cycle. */
export const roundOf = (segment: string): readonly string[] => segment.slice(2, -1).split(" ");
