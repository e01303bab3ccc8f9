// What types consist of: aliases followed, members found, type arguments put in. Separate from the service, which answers the
// analysis with it.

import type { Program } from "../../ir/ir";
import type { MemberDecl, TypeDecl, TypeKey } from "../../ir/types";
import { fhirField, fhirProperties } from "../classify/fhir/table";
import { externalPart } from "./externals";
import { Declarations, type Members, TypeResolver } from "./resolve";
import { keyOf, type Shape, ShapeTable } from "./shapes";

/** Deepest chain of aliases and bases that is followed. */
export const MAX_DEPTH = 12;

/** A member with where it is declared and what its type parameters stand for. */
export interface FoundMember {
  readonly member: MemberDecl;
  readonly owner: TypeDecl;
  readonly file: string;
  readonly args: ReadonlyMap<string, TypeKey>;
}

export abstract class TypeStructures implements Members {
  readonly shapes = new ShapeTable();
  readonly declarations: Declarations;
  protected readonly resolver: TypeResolver;
  private fields = new Map<string, TypeKey>();
  private views = new Map<TypeKey, Shape | null>();

  constructor(readonly program: Program) {
    this.declarations = new Declarations(program);
    this.resolver = new TypeResolver(program, this.shapes, this.declarations, this);
  }

  abstract ofVariable(file: string, path: readonly string[]): TypeKey;
  abstract prismaModel(name: string): readonly TypeDecl[];

  /** Declarations or links changed: what was derived is derived again when asked for. */
  protected forget(): void {
    this.resolver.reset();
    this.declarations.reset();
    this.fields = new Map();
    this.views = new Map();
  }

  /** The structure of a key; the id of a declaration is its key too. */
  lookUp(type: TypeKey): Shape | undefined {
    const shape = this.shapes.get(type);
    if (shape || !type.includes("#") || this.declarations.get(type).length === 0) return shape;
    return this.shapes.get(this.shapes.add({ k: "declared", id: type, args: [] }));
  }

  /** The structure behind a type, with aliases followed. */
  view(type: TypeKey): Shape | undefined {
    const known = this.views.get(type);
    if (known !== undefined) return known ?? undefined;
    let at = type;
    let shape = this.lookUp(at);
    for (let depth = 0; shape?.k === "declared" && depth < MAX_DEPTH; depth++) {
      const [decl] = this.declarations.get(shape.id);
      if (!decl?.alias) break;
      at = this.aliasTarget(decl, shape.args);
      shape = this.lookUp(at);
    }
    if (!this.resolver.isBusy) this.views.set(type, shape ?? null);
    return shape;
  }

  /** What an alias stands for, with its arguments. */
  aliasTarget(decl: TypeDecl, args: readonly TypeKey[]): TypeKey {
    return this.substitute(this.resolver.of(decl.alias, fileOf(decl.id)), this.argumentsOf(decl, args));
  }

  argumentsOf(decl: TypeDecl, args: readonly TypeKey[]): Map<string, TypeKey> {
    const map = new Map<string, TypeKey>();
    const file = fileOf(decl.id);
    // A literal inside a generic declaration takes what it uses of that one's parameters.
    if (decl.typeParams.length === 0 && args.length > 0) for (const [index, name] of this.resolver.freeParams(decl).entries()) map.set(name, args[index] ?? "");
    decl.typeParams.forEach((param, index) => {
      const given = args[index];
      const fallback = param.default ?? param.constraint;
      map.set(param.name, given ?? (fallback ? this.resolver.of(fallback, file) : ""));
    });
    return map;
  }

  field(type: TypeKey, name: string): TypeKey {
    if (type === "") return "";
    const memo = `${type} ${name}`;
    const before = this.fields.get(memo);
    if (before !== undefined) return before;
    this.fields.set(memo, "");
    const result = known(this.fieldOf(type, name, 0));
    if (this.resolver.isBusy) this.fields.delete(memo);
    else this.fields.set(memo, result);
    return result;
  }

  private fieldOf(type: TypeKey, name: string, depth: number): TypeKey {
    const shape = this.view(type);
    if (!shape || depth > MAX_DEPTH) return "";
    switch (shape.k) {
      case "declared": {
        const found = this.member(shape.id, shape.args, name);
        if (found) return this.substitute(this.resolver.of(found.member.type, found.file), found.args);
        const [decl] = this.declarations.get(shape.id);
        return decl?.index ? this.substitute(this.resolver.of(decl.index, fileOf(shape.id)), this.argumentsOf(decl, shape.args)) : "";
      }
      case "intersection":
        return shape.of.map((one) => this.fieldOf(one, name, depth + 1)).find((one) => one !== "") ?? "";
      case "union": {
        const parts = shape.of.filter((one) => !isNothing(one)).map((one) => this.fieldOf(one, name, depth + 1)).filter((one) => one !== "");
        return parts.length === 0 ? "" : this.shapes.union(parts);
      }
      case "array":
      case "tuple":
        return name === "length" ? this.shapes.add({ k: "prim", name: "number" }) : /^\d+$/.test(name) ? (shape.k === "tuple" ? (shape.of[Number(name)] ?? "") : shape.of) : "";
      case "promise":
        return this.fieldOf(shape.of, name, depth + 1);
      case "pick":
        return shape.names.includes(name) ? this.fieldOf(shape.of, name, depth + 1) : "";
      case "omit":
        return shape.names.includes(name) ? "" : this.fieldOf(shape.of, name, depth + 1);
      case "object":
        return shape.fields.get(name) ?? "";
      case "record":
        return shape.value;
      case "fhir": {
        const below = fhirField(shape.name, name);
        if (below === undefined) return "";
        const of = below.type === "T" ? (shape.content ?? this.fhirKey("Resource")) : this.fhirKey(below.type, below.type === "BundleEntry" ? shape.content : undefined);
        return below.many ? this.shapes.add({ k: "array", of }) : of;
      }
      case "external": {
        const part = externalPart(shape.name, name);
        const found = part === undefined ? "" : (shape.args[part.argument] ?? "");
        return part?.below === undefined ? (part?.list && found !== "" ? this.arrayOf(found) : found) : this.fieldOf(found, part.below, depth + 1);
      }
      default:
        return "";
    }
  }

  protected fhirKey(name: string, content?: TypeKey): TypeKey {
    const primitive = FHIR_PRIMITIVES[name];
    return this.shapes.add(primitive ? { k: "prim", name: primitive } : { k: "fhir", name, ...(content === undefined ? {} : { content }) });
  }

  /** The declaration of a field, through selections and intersections. */
  memberOf(type: TypeKey, name: string, depth = 0): FoundMember | undefined {
    const shape = this.view(type);
    if (!shape || depth > MAX_DEPTH) return undefined;
    switch (shape.k) {
      case "declared":
        return this.member(shape.id, shape.args, name, depth);
      case "pick":
        return shape.names.includes(name) ? this.memberOf(shape.of, name, depth + 1) : undefined;
      case "omit":
        return shape.names.includes(name) ? undefined : this.memberOf(shape.of, name, depth + 1);
      case "promise":
        return this.memberOf(shape.of, name, depth + 1);
      case "intersection":
      case "union":
        return shape.of.map((one) => this.memberOf(one, name, depth + 1)).find((one) => one !== undefined);
      default:
        return undefined;
    }
  }

  /** A declared member, own or inherited. */
  member(id: string, args: readonly TypeKey[], name: string, depth = 0): FoundMember | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const file = fileOf(id);
    for (const decl of this.declarations.get(id)) {
      const map = this.argumentsOf(decl, args);
      const member = decl.members.find((one) => one.name === name && !one.static);
      if (member) return { member, owner: decl, file, args: map };
      for (const base of this.bases(decl, map)) {
        const found = this.memberOf(base, name, depth + 1);
        if (found) return found;
      }
    }
    return undefined;
  }

  /** What a declaration extends or implements. */
  bases(decl: TypeDecl, args: ReadonlyMap<string, TypeKey> = new Map()): TypeKey[] {
    return decl.bases.map((base) => this.substitute(this.resolver.of(base, fileOf(decl.id)), args)).filter((one) => one !== "");
  }

  element(type: TypeKey, depth = 0): TypeKey {
    if (depth > MAX_DEPTH) return "";
    const shape = this.view(type);
    switch (shape?.k) {
      case "array":
        return known(shape.of);
      case "tuple":
        return known(this.shapes.union(shape.of));
      case "promise":
        return this.element(shape.of, depth + 1);
      case "map":
      case "record":
        return known(shape.value);
      case "union": {
        const parts = shape.of.map((one) => this.element(one, depth + 1)).filter((one) => one !== "");
        return parts.length === 0 ? "" : this.shapes.union(parts);
      }
      case "intersection":
        return shape.of.map((one) => this.element(one, depth + 1)).find((one) => one !== "") ?? "";
      case "external":
        return /(?:Observable|Subject)$/.test(shape.name) ? known(shape.args[0] ?? "") : "";
      case "declared": {
        const [decl] = this.declarations.get(shape.id);
        if (decl?.index) return known(this.substitute(this.resolver.of(decl.index, fileOf(shape.id)), this.argumentsOf(decl, shape.args)));
        return decl ? (this.bases(decl, this.argumentsOf(decl, shape.args)).map((base) => this.element(base, depth + 1)).find((one) => one !== "") ?? "") : "";
      }
      default:
        return "";
    }
  }

  awaited(type: TypeKey, depth = 0): TypeKey {
    if (depth > MAX_DEPTH) return type;
    const shape = this.view(type);
    if (shape?.k === "promise") return this.awaited(known(shape.of), depth + 1);
    if (shape?.k === "union" && shape.of.some((one) => this.view(one)?.k === "promise")) return this.shapes.union(shape.of.map((one) => this.awaited(one, depth + 1)));
    return type;
  }

  mapKey(type: TypeKey): TypeKey {
    const shape = this.view(this.present(type));
    return shape?.k === "map" ? known(shape.key) : "";
  }

  mapValue(type: TypeKey): TypeKey {
    const shape = this.view(this.present(type));
    return shape?.k === "map" ? known(shape.value) : "";
  }

  /** The type without `undefined` and `null`. */
  protected present(type: TypeKey): TypeKey {
    const shape = this.shapes.get(type);
    return shape?.k === "union" ? this.shapes.union(shape.of.filter((one) => !isNothing(one))) : type;
  }

  private signature(type: TypeKey, depth = 0): (Shape & { readonly k: "function" }) | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const shape = this.view(this.present(type));
    if (shape?.k === "function") return shape;
    if (shape?.k === "declared") {
      const found = this.member(shape.id, shape.args, "()");
      if (found) return this.signature(this.substitute(this.resolver.of(found.member.type, found.file), found.args), depth + 1);
    }
    if (shape?.k === "intersection" || shape?.k === "union") return shape.of.map((one) => this.signature(one, depth + 1)).find((one) => one !== undefined);
    return undefined;
  }

  parameter(type: TypeKey, index: number): TypeKey {
    const params = this.signature(type)?.params ?? [];
    const param = params[index] ?? (params.at(-1)?.rest ? params.at(-1) : undefined);
    return known(param?.rest ? (params[index] === param ? param.type : this.element(param.type)) : (param?.type ?? ""));
  }

  returns(type: TypeKey, args: readonly TypeKey[] = []): TypeKey {
    const signature = this.signature(type);
    const returns = signature?.returns ?? "";
    if (!signature || args.length === 0 || !returns.includes("'")) return known(returns);
    // The function's own type parameters, in the order in which they are met.
    const free = [...new Set(keyOf(signature).match(/(?<=')[\w$]+/g) ?? [])];
    return free.length === args.length ? known(this.substitute(returns, new Map(free.map((name, index) => [name, args[index] ?? ""])))) : known(returns);
  }

  substitute(type: TypeKey, args: ReadonlyMap<string, TypeKey>, depth = 0): TypeKey {
    if (args.size === 0 || depth > MAX_DEPTH || !type.includes("'")) return type;
    const shape = this.shapes.get(type);
    if (!shape) return type;
    const put = (one: TypeKey): TypeKey => this.substitute(one, args, depth + 1);
    switch (shape.k) {
      case "param":
        return args.get(shape.name) ?? type;
      case "array":
      case "promise":
        return this.shapes.add({ k: shape.k, of: put(shape.of) });
      case "tuple":
      case "intersection":
        return this.shapes.add({ k: shape.k, of: shape.of.map(put) });
      case "union":
        return this.shapes.union(shape.of.map(put));
      case "function":
        return this.shapes.add({ k: "function", params: shape.params.map((param) => ({ ...param, type: put(param.type) })), returns: put(shape.returns) });
      case "declared":
        return this.shapes.add({ k: "declared", id: shape.id, args: shape.args.map(put) });
      case "external":
        return this.shapes.add({ ...shape, args: shape.args.map(put) });
      case "map":
      case "record":
        return this.shapes.add({ k: shape.k, key: put(shape.key), value: put(shape.value) });
      case "pick":
      case "omit":
        return this.shapes.add({ k: shape.k, of: put(shape.of), names: shape.names });
      case "object":
        return this.object(new Map([...shape.fields].map(([name, one]) => [name, put(one)])));
      default:
        return type;
    }
  }

  object(fields: ReadonlyMap<string, TypeKey>): TypeKey {
    return this.shapes.add({ k: "object", fields: new Map([...fields].sort(([a], [b]) => (a < b ? -1 : 1))) });
  }

  arrayOf(type: TypeKey): TypeKey {
    return this.shapes.add({ k: "array", of: type });
  }

  argument(type: TypeKey, index: number): TypeKey {
    const shape = this.view(this.present(type));
    if (shape?.k === "declared" || shape?.k === "external") return known(shape.args[index] ?? "");
    if ((shape?.k === "array" || shape?.k === "promise") && index === 0) return known(shape.of);
    if (shape?.k === "map") return known((index === 0 ? shape.key : index === 1 ? shape.value : "") ?? "");
    return "";
  }

  /** The constants that a type consists of; undefined if it is more. */
  literalsOf(type: TypeKey, depth = 0): string[] | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const shape = this.view(type);
    if (shape?.k === "literal") return [String(shape.value)];
    if (shape?.k !== "union") return undefined;
    const all = shape.of.map((one) => this.literalsOf(one, depth + 1));
    return all.every((one) => one !== undefined) ? all.flat() : undefined;
  }

  properties(type: TypeKey, depth = 0): readonly string[] | undefined {
    const shape = this.view(type);
    if (!shape || depth > MAX_DEPTH) return undefined;
    switch (shape.k) {
      case "declared": {
        const names = new Set<string>();
        for (const decl of this.declarations.get(shape.id)) {
          if (decl.index || decl.kind === "enum") return undefined;
          for (const member of decl.members) if (!member.method && !member.static && member.name !== "()" && member.name !== "new()") names.add(member.name);
          for (const base of this.bases(decl, this.argumentsOf(decl, shape.args))) for (const name of this.properties(base, depth + 1) ?? []) names.add(name);
        }
        return [...names];
      }
      case "intersection":
        return [...new Set(shape.of.flatMap((one) => this.properties(one, depth + 1) ?? []))];
      case "union": {
        const parts = shape.of.filter((one) => !isNothing(one)).map((one) => this.properties(one, depth + 1));
        return parts.some((one) => one === undefined) ? undefined : [...new Set(parts.flatMap((one) => one ?? []))];
      }
      case "pick":
        return shape.names;
      case "omit":
        return this.properties(shape.of, depth + 1)?.filter((name) => !shape.names.includes(name));
      case "object":
        return [...shape.fields.keys()];
      case "promise":
        return this.properties(shape.of, depth + 1);
      case "fhir":
        return fhirProperties(shape.name);
      case "record":
        return this.literalsOf(shape.key);
      default:
        return undefined;
    }
  }
}

/** A type parameter that nothing is known of is unknown. */
export const known = (type: TypeKey): TypeKey => (type.startsWith("'") ? "" : type);

/** The file of a declaration. */
export const fileOf = (id: string): string => id.slice(0, id.indexOf("#"));

/** A member of a union that stands for no value. */
export const isNothing = (type: TypeKey): boolean => type === "undefined" || type === "null" || type === "void";

/** The table's short names: codes carry nothing. */
const FHIR_PRIMITIVES: Readonly<Record<string, string>> = { s: "string", n: "number", b: "boolean", code: "void" };
