// Functions of every kind: parameters, body, captures, and what is known of them from the surroundings.

import { ts } from "ts-morph";
import type { Decorator, Fn, FnId, Param, Stmt } from "../../ir/ir";
import type { ClassId, PhiTag, TypeExpr } from "../../ir/types";
import { paramTags, tagOf } from "./comments";
import {
  at, declare, functionPath, hasModifier, newScope, openFn, span, startOf, TYPE_PARAM, type As, type Context, type FnState, type Mutable, type Scope,
} from "./context";
import { declareStatements, declareVars, eachBound } from "./declare";
import { accessPathText, lowerExpr, lowerItems } from "./expressions";
import { hashData } from "./hash";
import { jsDocFunction, type JSDocFunction } from "./jsdoc";
import { declarePattern } from "./patterns";
import { hoist, lowerStatements } from "./statements";
import { below } from "./typeDecls";
import { lowerType } from "./types";

const K = ts.SyntaxKind;

export interface FnOptions {
  readonly path: string;
  readonly display: string;
  readonly kind: Fn["kind"];
  readonly exported?: boolean;
  readonly cls?: ClassId;
  readonly static?: boolean;
  /** Token whose span is the function's name. */
  readonly name?: ts.Node;
  readonly contextType?: TypeExpr;
  /** Nodes before which JSDoc for this function may stand. */
  readonly docs?: readonly (ts.Node | undefined)[];
  /** Scope around it, where that is not the present one. */
  readonly scope?: Scope;
  /** Adds to the body of a constructor: parameter properties and fields. */
  readonly constructing?: (body: Stmt[]) => void;
}

/** Lowers a function with a body; gives its id. */
export function lowerFunction(cx: Context, node: ts.FunctionLikeDeclaration, o: FnOptions): FnId {
  const { kind } = o;
  const fn = openFn(cx, o.path, kind, cx.fn);
  enter(cx, fn, newScope(o.scope ?? cx.scope, fn, `${o.path}.`), () => {
    span(cx, startOf(cx, node), node.end);
    nameSpan(cx, node, o.name ?? node.name);
    const docs = [node, ...(o.docs ?? [])];
    const doc = cx.js ? jsDocFunction(cx, docs) : undefined;
    const scope = cx.scope;
    const typeParams = [...(node.typeParameters?.map((p) => p.name.text) ?? []), ...(doc?.typeParams ?? [])];
    for (const name of typeParams) scope.types.set(name, TYPE_PARAM);
    for (const p of node.parameters) {
      eachBound(p.name, (name) => {
        if (name.text !== "this") declare(cx, scope, name.text).emitted = true;
      });
    }
    const block = node.body?.kind === K.Block ? (node.body as ts.Block) : undefined;
    if (block) {
      declareVars(cx, scope, block.statements);
      declareStatements(cx, scope, block.statements);
    }
    const body: Stmt[] = [];
    const params = lowerParams(cx, node.parameters, paramTags(cx, ...docs), doc, body);
    const returns = lowerType(cx, node.type) ?? doc?.returns?.();
    const predicate = predicateOf(cx, node.type);
    const decorators = lowerDecorators(cx, node, o.scope ?? scope.parent);
    fn.returns = isAsync(node) ? promised(returns) : node.asteriskToken ? undefined : returns;
    if (block) {
      if (o.constructing) lowerConstructorBody(cx, block, o.constructing, body);
      else {
        hoist(cx, block.statements, body);
        lowerStatements(cx, block.statements, body);
      }
    } else if (node.body) {
      const expression = node.body as ts.Expression;
      body.push({ s: "return", of: lowerExpr(cx, expression, fn.returns && { type: fn.returns }), at: at(cx, expression) });
    }
    const tag = tagOf(cx, ...docs);
    close(cx, fn, {
      display: o.display, kind, params, body, exported: o.exported ?? false,
      ...(isAsync(node) && { async: true as const }),
      ...(node.asteriskToken && { generator: true as const }),
      ...(returns && { returns }),
      ...(predicate && { predicate }),
      ...(typeParams.length > 0 && { typeParams }),
      ...(tag && { tag }),
      ...((o.contextType ?? doc?.type) && { contextType: o.contextType ?? doc?.type }),
      ...(o.cls !== undefined && { cls: o.cls }),
      ...(o.static && { static: true as const }),
      ...(decorators && { decorators }),
    });
  });
  return fn.id;
}

/** A function expression, arrow, or method of an object literal, named after what it is assigned to. */
export function lowerFunctionExpression(cx: Context, node: ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration | ts.AccessorDeclaration, as: As | undefined): FnId {
  const own = node.name && node.kind === K.FunctionExpression ? (node.name as ts.Identifier).text : undefined;
  const name = as?.name ?? own;
  const kind = node.kind === K.ArrowFunction ? "arrow" : node.kind === K.MethodDeclaration ? "method"
    : node.kind === K.GetAccessor ? "getter" : node.kind === K.SetAccessor ? "setter" : "function";
  return lowerFunction(cx, node, {
    path: functionPath(cx, name, as?.absolute), kind, display: as?.display ?? name ?? "callback",
    ...(as?.exported && { exported: true }), ...(as?.at && { name: as.at }), ...(as?.type && { contextType: as.type }),
    docs: [as?.doc],
  });
}

/** Runs `body` inside a function, and comes back to the one around. */
export function enter(cx: Context, fn: FnState, scope: Scope, body: () => void): void {
  const { fn: outerFn, scope: outerScope } = cx;
  cx.fn = fn;
  cx.scope = scope;
  below(cx, undefined, body);
  cx.fn = outerFn;
  cx.scope = outerScope;
}

/** Puts the finished function among the file's. */
export function close(cx: Context, fn: FnState, facts: Omit<Fn, "id" | "file" | "cells" | "captures" | "outer" | "spans" | "hash">): void {
  const result: Mutable<Fn> = {
    id: fn.id, file: cx.path, ...facts,
    cells: [...fn.cells].sort(), captures: [...fn.captures].sort(),
    ...(fn.outer && { outer: fn.outer.id }),
    spans: fn.spans, hash: "",
  };
  result.hash = hashData(result, "spans", cx.hashes);
  cx.fns[fn.slot] = result;
}

/** Decorators with their arguments, in the scope around the decorated thing. Positions are those of the function at hand. */
export function lowerDecorators(cx: Context, node: ts.Node, scope: Scope | undefined): Decorator[] | undefined {
  const modifiers = (node as { modifiers?: ts.NodeArray<ts.ModifierLike> }).modifiers;
  const found = modifiers?.filter((m): m is ts.Decorator => m.kind === K.Decorator);
  if (!found?.length) return undefined;
  const before = cx.scope;
  if (scope) cx.scope = scope;
  const result = found.map(({ expression }): Decorator => {
    const call = expression.kind === K.CallExpression ? (expression as ts.CallExpression) : undefined;
    const callee = call?.expression ?? (expression as ts.Expression);
    return {
      name: accessPathText(callee), callee: lowerExpr(cx, callee),
      ...(call && { args: lowerItems(cx, call.arguments) }), at: at(cx, expression),
    };
  });
  cx.scope = before;
  return result;
}

/** Names of the decorators of a node. */
export function decoratorNames(node: ts.Node): string[] | undefined {
  const modifiers = (node as { modifiers?: ts.NodeArray<ts.ModifierLike> }).modifiers;
  const names = modifiers?.flatMap((m) => {
    if (m.kind !== K.Decorator) return [];
    const { expression } = m as ts.Decorator;
    return [accessPathText(expression.kind === K.CallExpression ? (expression as ts.CallExpression).expression : expression)];
  });
  return names?.length ? names : undefined;
}

/** Parameters; destructured ones are taken apart at the start of `body`. */
export function lowerParams(
  cx: Context, nodes: readonly ts.ParameterDeclaration[], tags: ReadonlyMap<string, PhiTag>, doc: JSDocFunction | undefined, body: Stmt[],
): Param[] {
  const params: Param[] = [];
  const take: (() => void)[] = [];
  nodes.forEach((node, i) => {
    const identifier = node.name.kind === K.Identifier ? (node.name as ts.Identifier) : undefined;
    if (identifier?.text === "this") return;
    const type = lowerType(cx, node.type) ?? doc?.param(identifier?.text, i);
    const tag = tagOf(cx, node) ?? (identifier && tags.get(identifier.text));
    const decorators = lowerDecorators(cx, node, cx.scope.parent);
    const place = at(cx, node.name);
    const name = identifier ? declare(cx, cx.scope, identifier.text).name : `%p${i}`;
    const initial = node.initializer && lowerExpr(cx, node.initializer, {
      ...(identifier && { name: identifier.text }), ...(type && { type }),
    });
    params.push({
      name, ...(type && { type }), ...(node.dotDotDotToken && { rest: true as const }),
      ...((node.questionToken || doc?.optional(identifier?.text)) && { optional: true as const }),
      ...(initial && { default: initial }), ...(tag && { tag }), ...(decorators && { decorators }), at: place,
    });
    if (!identifier) take.push(() => declarePattern(cx, body, node.name, { k: "local", name, at: place }, { tags }));
  });
  for (const destructure of take) destructure();
  return params;
}

export const isAsync = (node: ts.Node): boolean => hasModifier(node, K.AsyncKeyword);

/** Span of the name, or of the first word where there is none. */
export function nameSpan(cx: Context, node: ts.Node, name: ts.Node | undefined): void {
  if (name) {
    at(cx, name);
    return;
  }
  const start = startOf(cx, node);
  const word = /^[\w$]+/.exec(cx.text.slice(start, start + 64))?.[0] ?? "";
  span(cx, start, Math.min(node.end, start + Math.max(1, word.length)));
}

function lowerConstructorBody(cx: Context, block: ts.Block, constructing: (body: Stmt[]) => void, body: Stmt[]): void {
  const call = block.statements.findIndex((s) => {
    const e = s.kind === K.ExpressionStatement ? (s as ts.ExpressionStatement).expression : undefined;
    return e?.kind === K.CallExpression && (e as ts.CallExpression).expression.kind === K.SuperKeyword;
  });
  hoist(cx, block.statements, body);
  lowerStatements(cx, block.statements.slice(0, call + 1), body);
  constructing(body);
  lowerStatements(cx, block.statements.slice(call + 1), body);
}

function predicateOf(cx: Context, node: ts.TypeNode | undefined): Fn["predicate"] {
  if (node?.kind !== K.TypePredicate) return undefined;
  const { parameterName, type, assertsModifier } = node as ts.TypePredicateNode;
  const param = parameterName.kind === K.Identifier ? (parameterName as ts.Identifier).text : "this";
  const lowered = lowerType(cx, type);
  return { param, ...(lowered && { type: lowered }), ...(assertsModifier && { asserts: true as const }) };
}

/** What an async function's `return` gives, by its declared result. */
const promised = (type: TypeExpr | undefined): TypeExpr | undefined =>
  type?.t === "ref" && type.scope === "global" && type.name === "Promise" ? type.args[0] : undefined;
