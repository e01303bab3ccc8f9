// Expressions: one handler a syntax kind, in a table, because a long switch over the compiler's enum is slow.

import { ts } from "ts-morph";
import type { Expr, Item } from "../../ir/ir";
import type { TypeExpr } from "../../ir/types";
import { lowerClassExpression } from "./classes";
import { at, lookup, MAX_DEPTH, newScope, declare, read, type As, type Context } from "./context";
import { lowerFunctionExpression } from "./functions";
import { jsDocType } from "./jsdoc";
import { lowerElement, lowerFragment, lowerSelfClosing } from "./jsx";
import { elementKey } from "./keys";
import { lowerArray, lowerObject } from "./objects";
import { lowerBinary, lowerDelete, lowerUnary, lowerUpdate } from "./operators";
import { accessPath, functionType, lowerType, typeArgs } from "./types";

const K = ts.SyntaxKind;

type Handler = (cx: Context, node: never, as: As | undefined) => Expr;

/** Lowers an expression; `as` says what it is assigned to. */
export function lowerExpr(cx: Context, node: ts.Expression, as?: As): Expr {
  if (cx.depth > MAX_DEPTH) return { k: "opaque", what: "nested too deeply", args: [], at: at(cx, node) };
  cx.depth++;
  const handler = HANDLERS[node.kind] as ((cx: Context, node: ts.Node, as: As | undefined) => Expr) | undefined;
  const result = handler ? handler(cx, node, as) : ({ k: "opaque", what: K[node.kind] ?? "unknown", args: [], at: at(cx, node) } satisfies Expr);
  cx.depth--;
  return result;
}

/** Arguments and array items. */
export function lowerItems(cx: Context, nodes: readonly ts.Expression[] | undefined, as?: As): Item[] {
  const items: Item[] = [];
  for (const node of nodes ?? []) {
    if (node.kind === K.SpreadElement) items.push({ value: lowerExpr(cx, (node as ts.SpreadElement).expression), spread: true });
    else if (node.kind === K.OmittedExpression) items.push({ value: { k: "const", v: undefined } });
    else items.push({ value: lowerExpr(cx, node, as) });
  }
  return items;
}

/** `a.b.c` as written, for names of decorators and methods; the text of anything else is not kept. */
export const accessPathText = (node: ts.Node): string => accessPath(node)?.join(".") ?? "[expression]";

/** Whether the node is `exports` or `module.exports` of a CommonJS module; notes that the file is one. */
export function commonJsExports(cx: Context, node: ts.Expression): boolean {
  if (node.kind === K.Identifier) {
    if ((node as ts.Identifier).text !== "exports" || lookup(cx.scope, "exports")) return false;
  } else if (node.kind === K.PropertyAccessExpression) {
    const { expression, name } = node as ts.PropertyAccessExpression;
    if (name.text !== "exports" || expression.kind !== K.Identifier || (expression as ts.Identifier).text !== "module" || lookup(cx.scope, "module")) return false;
  } else return false;
  cx.commonjs = true;
  return true;
}

function lowerIdentifier(cx: Context, node: ts.Identifier): Expr {
  const name = node.text;
  const variable = lookup(cx.scope, name);
  const place = at(cx, node);
  if (variable) return read(cx, variable, place);
  if (name === "undefined") return { k: "const", v: undefined, at: place };
  if (name === "arguments" && cx.fn.kind !== "module") return { k: "arguments", at: place };
  if (name === "exports" && commonJsExports(cx, node)) return { k: "module", name: "module.exports", at: place };
  const declared = cx.ambient.get(name);
  const type = declared && (declared.kind === K.FunctionDeclaration ? functionType(cx, declared as ts.FunctionDeclaration) : lowerType(cx, declared as ts.TypeNode));
  return { k: "global", name, ...(type && { type }), at: place };
}

function lowerPropertyAccess(cx: Context, node: ts.PropertyAccessExpression): Expr {
  if (node.name.text === "exports" && commonJsExports(cx, node)) return { k: "module", name: "module.exports", at: at(cx, node) };
  const of = lowerExpr(cx, node.expression);
  return { k: "get", of, key: node.name.text, ...(node.questionDotToken && { optional: true as const }), at: at(cx, node) };
}

function lowerElementAccess(cx: Context, node: ts.ElementAccessExpression): Expr {
  const of = lowerExpr(cx, node.expression);
  const key = elementKey(cx, node.argumentExpression);
  return { k: "get", of, key, ...(node.questionDotToken && { optional: true as const }), at: at(cx, node) };
}

function lowerCall(cx: Context, node: ts.CallExpression): Expr {
  const { expression, arguments: args } = node;
  if (expression.kind === K.ImportKeyword || isRequire(cx, node)) return lowerImport(cx, node);
  const callee = lowerExpr(cx, expression);
  const items = lowerItems(cx, args);
  const types = typeArgs(cx, node.typeArguments);
  return { k: "call", callee, args: items, ...(node.questionDotToken && { optional: true as const }), ...(types && { typeArgs: types }), at: at(cx, node) };
}

function isRequire(cx: Context, node: ts.CallExpression): boolean {
  const { expression, arguments: args } = node;
  return expression.kind === K.Identifier && (expression as ts.Identifier).text === "require" && args.length === 1 && !lookup(cx.scope, "require");
}

function lowerImport(cx: Context, node: ts.CallExpression): Expr {
  const specifier = node.arguments[0];
  const spec = specifier && ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
  return { k: "import", spec, at: at(cx, node) };
}

function lowerNew(cx: Context, node: ts.NewExpression): Expr {
  const callee = lowerExpr(cx, node.expression);
  const items = lowerItems(cx, node.arguments);
  const types = typeArgs(cx, node.typeArguments);
  return { k: "call", callee, args: items, new: true, ...(types && { typeArgs: types }), at: at(cx, node) };
}

function lowerCast(cx: Context, node: ts.AsExpression | ts.SatisfiesExpression | ts.TypeAssertion, as: As | undefined): Expr {
  if (isConst(node.type)) return lowerExpr(cx, node.expression, as);
  const type = lowerType(cx, node.type);
  const of = lowerExpr(cx, node.expression, { ...as, type });
  return { k: "cast", of, type, ...(node.kind === K.SatisfiesExpression && { satisfies: true as const }), at: at(cx, node) };
}

function isConst(type: ts.TypeNode): boolean {
  const name = type.kind === K.TypeReference ? (type as ts.TypeReferenceNode).typeName : undefined;
  return name?.kind === K.Identifier && (name as ts.Identifier).text === "const";
}

function lowerParenthesized(cx: Context, node: ts.ParenthesizedExpression, as: As | undefined): Expr {
  const type = jsDocType(cx, node);
  if (!type) return lowerExpr(cx, node.expression, as);
  return { k: "cast", of: lowerExpr(cx, node.expression, { ...as, type }), type, at: at(cx, node.expression) };
}

function lowerConditional(cx: Context, node: ts.ConditionalExpression, as: As | undefined): Expr {
  const test = lowerExpr(cx, node.condition);
  const then = lowerExpr(cx, node.whenTrue, as);
  const other = lowerExpr(cx, node.whenFalse, as);
  return { k: "cond", test, then, else: other, at: at(cx, node) };
}

function lowerTemplate(cx: Context, node: ts.TemplateExpression): Expr {
  const parts: (string | Expr)[] = node.head.text === "" ? [] : [node.head.text];
  for (const { expression, literal } of node.templateSpans) {
    parts.push(lowerExpr(cx, expression));
    if (literal.text !== "") parts.push(literal.text);
  }
  return { k: "template", parts, at: at(cx, node) };
}

function lowerTagged(cx: Context, node: ts.TaggedTemplateExpression): Expr {
  const tag = lowerExpr(cx, node.tag);
  const { template } = node;
  if (template.kind === K.NoSubstitutionTemplateLiteral) return { k: "tagged", tag, strings: [template.text], args: [], at: at(cx, node) };
  const { head, templateSpans } = template as ts.TemplateExpression;
  const args = templateSpans.map((s) => lowerExpr(cx, s.expression));
  return { k: "tagged", tag, strings: [head.text, ...templateSpans.map((s) => s.literal.text)], args, at: at(cx, node) };
}

/** A named function expression can call itself: its name is a variable of the function around, set where it is used. */
function lowerFunctionLike(cx: Context, node: ts.FunctionExpression, as: As | undefined): Expr {
  if (!node.name) return closure(cx, node, as);
  const before = cx.scope;
  cx.scope = newScope(before, cx.fn, before.prefix);
  const variable = declare(cx, cx.scope, node.name.text);
  const result = closure(cx, node, as);
  cx.scope = before;
  if (!variable.used) return result;
  const place = at(cx, node.name);
  return { k: "assign", to: { to: "local", name: variable.name, at: place }, value: result, at: place };
}

function closure(cx: Context, node: ts.FunctionExpression | ts.ArrowFunction, as: As | undefined): Expr {
  const place = at(cx, node);
  return { k: "closure", fn: lowerFunctionExpression(cx, node, as), at: place };
}

function lowerAwait(cx: Context, node: ts.AwaitExpression): Expr {
  return { k: "await", of: lowerExpr(cx, node.expression), at: at(cx, node) };
}

function lowerYield(cx: Context, node: ts.YieldExpression): Expr {
  const of = node.expression && lowerExpr(cx, node.expression);
  return { k: "yield", ...(of && { of }), ...(node.asteriskToken && { all: true as const }), at: at(cx, node) };
}

function lowerMeta(cx: Context, node: ts.MetaProperty): Expr {
  return { k: "opaque", what: `${node.keywordToken === K.ImportKeyword ? "import" : "new"}.${node.name.text}`, args: [], at: at(cx, node) };
}

const opaqueOf = (what: string): Handler => (cx, node: ts.TypeOfExpression) => ({ k: "opaque", what, args: [lowerExpr(cx, node.expression)], at: at(cx, node) });
const constant = (value: string | number | boolean | null): Handler => (cx, node) => ({ k: "const", v: value, at: at(cx, node) });
const text: Handler = (cx, node: ts.StringLiteral) => ({ k: "const", v: node.text, at: at(cx, node) });
const inner: Handler = (cx, node: ts.NonNullExpression, as) => lowerExpr(cx, node.expression, as);

const HANDLERS: (Handler | undefined)[] = [];
HANDLERS[K.Identifier] = lowerIdentifier as Handler;
HANDLERS[K.PrivateIdentifier] = text;
HANDLERS[K.ThisKeyword] = (cx, node) => ({ k: "this", at: at(cx, node) });
HANDLERS[K.SuperKeyword] = (cx, node) => ({ k: "super", at: at(cx, node) });
HANDLERS[K.StringLiteral] = text;
HANDLERS[K.NoSubstitutionTemplateLiteral] = text;
HANDLERS[K.NumericLiteral] = (cx, node: ts.NumericLiteral) => ({ k: "const", v: Number(node.text), at: at(cx, node) });
HANDLERS[K.BigIntLiteral] = (cx, node: ts.BigIntLiteral) => ({ k: "const", v: Number(node.text.replace(/n$/, "")), at: at(cx, node) });
HANDLERS[K.RegularExpressionLiteral] = (cx, node: ts.RegularExpressionLiteral) => ({ k: "const", v: node.text, regex: true, at: at(cx, node) });
HANDLERS[K.TrueKeyword] = constant(true);
HANDLERS[K.FalseKeyword] = constant(false);
HANDLERS[K.NullKeyword] = constant(null);
HANDLERS[K.PropertyAccessExpression] = lowerPropertyAccess as Handler;
HANDLERS[K.ElementAccessExpression] = lowerElementAccess as Handler;
HANDLERS[K.CallExpression] = lowerCall as Handler;
HANDLERS[K.NewExpression] = lowerNew as Handler;
HANDLERS[K.ObjectLiteralExpression] = lowerObject as Handler;
HANDLERS[K.ArrayLiteralExpression] = lowerArray as Handler;
HANDLERS[K.BinaryExpression] = lowerBinary as Handler;
HANDLERS[K.PrefixUnaryExpression] = lowerUnary as Handler;
HANDLERS[K.PostfixUnaryExpression] = lowerUpdate as Handler;
HANDLERS[K.DeleteExpression] = lowerDelete as Handler;
HANDLERS[K.ConditionalExpression] = lowerConditional as Handler;
HANDLERS[K.TemplateExpression] = lowerTemplate as Handler;
HANDLERS[K.TaggedTemplateExpression] = lowerTagged as Handler;
HANDLERS[K.ArrowFunction] = closure as Handler;
HANDLERS[K.FunctionExpression] = lowerFunctionLike as Handler;
HANDLERS[K.ClassExpression] = lowerClassExpression as Handler;
HANDLERS[K.AwaitExpression] = lowerAwait as Handler;
HANDLERS[K.YieldExpression] = lowerYield as Handler;
HANDLERS[K.AsExpression] = lowerCast as Handler;
HANDLERS[K.SatisfiesExpression] = lowerCast as Handler;
HANDLERS[K.TypeAssertionExpression] = lowerCast as Handler;
HANDLERS[K.NonNullExpression] = inner;
HANDLERS[K.ParenthesizedExpression] = lowerParenthesized as Handler;
HANDLERS[K.PartiallyEmittedExpression] = inner;
HANDLERS[K.ExpressionWithTypeArguments] = inner;
HANDLERS[K.MetaProperty] = lowerMeta as Handler;
HANDLERS[K.TypeOfExpression] = opaqueOf("typeof");
HANDLERS[K.VoidExpression] = opaqueOf("void");
HANDLERS[K.SpreadElement] = opaqueOf("spread");
HANDLERS[K.JsxElement] = lowerElement as Handler;
HANDLERS[K.JsxSelfClosingElement] = lowerSelfClosing as Handler;
HANDLERS[K.JsxFragment] = lowerFragment as Handler;

/** The type of one member of a contextual type. */
export const memberType = (type: TypeExpr | undefined, key: string): TypeExpr | undefined =>
  type && { t: "index", of: type, key: { t: "literal", value: key } };
