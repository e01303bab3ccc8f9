// Reading a member of any value: own fields, accessors, methods of classes, members of libraries and namespaces.

import type { ClassDecl } from "../ir/ir";
import { UNKNOWN_TYPE, type ClassId, type TypeKey } from "../ir/types";
import { changeAtom, rootAtom } from "./atom";
import { canonicalField } from "./canonical";
import { readBinding } from "./bindings";
import type { Frame } from "./frame";
import { makeObj, type Obj } from "./heap";
import { iterated, iteratorOf } from "./iteration";
import { applyFunction, type Invocation } from "./invoke";
import { payloadOf } from "./payloads";
import { inheritedMember, patchedMember, PROTO, prototypeOf } from "./prototypes";
import { isUnknownPlace, unknownMember } from "./scripts";
import { jsGlobal, jsMember } from "./builtins/globals";
import { CLEAN, constant, constants, join, joinEach, object, single, symbol, type Entry, type Value } from "./value";

/** The value of `value.key`. */
export function getMember(frame: Frame, value: Value, key: string, at: number): Value {
  frame.step();
  return joinEach(value.values(), (entry) => memberOf(frame, entry, key, at));
}

function memberOf(frame: Frame, entry: Entry, key: string, at: number): Value {
  const { ref } = entry;
  switch (ref.r) {
    case "obj":
      return memberOfObject(frame, ref.id, key, at);
    case "sym":
      return memberOfSymbol(frame, entry, key, at);
    case "api":
      return memberOfPlace(frame, ref.node, key, at);
    case "const":
      return key === "length" && typeof ref.value === "string" ? constant(ref.value.length) : CLEAN;
    default:
      return CLEAN;
  }
}

function memberOfObject(frame: Frame, id: string, key: string, at: number): Value {
  const obj = frame.obj(id);
  if (!obj) return CLEAN;
  if ((key === "length" || key === "size") && !obj.fields.has(key) && (obj.kind === "array" || obj.kind === "map" || obj.kind === "json")) return CLEAN;
  const getter = obj.fields.get(`^get ${key}`);
  if (getter) return invokeAccessor(frame, getter, object(id), [], at);
  if (obj.kind === "handle" && obj.node !== undefined) return memberOfHandle(frame, id, obj.node, key, at);
  if (obj.kind === "schema") return columnOf(frame, obj, key, at);
  if (obj.kind === "json") return frame.derive(object(id));
  if (obj.kind === "error" && (key === "stack" || key === "message")) return join(frame.read(object(id), "message", at), frame.derive(frame.read(object(id), "cause", at)));
  if (obj.kind === "class" && obj.cls) {
    if (!obj.fields.has(key)) {
      const method = findMethod(frame, obj.cls, key, true);
      if (method) return memberFunction(frame, method, object(id), key, at);
      if (key === "name") return constant(frame.ctx.program.cls(obj.cls)?.name ?? "");
      const base = obj.fields.get("^super");
      if (base && key !== "prototype") return join(getMember(frame, base, key, at), frame.readObject(id, key, at));
    }
    return frame.readObject(id, key, at);
  }
  if (key === "prototype" && obj.kind === "function") return prototypeOf(frame, id);
  const own = frame.readObject(id, key, at);
  if (/^\d+$/.test(key) && !obj.fields.has(key) && iteratorOf(frame, obj) !== undefined) return join(own, frame.elements(iterated(frame, object(id), at), at));
  if (obj.fields.has(PROTO) && !obj.fields.has(key)) return key === "constructor" ? own : join(own, inheritedMember(frame, obj, object(id), key, at));
  if (obj.kind === "instance" && obj.cls && !obj.fields.has(key)) {
    const found = memberOfInstance(frame, obj.cls, object(id), key, at, obj.fields.get("^class"));
    if (found) return join(own, found);
  }
  return own;
}

/** A column of a table or field of a model: what rows hold there. */
function columnOf(frame: Frame, schema: Obj, key: string, at: number): Value {
  const type = schema.type ?? UNKNOWN_TYPE;
  if (frame.types.field(type, key) === UNKNOWN_TYPE) return CLEAN;
  return frame.read(frame.born(at, type, "", `.${key}`), key, at);
}

/** A method or accessor of an instance's class, looked up through its bases. */
function memberOfInstance(frame: Frame, cls: ClassId, self: Value, key: string, at: number, classValue?: Value): Value | undefined {
  const method = findMethod(frame, cls, key, false);
  if (method) return memberFunction(frame, method, self, key, at);
  const patched = patchedMember(frame, cls, key);
  if (patched.size > 0) return patched;
  for (const { ref } of (classValue ?? CLEAN).values()) {
    const base = ref.r === "obj" ? frame.obj(ref.id)?.fields.get("^super") : undefined;
    for (const up of (base ?? CLEAN).values()) {
      const upper = up.ref.r === "obj" ? frame.obj(up.ref.id) : undefined;
      if (upper?.cls && upper.cls !== cls) {
        const found = memberOfInstance(frame, upper.cls, self, key, at, single(up.ref));
        if (found) return found;
      }
    }
  }
  return undefined;
}

function memberFunction(frame: Frame, method: Method, self: Value, _key: string, at: number): Value {
  if (method.accessor === "set") return CLEAN;
  if (method.accessor === "get") return applyFunction(frame, method.fn, { this: self, args: [], at, env: undefined });
  return frame.newObject(at, "function", [["^this", self]], { fn: method.fn }, `.${method.fn.slice(method.fn.indexOf("#") + 1)}`);
}

/** A getter's result. */
export function invokeAccessor(frame: Frame, getter: Value, self: Value, args: readonly Value[], at: number): Value {
  let result: Value = CLEAN;
  for (const { ref } of getter.values()) {
    const fn = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (!fn?.fn) continue;
    const call: Invocation = { this: self, args, at, env: fn };
    result = join(result, applyFunction(frame, fn.fn, call));
  }
  return result;
}

type Method = ClassDecl["methods"][number] & { readonly cls: ClassId };

/** The method that a class has under a name, its own or an inherited one. Getter before setter. */
export function findMethod(frame: Frame, cls: ClassId, name: string, isStatic: boolean, accessor?: "get" | "set"): Method | undefined {
  const seen = new Set<ClassId>();
  for (let at: ClassId | undefined = cls; at !== undefined && !seen.has(at); at = frame.ctx.program.base(at)) {
    seen.add(at);
    const decl = frame.ctx.program.cls(at);
    const all = decl?.methods.filter((one) => one.name === name && (one.static ?? false) === isStatic && !one.abstract) ?? [];
    const found = accessor ? all.find((one) => one.accessor === accessor) : (all.find((one) => one.accessor !== "set") ?? all[0]);
    if (found) return { ...found, cls: at };
  }
  return undefined;
}

function memberOfSymbol(frame: Frame, entry: Entry, key: string, at: number): Value {
  const { ref, why } = entry;
  if (ref.r !== "sym") return CLEAN;
  const { atom } = ref;
  const { types } = frame;
  if (key === "length" || key === "size" || key === "byteLength") {
    const own = types.field(atom.type, key);
    if (own === UNKNOWN_TYPE || types.shape(own) === "number") return CLEAN;
  }
  if (atom.opaque) return frame.readSymbol(atom, key, at, why);
  const external = types.external(atom.type);
  if (external) {
    const node = frame.ctx.models.typeNode(external.specifier, external.name);
    if (node) return memberOfNode(frame, node.id, key, frame.readSymbol(atom, key, at, why), single(ref, why), at, types.classes(atom.type).length > 0 && types.field(atom.type, key) !== UNKNOWN_TYPE);
  }
  const classes = types.classes(atom.type);
  if (classes.length > 0) {
    const own = frame.readSymbol(atom, key, at, why);
    let found: Value | undefined;
    for (const cls of classes.slice(0, 8)) {
      const method = findMethod(frame, cls, key, false);
      if (method?.accessor === "get") found = join(found ?? CLEAN, memberFunction(frame, method, single(ref, why), key, at));
    }
    if (found) return found;
    const canonical = classes.length === 1 && classes[0] !== undefined ? canonicalField(frame, classes[0], key) : CLEAN;
    return join(canonical, own);
  }
  return frame.readSymbol(atom, key, at, why);
}

function memberOfPlace(frame: Frame, node: string, key: string, at: number): Value {
  const below = memberOfApi(frame, node, key);
  if (!isUnknownPlace(node)) return below;
  const { value, certain } = unknownMember(frame, node, key, at);
  return certain ? value : join(below, value);
}

/** A member of a library's place: another place, or what the model says of the property. */
export function memberOfApi(frame: Frame, node: string, key: string): Value {
  if (node.startsWith("ns:")) return readBinding(frame, frame.ctx.program.exportOf(node.slice(3), key));
  if (node.startsWith("js|")) return jsMember(frame, node, key);
  if (node.startsWith("?")) return single({ r: "api", node: `${node}.${key}` });
  const below = frame.ctx.models.byId(node)?.member(key);
  if (below) return single({ r: "api", node: below.id });
  if (node.startsWith("global|")) {
    const global = jsGlobal(frame, key);
    if (global.size > 0 && node === "global|*") return global;
  }
  return single({ r: "api", node: `?${node}.${key}` });
}

function memberOfHandle(frame: Frame, id: string, node: string, key: string, at: number): Value {
  const stored = frame.obj(id)?.fields.get(key);
  if (stored) return frame.readObject(id, key, at);
  if (/^\d+$/.test(key)) return frame.readObject(id, "[*]", at);
  const state = isRequestState(frame, node, key) ? requestState(frame, node, key) : CLEAN;
  return memberOfNode(frame, node, key, state, object(id), at, true);
}

/** What middleware keeps on requests and answers for handlers: properties that the library does not have itself, and its bags for such. */
export function isRequestState(frame: Frame, node: string, key: string): boolean {
  const place = frame.ctx.models.byId(node);
  return place !== undefined && /(?:^|\.)(?:Request|Response|Reply|Context)\.new\(\)$/.test(place.path) && !place.member(key);
}

/** One place for all requests of a framework: which middleware ran before which handler is not told apart. */
export const requestState = (frame: Frame, node: string, key: string): Value =>
  symbol(changeAtom(rootAtom({ kind: "ambient", location: `request:${frame.ctx.models.byId(node)?.library.library ?? ""}` }, UNKNOWN_TYPE, ""), { path: key === "" ? [] : [key] }));

/**
 * A member of an instance of a library: the model's property, a deeper place bound to the instance, or what a subclass keeps there (`kept`). Of a
 * place that any name leads to, the name is remembered: `prisma.patient` says what its rows are.
 */
function memberOfNode(frame: Frame, node: string, key: string, own: Value, self: Value, at: number, kept: boolean): Value {
  if (node.startsWith("?")) return own;
  const below = frame.ctx.models.byId(node)?.member(key);
  if (!below) return own;
  const property = below.property;
  if (property?.result !== undefined) {
    if (property.result === "clean") return CLEAN;
    if (property.result === "stored" || property.result === "arguments") return frame.elements(self, at);
    if (property.result.startsWith("type:")) return ofType(frame, own, declaredType(frame, self, Number(property.result.slice(5))), key, at);
    if (property.result === "unknown") return own.size > 0 ? own : propertyOf(frame, below.path, self, key, at);
    if (property.result === "model-output") return frame.elements(self, at);
  }
  const named: [string, Value][] = below.path.endsWith(".*") ? [[MEMBER, constant(key)]] : [];
  const handle = makeObj("handle", [["^on", self], ...named, ...configOf(frame, self)], { node: below.id });
  const deeper = frame.allocate(`${frame.siteOf(at)}.${key}`, handle);
  return kept && own.size > 0 && !isTrackedNode(below) ? join(deeper, own) : deeper;
}

/** A property that the program's surroundings fill: of requests, what somebody sent. */
function propertyOf(frame: Frame, path: string, self: Value, key: string, at: number): Value {
  const declared = payloadType(frame, self, key);
  if (declared !== UNKNOWN_TYPE || !REQUEST_PART.test(path)) return frame.born(at, declared, key, `.${key}`);
  const kept = (field: string): string[] => [...self.values()].flatMap(({ ref }) => [...constants((ref.r === "obj" ? frame.obj(ref.id)?.fields.get(field) : undefined) ?? CLEAN)].map(String));
  const { type, hint } = payloadOf(frame, key, kept("^route")[0] ?? "", kept("^handler"));
  return frame.born(at, type, hint, `.${key}`);
}

const REQUEST_PART = /(?:Request|Context|Event)\.new\(\)\.(?:request\.|req\.)?(?:body|query|params|payload|form|fields)$/;

/** The type of a payload that a route declares: `app.post<{ Body: Form }>(…)` types `request.body`. */
function payloadType(frame: Frame, self: Value, key: string): TypeKey {
  for (const { ref } of self.values()) {
    const declared = ref.r === "obj" ? frame.obj(ref.id)?.fields.get("^type0") : undefined;
    for (const type of constants(declared ?? CLEAN)) {
      for (const name of [key, `${key.charAt(0).toUpperCase()}${key.slice(1)}`, key === "query" ? "Querystring" : key]) {
        const found = frame.types.field(String(type), name);
        if (found !== UNKNOWN_TYPE) return found;
      }
    }
  }
  return UNKNOWN_TYPE;
}

/** Field of a handle that a model knows by `*`: the name that it was read under. */
export const MEMBER = "^member";

const ofType = (frame: Frame, own: Value, type: TypeKey, key: string, at: number): Value => (own.size > 0 ? frame.ascribe(own, type) : frame.born(at, type, key, `.${key}`));

/** The n-th type argument of the call that gave an object. */
function declaredType(frame: Frame, self: Value, index: number): TypeKey {
  for (const { ref } of self.values()) {
    const declared = ref.r === "obj" ? frame.obj(ref.id)?.fields.get(`^type${index}`) : undefined;
    for (const type of constants(declared ?? CLEAN)) return String(type);
    if (ref.r === "sym") return frame.types.argument(ref.atom.type, index);
  }
  return UNKNOWN_TYPE;
}


const isTrackedNode = (node: { readonly callModel?: unknown }): boolean => node.callModel !== undefined;

/** The configuration fields of the handles a value is. */
function configOf(frame: Frame, self: Value): [string, Value][] {
  for (const { ref } of self.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (obj) return [...obj.fields].filter(([key]) => key.startsWith("^config") || key === "^built");
  }
  return [];
}
