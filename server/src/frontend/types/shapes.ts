// Types as structures behind canonical keys. A key is made of its parts' keys, so equal types have equal keys in every run.

import type { TypeKey } from "../../ir/types";

export type Shape =
  | { readonly k: "prim"; readonly name: string }
  | { readonly k: "literal"; readonly value: string | number | boolean }
  | { readonly k: "array"; readonly of: TypeKey }
  | { readonly k: "tuple"; readonly of: readonly TypeKey[] }
  | { readonly k: "union"; readonly of: readonly TypeKey[] }
  | { readonly k: "intersection"; readonly of: readonly TypeKey[] }
  | { readonly k: "function"; readonly params: readonly { readonly name: string; readonly type: TypeKey; readonly rest: boolean }[]; readonly returns: TypeKey }
  | { readonly k: "declared"; readonly id: string; readonly args: readonly TypeKey[] }
  | { readonly k: "external"; readonly specifier: string; readonly name: string; readonly args: readonly TypeKey[] }
  /** A FHIR data type or resource, known by table; `content` is what a bundle holds. */
  | { readonly k: "fhir"; readonly name: string; readonly content?: TypeKey }
  | { readonly k: "promise"; readonly of: TypeKey }
  | { readonly k: "map"; readonly key: TypeKey; readonly value: TypeKey }
  | { readonly k: "record"; readonly key: TypeKey; readonly value: TypeKey }
  | { readonly k: "param"; readonly name: string }
  | { readonly k: "pick" | "omit"; readonly of: TypeKey; readonly names: readonly string[] }
  | { readonly k: "object"; readonly fields: ReadonlyMap<string, TypeKey> };

/** The key of a structure. */
export function keyOf(shape: Shape): TypeKey {
  switch (shape.k) {
    case "prim":
      return shape.name;
    case "literal":
      return `=${JSON.stringify(shape.value)}`;
    case "array":
      return `[]${shape.of}`;
    case "tuple":
      return `(${shape.of.join(",")})`;
    case "union":
      return `|{${shape.of.join(";")}}`;
    case "intersection":
      return `&{${shape.of.join(";")}}`;
    case "function":
      return `fn(${shape.params.map((param) => `${param.rest ? "..." : ""}${param.type}`).join(",")})${shape.returns}`;
    case "declared":
      return shape.args.length === 0 ? shape.id : `${shape.id}<${shape.args.join(",")}>`;
    case "external":
      return `ext:${shape.specifier}#${shape.name}${shape.args.length === 0 ? "" : `<${shape.args.join(",")}>`}`;
    case "fhir":
      return `fhir:${shape.name}${shape.content === undefined ? "" : `<${shape.content}>`}`;
    case "promise":
      return `promise<${shape.of}>`;
    case "map":
      return `map<${shape.key},${shape.value}>`;
    case "record":
      return `record<${shape.key},${shape.value}>`;
    case "param":
      return `'${shape.name}`;
    case "pick":
    case "omit":
      return `${shape.k}<${shape.of}:${shape.names.join("|")}>`;
    case "object":
      return `{${[...shape.fields].map(([name, type]) => `${name}:${type}`).join(";")}}`;
  }
}

/** Longest key. Named cap `type`. */
const MAX_KEY = 20_000;

/** All structures by key. Grows with the program; keys stay valid when declarations change, as declarations are looked up by id. */
export class ShapeTable {
  private readonly byKey = new Map<TypeKey, Shape>();

  /** The key of a structure; unknown where it has grown beyond use, as recursive generics may. */
  add(shape: Shape): TypeKey {
    const key = keyOf(shape);
    if (key.length > MAX_KEY) return "";
    if (!this.byKey.has(key)) this.byKey.set(key, shape);
    return key;
  }

  get(key: TypeKey): Shape | undefined {
    return this.byKey.get(key);
  }

  union(types: readonly TypeKey[]): TypeKey {
    const members = new Set<TypeKey>();
    for (const type of types) {
      const shape = this.get(type);
      if (shape?.k === "union") for (const one of shape.of) members.add(one);
      else members.add(type);
    }
    if (members.has("")) return "";
    members.delete("never");
    const list = [...members].sort();
    if (list.length === 0) return types.length === 0 ? "" : "never";
    return list.length === 1 ? (list[0] ?? "") : this.add({ k: "union", of: list });
  }
}
