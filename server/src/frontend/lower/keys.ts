// Names of properties as keys: constant where the code says so. Well-known symbols get the key `[Symbol.iterator]`, so that
// declarations and uses of them meet.

import { ts } from "ts-morph";
import type { Expr, Key } from "../../ir/ir";
import { lookup, type Context } from "./context";
import { lowerExpr } from "./expressions";

const K = ts.SyntaxKind;

/** The key of a property name. */
export function keyOf(cx: Context, name: ts.PropertyName | ts.JsxAttributeName | ts.BindingName): Key {
  return constantName(cx, name) ?? lowerExpr(cx, (name as ts.ComputedPropertyName).expression);
}

/** The key of `a[expression]`. */
export function elementKey(cx: Context, argument: ts.Expression): Key {
  return constantKey(cx, argument) ?? asKey(lowerExpr(cx, argument));
}

/** A property name as text, for declarations; `[computed]` where it is not constant. */
export const nameText = (cx: Context, name: ts.Node): string => constantName(cx, name) ?? "[computed]";

/** The property name, if it is constant. */
export function constantName(cx: Context, name: ts.Node): string | undefined {
  switch (name.kind) {
    case K.Identifier:
    case K.PrivateIdentifier:
    case K.StringLiteral:
    case K.NoSubstitutionTemplateLiteral:
      return (name as ts.Identifier).text;
    case K.NumericLiteral:
    case K.BigIntLiteral:
      return numberText((name as ts.NumericLiteral).text);
    case K.JsxNamespacedName: {
      const { namespace, name: local } = name as ts.JsxNamespacedName;
      return `${namespace.text}:${local.text}`;
    }
    case K.ComputedPropertyName:
      return constantKey(cx, (name as ts.ComputedPropertyName).expression);
    default:
      return undefined;
  }
}

function constantKey(cx: Context, node: ts.Expression): string | undefined {
  switch (node.kind) {
    case K.StringLiteral:
    case K.NoSubstitutionTemplateLiteral:
      return (node as ts.StringLiteral).text;
    case K.NumericLiteral:
      return numberText((node as ts.NumericLiteral).text);
    case K.ParenthesizedExpression:
      return constantKey(cx, (node as ts.ParenthesizedExpression).expression);
    case K.PropertyAccessExpression: {
      const { expression, name } = node as ts.PropertyAccessExpression;
      const symbol = expression.kind === K.Identifier && (expression as ts.Identifier).text === "Symbol";
      return symbol && !lookup(cx.scope, "Symbol") ? `[Symbol.${name.text}]` : undefined;
    }
    default:
      return undefined;
  }
}

const asKey = (expr: Expr): Key => (expr.k === "const" && !expr.regex && (typeof expr.v === "string" || typeof expr.v === "number") ? String(expr.v) : expr);

const numberText = (text: string): string => String(Number(text));
