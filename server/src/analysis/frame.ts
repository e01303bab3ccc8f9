// One function under analysis: its growing summary, exits and proofs, on top of its memory (memory.ts) and the views of it (views.ts).

import type { FnId, Stmt } from "../ir/ir";
import type { TypeKey } from "../ir/types";
import { UNKNOWN_TYPE } from "../ir/types";
import { rootAtom } from "./atom";
import { flattenParts, mergeFacts } from "./callfacts";
import type { State } from "./heap";
import type { HeldTest } from "./proofs";
import type { Applied, CallFact, Deferred, SinkFact, Site } from "./summary";
import { CLEAN, join, symbol, type Value } from "./value";
import { Views } from "./views";

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

export class Frame extends Views {
  /** Whether the current point can be reached. */
  live = true;
  returned: Value = CLEAN;
  returnedState: State | undefined;
  thrown: Value = CLEAN;
  thrownState: State | undefined;
  yielded: Value = CLEAN;
  readonly sinks = new Map<string, SinkFact>();
  readonly deferred = new Map<string, Deferred>();
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
  provenAtExit: Set<string> | undefined;
  readonly pendingAtExit = new Set<string>();
  /** Calls of callees that run here now because only this function knows their target: the innermost last. */
  readonly via: Via[] = [];
  readonly handlers: { thrown: Value; state: State | undefined }[] = [];
  /** Value of each expression when it was last evaluated: for finding the carrier inside a sink call. */
  readonly values: (Value | undefined)[] = [];
  /** Depth of function values run inside one another, to cut off self-application. */
  depth = 0;
  /** How many runs of each function are going on, one inside the other. */
  readonly turns = new Map<FnId, number>();

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
  // ---- reading ----------------------------------------------------------------------------------------------------
  // ---- writing ----------------------------------------------------------------------------------------------------

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

  /** Work that somebody else starts later: what it throws is not thrown here. */
  isolated<T>(work: () => T): T {
    this.handlers.push({ thrown: CLEAN, state: undefined });
    const result = work();
    this.handlers.pop();
    this.live = true;
    return result;
  }

  /** An exception that a `try` without `catch` lets through. */
  passOn(value: Value): void {
    const handler = this.handlers.at(-1);
    if (handler) handler.thrown = join(handler.thrown, value);
    else this.thrown = join(this.thrown, value);
  }

  // ---- collecting and deriving ------------------------------------------------------------------------------------

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
