// Operators of `pipe`: they wait for it with their call, and say what becomes of one element that passes.

import type { ApiNode } from "../models/match";
import type { CallModel } from "../models/schema";
import type { Frame } from "./frame";
import { makeObj } from "./heap";
import { invoke, type Invocation } from "./invoke";
import { dataOf, type Modelled, partValue } from "./parts";
import { callable, runCallback, say } from "./results";
import { CLEAN, filterValue, join, single, type Ref, type Value } from "./value";

/** An operator waits for `pipe`: it keeps its call. */
export function operatorHandle(one: Modelled): Value {
  const { frame, call, node } = one;
  const fields = call.args.map((arg, index): [string, Value] => [`^config${index}`, arg]);
  return frame.allocate(`${frame.siteOf(call.at) + (call.label ?? "")}op`, makeObj("handle", fields, { node: node.id }));
}

/** Runs what the receiver holds through operators, in order. */
export function piped(one: Modelled, parts: readonly string[], next: ApiNode | undefined): Value {
  const { frame, call } = one;
  const operators = parts.flatMap((part) => (part === "*" ? call.args : part.endsWith("..") ? call.args.slice(Number(part.slice(0, -2))) : [partValue(one, part)]));
  const value = throughOperators(frame, dataOf(frame, one.receiver, call.at), operators, call);
  const at = one.model.as ? frame.ctx.models.nodeFrom(one.node.library.library, one.model.as) : next;
  return holding(frame, value, call, "piped", at);
}

/** A stream of something: an observable, or without a model of one a list. */
function holding(frame: Frame, value: Value, call: Invocation, label: string, at = frame.ctx.models.nodeAt("rxjs", "Observable.new()")): Value {
  if (!at) return frame.newObject(call.at, "array", [["[*]", value]], {}, `${call.label ?? ""}${label}`);
  return frame.allocate(`${frame.siteOf(call.at) + (call.label ?? "")}${label}`, makeObj("handle", [["[*]", value]], { node: at.id }));
}

/** Whether a value is something that `pipe` applies to elements. */
export const isOperator = (frame: Frame, value: Value): boolean => filterValue(value, (ref) => modelOf(frame, ref) !== undefined).size > 0;

const modelOf = (frame: Frame, ref: Ref): CallModel | undefined => {
  const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
  const model = obj?.kind === "handle" && obj.node !== undefined ? frame.ctx.models.byId(obj.node)?.callModel : undefined;
  return model?.operator === undefined ? undefined : model;
};

/** `source.pipe(operators)` for a source that no model knows. */
export const pipeOperators = (frame: Frame, elements: Value, operators: readonly Value[], call: Invocation): Value =>
  holding(frame, throughOperators(frame, elements, operators, call), call, "piped");

function throughOperators(frame: Frame, elements: Value, operators: readonly Value[], call: Invocation): Value {
  let value = elements;
  operators.forEach((operator, index) => {
    let result: Value = CLEAN;
    for (const entry of operator.values()) result = join(result, passThrough(frame, entry.ref, single(entry.ref, entry.why), value, { ...call, label: `${call.label ?? ""}|${index}` }));
    value = operator.size === 0 ? value : result;
  });
  return value;
}

/** One element through one operator. An operator of the program is a function from observable to observable. */
function passThrough(frame: Frame, ref: Ref, operator: Value, value: Value, call: Invocation): Value {
  const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
  const node = obj?.node === undefined ? undefined : frame.ctx.models.byId(obj.node);
  const model = modelOf(frame, ref);
  if (!obj || !node || !model) {
    if (frame.functions(operator).size === 0) return value;
    return frame.elements(invoke(frame, operator, { this: CLEAN, args: [holding(frame, value, call, "source")], at: call.at, callback: true, label: call.label ?? "" }), call.at);
  }
  const args: Value[] = [];
  for (let index = 0; obj.fields.has(`^config${index}`); index++) args.push(obj.fields.get(`^config${index}`) ?? CLEAN);
  return operate({ frame, node, model, receiver: CLEAN, call: { ...call, args } }, model, value);
}

function operate(one: Modelled, model: CallModel, value: Value): Value {
  const { frame, call } = one;
  const returned = new Map<string, Value>();
  if (model.operator === "pipes:*") return throughOperators(frame, value, call.args, call);
  for (let turn = 0; turn < 2; turn++) {
    for (const row of model.callbacks ?? []) {
      const functions = callable(frame, partValue(one, row.part));
      if (functions.size === 0) continue;
      const args = row.parameters.map((name, index) => (name === "value" ? value : say(one, name, returned, `(${row.part}:${index}`)));
      returned.set(row.part, join(returned.get(row.part) ?? CLEAN, runCallback(one, functions, args, row.part)));
    }
    if (!(model.callbacks ?? []).some((row) => row.parameters.some((name) => name.startsWith("callback")))) break;
  }
  const outcomes = (model.operator ?? "value").split("+").map((said, index) => outcome(one, said, value, returned, `op${index}`));
  return outcomes.reduce(join, CLEAN);
}

function outcome(one: Modelled, said: string, value: Value, returned: ReadonlyMap<string, Value>, label: string): Value {
  const { frame, call } = one;
  switch (said) {
    case "value":
      return value;
    case "array:value":
      return frame.newObject(call.at, "array", [["[*]", value]], {}, `${call.label ?? ""}buffer`);
    case "stream:value":
      return holding(frame, value, call, "group");
    case "tuple:value": {
      const others = call.args.map((arg, index): [string, Value] => [String(index + 1), frame.elements(arg, call.at)]);
      return frame.newObject(call.at, "array", [["0", value], ...others], {}, `${call.label ?? ""}tuple`);
    }
    default:
      return say(one, said, returned, label);
  }
}
