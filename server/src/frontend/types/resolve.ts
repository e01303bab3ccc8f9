// From annotations to canonical types: names are followed through imports, the standard library's generics are known by name.

import type { Binding, Program } from "../../ir/ir";
import type { TypeDecl, TypeExpr, TypeKey } from "../../ir/types";
import { fhirType, isFhirModule } from "../classify/fhir/table";
import type { ShapeTable } from "./shapes";

/** Declarations of a file by name; later ones of the same name extend earlier ones and are kept beside them. */
export class Declarations {
  private readonly byFile = new WeakMap<object, Map<string, TypeDecl[]>>();
  private byId = new Map<string, readonly TypeDecl[]>();

  constructor(private readonly program: Program) {}

  /** All declarations with an id. */
  get(id: string): readonly TypeDecl[] {
    let found = this.byId.get(id);
    if (!found) {
      const hash = id.indexOf("#");
      found = hash < 0 ? [] : this.named(id.slice(0, hash), id.slice(hash + 1));
      this.byId.set(id, found);
    }
    return found;
  }

  /** Declarations changed, or came and went. */
  reset(): void {
    this.byId = new Map();
  }

  named(file: string, name: string): readonly TypeDecl[] {
    const facts = this.program.facts(file);
    if (!facts) return [];
    let index = this.byFile.get(facts);
    if (!index) {
      index = new Map();
      for (const decl of facts.types) {
        const key = decl.id.slice(decl.id.indexOf("#") + 1);
        const list = index.get(key);
        if (list) list.push(decl);
        else index.set(key, [decl]);
      }
      this.byFile.set(facts, index);
    }
    return index.get(name) ?? [];
  }
}

/** What the resolver asks back: members of types, for indexed access and `typeof`. */
export interface Members {
  field(type: TypeKey, name: string): TypeKey;
  element(type: TypeKey): TypeKey;
  properties(type: TypeKey): readonly string[] | undefined;
  /** The declaration of a Prisma model by its name. */
  prismaModel(name: string): readonly TypeDecl[];
  /** The type of a top-level variable or function, by its annotation. */
  ofVariable(file: string, path: readonly string[]): TypeKey;
  awaited(type: TypeKey): TypeKey;
  returns(type: TypeKey): TypeKey;
}

export class TypeResolver {
  private memo = new WeakMap<TypeExpr, TypeKey>();
  private busy = 0;
  private readonly free = new WeakMap<TypeDecl, readonly string[]>();

  constructor(
    private readonly program: Program,
    private readonly shapes: ShapeTable,
    private readonly declarations: Declarations,
    private readonly members: Members,
  ) {}

  /** Whether a type is being resolved: what is asked meanwhile may not know it yet, and is not to be remembered. */
  get isBusy(): boolean {
    return this.busy > 0;
  }

  /** Forgets what was resolved: links may lead elsewhere. */
  reset(): void {
    this.memo = new WeakMap();
  }

  /** The canonical type of an annotation in a file. */
  of(type: TypeExpr | undefined, file: string): TypeKey {
    if (!type) return "";
    const known = this.memo.get(type);
    if (known !== undefined) return known;
    this.memo.set(type, "");
    this.busy++;
    const key = this.resolve(type, file);
    this.busy--;
    this.memo.set(type, key);
    return key;
  }

  private resolve(type: TypeExpr, file: string): TypeKey {
    const { shapes } = this;
    switch (type.t) {
      case "prim":
        if (type.name === "any" || type.name === "unknown" || type.name === "this" || type.name === "object") return "";
        return shapes.add({ k: "prim", name: type.name });
      case "literal":
        return shapes.add({ k: "literal", value: type.value });
      case "array":
        return shapes.add({ k: "array", of: this.of(type.of, file) });
      case "tuple":
        return shapes.add({ k: "tuple", of: type.of.map((one) => this.of(one, file)) });
      case "union":
        return shapes.union(type.of.map((one) => this.of(one, file)));
      case "intersection": {
        const parts = [...new Set(type.of.map((one) => this.of(one, file)).filter((one) => one !== ""))];
        return parts.length > 1 ? shapes.add({ k: "intersection", of: parts }) : (parts[0] ?? "");
      }
      case "function":
        return shapes.add({
          k: "function", returns: this.of(type.returns, file),
          params: type.params.map((param) => ({ name: param.name, type: this.of(param.type, file), rest: param.rest ?? false })),
        });
      case "object":
        return this.literal(type.decl);
      case "ref":
        return this.reference(type, file);
      case "index":
        return this.indexed(this.of(type.of, file), this.of(type.key, file));
      case "keyof":
        return this.keysOf(this.of(type.of, file));
      case "typeof":
        return this.typeOfValue(type.path, file, type.from);
      case "import":
        return this.bound(this.program.exported(file, type.from, type.path[0] ?? "*"), type.path.slice(1), type.args.map((arg) => this.of(arg, file)));
      case "mapped":
        return this.mapped(type, file);
    }
  }

  private literal(id: string): TypeKey {
    const [decl] = this.declarations.get(id);
    const args = decl ? this.freeParams(decl).map((name) => this.shapes.add({ k: "param", name })) : [];
    return this.shapes.add({ k: "declared", id, args });
  }

  /** Type parameters of the surroundings that a literal uses, in order of name. */
  freeParams(decl: TypeDecl): readonly string[] {
    const before = this.free.get(decl);
    if (before) return before;
    this.free.set(decl, []);
    const found = new Set<string>();
    const visit = (type: TypeExpr | undefined): void => {
      if (!type) return;
      switch (type.t) {
        case "ref":
          if (type.scope === "param") found.add(type.name);
          type.args.forEach(visit);
          break;
        case "object": {
          const [inner] = this.declarations.get(type.decl);
          if (inner) for (const name of this.freeParams(inner)) found.add(name);
          break;
        }
        case "array":
        case "keyof":
          visit(type.of);
          break;
        case "tuple":
        case "union":
        case "intersection":
          type.of.forEach(visit);
          break;
        case "import":
          type.args.forEach(visit);
          break;
        case "index":
          visit(type.of);
          visit(type.key);
          break;
        case "mapped":
          visit(type.key);
          visit(type.value);
          break;
        case "function":
          for (const param of type.params) visit(param.type);
          visit(type.returns);
          break;
        default:
          break;
      }
    };
    for (const member of decl.members) visit(member.type);
    visit(decl.index);
    const names = [...found].sort();
    this.free.set(decl, names);
    return names;
  }

  /** The names of a type's fields, where they are known and few. */
  private keysOf(of: TypeKey): TypeKey {
    const names = this.members.properties(of);
    if (!names || names.length === 0 || names.length > MAX_KEYS) return this.shapes.add({ k: "prim", name: "string" });
    return this.shapes.union(names.map((value) => this.shapes.add({ k: "literal", value })));
  }

  /** `{ [K in keyof T]: T[K] }` is `T` as far as what it holds goes; `{ [K in "a" | "b"]: T[K] }` a selection of it. */
  private mapped(type: TypeExpr & { readonly t: "mapped" }, file: string): TypeKey {
    const { key, value } = type;
    const same = value?.t === "index" && value.key.t === "ref" && value.key.scope === "param" ? this.of(value.of, file) : undefined;
    if (key.t === "keyof" && same !== undefined && same === this.of(key.of, file)) return same;
    const keys = this.of(key, file);
    if (same !== undefined && same !== "" && this.literals(keys).length > 0) return this.selection("pick", same, keys);
    return this.shapes.add({ k: "record", key: keys, value: this.of(value, file) });
  }

  private indexed(of: TypeKey, key: TypeKey): TypeKey {
    const shape = this.shapes.get(key);
    if (shape?.k === "literal") return this.members.field(of, String(shape.value));
    if (shape?.k === "union") return this.shapes.union(shape.of.map((one) => this.indexed(of, one)));
    if (key === "number") return this.members.element(of);
    const names = this.members.properties(of);
    return names ? this.shapes.union(names.map((name) => this.members.field(of, name))) : "";
  }

  private typeOfValue(path: readonly string[], file: string, from?: string): TypeKey {
    const [first = "", ...names] = path;
    let rest = names;
    let binding = from === undefined ? this.program.binding(file, first) : this.program.exported(file, from, first);
    while (binding.b === "module" && rest[0] !== undefined) {
      binding = this.program.exportOf(binding.file, rest[0]);
      rest = rest.slice(1);
    }
    if (binding.b !== "variable") return "";
    return this.members.ofVariable(binding.file, [binding.name, ...(ROWS.has(rest.at(-1) ?? "") ? rest.slice(0, -1) : rest)]);
  }

  private reference(type: TypeExpr & { readonly t: "ref" }, file: string): TypeKey {
    const args = type.args.map((arg) => this.of(arg, file));
    if (type.scope === "param") return this.shapes.add({ k: "param", name: type.name });
    if (type.scope === "global") return this.global(type.name, args);
    const own = this.declarations.named(file, type.name);
    if (own.length > 0) return this.declared(own, args);
    const [first = "", ...rest] = type.name.split(".");
    return this.bound(this.program.binding(file, first), rest, args);
  }

  /** A declaration by its id, unless it is another name for what nobody knows. */
  private declared([decl]: readonly TypeDecl[], args: readonly TypeKey[]): TypeKey {
    const { alias } = decl ?? {};
    const nothing = decl === undefined || (alias?.t === "prim" && (alias.name === "any" || alias.name === "unknown" || alias.name === "object"));
    return nothing ? "" : this.shapes.add({ k: "declared", id: decl.id, args });
  }

  /** The type that a binding, and names below it, stand for. */
  private bound(binding: Binding, rest: readonly string[], args: readonly TypeKey[]): TypeKey {
    switch (binding.b) {
      case "variable": {
        const name = [binding.name, ...rest].join(".");
        const found = this.declarations.named(binding.file, name);
        return found.length > 0 ? this.declared(found, args) : "";
      }
      case "module": {
        const [first, ...below] = rest;
        return first === undefined ? "" : this.bound(this.program.exportOf(binding.file, first), below, args);
      }
      case "external":
        return this.external(binding.specifier, [...binding.path, ...rest], args);
      case "unresolved":
        return "";
    }
  }

  private external(specifier: string, path: readonly string[], args: readonly TypeKey[]): TypeKey {
    const name = path.filter((part) => part !== "default" && part !== "*").join(".") || "default";
    if (isFhirModule(specifier)) {
      const known = fhirType(path.at(-1) ?? "");
      if (known !== undefined) return this.fhir(known, args);
    }
    const last = path.at(-1) ?? "";
    const first = args[0] ?? "";
    if (SCHEMA_RESULTS.has(last) && first !== "") return first;
    const model = PRISMA.test(specifier) ? this.members.prismaModel(last.replace(PRISMA_SHAPES, ""))[0] : undefined;
    if (model) return this.shapes.add({ k: "declared", id: model.id, args: [] });
    return this.shapes.add({ k: "external", specifier, name, args });
  }

  private fhir(name: string, args: readonly TypeKey[]): TypeKey {
    const [content] = args;
    const holds = (name === "Bundle" || name === "BundleEntry") && content !== undefined && content !== "";
    return this.shapes.add({ k: "fhir", name, ...(holds ? { content } : {}) });
  }

  /** Types of the language's own library, and of globals that packages declare. */
  private global(name: string, args: readonly TypeKey[]): TypeKey {
    const { shapes } = this;
    const [first = "", second = ""] = args;
    if (/^fhir[345]?b?\./.test(name)) {
      const known = fhirType(name.slice(name.indexOf(".") + 1));
      if (known !== undefined) return this.fhir(known, args);
    }
    if (LISTS.has(name)) return shapes.add({ k: "array", of: first });
    if (SAME.has(name)) return first;
    switch (name) {
      case "Promise":
      case "PromiseLike":
        return shapes.add({ k: "promise", of: first });
      case "Awaited":
        return this.members.awaited(first);
      case "Map":
      case "ReadonlyMap":
      case "WeakMap":
        return shapes.add({ k: "map", key: first, value: second });
      case "Record":
        return shapes.add({ k: "record", key: first, value: second });
      case "Pick":
      case "Omit":
        return this.selection(name === "Pick" ? "pick" : "omit", first, second);
      case "Exclude":
      case "Extract":
        return this.filtered(first, second, name === "Extract");
      case "ReturnType":
        return this.members.returns(first);
      case "Parameters":
      case "ConstructorParameters": {
        const shape = shapes.get(first);
        return shape?.k === "function" ? shapes.add({ k: "tuple", of: shape.params.map((param) => param.type) }) : "";
      }
      case "InstanceType":
        return first;
      case "Date":
      case "Buffer":
      case "Uint8Array":
      case "ArrayBuffer":
      case "Blob":
      case "File":
        return shapes.add({ k: "prim", name });
      case "String":
      case "Number":
      case "Boolean":
        return shapes.add({ k: "prim", name: name.toLowerCase() });
      default:
        return SILENT.test(name) ? shapes.add({ k: "prim", name: "void" }) : shapes.add({ k: "external", specifier: "global", name, args });
    }
  }

  /** `Pick` and `Omit` keep or drop the literal names of their second argument. */
  selection(kind: "pick" | "omit", of: TypeKey, by: TypeKey): TypeKey {
    const names = this.literals(by);
    if (of === "" || names.length === 0) return of;
    return this.shapes.add({ k: kind, of, names: [...new Set(names)].sort() });
  }

  private literals(type: TypeKey): string[] {
    const shape = this.shapes.get(type);
    if (shape?.k === "literal") return [String(shape.value)];
    return shape?.k === "union" ? shape.of.flatMap((one) => this.literals(one)) : [];
  }

  private filtered(type: TypeKey, by: TypeKey, keep: boolean): TypeKey {
    const shape = this.shapes.get(type);
    const wanted = new Set(this.shapes.get(by)?.k === "union" ? (this.shapes.get(by) as { of: readonly TypeKey[] }).of : [by]);
    if (shape?.k !== "union") return type;
    const kept = shape.of.filter((one) => wanted.has(one) === keep);
    // Matched by structure, which is not followed here: any of them.
    return kept.length === 0 ? type : this.shapes.union(kept);
  }
}

/** Most names that `keyof` gives one by one. */
const MAX_KEYS = 200;

/** Properties of tables and schemas that stand for the type of their rows. */
const ROWS = new Set(["$inferSelect", "$inferInsert", "_output", "_input", "_type", "infer", "__outputType", "static"]);

/** Generated Prisma clients, and the types that they make of a model. */
const PRISMA = /(?:^@prisma\/client|(?:^|\/)prisma(?:\/|$)|prisma-client)/;
const PRISMA_SHAPES = /(?:GetPayload|(?:Unchecked)?(?:Create|Update|Upsert)(?:Many)?(?:MutationInput|Input|Args)?|WhereInput|WhereUniqueInput|Select|Include|Default|Payload|FindManyArgs|FindUniqueArgs|FindFirstArgs)$/;

const LISTS = new Set([
  "Array", "ReadonlyArray", "Set", "ReadonlySet", "WeakSet", "Iterable", "Iterator", "IterableIterator", "Generator", "AsyncGenerator", "AsyncIterable", "AsyncIterator",
  "AsyncIterableIterator", "ArrayLike", "ReadableStream", "IteratorObject",
]);

/** Wrappers that change nothing about what a value holds. */
const SAME = new Set(["Readonly", "Partial", "Required", "NonNullable", "NoInfer", "DeepPartial", "ThisType", "WeakRef"]);

/** Types of libraries that hold what their first argument holds: results of schemas, documents, props. */
const SCHEMA_RESULTS = new Set([
  "infer", "input", "output", "TypeOf", "Infer", "InferOutput", "InferInput", "InferType", "Static", "StaticDecode", "InferSelectModel", "InferInsertModel", "InferSchemaType", "HydratedDocument", "InferModel", "Asserts", "ObservedValueOf",
  "PropsWithChildren", "PropsWithRef", "PropsWithoutRef", "LeanDocument", "WithId", "OptionalId", "WithoutId", "OptionalUnlessRequiredId", "Selectable", "Insertable", "Updateable", "Attributes", "InferAttributes",
  "InferCreationAttributes", "CreationAttributes", "Loaded", "Jsonify", "Simplify", "PartialDeep", "ReadonlyDeep", "DeepReadonly", "SetOptional", "SetRequired", "DeepPartial", "Serialized", "SerializeFrom", "FlattenMaps",
]);

/** Global types of values that carry nothing. */
const SILENT = /^(?:AbortSignal|AbortController|NodeJS\.Timeout|Symbol|RegExp|JSX\.Element)$/;
