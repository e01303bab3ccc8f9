// Classes: their type, their methods, and constructors that hold the field initialisers.

import { ts } from "ts-morph";
import type { ClassDecl, Expr, FnId, Stmt } from "../../ir/ir";
import type { MemberDecl, TypeExpr } from "../../ir/types";
import { tagOf } from "./comments";
import {
  at, declare, hasModifier, lookup, newScope, openFn, read, span, spanOf, startOf, unique, type As, type Context, type Mutable, type Scope,
} from "./context";
import { blockScope, declareVars } from "./declare";
import { lowerExpr } from "./expressions";
import { close, decoratorNames, enter, lowerDecorators, lowerFunction, nameSpan } from "./functions";
import { jsDocType } from "./jsdoc";
import { keyOf, nameText } from "./keys";
import { hoist, lowerStatements } from "./statements";
import { accessorType, add, below, openDecl } from "./typeDecls";
import { functionType, heritageType, inScope, lowerType, typeParamScope } from "./types";

const K = ts.SyntaxKind;

const CONTAINERS = new Set(["Map", "Set", "WeakMap", "WeakSet", "Array"]);

/** The type of a field that is a new container and says what it holds: `rows = new Map<string, Row>()`. */
function containerType(cx: Context, value: ts.Expression | undefined): TypeExpr | undefined {
  if (value?.kind !== K.NewExpression) return undefined;
  const { expression, typeArguments } = value as ts.NewExpression;
  const name = expression.kind === K.Identifier ? (expression as ts.Identifier).text : "";
  const args = (typeArguments ?? []).map((one) => lowerType(cx, one));
  if (!CONTAINERS.has(name) || args.length === 0) return undefined;
  return { t: "ref", name, scope: "global", args: args.map((one) => one ?? { t: "prim", name: "unknown" }) };
}

export function lowerClassDeclaration(cx: Context, node: ts.ClassDeclaration, out: Stmt[]): void {
  const name = node.name?.text ?? "%default";
  const path = cx.scope.types.get(name);
  const ambient = hasModifier(node, K.DeclareKeyword);
  const value = lowerClass(cx, node, path ?? unique(cx.typePaths, cx.scope.prefix + name), ambient);
  if (ambient || !value) return;
  const variable = lookup(cx.scope, name) ?? declare(cx, cx.scope, name);
  variable.emitted = true;
  const place = node.name ? at(cx, node.name) : value.at;
  out.push({ s: "let", name: variable.name, scope: variable.module ? "module" : "local", init: value, at: place });
}

/** A named class expression is known by its name inside itself. */
export function lowerClassExpression(cx: Context, node: ts.ClassExpression, as: As | undefined): Expr {
  const before = cx.scope;
  const path = unique(cx.typePaths, before.prefix + (as?.name ?? node.name?.text ?? "class"));
  if (!node.name) return lowerClass(cx, node, path, false, as) as Expr;
  cx.scope = newScope(before, cx.fn, before.prefix);
  cx.scope.types.set(node.name.text, path);
  const variable = declare(cx, cx.scope, node.name.text);
  const value = lowerClass(cx, node, path, false, as) as Expr & { at: number };
  cx.scope = before;
  if (!variable.used) return value;
  const place = at(cx, node.name);
  return { k: "assign", to: { to: "local", name: variable.name, at: place }, value, at: place };
}

function lowerClass(cx: Context, node: ts.ClassLikeDeclaration, path: string, ambient: boolean, as?: As): (Expr & { at: number }) | undefined {
  const place = at(cx, node);
  const parts = partsOf(node);
  const base = parts.base && lowerExpr(cx, parts.base.expression);
  const decl = openDecl(cx, node, "class", path);
  if (as?.exported) decl.exported = true;
  const name = node.name?.text ?? (as?.display ?? decl.name);
  (decl as Mutable<typeof decl>).name = name;
  const decorators = decoratorNames(node);
  if (decorators) decl.decorators = decorators;
  const scope = typeParamScope(cx, node.typeParameters);
  const typeParams = node.typeParameters?.map((p) => p.name.text) ?? [];
  inScope(cx, scope, () => {
    const extended = parts.base && heritageType(cx, parts.base);
    const implemented = parts.implements.flatMap((n) => heritageType(cx, n) ?? []);
    if (extended) decl.bases.push(extended);
    decl.bases.push(...implemented);
    const fields: MemberDecl[] = [];
    for (const member of node.members) below(cx, `${path}.${member.name ? nameText(cx, member.name) : "constructor"}`, () => addMember(cx, decl, member, fields));
    if (ambient) return;
    const c: ClassContext = { node, path, name, id: decl.id, exported: decl.exported, scope, derived: parts.base !== undefined, methods: [] };
    let classDecorators: ClassDecl["decorators"] = [];
    const constructorFn = lowerConstructor(cx, c, fields, (d) => {
      classDecorators = d;
    });
    const staticFn = lowerStatic(cx, c, fields);
    for (const member of node.members) lowerMethod(cx, c, member);
    cx.classes.push({
      id: decl.id, name, ...(extended && { base: extended }), implements: implemented, constructorFn, ...(staticFn && { staticFn }),
      methods: c.methods, fields, decorators: classDecorators, exported: decl.exported, typeParams,
    });
  });
  return ambient ? undefined : { k: "class", cls: decl.id, ...(base && { base }), at: place };
}

interface ClassContext {
  readonly node: ts.ClassLikeDeclaration;
  readonly path: string;
  readonly name: string;
  readonly id: string;
  readonly exported: boolean;
  readonly scope: Scope;
  readonly derived: boolean;
  readonly methods: Mutable<ClassDecl["methods"][number]>[];
}

function partsOf(node: ts.ClassLikeDeclaration): { base?: ts.ExpressionWithTypeArguments; implements: readonly ts.ExpressionWithTypeArguments[] } {
  const clause = (kind: ts.SyntaxKind) => node.heritageClauses?.find((c) => c.token === kind)?.types ?? [];
  const [base] = clause(K.ExtendsKeyword);
  return { ...(base && { base }), implements: clause(K.ImplementsKeyword) };
}

/** Members of the class's type; fields also go to `fields`. */
function addMember(cx: Context, decl: Parameters<typeof add>[0], node: ts.ClassElement, fields: MemberDecl[]): void {
  const tag = tagOf(cx, node);
  const decorators = decoratorNames(node);
  const common = {
    ...((node as ts.PropertyDeclaration).questionToken && { optional: true }), ...(hasModifier(node, K.StaticKeyword) && { static: true }),
    ...(tag && { tag }), ...(decorators && { decorators }),
  };
  switch (node.kind) {
    case K.PropertyDeclaration: {
      const { name, type } = node as ts.PropertyDeclaration;
      const lowered = lowerType(cx, type) ?? jsDocType(cx, node) ?? containerType(cx, (node as ts.PropertyDeclaration).initializer);
      const member: MemberDecl = { name: nameText(cx, name), ...(lowered && { type: lowered }), ...common, span: spanOf(cx, name) };
      add(decl, member);
      fields.push(member);
      break;
    }
    case K.MethodDeclaration: {
      const { name } = node as ts.MethodDeclaration;
      add(decl, { name: nameText(cx, name), type: functionType(cx, node as ts.MethodDeclaration), ...common, method: true, span: spanOf(cx, name) });
      break;
    }
    case K.GetAccessor:
    case K.SetAccessor: {
      const accessor = node as ts.AccessorDeclaration;
      const lowered = lowerType(cx, accessorType(accessor));
      add(decl, { name: nameText(cx, accessor.name), ...(lowered && { type: lowered }), ...common, span: spanOf(cx, accessor.name) });
      break;
    }
    case K.Constructor:
      for (const p of (node as ts.ConstructorDeclaration).parameters) {
        if (!isParameterProperty(p) || p.name.kind !== K.Identifier) continue;
        const lowered = lowerType(cx, p.type);
        const own = tagOf(cx, p);
        const names = decoratorNames(p);
        const member: MemberDecl = {
          name: (p.name as ts.Identifier).text, ...(lowered && { type: lowered }), ...(p.questionToken && { optional: true }),
          ...(own && { tag: own }), ...(names && { decorators: names }), span: spanOf(cx, p.name),
        };
        add(decl, member);
        fields.push(member);
      }
      break;
    case K.IndexSignature: {
      const lowered = lowerType(cx, (node as ts.IndexSignatureDeclaration).type);
      if (lowered) decl.index = lowered;
      break;
    }
  }
}

/** The constructor, made up where there is none. Class decorators are lowered with it: their positions are among its spans. */
function lowerConstructor(cx: Context, c: ClassContext, fields: readonly MemberDecl[], decorated: (decorators: ClassDecl["decorators"]) => void): FnId {
  const { node, scope } = c;
  const own = node.members.find((m): m is ts.ConstructorDeclaration => m.kind === K.Constructor && (m as ts.ConstructorDeclaration).body !== undefined);
  const path = unique(cx.fnPaths, `${c.path}.constructor`);
  const display = `${c.name}.constructor`;
  const construct = (body: Stmt[]): void => {
    decorated(lowerDecorators(cx, node, scope.parent) ?? []);
    for (const p of own?.parameters ?? []) if (isParameterProperty(p)) parameterProperty(cx, p, body);
    initialise(cx, c, fields, false, body);
  };
  if (own) {
    return lowerFunction(cx, own, { path, display, kind: "constructor", exported: c.exported, cls: c.id, scope, ...(node.name && { name: node.name }), constructing: construct });
  }
  const fn = openFn(cx, path, "constructor", cx.fn);
  enter(cx, fn, newScope(scope, fn, `${path}.`), () => {
    const place = span(cx, startOf(cx, node), node.end);
    nameSpan(cx, node, node.name);
    const body: Stmt[] = [];
    if (c.derived) {
      const args = { value: { k: "local", name: "%args", at: place }, spread: true } as const;
      body.push({ s: "expr", of: { k: "call", callee: { k: "super", at: place }, args: [args], at: place } });
    }
    construct(body);
    close(cx, fn, {
      display, kind: "constructor", params: c.derived ? [{ name: "%args", rest: true, at: place }] : [], body, exported: c.exported, cls: c.id,
    });
  });
  return fn.id;
}

function parameterProperty(cx: Context, p: ts.ParameterDeclaration, body: Stmt[]): void {
  const variable = p.name.kind === K.Identifier ? lookup(cx.scope, (p.name as ts.Identifier).text) : undefined;
  if (!variable) return;
  const place = at(cx, p.name);
  const value = read(cx, variable, place);
  const to = { to: "member", of: { k: "this", at: place }, key: (p.name as ts.Identifier).text, at: place } as const;
  body.push({ s: "expr", of: { k: "assign", to, value, at: place } });
}

/** Fields (static or not) as assignments to `this`, and static blocks, in the scope around the constructor's parameters. */
function initialise(cx: Context, c: ClassContext, fields: readonly MemberDecl[], isStatic: boolean, body: Stmt[]): void {
  const before = cx.scope;
  cx.scope = newScope(c.scope, cx.fn, `${cx.fn.path}.`);
  for (const member of c.node.members) {
    if (member.kind === K.ClassStaticBlockDeclaration && isStatic) {
      const { statements } = (member as ts.ClassStaticBlockDeclaration).body;
      const inner: Stmt[] = [];
      const outer = cx.scope;
      cx.scope = newScope(outer, cx.fn, outer.prefix);
      declareVars(cx, cx.scope, statements);
      cx.scope = blockScope(cx, statements);
      hoist(cx, statements, inner);
      lowerStatements(cx, statements, inner);
      cx.scope = outer;
      body.push({ s: "block", body: inner });
    }
    if (member.kind !== K.PropertyDeclaration || hasModifier(member, K.StaticKeyword) !== isStatic) continue;
    const { name, initializer } = member as ts.PropertyDeclaration;
    if (!initializer) continue;
    const text = nameText(cx, name);
    const key = keyOf(cx, name);
    const place = at(cx, name);
    const type = fields.find((f) => f.name === text)?.type;
    const value = lowerExpr(cx, initializer, {
      name: `${c.path}.${isStatic ? "static " : ""}${text}`, absolute: true, display: `${c.name}.${text}`, at: name, doc: member,
      ...(type && { type }), ...(c.exported && isPublic(member) && { exported: true }),
    });
    body.push({ s: "expr", of: { k: "assign", to: { to: "member", of: { k: "this", at: place }, key, at: place }, value, at: place } });
  }
  cx.scope = before;
}

function lowerStatic(cx: Context, c: ClassContext, fields: readonly MemberDecl[]): FnId | undefined {
  const some = c.node.members.some((m) => m.kind === K.ClassStaticBlockDeclaration
    || (m.kind === K.PropertyDeclaration && hasModifier(m, K.StaticKeyword) && (m as ts.PropertyDeclaration).initializer));
  if (!some) return undefined;
  const fn = openFn(cx, unique(cx.fnPaths, `${c.path}.static {}`), "method", cx.fn);
  enter(cx, fn, newScope(c.scope, fn, `${fn.path}.`), () => {
    span(cx, startOf(cx, c.node), c.node.end);
    nameSpan(cx, c.node, c.node.name);
    const body: Stmt[] = [];
    initialise(cx, c, fields, true, body);
    close(cx, fn, { display: `${c.name}.static`, kind: "method", params: [], body, exported: false, cls: c.id, static: true });
  });
  return fn.id;
}

function lowerMethod(cx: Context, c: ClassContext, member: ts.ClassElement): void {
  if (member.kind !== K.MethodDeclaration && member.kind !== K.GetAccessor && member.kind !== K.SetAccessor) return;
  const node = member as ts.MethodDeclaration | ts.AccessorDeclaration;
  const name = nameText(cx, node.name);
  const isStatic = hasModifier(node, K.StaticKeyword);
  const accessor: "get" | "set" | undefined = node.kind === K.GetAccessor ? "get" : node.kind === K.SetAccessor ? "set" : undefined;
  const abstract = hasModifier(node, K.AbstractKeyword);
  if (!node.body && !abstract) return;
  const path = unique(cx.fnPaths, `${c.path}.${isStatic ? "static " : ""}${accessor ? `${accessor} ` : ""}${name}`);
  const facts = { ...(isStatic && { static: true as const }), ...(accessor && { accessor }) };
  if (!node.body) {
    c.methods.push({ name, fn: `${cx.path}#${path}`, ...facts, abstract: true });
    return;
  }
  const fn = lowerFunction(cx, node, {
    path, display: `${c.name}.${name}`, kind: accessor === "get" ? "getter" : accessor === "set" ? "setter" : "method",
    exported: c.exported && isPublic(node), cls: c.id, ...(isStatic && { static: true }), scope: c.scope,
  });
  c.methods.push({ name, fn, ...facts });
}

const isParameterProperty = (p: ts.ParameterDeclaration): boolean =>
  p.modifiers?.some((m) => m.kind === K.PublicKeyword || m.kind === K.PrivateKeyword || m.kind === K.ProtectedKeyword || m.kind === K.ReadonlyKeyword || m.kind === K.OverrideKeyword) ?? false;

const isPublic = (node: ts.ClassElement): boolean =>
  !hasModifier(node, K.PrivateKeyword) && !hasModifier(node, K.ProtectedKeyword) && node.name?.kind !== K.PrivateIdentifier;
