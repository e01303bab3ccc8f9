// State of lowering one file: scopes, the function being lowered, ids and positions. Every other part of `lower` works on it.

import type { ts } from "ts-morph";
import type { At, ClassDecl, Expr, Fn, FnId } from "../../ir/ir";
import type { MemberDecl, PhiTag, TypeDecl, TypeExpr } from "../../ir/types";

/** Deepest nesting that is lowered; what lies deeper becomes `opaque`, so that no later walk over the IR overflows. */
export const MAX_DEPTH = 400;

/** A value binding. Module variables keep their name; locals are unique in their function and the ones around it. */
export interface Variable {
  readonly name: string;
  readonly owner: FnState;
  readonly module: boolean;
  /** For a member of an enum seen from inside it: the enum that it is read from. */
  readonly memberOf?: Variable;
  used: boolean;
  /** A `let` has been emitted; a second `var x;` must not reset it. */
  emitted: boolean;
}

export interface Scope {
  readonly parent?: Scope;
  readonly fn: FnState;
  /** What ids of things declared here start with: ``, `Namespace.`, `outer/inner.`. */
  readonly prefix: string;
  readonly vars: Map<string, Variable>;
  /** Type names: the name to refer by, or `TYPE_PARAM`, or `TYPE_UNKNOWN`. */
  readonly types: Map<string, string>;
}

export const TYPE_PARAM = "%param";
export const TYPE_UNKNOWN = "%unknown";

export interface FnState {
  readonly id: FnId;
  /** The id after `#`. */
  readonly path: string;
  readonly kind: Fn["kind"];
  readonly outer?: FnState;
  readonly spans: number[];
  /** Local names that are taken, with the last number used to make one unique. */
  readonly names: Map<string, number>;
  readonly cells: Set<string>;
  readonly captures: Set<string>;
  /** Context of what it returns. */
  returns?: TypeExpr;
  temps: number;
  anonymous: number;
  literals: number;
  /** Place in `Context.fns`, so that outer functions stand before inner ones. */
  readonly slot: number;
}

/** What the surroundings say about an expression: the name it is assigned to and its declared type. */
export interface As {
  /** Path for ids: `obj.method`. */
  readonly name?: string;
  readonly display?: string;
  readonly at?: ts.Node;
  readonly type?: TypeExpr;
  readonly exported?: boolean;
  /** Node in front of which a JSDoc comment may stand. */
  readonly doc?: ts.Node;
  /** `name` is complete: not to be put below the function around. */
  readonly absolute?: boolean;
}

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type OpenTypeDecl = Omit<Mutable<TypeDecl>, "members" | "bases"> & { members: MemberDecl[]; bases: TypeExpr[] };

/** Ids (after `#`) that are taken; under `id~` and `id/`, the number to try next for another of that name. */
export type Paths = Map<string, number>;

export interface Context {
  readonly path: string;
  readonly text: string;
  readonly source: ts.SourceFile;
  readonly js: boolean;
  /** The text holds `@phi` at all. */
  readonly tagged: boolean;
  fn: FnState;
  scope: Scope;
  readonly top: Scope;
  depth: number;
  readonly fns: (Fn | undefined)[];
  readonly classes: ClassDecl[];
  readonly types: Map<string, OpenTypeDecl>;
  readonly fnPaths: Paths;
  readonly typePaths: Paths;
  /** Base of ids for type literals below a member or alias. */
  literal: string | undefined;
  readonly literalTypes: Map<ts.Node, TypeExpr>;
  /** Local names that the module exports. */
  readonly exportedNames: Set<string>;
  readonly assigned: Set<string>;
  readonly variables: Map<string, { name: string; type?: TypeExpr; tag?: PhiTag; span: readonly [number, number]; ambient?: true }>;
  /** Types of what the file declares as being elsewhere (`declare const x: T`, `declare function f(): T`). */
  readonly ambient: Map<string, ts.TypeNode | ts.SignatureDeclarationBase>;
  commonjs: boolean;
  readonly hashes: Map<string, number>;
}

/** Opens a function: its state becomes `cx.fn`. */
export function openFn(cx: Pick<Context, "path" | "fns">, path: string, kind: Fn["kind"], outer: FnState | undefined): FnState {
  const slot = cx.fns.length;
  cx.fns.push(undefined);
  return {
    id: `${cx.path}#${path}`, path, kind, outer, slot,
    spans: [], names: new Map(), cells: new Set(), captures: new Set(), temps: 0, anonymous: 0, literals: 0,
  };
}

export const newScope = (parent: Scope | undefined, fn: FnState, prefix: string): Scope => ({ parent, fn, prefix, vars: new Map(), types: new Map() });

/** A unique path for a function that is called `name` at the place where `cx` stands; anonymous without a name. */
export function functionPath(cx: Context, name: string | undefined, absolute = false): string {
  const last = name ?? `~${cx.fn.anonymous++}`;
  if (absolute) return unique(cx.fnPaths, last);
  return unique(cx.fnPaths, cx.fn.kind === "module" ? cx.scope.prefix + last : `${cx.fn.path}/${last}`);
}

/** `path`, or the first of `path~1`, `path~2`… that is free (`path/0`… for the mark `/`); marks it taken. */
export function unique(taken: Paths, path: string, mark: "~" | "/" = "~"): string {
  let result = path;
  if (taken.has(path)) {
    const counter = path + mark;
    let n = taken.get(counter) ?? (mark === "/" ? 0 : 1);
    do result = `${counter}${n++}`; while (taken.has(result));
    taken.set(counter, n);
  }
  taken.set(result, 0);
  return result;
}

/** Declares a value in a scope; a second declaration of the same name is the same variable. */
export function declare(cx: Context, scope: Scope, name: string): Variable {
  const known = scope.vars.get(name);
  if (known) return known;
  const variable: Variable = scope === cx.top
    ? { name, owner: scope.fn, module: true, used: false, emitted: false }
    : { name: localName(cx, scope.fn, name), owner: scope.fn, module: false, used: false, emitted: false };
  scope.vars.set(name, variable);
  return variable;
}

function localName(cx: Context, owner: FnState, name: string): string {
  let n = owner.names.get(name) ?? 0;
  let result = n === 0 && !owner.names.has(name) ? name : `${name}~${++n}`;
  while (taken(cx, owner, result)) result = `${name}~${++n}`;
  owner.names.set(name, n);
  if (result !== name) owner.names.set(result, 0);
  return result;
}

function taken(cx: Context, owner: FnState, name: string): boolean {
  if (owner.kind === "module" && cx.top.vars.has(name)) return true;
  for (let fn: FnState | undefined = owner; fn; fn = fn.outer) {
    if (fn.names.has(name) && (fn !== owner || name.includes("~"))) return true;
  }
  return false;
}

/** Finds the variable that a name stands for; undefined for globals. */
export function lookup(scope: Scope, name: string): Variable | undefined {
  for (let s: Scope | undefined = scope; s; s = s.parent) {
    const found = s.vars.get(name);
    if (found) return found;
  }
  return undefined;
}

/** How the function at hand reaches a variable; notes captures on the way. */
export function reach(cx: Context, variable: Variable): "local" | "captured" | "module" {
  variable.used = true;
  if (variable.module) return "module";
  if (variable.owner === cx.fn) return "local";
  variable.owner.cells.add(variable.name);
  for (let fn: FnState | undefined = cx.fn; fn && fn !== variable.owner; fn = fn.outer) fn.captures.add(variable.name);
  return "captured";
}

/** A read of a variable. */
export function read(cx: Context, variable: Variable, at: At): Expr {
  if (variable.memberOf) return { k: "get", of: read(cx, variable.memberOf, at), key: variable.name, at };
  return { k: reach(cx, variable), name: variable.name, at };
}

/** A new temporary of the function at hand. */
export const temp = (cx: Context): string => `%${cx.fn.temps++}`;

/** Adds a pair of offsets to the function at hand. */
export function span(cx: Context, start: number, end: number): At {
  const spans = cx.fn.spans;
  spans.push(Math.min(start, end), end);
  return spans.length / 2 - 1;
}

export const at = (cx: Context, node: ts.Node): At => span(cx, startOf(cx, node), node.end);

/** Start of a node's first token; the usual one blank is skipped without calling the scanner. */
export function startOf(cx: Context, node: ts.Node): number {
  let pos = node.pos;
  let c = cx.text.charCodeAt(pos);
  if (c === 32) c = cx.text.charCodeAt(++pos);
  if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 40 || c === 123 || c === 34) return Math.min(pos, node.end);
  return node.getStart(cx.source);
}

export const spanOf = (cx: Context, node: ts.Node): readonly [number, number] => [startOf(cx, node), node.end];

export const hasModifier = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  (node as { modifiers?: ts.NodeArray<ts.ModifierLike> }).modifiers?.some((m) => m.kind === kind) ?? false;
