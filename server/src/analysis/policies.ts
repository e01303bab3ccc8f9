// The user's policy at calls: sources, sinks, sanitizers, guards, audit and encryption functions, by callee pattern.

import type { Expr, FnId } from "../ir/ir";
import type { CalleePattern, Policy } from "../policy/policy";
import { rank } from "../lattice/level";
import { AUDIT } from "./callfacts";
import { checkArguments, checkedResult, reviewedArguments, reviewedResult } from "./checks";
import type { Frame } from "./frame";
import type { Invocation } from "./invoke";
import { sinkValue } from "./sinks";
import { CLEAN, join, type Value } from "./value";

/** What is being called. */
export interface Callee {
  readonly fn?: FnId;
  readonly node?: string;
  /** Last name: `redact`, `Pager.page`. */
  readonly name: string;
  /** The callee as the code writes it: `auditor.record`. */
  readonly written?: string;
  /** The top-level variable that it is, `file#name`: it may hold what a library made of a function. */
  readonly variable?: string;
}

export interface Decision {
  readonly result: Value;
  /** The body is still looked at; `after` then has the last word on the result. */
  readonly goOn: boolean;
  /** The arguments as the body sees them, where they are others. */
  readonly args?: readonly Value[];
  after(result: Value): Value;
}

/** Applies what the policy says of a callee; undefined where it says nothing. */
export function applyPolicy(frame: Frame, called: Callee, call: Invocation): Decision | undefined {
  const callee: Callee = call.name === undefined ? called : { ...called, written: call.name, ...variableNamed(frame, call.name) };
  const policy = frame.ctx.policyFor(frame.fn.file);
  if (policy.audit.callees.length === 0 && call.name !== undefined && isAuditByName(call.name)) frame.prove("audit");
  const index = indexOf(policy);
  if (index.empty) return undefined;
  const matches = <T extends { readonly callee: CalleePattern }>(rows: readonly T[]): T | undefined => rows.find((row) => matchesCallee(row.callee, callee, frame));
  const source = matches(policy.sources);
  if (source) {
    const root = { kind: "source", fn: frame.fn.id, at: call.at, level: rank(source.level) === 2 ? 2 : 1, category: source.category ?? "" } as const;
    return decided(source.level === "operational" ? CLEAN : frame.sourceAt(root, callee.name));
  }
  const sanitizer = matches(policy.sanitizers);
  if (sanitizer) {
    const result = sanitized(frame, call, sanitizer.arguments, rank(sanitizer.yields));
    // The body, where there is one, may take things out of its argument in place.
    return callee.fn === undefined ? decided(result) : { result, goOn: true, after: () => result };
  }
  const sinkAt = policy.sinks.findIndex((row) => matchesCallee(row.callee, callee, frame));
  const sink = policy.sinks[sinkAt];
  if (sink) {
    const wanted = sink.arguments;
    call.args.forEach((arg, at) => {
      if (wanted && !wanted.includes(at)) return;
      sinkValue(frame, arg, { kind: sink.kind, node: `policy:${sinkAt}`, callee: callee.name, library: "policy", address: CLEAN, inUrl: sink.kind === "url", options: new Map() }, call.at);
    });
    return { result: CLEAN, goOn: true, after: (result) => result };
  }
  if (policy.audit.callees.some((pattern) => matchesCallee(pattern, callee, frame))) {
    if (!call.args.some((arg) => frame.functions(arg).size > 0)) frame.recordCall(AUDIT, callee.name, call, callee.fn);
    frame.prove("audit");
    return { result: CLEAN, goOn: true, after: (result) => result };
  }
  if (policy.access.guards.some((pattern) => matchesCallee(pattern, callee, frame))) {
    frame.prove("access");
    return { result: CLEAN, goOn: true, after: (result) => result };
  }
  const maker = makerOf(callee);
  if (maker) for (const fact of proofsOf(policy, maker, frame)) frame.prove(fact);
  if (policy.encryption.callees.some((pattern) => matchesCallee(pattern, callee, frame))) {
    let carried: Value = CLEAN;
    for (const arg of call.args) carried = join(carried, frame.derive(arg, { encrypted: true }));
    return decided(carried);
  }
  if (policy.outputValidation.callees.some((pattern) => matchesCallee(pattern, callee, frame))) {
    const args = checkArguments(frame, call);
    return { result: joined(frame, args), goOn: true, args, after: (result) => checkedResult(frame, result) };
  }
  if (policy.humanReview.callees.some((pattern) => matchesCallee(pattern, callee, frame))) {
    const args = reviewedArguments(frame, call.args);
    return { result: joined(frame, args), goOn: true, args, after: (result) => reviewedResult(frame, call.args, result) };
  }
  return undefined;
}

/** The top-level variable that a name of the function's file is. */
function variableNamed(frame: Frame, name: string): { readonly variable?: string } {
  if (frame.via.length > 0 || !/^[\w$]+$/.test(name)) return {};
  const binding = frame.ctx.program.binding(frame.fn.file, name);
  return binding.b === "variable" ? { variable: `${binding.file}#${binding.name}` } : {};
}

const joined = (frame: Frame, args: readonly Value[]): Value => args.reduce((all, arg) => join(all, frame.derive(arg)), CLEAN as Value);

/** Where the policy names no audit function, one that reads like it counts: `audit(…)`, `auditLog.record(…)`, `recordAuditEvent(…)`. */
const isAuditByName = (name: string): boolean => /audit/i.test(name) && !/auditor(?:ium|s?$)|(?:get|find|list|read|load|fetch|query|search|count|create\w*(?:router|client|table))\w*audit|\.(?:get|find|list|read|query|search|count)\w*$/i.test(name);

/** The function that made a closure: what a policy says of `requireRole` holds for what it returns. */
function makerOf(callee: Callee): Callee | undefined {
  const slash = callee.fn?.indexOf("/", callee.fn.indexOf("#")) ?? -1;
  const fn = slash < 0 ? undefined : callee.fn?.slice(0, slash);
  return fn === undefined ? undefined : { fn, name: fn.slice(fn.lastIndexOf("#") + 1) };
}

function proofsOf(policy: Policy, callee: Callee, frame: Frame): string[] {
  const found: string[] = [];
  if (policy.audit.callees.some((pattern) => matchesCallee(pattern, callee, frame))) found.push("audit");
  if (policy.access.guards.some((pattern) => matchesCallee(pattern, callee, frame))) found.push("access");
  return found;
}

/** What the policy says that a function proves which an expression names, called or not. */
export function guardsNamed(frame: Frame, expr: Expr): string[] {
  const policy = frame.ctx.policyFor(frame.fn.file);
  if (policy.audit.callees.length === 0 && policy.access.guards.length === 0) return [];
  return calleesOf(frame, expr).flatMap((callee) => {
    const maker = makerOf(callee);
    return [...proofsOf(policy, callee, frame), ...(maker ? proofsOf(policy, maker, frame) : [])];
  });
}

const decided = (result: Value): Decision => ({ result, goOn: false, after: (same) => same });

/** A sanitizer's result: what it names is lowered, other arguments still count. */
function sanitized(frame: Frame, call: Invocation, named: readonly number[] | undefined, left: 0 | 1 | 2): Value {
  let result: Value = CLEAN;
  call.args.forEach((arg, at) => {
    const lowered = named === undefined || named.includes(at);
    result = join(result, frame.derive(arg, lowered ? { cap: left } : {}));
  });
  return result;
}

/** What the guards in a test prove: which argument, on which outcome. */
export function guardProofs(frame: Frame, test: Expr & { readonly k: "call" }): { readonly argument: number; readonly when: boolean }[] {
  const policy = frame.ctx.policyFor(frame.fn.file);
  if (policy.guards.length === 0) return [];
  const found: { argument: number; when: boolean }[] = [];
  for (const callee of calleesOf(frame, test.callee)) {
    for (const guard of policy.guards) if (matchesCallee(guard.callee, callee, frame)) found.push({ argument: guard.argument, when: guard.when });
  }
  return found;
}

/** What an already evaluated callee expression names. */
export function calleesOf(frame: Frame, callee: Expr): Callee[] {
  const value = "at" in callee && callee.at !== undefined ? frame.values[callee.at] : undefined;
  const found: Callee[] = [];
  for (const { ref } of (value ?? CLEAN).values()) {
    if (ref.r === "obj") {
      const fn = frame.obj(ref.id)?.fn;
      if (fn) found.push({ fn, name: fn.slice(fn.lastIndexOf("#") + 1) });
    } else if (ref.r === "api") found.push({ node: ref.node, name: /([^.|#()]+)(?:\(\))?$/.exec(ref.node)?.[1] ?? "" });
  }
  if (callee.k === "get" && typeof callee.key === "string") return found.length === 0 ? [{ name: callee.key }] : found;
  if (!("name" in callee)) return found;
  const named = { written: callee.name, ...(callee.k === "module" ? variableNamed(frame, callee.name) : {}) };
  return found.length === 0 ? [{ name: callee.name, ...named }] : found.map((one) => ({ ...one, ...named }));
}

/** Whether a pattern of the policy means this callee. */
export function matchesCallee(pattern: CalleePattern, callee: Callee, frame: Frame): boolean {
  if (pattern.decorator) return false;
  const name = lastSegment(callee.name);
  if (!pattern.module) {
    const wanted = wildcard(pattern.path.at(-1) ?? "");
    return pattern.path.length > 0 && (wanted.test(name) || (callee.written !== undefined && wanted.test(lastSegment(callee.written)))) && (pattern.path.length === 1 || endsWithPath(callee, pattern.path));
  }
  if (pattern.module.kind === "file") {
    const { path } = pattern.module;
    return [callee.fn, callee.variable].some((id) => id !== undefined && sameFile(id.slice(0, id.indexOf("#")), path) && id.slice(id.indexOf("#") + 1).replace(/\.static /g, ".") === pattern.path.join("."));
  }
  if (!callee.node) return false;
  const specifier = specifierOf(callee.node, frame);
  if (!specifier.includes(pattern.module.name)) return false;
  const path = callee.node.slice(callee.node.indexOf("|") + 1).replace(/(?:new)?\(\)/g, "").replace(/^default\./, "").split(".").filter(Boolean);
  const wanted = pattern.path;
  return wanted.length <= path.length && wanted.every((part, at) => wildcard(part).test(path[path.length - wanted.length + at] ?? ""));
}

const lastSegment = (name: string): string => name.slice(Math.max(name.lastIndexOf("."), name.lastIndexOf("/"), name.lastIndexOf(" "), name.lastIndexOf("|")) + 1);

function endsWithPath(callee: Callee, path: readonly string[]): boolean {
  const own = callee.fn?.slice(callee.fn.lastIndexOf("#") + 1) ?? callee.node?.slice(callee.node.indexOf("|") + 1) ?? callee.name;
  return [own, callee.written ?? ""].some((name) => endsWith(name.split(/[./]/), path));
}

const endsWith = (own: readonly string[], path: readonly string[]): boolean => path.every((part, at) => wildcard(part).test(own[own.length - path.length + at] ?? ""));

function specifierOf(node: string, frame: Frame): readonly string[] {
  if (node.startsWith("?")) return [node.slice(1, node.indexOf("|"))];
  return frame.ctx.models.byId(node)?.library.packages ?? [];
}

const EXTENSION = /\.(?:d\.)?[cm]?[jt]sx?$/;
const sameFile = (file: string, pattern: string): boolean => {
  const a = file.replace(EXTENSION, "");
  const b = pattern.replace(EXTENSION, "");
  return a === b || a === `${b}/index`;
};

const patterns = new Map<string, RegExp>();

/** `*` matches any part of one name. */
function wildcard(pattern: string): RegExp {
  let made = patterns.get(pattern);
  if (!made) {
    made = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*")}$`);
    patterns.set(pattern, made);
  }
  return made;
}

const indexes = new WeakMap<Policy, { readonly empty: boolean }>();

/** Whether a policy names any callee at all: most do not, and every call asks. */
function indexOf(policy: Policy): { readonly empty: boolean } {
  let index = indexes.get(policy);
  if (!index) {
    const lists = [policy.sources, policy.sinks, policy.sanitizers, policy.audit.callees, policy.access.guards, policy.encryption.callees, policy.outputValidation.callees, policy.humanReview.callees];
    index = { empty: lists.every((list) => list.length === 0) };
    indexes.set(policy, index);
  }
  return index;
}
