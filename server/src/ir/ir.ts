// The intermediate representation: one compact tree a function, desugared from any TypeScript or JavaScript syntax.
// It holds no compiler nodes and no source text beyond names and literals. Positions stand apart (`spans`), so that the code of a
// function is equal, and its summary is kept, when only lines above it moved.

import type { ClassId, MemberDecl, TypeDecl, TypeExpr, PhiTag } from "./types";

/** `path/of/file.ts#name`; methods `file#Class.method`, static `file#Class.static method`; nested `file#outer/inner`; anonymous `…/~0`. */
export type FnId = string;
/** Index into the `spans` of the function that holds the expression. */
export type At = number;
/** A key of a property: constant where the code says so. */
export type Key = string | Expr;

export type Expr =
  | { readonly k: "const"; readonly v: string | number | boolean | null | undefined; readonly regex?: true; readonly at?: At }
  /** A variable of this function. Names are unique within the function (`x`, `x~1` for shadowing ones, `%0` for temporaries). */
  | { readonly k: "local"; readonly name: string; readonly at: At }
  /** A variable of an enclosing function, under its name there. */
  | { readonly k: "captured"; readonly name: string; readonly at: At }
  /** A top-level variable, function, class or import of this file. */
  | { readonly k: "module"; readonly name: string; readonly at: At }
  /** Anything else: `console`, `process`, `window`, `undefinedName`. `type`: as a `declare` of this file says. */
  | { readonly k: "global"; readonly name: string; readonly type?: TypeExpr; readonly at: At }
  | { readonly k: "this"; readonly at: At }
  /** `super` as a receiver or callee. */
  | { readonly k: "super"; readonly at: At }
  | { readonly k: "arguments"; readonly at: At }
  | { readonly k: "closure"; readonly fn: FnId; readonly at: At }
  /** Evaluates a class declaration or expression; `base` is what it extends. */
  | { readonly k: "class"; readonly cls: ClassId; readonly base?: Expr; readonly at: At }
  | { readonly k: "object"; readonly props: readonly Prop[]; readonly at: At }
  | { readonly k: "array"; readonly items: readonly Item[]; readonly at: At }
  | { readonly k: "get"; readonly of: Expr; readonly key: Key; readonly optional?: true; readonly at: At }
  /** What a destructuring leaves: all of `of` except the named keys, or all elements from an index on. */
  | { readonly k: "rest"; readonly of: Expr; readonly except: readonly Key[]; readonly at: At }
  | { readonly k: "restFrom"; readonly of: Expr; readonly index: number; readonly at: At }
  /** Assignment; the value of the expression is `value`. Compound ones (`+=`, `??=`) are desugared to op/logic. */
  | { readonly k: "assign"; readonly to: Target; readonly value: Expr; readonly at: At }
  | { readonly k: "delete"; readonly of: Expr; readonly key: Key; readonly at: At }
  /** Operators. `+` may build a string; `compare` covers all tests (==, <, in, instanceof, !); `arith` all other arithmetic and bit operators. */
  | { readonly k: "op"; readonly op: "+" | "compare" | "arith"; readonly args: readonly Expr[]; readonly at: At; readonly test?: TestKind }
  | { readonly k: "template"; readonly parts: readonly (string | Expr)[]; readonly at: At }
  /** A tagged template; `strings` are the constant pieces. */
  | { readonly k: "tagged"; readonly tag: Expr; readonly strings: readonly string[]; readonly args: readonly Expr[]; readonly at: At }
  | { readonly k: "cond"; readonly test: Expr; readonly then: Expr; readonly else: Expr; readonly at: At }
  | { readonly k: "logic"; readonly op: "&&" | "||" | "??"; readonly left: Expr; readonly right: Expr; readonly at: At }
  | { readonly k: "call"; readonly callee: Expr; readonly args: readonly Item[]; readonly new?: true; readonly optional?: true; readonly typeArgs?: readonly TypeExpr[]; readonly at: At }
  | { readonly k: "await"; readonly of: Expr; readonly at: At }
  | { readonly k: "yield"; readonly of?: Expr; readonly all?: true; readonly at: At }
  /** `x as T`, `<T>x`, `x satisfies T` (with `satisfies`). A cast removes nothing at run time. */
  | { readonly k: "cast"; readonly of: Expr; readonly type: TypeExpr; readonly satisfies?: true; readonly at: At }
  /** An element: `tag` is an intrinsic name or a component. Children are the last prop, `children`. */
  | { readonly k: "jsx"; readonly tag: string | Expr; readonly props: readonly Prop[]; readonly at: At }
  | { readonly k: "seq"; readonly of: readonly Expr[]; readonly at: At }
  /** `import("x")` and `require("x")`; a specifier that is not constant gives `spec: undefined`. */
  | { readonly k: "import"; readonly spec: string | undefined; readonly at: At }
  /** `typeof x`, `void x`, `import.meta`, `new.target`, anything the language may add: `args` are evaluated, the result is known to be clean or unknown. */
  | { readonly k: "opaque"; readonly what: string; readonly args: readonly Expr[]; readonly at: At };

/** What a `compare` proves, for narrowing: the tested expression is `args[0]`. */
export type TestKind =
  | { readonly test: "equals"; readonly negated: boolean }
  | { readonly test: "typeof"; readonly type: string; readonly negated: boolean }
  | { readonly test: "instanceof"; readonly negated: boolean }
  | { readonly test: "in"; readonly key: string; readonly negated: boolean }
  | { readonly test: "order"; readonly operator: "<" | "<=" | ">" | ">=" }
  | { readonly test: "not" };

export type Prop =
  | { readonly p: "value"; readonly key: Key; readonly value: Expr }
  | { readonly p: "spread"; readonly value: Expr }
  | { readonly p: "get" | "set"; readonly key: Key; readonly fn: FnId };

export interface Item {
  readonly value: Expr;
  readonly spread?: true;
}

export type Target =
  | { readonly to: "local" | "captured" | "module" | "global"; readonly name: string; readonly at: At }
  | { readonly to: "member"; readonly of: Expr; readonly key: Key; readonly at: At };

export type Stmt =
  | { readonly s: "expr"; readonly of: Expr }
  /** Declares and initialises; without `init` it is undefined. `type` is the annotation, `tag` a `@phi` on the declaration. */
  | { readonly s: "let"; readonly name: string; readonly scope: "local" | "module"; readonly init?: Expr; readonly type?: TypeExpr; readonly tag?: PhiTag; readonly at: At }
  | { readonly s: "if"; readonly test: Expr; readonly then: readonly Stmt[]; readonly else: readonly Stmt[]; readonly at: At }
  /** `while`, `do` (`after`) and `for`; `update` runs at the end of each turn and on `continue`. */
  | { readonly s: "loop"; readonly test?: Expr; readonly body: readonly Stmt[]; readonly update?: Expr; readonly after?: true; readonly label?: string; readonly at: At }
  /** `for (… of …)`, `for await`, `for (… in …)`: each element is assigned to the local `item` at the start of the body. */
  | { readonly s: "each"; readonly over: Expr; readonly item: string; readonly keys?: true; readonly async?: true; readonly body: readonly Stmt[]; readonly label?: string; readonly at: At }
  | { readonly s: "switch"; readonly on: Expr; readonly cases: readonly { readonly test?: Expr; readonly body: readonly Stmt[] }[]; readonly label?: string; readonly at: At }
  /** The caught value is assigned to the local `param` at the start of `handler`. */
  | { readonly s: "try"; readonly body: readonly Stmt[]; readonly param?: string; readonly handler?: readonly Stmt[]; readonly finalizer?: readonly Stmt[]; readonly at: At }
  | { readonly s: "block"; readonly body: readonly Stmt[]; readonly label?: string }
  | { readonly s: "return"; readonly of?: Expr; readonly at: At }
  | { readonly s: "throw"; readonly of: Expr; readonly at: At }
  | { readonly s: "break" | "continue"; readonly label?: string };

export interface Param {
  /** The local that holds the argument (destructured at the start of the body). */
  readonly name: string;
  readonly type?: TypeExpr;
  readonly rest?: true;
  readonly optional?: true;
  /** Default value; also dependency injection by default parameter. */
  readonly default?: Expr;
  readonly tag?: PhiTag;
  readonly decorators?: readonly Decorator[];
  readonly at: At;
}

export interface Decorator {
  /** As written: `Get`, `z.Field`. */
  readonly name: string;
  /** The decorator as an expression of the module, for its arguments and for workspace decorators. Absent args: used without a call. */
  readonly callee: Expr;
  readonly args?: readonly Item[];
  readonly at: At;
}

/** One function, method, accessor, constructor, arrow, or a module's top level (`file#<module>`). */
export interface Fn {
  readonly id: FnId;
  readonly file: string;
  /** For messages: `toPayload`, `Repository.save`, `callback`, `module`. */
  readonly display: string;
  readonly kind: "function" | "arrow" | "method" | "getter" | "setter" | "constructor" | "module";
  readonly params: readonly Param[];
  readonly body: readonly Stmt[];
  readonly async?: true;
  readonly generator?: true;
  readonly returns?: TypeExpr;
  /** `x is T` / `asserts x is T`: which parameter. */
  readonly predicate?: { readonly param: string; readonly type?: TypeExpr; readonly asserts?: true };
  readonly typeParams?: readonly string[];
  /** A `@phi` tag of the function: its result. */
  readonly tag?: PhiTag;
  /** Locals of this function that closures inside it read or write. */
  readonly cells: readonly string[];
  /** Variables of enclosing functions that this one (or one nested in it) uses. */
  readonly captures: readonly string[];
  readonly exported: boolean;
  /** Declared type of the variable or property a function expression is assigned to, for contextual parameter types. */
  readonly contextType?: TypeExpr;
  /** The class it belongs to. */
  readonly cls?: ClassId;
  readonly static?: true;
  readonly decorators?: readonly Decorator[];
  /** The enclosing function, if any. */
  readonly outer?: FnId;
  /** Pairs of offsets into the file, one pair for each `At`. Pair 0 is the whole function, pair 1 its name. Not part of `hash`. */
  readonly spans: readonly number[];
  /** Hash of everything but `spans`. */
  readonly hash: string;
}

/** A class with bodies. Field initialisers and parameter properties are part of the constructor's body (made up where there is none). */
export interface ClassDecl {
  readonly id: ClassId;
  readonly name: string;
  /** Where `extends` names something at the top level: for hierarchy without evaluation. */
  readonly base?: TypeExpr;
  readonly implements: readonly TypeExpr[];
  readonly constructorFn: FnId;
  /** Runs once: static fields and blocks. */
  readonly staticFn?: FnId;
  readonly methods: readonly { readonly name: string; readonly fn: FnId; readonly static?: true; readonly accessor?: "get" | "set"; readonly abstract?: true }[];
  /** Declared fields, for their types. */
  readonly fields: readonly MemberDecl[];
  readonly decorators: readonly Decorator[];
  readonly exported: boolean;
  readonly typeParams: readonly string[];
}

export interface ImportDecl {
  /** Local name; `undefined` for side-effect imports. */
  readonly local?: string;
  readonly spec: string;
  /** `default`, `*` for a namespace, else the exported name. */
  readonly imported: string;
  readonly typeOnly?: true;
}

export interface ExportDecl {
  /** Exported name, `default` included. */
  readonly name: string;
  /** A local binding, or something from another module (`from`, `*` for a namespace). */
  readonly local?: string;
  readonly from?: string;
  readonly imported?: string;
}

export interface IgnoreComment {
  readonly scope: "line" | "file";
  readonly rules: readonly string[];
  /** Missing: the comment suppresses nothing and is reported. */
  readonly reason?: string;
  readonly until?: string;
  readonly by?: string;
  /** 0-based line that it applies to (scope `line`). */
  readonly line: number;
  readonly span: readonly [number, number];
  /** What is wrong with it, if anything. */
  readonly problem?: string;
}

/** All that lowering one file gives. Depends on that file's text only. */
export interface FileFacts {
  readonly path: string;
  /** Hash of the text. */
  readonly textHash: string;
  /** Offsets at which lines start. */
  readonly lineStarts: readonly number[];
  readonly imports: readonly ImportDecl[];
  readonly exports: readonly ExportDecl[];
  /** Specifiers of `export * from`. */
  readonly exportStars: readonly string[];
  /** `module.exports`/`exports.x` is used. */
  readonly commonjs: boolean;
  readonly types: readonly TypeDecl[];
  readonly classes: readonly ClassDecl[];
  readonly fns: readonly Fn[];
  /** Top-level variables that functions assign to (live bindings, module state). */
  readonly assignedInFunctions: readonly string[];
  /** Top-level variables by name with their annotation and tag. */
  readonly variables: readonly { readonly name: string; readonly type?: TypeExpr; readonly tag?: PhiTag; readonly span: readonly [number, number]; /** Only declared: somebody else makes it. */ readonly ambient?: true }[];
  readonly ignores: readonly IgnoreComment[];
  /** `"use client"` and the like. */
  readonly directives: readonly string[];
  readonly problems: readonly { readonly message: string; readonly span: readonly [number, number] }[];
}

/** What a top-level name of a file stands for, after imports and re-exports are followed. */
export type Binding =
  /** `member`: a property of the variable, for `import { x }` from a CommonJS module (`module.exports`, `x`). */
  | { readonly b: "variable"; readonly file: string; readonly name: string; readonly member?: string }
  /** A namespace object of a workspace module. */
  | { readonly b: "module"; readonly file: string }
  /** Something of a package: `path` starts at the module (`["default"]`, `["OpenAI"]`, `[]` for the namespace). */
  | { readonly b: "external"; readonly specifier: string; readonly path: readonly string[] }
  | { readonly b: "unresolved" };

/** The program as the analysis sees it: files, links between them, types. Implemented by the frontend. */
export interface Program {
  readonly files: readonly string[];
  facts(file: string): FileFacts | undefined;
  fn(id: FnId): Fn | undefined;
  cls(id: ClassId): ClassDecl | undefined;
  /** What a top-level name of `file` stands for. */
  binding(file: string, name: string): Binding;
  /** What the module with this specifier, seen from `file`, exports under `name` (`*`: the namespace). */
  exported(file: string, specifier: string, name: string): Binding;
  /** What a workspace module exports under a name. */
  exportOf(file: string, name: string): Binding;
  /** Names that a workspace module exports (with `export *` followed). */
  exportNames(file: string): readonly string[];
  /** The class that a class extends, if it is in the workspace. */
  base(id: ClassId): ClassId | undefined;
  /** Direct and indirect heirs. */
  heirs(id: ClassId): readonly ClassId[];
  /** Whether any class or object literal of the workspace has a method of this name. */
  hasMethod(name: string): boolean;
}

/** Suffix of the body of a method that decorators wrap: its own id is what callers call. */
export const BODY = "<body>";

/** Function id of a module's top level. */
export const moduleFn = (file: string): FnId => `${file}#<module>`;
