// Summaries of the whole program, on demand and incrementally. Recursive components are solved together, from bottom, in the order of
// their names, so that the result does not depend on who asked first.

import { BODY, moduleFn, type FnId, type Program } from "../ir/ir";
import type { ClassId, TypeService } from "../ir/types";
import type { ModelIndex } from "../models/match";
import type { Policy } from "../policy/policy";
import { rootAtom } from "./atom";
import { closeEntry, ENTRY } from "./entries";
import { makeObj, type Obj } from "./heap";
import { STATIC_PROTOTYPE, staticFunction, staticPrototype } from "./prototypes";
import { STATIC_CLASS, STATIC_FUNCTION } from "./statics";
import type { SummaryStore } from "./store";
import { emptySummary, type Summary } from "./summary";
import { summarize } from "./summarize";
import { addEntry, CLEAN, type Entry, type Ref, type Value } from "./value";
import type { Context } from "./context";

/** What the solver needs of the world; the engine puts it together. */
export interface World {
  readonly program: Program;
  readonly types: TypeService;
  readonly models: ModelIndex;
  policyFor(file: string): Policy;
  /** Throws `Cancelled` if newer work waits. */
  checkpoint(): void;
  /** The folder whose paths do not count in hashes. */
  readonly root: string;
  /** Summaries of earlier runs. */
  readonly store?: SummaryStore | undefined;
}

/** Most rounds over a recursive component. Named cap `rounds`. */
const MAX_ROUNDS = 7;

export interface Solved {
  readonly summary: Summary;
  /** Functions whose summaries were read. */
  readonly dependencies: ReadonlySet<FnId>;
  /** Name of the component's first function; itself where it is not recursive. */
  readonly component: FnId;
  /** What the whole component read, in the order of reading; and the names of methods that it asked for. */
  readonly reads: ReadonlySet<FnId>;
  readonly methods: ReadonlyMap<string, boolean>;
  /** Taken from the store as it is. */
  readonly kept?: true;
}

interface Active {
  readonly fn: FnId;
  low: number;
  readonly index: number;
  dependencies: Set<FnId>;
  recursive: boolean;
  readonly methods: Map<string, boolean>;
}

export class Solver {
  private readonly solved = new Map<FnId, Solved>();
  /** Current approximations of functions on the stack. */
  private readonly open = new Map<FnId, Summary>();
  private readonly stack: Active[] = [];
  private readonly positions = new Map<FnId, Active>();
  private readonly running: Active[] = [];
  private readonly published = new Map<string, { readonly summary: Summary; readonly objects: Map<string, Obj>; readonly values: Map<string, Value> }>();
  /** How many functions were summarized since the last reset of the counter. */
  summarized = 0;
  /** How many were taken from the store instead. */
  recalled = 0;

  constructor(private readonly world: World) {}

  /** The summary of a function, made now if need be. */
  summary(fn: FnId): Summary {
    const done = this.solved.get(fn);
    const reader = this.running.at(-1);
    reader?.dependencies.add(fn);
    if (done) return done.summary;
    const active = this.positions.get(fn);
    if (active) {
      if (reader) reader.low = Math.min(reader.low, active.low);
      active.recursive = true;
      return this.open.get(fn) ?? emptySummary(fn);
    }
    return this.solve(fn);
  }

  /** Functions with a summary, by name. */
  all(): ReadonlyMap<FnId, Solved> {
    return this.solved;
  }

  /** Hashes as readers last saw them, of functions whose refresh was cancelled. */
  private owed = new Map<FnId, string>();
  /** Functions solved since this was last emptied. */
  private made: FnId[] = [];

  /**
   * Solves changed functions again, and their readers as long as summaries differ from before (early cutoff). A component is
   * always solved whole.
   */
  invalidate(fns: Iterable<FnId>): void {
    const readers = new Map<FnId, FnId[]>();
    const members = new Map<FnId, FnId[]>();
    const note = (fn: FnId): void => {
      const one = this.solved.get(fn);
      if (!one) return;
      for (const read of one.dependencies) push(readers, read, fn);
      push(members, one.component, fn);
    };
    for (const fn of this.solved.keys()) note(fn);
    const changed = new Set(fns);
    for (const [fn, { methods }] of this.solved) for (const [name, has] of methods) if (this.world.program.hasMethod(name) !== has) changed.add(fn);
    for (const fn of [...changed]) if (this.solved.has(`${fn}${BODY}`)) changed.add(`${fn}${BODY}`);
    const before = new Map(this.owed);
    const waiting = new Set([...changed, ...before.keys()]);
    // Whatever cancels this: what readers have seen so far is kept until they have seen the rest.
    this.owed = before;
    const drop = (fn: FnId): void => {
      const old = this.solved.get(fn);
      if (!old) return;
      for (const member of members.get(old.component) ?? [fn]) {
        const own = this.solved.get(member);
        if (own?.component !== old.component) continue;
        if (!before.has(member)) before.set(member, own.summary.hash);
        this.solved.delete(member);
        this.published.delete(member);
        waiting.add(member);
      }
    };
    for (const fn of changed) {
      if (!this.solved.has(fn)) before.set(fn, "");
      drop(fn);
    }
    while (waiting.size > 0) {
      const next = [...waiting].sort();
      waiting.clear();
      this.made = [];
      for (const fn of next) if (!fn.endsWith(BODY) && this.world.program.fn(fn) !== undefined) this.summary(fn);
      // What was solved just now may have read what is only found to be stale now, and is a reader like others.
      const fresh = new Set([...next, ...this.made]);
      for (const fn of this.made) note(fn);
      for (const fn of next) {
        const now = this.solved.get(fn)?.summary.hash ?? "gone";
        if (now === before.get(fn)) continue;
        before.set(fn, now);
        for (const reader of readers.get(fn) ?? []) if (!fresh.has(reader)) drop(reader);
      }
    }
    this.owed = new Map();
  }

  forgetAll(): void {
    this.solved.clear();
    this.published.clear();
    this.owed.clear();
  }

  private solve(fn: FnId): Summary {
    const active: Active = { fn, low: this.stack.length, index: this.stack.length, dependencies: new Set(), recursive: false, methods: new Map() };
    this.stack.push(active);
    this.positions.set(fn, active);
    try {
      const kept = this.recall(active);
      if (kept) return kept;
      const summary = this.run(active);
      const reader = this.running.at(-1);
      if (active.low < active.index) {
        if (reader) reader.low = Math.min(reader.low, active.low);
        this.open.set(fn, summary);
        return summary;
      }
      return active.recursive || this.stack.length > active.index + 1 ? this.solveComponent(active) : this.close(active, summary, fn);
    } catch (error) {
      this.unwind(active.index);
      throw error;
    }
  }

  /**
   * Takes a component from the store, if everything that it read is as it was. The questions are asked in the order in which the function
   * itself would ask, and with it on the stack, so that what has become recursive since is noticed and solved as such.
   */
  private recall(active: Active): Summary | undefined {
    const { store } = this.world;
    const kept = store?.recall(active.fn);
    if (!store || !kept || kept.methods.some(([name, has]) => this.world.program.hasMethod(name) !== has)) return undefined;
    this.running.push(active);
    try {
      for (const { fn, state } of kept.reads) {
        const summary = this.summary(fn);
        if (active.recursive || active.low < active.index || this.stack.length > active.index + 1 || store.state(fn, summary) !== state) return undefined;
      }
    } finally {
      this.running.pop();
      active.dependencies = new Set();
    }
    this.unwind(active.index);
    const reads = new Set(kept.reads.map((read) => read.fn));
    const methods = new Map(kept.methods);
    for (const { fn, summary, dependencies } of kept.members) {
      if (this.solved.has(fn)) continue;
      this.solved.set(fn, { summary, dependencies, component: kept.component, reads, methods, kept: true });
      this.made.push(fn);
      this.recalled++;
    }
    return this.solved.get(active.fn)?.summary;
  }

  private unwind(index: number): void {
    for (const one of this.stack.splice(index)) {
      this.positions.delete(one.fn);
      this.open.delete(one.fn);
    }
  }

  private run(active: Active): Summary {
    this.world.checkpoint();
    const entry = active.fn.endsWith(ENTRY);
    const fn = this.world.program.fn(entry ? active.fn.slice(0, -ENTRY.length) : active.fn);
    if (!fn) return emptySummary(active.fn);
    this.running.push(active);
    this.summarized++;
    try {
      return entry ? closeEntry(fn, this.context) : summarize(fn.id === active.fn ? fn : { ...fn, id: active.fn }, this.context);
    } finally {
      this.running.pop();
    }
  }

  /** Starts a component from bottom and goes round its functions, in the order of names, until nothing changes. */
  private solveComponent(root: Active): Summary {
    let size = 0;
    let changed = true;
    const reads = new Set<FnId>();
    for (let round = 0; round < MAX_ROUNDS && changed; round++) {
      const members = this.stack.slice(root.index);
      if (members.length !== size) {
        for (const member of members) this.open.delete(member.fn);
        size = members.length;
      }
      changed = false;
      for (const member of members.toSorted((a, b) => (a.fn < b.fn ? -1 : 1))) {
        member.dependencies = new Set();
        const next = this.run(member);
        for (const read of member.dependencies) reads.add(read);
        if (next.hash !== this.open.get(member.fn)?.hash) changed = true;
        // Also where the hash is the same: what only rules read of a summary is not part of it.
        this.open.set(member.fn, next);
      }
      if (this.stack.length - root.index !== size) changed = true;
    }
    const members = this.stack.slice(root.index);
    const component = members.map((member) => member.fn).sort()[0] ?? root.fn;
    for (const member of members) reads.delete(member.fn);
    const methods = new Map(members.flatMap((member) => [...member.methods]));
    for (const member of members) {
      const summary = this.open.get(member.fn) ?? emptySummary(member.fn);
      this.solved.set(member.fn, { summary: changed ? { ...summary, budget: "rounds" } : summary, dependencies: member.dependencies, component, reads, methods });
      this.made.push(member.fn);
    }
    this.unwind(root.index);
    return this.solved.get(root.fn)?.summary ?? emptySummary(root.fn);
  }

  private close(active: Active, summary: Summary, component: FnId): Summary {
    this.unwind(active.index);
    this.solved.set(active.fn, { summary, dependencies: active.dependencies, component, reads: active.dependencies, methods: active.methods });
    this.made.push(active.fn);
    return summary;
  }

  // ---- what functions see of modules and classes ---------------------------------------------------------------------

  readonly context: Context = this.makeContext();

  private makeContext(): Context {
    // eslint-disable-next-line -- the context reads the solver's fields when it is called, not when it is made
    const solver = this;
    return {
      get program() {
        return solver.world.program;
      },
      get types() {
        return solver.world.types;
      },
      get models() {
        return solver.world.models;
      },
      get root() {
        return solver.world.root;
      },
      policyFor: (file) => solver.world.policyFor(file),
      summary: (fn) => solver.summary(fn),
      globalObject: (id) => solver.globalObject(id),
      moduleValue: (file, name) => solver.publish(moduleFn(file)).values.get(name) ?? CLEAN,
      recursive: (fn) => solver.positions.has(fn),
      hasMethod: (name) => solver.hasMethod(name),
      classField: (cls, key) => solver.classField(cls, key),
    };
  }

  /** Recorded, as the answer may change with any file of the program. */
  private hasMethod(name: string): boolean {
    const has = this.world.program.hasMethod(name);
    this.running.at(-1)?.methods.set(name, has);
    return has;
  }

  /** Global ids are `G:<owner function>|<id there>`. */
  private globalObject(id: string): Obj | undefined {
    if (id.startsWith(STATIC_FUNCTION)) return staticFunction(this.world.program, id.slice(STATIC_FUNCTION.length));
    if (id.startsWith(STATIC_PROTOTYPE)) return staticPrototype(this.world.program, id);
    if (id.startsWith(STATIC_CLASS)) return this.staticClass(id);
    const bar = id.lastIndexOf("|");
    return this.publish(id.slice(2, bar)).objects.get(id);
  }

  /** A top-level class with what its static block leaves in its fields. */
  private staticClass(id: string): Obj | undefined {
    const decl = this.world.program.cls(id.slice(STATIC_CLASS.length));
    if (!decl) return undefined;
    const fields: [string, Value][] = [];
    if (decl.staticFn) {
      for (const [name, value] of this.publish(decl.staticFn).values) if (name.startsWith("this.")) fields.push([name.slice(5), value]);
    }
    return makeObj("class", fields, { cls: decl.id });
  }

  private classField(cls: ClassId, key: string): Value {
    const decl = this.world.program.cls(cls);
    return decl ? (this.publish(decl.constructorFn).values.get(`this.${key}`) ?? CLEAN) : CLEAN;
  }

  /** A module's (or constructor's) final values with its objects made global, and a constructor's inputs made ambient places. */
  private publish(owner: FnId): { readonly objects: Map<string, Obj>; readonly values: Map<string, Value> } {
    const summary = this.summary(owner);
    const known = this.published.get(owner);
    if (known?.summary === summary) return known;
    const globalise = (value: Value): Value => {
      const result = new Map<string, Entry>();
      for (const { ref, why } of value.values()) {
        addEntry(result, globaliseRef(owner, ref), why);
        const given = ref.r === "sym" && ref.atom.root.kind === "param" && ref.atom.path.length === 0 ? summary.defaults.get(ref.atom.root.index) : undefined;
        for (const other of (given ?? CLEAN).values()) addEntry(result, globaliseRef(owner, other.ref), other.why);
      }
      return result;
    };
    const objects = new Map<string, Obj>();
    for (const [id, obj] of summary.heap) {
      objects.set(`G:${owner}|${id}`, { ...obj, fields: new Map([...obj.fields].map(([key, value]) => [key, globalise(value)])) });
    }
    const values = new Map<string, Value>();
    for (const [name, value] of summary.variables) values.set(name, globalise(value));
    for (const write of summary.writes) {
      if ("id" in write.target || write.target.root.kind !== "this" || write.target.path.length > 0) continue;
      values.set(`this.${write.key}`, globalise(write.value));
    }
    const made = { summary, objects, values };
    this.published.set(owner, made);
    return made;
  }
}

function globaliseRef(owner: FnId, ref: Ref): Ref {
  if (ref.r === "obj") return ref.id.startsWith("G:") || ref.id.startsWith("schema:") ? ref : { r: "obj", id: `G:${owner}|${ref.id}` };
  if (ref.r === "led") return { r: "led", by: globaliseRef(owner, ref.by) };
  if (ref.r !== "sym") return ref;
  const { root } = ref.atom;
  if (root.kind !== "param" && root.kind !== "captured" && root.kind !== "this" && root.kind !== "result") return ref;
  const input = root.kind === "param" ? `p${root.index}` : root.kind;
  const location = `${owner}!${[input, ...ref.atom.path].join(".")}`;
  return { r: "sym", atom: rootAtom({ kind: "ambient", location }, ref.atom.type, ref.atom.hint) };
}

const push = (lists: Map<FnId, FnId[]>, key: FnId, fn: FnId): void => {
  const list = lists.get(key);
  if (list) list.push(fn);
  else lists.set(key, [fn]);
};
