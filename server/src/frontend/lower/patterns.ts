// Destructuring, in declarations and in assignments, taken apart into reads of properties.

import { ts } from "ts-morph";
import type { At, Expr, Key, Stmt, Target } from "../../ir/ir";
import type { PhiTag, TypeExpr } from "../../ir/types";
import { tagOf } from "./comments";
import { at, declare, lookup, MAX_DEPTH, reach, temp, type As, type Context } from "./context";
import { commonJsExports, lowerExpr } from "./expressions";
import { elementKey, keyOf } from "./keys";

const K = ts.SyntaxKind;

export interface Declaring {
  readonly type?: TypeExpr;
  readonly tag?: PhiTag;
  /** Tags by name, for the parts of a destructured parameter. */
  readonly tags?: ReadonlyMap<string, PhiTag>;
  /** `var`: names may be bound already, so that the value is kept apart. */
  readonly again?: boolean;
}

/** Emits the declarations of a binding name for a value. */
export function declarePattern(cx: Context, out: Stmt[], name: ts.BindingName, value: Expr | undefined, how: Declaring = {}, depth = 0): void {
  if (name.kind === K.Identifier) {
    declareName(cx, out, name as ts.Identifier, value, how);
    return;
  }
  if (depth > MAX_DEPTH) return;
  const place = at(cx, name);
  let base: Expr = value ?? { k: "const", v: undefined };
  if (how.type || how.again || !isName(base)) {
    const holder = temp(cx);
    out.push({ s: "let", name: holder, scope: "local", init: base, ...(how.type && { type: how.type }), ...(how.tag && { tag: how.tag }), at: place });
    base = { k: "local", name: holder, at: place };
  }
  const inner: Declaring = { ...(how.tags && { tags: how.tags }), ...(how.again && { again: true }) };
  const keys: Key[] = [];
  name.elements.forEach((element, index) => {
    if (element.kind !== K.BindingElement) return;
    const spot = at(cx, element.propertyName ?? element.name);
    let part: Expr;
    if (name.kind === K.ArrayBindingPattern) {
      part = element.dotDotDotToken ? { k: "restFrom", of: base, index, at: spot } : { k: "get", of: base, key: String(index), at: spot };
    } else if (element.dotDotDotToken) {
      part = { k: "rest", of: base, except: keys, at: spot };
    } else {
      const key = keyOf(cx, element.propertyName ?? element.name as ts.Identifier);
      keys.push(key);
      part = { k: "get", of: base, key, at: spot };
    }
    const tag = tagOf(cx, element);
    declarePattern(cx, out, element.name, withDefault(cx, part, element.initializer, nameOf(element.name)), tag ? { ...inner, tag } : inner, depth + 1);
  });
}

function declareName(cx: Context, out: Stmt[], name: ts.Identifier, value: Expr | undefined, how: Declaring): void {
  const variable = lookup(cx.scope, name.text) ?? declare(cx, cx.scope, name.text);
  const again = variable.emitted;
  variable.emitted = true;
  if (how.again && !value && again) return;
  const tag = how.tag ?? how.tags?.get(name.text);
  out.push({
    s: "let", name: variable.name, scope: variable.module ? "module" : "local",
    ...(value && { init: value }), ...(how.type && { type: how.type }), ...(tag && { tag }), at: at(cx, name),
  });
}

/** Adds to `out` the assignments that give a value to a target; the caller yields the value. */
export function assignPattern(cx: Context, out: Expr[], target: ts.Expression, value: Expr, place: At, depth = 0): void {
  if (depth > MAX_DEPTH) return;
  switch (target.kind) {
    case K.ParenthesizedExpression:
      assignPattern(cx, out, (target as ts.ParenthesizedExpression).expression, value, place, depth + 1);
      return;
    case K.BinaryExpression:
      // A target with a default.
      assignPattern(cx, out, (target as ts.BinaryExpression).left, withDefault(cx, value, (target as ts.BinaryExpression).right), place, depth + 1);
      return;
    case K.ObjectLiteralExpression: {
      const base = hold(cx, out, value, place);
      const keys: Key[] = [];
      for (const property of (target as ts.ObjectLiteralExpression).properties) {
        if (property.kind === K.SpreadAssignment) {
          const rest = (property as ts.SpreadAssignment).expression;
          assignPattern(cx, out, rest, { k: "rest", of: base, except: keys, at: at(cx, rest) }, place, depth + 1);
        } else if (property.kind === K.ShorthandPropertyAssignment) {
          const { name, objectAssignmentInitializer } = property as ts.ShorthandPropertyAssignment;
          keys.push(name.text);
          const part: Expr = { k: "get", of: base, key: name.text, at: at(cx, name) };
          assignPattern(cx, out, name, withDefault(cx, part, objectAssignmentInitializer), place, depth + 1);
        } else if (property.kind === K.PropertyAssignment) {
          const { name, initializer } = property as ts.PropertyAssignment;
          const key = keyOf(cx, name);
          keys.push(key);
          assignPattern(cx, out, initializer, { k: "get", of: base, key, at: at(cx, name) }, place, depth + 1);
        }
      }
      return;
    }
    case K.ArrayLiteralExpression: {
      const base = hold(cx, out, value, place);
      (target as ts.ArrayLiteralExpression).elements.forEach((element, index) => {
        if (element.kind === K.OmittedExpression) return;
        if (element.kind === K.SpreadElement) {
          const rest = (element as ts.SpreadElement).expression;
          assignPattern(cx, out, rest, { k: "restFrom", of: base, index, at: at(cx, rest) }, place, depth + 1);
        } else assignPattern(cx, out, element, { k: "get", of: base, key: String(index), at: at(cx, element) }, place, depth + 1);
      });
      return;
    }
    default: {
      const to = lowerTarget(cx, target);
      out.push(to ? { k: "assign", to, value, at: place } : { k: "opaque", what: "assignment", args: [lowerExpr(cx, target), value], at: place });
    }
  }
}

/** An assignment target; undefined for what cannot be assigned to. */
export function lowerTarget(cx: Context, node: ts.Expression): Target | undefined {
  switch (node.kind) {
    case K.Identifier: {
      const { text } = node as ts.Identifier;
      const variable = lookup(cx.scope, text);
      if (!variable) return commonJsExports(cx, node) ? { to: "module", name: "module.exports", at: at(cx, node) } : { to: "global", name: text, at: at(cx, node) };
      if (variable.memberOf) return undefined;
      if (variable.module && cx.fn.kind !== "module") cx.assigned.add(variable.name);
      return { to: reach(cx, variable), name: variable.name, at: at(cx, node) };
    }
    case K.PropertyAccessExpression: {
      if (commonJsExports(cx, node)) return { to: "module", name: "module.exports", at: at(cx, node) };
      const { expression, name } = node as ts.PropertyAccessExpression;
      return { to: "member", of: lowerExpr(cx, expression), key: name.text, at: at(cx, node) };
    }
    case K.ElementAccessExpression: {
      const { expression, argumentExpression } = node as ts.ElementAccessExpression;
      const of = lowerExpr(cx, expression);
      return { to: "member", of, key: elementKey(cx, argumentExpression), at: at(cx, node) };
    }
    case K.ParenthesizedExpression:
    case K.NonNullExpression:
    case K.AsExpression:
    case K.SatisfiesExpression:
    case K.TypeAssertionExpression:
      return lowerTarget(cx, (node as ts.ParenthesizedExpression).expression);
    default:
      return undefined;
  }
}

/** Whether an assignment's left side is a pattern. */
export function isPattern(node: ts.Expression): boolean {
  if (node.kind === K.ParenthesizedExpression) return isPattern((node as ts.ParenthesizedExpression).expression);
  return node.kind === K.ObjectLiteralExpression || node.kind === K.ArrayLiteralExpression;
}

/** Whether reading this again is free of effects and gives the same: a variable, `this`, a constant. */
export const isName = (e: Expr): boolean =>
  e.k === "local" || e.k === "captured" || e.k === "module" || e.k === "global" || e.k === "this" || (e.k === "const" && e.v !== undefined);

function hold(cx: Context, out: Expr[], value: Expr, place: At): Expr {
  if (value.k === "local" && value.name.startsWith("%")) return value;
  const name = temp(cx);
  out.push({ k: "assign", to: { to: "local", name, at: place }, value, at: place });
  return { k: "local", name, at: place };
}

/** Both the value and its default may flow on. */
function withDefault(cx: Context, value: Expr, initial: ts.Expression | undefined, as?: As): Expr {
  return initial ? { k: "logic", op: "??", left: value, right: lowerExpr(cx, initial, as), at: at(cx, initial) } : value;
}

const nameOf = (name: ts.BindingName): As | undefined => (name.kind === K.Identifier ? { name: (name as ts.Identifier).text, at: name } : undefined);
