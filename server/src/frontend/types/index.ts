// The type service: what the analysis may ask of declared types. Syntactic throughout: no checker, so it works on broken code, without
// node_modules, and costs what it is asked for. Types flow with values in the analysis, which makes up for inference.

import type { FileFacts, Program } from "../../ir/ir";
import type { ClassId, DeclaredField, MemberDecl, TypeDecl, TypeExpr, TypeKey, TypeService } from "../../ir/types";
import type { Classification } from "../../lattice/level";
import type { Policy } from "../../policy/policy";
import { Classifier } from "../classify/classifier";
import { fhirField, fhirProperties } from "../classify/fhir/table";
import { compareFacts } from "../project/factsChange";
import { SCHEMA_MARK } from "../schemas/index";
import { Declarations, TypeResolver } from "./resolve";
import { keyOf, type Shape, ShapeTable } from "./shapes";

/** Makes the service of a program. It lives as long as the program: `invalidate` after files changed. */
export function createTypeService(program: Program, policyFor: (file: string) => Policy): ProjectTypes {
  return new ProjectTypes(program, policyFor);
}

/** Deepest chain of aliases and bases that is followed. */
const MAX_DEPTH = 12;

/** A member with where it is declared and what its type parameters stand for. */
export interface FoundMember {
  readonly member: MemberDecl;
  readonly owner: TypeDecl;
  readonly file: string;
  readonly args: ReadonlyMap<string, TypeKey>;
}

export class ProjectTypes implements TypeService {
  readonly shapes = new ShapeTable();
  readonly declarations: Declarations;
  private readonly resolver: TypeResolver;
  private readonly classifier: Classifier;
  private fields = new Map<string, TypeKey>();
  private classified = new Map<string, Classification | undefined>();
  private implementers: Map<string, ClassId[]> | undefined;
  private root: Policy | undefined;
  /** The facts that the memos were made from. */
  private readonly seen = new Map<string, FileFacts>();

  constructor(
    readonly program: Program,
    readonly policyFor: (file: string) => Policy,
  ) {
    this.declarations = new Declarations(program);
    this.resolver = new TypeResolver(program, this.shapes, this.declarations, this);
    this.classifier = new Classifier(this);
    for (const file of program.files) {
      const facts = program.facts(file);
      if (facts) this.seen.set(file, facts);
    }
  }

  /** Files changed. Where declarations or links did, everything derived is looked up again when asked for; bodies change nothing here. */
  invalidate(files: ReadonlySet<string>): void {
    let stale = false;
    for (const file of files) {
      const facts = this.program.facts(file);
      const before = this.seen.get(file);
      if (facts) this.seen.set(file, facts);
      else this.seen.delete(file);
      if (before === facts) continue;
      const change = compareFacts(before, facts);
      if (change.presence || change.links || change.declarations) stale = true;
    }
    if (!stale) return;
    this.resolver.reset();
    this.fields = new Map();
    this.classified = new Map();
    this.implementers = undefined;
    this.root = undefined;
    this.classifier.reset();
  }

  of(type: TypeExpr | undefined, file: string): TypeKey {
    return known(this.resolver.of(type, file));
  }

  /** The structure of a key; the id of a declaration is its key too. */
  lookUp(type: TypeKey): Shape | undefined {
    const shape = this.shapes.get(type);
    if (shape || !type.includes("#") || this.declarations.get(type).length === 0) return shape;
    return this.shapes.get(this.shapes.add({ k: "declared", id: type, args: [] }));
  }

  /** The structure behind a type, with aliases followed. */
  view(type: TypeKey, depth = 0): Shape | undefined {
    const shape = this.lookUp(type);
    if (shape?.k !== "declared" || depth > MAX_DEPTH) return shape;
    const [decl] = this.declarations.get(shape.id);
    return decl?.alias ? this.view(this.aliasTarget(decl, shape.args), depth + 1) : shape;
  }

  /** What an alias stands for, with its arguments. */
  aliasTarget(decl: TypeDecl, args: readonly TypeKey[]): TypeKey {
    return this.substitute(this.resolver.of(decl.alias, fileOf(decl.id)), this.argumentsOf(decl, args));
  }

  /** The policy for values that no declaration says anything about. */
  rootPolicy(): Policy {
    this.root ??= this.policyFor(this.program.files[0] ?? "/");
    return this.root;
  }

  argumentsOf(decl: TypeDecl, args: readonly TypeKey[]): Map<string, TypeKey> {
    const map = new Map<string, TypeKey>();
    const file = fileOf(decl.id);
    // A literal inside a generic declaration takes what it uses of that one's parameters.
    if (decl.typeParams.length === 0 && args.length > 0) this.resolver.freeParams(decl).forEach((name, index) => map.set(name, args[index] ?? ""));
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
    this.fields.set(memo, result);
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

  private fhirKey(name: string, content?: TypeKey): TypeKey {
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
  private present(type: TypeKey): TypeKey {
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

  argument(type: TypeKey, index: number): TypeKey {
    const shape = this.view(this.present(type));
    if (shape?.k === "declared" || shape?.k === "external") return known(shape.args[index] ?? "");
    if ((shape?.k === "array" || shape?.k === "promise") && index === 0) return known(shape.of);
    if (shape?.k === "map") return known((index === 0 ? shape.key : index === 1 ? shape.value : "") ?? "");
    return "";
  }

  union(types: readonly TypeKey[]): TypeKey {
    return this.shapes.union(types);
  }

  narrow(type: TypeKey, name: string, value: string, equal: boolean): TypeKey {
    const shape = this.view(type);
    if (shape?.k === "fhir") return name === "resourceType" && equal && shape.name === "Resource" ? this.fhirKey(value) : type;
    if (shape?.k === "external" && name === "resourceType" && equal) return this.fhirKey(value);
    if (shape?.k !== "union") return type;
    const kept = shape.of.filter((one) => {
      const fhir = this.view(one);
      if (fhir?.k === "fhir" && name === "resourceType") return (fhir.name === value) === equal;
      const literals = this.literalsOf(this.field(one, name));
      if (literals === undefined) return true;
      return equal ? literals.includes(value) : literals.some((literal) => literal !== value);
    });
    return kept.length === 0 ? type : this.shapes.union(kept);
  }

  private literalsOf(type: TypeKey, depth = 0): string[] | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const shape = this.view(type);
    if (shape?.k === "literal") return [String(shape.value)];
    if (shape?.k !== "union") return undefined;
    const all = shape.of.map((one) => this.literalsOf(one, depth + 1));
    return all.every((one) => one !== undefined) ? all.flat() : undefined;
  }

  narrows(type: TypeKey, member: TypeKey): boolean {
    const shape = this.view(type);
    if (shape?.k === "fhir") return shape.name === "Resource" && this.view(member)?.k === "fhir" && this.field(member, "resourceType") !== "";
    if (shape?.k !== "union" || !shape.of.includes(member)) return false;
    return shape.of.filter((one) => this.shape(one) === "object").length > 1;
  }

  literals(type: TypeKey): readonly string[] {
    return this.literalsOf(type) ?? [];
  }

  excluding(type: TypeKey, member: TypeKey): TypeKey {
    const shape = this.view(type);
    return shape?.k === "union" ? this.shapes.union(shape.of.filter((one) => one !== member)) : type;
  }

  without(type: TypeKey, names: readonly string[]): TypeKey {
    return type === "" || names.length === 0 ? type : this.shapes.add({ k: "omit", of: type, names: [...new Set(names)].sort() });
  }

  pick(type: TypeKey, names: readonly string[]): TypeKey {
    return type === "" ? type : this.shapes.add({ k: "pick", of: type, names: [...new Set(names)].sort() });
  }

  object(fields: ReadonlyMap<string, TypeKey>): TypeKey {
    return this.shapes.add({ k: "object", fields: new Map([...fields].sort(([a], [b]) => (a < b ? -1 : 1))) });
  }

  arrayOf(type: TypeKey): TypeKey {
    return this.shapes.add({ k: "array", of: type });
  }

  schema(file: string, name: string): { readonly type: TypeKey; readonly library: string } | undefined {
    const [decl] = file === "prisma" ? this.prismaModel(name) : this.declarations.named(file, `${name}${SCHEMA_MARK}`);
    if (decl?.kind === "schema") {
      // A plain object is known by its own declaration, where its fields are.
      const type = decl.alias?.t === "object" ? decl.alias.decl : decl.id;
      return { type: this.shapes.add({ k: "declared", id: type, args: [] }), library: decl.library ?? "" };
    }
    const entity = this.declarations.named(file, name).find((one) => one.kind === "class" && one.decorators?.some((decorator) => ENTITY.test(decorator)));
    return entity && { type: this.shapes.add({ k: "declared", id: entity.id, args: [] }), library: "typeorm" };
  }

  /** The Prisma model that a client's delegate reads: `prisma.patient` is `Patient`. */
  prismaModel(name: string): readonly TypeDecl[] {
    for (const file of this.program.files) {
      if (!file.endsWith(".prisma")) continue;
      const found = this.program.facts(file)?.types.filter((decl) => decl.name.toLowerCase() === name.toLowerCase() && decl.kind === "schema");
      if (found?.length) return found;
    }
    return [];
  }

  open(type: TypeKey, depth = 0): boolean {
    if (depth > MAX_DEPTH) return false;
    const shape = this.view(type);
    if (shape?.k === "pick" || shape?.k === "omit" || shape?.k === "array") return this.open(shape.of, depth + 1);
    if (shape?.k === "intersection" || shape?.k === "union") return shape.of.some((one) => this.open(one, depth + 1));
    return shape?.k === "declared" && this.declarations.get(shape.id).some((decl) => decl.open === true);
  }

  classes(type: TypeKey, depth = 0): readonly ClassId[] {
    if (depth > MAX_DEPTH) return [];
    const shape = this.view(type);
    switch (shape?.k) {
      case "declared": {
        if (this.program.cls(shape.id)) return [shape.id, ...this.program.heirs(shape.id)];
        return this.implementersOf(shape.id);
      }
      case "union":
      case "intersection":
        return [...new Set(shape.of.flatMap((one) => this.classes(one, depth + 1)))];
      case "promise":
        return this.classes(shape.of, depth + 1);
      case "pick":
      case "omit":
        return this.classes(shape.of, depth + 1);
      default:
        return [];
    }
  }

  /** Classes that implement an interface, directly, by a derived interface, or as heirs of such. */
  private implementersOf(id: string): readonly ClassId[] {
    if (!this.implementers) {
      this.implementers = new Map();
      for (const file of this.program.files) {
        for (const cls of this.program.facts(file)?.classes ?? []) {
          for (const one of this.interfacesOf(cls.implements.map((type) => this.resolver.of(type, file)), new Set())) {
            const list = this.implementers.get(one) ?? [];
            this.implementers.set(one, list);
            for (const heir of [cls.id, ...this.program.heirs(cls.id)]) if (!list.includes(heir)) list.push(heir);
          }
        }
      }
    }
    return this.implementers.get(id) ?? [];
  }

  private interfacesOf(types: readonly TypeKey[], seen: Set<string>): Set<string> {
    for (const type of types) {
      const shape = this.view(type);
      if (shape?.k !== "declared" || seen.has(shape.id)) continue;
      seen.add(shape.id);
      for (const decl of this.declarations.get(shape.id)) this.interfacesOf(this.bases(decl), seen);
    }
    return seen;
  }

  external(type: TypeKey, depth = 0): { readonly specifier: string; readonly name: string } | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const shape = this.view(type);
    if (shape?.k === "external") return { specifier: shape.specifier, name: shape.name };
    if (shape?.k === "union" || shape?.k === "intersection") return shape.of.map((one) => this.external(one, depth + 1)).find((one) => one !== undefined);
    if (shape?.k === "promise") return this.external(shape.of, depth + 1);
    if (shape?.k !== "declared") return undefined;
    for (const decl of this.declarations.get(shape.id)) {
      const base = this.bases(decl).map((one) => this.external(one, depth + 1)).find((one) => one !== undefined);
      if (base) return base;
    }
    return undefined;
  }

  shape(type: TypeKey, depth = 0): "unknown" | "scalar" | "number" | "none" | "array" | "object" | "function" {
    if (depth > MAX_DEPTH) return "unknown";
    const shape = this.view(type);
    switch (shape?.k) {
      case undefined:
      case "param":
        return "unknown";
      case "prim":
        return PRIMITIVES[shape.name] ?? "scalar";
      case "literal":
        return "none";
      case "array":
      case "tuple":
        return "array";
      case "function":
        return "function";
      case "promise":
        return this.shape(shape.of, depth + 1);
      case "union": {
        const kinds = new Set(shape.of.filter((one) => !isNothing(one)).map((one) => this.shape(one, depth + 1)));
        if (kinds.size > 1) kinds.delete("none");
        const [only] = kinds;
        if (kinds.size <= 1) return only ?? "none";
        return kinds.has("scalar") && [...kinds].every((one) => one === "scalar" || one === "number") ? "scalar" : kinds.has("object") ? "object" : "unknown";
      }
      case "declared": {
        const [decl] = this.declarations.get(shape.id);
        if (decl?.kind === "enum") return "none";
        return decl && decl.members.length > 0 && decl.members.every((one) => one.name === "()") ? "function" : "object";
      }
      default:
        return "object";
    }
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

  display(type: TypeKey, depth = 0): string {
    if (depth > MAX_DEPTH) return "";
    const shape = this.shapes.get(type);
    switch (shape?.k) {
      case undefined:
        return "";
      case "declared":
        return shape.id.slice(shape.id.indexOf("#") + 1).replace(/~schema(?:\/row)?/, "");
      case "external":
        return shape.name;
      case "fhir":
        return shape.name;
      case "array":
        return this.display(shape.of, depth + 1);
      case "promise":
      case "pick":
      case "omit":
        return this.display(shape.of, depth + 1);
      case "union":
      case "intersection":
        return shape.of.filter((one) => !isNothing(one)).map((one) => this.display(one, depth + 1)).filter(Boolean).join(shape.k === "union" ? " | " : " & ");
      case "prim":
        return shape.name;
      default:
        return "";
    }
  }

  classify(type: TypeKey, hint: string, path: readonly string[], except: readonly string[]): Classification | undefined {
    const memo = `${type} ${hint} ${path.join(".")} ${except.join(",")}`;
    if (this.classified.has(memo)) return this.classified.get(memo);
    const result = this.classifier.classify(type, hint, path, except);
    this.classified.set(memo, result);
    return result;
  }

  /** See `TypeService.declaredFields`. */
  declaredFields(file: string): readonly DeclaredField[] {
    return (this.program.facts(file)?.types ?? []).flatMap((decl) => this.fieldsOf(decl));
  }

  private fieldsOf(decl: TypeDecl): DeclaredField[] {
    if (decl.kind === "enum") return [];
    return decl.members.filter((member) => !member.method && !member.static && member.name !== "()" && member.name !== "new()").map((member) => {
      const classification = this.classify(decl.id, "", [member.name], []);
      const settled = classification?.evidence === "policy" || classification?.evidence === "tag";
      return { decl: decl.id, type: this.display(decl.id), name: member.name, span: member.span, leaf: this.isLeaf(this.field(decl.id, member.name)), settled, ...(classification ? { classification } : {}) };
    });
  }

  /** Whether a value has no fields of its own that are declared. */
  private isLeaf(type: TypeKey, depth = 0): boolean {
    const shape = this.view(type);
    if (!shape || depth > MAX_DEPTH) return true;
    switch (shape.k) {
      case "array":
      case "promise":
        return this.isLeaf(shape.of, depth + 1);
      case "union":
      case "tuple":
        return shape.of.every((one) => this.isLeaf(one, depth + 1));
      case "map":
      case "record":
        return this.isLeaf(shape.value, depth + 1);
      case "prim":
      case "literal":
        return true;
      case "external":
        return true;
      case "declared":
        return this.declarations.get(shape.id).every((decl) => decl.kind === "enum");
      default:
        return false;
    }
  }

  // ---- for the resolver ------------------------------------------------------------------------------------------------

  ofVariable(file: string, path: readonly string[]): TypeKey {
    const [name = "", ...rest] = path;
    const schema = this.schema(file, name);
    const facts = this.program.facts(file);
    const variable = facts?.variables.find((one) => one.name === name);
    let type = schema && schema.library !== "typeorm" ? schema.type : variable ? this.resolver.of(variable.type, file) : this.functionType(file, name);
    for (const key of rest) type = this.field(type, key);
    return type;
  }

  /** The type of a top-level function, by its annotations. */
  private functionType(file: string, name: string): TypeKey {
    const fn = this.program.fn(`${file}#${name}`);
    if (!fn) return this.program.cls(`${file}#${name}`) ? this.shapes.add({ k: "declared", id: `${file}#${name}`, args: [] }) : "";
    return this.shapes.add({
      k: "function", returns: this.resolver.of(fn.returns, file),
      params: fn.params.map((param) => ({ name: param.name, type: this.resolver.of(param.type, file), rest: param.rest ?? false })),
    });
  }
}

const ENTITY = /^(?:Entity|ChildEntity|ViewEntity|Table|Schema|ObjectType)$/;

/** A type parameter that nothing is known of is unknown. */
const known = (type: TypeKey): TypeKey => (type.startsWith("'") ? "" : type);

export const fileOf = (id: string): string => id.slice(0, id.indexOf("#"));

const isNothing = (type: TypeKey): boolean => type === "undefined" || type === "null" || type === "void";

/** The table's short names: codes carry nothing. */
const FHIR_PRIMITIVES: Readonly<Record<string, string>> = { s: "string", n: "number", b: "boolean", code: "void" };

/** Where generic types of libraries keep what their arguments say: the argument, a field of it, or a list of it. */
function externalPart(type: string, field: string): { readonly argument: number; readonly below?: string; readonly list?: boolean } | undefined {
  const name = type.slice(type.lastIndexOf(".") + 1);
  return EXTERNAL_PARTS[`${name}.${field}`];
}

const FIRST = { argument: 0 } as const;
const EXTERNAL_PARTS: Readonly<Record<string, { readonly argument: number; readonly below?: string; readonly list?: boolean }>> = {
  "RefObject.current": FIRST, "MutableRefObject.current": FIRST, "Ref.value": FIRST, "ComputedRef.value": FIRST, "ShallowRef.value": FIRST, "WritableComputedRef.value": FIRST,
  "Signal.value": FIRST, "ReadonlySignal.value": FIRST, "BehaviorSubject.value": FIRST, "AxiosResponse.data": FIRST, "UseQueryResult.data": FIRST, "UseMutationResult.data": FIRST,
  "SWRResponse.data": FIRST, "PayloadAction.payload": FIRST, "Job.data": FIRST, "MessageEvent.data": FIRST, "CustomEvent.detail": FIRST, "FormikProps.values": FIRST,
  "QueryResult.rows": { argument: 0, list: true }, "Request.body": { argument: 2 }, "Request.params": { argument: 0 }, "Request.query": { argument: 3 },
  "FastifyRequest.body": { argument: 0, below: "Body" }, "FastifyRequest.params": { argument: 0, below: "Params" }, "FastifyRequest.query": { argument: 0, below: "Querystring" },
};

const PRIMITIVES: Readonly<Record<string, "scalar" | "number" | "none">> = {
  string: "scalar", number: "number", bigint: "number", boolean: "none", void: "none", undefined: "none", null: "none", never: "none", symbol: "none",
};

