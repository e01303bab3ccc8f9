// Types as plain data: what the frontend reads from annotations, and the questions the analysis may ask about them.
// The analysis never sees a compiler node; a type is a canonical string key, equal for equal types in every run.

import type { Classification, Level, Category } from "../lattice/level";

/** `@phi direct`, `@phi indirect`, `@phi none` (also with a category: `@phi direct mrn`). */
export interface PhiTag {
  readonly level: Level;
  readonly category?: Category;
}

/** A type annotation, lexically resolved as far as one file allows. */
export type TypeExpr =
  | { readonly t: "prim"; readonly name: PrimitiveName }
  | { readonly t: "literal"; readonly value: string | number | boolean }
  /** `name` as written (`fhir4.Patient`, `Member`); the first segment is looked up as `scope` says. */
  | { readonly t: "ref"; readonly name: string; readonly scope: "file" | "param" | "global"; readonly args: readonly TypeExpr[] }
  | { readonly t: "array"; readonly of: TypeExpr }
  | { readonly t: "tuple"; readonly of: readonly TypeExpr[]; readonly rest?: boolean }
  | { readonly t: "union"; readonly of: readonly TypeExpr[] }
  | { readonly t: "intersection"; readonly of: readonly TypeExpr[] }
  | { readonly t: "function"; readonly params: readonly { readonly name: string; readonly type?: TypeExpr; readonly rest?: boolean }[]; readonly returns?: TypeExpr }
  /** A type literal: its members are in the file's declaration of that id. */
  | { readonly t: "object"; readonly decl: DeclId }
  | { readonly t: "index"; readonly of: TypeExpr; readonly key: TypeExpr }
  | { readonly t: "keyof"; readonly of: TypeExpr }
  /** `typeof a.b.c`, and `import("x").Y` with `from`. */
  | { readonly t: "typeof"; readonly path: readonly string[]; readonly from?: string }
  | { readonly t: "import"; readonly from: string; readonly path: readonly string[]; readonly args: readonly TypeExpr[] }
  | { readonly t: "mapped"; readonly key: TypeExpr; readonly value?: TypeExpr };

export type PrimitiveName =
  | "string" | "number" | "boolean" | "bigint" | "symbol" | "void" | "undefined" | "null" | "never" | "any" | "unknown" | "object" | "this";

/** `path/of/file.ts#Name`, nested ones `file#Name.inner`, anonymous literals `file#Name/0`. */
export type DeclId = string;

export interface MemberDecl {
  readonly name: string;
  readonly type?: TypeExpr;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly tag?: PhiTag;
  /** Present for methods: the signature. `type` is then the function type. */
  readonly method?: boolean;
  /** Offsets of the member's name in the file. */
  readonly span: readonly [number, number];
  /** Decorators by name (`Column`, `IsEmail`), for schema libraries. */
  readonly decorators?: readonly string[];
}

export interface TypeDecl {
  readonly id: DeclId;
  readonly name: string;
  readonly kind: "interface" | "class" | "alias" | "enum" | "literal" | "schema";
  readonly typeParams: readonly { readonly name: string; readonly constraint?: TypeExpr; readonly default?: TypeExpr }[];
  /** Heritage: `extends` and, for classes, `implements`. */
  readonly bases: readonly TypeExpr[];
  readonly members: readonly MemberDecl[];
  /** For aliases: what it stands for. */
  readonly alias?: TypeExpr;
  /** Index signature `[key: string]: V`. */
  readonly index?: TypeExpr;
  readonly tag?: PhiTag;
  readonly span: readonly [number, number];
  readonly exported: boolean;
  /** For schemas read from a library's calls or files: `zod`, `drizzle`, `mongoose`, `prisma`, `typeorm`. */
  readonly library?: string;
  /** Schema only: unknown keys are kept (`passthrough`, `looseObject`). */
  readonly open?: boolean;
  /** Decorators on a class (`Entity`, `Injectable`). */
  readonly decorators?: readonly string[];
}

/** A canonical type. `""` is unknown; equal keys are equal types. */
export type TypeKey = string;
export const UNKNOWN_TYPE: TypeKey = "";

/** A field that a type, class or schema of the workspace declares, for the inventory and for `unclassified-phi`. */
export interface DeclaredField {
  readonly decl: DeclId;
  /** The type's name, as messages show it. */
  readonly type: string;
  readonly name: string;
  /** Offsets of the name in the file. */
  readonly span: readonly [number, number];
  /** It has no declared fields of its own. */
  readonly leaf: boolean;
  /** A tag or the policy says what it is. */
  readonly settled: boolean;
  /** Undefined: nothing known, so operational. */
  readonly classification?: Classification;
}

/** The questions that the analysis may ask about types; answered by the frontend, memoized there. */
export interface TypeService {
  /** The canonical type of an annotation in a file; type parameters of the surroundings stay `param` types. */
  of(type: TypeExpr | undefined, file: string): TypeKey;
  /** The same, where a bare type parameter stays one: callers of the function around put in what it stands for. */
  generic(type: TypeExpr | undefined, file: string): TypeKey;
  /** The declared type of a property; unknown if there is none. */
  field(type: TypeKey, name: string): TypeKey;
  /** What iterating, indexing or resolving gives: `T` of `T[]`, `Set<T>`, `Promise<T>`, `AsyncGenerator<T>`, `Map<K, V>`. */
  element(type: TypeKey): TypeKey;
  awaited(type: TypeKey): TypeKey;
  mapKey(type: TypeKey): TypeKey;
  mapValue(type: TypeKey): TypeKey;
  /** The i-th parameter and the result of a function type (or of a method's type). */
  parameter(type: TypeKey, index: number): TypeKey;
  returns(type: TypeKey, args?: readonly TypeKey[]): TypeKey;
  /** `T` with type arguments put in for its parameters, by name (`{ T: "…" }`). */
  substitute(type: TypeKey, args: ReadonlyMap<string, TypeKey>): TypeKey;
  /** The i-th type argument of a reference. */
  argument(type: TypeKey, index: number): TypeKey;
  union(types: readonly TypeKey[]): TypeKey;
  /** Keeps the members of a union whose literal field `name` has (or has not) this value; narrows FHIR unions by `resourceType`. */
  narrow(type: TypeKey, name: string, value: string, equal: boolean): TypeKey;
  /** Whether `member` is one of several kinds of things that `type` stands for: a member of a union of objects, a resource of a resource of any kind. */
  narrows(type: TypeKey, member: TypeKey): boolean;
  /** A union without one of its members. */
  excluding(type: TypeKey, member: TypeKey): TypeKey;
  without(type: TypeKey, names: readonly string[]): TypeKey;
  /**
   * The type of the rows or parsed values that a top-level schema variable describes (`z.object(…)`, `pgTable(…)`, `new Schema(…)`,
   * `model("Resident", schema)`, a TypeORM entity class, a Prisma model by its delegate's name with file `"prisma"`); undefined if it is none.
   */
  schema(file: string, name: string): { readonly type: TypeKey; readonly library: string } | undefined;
  /** Whether a schema keeps keys that it does not name (`passthrough`, `looseObject`). */
  open(type: TypeKey): boolean;
  /** `T` with only these properties. */
  pick(type: TypeKey, names: readonly string[]): TypeKey;
  /** An object type made on the fly, canonical in its fields. */
  object(fields: ReadonlyMap<string, TypeKey>): TypeKey;
  arrayOf(type: TypeKey): TypeKey;
  /** Workspace classes that a value of this type may be an instance of: the class and its heirs, or all implementers. */
  classes(type: TypeKey): readonly ClassId[];
  /** `package#Name` of a type that a library declares, for the models; else undefined. */
  external(type: TypeKey): { readonly specifier: string; readonly name: string } | undefined;
  /** The texts that a literal type or a union of such allows; empty for any other. */
  literals(type: TypeKey): readonly string[];
  /** Whether a value of this type is an opaque scalar, may carry text, or cannot carry information (`boolean`, `void`, literals). */
  shape(type: TypeKey): "unknown" | "scalar" | "number" | "none" | "array" | "object" | "function";
  /** Names of the declared properties, in order; undefined where the type is unknown or open. */
  properties(type: TypeKey): readonly string[] | undefined;
  /** For messages: `Patient`, `string[]`. */
  display(type: TypeKey): string;
  /**
   * What a value is that is reached from a value of `type`, known to the program under `hint` (the name of the variable or
   * parameter that holds it), by the access path. `except` lists paths below it that were removed or overwritten.
   * A record has the join of its fields. Undefined: operational. Names are read as the policy of `file` has it, where the value stands.
   */
  classify(type: TypeKey, hint: string, path: readonly string[], except: readonly string[], file?: string): Classification | undefined;
  /** All declared fields of a file, in order. */
  declaredFields(file: string): readonly DeclaredField[];
}

/** Id of a class with bodies in the workspace, same form as a DeclId. */
export type ClassId = string;
