// Operators: arithmetic, tests with what they prove, logic, assignments. Long chains are walked in a loop and come out flat or balanced.

import { ts } from "ts-morph";
import type { At, Expr, Target, TestKind } from "../../ir/ir";
import { at, span, startOf, temp, type As, type Context } from "./context";
import { accessPathText, lowerExpr } from "./expressions";
import { elementKey } from "./keys";
import { needsName } from "./objects";
import { assignPattern, isName, isPattern, lowerTarget } from "./patterns";

const K = ts.SyntaxKind;

/** Longest chain of `&&`, `||` or `??` that keeps the shape it was written in, and of mixed operators. */
const CHAIN = 24;

type Op = Extract<Expr, { k: "op" }>;

export function lowerBinary(cx: Context, node: ts.BinaryExpression, as: As | undefined): Expr {
  const kind = node.operatorToken.kind;
  if (kind >= K.FirstAssignment && kind <= K.LastAssignment) return lowerAssignment(cx, node, as);
  if (isLogic(kind)) return lowerLogic(cx, node, kind, as);
  // The left spine, outermost first.
  const spine: ts.BinaryExpression[] = [];
  let leftmost: ts.Expression = node;
  while (leftmost.kind === K.BinaryExpression && isPlain((leftmost as ts.BinaryExpression).operatorToken.kind)) {
    spine.push(leftmost as ts.BinaryExpression);
    leftmost = (leftmost as ts.BinaryExpression).left;
  }
  const start = startOf(cx, leftmost);
  let result: Expr | undefined;
  let depth = 0;
  for (let i = spine.length - 1; i >= 0; i--) {
    const step = spine[i] as ts.BinaryExpression;
    if (!result) {
      // Tests look at their operands' syntax.
      result = test(cx, step) ?? combine(step, lowerExpr(cx, step.left), lowerExpr(cx, step.right), span(cx, start, step.end));
      continue;
    }
    const right = lowerExpr(cx, step.right);
    const comma = step.operatorToken.kind === K.CommaToken;
    const op = opOf(step.operatorToken.kind);
    const place = span(cx, start, step.end);
    if (result.k === "seq" && comma && i < spine.length - 1) {
      result = { k: "seq", of: append(result.of, right), at: place };
    } else if (result.k === "op" && !comma && ((result.op === op && op !== "compare") || depth > CHAIN)) {
      result = { k: "op", op: result.op === op || op === "compare" ? op : "+", args: append(result.args, right), at: place };
    } else {
      result = combine(step, result, right, place);
      depth++;
    }
  }
  return result ?? lowerExpr(cx, leftmost);
}

/** Chains share one growing array, made by their first step: each step's expression replaces the one before. */
function append(args: readonly Expr[], more: Expr): readonly Expr[] {
  (args as Expr[]).push(more);
  return args;
}

function combine(step: ts.BinaryExpression, left: Expr, right: Expr, place: At): Expr {
  const kind = step.operatorToken.kind;
  if (kind === K.CommaToken) return { k: "seq", of: [left, right], at: place };
  const proves = equalityOf(kind);
  return { k: "op", op: opOf(kind), args: [left, right], at: place, ...(proves && { test: proves }) };
}

function opOf(kind: ts.SyntaxKind): Op["op"] {
  switch (kind) {
    case K.PlusToken:
    case K.PlusEqualsToken:
      return "+";
    case K.EqualsEqualsToken:
    case K.EqualsEqualsEqualsToken:
    case K.ExclamationEqualsToken:
    case K.ExclamationEqualsEqualsToken:
    case K.LessThanToken:
    case K.LessThanEqualsToken:
    case K.GreaterThanToken:
    case K.GreaterThanEqualsToken:
    case K.InKeyword:
    case K.InstanceOfKeyword:
      return "compare";
    default:
      return "arith";
  }
}

function equalityOf(kind: ts.SyntaxKind): TestKind | undefined {
  if (kind === K.EqualsEqualsToken || kind === K.EqualsEqualsEqualsToken) return { test: "equals", negated: false };
  if (kind === K.ExclamationEqualsToken || kind === K.ExclamationEqualsEqualsToken) return { test: "equals", negated: true };
  return undefined;
}

/** A test that proves something about its first argument; the tested expression is put first. */
function test(cx: Context, node: ts.BinaryExpression): Expr | undefined {
  const kind = node.operatorToken.kind;
  if (kind === K.InstanceOfKeyword) {
    const args = [lowerExpr(cx, node.left), lowerExpr(cx, node.right)];
    return { k: "op", op: "compare", args, at: at(cx, node), test: { test: "instanceof", negated: false } };
  }
  if (kind === K.InKeyword) {
    const key = literalText(node.left) ?? (node.left.kind === K.PrivateIdentifier ? (node.left as ts.Expression as ts.PrivateIdentifier).text : undefined);
    if (key === undefined) {
      const name = lowerExpr(cx, node.left);
      return { k: "op", op: "compare", args: [lowerExpr(cx, node.right), name], at: at(cx, node) };
    }
    return { k: "op", op: "compare", args: [lowerExpr(cx, node.right)], at: at(cx, node), test: { test: "in", key, negated: false } };
  }
  const order = ORDERS.get(kind);
  if (order) return ordered(cx, node, order);
  const equality = equalityOf(kind);
  if (equality?.test !== "equals") return undefined;
  for (const [one, other] of [[node.left, node.right], [node.right, node.left]] as const) {
    const type = one.kind === K.TypeOfExpression ? literalText(other) : undefined;
    if (type !== undefined) {
      const args = [lowerExpr(cx, (one as ts.TypeOfExpression).expression)];
      return { k: "op", op: "compare", args, at: at(cx, node), test: { test: "typeof", type, negated: equality.negated } };
    }
  }
  const left = lowerExpr(cx, node.left);
  const right = lowerExpr(cx, node.right);
  const args = left.k === "const" && right.k !== "const" ? [right, left] : [left, right];
  return { k: "op", op: "compare", args, at: at(cx, node), test: equality };
}

type Order = TestKind & { readonly test: "order" };

const order = (operator: Order["operator"]): Order => ({ test: "order", operator });

const ORDERS: ReadonlyMap<ts.SyntaxKind, Order> = new Map([[K.LessThanToken, order("<")], [K.LessThanEqualsToken, order("<=")], [K.GreaterThanToken, order(">")], [K.GreaterThanEqualsToken, order(">=")]]);

const TURNED: Readonly<Record<Order["operator"], Order["operator"]>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** A comparison by size; a constant on the left is put on the right. */
function ordered(cx: Context, node: ts.BinaryExpression, { operator }: Order): Expr {
  const left = lowerExpr(cx, node.left);
  const right = lowerExpr(cx, node.right);
  const turned = isNumber(node.left) && !isNumber(node.right);
  return { k: "op", op: "compare", args: turned ? [right, left] : [left, right], at: at(cx, node), test: order(turned ? TURNED[operator] : operator) };
}

const isNumber = (node: ts.Expression): boolean => ts.isNumericLiteral(node) || (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand));

const literalText = (node: ts.Expression): string | undefined => (ts.isStringLiteralLike(node) ? node.text : undefined);

const isLogic = (kind: ts.SyntaxKind): boolean => kind === K.AmpersandAmpersandToken || kind === K.BarBarToken || kind === K.QuestionQuestionToken;
const isPlain = (kind: ts.SyntaxKind): boolean => !isLogic(kind) && !(kind >= K.FirstAssignment && kind <= K.LastAssignment);

function lowerLogic(cx: Context, node: ts.BinaryExpression, kind: ts.SyntaxKind, as: As | undefined): Expr {
  const op = logicOp(kind);
  const operands: ts.Expression[] = [];
  let left: ts.Expression = node;
  while (left.kind === K.BinaryExpression && (left as ts.BinaryExpression).operatorToken.kind === kind) {
    operands.push((left as ts.BinaryExpression).right);
    left = (left as ts.BinaryExpression).left;
  }
  operands.push(left);
  operands.reverse();
  const start = startOf(cx, left);
  const exprs = operands.map((operand) => lowerExpr(cx, operand, as));
  if (exprs.length > CHAIN) return balanced(cx, op, exprs, operands, 0, exprs.length);
  return exprs.reduce((a, b, i) => ({ k: "logic", op, left: a, right: b, at: span(cx, start, (operands[i] as ts.Expression).end) }));
}

/** `a && b && c…` is associative: a balanced tree is as true and not as deep. */
function balanced(cx: Context, op: "&&" | "||" | "??", exprs: readonly Expr[], nodes: readonly ts.Expression[], from: number, to: number): Expr {
  if (to - from === 1) return exprs[from] as Expr;
  const middle = (from + to) >> 1;
  const left = balanced(cx, op, exprs, nodes, from, middle);
  const right = balanced(cx, op, exprs, nodes, middle, to);
  return { k: "logic", op, left, right, at: span(cx, startOf(cx, nodes[from] as ts.Expression), (nodes[to - 1] as ts.Expression).end) };
}

const logicOp = (kind: ts.SyntaxKind): "&&" | "||" | "??" =>
  kind === K.AmpersandAmpersandToken || kind === K.AmpersandAmpersandEqualsToken ? "&&"
    : kind === K.BarBarToken || kind === K.BarBarEqualsToken ? "||" : "??";

function lowerAssignment(cx: Context, node: ts.BinaryExpression, as: As | undefined): Expr {
  const { left, right, operatorToken: { kind } } = node;
  if (kind !== K.EqualsToken) {
    const logic = kind === K.AmpersandAmpersandEqualsToken || kind === K.BarBarEqualsToken || kind === K.QuestionQuestionEqualsToken;
    return modify(cx, node, left, (old) => {
      const value = lowerExpr(cx, right, needsName(right) ? named(left) : undefined);
      const place = at(cx, node);
      return logic ? { k: "logic", op: logicOp(kind), left: old, right: value, at: place } : { k: "op", op: opOf(kind), args: [old, value], at: place };
    });
  }
  const place = at(cx, node);
  if (isPattern(left)) {
    const name = temp(cx);
    const held: Expr = { k: "local", name, at: place };
    const of: Expr[] = [{ k: "assign", to: { to: "local", name, at: place }, value: lowerExpr(cx, right), at: place }];
    assignPattern(cx, of, left, held, place);
    return { k: "seq", of: [...of, held], at: place };
  }
  const to = lowerTarget(cx, left);
  const value = lowerExpr(cx, right, needsName(right) ? { ...as, ...named(left) } : undefined);
  return to ? { k: "assign", to, value, at: place } : { k: "opaque", what: "assignment", args: [lowerExpr(cx, left), value], at: place };
}

/** Functions are named after what they are assigned to; what is put on a CommonJS module's exports is exported. */
function named(left: ts.Expression): As | undefined {
  const path = accessPathText(left);
  if (path === "[expression]") return undefined;
  const exported = /^(?:module\.)?exports(?:\.|$)/.test(path);
  const name = exported ? path.replace(/^(?:module\.)?exports\./, "") : path;
  const display = name.replace(/^this\./, "").replace(".prototype.", ".");
  return { name, display, at: left.kind === K.PropertyAccessExpression ? (left as ts.PropertyAccessExpression).name : left, ...(exported && { exported: true }) };
}

/** `x = f(x)`, with what `x` is reached through evaluated once. */
function modify(cx: Context, node: ts.Expression, target: ts.Expression, change: (old: Expr) => Expr): Expr {
  const before: Expr[] = [];
  let to: Target | undefined = lowerTarget(cx, target);
  if (!to) return change(lowerExpr(cx, target));
  if (to.to === "member") {
    const of = once(cx, to.of, before);
    to = { ...to, of, key: typeof to.key === "string" ? to.key : once(cx, to.key, before) };
  }
  const old: Expr = to.to === "member" ? { k: "get", of: to.of, key: to.key, at: to.at } : { k: to.to, name: to.name, at: to.at };
  const place = at(cx, node);
  const assign: Expr = { k: "assign", to, value: change(old), at: place };
  return before.length ? { k: "seq", of: [...before, assign], at: place } : assign;
}

function once(cx: Context, value: Expr, before: Expr[]): Expr {
  if (isName(value) || value.k === "super" || (value.k === "get" && typeof value.key === "string" && isName(value.of))) return value;
  const name = temp(cx);
  const place = "at" in value && value.at !== undefined ? value.at : 0;
  before.push({ k: "assign", to: { to: "local", name, at: place }, value, at: place });
  return { k: "local", name, at: place };
}

export function lowerUnary(cx: Context, node: ts.PrefixUnaryExpression): Expr {
  const { operator, operand } = node;
  if (operator === K.PlusPlusToken || operator === K.MinusMinusToken) return lowerUpdate(cx, node);
  if (operator === K.ExclamationToken) return { k: "op", op: "compare", args: [lowerExpr(cx, operand)], at: at(cx, node), test: { test: "not" } };
  if (operator === K.MinusToken && operand.kind === K.NumericLiteral) return { k: "const", v: -Number((operand as ts.NumericLiteral).text), at: at(cx, node) };
  return { k: "op", op: "arith", args: [lowerExpr(cx, operand)], at: at(cx, node) };
}

export function lowerUpdate(cx: Context, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): Expr {
  return modify(cx, node, node.operand, (old) => ({ k: "op", op: "arith", args: [old, { k: "const", v: 1 }], at: at(cx, node) }));
}

export function lowerDelete(cx: Context, node: ts.DeleteExpression): Expr {
  let target: ts.Expression = node.expression;
  while (target.kind === K.ParenthesizedExpression || target.kind === K.NonNullExpression || target.kind === K.AsExpression) {
    target = (target as ts.ParenthesizedExpression).expression;
  }
  if (target.kind === K.PropertyAccessExpression) {
    const { expression, name } = target as ts.PropertyAccessExpression;
    return { k: "delete", of: lowerExpr(cx, expression), key: name.text, at: at(cx, node) };
  }
  if (target.kind === K.ElementAccessExpression) {
    const { expression, argumentExpression } = target as ts.ElementAccessExpression;
    const of = lowerExpr(cx, expression);
    return { k: "delete", of, key: elementKey(cx, argumentExpression), at: at(cx, node) };
  }
  return { k: "opaque", what: "delete", args: [lowerExpr(cx, target)], at: at(cx, node) };
}
