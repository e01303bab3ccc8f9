// Analyses one function from its IR to its summary.

import { hashText } from "../lattice/hash";
import type { Fn, Param } from "../ir/ir";
import { UNKNOWN_TYPE, type TypeKey } from "../ir/types";
import { isInput, rootKey } from "./atom";
import { openFacts } from "./callfacts";
import { readCaptured, writeLocal } from "./cells";
import { flattenElement, isElement } from "./elements";
import { wrappedMethod } from "./decorated";
import { evaluate } from "./expressions";
import { invoke } from "./invoke";
import { Frame } from "./frame";
import { isGlobalId, joinObjects, type Obj } from "./heap";
import { keepFunctions, keptPlace } from "./kept";
import { noteProofs, proofsOfFrame } from "./proofs";
import { publishScript } from "./scripts";
import { leave, run } from "./statements";
import type { SinkFact, Summary, Write } from "./summary";
import { CLEAN, LITERAL, object, type Value } from "./value";
import { capOf, type Context } from "./context";
import { RETURNED, THROWN } from "./memory";

/** The summary of a function, given those of the functions it calls. Never throws: budgets end in a marked summary. */
export function summarize(fn: Fn, ctx: Context): Summary {
  const frame = new Frame(fn, ctx);
  frame.keep = (location, path, value, at) => keepFunctions(frame, keptPlace(location, path), value, at);
  let budget: string | undefined;
  try {
    const wrapper = wrappedMethod(frame);
    if (wrapper.size > 0) leave(frame, invoke(frame, wrapper, { this: frame.self(), args: fn.params.map((_, index) => frame.parameter(index)), at: 0, name: fn.display }));
    else {
      bindParameters(frame);
      run(frame, fn.body);
      if (fn.kind === "module") publishScript(frame);
    }
    if (frame.live && wrapper.size === 0) {
      noteProofs(frame, undefined, CLEAN);
      leave(frame, CLEAN);
    }
    runUnused(frame);
  } catch (error) {
    budget = capOf(error);
    if (budget === undefined) throw error;
  }
  return finish(frame, budget);
}

/** Functions written in this one that it never calls and that nobody else can get at: what they do with what they capture is looked at, as of any unused function. */
function runUnused(frame: Frame): void {
  const { state, live } = frame;
  const last = frame.returnedState ?? state;
  frame.state = last.clone();
  frame.live = true;
  const open = reachable(frame, valuesOf(frame));
  for (const [id, obj] of last.heap) {
    if (obj.kind !== "function" || obj.fn === undefined || open.has(id) || frame.applied.has(obj.fn) || frame.escaped.has(obj.fn)) continue;
    const fn = frame.ctx.program.fn(obj.fn);
    if (fn?.outer !== frame.fn.id || fn.captures.length === 0) continue;
    const around = frame.enterContext([]);
    frame.isolated(() => invoke(frame, object(id), { this: CLEAN, args: [], at: 0, label: `unused${id}` }));
    frame.leaveContext(around);
  }
  frame.state = state;
  frame.live = live;
}

/** The values by which callers get at objects of this function. */
const valuesOf = (frame: Frame): Value[] => [
  frame.returned, frame.thrown, frame.yielded, ...(frame.fn.kind === "module" ? frame.state.vars.values() : []), ...[...frame.writes.values()].map((write) => write.value), ...frame.defaults.values(),
  ...[...frame.deferred.values()].flatMap((one) => [one.callee, one.receiver ?? CLEAN, ...one.args, ...(one.written ?? []).map((arg) => arg.value)]),
];

/** Parameters are inputs of their declared types; tags and defaults count too. */
export function bindParameters(frame: Frame): void {
  const { fn, types } = frame;
  if (fn.kind === "module" && frame.ctx.program.facts(fn.file)?.commonjs) frame.state.vars.set("module.exports", frame.newObject(0, "object", [], {}, "exports"));
  for (const name of fn.captures) frame.state.vars.set(`^${name}`, readCaptured(frame, name));
  const context = fn.contextType ? types.of(fn.contextType, fn.file) : UNKNOWN_TYPE;
  fn.params.forEach((param, index) => {
    const type = parameterType(frame, param, index, context);
    let value = frame.parameter(index, type, plain(param.name));
    if (param.tag) value = frame.tagged(value, param.tag, param.at, plain(param.name));
    if (param.default) frame.defaults.set(index, evaluate(frame, param.default));
    writeLocal(frame, param.name, value);
  });
}

const plain = (name: string): string => (name.startsWith("%") ? "" : name.replace(/~\d+$/, ""));

/** Declared, or by the type that the function expression is assigned to (`const f: Handler = (a) => …`, `FC<Props>`). */
export function parameterType(frame: Frame, param: Param, index: number, context: TypeKey): TypeKey {
  const { types, fn } = frame;
  if (param.type) return types.of(param.type, fn.file);
  if (context === UNKNOWN_TYPE) return UNKNOWN_TYPE;
  const own = types.parameter(context, index);
  if (own !== UNKNOWN_TYPE) return own;
  const wrapper = types.external(context);
  return index === 0 && wrapper && /(?:^|\.)(?:FC|FunctionComponent|VFC|NextPage|ComponentType|ReactFC)$/.test(wrapper.name) ? types.argument(context, 0) : UNKNOWN_TYPE;
}

/** Collects what callers may see. */
export function finish(frame: Frame, budget: string | undefined): Summary {
  const { fn } = frame;
  frame.steps = Number.NEGATIVE_INFINITY; // what is known has to be told, however much was spent on it
  let returns = frame.returned;
  if (frame.returnedState) frame.state = frame.returnedState;
  if (fn.generator) returns = frame.newObject(0, "array", [["[*]", frame.yielded], [RETURNED, frame.returned], ...(frame.thrown.size > 0 ? [[THROWN, frame.thrown] as const] : [])], {}, "generator");
  if (fn.returns && !fn.generator) returns = frame.ascribe(returns, awaited(frame, frame.types.of(fn.returns, fn.file)));
  if (fn.tag) returns = frame.tagged(returns, fn.tag, 0, fn.display);
  const variables = new Map<string, Value>();
  if (fn.kind === "module") for (const [name, value] of frame.state.vars) variables.set(name, value);
  const writes = [...frame.writes.values()].map((write) => settleWrite(frame, write)).sort((a, b) => (writeKey(a) < writeKey(b) ? -1 : 1));
  const deferred = [...frame.deferred.values()];
  const values = [returns, frame.thrown, ...variables.values(), ...writes.map((write) => write.value), ...frame.defaults.values(), ...deferred.flatMap((one) => [one.callee, one.receiver ?? CLEAN, ...one.args, ...(one.written ?? []).map((arg) => arg.value)])];
  const sinks = [...frame.sinks.values()];
  const draft: Summary = {
    fn: fn.id, returns, throws: fn.generator ? CLEAN : frame.thrown, heap: reachable(frame, values), writes, sinks, defaults: frame.defaults, deferred, calls: [...frame.calls.values()],
    proves: [...(frame.provenAtExit ?? [])].sort(), pending: [...frame.pendingAtExit].sort(), applied: [...frame.applied].sort(), escaped: [...frame.escaped].sort(),
    variables, hash: "", ...(isEndless(frame) && !budget ? { never: true as const } : {}), ...(frame.proofs.size > 0 && !budget ? { guards: proofsOfFrame(frame) } : {}), ...(budget === undefined ? {} : { budget }),
  };
  const hash = hashSummary(draft, frame.ctx.root);
  return { ...draft, hash: isTest(fn) ? hashText(`${hash}${fn.hash}`) : hash };
}

/** Whether no path comes to an end that callers go on from. */
const isEndless = ({ fn, live, returnedState }: Frame): boolean => !live && !returnedState && !fn.async && !fn.generator && fn.kind !== "module" && fn.kind !== "constructor" && fn.body.length > 0;

/** Functions whose text those who pass them on look at (tests by name, guards): arrows that only return an expression. */
const isTest = (fn: Fn): boolean => fn.kind === "arrow" && fn.body.length <= 3 && fn.body.at(-1)?.s === "return" && fn.body.slice(0, -1).every((stmt) => stmt.s === "let");

const awaited = (frame: Frame, type: TypeKey): TypeKey => (frame.fn.async && type !== UNKNOWN_TYPE ? frame.types.awaited(type) : type);

/** A write is certain only if it holds at every exit: the final state knows. */
function settleWrite(frame: Frame, write: Write): Write {
  if ("id" in write.target || !isInput(write.target.root) || write.key === "") return write;
  const overlay = frame.state.heap.get(`~${rootKey(write.target.root)}|${write.target.path.join(".")}`);
  const value = overlay?.fields.get(write.key);
  const strong = overlay !== undefined && value !== undefined && !overlay.weak?.has(write.key) && !write.key.startsWith("[") && !write.key.startsWith("{");
  return { ...write, value: strong ? value : write.value, strong };
}

const writeKey = (write: Write): string => `${"id" in write.target ? write.target.id : rootKey(write.target.root) + write.target.path.join(".")}>${write.key}`;

function reachable(frame: Frame, values: readonly Value[]): Map<string, Obj> {
  const found = new Map<string, Obj>();
  const stack = [...values];
  for (let value = stack.pop(); value; value = stack.pop()) {
    for (const { ref } of value.values()) {
      if (ref.r !== "obj" || found.has(ref.id) || isGlobalId(ref.id)) continue;
      const here = frame.state.heap.get(ref.id);
      const thrown = frame.thrownState?.heap.get(ref.id);
      const whole = here && thrown ? joinObjects(here, thrown) : (here ?? thrown);
      if (!whole) continue;
      const obj = isElement(ref.id) ? flattenElement(frame, ref.id, whole) : whole;
      found.set(ref.id, obj);
      stack.push(...obj.fields.values());
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** References, and in which function constants are written. */
const keysOf = (value: Value): string => [...value].map(([key, { why }]) => (why?.text === LITERAL ? `${key}@${why.fn}` : key)).sort().join(" ");

function sinkKey(sink: SinkFact): string {
  const anchor = sink.anchor ? `${sink.anchor.fn}@${sink.anchor.at}:${sink.anchor.carrier}` : "";
  const options = [...sink.options].map(([name, value]) => `${name}=${keysOf(value)}`).join(",");
  const atom = sink.entry.ref.r === "sym" ? sink.entry.ref.atom.key : "";
  return `${sink.kind}|${sink.node}|${atom}|${sink.chain.map((site) => `${site.fn}@${site.at}`).join(">")}|${sink.carrier}|${anchor}|${keysOf(sink.address)}|${sink.inUrl}|${options}`;
}

/** Everything that callers read, as one hash. */
function hashSummary(summary: Summary, root: string): string {
  const parts: string[] = [keysOf(summary.returns), keysOf(summary.throws)];
  for (const [id, obj] of summary.heap) parts.push(`${id}:${obj.kind}:${obj.fn ?? ""}${obj.cls ?? ""}${obj.node ?? ""}${obj.type ?? ""}:${obj.many}:${[...obj.fields].map(([key, value]) => `${key}=${keysOf(value)}`).sort().join(";")}`);
  for (const write of summary.writes) parts.push(`${writeKey(write)}=${keysOf(write.value)}:${write.strong}`);
  for (const sink of summary.sinks) parts.push(sinkKey(sink));
  for (const one of summary.deferred) parts.push(`${one.id}|${keysOf(one.callee)}|${one.method ?? ""}|${one.args.map(keysOf).join(",")}|${(one.written ?? []).map((arg) => `${arg.spread}${keysOf(arg.value)}`).join(",")}|${one.returns}|${one.caught ?? false}|${one.proven.join(",")}`);
  for (const [index, value] of summary.defaults) parts.push(`${index}:${keysOf(value)}`);
  for (const fact of openFacts(summary)) parts.push(`${fact.node}|${fact.at.fn}@${fact.at.at}|${fact.from?.at ?? ""}|${fact.proven.join(",")}|${(fact.pending ?? []).join(",")}|${(fact.applied ?? []).map((one) => `${one.fn}:${one.proven.join("+")}`).join(",")}|${[...fact.parts].map(([name, value]) => `${name}=${keysOf(value)}`).join(",")}`);
  for (const [name, value] of summary.variables) parts.push(`${name}=${keysOf(value)}`);
  for (const one of summary.guards ?? []) parts.push(`guard ${one.argument} ${one.when}`);
  parts.push(summary.proves.join(","), summary.pending.join(","), summary.applied.join(","), summary.escaped.join(","), summary.budget ?? "", String(summary.never ?? false));
  return hashText(parts.join("\n").replaceAll(`${root}/`, ""));
}

