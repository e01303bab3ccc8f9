// What a request brings, where no type says it (SPEC 1): in a handler that works with patients, by what the handler, its route or its file is called, or
// by the fields that it reads, which together describe a person with something of their health or cover.

import type { Fn } from "../ir/ir";
import { UNKNOWN_TYPE, type TypeKey } from "../ir/types";
import { walkStmts } from "../ir/walk";
import type { Frame } from "./frame";
import { constant, type Value } from "./value";

/** Type and name of a part of a request: `req.body`, `req.query`; of the functions that answer it, where they are known. */
export function payloadOf(frame: Frame, key: string, route: string, handlers: readonly string[]): { readonly type: TypeKey; readonly hint: string } {
  const found = handlers.flatMap((id) => frame.ctx.program.fn(id) ?? []);
  const fns = found.length > 0 ? found : [frame.fn];
  const about = [words(route.replace(/[:{[*][^/]*/g, "")), ...fns.flatMap((fn) => [words(fn.display), fileWords(fn.file)])].find((name) => isDecided(frame, name)) ?? "";
  const whose = about === "" ? undefined : isSubject(frame, about);
  if (whose === false) return { type: UNKNOWN_TYPE, hint: "" };
  const type = fieldsThatDescribe(frame, fns);
  if (whose === undefined) return { type, hint: "" };
  // A route or function whose last word is the patient takes or makes a patient; any other works with one.
  const last = about.slice(about.lastIndexOf("_") + 1);
  return { type, hint: key === "body" && type === UNKNOWN_TYPE && isSubject(frame, last) ? "patient" : "patientPayload" };
}

/** Requests know the function that answers them: what it reads of them says what they bring. */
export function knowHandler(frame: Frame, request: Value, functions: Value): void {
  for (const { ref } of request.values()) {
    if (ref.r !== "obj" || frame.obj(ref.id)?.kind !== "handle") continue;
    for (const { ref: fn } of functions.values()) if (fn.r === "obj") frame.writeObject(ref.id, "^handler", constant(frame.obj(fn.id)?.fn ?? ""), true);
  }
}

/** Words that say what part of a program something is. */
const ROLES = /^(?:api|rest|v\d+|src|app|pages|lib|server|controllers?|handlers?|services?|routes?|routers?|resolvers?|endpoints?|functions?|lambdas?|index|module|modules|async|post|put|patch|get|delete|ts|tsx|js|mjs|cts|mts)$/i;

const words = (name: string): string =>
  name.replace(/([a-z\d])([A-Z])/g, "$1 $2").split(/[^A-Za-z\d]+/).filter((word) => word !== "" && !ROLES.test(word)).join("_");

/** The name of the file, and of the folders that are a route's path in frameworks that route by files. */
const fileWords = (file: string): string => words(file.split("/").slice(/\/(?:route|index)\.[cm]?[jt]sx?$/.test(file) ? -4 : -1).join("/"));

/** Whether a name says whose data it is about: `undefined` if not. */
function isSubject(frame: Frame, name: string): boolean | undefined {
  const found = frame.types.classify(UNKNOWN_TYPE, name, ["fullName"], []);
  return found === undefined ? false : found.confidence === "low" ? undefined : true;
}

const isDecided = (frame: Frame, name: string): boolean => name !== "" && isSubject(frame, name) !== undefined;

/** An object of the fields that functions read, if those describe a patient. */
function fieldsThatDescribe(frame: Frame, fns: readonly Fn[]): TypeKey {
  const type = frame.types.object(new Map(fns.flatMap(namesRead).map((name) => [name, UNKNOWN_TYPE])));
  const found = frame.types.classify(type, "", [], []);
  return found !== undefined && found.confidence !== "low" && found.level === "phi-direct" && found.categories.some((one) => OF_CARE.has(one)) ? type : UNKNOWN_TYPE;
}

const OF_CARE: ReadonlySet<string> = new Set([
  "ssn", "mrn", "birth-date", "health-plan-id", "diagnosis", "medication", "lab-result", "procedure", "note", "genetic", "mental-health", "substance-use", "reproductive", "insurance",
]);

const reads = new WeakMap<Fn, readonly string[]>();

/** Names of the properties that a function reads by name. */
function namesRead(fn: Fn): readonly string[] {
  let names = reads.get(fn);
  if (!names) {
    const found = new Set<string>();
    walkStmts(fn.body, { expr: (expr) => { if (expr.k === "get" && typeof expr.key === "string") found.add(expr.key); } });
    names = [...found].sort();
    reads.set(fn, names);
  }
  return names;
}
