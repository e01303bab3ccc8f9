// Entry points: functions that somebody outside the workspace calls. Their inputs are values that nobody knows, of the declared types.

import { moduleFn, type Fn } from "../ir/ir";
import { UNKNOWN_TYPE } from "../ir/types";
import { rootAtom } from "./atom";
import { Frame } from "./frame";
import { keepFunctions, keptPlace } from "./kept";
import { instantiate } from "./instantiate";
import { invoke } from "./invoke";
import type { Summary } from "./summary";
import { finish, parameterType } from "./summarize";
import { CLEAN, constant, join, single, symbol, type Value } from "./value";
import { capOf, type Context } from "./context";

/** Suffix of the pseudo-function that calls an entry point. */
export const ENTRY = "<entry>";

/** The summary of an unknown caller of a function: nothing of it is open any more. */
export function closeEntry(fn: Fn, ctx: Context): Summary {
  const frame = new Frame({ ...fn, id: `${fn.id}${ENTRY}`, params: [], cells: [], captures: [], body: [] }, ctx);
  let budget: string | undefined;
  frame.keep = (location, path, value, at) => keepFunctions(frame, keptPlace(location, path), value, at);
  try {
    if (fn.kind === "module") runExports(frame, ctx.summary(fn.id));
    else {
      const result = instantiate(frame, ctx.summary(fn.id), { this: unknownSelf(fn), args: isUnused(fn) ? [] : unknownArguments(frame, fn), at: 0 });
      runReturned(frame, result);
    }
  } catch (error) {
    budget = capOf(error);
    if (budget === undefined) throw error;
  }
  return finish(frame, budget);
}

/** A function that nobody calls here, and nobody outside can: what it does by itself is looked at, with nothing passed to it. */
export const isUnused = (fn: Fn): boolean => fn.kind === "function" && fn.cls === undefined && !fn.exported && (fn.outer === undefined || fn.outer === moduleFn(fn.file)) && fn.captures.length === 0;

/** `this` of a method nobody calls: any instance; its fields are ambient state of the class. */
function unknownSelf(fn: Fn): Value {
  if (!fn.cls || fn.static) return CLEAN;
  return symbol(rootAtom({ kind: "ambient", location: `C:${fn.cls}` }, fn.cls, ""));
}

function unknownArguments(frame: Frame, fn: Fn): Value[] {
  const context = fn.contextType ? frame.types.of(fn.contextType, fn.file) : UNKNOWN_TYPE;
  return fn.params.map((param, index) => {
    const declared = parameterType(new Frame(fn, frame.ctx), param, index, context);
    const type = param.rest ? frame.types.element(declared) : declared;
    const hint = param.name.startsWith("%") ? "" : param.name.replace(/~\d+$/, "");
    const root = { kind: "born", fn: fn.id, at: param.at, site: `in${index}` } as const;
    const value = symbol(rootAtom(root, type, hint), { fn: fn.id, at: param.at, text: "parameter" });
    return param.default ? join(value, constant(undefined)) : value;
  });
}

/** Functions that an entry point gives back are called by the same unknown. */
function runReturned(frame: Frame, result: Value, depth = 0): void {
  if (depth > 3) return;
  let part = 0;
  for (const { ref } of result.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (!obj || ref.r !== "obj") continue;
    if (obj.kind === "function" && obj.fn) {
      const fn = frame.ctx.program.fn(obj.fn);
      if (!fn) continue;
      const label = `out${depth}.${part++}`;
      const again = alone(frame, frame.state.proven, () => invoke(frame, single(ref), { this: CLEAN, args: unknownArguments(frame, fn), at: 0, callback: true, label }));
      runReturned(frame, again, depth + 1);
    } else if (obj.kind === "object" || obj.kind === "array") {
      for (const [key, field] of obj.fields) if (!key.startsWith("^")) runReturned(frame, field, depth + 1);
    }
  }
}

/** Runs a function by itself: what others prove does not hold for it, and what it leaves unaudited no other makes good. */
function alone(frame: Frame, proven: Iterable<string>, run: () => Value): Value {
  const around = frame.enterContext([...proven]);
  const result = run();
  for (const site of frame.leaveContext(around).pending) frame.pendingAtExit.add(site);
  return result;
}

/** Closures with a past that a module exports: results of factories and wrappers. */
function runExports(frame: Frame, summary: Summary): void {
  const { program } = frame.ctx;
  const file = frame.fn.file;
  for (const name of program.exportNames(file)) {
    const binding = program.exportOf(file, name);
    if (binding.b !== "variable" || binding.file !== file) continue;
    const value = frame.ctx.moduleValue(file, binding.name);
    runClosures(frame, value, 0);
  }
  void summary;
}

function runClosures(frame: Frame, value: Value, depth: number): void {
  if (depth > 3) return;
  let part = 0;
  for (const { ref } of value.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (!obj || ref.r !== "obj") continue;
    const captured = [...obj.fields.keys()].some((key) => key.startsWith("^") && key !== "^this");
    if (obj.kind === "function" && obj.fn && captured) {
      const fn = frame.ctx.program.fn(obj.fn);
      const label = `export${depth}.${part++}`;
      if (fn) alone(frame, [], () => invoke(frame, single(ref), { this: CLEAN, args: unknownArguments(frame, fn), at: 0, callback: true, label }));
    } else if (obj.kind === "object" || obj.kind === "array") {
      for (const [key, field] of obj.fields) if (!key.startsWith("^")) runClosures(frame, field, depth + 1);
    }
  }
}
