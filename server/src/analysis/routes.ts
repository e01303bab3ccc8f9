// Registrations of entry points: handlers run on their own, after the checks in front of them, and what they answer, leave unaudited and
// are guarded by is kept as a fact. What a router was told before counts for what is registered on it later; mounts join routers.

import { type Expr, type Fn, moduleFn } from "../ir/ir";
import { walkStmts } from "../ir/walk";
import type { ApiNode } from "../models/match";
import type { CallModel } from "../models/schema";
import type { Frame } from "./frame";
import { type Modelled, partValue, rootHandles } from "./parts";
import { guardsNamed } from "./policies";
import { expressionAt } from "./sinks";
import { STATIC_FUNCTION } from "./statics";
import type { Site } from "./summary";
import { CLEAN, constant, constants, join, single, type Value } from "./value";

/** Node of facts about registered handlers. */
export const ROUTE = "route";
/** Node of facts about routers that are mounted on others. */
export const MOUNT = "mount";
/** Node of facts about checks that an object which was registered, and gives itself back, takes on afterwards: `middy(handler).use(check)`. */
export const LATER = "later";

/** Field of a router's handle: facts that are proven before its later handlers run, with the path that they are limited to. */
const PROVES = "^proves";

/** Runs the handlers of a registration: nothing that holds around it counts for them, and nothing of theirs counts around it. */
export function registered(one: Modelled, entry: NonNullable<CallModel["entry"]>, run: () => Value, place?: Site): Value {
  const { frame, call, node } = one;
  const path = routePath(one, entry.path);
  const before = guardsOf(frame, one.receiver, path);
  const own = [...argumentGuards(frame, call.at), ...(guardedByOption(one, entry.guardedBy ?? []) ? ["access"] : [])];
  const outer = frame.enterContext([...before, ...own]);
  const answer = run();
  const inner = frame.leaveContext(outer);
  if (path?.includes("*")) addGuards(frame, one.receiver, inner.proven, path.slice(0, path.indexOf("*")).replace(/\/$/, ""));
  else if (entry.path === undefined && call.name?.endsWith(".all") && isChain(frame, one.receiver)) addGuards(frame, one.receiver, inner.proven, "");
  frame.recordFact({
    node: ROUTE, callee: call.name ?? node.path, ...frame.placeOfCall(call.at), ...(place ? { at: place } : {}), proven: before,
    parts: new Map([
      ["kind", constant(entry.kind)], ["path", constant(path ?? "")], ["router", sitesOf(frame, one.receiver)], ["receiver", one.receiver], ["own", constantsOf(own)],
      ["end", constantsOf(inner.proven)], ["answer", frame.collect(answer)], ["made", one.model.result === "handle" ? constant(`${frame.fn.id}@${call.at}`) : CLEAN],
    ]),
    pending: [...inner.pending].sort(), applied: inner.applied,
  });
  return answer;
}

/** The expression that made a function, by its object's id; of a top-level function, its name. */
export function madeAt(frame: Frame, id: string): Site | undefined {
  if (id.startsWith(STATIC_FUNCTION)) return { fn: id.slice(STATIC_FUNCTION.length), at: 1 };
  const [, owner, site = id] = /^G:(.*)\|([^|]*)$/.exec(id) ?? [];
  const at = /^\d+/.exec(site);
  return at ? { fn: owner ?? frame.fn.id.replace(/<entry>$/, ""), at: Number(at[0]) } : undefined;
}

/** Whether an option of the registration asks for a check: it is there, and not known to be off. */
const guardedByOption = (one: Modelled, parts: readonly string[]): boolean =>
  parts.some((part) => [...partValue(one, part).values()].some(({ ref }) => ref.r !== "const" || Boolean(ref.value)));

/** A call that makes a check the default of its router: `server.auth.default("jwt")`. */
export function guardByDefault(one: Modelled): void {
  if (one.model.middleware?.length === 0) addGuards(one.frame, rootHandles(one.frame, one.receiver), one.model.role === "audit" ? ["audit"] : ["access"], "");
}

/** Runs middleware; what it proves holds for what is registered later, and for routers among the arguments. */
export function applied(one: Modelled, run: () => Value): Value {
  const { frame, call } = one;
  const [first] = call.args;
  const [path] = first ? [...constants(first)].filter((value) => typeof value === "string") : [];
  const prefix = typeof path === "string" && path.startsWith("/") ? path.replace(/\/\*?$/, "") : "";
  const before = guardsOf(frame, one.receiver, prefix === "" ? undefined : prefix);
  const own = argumentGuards(frame, call.at);
  const outer = frame.enterContext(own);
  const result = run();
  const inner = frame.leaveContext(outer);
  const children = call.args.map((arg) => sitesOf(frame, frame.behaviour(arg))).reduce(join, CLEAN);
  if (children.size > 0) {
    frame.recordFact({
      node: MOUNT, callee: call.name ?? "use", ...frame.placeOfCall(call.at), proven: [...before, ...inner.proven],
      parts: new Map([["path", constant(prefix)], ["router", sitesOf(frame, one.receiver)], ["receiver", one.receiver], ["child", children]]),
    });
    return result;
  }
  if (inner.proven.length > 0) frame.recordFact({ node: LATER, callee: call.name ?? "use", ...frame.placeOfCall(call.at), proven: inner.proven, parts: new Map([["router", sitesOf(frame, one.receiver)]]) });
  if (one.model.result === "handle") one.proofs = inner.proven;
  else addGuards(frame, one.receiver, typeof path === "string" && RUNS_AFTER.test(path) ? inner.proven.filter((fact) => fact === "audit") : inner.proven, prefix);
  return result;
}

/** A router that the receiver makes for a plugin: what the receiver checks holds for it, whichever is said first. */
export function mountChild(one: Modelled, child: Value, site: string): void {
  const { frame, call, receiver } = one;
  const built = constant(`${frame.fn.id}@${call.at}${site}`);
  for (const { ref } of child.values()) if (ref.r === "obj") frame.writeObject(ref.id, "^built", built, false);
  frame.recordFact({
    node: MOUNT, callee: call.name ?? "register", ...frame.placeOfCall(call.at), proven: guardsOf(frame, receiver, undefined),
    parts: new Map([["path", constant("")], ["router", sitesOf(frame, receiver)], ["receiver", receiver], ["child", built], ["unordered", constant(true)]]),
  });
}

/** Hooks that run when the handler is done: they can record it, not refuse it. */
const RUNS_AFTER = /^(?:onSend|onResponse|onError|onTimeout|preSerialization|onPostHandler|onPreResponse)$/;

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

/** What middleware of an immutable builder proves holds for the new builder: `procedure.use(check)`. */
export function guardBuilder(one: Modelled, made: Value): void {
  if (one.proofs) addGuards(one.frame, made, one.proofs, "");
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
    } else for (const fact of provenBy(frame, expr)) found.add(fact);
  };
  if (call?.k === "call") for (const arg of call.args) visit(arg.value, 0);
  return [...found].sort();
}

/** What the policy or the models say that an expression checks, or a call of it, or the call that a variable was filled with. */
function provenBy(frame: Frame, expr: Expr, depth = 0): string[] {
  const callee = expr.k === "call" ? expr.callee : expr;
  const found = [...guardsNamed(frame, callee), ...rolesOf(frame, callee)];
  if (found.length > 0 || depth > 0 || (expr.k !== "local" && expr.k !== "module" && expr.k !== "captured")) return found;
  const initial = initialOf(frame, expr.name);
  return initial?.k === "call" ? provenBy(frame, initial, 1) : [];
}

function initialOf(frame: Frame, name: string): Expr | undefined {
  const { program } = frame.ctx;
  for (let fn: Fn | undefined = frame.fn; fn; fn = fn.kind === "module" ? undefined : program.fn(fn.outer ?? moduleFn(fn.file))) {
    const found = declarations(fn).get(name);
    if (found) return found;
  }
  const binding = program.binding(frame.fn.file, name);
  const home = binding.b === "variable" && binding.file !== frame.fn.file ? program.fn(moduleFn(binding.file)) : undefined;
  return home && binding.b === "variable" ? declarations(home).get(binding.name) : undefined;
}

const memo = new WeakMap<Fn, Map<string, Expr>>();

/** What variables of a function are first filled with. */
function declarations(fn: Fn): ReadonlyMap<string, Expr> {
  let found = memo.get(fn);
  if (!found) {
    const made = new Map<string, Expr>();
    walkStmts(fn.body, { stmt: (stmt) => { if (stmt.s === "let" && stmt.init) made.set(stmt.name, stmt.init); } });
    memo.set(fn, made);
    found = made;
  }
  return found;
}

/** Roles of the place in a library that a callee names. */
function rolesOf(frame: Frame, callee: Expr): string[] {
  const role = libraryPlace(frame, callee)?.callModel?.role;
  return role === "authentication" || role === "authorization" ? ["access"] : role === "audit" ? ["audit"] : [];
}

function libraryPlace(frame: Frame, callee: Expr): ApiNode | undefined {
  if (callee.k === "module") {
    const binding = frame.ctx.program.binding(frame.fn.file, callee.name);
    if (binding.b !== "external") return undefined;
    let node = frame.ctx.models.root(binding.specifier);
    for (const name of binding.path) node = node?.member(name);
    return node;
  }
  if (callee.k === "get" && typeof callee.key === "string") return libraryPlace(frame, callee.of)?.member(callee.key);
  return callee.k === "call" ? libraryPlace(frame, callee.callee)?.call() : undefined;
}
