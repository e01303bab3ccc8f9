// What the readers of schema libraries share: which names come from which package, declarations under construction, tags of keys.

import { ts } from "ts-morph";
import type { MemberDecl, PhiTag, TypeDecl, TypeExpr } from "../../ir/types";
import { tagIn } from "../lower/comments";

const K = ts.SyntaxKind;

/** Deepest nesting of schemas that is read. */
export const MAX_DEPTH = 40;

export const UNKNOWN: TypeExpr = { t: "prim", name: "unknown" };
export const STRING: TypeExpr = { t: "prim", name: "string" };
export const NUMBER: TypeExpr = { t: "prim", name: "number" };
export const BOOLEAN: TypeExpr = { t: "prim", name: "boolean" };
export const DATE: TypeExpr = { t: "ref", name: "Date", scope: "global", args: [] };
export const BYTES: TypeExpr = { t: "ref", name: "Buffer", scope: "global", args: [] };
/** One of a few constants: tells nothing about a person. */
export const CONSTANT: TypeExpr = { t: "literal", value: "" };

/** A value of a library: the package it comes from, and its path there (`["z", "object"]`). */
export interface Origin {
  readonly specifier: string;
  readonly path: readonly string[];
}

/** One file whose schemas are read. */
export class SchemaFile {
  readonly decls: TypeDecl[] = [];
  private readonly imports: ReadonlyMap<string, Origin>;
  private readonly ids = new Set<string>();

  constructor(
    readonly source: ts.SourceFile,
    readonly path: string,
  ) {
    this.imports = importsOf(source);
  }

  /** Whether any of these packages is imported. */
  uses(packages: RegExp): boolean {
    for (const { specifier } of this.imports.values()) if (packages.test(specifier)) return true;
    return false;
  }

  /** Where a name or a chain of names comes from, if that is a package. */
  origin(node: ts.Expression): Origin | undefined {
    if (ts.isIdentifier(node)) return this.imports.get(node.text);
    if (!ts.isPropertyAccessExpression(node)) return undefined;
    const outer = this.origin(node.expression);
    return outer && { specifier: outer.specifier, path: [...outer.path, node.name.text] };
  }

  span(node: ts.Node): readonly [number, number] {
    return [node.getStart(this.source), node.end];
  }

  /** The `@phi` tag in the comment before a node. */
  tag(node: ts.Node): PhiTag | undefined {
    const { text } = this.source;
    const before = text.slice(node.pos, node.getStart(this.source));
    const comment = before.match(/\/\*\*[\s\S]*?\*\//g)?.at(-1);
    return comment === undefined ? undefined : tagIn(comment.replace(/#phi/g, "@phi"));
  }

  /** Adds a declaration; its id is made unique. */
  declare(decl: Omit<TypeDecl, "id" | "typeParams" | "exported"> & { readonly path: string }): TypeDecl {
    const { path, ...rest } = decl;
    let id = `${this.path}#${path}`;
    for (let next = 1; this.ids.has(id); next++) id = `${this.path}#${path}~${next}`;
    this.ids.add(id);
    const made: TypeDecl = { ...rest, id, typeParams: [], exported: true };
    this.decls.push(made);
    return made;
  }
}

/** A schema of an object: its keys as members. */
export function objectSchema(
  file: SchemaFile,
  node: ts.ObjectLiteralExpression,
  at: { readonly path: string; readonly name: string; readonly library: string; readonly open?: boolean },
  valueType: (value: ts.Expression, path: string) => TypeExpr | undefined,
  spread: (value: ts.Expression) => TypeExpr | undefined = () => undefined,
): TypeExpr {
  const members: MemberDecl[] = [];
  const bases: TypeExpr[] = [];
  // Declared before its parts are, so that outer declarations stand before inner ones.
  const decl = file.declare({ path: at.path, name: at.name, kind: "schema", bases, members, span: file.span(node), library: at.library, ...(at.open ? { open: true } : {}) });
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      const base = spread(property.expression);
      if (base) bases.push(base);
      continue;
    }
    const name = property.name && keyText(property.name);
    if (name === undefined || !property.name) continue;
    const value = ts.isPropertyAssignment(property) ? property.initializer : ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
    const type = value && valueType(value, `${at.path}${at.path.includes("/") ? "." : "/"}${name}`);
    const tag = file.tag(property);
    members.push({ name, span: file.span(property.name), ...(type ? { type } : {}), ...(tag ? { tag } : {}) });
  }
  return { t: "object", decl: decl.id };
}

/** The text of a constant property name. */
export function keyText(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : undefined;
}

/** The expression below parentheses, casts and `!`. */
export function bare(node: ts.Expression): ts.Expression {
  let at = node;
  while (ts.isParenthesizedExpression(at) || ts.isAsExpression(at) || ts.isSatisfiesExpression(at) || ts.isNonNullExpression(at)) at = at.expression;
  return at;
}

/** The body of a function that gives one expression. */
export function resultOf(node: ts.Expression): ts.Expression | undefined {
  const fn = bare(node);
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return undefined;
  if (!ts.isBlock(fn.body)) return fn.body;
  const last = fn.body.statements.at(-1);
  return last && ts.isReturnStatement(last) ? last.expression : undefined;
}

/** A property of an object literal. */
export function propertyOf(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of node.properties) {
    if (ts.isPropertyAssignment(property) && keyText(property.name) === name) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property) && property.name.text === name) return property.name;
  }
  return undefined;
}

/** A schema that has a name, here or in another file. */
export function named(node: ts.Expression): TypeExpr | undefined {
  const path: string[] = [];
  for (let at = node; ; at = at.expression) {
    if (ts.isIdentifier(at)) return { t: "typeof", path: [at.text, ...path] };
    if (!ts.isPropertyAccessExpression(at)) return undefined;
    path.unshift(at.name.text);
  }
}

function importsOf(source: ts.SourceFile): Map<string, Origin> {
  const map = new Map<string, Origin>();
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const specifier = statement.moduleSpecifier.text;
      const clause = statement.importClause;
      if (clause?.name) map.set(clause.name.text, { specifier, path: [] });
      const bindings = clause?.namedBindings;
      if (bindings && ts.isNamespaceImport(bindings)) map.set(bindings.name.text, { specifier, path: [] });
      else if (bindings) for (const one of bindings.elements) map.set(one.name.text, { specifier, path: [(one.propertyName ?? one.name).text] });
    }
    if (ts.isVariableStatement(statement)) for (const one of statement.declarationList.declarations) required(one, map);
  }
  return map;
}

/** `const x = require("y")`, `const { a, b: c } = require("y")`, `require("y").a`. */
function required(node: ts.VariableDeclaration, map: Map<string, Origin>): void {
  let call = node.initializer;
  const path: string[] = [];
  while (call && ts.isPropertyAccessExpression(call)) {
    path.unshift(call.name.text);
    call = call.expression;
  }
  if (!call || !ts.isCallExpression(call) || call.expression.kind !== K.Identifier || (call.expression as ts.Identifier).text !== "require") return;
  const [argument] = call.arguments;
  if (!argument || !ts.isStringLiteral(argument)) return;
  if (ts.isIdentifier(node.name)) map.set(node.name.text, { specifier: argument.text, path });
  else if (ts.isObjectBindingPattern(node.name)) {
    for (const one of node.name.elements) {
      if (!ts.isIdentifier(one.name)) continue;
      const key = one.propertyName ?? one.name;
      if (ts.isIdentifier(key)) map.set(one.name.text, { specifier: argument.text, path: [...path, key.text] });
    }
  }
}
