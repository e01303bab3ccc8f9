// Registrations of entry points: handlers run on their own, after the checks in front of them, and what they answer, leave unaudited and
// are guarded by is kept as a fact. What a router was told before counts for what is registered on it later; mounts join routers.

import type { Expr } from "../ir/ir";
import type { CallModel } from "../models/schema";
import type { Frame } from "./frame";
import { type Modelled, rootHandles } from "./parts";
import { guardsNamed } from "./policies";
import { expressionAt } from "./sinks";
import { CLEAN, constant, constants, join, single, type Value } from "./value";

/** Node of facts about registered handlers. */
export const ROUTE = "route";
/** Node of facts about routers that are mounted on others. */
export const MOUNT = "mount";

/** Field of a router's handle: facts that are proven before its later handlers run, with the path that they are limited to. */
const PROVES = "^proves";

/** Runs the handlers of a registration: nothing that holds around it counts for them, and nothing of theirs counts around it. */
export function registered(one: Modelled, entry: NonNullable<CallModel["entry"]>, run: () => Value): Value {
  const { frame, call, node } = one;
  const path = routePath(one, entry.path);
  const before = guardsOf(frame, one.receiver, path);
  const own = argumentGuards(frame, call.at);
  const outer = frame.enterContext([...before, ...own]);
  const answer = run();
  const inner = frame.leaveContext(outer);
  if (path?.includes("*")) addGuards(frame, one.receiver, inner.proven, path.slice(0, path.indexOf("*")).replace(/\/$/, ""));
  else if (entry.path === undefined && isChain(frame, one.receiver)) addGuards(frame, one.receiver, inner.proven, "");
  frame.recordFact({
    node: ROUTE, callee: call.name ?? node.path, at: { fn: frame.fn.id, at: call.at }, proven: before,
    parts: new Map([
      ["kind", constant(entry.kind)], ["path", constant(path ?? "")], ["router", sitesOf(frame, one.receiver)], ["receiver", one.receiver], ["own", constantsOf(own)],
      ["end", constantsOf(inner.proven)], ["answer", frame.collect(answer)],
    ]),
    pending: [...inner.pending].sort(), applied: inner.applied,
  });
  return answer;
}

/** Runs middleware; what it proves holds for what is registered later, and for routers among the arguments. */
export function applied(one: Modelled, run: () => Value): Value {
  const { frame, call } = one;
  const [first] = call.args;
  const [path] = first ? [...constants(first)].filter((value) => typeof value === "string") : [];
  const prefix = typeof path === "string" ? path.replace(/\/$/, "") : "";
  const before = guardsOf(frame, one.receiver, prefix === "" ? undefined : prefix);
  const own = argumentGuards(frame, call.at);
  const outer = frame.enterContext(own);
  const result = run();
  const inner = frame.leaveContext(outer);
  const children = call.args.map((arg) => sitesOf(frame, frame.behaviour(arg))).reduce(join, CLEAN);
  if (children.size > 0) {
    frame.recordFact({
      node: MOUNT, callee: call.name ?? "use", at: { fn: frame.fn.id, at: call.at }, proven: [...before, ...inner.proven],
      parts: new Map([["path", constant(prefix)], ["router", sitesOf(frame, one.receiver)], ["receiver", one.receiver], ["child", children]]),
    });
  } else addGuards(frame, one.receiver, inner.proven, prefix);
  return result;
}

function routePath(one: Modelled, part: string | undefined): string | undefined {
  if (part === undefined || !/^\d+$/.test(part)) return undefined;
  const [path] = constants(one.call.args[Number(part)] ?? CLEAN);
  return typeof path === "string" ? path : undefined;
}

const constantsOf = (names: Iterable<string>): Value => [...names].reduce((all, name) => join(all, constant(name)), CLEAN as Value);

// ---- routers -----------------------------------------------------------------------------------------------------------

/** Where the routers among some values are made. */
export function sitesOf(frame: Frame, value: Value): Value {
  let sites: Value = CLEAN;
  for (const { ref } of rootHandles(frame, value).values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (obj?.kind === "handle") sites = join(sites, obj.fields.get("^built") ?? CLEAN);
  }
  return sites;
}

/** What is proven before a handler that is registered on a router now. */
export function guardsOf(frame: Frame, receiver: Value, path: string | undefined): string[] {
  const found = new Set<string>();
  for (const said of constants(proofs(frame, receiver))) {
    const [fact = "", prefix = ""] = String(said).split(" ");
    if (prefix === "" || (path !== undefined && `${path}/`.startsWith(`${prefix}/`))) found.add(fact);
  }
  return [...found].sort();
}

/** The proofs of a receiver and of what it hangs on. */
function proofs(frame: Frame, receiver: Value, depth = 0): Value {
  let all: Value = frame.read(receiver, PROVES, 0);
  if (depth > 8) return all;
  for (const { ref } of receiver.values()) {
    const on = ref.r === "obj" ? frame.obj(ref.id)?.fields.get("^on") : undefined;
    if (on) all = join(all, proofs(frame, on, depth + 1));
  }
  return all;
}

function addGuards(frame: Frame, receiver: Value, facts: Iterable<string>, prefix: string): void {
  const value = constantsOf([...facts].map((fact) => (prefix === "" ? fact : `${fact} ${prefix}`)));
  if (value.size === 0) return;
  for (const { ref } of receiver.values()) frame.write(single(ref), PROVES, join(frame.read(single(ref), PROVES, 0), value), 0);
}

/** `router.route("/x")`: what is registered on it by `all` guards what comes later in the chain. */
const isChain = (frame: Frame, receiver: Value): boolean => [...receiver.values()].some(({ ref }) => ref.r === "obj" && frame.obj(ref.id)?.fields.has("^on"));

// ---- checks by name ------------------------------------------------------------------------------------------------------

/** Facts proven by arguments that are checks by their name, whatever they evaluate to: `auth`, `requireRole("nurse")`, `[a, b]`, `{ preHandler: a }`. */
function argumentGuards(frame: Frame, at: number): string[] {
  const call = expressionAt(frame.fn, at);
  const found = new Set<string>();
  const visit = (expr: Expr, depth: number): void => {
    if (depth > 3) return;
    if (expr.k === "array") for (const item of expr.items) visit(item.value, depth + 1);
    else if (expr.k === "object") {
      for (const prop of expr.props) if (prop.p === "value" && prop.key !== "handler") visit(prop.value, depth + 1);
    } else for (const fact of guardsNamed(frame, expr.k === "call" ? expr.callee : expr)) found.add(fact);
  };
  if (call?.k === "call") for (const arg of call.args) visit(arg.value, 0);
  return [...found].sort();
}
