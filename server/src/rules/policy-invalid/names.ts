// Functions, types and fields that a policy names and the program does not have: the entry would silently do nothing.

import type { FileFacts } from "../../ir/ir";
import type { TypeDecl } from "../../ir/types";
import type { CalleePattern, Policy, PolicyProblem } from "../../policy/policy";
import { didYouMean } from "../../policy/suggest";
import type { Facts } from "../rule";

/** Problems of names that lead into the workspace; what packages export is not known here. */
export function* unknownNames(facts: Facts, policy: Policy): Iterable<PolicyProblem> {
  for (const callee of calleesOf(policy)) {
    const message = calleeProblem(facts, callee);
    if (message !== undefined) yield problem(policy, callee, message);
  }
  const declared = declarations(facts);
  for (const [key, entry] of policy.classification.types) {
    const message = typeProblem(facts, policy, key);
    if (message !== undefined) yield problem(policy, entry, message);
  }
  for (const [key, entry] of policy.classification.fields) {
    const message = fieldProblem(key, declared);
    if (message !== undefined) yield problem(policy, entry, message);
  }
}

const problem = (policy: Policy, entry: { readonly span: readonly [number, number]; readonly file?: string }, message: string): PolicyProblem => ({
  file: entry.file ?? policy.file ?? policy.folder, span: entry.span, rule: "policy-invalid", severity: "error", message,
});

const calleesOf = (policy: Policy): CalleePattern[] => [
  ...[policy.sources, policy.sinks, policy.sanitizers, policy.guards].flatMap((rows) => rows.map(({ callee }) => callee)),
  ...policy.audit.callees, ...policy.access.guards, ...policy.encryption.callees, ...policy.outputValidation.callees, ...policy.humanReview.callees,
];

// ---- callees ---------------------------------------------------------------------------------------------------------

function calleeProblem(facts: Facts, { module, path, text }: CalleePattern): string | undefined {
  if (module?.kind !== "file" || path.some((segment) => segment.includes("*"))) return undefined;
  const file = moduleFile(facts, module.path);
  if (file === undefined) return existsOutside(facts, module.path) ? undefined : `There is no file \`${text.slice(0, text.indexOf("#"))}\`.`;
  const known = facts.program.facts(file);
  if (!known) return undefined;
  const [first = "", ...rest] = path.map((segment) => segment.replace(/\(\)$/, ""));
  const names = topLevelNames(facts, known);
  const shown = text.slice(0, text.indexOf("#"));
  if (!names.includes(first)) return `\`${shown}\` has no function \`${first}\`.${didYouMean(first, names)}`;
  const member = rest[0];
  const members = member === undefined ? undefined : classMembers(facts, `${file}#${first}`);
  if (member === undefined || !members || members.includes(member)) return undefined;
  return `\`${first}\` in \`${shown}\` has no method \`${member}\`.${didYouMean(member, members)}`;
}

function topLevelNames(facts: Facts, file: FileFacts): string[] {
  const own = file.fns.filter((fn) => fn.outer === undefined || fn.outer.endsWith("#<module>")).map((fn) => fn.id.slice(fn.id.indexOf("#") + 1).split(/[./]/)[0] ?? "");
  const names = [...own, ...file.classes.map((cls) => cls.name), ...file.variables.map((variable) => variable.name), ...facts.program.exportNames(file.path)];
  return [...new Set(names)].filter((name) => /^[\p{ID_Start}$_]/u.test(name));
}

/** Names of methods and fields with those of base classes; undefined where the class or a base of it is not in the workspace. */
function classMembers(facts: Facts, id: string): string[] | undefined {
  const names: string[] = [];
  for (let at: string | undefined = id; at !== undefined; at = facts.program.base(at)) {
    const cls = facts.program.cls(at);
    if (!cls || (cls.base && !facts.program.base(at))) return undefined;
    names.push(...cls.methods.map((method) => method.name), ...cls.fields.map((field) => field.name));
  }
  return names;
}

const EXTENSION = /\.(?:d\.)?[cm]?[jt]sx?$/;
const EXTENSIONS = [".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs", ".d.ts", "/index.ts", "/index.tsx", "/index.js"];

function moduleFile(facts: Facts, path: string): string | undefined {
  if (facts.program.facts(path)) return path;
  const bare = path.replace(EXTENSION, "");
  return EXTENSIONS.map((extension) => bare + extension).find((file) => facts.program.facts(file));
}

/** Files that the policy leaves out may still be named. */
const existsOutside = (facts: Facts, path: string): boolean => {
  const bare = path.replace(EXTENSION, "");
  return [path, ...EXTENSIONS.map((extension) => bare + extension)].some((file) => facts.text(file) !== "");
};

// ---- types and fields ------------------------------------------------------------------------------------------------------

function typeProblem(facts: Facts, policy: Policy, key: string): string | undefined {
  const hash = key.indexOf("#");
  const module = key.slice(0, Math.max(hash, 0));
  if (!/^\.{1,2}(?:\/|$)/.test(module)) return undefined;
  const path = joined(policy.folder, module);
  const file = moduleFile(facts, path);
  if (file === undefined) return existsOutside(facts, path) ? undefined : `There is no file \`${module}\`.`;
  const name = key.slice(hash + 1);
  const names = [...(facts.program.facts(file)?.types ?? []).map((decl) => decl.name), ...facts.program.exportNames(file), ...(facts.program.facts(file)?.variables ?? []).map((variable) => variable.name)];
  return names.includes(name) ? undefined : `\`${module}\` has no type \`${name}\`.${didYouMean(name, names)}`;
}

function joined(folder: string, path: string): string {
  const parts = folder.split("/");
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function declarations(facts: Facts): ReadonlyMap<string, readonly TypeDecl[]> {
  const found = new Map<string, TypeDecl[]>();
  for (const file of facts.program.files) {
    for (const decl of facts.program.facts(file)?.types ?? []) {
      const all = found.get(decl.name);
      if (all) all.push(decl);
      else found.set(decl.name, [decl]);
    }
  }
  return found;
}

/** A field of a type whose members are all written in the workspace. A type that is nowhere may come from a package. */
function fieldProblem(key: string, declared: ReadonlyMap<string, readonly TypeDecl[]>): string | undefined {
  const dot = key.lastIndexOf(".");
  const [type, field] = [key.slice(0, dot), key.slice(dot + 1)];
  const decls = declared.get(type);
  if (dot < 0 || field.includes("*") || !decls) return undefined;
  if (decls.some((decl) => decl.bases.length > 0 || decl.alias !== undefined || decl.index !== undefined || decl.open === true || decl.kind === "enum")) return undefined;
  const names = decls.flatMap((decl) => decl.members.map((member) => member.name));
  return names.length === 0 || names.includes(field) ? undefined : `\`${type}\` has no field \`${field}\`.${didYouMean(field, names)}`;
}
