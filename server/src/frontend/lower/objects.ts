// Object and array literals. What they are assigned to names the functions in them and gives those their types.

import { ts } from "ts-morph";
import type { Expr, Key, Prop } from "../../ir/ir";
import { at, type As, type Context } from "./context";
import { lowerExpr, lowerItems, memberType } from "./expressions";
import { lowerFunctionExpression } from "./functions";
import { keyOf } from "./keys";

const K = ts.SyntaxKind;

export function lowerObject(cx: Context, node: ts.ObjectLiteralExpression, as: As | undefined): Expr {
  const place = at(cx, node);
  const props: Prop[] = [];
  for (const property of node.properties) {
    switch (property.kind) {
      case K.PropertyAssignment: {
        const { name, initializer } = property as ts.PropertyAssignment;
        const key = keyOf(cx, name);
        props.push({ p: "value", key, value: lowerExpr(cx, initializer, needsName(initializer) ? member(as, key, name, property) : undefined) });
        break;
      }
      case K.ShorthandPropertyAssignment: {
        const { name } = property as ts.ShorthandPropertyAssignment;
        props.push({ p: "value", key: name.text, value: lowerExpr(cx, name) });
        break;
      }
      case K.SpreadAssignment:
        props.push({ p: "spread", value: lowerExpr(cx, (property as ts.SpreadAssignment).expression) });
        break;
      case K.MethodDeclaration: {
        const method = property as ts.MethodDeclaration;
        const key = keyOf(cx, method.name);
        if (!method.body) break;
        const spot = at(cx, method);
        props.push({ p: "value", key, value: { k: "closure", fn: lowerFunctionExpression(cx, method, member(as, key, method.name, method)), at: spot } });
        break;
      }
      case K.GetAccessor:
      case K.SetAccessor: {
        const accessor = property as ts.AccessorDeclaration;
        const p = accessor.kind === K.GetAccessor ? "get" : "set";
        const key = keyOf(cx, accessor.name);
        if (accessor.body) props.push({ p, key, fn: lowerFunctionExpression(cx, accessor, { ...member(as, key, accessor.name, accessor, `${p} `), type: undefined }) });
        break;
      }
    }
  }
  return { k: "object", props, at: place };
}

export function lowerArray(cx: Context, node: ts.ArrayLiteralExpression, as: As | undefined): Expr {
  const place = at(cx, node);
  const element: As | undefined = as?.type && { type: { t: "index", of: as.type, key: { t: "prim", name: "number" } } };
  const items = lowerItems(cx, node.elements, element);
  return { k: "array", items, at: place };
}

/** A property of what `as` names: `obj.method`; alone `method` where the object has no name. */
function member(as: As | undefined, key: Key, name: ts.Node, doc: ts.Node, prefix = ""): As {
  const type = typeof key === "string" ? memberType(as?.type, key) : as?.type && ({ t: "index", of: as.type, key: { t: "prim", name: "string" } } as const);
  const last = prefix + (typeof key === "string" ? key : "[computed]");
  const path = as?.name === undefined ? last : `${as.name}.${last}`;
  return {
    name: path, display: as?.display ?? as?.name ? `${as?.display ?? as?.name}.${last}` : last, at: name, doc,
    ...(type && { type }), ...(as?.exported && { exported: true }), ...(as?.absolute && { absolute: true }),
  };
}

/** Names are made up only where a function may need one. */
export function needsName(node: ts.Expression): boolean {
  switch (node.kind) {
    case K.Identifier:
    case K.StringLiteral:
    case K.NumericLiteral:
    case K.TrueKeyword:
    case K.FalseKeyword:
    case K.NullKeyword:
    case K.PropertyAccessExpression:
    case K.TemplateExpression:
    case K.CallExpression:
      return false;
    default:
      return true;
  }
}
