// JSX elements: attributes as props, children as the last prop.

import { ts } from "ts-morph";
import type { Expr, Item, Prop } from "../../ir/ir";
import { at, span, type Context } from "./context";
import { lowerExpr } from "./expressions";
import { keyOf } from "./keys";

const K = ts.SyntaxKind;

export function lowerElement(cx: Context, node: ts.JsxElement): Expr {
  const { tagName, attributes } = node.openingElement;
  const tag = lowerTag(cx, tagName);
  return { k: "jsx", tag, props: [...lowerAttributes(cx, attributes), ...lowerChildren(cx, node)], at: at(cx, node) };
}

export function lowerSelfClosing(cx: Context, node: ts.JsxSelfClosingElement): Expr {
  const tag = lowerTag(cx, node.tagName);
  return { k: "jsx", tag, props: lowerAttributes(cx, node.attributes), at: at(cx, node) };
}

/** A fragment is an element with the tag `""`. */
export function lowerFragment(cx: Context, node: ts.JsxFragment): Expr {
  return { k: "jsx", tag: "", props: lowerChildren(cx, node), at: at(cx, node) };
}

function lowerTag(cx: Context, name: ts.JsxTagNameExpression): string | Expr {
  if (name.kind === K.JsxNamespacedName) return `${name.namespace.text}:${name.name.text}`;
  if (name.kind === K.Identifier) {
    const first = name.text.charAt(0);
    if ((first === first.toLowerCase() && first !== first.toUpperCase()) || name.text.includes("-")) return name.text;
  }
  return lowerExpr(cx, name as ts.Expression);
}

function lowerAttributes(cx: Context, attributes: ts.JsxAttributes): Prop[] {
  return attributes.properties.map((attribute): Prop => {
    if (attribute.kind === K.JsxSpreadAttribute) return { p: "spread", value: lowerExpr(cx, (attribute as ts.JsxSpreadAttribute).expression) };
    const { name, initializer } = attribute as ts.JsxAttribute;
    const key = keyOf(cx, name);
    if (!initializer) return { p: "value", key, value: { k: "const", v: true, at: at(cx, name) } };
    if (initializer.kind !== K.JsxExpression) return { p: "value", key, value: lowerExpr(cx, initializer as ts.Expression) };
    const { expression } = initializer as ts.JsxExpression;
    const value: Expr = expression
      ? lowerExpr(cx, expression, typeof key === "string" && isFunction(expression) ? { name: key, at: name } : undefined)
      : { k: "const", v: undefined };
    return { p: "value", key, value };
  });
}

function lowerChildren(cx: Context, node: ts.JsxElement | ts.JsxFragment): Prop[] {
  const items: Item[] = [];
  for (const child of node.children) {
    if (child.kind === K.JsxText) {
      const text = jsxText((child as ts.JsxText).text);
      if (text !== "") items.push({ value: { k: "const", v: text, at: span(cx, child.pos, child.end) } });
    } else if (child.kind === K.JsxExpression) {
      const { expression, dotDotDotToken } = child as ts.JsxExpression;
      if (expression) items.push({ value: lowerExpr(cx, expression), ...(dotDotDotToken && { spread: true as const }) });
    } else items.push({ value: lowerExpr(cx, child as ts.Expression) });
  }
  const [first] = items;
  if (!first) return [];
  const value: Expr = items.length === 1 && !first.spread ? first.value : { k: "array", items, at: at(cx, node) };
  return [{ p: "value", key: "children", value }];
}

/** Text as React sees it: lines trimmed where they break, empty ones dropped. */
function jsxText(text: string): string {
  if (!/[\r\n]/.test(text)) return text;
  const lines = text.split(/\r\n|\n|\r/);
  return lines
    .map((line, i) => (i === 0 ? line.trimEnd() : i === lines.length - 1 ? line.trimStart() : line.trim()))
    .filter((line) => line.trim() !== "")
    .join(" ");
}

const isFunction = (node: ts.Expression): boolean => node.kind === K.ArrowFunction || node.kind === K.FunctionExpression;
