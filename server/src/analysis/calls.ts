// Call expressions: arguments, receivers, `super`, and promises whose rejection is caught beside them.

import type { Expr, Item } from "../ir/ir";
import { UNKNOWN_TYPE, type TypeKey } from "../ir/types";
import { errorBase, writeErrorFields } from "./builtins/objects";
import { rejectionOf } from "./builtins/promises";
import { configureSelf, streamBase } from "./builtins/streams";
import { evaluate, getKey } from "./expressions";
import type { Frame } from "./frame";
import { iterated } from "./iteration";
import { applyFunction, invoke, type Invocation } from "./invoke";
import { findMethod } from "./members";
import { invokeMethod } from "./methods";
import { concat } from "./text";
import { CLEAN, constant, constants, join, single, symbols, type Value } from "./value";

type CallExpr = Expr & { readonly k: "call" };

/** Evaluates a call or construction. */
export function evaluateCall(frame: Frame, expr: CallExpr): Value {
  const { callee } = expr;
  if (callee.k === "super") return callBaseConstructor(frame, expr);
  if (callee.k === "get") {
    if (callee.of.k === "super" && typeof callee.key === "string") return callBaseMethod(frame, expr, callee.key);
    return callMember(frame, expr, callee);
  }
  const target = evaluate(frame, callee);
  const result = invoke(frame, target, invocation(frame, expr, CLEAN));
  if (!expr.new && neverReturns(frame, target)) frame.live = false;
  return result;
}

/** Whether the only function that a plain name can be never comes back. Methods are left out: another class may have its own. */
function neverReturns(frame: Frame, target: Value): boolean {
  if (target.size !== 1) return false;
  for (const { ref } of target.values()) {
    const fn = ref.r === "obj" ? frame.obj(ref.id)?.fn : undefined;
    if (fn !== undefined) return frame.ctx.summary(fn).never === true;
  }
  return false;
}

function callMember(frame: Frame, expr: CallExpr, callee: Expr & { readonly k: "get" }): Value {
  const name = typeof callee.key === "string" ? callee.key : undefined;
  const receiver = name === "catch" || name === "then" || name === "finally" ? catching(frame, callee.of, name, expr) : evaluate(frame, callee.of);
  if (name === undefined || expr.new) {
    const names = typeof callee.key === "string" ? [] : possibleNames(frame, evaluate(frame, callee.key), receiver);
    if (names.length > 0 && !expr.new) {
      const call = invocation(frame, expr, receiver);
      return names.map((one, index) => invokeMethod(frame, receiver, String(one), { ...call, label: `k${index}` })).reduce(join, CLEAN);
    }
    const target = getKey(frame, receiver, callee.key, callee.at);
    return invoke(frame, target, invocation(frame, expr, receiver));
  }
  const call = name === "allSettled" ? collecting(frame, () => invocation(frame, expr, receiver)) : invocation(frame, expr, receiver);
  return invokeMethod(frame, receiver, name, call, callee.at);
}

/** Names that a computed method can have: constants, those its type allows, else one that the receiver's library knows. */
function possibleNames(frame: Frame, key: Value, receiver: Value): string[] {
  const names = [...constants(key)].map(String);
  for (const { atom } of symbols(key)) names.push(...frame.types.literals(atom.type));
  if (names.length > 0) return names;
  for (const { ref } of receiver.values()) {
    const node = ref.r === "api" ? frame.ctx.models.byId(ref.node) : ref.r === "obj" ? frame.ctx.models.byId(frame.obj(ref.id)?.node ?? "") : undefined;
    const known = ["log", "info", "error", "post", "send"].find((name) => node?.member(name)?.callModel);
    if (known !== undefined) return [known];
  }
  return [];
}

/** Arguments and circumstances of a call expression. */
function invocation(frame: Frame, expr: CallExpr, self: Value): Invocation {
  const { args, spread, written } = evaluateArguments(frame, expr.args, expr.at);
  return {
    this: self, args, spread, at: expr.at, sites: expr.args.map((item) => ("at" in item.value ? (item.value.at ?? expr.at) : expr.at)), name: writtenName(expr.callee), construct: expr.new ?? false,
    ...(written ? { written } : {}),
    ...declaredResult(frame, expr),
    ...(expr.typeArgs ? { typeArgs: expr.typeArgs.map((type) => frame.types.generic(type, frame.fn.file)) } : {}),
  };
}

/** What a function gives that the file only declares. */
function declaredResult(frame: Frame, { callee, typeArgs }: CallExpr): { readonly returns?: TypeKey } {
  if (callee.k !== "global" || !callee.type) return {};
  const type = frame.types.of(callee.type, frame.fn.file);
  const returns = frame.types.returns(type, typeArgs?.map((one) => frame.types.of(one, frame.fn.file)) ?? []);
  return returns === UNKNOWN_TYPE ? {} : { returns };
}

/** Most arguments that a spread of unknown length stands for. */
const SPREAD_WIDTH = 4;

export function evaluateArguments(frame: Frame, items: readonly Item[], at: number): Arguments {
  return spreadArguments(frame, items.map((item) => ({ value: evaluate(frame, item.value), spread: item.spread ?? false })), at);
}

export interface Arguments {
  readonly args: Value[];
  readonly spread: boolean;
  readonly written?: readonly { readonly value: Value; readonly spread: boolean }[];
}

/** Arguments with spread ones taken apart, as far as their elements are known. */
export function spreadArguments(frame: Frame, written: readonly { readonly value: Value; readonly spread: boolean }[], at: number): Arguments {
  const args: Value[] = [];
  let spread = false;
  for (const item of written) {
    const { value } = item;
    if (!item.spread) {
      args.push(value);
      continue;
    }
    const known = knownElements(frame, value);
    if (known) args.push(...known);
    else {
      spread = true;
      const elements = frame.elements(iterated(frame, value, at), at);
      for (let index = 0; index < SPREAD_WIDTH; index++) args.push(elements);
    }
  }
  return spread ? { args, spread, written } : { args, spread };
}

/** The elements of an array whose length is known. */
export function knownElements(frame: Frame, value: Value): Value[] | undefined {
  if (value.size !== 1) return undefined;
  for (const { ref } of value.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (obj?.kind !== "array" || obj.fields.has("[*]") || obj.many) return undefined;
    const found: Value[] = [];
    for (let index = 0; obj.fields.has(String(index)); index++) found.push(obj.fields.get(String(index)) ?? CLEAN);
    return found;
  }
  return undefined;
}

/** Keeps what is thrown meanwhile as the rejection of what comes next. */
function collecting<T>(frame: Frame, work: () => T): T {
  const handler = { thrown: CLEAN, state: undefined };
  frame.handlers.push(handler);
  const result = work();
  frame.handlers.pop();
  frame.rejection = handler.thrown;
  return result;
}

/** Evaluates what `.catch` hangs on, and keeps what it throws for the handler. */
function catching(frame: Frame, expr: Expr, name: string, call: CallExpr): Value {
  const handled = name === "catch" || (name === "then" && call.args.length > 1);
  if (!handled) return evaluate(frame, expr);
  const handler = { thrown: CLEAN, state: undefined };
  frame.handlers.push(handler);
  const value = evaluate(frame, expr);
  frame.handlers.pop();
  frame.live = true;
  frame.rejection = join(handler.thrown, rejectionOf(frame, value, call.at));
  return value;
}

function callBaseConstructor(frame: Frame, expr: CallExpr): Value {
  const cls = frame.fn.cls;
  const call = invocation(frame, expr, frame.self());
  const base = cls === undefined ? undefined : frame.ctx.program.base(cls);
  const decl = base === undefined ? undefined : frame.ctx.program.cls(base);
  if (decl) return applyFunction(frame, decl.constructorFn, { ...call, construct: false });
  if (cls !== undefined && streamBase(frame, cls)) configureSelf(frame, frame.self(), call);
  if (cls !== undefined && errorBase(frame, cls)) writeErrorFields(frame, frame.self(), call.args, expr.at);
  return CLEAN;
}

function callBaseMethod(frame: Frame, expr: CallExpr, name: string): Value {
  const cls = frame.fn.cls;
  const call = invocation(frame, expr, frame.self());
  const base = cls === undefined ? undefined : frame.ctx.program.base(cls);
  const method = base === undefined ? undefined : findMethod(frame, base, name, frame.fn.static ?? false);
  if (method) return applyFunction(frame, method.fn, call);
  return invokeMethod(frame, frame.self(), `super.${name}`, call);
}

/** A tagged template: known tags of the language, workspace functions, else a call with the pieces. */
export function evaluateTagged(frame: Frame, expr: Expr & { readonly k: "tagged" }): Value {
  const tag = expr.tag.k === "get" && typeof expr.tag.key === "string" ? getKey(frame, evaluate(frame, expr.tag.of), expr.tag.key, expr.tag.at) : evaluate(frame, expr.tag);
  const args = expr.args.map((arg) => evaluate(frame, arg));
  const pieces: [string, Value][] = expr.strings.map((piece, index) => [String(index), constant(piece)]);
  const strings = frame.newObject(expr.at, "array", pieces, {}, "strings");
  if (frame.functions(tag).size > 0) return invoke(frame, tag, { this: CLEAN, args: [strings, ...args], at: expr.at, name: writtenName(expr.tag) });
  const text = concat(frame, expr.strings.flatMap((piece, index) => (args[index] ? [constant(piece), args[index]] : [constant(piece)])));
  for (const { ref } of tag.values()) {
    if (ref.r !== "sym" && !(ref.r === "api" && !ref.node.startsWith("js|")) && ref.r !== "obj") continue;
    return join(text, invoke(frame, single(ref), { this: CLEAN, args: [text, ...args], at: expr.at, name: writtenName(expr.tag) }));
  }
  return text;
}

/** `a.b.c` as written, for messages and rules by name. */
export function writtenName(expr: Expr): string {
  switch (expr.k) {
    case "get":
      return `${writtenName(expr.of)}.${typeof expr.key === "string" ? expr.key : "[]"}`.replace(/^\./, "");
    case "local":
    case "captured":
    case "module":
    case "global":
      return expr.name.replace(/~\d+$/, "");
    case "this":
      return "this";
    case "super":
      return "super";
    case "await":
    case "cast":
      return writtenName(expr.of);
    case "call":
      return `${writtenName(expr.callee)}()`;
    default:
      return "";
  }
}
