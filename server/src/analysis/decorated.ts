// Decorators of the program that put another function in a method's place: whoever calls the method calls that one. The method's own
// body then has a summary under a name of its own, which the wrapper calls.

import { BODY, type Decorator, type FnId } from "../ir/ir";
import { evaluateArguments } from "./calls";
import { evaluate } from "./expressions";
import type { Frame } from "./frame";
import { invoke, type Invocation } from "./invoke";
import { CLEAN, constant, sameValue, type Value } from "./value";

/** What stands in a method's place; nothing where its decorators leave it as it is. */
export function wrappedMethod(frame: Frame): Value {
  const { fn } = frame;
  if (fn.kind !== "method" || !fn.decorators || fn.id.endsWith(BODY)) return CLEAN;
  const original = frame.newObject(0, "function", [["^this", frame.self()]], { fn: `${fn.id}${BODY}` }, "body");
  let method = original;
  fn.decorators.toReversed().forEach((decorator, index) => {
    method = applyDecorator(frame, decorator, method, `@${index}`);
  });
  return sameValue(method, original) ? CLEAN : method;
}

function applyDecorator(frame: Frame, decorator: Decorator, method: Value, label: string): Value {
  const at = (args: readonly Value[], part: string): Invocation => ({ this: CLEAN, args, at: decorator.at, callback: true, label: `${label}${part}` });
  let functions = frame.functions(evaluate(frame, decorator.callee));
  if (functions.size === 0) return method;
  if (decorator.args) functions = frame.functions(invoke(frame, functions, { ...at([], "!"), ...evaluateArguments(frame, decorator.args, decorator.at) }));
  if (functions.size === 0) return method;
  const name = constant(frame.fn.display.slice(frame.fn.display.lastIndexOf(".") + 1));
  if (takesContext(frame, functions)) {
    const context = frame.newObject(decorator.at, "object", [["name", name], ["kind", constant("method")]], {}, `${label}context`);
    const replaced = frame.functions(invoke(frame, functions, at([method, context], "")));
    return replaced.size > 0 ? replaced : method;
  }
  const descriptor = frame.newObject(decorator.at, "object", [["value", method]], {}, `${label}descriptor`);
  const given = frame.functions(frame.read(invoke(frame, functions, at([CLEAN, name, descriptor], "")), "value", decorator.at));
  const left = frame.functions(frame.read(descriptor, "value", decorator.at));
  return given.size > 0 ? given : left.size > 0 ? left : method;
}

/** Decorators of the standard get the method and a context, older ones the class, a name and a descriptor. */
function takesContext(frame: Frame, functions: Value): boolean {
  for (const { ref } of functions.values()) {
    const id: FnId | undefined = ref.r === "obj" ? frame.obj(ref.id)?.fn : undefined;
    const params = id === undefined ? undefined : frame.ctx.program.fn(id)?.params;
    if (params) return params.length < 3 && !params.some((param) => param.rest);
  }
  return false;
}
