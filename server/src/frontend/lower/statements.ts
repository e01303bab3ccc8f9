// Statements. Functions are hoisted to the start of their block; loop heads with patterns are taken apart in the body.

import { ts } from "ts-morph";
import type { Expr, Stmt } from "../../ir/ir";
import { lowerClassDeclaration } from "./classes";
import { tagOf } from "./comments";
import { at, declare, functionPath, hasModifier, lookup, MAX_DEPTH, newScope, span, spanOf, startOf, temp, type Context } from "./context";
import { blockScope, eachBound, isAmbient, isVar } from "./declare";
import { lowerExpr } from "./expressions";
import { lowerFunction } from "./functions";
import { jsDocType, lowerTypedefs } from "./jsdoc";
import { lowerEnum, lowerImportEquals, lowerNamespace } from "./declarations";
import { lowerExportAssignment } from "./modules";
import { assignPattern, declarePattern } from "./patterns";
import { lowerAlias, lowerInterface } from "./typeDecls";
import { functionType, lowerType } from "./types";

const K = ts.SyntaxKind;

/** Lowers statements into `out`. Functions among them must have been hoisted. */
export function lowerStatements(cx: Context, statements: readonly ts.Statement[], out: Stmt[]): void {
  for (const statement of statements) lowerStatement(cx, statement, out);
}

/** Emits the functions that a statement list declares. */
export function hoist(cx: Context, statements: readonly ts.Statement[], out: Stmt[]): void {
  for (const statement of statements) {
    if (statement.kind === K.FunctionDeclaration) lowerFunctionDeclaration(cx, statement as ts.FunctionDeclaration, out);
  }
}

/** Lowers a block with its own scope. */
export function lowerBlock(cx: Context, statements: readonly ts.Statement[], out: Stmt[]): void {
  const before = cx.scope;
  cx.scope = blockScope(cx, statements);
  hoist(cx, statements, out);
  lowerStatements(cx, statements, out);
  cx.scope = before;
}

function lowerStatement(cx: Context, node: ts.Statement, out: Stmt[], label?: string): void {
  if (cx.js) lowerTypedefs(cx, node);
  if (cx.depth > MAX_DEPTH) {
    out.push({ s: "expr", of: { k: "opaque", what: "nested too deeply", args: [], at: at(cx, node) } });
    return;
  }
  cx.depth++;
  statement(cx, node, out, label);
  cx.depth--;
}

function statement(cx: Context, node: ts.Statement, out: Stmt[], label: string | undefined): void {
  const labelled = label === undefined ? undefined : { label };
  switch (node.kind) {
    case K.ExpressionStatement:
      out.push({ s: "expr", of: lowerExpr(cx, (node as ts.ExpressionStatement).expression, { doc: node }) });
      break;
    case K.VariableStatement:
      if (isAmbient(node)) ambientVariables(cx, node as ts.VariableStatement);
      else lowerDeclarations(cx, (node as ts.VariableStatement).declarationList, out, node);
      break;
    case K.ReturnStatement: {
      const { expression } = node as ts.ReturnStatement;
      const of = expression && lowerExpr(cx, expression, cx.fn.returns && { type: cx.fn.returns });
      out.push({ s: "return", ...(of && { of }), at: at(cx, node) });
      break;
    }
    case K.IfStatement: {
      const { expression, thenStatement, elseStatement } = node as ts.IfStatement;
      const test = lowerExpr(cx, expression);
      const then = branch(cx, thenStatement);
      const other = elseStatement ? branch(cx, elseStatement) : [];
      wrap(out, label, { s: "if", test, then, else: other, at: at(cx, node) });
      break;
    }
    case K.Block: {
      const body: Stmt[] = [];
      lowerBlock(cx, (node as ts.Block).statements, body);
      out.push({ s: "block", body, ...labelled });
      break;
    }
    case K.ForOfStatement:
    case K.ForInStatement:
      lowerEach(cx, node as ts.ForOfStatement, out, label);
      break;
    case K.ForStatement:
      lowerFor(cx, node as ts.ForStatement, out, label);
      break;
    case K.WhileStatement: {
      const { expression, statement: body } = node as ts.WhileStatement;
      const test = lowerExpr(cx, expression);
      out.push({ s: "loop", test, body: branch(cx, body), ...labelled, at: at(cx, node) });
      break;
    }
    case K.DoStatement: {
      const { expression, statement: inner } = node as ts.DoStatement;
      const body = branch(cx, inner);
      out.push({ s: "loop", test: lowerExpr(cx, expression), body, after: true, ...labelled, at: at(cx, node) });
      break;
    }
    case K.SwitchStatement:
      lowerSwitch(cx, node as ts.SwitchStatement, out, label);
      break;
    case K.TryStatement:
      wrap(out, label, lowerTry(cx, node as ts.TryStatement));
      break;
    case K.ThrowStatement:
      out.push({ s: "throw", of: lowerExpr(cx, (node as ts.ThrowStatement).expression), at: at(cx, node) });
      break;
    case K.BreakStatement:
    case K.ContinueStatement: {
      const to = (node as ts.BreakStatement).label?.text;
      out.push({ s: node.kind === K.BreakStatement ? "break" : "continue", ...(to !== undefined && { label: to }) });
      break;
    }
    case K.LabeledStatement:
      lowerStatement(cx, (node as ts.LabeledStatement).statement, out, (node as ts.LabeledStatement).label.text);
      break;
    case K.WithStatement:
      out.push({ s: "expr", of: lowerExpr(cx, (node as ts.WithStatement).expression) });
      out.push(...branch(cx, (node as ts.WithStatement).statement));
      break;
    case K.ClassDeclaration:
      lowerClassDeclaration(cx, node as ts.ClassDeclaration, out);
      break;
    case K.InterfaceDeclaration:
      lowerInterface(cx, node as ts.InterfaceDeclaration);
      break;
    case K.TypeAliasDeclaration:
      lowerAlias(cx, node as ts.TypeAliasDeclaration);
      break;
    case K.EnumDeclaration:
      lowerEnum(cx, node as ts.EnumDeclaration, out);
      break;
    case K.ModuleDeclaration:
      lowerNamespace(cx, node as ts.ModuleDeclaration, out);
      break;
    case K.ImportEqualsDeclaration:
      lowerImportEquals(cx, node as ts.ImportEqualsDeclaration, out);
      break;
    case K.ExportAssignment:
      lowerExportAssignment(cx, node as ts.ExportAssignment, out);
      break;
  }
}

/** A statement that has no label of its own goes into a labelled block. */
function wrap(out: Stmt[], label: string | undefined, stmt: Stmt): void {
  out.push(label === undefined ? stmt : { s: "block", body: [stmt], label });
}

function branch(cx: Context, node: ts.Statement): Stmt[] {
  const body: Stmt[] = [];
  if (node.kind === K.Block) lowerBlock(cx, (node as ts.Block).statements, body);
  else lowerBlock(cx, [node], body);
  return body;
}

function lowerDeclarations(cx: Context, list: ts.VariableDeclarationList, out: Stmt[], statement: ts.Node | undefined): void {
  for (const node of list.declarations) {
    const { name, initializer } = node;
    const identifier = name.kind === K.Identifier ? (name as ts.Identifier) : undefined;
    const top = identifier !== undefined && lookup(cx.scope, identifier.text)?.module === true;
    const type = lowerType(cx, node.type) ?? jsDocType(cx, node, statement);
    // A tag before a function is about its result, and stands on the function.
    const tag = initializer && isFunctionLike(initializer) ? undefined : tagOf(cx, node, statement);
    const value = initializer && lowerExpr(cx, initializer, {
      ...(identifier && { name: identifier.text, at: identifier }), ...(type && { type }), doc: statement,
      ...(top && cx.exportedNames.has(identifier.text) && { exported: true }),
    });
    if (top && (type || tag)) noteVariable(cx, identifier, type, tag);
    declarePattern(cx, out, name, value, { ...(type && { type }), ...(tag && { tag }), ...(isVar(list) && { again: true }) });
  }
}

function noteVariable(cx: Context, name: ts.Identifier, type: ReturnType<typeof lowerType>, tag: ReturnType<typeof tagOf>, ambient = false): void {
  if (!cx.variables.has(name.text)) cx.variables.set(name.text, { name: name.text, ...(type && { type }), ...(tag && { tag }), span: spanOf(cx, name), ...(ambient && { ambient }) });
}

function ambientVariables(cx: Context, node: ts.VariableStatement): void {
  if (cx.scope !== cx.top) return;
  for (const d of node.declarationList.declarations) {
    if (d.name.kind === K.Identifier) noteVariable(cx, d.name as ts.Identifier, lowerType(cx, d.type), tagOf(cx, d, node), true);
  }
}

function isFunctionLike(node: ts.Expression): boolean {
  let inner = node;
  while (inner.kind === K.ParenthesizedExpression || inner.kind === K.AsExpression || inner.kind === K.SatisfiesExpression) inner = (inner as ts.ParenthesizedExpression).expression;
  return inner.kind === K.ArrowFunction || inner.kind === K.FunctionExpression || inner.kind === K.ClassExpression;
}

function lowerFunctionDeclaration(cx: Context, node: ts.FunctionDeclaration, out: Stmt[]): void {
  const name = node.name?.text ?? "%default";
  if (isAmbient(node)) {
    if (node.name && cx.scope === cx.top) noteVariable(cx, node.name, functionType(cx, node), tagOf(cx, node), true);
    return;
  }
  if (!node.body) return;
  const variable = lookup(cx.scope, name) ?? declare(cx, cx.scope, name);
  variable.emitted = true;
  const exported = variable.module && (cx.exportedNames.has(name) || hasModifier(node, K.ExportKeyword));
  const place = node.name ? at(cx, node.name) : span(cx, startOf(cx, node), startOf(cx, node) + 1);
  const fn = lowerFunction(cx, node, {
    path: functionPath(cx, node.name?.text ?? "default"), kind: "function", display: node.name?.text ?? "default", ...(exported && { exported: true }),
  });
  out.push({ s: "let", name: variable.name, scope: variable.module ? "module" : "local", init: { k: "closure", fn, at: at(cx, node) }, at: place });
}

function lowerEach(cx: Context, node: ts.ForOfStatement, out: Stmt[], label: string | undefined): void {
  const over = lowerExpr(cx, node.expression);
  const place = at(cx, node);
  const before = cx.scope;
  const body: Stmt[] = [];
  const { initializer } = node as ts.ForOfStatement;
  let item: string;
  if (initializer.kind === K.VariableDeclarationList) {
    const list = initializer as ts.VariableDeclarationList;
    const name = list.declarations[0]?.name;
    if (!isVar(list) && name) {
      cx.scope = newScope(before, cx.fn, before.prefix);
      eachBound(name, (id) => declare(cx, cx.scope, id.text));
    }
    const variable = name?.kind === K.Identifier ? lookup(cx.scope, (name as ts.Identifier).text) : undefined;
    if (variable && !variable.module && variable.owner === cx.fn) {
      variable.emitted = true;
      item = variable.name;
    } else {
      item = temp(cx);
      if (name) declarePattern(cx, body, name, { k: "local", name: item, at: at(cx, name) });
    }
  } else {
    item = temp(cx);
    const spot = at(cx, initializer);
    const assigns: Expr[] = [];
    assignPattern(cx, assigns, initializer as ts.Expression, { k: "local", name: item, at: spot }, spot);
    for (const of of assigns) body.push({ s: "expr", of });
  }
  body.push(...branch(cx, node.statement));
  cx.scope = before;
  const inKeys = (node as ts.Node).kind === K.ForInStatement;
  out.push({
    s: "each", over, item, ...(inKeys && { keys: true as const }), ...(node.awaitModifier && { async: true as const }),
    body, ...(label !== undefined && { label }), at: place,
  });
}

function lowerFor(cx: Context, node: ts.ForStatement, out: Stmt[], label: string | undefined): void {
  const { initializer, condition, incrementor } = node;
  const before = cx.scope;
  const block: Stmt[] = [];
  if (initializer?.kind === K.VariableDeclarationList) {
    const list = initializer as ts.VariableDeclarationList;
    if (!isVar(list)) {
      cx.scope = newScope(before, cx.fn, before.prefix);
      for (const d of list.declarations) eachBound(d.name, (id) => declare(cx, cx.scope, id.text));
    }
    lowerDeclarations(cx, list, block, undefined);
  } else if (initializer) block.push({ s: "expr", of: lowerExpr(cx, initializer as ts.Expression) });
  const test = condition && lowerExpr(cx, condition);
  const body = branch(cx, node.statement);
  const update = incrementor && lowerExpr(cx, incrementor);
  const loop: Stmt = { s: "loop", ...(test && { test }), body, ...(update && { update }), ...(label !== undefined && { label }), at: at(cx, node) };
  cx.scope = before;
  if (block.length) out.push({ s: "block", body: [...block, loop] });
  else out.push(loop);
}

function lowerSwitch(cx: Context, node: ts.SwitchStatement, out: Stmt[], label: string | undefined): void {
  const on = lowerExpr(cx, node.expression);
  const before = cx.scope;
  const statements = node.caseBlock.clauses.flatMap((clause) => [...clause.statements]);
  cx.scope = blockScope(cx, statements);
  hoist(cx, statements, out);
  const cases = node.caseBlock.clauses.map((clause) => {
    const test = clause.kind === K.CaseClause ? lowerExpr(cx, (clause as ts.CaseClause).expression) : undefined;
    const body: Stmt[] = [];
    lowerStatements(cx, clause.statements, body);
    return { ...(test && { test }), body };
  });
  cx.scope = before;
  out.push({ s: "switch", on, cases, ...(label !== undefined && { label }), at: at(cx, node) });
}

function lowerTry(cx: Context, node: ts.TryStatement): Stmt {
  const body: Stmt[] = [];
  lowerBlock(cx, node.tryBlock.statements, body);
  let param: string | undefined;
  let handler: Stmt[] | undefined;
  const clause = node.catchClause;
  if (clause) {
    handler = [];
    const before = cx.scope;
    const name = clause.variableDeclaration?.name;
    if (name) {
      cx.scope = newScope(before, cx.fn, before.prefix);
      eachBound(name, (id) => declare(cx, cx.scope, id.text));
      if (name.kind === K.Identifier) param = declare(cx, cx.scope, (name as ts.Identifier).text).name;
      else {
        param = temp(cx);
        declarePattern(cx, handler, name, { k: "local", name: param, at: at(cx, name) });
      }
    }
    lowerBlock(cx, clause.block.statements, handler);
    cx.scope = before;
  }
  const finalizer: Stmt[] | undefined = node.finallyBlock && [];
  if (node.finallyBlock && finalizer) lowerBlock(cx, node.finallyBlock.statements, finalizer);
  return { s: "try", body, ...(param !== undefined && { param }), ...(handler && { handler }), ...(finalizer && { finalizer }), at: at(cx, node) };
}

