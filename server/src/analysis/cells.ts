// Variables that closures share: each is a cell object; a closure keeps a reference to the cell of every variable it captures.

import type { Fn, Stmt } from "../ir/ir";
import { UNKNOWN_TYPE, type TypeExpr, type TypeKey } from "../ir/types";
import { rootAtom, type Root } from "./atom";
import type { Frame } from "./frame";
import { makeObj } from "./heap";
import { CLEAN, join, object, single, symbol, type Value } from "./value";

const cellId = (name: string): string => `cell:${name}`;

/** Reads a local, from its cell where closures share it. */
export function readLocal(frame: Frame, name: string): Value {
  if (!isCell(frame.fn, name)) return frame.state.vars.get(name) ?? CLEAN;
  return frame.state.heap.get(cellId(name))?.fields.get("v") ?? CLEAN;
}

/** Writes a local; the function's own write is strong, as its cells are its own. */
export function writeLocal(frame: Frame, name: string, value: Value): void {
  if (!isCell(frame.fn, name)) {
    frame.state.vars.set(name, value);
    return;
  }
  const id = cellId(name);
  const old = frame.state.heap.get(id);
  frame.state.heap.set(id, makeObj("cell", [["v", value]], { many: old?.many ?? false }));
}

export const isCell = (fn: Fn, name: string): boolean => fn.cells.includes(name);

/** What a closure made here keeps for a captured variable: the cell, or this function's own captured input. */
export function cellReference(frame: Frame, name: string): Value {
  if (!isCell(frame.fn, name)) return symbol(rootAtom(capturedRoot(name), UNKNOWN_TYPE, name));
  const id = cellId(name);
  if (!frame.state.heap.has(id)) frame.state.heap.set(id, makeObj("cell", [["v", CLEAN]]));
  return object(id);
}

const capturedRoot = (name: string): Root => ({ kind: "captured", name });

/** Reads a variable of an enclosing function. */
export function readCaptured(frame: Frame, name: string): Value {
  return frame.state.vars.get(`^${name}`) ?? symbol(rootAtom(capturedRoot(name), capturedType(frame, name), ""));
}

const declaredTypes = new WeakMap<Fn, Map<string, TypeExpr>>();

/** The declared type of a variable of an enclosing function. */
function capturedType(frame: Frame, name: string): TypeKey {
  let outer = frame.fn.outer;
  for (let depth = 0; outer !== undefined && depth < 20; depth++) {
    const fn = frame.ctx.program.fn(outer);
    if (!fn) break;
    if (fn.cells.includes(name)) return frame.types.of(annotations(fn).get(name), fn.file);
    outer = fn.outer;
  }
  return UNKNOWN_TYPE;
}

function annotations(fn: Fn): Map<string, TypeExpr> {
  let found = declaredTypes.get(fn);
  if (!found) {
    found = new Map();
    for (const param of fn.params) if (param.type) found.set(param.name, param.type);
    collectLets(fn.body, found);
    declaredTypes.set(fn, found);
  }
  return found;
}

function collectLets(body: readonly Stmt[], into: Map<string, TypeExpr>): void {
  for (const stmt of body) {
    if (stmt.s === "let" && stmt.type) into.set(stmt.name, stmt.type);
    else if (stmt.s === "block" || stmt.s === "loop" || stmt.s === "each") collectLets(stmt.body, into);
    else if (stmt.s === "if") {
      collectLets(stmt.then, into);
      collectLets(stmt.else, into);
    } else if (stmt.s === "try") {
      collectLets(stmt.body, into);
      collectLets(stmt.handler ?? [], into);
      collectLets(stmt.finalizer ?? [], into);
    } else if (stmt.s === "switch") for (const one of stmt.cases) collectLets(one.body, into);
  }
}

export function writeCaptured(frame: Frame, name: string, value: Value): void {
  frame.state.vars.set(`^${name}`, value);
  frame.recordWrite({ target: { root: capturedRoot(name), path: [] }, key: "", value, strong: false });
}

/** Follows a reference kept by a closure to the variable's value. */
export function loadCell(frame: Frame, reference: Value): Value {
  let result: Value = CLEAN;
  for (const { ref, why } of reference.values()) {
    if (ref.r === "obj" && frame.obj(ref.id)?.kind === "cell") result = join(result, frame.readObject(ref.id, "v", 0));
    else if (ref.r === "sym" && ref.atom.root.kind === "captured" && ref.atom.path.length === 0) result = join(result, readCaptured(frame, ref.atom.root.name));
    else result = join(result, single(ref, why));
  }
  return result;
}

/** Writes through a reference kept by a closure: weakly, as the closure may run any number of times. */
export function storeCell(frame: Frame, reference: Value, value: Value): void {
  for (const { ref } of reference.values()) {
    if (ref.r === "obj") frame.writeObject(ref.id, "v", value, false);
    else if (ref.r === "sym" && ref.atom.root.kind === "captured") writeCaptured(frame, ref.atom.root.name, join(readCaptured(frame, ref.atom.root.name), value));
  }
}

/** The closure object of a function expression. */
export function closureFields(frame: Frame, fn: Fn, self: Value): [string, Value][] {
  const fields: [string, Value][] = fn.captures.map((name) => [`^${name}`, cellReference(frame, name)]);
  if (fn.kind === "arrow") fields.push(["^this", self]);
  return fields;
}
