// Values of top-level names, namespaces and packages.

import type { Binding, FileFacts } from "../ir/ir";
import { jsExternal } from "./builtins/globals";
import type { ApiNode } from "../models/match";
import type { Frame } from "./frame";
import { makeObj, PROVEN } from "./heap";
import { getMember } from "./members";
import { STATIC_CLASS, STATIC_FUNCTION, staticOf } from "./statics";
import { CLEAN, join, object, single, type Value } from "./value";

/** The value of a top-level name seen from the function's file. */
export const readModuleName = (frame: Frame, name: string, at = 0): Value =>
  frame.state.vars.get(provenName(name)) ?? readBinding(frame, frame.ctx.program.binding(frame.fn.file, name), at);

const provenName = (name: string): string => `${PROVEN}${name}`;

/** What a test proved of a top-level name, on this branch only. */
export function provenModuleName(frame: Frame, name: string, value: Value): void {
  if (frame.fn.kind === "module" && frame.state.vars.has(name)) frame.state.vars.set(name, value);
  else frame.state.vars.set(provenName(name), value);
}

/** An assignment ends what was proven. */
export const forgetProven = (frame: Frame, name: string): void => void frame.state.vars.delete(provenName(name));

/** The value of what a name is bound to. */
export function readBinding(frame: Frame, binding: Binding, at = 0): Value {
  switch (binding.b) {
    case "variable": {
      const value = readVariable(frame, binding.file, binding.name, at);
      const member = (binding as { readonly member?: string }).member;
      return member === undefined ? value : getMember(frame, value, member, at);
    }
    case "module":
      return single({ r: "api", node: `ns:${binding.file}` });
    case "external":
      return readExternal(frame, binding.specifier, binding.path);
    case "unresolved":
      return CLEAN;
  }
}

/** A library's export; the language's own modules first. */
export function readExternal(frame: Frame, specifier: string, path: readonly string[]): Value {
  const own = jsExternal(specifier, path);
  if (own !== undefined) return single({ r: "api", node: own });
  const root = frame.ctx.models.root(specifier);
  if (root) {
    const part = subpathMember(root, specifier, path);
    if (part) return single({ r: "api", node: part.id });
    let node: typeof root | undefined = root;
    for (const name of path) node = node?.member(name);
    if (node) return single({ r: "api", node: node.id });
  }
  return single({ r: "api", node: `?${specifier}|${path.join(".")}` });
}

/** `lodash/pick` is the `pick` of `lodash`. */
function subpathMember(root: ApiNode, specifier: string, path: readonly string[]): ApiNode | undefined {
  if (!specifier.includes("/") || (path.length > 0 && path[0] !== "default")) return undefined;
  const name = specifier.slice(specifier.lastIndexOf("/") + 1).replace(/\.[cm]?js$/, "");
  const member = root.library.packages.includes(specifier) ? undefined : root.member(name);
  return member?.callModel ? member : undefined;
}

type Declared = FileFacts["variables"][number];

/** What another file only declares (`export declare const db: Database`) is a value of its declared type. */
function declaredValue(frame: Frame, { name, type, tag }: Declared, file: string, at: number): Value {
  const key = frame.ctx.types.of(type, file);
  if (tag?.level === "operational") return CLEAN;
  const value = frame.born(at, key, name, `declared ${name}`);
  return tag ? frame.tagged(value, tag, at, name) : value;
}

function readVariable(frame: Frame, file: string, name: string, at: number): Value {
  const { ctx } = frame;
  const schema = ctx.types.schema(file, name);
  if (schema && schema.library !== "typeorm") {
    const id = `schema:${file}#${name}`;
    if (!frame.state.heap.has(id)) frame.state.heap.set(id, makeObj("schema", [], { type: schema.type, node: schema.library, many: true }));
    return object(id);
  }
  const known = staticOf(ctx.program, file, name);
  if (known) return object("fn" in known ? `${STATIC_FUNCTION}${known.fn}` : `${STATIC_CLASS}${known.cls}`);
  const inside = frame.fn.kind === "module" && frame.fn.file === file;
  const facts = ctx.program.facts(file);
  const value = inside ? (frame.state.vars.get(name) ?? CLEAN) : ctx.moduleValue(file, name);
  const declared = facts?.variables.find((one) => one.name === name);
  if (declared?.ambient && value.size === 0) return declaredValue(frame, declared, file, at);
  if (declared?.tag && !inside) {
    if (declared.tag.level === "operational") return CLEAN;
    const root = { kind: "source", fn: `${file}#<module>`, at: 0, level: declared.tag.level === "phi-direct" ? 2 : 1, category: declared.tag.category ?? "" } as const;
    return join(frame.sourceAt(root, name), frame.behaviour(value));
  }
  if (!facts?.assignedInFunctions.includes(name)) return value;
  const type = ctx.types.of(declared?.type, file);
  return join(value, frame.ambient(`${file}#${name}`, type, name));
}
