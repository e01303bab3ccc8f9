// The type service: what the analysis may ask of declared types. Syntactic throughout: no checker, so it works on broken code, without
// node_modules, and costs what it is asked for. Types flow with values in the analysis, which makes up for inference.

import type { FileFacts, Program } from "../../ir/ir";
import type { ClassId, DeclaredField, TypeDecl, TypeExpr, TypeKey, TypeService } from "../../ir/types";
import type { Classification } from "../../lattice/level";
import type { Policy } from "../../policy/policy";
import { Classifier } from "../classify/classifier";
import { compareFacts } from "../project/factsChange";
import { SCHEMA_MARK } from "../schemas/index";
import { isNothing, known, MAX_DEPTH, TypeStructures } from "./structures";

export { fileOf } from "./structures";

/** Makes the service of a program. It lives as long as the program: `invalidate` after files changed. */
export function createTypeService(program: Program, policyFor: (file: string) => Policy): ProjectTypes {
  return new ProjectTypes(program, policyFor);
}

export class ProjectTypes extends TypeStructures implements TypeService {
  private readonly classifier: Classifier;
  private classified = new Map<string, Classification | undefined>();
  private implementers: Map<string, ClassId[]> | undefined;
  private root: Policy | undefined;
  /** The facts that the memos were made from. */
  private readonly seen = new Map<string, FileFacts>();

  constructor(
    program: Program,
    readonly policyFor: (file: string) => Policy,
  ) {
    super(program);
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
    this.forget();
    this.classified = new Map();
    this.implementers = undefined;
    this.root = undefined;
    this.classifier.reset();
  }

  of(type: TypeExpr | undefined, file: string): TypeKey {
    return known(this.resolver.of(type, file));
  }

  generic(type: TypeExpr | undefined, file: string): TypeKey {
    return this.resolver.of(type, file);
  }

  /** The policy for values that no declaration says anything about. */
  rootPolicy(): Policy {
    this.root ??= this.policyFor(this.program.files[0] ?? "/");
    return this.root;
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

  classify(type: TypeKey, hint: string, path: readonly string[], except: readonly string[], file?: string): Classification | undefined {
    if (known(type) !== type) return this.classify("", hint, path, except, file);
    const policy = file === undefined ? this.rootPolicy() : this.policyFor(file);
    const memo = `${policy.file ?? ""} ${type} ${hint} ${path.join(".")} ${except.join(",")}`;
    if (this.classified.has(memo)) return this.classified.get(memo);
    const result = this.classifier.classify(type, hint, path, except, policy);
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
        return SCALARS.test(shape.name);
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

/** Types of libraries that hold one value. */
const SCALARS = /(?:^|\.)(?:DateTime|Moment|Dayjs|ObjectId|ObjectID|Types\.ObjectId|Decimal|Decimal128|BigNumber|Timestamp|PlainDate|PlainDateTime|Instant|LocalDate|UUID|Uuid|URL)$/;

const ENTITY = /^(?:Entity|ChildEntity|ViewEntity|Table|Schema|ObjectType)$/;

const PRIMITIVES: Readonly<Record<string, "scalar" | "number" | "none">> = {
  string: "scalar", number: "number", bigint: "number", boolean: "none", void: "none", undefined: "none", null: "none", never: "none", symbol: "none",
};

