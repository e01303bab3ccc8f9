// Method calls on any value: own functions, classes, libraries, builtins, and calls that the callers must settle.

import { UNKNOWN_TYPE } from "../ir/types";
import { isInput } from "./atom";
import { isJsFunction } from "./builtins/globals";
import { builtinMethod, isBuiltinMethod } from "./builtins/methods";
import { givesRows, schemaMethod } from "./builtins/schemas";
import type { Frame } from "./frame";
import type { Obj } from "./heap";
import { defer, invoke, invokeApi, invokeClasses, type Invocation } from "./invoke";
import { findMethod, getMember, memberOfApi } from "./members";
import { ASSIGNED } from "./assign";
import { callClientByName } from "./clients";
import { loggerByName } from "./loggers";
import { PROTO } from "./prototypes";
import { assignedSink } from "./modelled";
import { applyPolicy } from "./policies";
import { unknownCall } from "./unknown";
import { CLEAN, join, single, type Entry, type Value } from "./value";

/** `receiver.name(args)`. */
export function invokeMethod(frame: Frame, receiver: Value, name: string, call: Invocation, calleeAt?: number): Value {
  frame.step();
  frame.current = call.at;
  if (name.startsWith(ASSIGNED)) return assignedLater(frame, receiver, name.slice(ASSIGNED.length), call);
  if (receiver.size === 0) return methodOfNothing(frame, name, call);
  let result: Value = CLEAN;
  let part = 0;
  for (const entry of receiver.values()) {
    const label = part++ === 0 ? call.label : `${call.label ?? ""}&${part}`;
    const one: Invocation = { ...call, this: single(entry.ref, entry.why), ...(label === undefined ? {} : { label }) };
    result = join(result, methodOf(frame, entry, name, one, calleeAt));
  }
  return result;
}

/** An assignment that a callee left to this function. */
function assignedLater(frame: Frame, receiver: Value, key: string, call: Invocation): Value {
  const [value = CLEAN, status = CLEAN] = call.args;
  for (const entry of receiver.values()) {
    const { ref } = entry;
    const node = ref.r === "obj" ? frame.obj(ref.id)?.node : undefined;
    if (ref.r === "obj" && node !== undefined) assignedSink(frame, node, key, value, single(ref), call.at, status);
    else if (ref.r === "sym" && isInput(ref.atom.root) && !ref.atom.opaque) defer(frame, single(ref, entry.why), { ...call, this: CLEAN }, `${ASSIGNED}${key}`);
  }
  return CLEAN;
}

function methodOf(frame: Frame, entry: Entry, name: string, call: Invocation, calleeAt?: number): Value {
  const { ref } = entry;
  switch (ref.r) {
    case "obj":
      return methodOfObject(frame, ref.id, name, call, calleeAt);
    case "sym":
      return methodOfSymbol(frame, entry, name, call);
    case "api": {
      const member = memberOfApi(frame, ref.node, name);
      if (isFunctionMethod(name) && !isKnownPlace(frame, member)) return builtinMethod(frame, call.this, name, call);
      if (calleeAt !== undefined && frame.site === "") frame.values[calleeAt] = member;
      let result: Value = CLEAN;
      for (const { ref: target } of member.values()) {
        result = join(result, target.r === "api" ? invokeApi(frame, target.node, single(ref), call) : invoke(frame, single(target), call));
      }
      return member.size === 0 ? unknownCall(frame, CLEAN, call) : result;
    }
    default:
      return builtinMethod(frame, single(ref, entry.why), name, call);
  }
}

/** A receiver that carries nothing known: builtins by name, so that callbacks still run. */
function methodOfNothing(frame: Frame, name: string, call: Invocation): Value {
  const decided = applyPolicy(frame, { name }, call);
  if (decided && !decided.goOn) return decided.result;
  if (loggerByName(frame, name, call)) return CLEAN;
  return callClientByName(frame, name, call) ?? (isBuiltinMethod(name) ? builtinMethod(frame, CLEAN, name, call) : unknownCall(frame, CLEAN, call));
}

function methodOfObject(frame: Frame, id: string, name: string, call: Invocation, calleeAt?: number): Value {
  const obj = frame.obj(id);
  if (!obj) return CLEAN;
  if (obj.kind === "schema") return methodOfSchema(frame, id, obj, name, call);
  if ((obj.kind === "function" || obj.kind === "native" || obj.kind === "class") && isFunctionMethod(name) && !obj.fields.has(name)) {
    return builtinMethod(frame, call.this, name, call);
  }
  // Functions kept in a list or map are elements, not methods of it.
  if ((obj.kind === "array" || obj.kind === "map") && isBuiltinMethod(name) && !obj.fields.has(name)) return builtinMethod(frame, call.this, name, call);
  const member = getMember(frame, call.this, name, call.at);
  if (calleeAt !== undefined && frame.site === "") frame.values[calleeAt] = member;
  const callables = frame.behaviour(member);
  if (callables.size > 0) {
    let result = invoke(frame, callables, call);
    if (obj.kind === "instance" && isBuiltinMethod(name) && !isOwnMethod(frame, obj.cls, name)) result = join(result, builtinMethod(frame, call.this, name, call));
    return result;
  }
  if (member.size > 0 && frame.symbolic(member).size > 0 && (obj.kind === "object" || obj.kind === "class") && !isBuiltinMethod(name)) {
    return obj.fields.has(PROTO) && loggerByName(frame, name, call) ? CLEAN : invoke(frame, member, call);
  }
  if (isBuiltinMethod(name)) return builtinMethod(frame, call.this, name, call);
  const decided = applyPolicy(frame, { name }, call);
  if (decided && !decided.goOn) return decided.result;
  if (loggerByName(frame, name, call)) return CLEAN;
  return unknownCall(frame, call.this, call);
}

/** A schema that is also a table or a collection reads and writes as its library's model says; its rows are of its own type. */
function methodOfSchema(frame: Frame, id: string, schema: Obj, name: string, call: Invocation): Value {
  const place = schema.node === undefined ? undefined : frame.ctx.models.schemaNode(schema.node)?.member(name);
  const result = place?.callModel ? invokeApi(frame, place.id, single({ r: "obj", id }), call) : undefined;
  return result === undefined || givesRows(name) ? schemaMethod(frame, schema, name, call) : result;
}

const isFunctionMethod = (name: string): boolean => name === "call" || name === "apply" || name === "bind";

/** Whether a member is a place that a model knows. */
const isKnownPlace = (frame: Frame, member: Value): boolean => [...member.values()].some(({ ref }) => ref.r === "api" && (isJsFunction(ref.node) || frame.ctx.models.byId(ref.node)?.callModel !== undefined));

const isOwnMethod = (frame: Frame, cls: string | undefined, name: string): boolean => cls !== undefined && findMethod(frame, cls, name, false) !== undefined;

function methodOfSymbol(frame: Frame, entry: Entry, name: string, call: Invocation): Value {
  const { ref } = entry;
  if (ref.r !== "sym") return CLEAN;
  const { atom } = ref;
  const { types } = frame;
  const shape = types.shape(atom.type);
  if (atom.opaque || shape === "scalar" || shape === "number" || shape === "none" || shape === "array") return builtinMethod(frame, call.this, name, call);
  if (shape === "function" && isFunctionMethod(name)) return builtinMethod(frame, call.this, name, call);
  const external = types.external(atom.type);
  if (external) {
    const node = frame.ctx.models.typeNode(external.specifier, external.name);
    const member = node?.member(name);
    if (member) return invokeApi(frame, member.id, call.this, call);
    const decided = applyPolicy(frame, { node: `?${external.specifier}|${external.name}.${name}`, name }, call);
    if (decided && !decided.goOn) return decided.result;
  }
  const canonical = frame.behaviour(getMember(frame, call.this, name, call.at));
  if (canonical.size > 0) return invoke(frame, canonical, call);
  const declared = types.field(atom.type, name);
  const returns = declared === UNKNOWN_TYPE ? UNKNOWN_TYPE : types.returns(declared, call.typeArgs ?? []);
  const typed: Invocation = returns === UNKNOWN_TYPE ? call : { ...call, returns };
  const classes = types.classes(atom.type);
  if (classes.length > 0) {
    const alone = isAlone(frame, classes, name);
    if (isInput(atom.root) && !alone) return defer(frame, call.this, typed, name);
    const result = invokeClasses(frame, classes, call.this, name, typed);
    if (result) return declared !== UNKNOWN_TYPE && classes.length > 1 ? join(result, CLEAN) : result;
    // A function in a field: whoever knows the instance knows what it is.
    if (isInput(atom.root) && declared === UNKNOWN_TYPE && !isBuiltinMethod(name) && !external) return invoke(frame, getMember(frame, call.this, name, call.at), call);
  }
  if (atom.type === UNKNOWN_TYPE || external) {
    const decided = applyPolicy(frame, { name }, call);
    if (decided && !decided.goOn) return decided.result;
    const settles = isInput(atom.root) && (!isBuiltinMethod(name) || frame.ctx.hasMethod(name) || frame.ctx.models.methodNames.has(name) || isEventMethod(name));
    if (settles && !external) return defer(frame, call.this, typed, name);
    if (loggerByName(frame, name, call)) return CLEAN;
    const client = external ? undefined : callClientByName(frame, name, typed);
    if (client) return client;
    return isBuiltinMethod(name) ? builtinMethod(frame, call.this, name, typed) : unknownCall(frame, call.this, typed);
  }
  if (types.mapKey(atom.type) !== UNKNOWN_TYPE || types.element(atom.type) !== UNKNOWN_TYPE) {
    if (isBuiltinMethod(name)) return builtinMethod(frame, call.this, name, typed);
  }
  if (declared === UNKNOWN_TYPE && QUERY_STEPS.has(name)) return call.this;
  if (isInput(atom.root) && declared !== UNKNOWN_TYPE) return defer(frame, call.this, typed, name);
  const decided = applyPolicy(frame, { name }, call);
  if (decided && !decided.goOn) return decided.result;
  if (loggerByName(frame, name, call)) return CLEAN;
  return isBuiltinMethod(name) && declared === UNKNOWN_TYPE ? builtinMethod(frame, call.this, name, typed) : declaredCall(frame, typed);
}

/** A method that is declared but has no body anywhere: its result is what it is declared to be. */
function declaredCall(frame: Frame, call: Invocation): Value {
  if (call.returns === undefined || call.returns === UNKNOWN_TYPE) return unknownCall(frame, call.this, { ...call, this: CLEAN });
  for (const arg of call.args) frame.escape(arg);
  const type = frame.types.awaited(call.returns);
  if (frame.types.shape(type) === "none" || frame.types.shape(type) === "number") {
    unknownCall(frame, CLEAN, { ...call, this: CLEAN });
    return CLEAN;
  }
  return unknownCall(frame, CLEAN, { ...call, this: CLEAN, args: call.args.filter((arg) => frame.functions(arg).size > 0) });
}

/** Whether a method of a class has no other implementation among the heirs of the class. */
function isAlone(frame: Frame, classes: readonly string[], name: string): boolean {
  const targets = new Set(classes.map((cls) => findMethod(frame, cls, name, false)?.fn));
  return targets.size === 1;
}

/** Steps of a query on typed rows that leave rows of that type. */
const QUERY_STEPS = new Set(["lean", "exec", "populate", "select", "sort", "limit", "skip", "toObject", "orFail", "session", "where", "execute"]);

const isEventMethod = (name: string): boolean => name === "emit" || name === "on" || name === "once" || name === "subscribe" || name === "next";
