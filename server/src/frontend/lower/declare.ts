// What a block, a function or a module declares: collected before its statements are lowered, because functions are hoisted and
// closures may come before what they capture.

import { ts } from "ts-morph";
import { declare, hasModifier, MAX_DEPTH, newScope, unique, type Context, type Scope } from "./context";

const K = ts.SyntaxKind;

/**
 * Declares the names of a statement list in a scope. What is declared `declare` is no value of this file: at run time it is a
 * global, and the library models know it by that name.
 */
export function declareStatements(cx: Context, scope: Scope, statements: readonly ts.Statement[]): void {
  for (const statement of statements) declareStatement(cx, scope, statement);
}

/** A scope for a block, or the present one where the block declares nothing. */
export function blockScope(cx: Context, statements: readonly ts.Statement[]): Scope {
  if (!statements.some(declares)) return cx.scope;
  const scope = newScope(cx.scope, cx.fn, cx.scope.prefix);
  declareStatements(cx, scope, statements);
  return scope;
}

/** Declares the `var`s of a function's or module's statements, nested blocks included. */
export function declareVars(cx: Context, scope: Scope, statements: readonly ts.Statement[]): void {
  for (const statement of statements) vars(cx, scope, statement, 0);
}

/** Calls back for each identifier that a binding name binds. */
export function eachBound(name: ts.BindingName, visit: (name: ts.Identifier) => void, depth = 0): void {
  if (name.kind === K.Identifier) visit(name as ts.Identifier);
  else if (depth < MAX_DEPTH) {
    for (const element of (name as ts.BindingPattern).elements) {
      if (element.kind === K.BindingElement) eachBound((element as ts.BindingElement).name, visit, depth + 1);
    }
  }
}

/** Declares a type name in a scope and gives the name that references to it use. */
export function declareType(cx: Context, scope: Scope, name: string): string {
  const known = scope.types.get(name);
  if (known !== undefined) return known;
  const path = unique(cx.typePaths, scope.prefix + name);
  scope.types.set(name, path);
  return path;
}

export const isAmbient = (statement: ts.Node): boolean => hasModifier(statement, K.DeclareKeyword);

/** `var`s are bound to the function; everything else to the block. */
export const isVar = (list: ts.VariableDeclarationList): boolean => (list.flags & ts.NodeFlags.BlockScoped) === 0;

function declares(statement: ts.Statement): boolean {
  switch (statement.kind) {
    case K.VariableStatement:
      return !isVar((statement as ts.VariableStatement).declarationList);
    case K.FunctionDeclaration:
    case K.ClassDeclaration:
    case K.EnumDeclaration:
    case K.InterfaceDeclaration:
    case K.TypeAliasDeclaration:
    case K.ModuleDeclaration:
    case K.ImportEqualsDeclaration:
      return true;
    default:
      return false;
  }
}

function declareStatement(cx: Context, scope: Scope, statement: ts.Statement): void {
  switch (statement.kind) {
    case K.VariableStatement: {
      const list = (statement as ts.VariableStatement).declarationList;
      if (isAmbient(statement)) for (const d of list.declarations) d.name.kind === K.Identifier && d.type && cx.ambient.set((d.name as ts.Identifier).text, d.type);
      else if (!isVar(list)) for (const d of list.declarations) eachBound(d.name, (name) => declare(cx, scope, name.text));
      break;
    }
    case K.FunctionDeclaration: {
      const { name } = statement as ts.FunctionDeclaration;
      if (isAmbient(statement)) {
        if (name) cx.ambient.set(name.text, statement as ts.FunctionDeclaration);
        break;
      }
      if (name || hasModifier(statement, K.DefaultKeyword)) declare(cx, scope, name?.text ?? "%default");
      break;
    }
    case K.ClassDeclaration: {
      const { name } = statement as ts.ClassDeclaration;
      if (name || hasModifier(statement, K.DefaultKeyword)) {
        if (!isAmbient(statement)) declare(cx, scope, name?.text ?? "%default");
        declareType(cx, scope, name?.text ?? "%default");
      }
      break;
    }
    case K.EnumDeclaration:
      declare(cx, scope, (statement as ts.EnumDeclaration).name.text);
      declareType(cx, scope, (statement as ts.EnumDeclaration).name.text);
      break;
    case K.InterfaceDeclaration:
    case K.TypeAliasDeclaration:
      declareType(cx, scope, (statement as ts.InterfaceDeclaration).name.text);
      break;
    case K.ModuleDeclaration: {
      const { name } = statement as ts.ModuleDeclaration;
      if (name.kind === K.Identifier && name.text !== "global") {
        if (hasValues(statement as ts.ModuleDeclaration)) declare(cx, scope, name.text);
        // A namespace is no type, but references start with its name; one merged with a class or interface shares its path.
        declareType(cx, scope, name.text);
      }
      break;
    }
    case K.ImportEqualsDeclaration:
      declare(cx, scope, (statement as ts.ImportEqualsDeclaration).name.text);
      declareType(cx, scope, (statement as ts.ImportEqualsDeclaration).name.text);
      break;
    case K.ImportDeclaration: {
      const clause = (statement as ts.ImportDeclaration).importClause;
      if (clause?.name) declareImport(cx, scope, clause.name.text);
      const bindings = clause?.namedBindings;
      if (bindings?.kind === K.NamespaceImport) declareImport(cx, scope, (bindings as ts.NamespaceImport).name.text);
      else if (bindings) for (const e of (bindings as ts.NamedImports).elements) declareImport(cx, scope, e.name.text);
      break;
    }
    case K.ExportAssignment:
      if (!(statement as ts.ExportAssignment).isExportEquals) declare(cx, scope, "%default");
      break;
    case K.LabeledStatement:
      declareStatement(cx, scope, (statement as ts.LabeledStatement).statement);
      break;
  }
}

function declareImport(cx: Context, scope: Scope, name: string): void {
  declare(cx, scope, name);
  declareType(cx, scope, name);
}

/** Whether a namespace exists at run time. */
function hasValues(node: ts.ModuleDeclaration): boolean {
  if (isAmbient(node)) return false;
  let body = node.body;
  while (body?.kind === K.ModuleDeclaration) body = (body as ts.NamespaceDeclaration).body;
  return body?.kind === K.ModuleBlock && (body as ts.ModuleBlock).statements.some((s) => s.kind !== K.InterfaceDeclaration && s.kind !== K.TypeAliasDeclaration);
}

function vars(cx: Context, scope: Scope, node: ts.Node | undefined, depth: number): void {
  if (!node || depth > MAX_DEPTH) return;
  switch (node.kind) {
    case K.VariableStatement:
      if (!isAmbient(node)) list((node as ts.VariableStatement).declarationList);
      break;
    case K.Block:
      for (const s of (node as ts.Block).statements) vars(cx, scope, s, depth + 1);
      break;
    case K.IfStatement:
      vars(cx, scope, (node as ts.IfStatement).thenStatement, depth + 1);
      vars(cx, scope, (node as ts.IfStatement).elseStatement, depth + 1);
      break;
    case K.ForStatement:
    case K.ForInStatement:
    case K.ForOfStatement: {
      const { initializer, statement } = node as ts.ForStatement;
      if (initializer?.kind === K.VariableDeclarationList) list(initializer as ts.VariableDeclarationList);
      vars(cx, scope, statement, depth + 1);
      break;
    }
    case K.WhileStatement:
    case K.DoStatement:
    case K.LabeledStatement:
    case K.WithStatement:
      vars(cx, scope, (node as ts.WhileStatement).statement, depth + 1);
      break;
    case K.SwitchStatement:
      for (const clause of (node as ts.SwitchStatement).caseBlock.clauses) {
        for (const s of clause.statements) vars(cx, scope, s, depth + 1);
      }
      break;
    case K.TryStatement: {
      const { tryBlock, catchClause, finallyBlock } = node as ts.TryStatement;
      vars(cx, scope, tryBlock, depth + 1);
      vars(cx, scope, catchClause?.block, depth + 1);
      vars(cx, scope, finallyBlock, depth + 1);
      break;
    }
  }
  function list(declarations: ts.VariableDeclarationList): void {
    if (isVar(declarations)) for (const d of declarations.declarations) eachBound(d.name, (name) => declare(cx, scope, name.text));
  }
}
