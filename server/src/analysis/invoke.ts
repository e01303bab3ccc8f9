// Calling a value: workspace functions by their summaries, classes, library places, and calls left to the callers.

import type { FnId } from "../ir/ir";
import type { ClassId, TypeKey } from "../ir/types";
import { UNKNOWN_TYPE } from "../ir/types";
import { isInput } from "./atom";
import { callNative } from "./builtins/natives";
import { callJs } from "./builtins/globals";
import { readSource, streamBase } from "./builtins/streams";
import { recordInstance } from "./callfacts";
import { callClientByName } from "./clients";
import type { Frame } from "./frame";
import type { Obj } from "./heap";
import { instantiate } from "./instantiate";
import { callKept } from "./kept";
import { loggerByName, makesLogger } from "./loggers";
import { findMethod } from "./members";
import { callModel } from "./modelled";
import { applyPolicy } from "./policies";
import { constructPlain } from "./prototypes";
import type { Deferred } from "./summary";
import { unknownCall } from "./unknown";
import { CLEAN, constant, join, object, single, type Entry, type Value } from "./value";
import { joinSite, STREAM } from "./memory";

/** One call, whoever makes it. */
export interface Invocation {
  readonly this: Value;
  readonly args: readonly Value[];
  /** The call expression in this frame. */
  readonly at: number;
  /** The closure object, for captured variables and bound arguments. */
  readonly env?: Obj | undefined;
  /** The arguments came from a spread: their number is not known. */
  readonly spread?: boolean;
  readonly construct?: boolean;
  /** Run by a library or a builtin, not called by name: its parameters have inferred types. */
  readonly callback?: boolean;
  readonly typeArgs?: readonly TypeKey[];
  /** The arguments as written, where some are spread. */
  readonly written?: readonly { readonly value: Value; readonly spread: boolean }[];
  /** The expressions of the arguments. */
  readonly sites?: readonly number[];
  /** As written, for messages and name rules: `logger.info`. */
  readonly name?: string;
  /** Declared result type where the target is unknown. */
  readonly returns?: TypeKey;
  /** For generators: what `next(value)` and `throw(error)` hand in. */
  readonly sent?: { readonly value: Value; readonly error: Value };
  /** Told apart from other invocations at the same expression. */
  readonly label?: string;
}

/** Deepest nesting of function values run inside one another. Named cap `callback-depth`. */
const MAX_DEPTH = 24;

/**
 * How often a function runs inside its own runs, by callbacks that it or its callers left open. While it is being solved, its summary
 * grows by a turn each round anyway. Named cap `turns`.
 */
const MAX_TURNS = 2;

/** Calls every function that a value may be, and joins the results. */
export function invoke(frame: Frame, callee: Value, call: Invocation): Value {
  frame.step();
  frame.current = call.at;
  if (callee.size === 0) return callByName(frame, CLEAN, call);
  let result: Value = CLEAN;
  let part = 0;
  for (const entry of callee.values()) {
    const label = part++ === 0 ? call.label : `${call.label ?? ""}&${part}`;
    result = join(result, invokeRef(frame, entry, label === undefined ? call : { ...call, label }));
  }
  return result;
}

function invokeRef(frame: Frame, entry: Entry, call: Invocation): Value {
  const { ref } = entry;
  switch (ref.r) {
    case "obj":
      return invokeObject(frame, ref.id, call);
    case "api":
      return invokeApi(frame, ref.node, single(ref), call);
    case "sym": {
      const place = frame.ctx.models.placeOfType(frame.types.external(ref.atom.type));
      if (place?.callModel && !ref.atom.opaque) return invokeApi(frame, place.id, single(ref, entry.why), call);
      if (isInput(ref.atom.root) && !ref.atom.opaque) return defer(frame, single(ref), call, undefined);
      if (ref.atom.root.kind === "ambient" && !ref.atom.opaque) {
        callByName(frame, CLEAN, call);
        return join(callKept(frame, ref.atom, call), frame.derive(call.args.reduce(join, CLEAN)));
      }
      return callByName(frame, single(ref, entry.why), { ...call, returns: call.returns ?? frame.types.returns(ref.atom.type, call.typeArgs ?? []) });
    }
    default:
      return callByName(frame, CLEAN, call);
  }
}

/** A target that nobody knows: what the policy says of its name holds, as of a global that nobody declares. */
function callByName(frame: Frame, callee: Value, call: Invocation): Value {
  const decided = call.name === undefined ? undefined : applyPolicy(frame, { name: call.name }, call);
  if (decided && !decided.goOn) return decided.result;
  const result = unknownCall(frame, callee, call);
  return decided ? decided.after(result) : result;
}

function invokeObject(frame: Frame, id: string, call: Invocation): Value {
  const obj = frame.obj(id);
  if (!obj) return CLEAN;
  switch (obj.kind) {
    case "function": {
      if (!obj.fn) return CLEAN;
      const bound = obj.fields.get("^args");
      const args = bound ? [...boundArguments(frame, bound), ...call.args] : call.args;
      if (call.construct && frame.ctx.program.fn(obj.fn)?.kind === "function") return constructPlain(frame, id, obj.fn, { ...call, args });
      const self = obj.fields.get("^this") ?? call.this;
      return applyFunction(frame, obj.fn, { ...call, args, this: self, env: obj });
    }
    case "native":
      return callNative(frame, obj, call);
    case "class":
      return obj.cls ? construct(frame, obj.cls, object(id), call) : CLEAN;
    case "handle":
      return obj.node === undefined ? CLEAN : invokeApi(frame, obj.node, obj.fields.get("^on") ?? object(id), call, object(id));
    case "schema": {
      const place = call.construct && obj.node !== undefined ? frame.ctx.models.schemaNode(obj.node) : undefined;
      const carried = unknownCall(frame, object(id), call);
      return place?.constructModel ? join(carried, invokeApi(frame, place.id, object(id), call)) : carried;
    }
    default:
      return unknownCall(frame, object(id), call);
  }
}

function boundArguments(frame: Frame, bound: Value): Value[] {
  for (const { ref } of bound.values()) {
    const list = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (!list) continue;
    const args: Value[] = [];
    for (let index = 0; list.fields.has(String(index)); index++) args.push(list.fields.get(String(index)) ?? CLEAN);
    return args;
  }
  return [];
}

/** Calls a place in a library or the language. */
export function invokeApi(frame: Frame, node: string, receiver: Value, call: Invocation, callee: Value = receiver): Value {
  const decided = applyPolicy(frame, { node, name: lastName(node) }, call);
  if (decided) return decided.result;
  if (node.startsWith("js|")) return callJs(frame, node, receiver, call);
  if (node.startsWith("ns:")) return CLEAN;
  if (!node.startsWith("?")) return callModel(frame, node, receiver, call, callee);
  if (loggerByName(frame, lastName(node), call, node)) return CLEAN;
  if (makesLogger(node)) return single({ r: "api", node: `${node}()` });
  return callClientByName(frame, lastName(node), call) ?? unknownCall(frame, single({ r: "api", node }), call.construct ? { ...call, returns: instanceOf(frame, node) } : call);
}

/** The type of what a class of a package that nobody models makes: the policy may speak of its methods. */
function instanceOf(frame: Frame, node: string): TypeKey {
  const bar = node.indexOf("|");
  return bar < 0 ? UNKNOWN_TYPE : frame.types.of({ t: "import", from: node.slice(1, bar), path: node.slice(bar + 1).split("."), args: [] }, frame.fn.file);
}

const lastName = (node: string): string => /([^.|#()]+)(?:\(\))?$/.exec(node)?.[1] ?? node;

/** Applies a workspace function: policy first, else its summary with the arguments put in. */
export function applyFunction(frame: Frame, fn: FnId, call: Invocation): Value {
  const decided = applyPolicy(frame, { fn, name: fn.slice(fn.lastIndexOf("#") + 1) }, call);
  if (decided && !decided.goOn) return decided.result;
  const turns = frame.turns.get(fn) ?? 0;
  if (frame.depth >= MAX_DEPTH || turns >= MAX_TURNS) return frame.derive(joinArgs(call));
  frame.applied.add(fn);
  frame.applications?.push({ fn, proven: [...frame.state.proven] });
  frame.depth++;
  frame.turns.set(fn, turns + 1);
  try {
    const result = instantiate(frame, frame.ctx.summary(fn), decided?.args ? { ...call, args: decided.args } : call);
    return decided ? decided.after(result) : result;
  } finally {
    frame.depth--;
    frame.turns.set(fn, turns);
  }
}

const joinArgs = (call: Invocation): Value => call.args.reduce(join, call.this);

/** Makes an instance and runs its constructor. */
export function construct(frame: Frame, cls: ClassId, classValue: Value, call: Invocation): Value {
  const decl = frame.ctx.program.cls(cls);
  if (!decl) return CLEAN;
  const site = frame.siteOf(call.at) + (call.label ?? "");
  const isStream = streamBase(frame, cls);
  const self = frame.allocate(site, { kind: "instance", fields: new Map([["^class", classValue], ...typeFields(call)]), many: false, cls, ...(isStream ? { node: STREAM } : {}) });
  applyFunction(frame, decl.constructorFn, { ...call, this: self, env: classEnv(frame, classValue) });
  if (isStream) readSource(frame, cls, self, call);
  recordInstance(frame, cls, site, call.at);
  return self;
}

/** The type arguments of a construction, for what its methods give. */
const typeFields = (call: Invocation): [string, Value][] => (call.typeArgs ?? []).map((type, index) => [`^type${index}`, constant(type)]);

export function classEnv(frame: Frame, classValue: Value): Obj | undefined {
  for (const { ref } of classValue.values()) if (ref.r === "obj") return frame.obj(ref.id);
  return undefined;
}

/** Most calls that one function leaves to its callers. Named cap `deferred`. */
const MAX_DEFERRED = 120;

/** Leaves a call to the callers, who know the target; its result is a symbol. */
export function defer(frame: Frame, callee: Value, call: Invocation, method: string | undefined): Value {
  const id = frame.siteOf(call.at) + (call.label ?? "") + (method === undefined ? "" : `.${method}`);
  const old = frame.deferred.get(id);
  if (!old && frame.deferred.size >= MAX_DEFERRED) return unknownCall(frame, callee, call);
  for (const arg of call.args) frame.escape(arg);
  const caught = old?.caught === true || frame.handlers.length > 0;
  const made: Deferred = {
    id, ...(caught ? { caught } : {}), at: call.at, callee: old ? join(old.callee, callee) : callee, args: old ? mergeArgs(old.args, call.args) : call.args,
    sites: call.sites ?? [], spread: call.spread ?? false, construct: call.construct ?? false, returns: call.returns ?? UNKNOWN_TYPE, hint: call.name ?? "",
    proven: [...frame.state.proven], ...(method === undefined ? {} : { method }),
    ...(call.written ? { written: call.written } : {}),
    ...(call.this.size > 0 && method === undefined ? { receiver: call.this } : {}),
  };
  frame.deferred.delete(id);
  frame.deferred.set(id, made);
  if (frame.handlers.length > 0) frame.raise(frame.resultOf(thrownBy(id), UNKNOWN_TYPE, call.at), true);
  return frame.resultOf(id, made.returns, call.at);
}

/** The symbol of what a call that is left to the callers throws. */
export const thrownBy = (id: string): string => `${id}!`;

const mergeArgs = (a: readonly Value[], b: readonly Value[]): Value[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, index) => join(a[index] ?? CLEAN, b[index] ?? CLEAN));

/** Calls a method on all classes that a typed value may be an instance of. */
export function invokeClasses(frame: Frame, classes: readonly ClassId[], self: Value, method: string, call: Invocation): Value | undefined {
  let result: Value | undefined;
  const done = new Set<FnId>();
  for (const cls of classes) {
    const found = findMethod(frame, cls, method, false);
    if (!found || done.has(found.fn)) continue;
    done.add(found.fn);
    result = join(result ?? CLEAN, applyFunction(frame, found.fn, { ...call, this: self }));
  }
  return result;
}

/** Site prefix for objects that a nested application makes. */
export const nestedSite = (frame: Frame, at: number, label = ""): string => joinSite(frame.site === "" ? "" : frame.site, `${at}${label}`).replace(/^\//, "");
