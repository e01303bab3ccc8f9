// Variables that closures share: each is a cell object; a closure keeps a reference to the cell of every variable it captures.

import type { Fn } from "../ir/ir";
import { UNKNOWN_TYPE } from "../ir/types";
import { rootAtom, type Root } from "./atom";
import type { Frame } from "./frame";
import { makeObj, type Obj } from "./heap";
import { CLEAN, join, object, symbol, type Value } from "./value";

const cellId = (frame: Frame, name: string): string => (frame.fn.kind === "module" ? `cell:${name}` : `cell:${name}`);

/** Reads a local, from its cell where closures share it. */
export function readLocal(frame: Frame, name: string): Value {
  if (!isCell(frame.fn, name)) return frame.state.vars.get(name) ?? CLEAN;
  return frame.state.heap.get(cellId(frame, name))?.fields.get("v") ?? CLEAN;
}

/** Writes a local; the function's own write is strong, as its cells are its own. */
export function writeLocal(frame: Frame, name: string, value: Value): void {
  if (!isCell(frame.fn, name)) {
    frame.state.vars.set(name, value);
    return;
  }
  const id = cellId(frame, name);
  const old = frame.state.heap.get(id);
  frame.state.heap.set(id, makeObj("cell", [["v", value]], { many: old?.many ?? false }));
}

export const isCell = (fn: Fn, name: string): boolean => fn.cells.includes(name);

/** What a closure made here keeps for a captured variable: the cell, or this function's own captured input. */
export function cellReference(frame: Frame, name: string): Value {
  if (!isCell(frame.fn, name)) return symbol(rootAtom(capturedRoot(name), UNKNOWN_TYPE, name));
  const id = cellId(frame, name);
  if (!frame.state.heap.has(id)) frame.state.heap.set(id, makeObj("cell", [["v", CLEAN]]));
  return object(id);
}

const capturedRoot = (name: string): Root => ({ kind: "captured", name });

/** Reads a variable of an enclosing function. */
export function readCaptured(frame: Frame, name: string): Value {
  return frame.state.vars.get(`^${name}`) ?? symbol(rootAtom(capturedRoot(name), UNKNOWN_TYPE, ""));
}

export function writeCaptured(frame: Frame, name: string, value: Value): void {
  frame.state.vars.set(`^${name}`, value);
  frame.recordWrite({ target: { root: capturedRoot(name), path: [] }, key: "", value, strong: false });
}

/** Follows a reference kept by a closure to the variable's value. */
export function loadCell(frame: Frame, reference: Value): Value {
  let result: Value = CLEAN;
  for (const { ref } of reference.values()) {
    if (ref.r === "obj") result = join(result, frame.readObject(ref.id, "v", 0));
    else if (ref.r === "sym" && ref.atom.root.kind === "captured") result = join(result, readCaptured(frame, ref.atom.root.name));
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

export type Closure = Obj & { readonly kind: "function" };
