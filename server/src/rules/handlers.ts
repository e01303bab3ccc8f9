// Entry points that no call registers: decorated methods of controllers, exported handlers of serverless platforms, routes by file name and
// server actions. Kept apart from registrations, which the analysis sees happen.

import { AUDIT } from "../analysis/callfacts";
import type { ClassDecl, Decorator, FileFacts, Fn } from "../ir/ir";
import type { CallModel } from "../models/schema";
import type { CalleePattern } from "../policy/policy";
import { walkStmts } from "../ir/walk";
import type { Facts } from "./rule";

export interface Handler {
  readonly fn: Fn;
  readonly kind: "http" | "graphql" | "rpc" | "lambda" | "server-action" | "event" | "job";
  readonly cls?: ClassDecl;
}

/** All handlers of the program that are entry points by declaration. */
export function* declaredHandlers(facts: Facts): Iterable<Handler> {
  for (const file of facts.program.files) {
    const own = facts.program.facts(file);
    if (!own) continue;
    for (const cls of own.classes) yield* controllerMethods(facts, cls, file);
    for (const fn of own.fns) {
      const kind = exportedKind(facts, own, fn);
      if (kind) yield { fn, kind };
    }
  }
}

function* controllerMethods(facts: Facts, cls: ClassDecl, file: string): Iterable<Handler> {
  for (const method of cls.methods) {
    const fn = facts.program.fn(method.fn);
    for (const decorator of fn?.decorators ?? []) {
      const entry = decoratorModel(facts, file, decorator)?.entry;
      if (fn && entry) yield { fn, kind: entry.kind, cls };
    }
  }
}

/** What the models say of a decorator. */
export function decoratorModel(facts: Facts, file: string, decorator: Decorator): CallModel | undefined {
  const path = decorator.name.split(".");
  const binding = facts.program.binding(file, path[0] ?? "");
  if (binding.b !== "external") return undefined;
  let node = facts.models.root(binding.specifier);
  for (const name of [...binding.path, ...path.slice(1)]) node = node?.member(name);
  return node?.callModel;
}

function exportedKind(facts: Facts, file: FileFacts, fn: Fn): Handler["kind"] | undefined {
  if (!fn.exported || fn.cls !== undefined || fn.kind === "module") return undefined;
  const name = fn.id.slice(fn.id.lastIndexOf("#") + 1);
  if (/(?:^|\/)route\.[cm]?[jt]sx?$/.test(file.path) && /^(?:GET|POST|PUT|PATCH|DELETE)$/.test(name)) return "http";
  if (/\/pages\/api\//.test(file.path) && file.exports.some((one) => one.name === "default" && (one.local === name || one.local === undefined))) return "http";
  if (file.directives.includes("use server") && fn.async) return "server-action";
  return platformKind(facts, fn);
}

/** Handlers by the platform's types: of the function, or of its first parameter. */
function platformKind(facts: Facts, fn: Fn): Handler["kind"] | undefined {
  const context = fn.contextType && facts.types.external(facts.types.of(fn.contextType, fn.file));
  const handler = context && facts.models.root(context.specifier)?.library.handlers?.[context.name];
  if (handler?.entry) return handler.parameters.some((one) => one.startsWith("handle:")) ? handler.entry : "event";
  const [first] = fn.params;
  const event = first?.type && facts.types.external(facts.types.of(first.type, fn.file));
  const library = event && facts.models.root(event.specifier)?.library;
  if (!library || !Object.values(library.handlers ?? {}).some((one) => one.entry === "lambda")) return undefined;
  return library.types?.[event.name] !== undefined ? "lambda" : "event";
}

// ---- checks by decorator -----------------------------------------------------------------------------------------------------

/** Whether a decorator of the method or its class proves something: by model, by policy, or as a workspace decorator that applies such. */
export function provenByDecorator(facts: Facts, handler: Handler, what: "access" | "audit"): boolean {
  const { fn, cls } = handler;
  const patterns = patternsFor(facts, fn.file, what);
  return [...(fn.decorators ?? []), ...(cls?.decorators ?? []), ...inherited(facts, cls)].some((decorator) => proves(facts, fn.file, decorator, what, patterns));
}

const inherited = (facts: Facts, cls: ClassDecl | undefined): readonly Decorator[] => {
  const base = cls && facts.program.base(cls.id);
  return base === undefined ? [] : (facts.program.cls(base)?.decorators ?? []);
};

function patternsFor(facts: Facts, file: string, what: "access" | "audit"): readonly CalleePattern[] {
  const policy = facts.policyFor(file);
  return what === "access" ? policy.access.guards : policy.audit.callees;
}

function proves(facts: Facts, file: string, decorator: Decorator, what: "access" | "audit", patterns: readonly CalleePattern[]): boolean {
  const last = decorator.name.slice(decorator.name.lastIndexOf(".") + 1);
  if (patterns.some((pattern) => pattern.path.at(-1) === last && (pattern.decorator || pattern.module !== undefined || pattern.path.length === 1))) return true;
  const role = decoratorModel(facts, file, decorator)?.role;
  if (what === "access" ? role === "authentication" || role === "authorization" : role === "audit") return true;
  if (what === "audit" && /^UseInterceptors$/.test(last) && (decorator.args ?? []).some((arg) => "name" in arg.value && auditsByClass(facts, file, arg.value.name))) return true;
  const binding = facts.program.binding(file, decorator.name);
  return binding.b === "variable" && appliesSuch(facts, binding.file, binding.name, what, patterns);
}

/** A workspace decorator made of others: `applyDecorators(UseGuards(…), …)`. */
function appliesSuch(facts: Facts, file: string, name: string, what: "access" | "audit", patterns: readonly CalleePattern[]): boolean {
  const fn = facts.program.fn(`${file}#${name}`);
  if (!fn) return false;
  let found = false;
  walkStmts(fn.body, {
    expr: (expr) => {
      if (expr.k !== "call" || !("name" in expr.callee) || found) return;
      const inner: Decorator = { name: expr.callee.name, callee: expr.callee, at: expr.at };
      if (inner.name !== name) found = proves(facts, file, inner, what, patterns);
    },
  });
  return found;
}

/** An interceptor whose class writes an audit event. */
function auditsByClass(facts: Facts, file: string, name: string): boolean {
  const binding = facts.program.binding(file, name);
  if (binding.b !== "variable") return false;
  const prefix = `${binding.file}#${binding.name}.`;
  const names = new Set(facts.policyFor(binding.file).audit.callees.map((pattern) => pattern.path.at(-1)));
  return (facts.program.facts(binding.file)?.fns ?? []).some((fn) => {
    if (!fn.id.startsWith(prefix)) return false;
    const { proves, calls, deferred } = facts.summary(fn.id);
    return proves.includes("audit") || calls.some((call) => call.node === AUDIT) || deferred.some((one) => one.method !== undefined && names.has(one.method));
  });
}

/** Whether an interceptor of the whole program writes an audit event for each request. */
export function auditedEverywhere(facts: Facts): boolean {
  for (const file of facts.program.files) {
    const own = facts.program.facts(file);
    if (!own?.imports.some((one) => one.imported === "APP_INTERCEPTOR")) continue;
    if (own.imports.some((one) => one.local !== undefined && !one.typeOnly && auditsByClass(facts, file, one.local)) || own.classes.some((cls) => auditsByClass(facts, file, cls.name))) return true;
  }
  return false;
}

interface GlobalChecks {
  readonly controllers: boolean;
  readonly fileRoutes: boolean;
}

const memo = new WeakMap<Facts, GlobalChecks>();

/** Whether a handler is behind a check of the whole program: a global guard, or the framework's middleware file. */
export function guardedEverywhere(facts: Facts, handler: Handler): boolean {
  let checks = memo.get(facts);
  if (!checks) {
    checks = globalChecks(facts);
    memo.set(facts, checks);
  }
  return handler.cls ? checks.controllers && !isOpened(facts, handler) : checks.fileRoutes && /(?:^|\/)route\.|\/pages\/api\//.test(handler.fn.file);
}

const OPENS = /public|anonymous|unauthenticated|guest|(?:skip|no|without|bypass|disable)_?auth|allow_?(?:any|all)/i;

/** Whether a decorator tells the guard of the whole program to let everyone in: metadata of such a name, given by hand or by a workspace decorator. */
function isOpened(facts: Facts, { fn, cls }: Handler): boolean {
  return [...(fn.decorators ?? []), ...(cls?.decorators ?? [])].some((decorator) => {
    if (decoratorModel(facts, fn.file, decorator)?.role) return false;
    const binding = facts.program.binding(fn.file, decorator.name.split(".")[0] ?? "");
    if (binding.b === "external" && !decorator.name.endsWith("SetMetadata")) return OPENS.test(decorator.name);
    const [key] = decorator.args ?? [];
    return OPENS.test(decorator.name) || (decorator.name.endsWith("SetMetadata") && key?.value.k === "const" && OPENS.test(String(key.value.v)));
  });
}

function globalChecks(facts: Facts): GlobalChecks {
  let controllers = false;
  let fileRoutes = false;
  for (const file of facts.program.files) {
    const own = facts.program.facts(file);
    if (own?.imports.some((one) => one.imported === "APP_GUARD")) controllers = true;
    const isMiddleware = /(?:^|\/)(?:middleware|proxy)\.[cm]?[jt]s$/.test(file);
    for (const fn of own?.fns ?? []) {
      const { calls, proves } = facts.summary(fn.id);
      if (calls.some((call) => call.node.endsWith(".useGlobalGuards"))) controllers = true;
      if (isMiddleware && fn.exported && proves.includes("access")) fileRoutes = true;
    }
  }
  return { controllers, fileRoutes };
}
