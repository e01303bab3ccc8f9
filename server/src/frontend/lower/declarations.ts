// Declarations that become objects: enums, namespaces, import aliases.

import { ts } from "ts-morph";
import type { Expr, Prop, Stmt } from "../../ir/ir";
import { at, declare, hasModifier, lookup, newScope, read, type Context, type Scope, type Variable } from "./context";
import { declareStatements, declareType, declareVars, eachBound, isAmbient } from "./declare";
import { lowerExpr } from "./expressions";
import { keyOf, nameText } from "./keys";
import { hoist, lowerStatements } from "./statements";
import { lowerEnumType, openDecl } from "./typeDecls";
import { accessPath, refType } from "./types";

const K = ts.SyntaxKind;

/** An enum is an object of its constants; other members are computed from those before. */
export function lowerEnum(cx: Context, node: ts.EnumDeclaration, out: Stmt[]): void {
  const place = at(cx, node.name);
  const variable = lookup(cx.scope, node.name.text) ?? declare(cx, cx.scope, node.name.text);
  const before = cx.scope;
  cx.scope = newScope(before, cx.fn, before.prefix);
  const values = new Map<string, string | number>();
  const props: Prop[] = [];
  let next: number | undefined = 0;
  for (const member of node.members) {
    const name = nameText(cx, member.name);
    let value: Expr;
    if (member.initializer) value = lowerExpr(cx, member.initializer);
    else value = { k: "const", v: next, at: at(cx, member.name) };
    const constant: string | number | undefined = value.k === "const" && (typeof value.v === "string" || typeof value.v === "number") ? value.v : undefined;
    if (constant !== undefined) values.set(name, constant);
    next = typeof constant === "number" ? constant + 1 : undefined;
    props.push({ p: "value", key: keyOf(cx, member.name), value });
    cx.scope.vars.set(name, { name, owner: cx.fn, module: false, memberOf: variable, used: false, emitted: true });
  }
  cx.scope = before;
  lowerEnumType(cx, node, values);
  declareObject(variable, { k: "object", props, at: place }, place, out);
}

/** A namespace is an object; its body is a block that puts what it exports on it. */
export function lowerNamespace(cx: Context, node: ts.ModuleDeclaration, out: Stmt[]): void {
  const { name, body } = node;
  const global = name.kind === K.StringLiteral || (name as ts.Identifier).text === "global";
  const variable = global ? undefined : lookup(cx.scope, (name as ts.Identifier).text);
  const place = at(cx, name);
  const ambient = isAmbient(node) || global || !variable;
  if (variable && !ambient && !variable.emitted) declareObject(variable, { k: "object", props: [], at: place }, place, out);
  const path = global ? "" : `${declareType(cx, cx.scope, (name as ts.Identifier).text)}.`;
  const before = cx.scope;
  const inner: Stmt[] = [];
  if (body?.kind === K.ModuleDeclaration) {
    cx.scope = newScope(before, cx.fn, path);
    const nested = body as ts.NamespaceDeclaration;
    if (!ambient) declare(cx, cx.scope, nested.name.text);
    lowerNamespace(cx, nested, inner);
    if (variable && !ambient) exportTo(cx, variable, nested.name.text, inner, nested.name);
  } else if (body?.kind === K.ModuleBlock) {
    const { statements } = body as ts.ModuleBlock;
    cx.scope = newScope(before, cx.fn, path);
    shareTypes(cx, cx.scope, path);
    const kept = ambient ? statements.filter(isTypeOnly) : statements;
    declareVars(cx, cx.scope, kept);
    declareStatements(cx, cx.scope, kept);
    hoist(cx, kept, inner);
    if (variable && !ambient) for (const s of kept) if (s.kind === K.FunctionDeclaration) exportStatement(cx, variable, s, inner);
    for (const s of kept) {
      lowerStatements(cx, [s], inner);
      if (variable && !ambient && s.kind !== K.FunctionDeclaration) exportStatement(cx, variable, s, inner);
    }
  }
  cx.scope = before;
  if (inner.length) out.push({ s: "block", body: inner });
}

/** `import x = A.B` is a variable and a type; `import x = require("m")` is in the table of imports. */
export function lowerImportEquals(cx: Context, node: ts.ImportEqualsDeclaration, out: Stmt[]): void {
  if (node.moduleReference.kind === K.ExternalModuleReference) return;
  const path = accessPath(node.moduleReference);
  if (!path) return;
  const decl = openDecl(cx, node, "alias");
  decl.alias = refType(cx, path);
  const place = at(cx, node.moduleReference);
  const [first = "", ...rest] = path;
  const variable = lookup(cx.scope, first);
  let value: Expr = variable ? read(cx, variable, place) : { k: "global", name: first, at: place };
  for (const key of rest) value = { k: "get", of: value, key, at: place };
  const own = lookup(cx.scope, node.name.text);
  if (own && !node.isTypeOnly) declareObject(own, value, at(cx, node.name), out);
}

function declareObject(variable: Variable, init: Expr, place: number, out: Stmt[]): void {
  variable.emitted = true;
  out.push({ s: "let", name: variable.name, scope: variable.module ? "module" : "local", init, at: place });
}

/** A second block of a namespace sees the types of the first. */
function shareTypes(cx: Context, scope: Scope, path: string): void {
  if (!cx.typePaths.has(path)) {
    cx.typePaths.set(path, 0);
    return;
  }
  for (const known of cx.types.keys()) {
    const name = known.startsWith(path) ? known.slice(path.length) : "";
    if (/^[\w$]+$/.test(name)) scope.types.set(name, known);
  }
}

function exportStatement(cx: Context, namespace: Variable, node: ts.Statement, out: Stmt[]): void {
  if (!hasModifier(node, K.ExportKeyword) || isTypeOnly(node)) return;
  if (node.kind === K.VariableStatement) {
    for (const d of (node as ts.VariableStatement).declarationList.declarations) eachBound(d.name, (name) => exportTo(cx, namespace, name.text, out, name));
  } else {
    const { name } = node as ts.FunctionDeclaration;
    if (name) exportTo(cx, namespace, name.text, out, name);
  }
}

function exportTo(cx: Context, namespace: Variable, name: string, out: Stmt[], node: ts.Node): void {
  const variable = cx.scope.vars.get(name);
  if (!variable) return;
  const place = at(cx, node);
  const of = read(cx, namespace, place);
  out.push({ s: "expr", of: { k: "assign", to: { to: "member", of, key: name, at: place }, value: read(cx, variable, place), at: place } });
}

const isTypeOnly = (node: ts.Statement): boolean =>
  node.kind === K.InterfaceDeclaration || node.kind === K.TypeAliasDeclaration || node.kind === K.ModuleDeclaration && isAmbient(node) || node.kind === K.EnumDeclaration && isAmbient(node);
