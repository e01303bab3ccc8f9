// What one function does, in terms of its inputs: the unit of incremental work. Callers read nothing else of it.

import type { FnId } from "../ir/ir";
import type { TypeKey } from "../ir/types";
import type { Proof } from "./proofs";
import type { SinkKind } from "../policy/policy";
import type { Root } from "./atom";
import type { Obj } from "./heap";
import { CLEAN, type Entry, type Value, type Why } from "./value";

/** An expression of a function. */
export interface Site {
  readonly fn: FnId;
  readonly at: number;
}

/** Ways out of the program that are no sinks for PHI, and matter for what models wrote: answers and pages, results of functions. */
export type ExitKind = "response" | "return";

/** A value that reaches a sink, as far as this function can tell. */
export interface SinkFact {
  readonly kind: SinkKind | ExitKind;
  /** Model node (`library|path`) or `policy:N`. */
  readonly node: string;
  /** As written at the primitive call: `console.log`, `axios.post`. */
  readonly callee: string;
  readonly library: string;
  /** What reaches it: a `sym` reference. */
  readonly entry: Entry;
  /** Calls from this function down to the primitive sink; the last is the sink itself. */
  readonly chain: readonly Site[];
  /** The expression inside `chain[0]` that carries the value. */
  readonly carrier: number;
  /** Set where the text of a function shows that the value is PHI: the finding stands there, once a caller passes PHI. */
  readonly anchor?: Site & { readonly carrier: number };
  /** Where the data goes: URLs, hosts, environment variables, or inputs that will hold such. */
  readonly address: Value;
  /** The value is part of the URL. */
  readonly inUrl: boolean;
  /** Constants a rule asks about, by name: `status`, `encryption`, `region`. */
  readonly options: ReadonlyMap<string, Value>;
  /** Where the client was built, for stores that are reported there. */
  readonly client?: Site;
}

/** A call whose target the callers know: a parameter, a member of one, a captured function. */
export interface Deferred {
  readonly id: string;
  readonly at: number;
  readonly callee: Value;
  /** A method call on `callee`. */
  readonly method?: string;
  readonly receiver?: Value;
  readonly args: readonly Value[];
  /** The arguments as written, where some are spread: callers may know their number. */
  readonly written?: readonly { readonly value: Value; readonly spread: boolean }[];
  /** The expressions of the arguments, as far as they are written out. */
  readonly sites: readonly number[];
  readonly spread: boolean;
  readonly construct: boolean;
  /** What it throws is caught here: it is a symbol of its own. */
  readonly caught?: boolean;
  /** Declared result type, where the caller cannot tell the target either. */
  readonly returns: TypeKey;
  readonly hint: string;
  /** Facts proven before the call. */
  readonly proven: readonly string[];
}

/** A field write to something that exists outside the function. */
export interface Write {
  /** Input or ambient object by root and path, or a global object by id. */
  readonly target: { readonly root: Root; readonly path: readonly string[] } | { readonly id: string };
  readonly key: string;
  readonly value: Value;
  readonly strong: boolean;
  /** The call or assignment that writes, for the steps of a flow. */
  readonly site?: Site;
}

/** A call that rules look at by itself, with what is known of its parts. */
export interface CallFact {
  readonly node: string;
  readonly callee: string;
  readonly at: Site;
  readonly parts: ReadonlyMap<string, Value>;
  readonly proven: readonly string[];
  /** The call of this function that leads there, where parts were inputs of a callee; else the fact is this function's own. */
  readonly from?: Site;
  /** The workspace function that is called. */
  readonly target?: FnId;
  /** For registrations: store accesses of the handlers that have no audit event. */
  readonly pending?: readonly string[];
  /** For registrations: functions that ran, and what was proven before each. */
  readonly applied?: readonly Applied[];
}

/** A function that ran for a registration. */
export interface Applied {
  readonly fn: FnId;
  readonly proven: readonly string[];
}

export interface Summary {
  readonly fn: FnId;
  readonly returns: Value;
  readonly throws: Value;
  /** Objects made here that a caller can reach. */
  readonly heap: ReadonlyMap<string, Obj>;
  readonly writes: readonly Write[];
  readonly sinks: readonly SinkFact[];
  /** What parameters are where nothing is passed. */
  readonly defaults: ReadonlyMap<number, Value>;
  readonly deferred: readonly Deferred[];
  readonly calls: readonly CallFact[];
  /** Facts that hold at every normal exit (`audit`). */
  readonly proves: readonly string[];
  /** Guards in it: which arguments passed one, by what it gives back. */
  readonly guards?: readonly Proof[];
  /** Store accesses still without audit at some normal exit, by site key. */
  readonly pending: readonly string[];
  /** Functions applied, for knowing who is called: callee ids. */
  readonly applied: readonly FnId[];
  /** Function values that left for unknown callers. */
  readonly escaped: readonly FnId[];
  /** For modules: values of top-level variables at the end. */
  readonly variables: ReadonlyMap<string, Value>;
  /** It has no normal exit: it throws or ends the process on every path. */
  readonly never?: true;
  /** A cap that cut the analysis off. */
  readonly budget?: string;
  /** Hash of all that callers read. */
  readonly hash: string;
}

/** The bottom summary: where recursion starts from. */
export const emptySummary = (fn: FnId): Summary => ({
  fn, returns: CLEAN, throws: CLEAN, heap: new Map(), writes: [], sinks: [], defaults: new Map(), deferred: [], calls: [], proves: [], pending: [], applied: [], escaped: [],
  variables: new Map(), hash: "",
});

/** How a reference that callers got from a function came about in it: in its result, in an object that it made, or in what it gave to a call that they ran. */
export function witnessOf(summary: Summary, key: string): { readonly why: Why | undefined; readonly returned: boolean } | undefined {
  const direct = summary.returns.get(key);
  if (direct) return { why: direct.why, returned: true };
  for (const obj of summary.heap.values()) for (const field of obj.fields.values()) if (field.has(key)) return { why: field.get(key)?.why, returned: true };
  for (const { args } of summary.deferred) for (const arg of args) if (arg.has(key)) return { why: arg.get(key)?.why, returned: false };
  return undefined;
}
