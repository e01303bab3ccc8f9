// What people have said themselves: `@phi` tags and the policy's `classification`. Both win over anything inferred.

import type { Category, Level } from "../../lattice/level";
import type { Program } from "../../ir/ir";
import type { PhiTag } from "../../ir/types";
import type { Policy } from "../../policy/policy";

export interface Settled {
  readonly level: Level;
  readonly category?: Category;
  readonly evidence: "policy" | "tag";
}

/** What a tag settles. */
export const settledByTag = (tag: PhiTag | undefined): Settled | undefined =>
  tag && { level: tag.level, evidence: "tag", ...(tag.category ? { category: tag.category } : {}) };

/** What the policy says of a field of a type that goes by these names, nearest first: `Type.field`, `Type.*`, `*.field`. */
export function settledField(policy: Policy, owners: readonly string[], field: string): Settled | undefined {
  const { fields } = policy.classification;
  if (fields.size === 0) return undefined;
  for (const pattern of [field, "*"]) {
    for (const owner of owners) {
      const entry = fields.get(`${owner}.${pattern}`);
      if (entry) return fromPolicy(entry);
    }
  }
  const everywhere = fields.get(`*.${field}`);
  return everywhere && fromPolicy(everywhere);
}

/** What the policy says of a type, by name, or by module and name. */
export function settledType(policy: Policy, program: Program, names: readonly string[], place: { readonly file?: string; readonly specifier?: string }): Settled | undefined {
  const { types } = policy.classification;
  if (types.size === 0) return undefined;
  for (const [key, entry] of types) {
    const hash = key.indexOf("#");
    const name = key.slice(hash + 1);
    if (!names.includes(name)) continue;
    if (hash < 0 || matchesModule(key.slice(0, hash), name, policy, program, place)) return fromPolicy(entry);
  }
  return undefined;
}

const fromPolicy = (entry: { readonly level: Level; readonly category?: Category }): Settled => ({
  level: entry.level, evidence: "policy", ...(entry.category ? { category: entry.category } : {}),
});

function matchesModule(module: string, name: string, policy: Policy, program: Program, place: { readonly file?: string; readonly specifier?: string }): boolean {
  if (place.specifier !== undefined) return place.specifier === module || place.specifier.startsWith(`${module}/`);
  const { file } = place;
  if (file === undefined) return false;
  if (module.startsWith(".") || module.startsWith("/")) return withoutExtension(file) === withoutExtension(absolute(policy.folder, module));
  const binding = program.exported(file, module, name);
  return binding.b === "variable" && binding.file === file;
}

const withoutExtension = (path: string): string => path.replace(/(?:\/index)?\.(?:d\.)?[cm]?[jt]sx?$/, "").replace(/\/index$/, "");

function absolute(folder: string, path: string): string {
  if (path.startsWith("/")) return path;
  const parts = folder.replace(/\/$/, "").split("/");
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
