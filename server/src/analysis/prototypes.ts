// Constructor functions and prototypes, as JavaScript was written before classes. What a module puts on the prototype of a top-level
// function is read from its text, so that a call of such a method does not make the module part of a recursive component.

import type { Expr, FileFacts, FnId, Program, Stmt } from "../ir/ir";
import { moduleFn } from "../ir/ir";
import type { Frame } from "./frame";
import { makeObj, type Obj } from "./heap";
import { applyFunction, type Invocation } from "./invoke";
import { getMember, invokeAccessor } from "./members";
import { STATIC_FUNCTION, staticOf } from "./statics";
import { CLEAN, filterValue, join, object, single, type Value } from "./value";

/** Ids of global objects that are prototypes of top-level functions and classes: `G:proto:file#name`. */
export const STATIC_PROTOTYPE = "G:proto:";

/** The field that holds what an object inherits from. */
export const PROTO = "^proto";

interface Shape {
  /** Members of the prototype. */
  readonly members: Map<string, FnId[]>;
  /** Functions kept on the constructor itself. */
  readonly own: Map<string, FnId[]>;
  /** Name of the constructor whose prototype it inherits from. */
  base?: string;
}

const indexes = new WeakMap<FileFacts, ReadonlyMap<string, Shape>>();

function shapeOf(program: Program, file: string, name: string): Shape | undefined {
  const facts = program.facts(file);
  if (!facts) return undefined;
  let index = indexes.get(facts);
  if (!index) {
    index = readShapes(program.fn(moduleFn(file))?.body ?? []);
    indexes.set(facts, index);
  }
  return index.get(name);
}

function readShapes(body: readonly Stmt[]): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  const aliases = new Map<string, string>();
  const shape = (name: string): Shape => {
    let found = shapes.get(name);
    if (!found) shapes.set(name, (found = { members: new Map(), own: new Map() }));
    return found;
  };
  const constructorOf = (expr: Expr | undefined): string | undefined => {
    if (expr?.k === "module") return aliases.get(expr.name);
    return expr?.k === "get" && expr.key === "prototype" && expr.of.k === "module" ? expr.of.name : undefined;
  };
  const put = (members: Map<string, FnId[]>, key: string, value: Expr): void => {
    if (value.k === "closure") members.set(key, [...(members.get(key) ?? []), value.fn]);
  };
  const putAll = (members: Map<string, FnId[]>, literal: Expr | undefined): void => {
    if (literal?.k === "object") for (const prop of literal.props) if (prop.p === "value" && typeof prop.key === "string") put(members, prop.key, prop.value);
  };
  const assigned = (expr: Expr): Expr => (expr.k === "assign" ? assigned(expr.value) : expr);
  const visit = (expr: Expr): void => {
    if (expr.k === "assign") {
      visit(expr.value);
      if (expr.to.to !== "member" || typeof expr.to.key !== "string") return;
      const value = assigned(expr.value);
      const name = constructorOf(expr.to.of);
      if (name !== undefined && expr.to.key === "__proto__") shape(name).base = constructorOf(value);
      else if (name !== undefined) put(shape(name).members, expr.to.key, value);
      else if (expr.to.of.k === "module" && expr.to.key === "prototype") {
        putAll(shape(expr.to.of.name).members, value);
        if (value.k === "call") shape(expr.to.of.name).base = constructorOf(value.args[0]?.value) ?? (value.new && value.callee.k === "module" ? value.callee.name : undefined);
      } else if (expr.to.of.k === "module") put(shape(expr.to.of.name).own, expr.to.key, value);
      return;
    }
    if (expr.k !== "call" || expr.callee.k !== "get") return;
    const [to, from] = expr.args.map(({ value }) => value);
    const name = constructorOf(to);
    if (expr.callee.key === "inherits" && to?.k === "module" && from?.k === "module") shape(to.name).base = from.name;
    else if (expr.callee.key === "setPrototypeOf" && name !== undefined) shape(name).base = constructorOf(from);
    else if (expr.callee.key === "assign" && name !== undefined) putAll(shape(name).members, from);
  };
  for (const stmt of body) {
    if (stmt.s === "expr") visit(stmt.of);
    else if (stmt.s === "let" && stmt.init) {
      const name = constructorOf(stmt.init);
      if (name !== undefined) aliases.set(stmt.name, name);
      else visit(stmt.init);
    }
  }
  return shapes;
}

const functionValue = (fns: readonly FnId[]): Value => fns.reduce((all, fn) => join(all, object(`${STATIC_FUNCTION}${fn}`)), CLEAN as Value);

/** Top-level names of functions, by id. */
const nameOf = (id: string): { readonly file: string; readonly name: string } => ({ file: id.slice(0, id.indexOf("#")), name: id.slice(id.indexOf("#") + 1) });

/** The object of a top-level function: with its prototype, and with functions that are kept on it. */
export function staticFunction(program: Program, fn: FnId): Obj {
  const { file, name } = nameOf(fn);
  const shape = shapeOf(program, file, name);
  if (!shape) return makeObj("function", [], { fn });
  return makeObj("function", [...[...shape.own].map(([key, fns]) => [key, functionValue(fns)] as const), ["prototype", object(`${STATIC_PROTOTYPE}${fn}`)]], { fn });
}

/** The prototype of a top-level function or class. */
export function staticPrototype(program: Program, id: string): Obj | undefined {
  const { file, name } = nameOf(id.slice(STATIC_PROTOTYPE.length));
  const shape = shapeOf(program, file, name);
  if (!shape) return undefined;
  const fields = [...shape.members].map(([key, fns]): [string, Value] => [key, functionValue(fns)]);
  const base = shape.base === undefined ? undefined : baseOf(program, file, shape.base);
  return makeObj("object", base ? [...fields, [PROTO, base]] : fields);
}

function baseOf(program: Program, file: string, name: string): Value | undefined {
  const binding = program.binding(file, name);
  const at = binding.b === "variable" ? staticOf(program, binding.file, binding.name) : undefined;
  if (!at || binding.b !== "variable") return undefined;
  return object(`${STATIC_PROTOTYPE}${"fn" in at ? at.fn : at.cls}`);
}

/** What was put on the prototype of a class after it was declared. */
export function patchedMember(frame: Frame, cls: string, key: string): Value {
  const { file, name } = nameOf(cls);
  return functionValue(shapeOf(frame.ctx.program, file, name)?.members.get(key) ?? []);
}

/** `new F(…)` of a plain function: an object that inherits from `F.prototype`, or what the function gives back itself. */
export function constructPlain(frame: Frame, id: string, fn: FnId, call: Invocation): Value {
  const site = frame.siteOf(call.at) + (call.label ?? "");
  const prototype = prototypeOf(frame, id);
  const self = frame.allocate(site, makeObj("object", prototype.size > 0 ? [[PROTO, prototype]] : []));
  const result = applyFunction(frame, fn, { ...call, this: self, env: frame.obj(id) });
  return join(self, filterValue(result, (ref) => ref.r === "obj"));
}

/** The prototype of a function object; one that has none yet gets an empty one. */
export function prototypeOf(frame: Frame, id: string): Value {
  const known = frame.obj(id)?.fields.get("prototype");
  if (known) return known;
  if (id.startsWith("G:")) return CLEAN;
  const made = `${id}~proto`;
  frame.place(made, makeObj("object"));
  frame.writeObject(id, "prototype", object(made), true);
  return object(made);
}

/** An inherited member: a value, or what its getter gives back for `self`. */
export function inheritedMember(frame: Frame, obj: Obj, self: Value, key: string, at: number, depth = 0): Value {
  let result: Value = CLEAN;
  if (depth > 8) return result;
  for (const entry of (obj.fields.get(PROTO) ?? CLEAN).values()) {
    const up = entry.ref.r === "obj" ? frame.obj(entry.ref.id) : undefined;
    if (up?.kind !== "object") result = join(result, getMember(frame, single(entry.ref, entry.why), key, at));
    else if (up.fields.has(`^get ${key}`)) result = join(result, invokeAccessor(frame, up.fields.get(`^get ${key}`) ?? CLEAN, self, [], at));
    else if (up.fields.has(key) || !up.fields.has(PROTO)) result = join(result, frame.read(single(entry.ref), key, at));
    else result = join(result, inheritedMember(frame, up, self, key, at, depth + 1));
  }
  return result;
}

/** A setter or getter that an object has or inherits. */
export function accessorOf(frame: Frame, obj: Obj | undefined, name: string, depth = 0): Value | undefined {
  if (!obj || depth > 8) return undefined;
  const own = obj.fields.get(name);
  if (own) return own;
  for (const { ref } of (obj.fields.get(PROTO) ?? CLEAN).values()) {
    const found = ref.r === "obj" ? accessorOf(frame, frame.obj(ref.id), name, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}
