// Running through something that can be iterated: own iterators give what their `next` gives, generators throw when somebody runs them and
// are told what `next(value)` and `throw(error)` hand in.

import type { Frame } from "./frame";
import type { Obj } from "./heap";
import { applyFunction, invoke, type Invocation } from "./invoke";
import { findMethod, getMember } from "./members";
import { invokeMethod } from "./methods";
import { isGenerated, SENT, SENT_ERROR, THROWN } from "./memory";
import type { Summary } from "./summary";
import { CLEAN, join, object, single, type Entry, type Value } from "./value";

const ITERATORS = ["[Symbol.asyncIterator]", "[Symbol.iterator]"] as const;

/** A value as something whose elements can be read. */
export function iterated(frame: Frame, value: Value, at: number): Value {
  let result: Map<string, Entry> | undefined;
  let more: Value = CLEAN;
  for (const [key, { ref }] of value) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (ref.r !== "obj" || !obj) continue;
    const thrown = obj.fields.get(THROWN);
    if (thrown && thrown.size > 0) frame.raise(thrown, true);
    const method = iteratorOf(frame, obj);
    if (method === undefined) continue;
    result ??= new Map(value);
    result.delete(key);
    more = join(more, elementsOf(frame, ref.id, method, at));
  }
  return result ? join(result, more) : value;
}

/** The name under which an object keeps a function that makes iterators. */
export function iteratorOf(frame: Frame, obj: Obj): string | undefined {
  if (obj.kind === "object") return ITERATORS.find((name) => obj.fields.has(name));
  const { cls } = obj;
  return obj.kind === "instance" && cls !== undefined ? ITERATORS.find((name) => obj.fields.has(name) || findMethod(frame, cls, name, false)) : undefined;
}

/** A list of what an object's own iterator gives. */
function elementsOf(frame: Frame, id: string, method: string, at: number): Value {
  const label = `~${method.length}`;
  const self = object(id);
  const iterator = invoke(frame, getMember(frame, self, method, at), { this: self, args: [], at, callback: true, label });
  let given: Value = CLEAN;
  for (const entry of iterator.values()) {
    const one = single(entry.ref, entry.why);
    const made = entry.ref.r === "obj" ? frame.obj(entry.ref.id) : undefined;
    if (made?.kind === "object" || made?.kind === "instance") given = join(given, frame.read(frame.settle(invokeMethod(frame, one, "next", { this: one, args: [], at, callback: true, label: `${label}n` })), "value", at));
    else given = join(given, frame.elements(iterated(frame, one, at), at));
  }
  return frame.newObject(at, "array", [["[*]", given]], {}, `${label}given`);
}

// ---- generators -------------------------------------------------------------------------------------------------------

/** Keeps with a generator's object what it takes to run it again with values handed in. */
export function keepGenerator(frame: Frame, summary: Summary, returned: Value, call: Invocation): void {
  if (!asksForSent(summary)) return;
  for (const { ref } of returned.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (ref.r !== "obj" || !obj || !isGenerated(obj)) continue;
    const args = frame.newObject(call.at, "array", call.args.map((arg, index): [string, Value] => [String(index), arg]), {}, `${call.label ?? ""}given`);
    const again = frame.newObject(call.at, "native", [...(call.env?.fields ?? []), ["^self", call.this], ["^args", args]], { fn: summary.fn, node: "generator" }, `${call.label ?? ""}again`);
    frame.writeObject(ref.id, "^again", again, false);
  }
}

/** `generator.next(value)` and `generator.throw(error)`: what the generator gives when it goes on with that. */
export function resume(frame: Frame, generator: Value, call: Invocation, sent: NonNullable<Invocation["sent"]>): Value {
  let given: Value = CLEAN;
  for (const { ref } of generator.values()) {
    const kept = ref.r === "obj" ? frame.obj(ref.id)?.fields.get("^again") : undefined;
    for (const one of (kept ?? CLEAN).values()) {
      const again = one.ref.r === "obj" ? frame.obj(one.ref.id) : undefined;
      if (ref.r !== "obj" || !again?.fn) continue;
      const args = listOf(frame, again.fields.get("^args") ?? CLEAN);
      const made = applyFunction(frame, again.fn, { this: again.fields.get("^self") ?? CLEAN, args, env: again, at: call.at, label: `${call.label ?? ""}sent`, sent });
      const more = join(frame.elements(iterated(frame, made, call.at), call.at), frame.read(made, "{return}", call.at));
      frame.writeObject(ref.id, "[*]", more, false);
      given = join(given, more);
    }
  }
  return given;
}

function listOf(frame: Frame, list: Value): Value[] {
  const args: Value[] = [];
  for (const { ref } of list.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    for (let index = 0; obj?.fields.has(String(index)); index++) args[index] = join(args[index] ?? CLEAN, obj.fields.get(String(index)) ?? CLEAN);
  }
  return args;
}

/** Whether anything that a generator does depends on what is handed in. */
function asksForSent(summary: Summary): boolean {
  const asks = (value: Value): boolean => [...value.values()].some(({ ref }) => ref.r === "sym" && ref.atom.root.kind === "result" && (ref.atom.root.id === SENT || ref.atom.root.id === SENT_ERROR));
  return [...summary.heap.values()].some((obj) => [...obj.fields.values()].some(asks)) || summary.sinks.some((sink) => asks(single(sink.entry.ref)))
    || summary.writes.some((write) => asks(write.value)) || summary.deferred.some((one) => asks(one.callee) || one.args.some(asks));
}
