// The tables of imports and exports, and which local names a module exports.

import { ts } from "ts-morph";
import type { ExportDecl, ImportDecl, Stmt } from "../../ir/ir";
import { at, hasModifier, type Context } from "./context";
import { eachBound } from "./declare";
import { lowerExpr } from "./expressions";
import { jsDocType, typedefNames } from "./jsdoc";

const K = ts.SyntaxKind;

export interface ModuleTables {
  readonly imports: ImportDecl[];
  readonly exports: ExportDecl[];
  readonly exportStars: string[];
}

/** Reads the import and export statements of a file. */
export function moduleTables(source: ts.SourceFile, js: boolean): ModuleTables {
  const tables: ModuleTables = { imports: [], exports: [], exportStars: [] };
  for (const statement of source.statements) {
    if (statement.kind === K.ImportDeclaration) importDeclaration(statement as ts.ImportDeclaration, tables.imports);
    else if (statement.kind === K.ImportEqualsDeclaration) importEquals(statement as ts.ImportEqualsDeclaration, tables);
    else if (statement.kind === K.ExportDeclaration) exportDeclaration(statement as ts.ExportDeclaration, tables);
    else if (statement.kind === K.ExportAssignment) exportAssignment(statement as ts.ExportAssignment, tables.exports);
    else if (hasModifier(statement, K.ExportKeyword)) exportedStatement(statement, tables.exports);
    // The types of a JavaScript module are exported as they are declared.
    if (js) for (const name of typedefNames(statement)) tables.exports.push({ name, local: name });
  }
  if (js) for (const name of typedefNames(source.endOfFileToken)) tables.exports.push({ name, local: name });
  return tables;
}

/** Local names that are exported, by ESM or CommonJS. */
export function exportedLocals(source: ts.SourceFile, tables: ModuleTables): Set<string> {
  const names = new Set<string>();
  for (const { local, from } of tables.exports) if (local !== undefined && from === undefined) names.add(local);
  for (const statement of source.statements) {
    if (statement.kind !== K.ExpressionStatement) continue;
    let assignment: ts.Expression = (statement as ts.ExpressionStatement).expression;
    let exported = false;
    while (assignment.kind === K.BinaryExpression && (assignment as ts.BinaryExpression).operatorToken.kind === K.EqualsToken) {
      exported ||= isExports((assignment as ts.BinaryExpression).left);
      assignment = (assignment as ts.BinaryExpression).right;
    }
    if (!exported) continue;
    if (assignment.kind === K.Identifier) names.add((assignment as ts.Identifier).text);
    if (assignment.kind !== K.ObjectLiteralExpression) continue;
    for (const p of (assignment as ts.ObjectLiteralExpression).properties) {
      if (p.kind === K.ShorthandPropertyAssignment) names.add((p as ts.ShorthandPropertyAssignment).name.text);
      const value = p.kind === K.PropertyAssignment ? (p as ts.PropertyAssignment).initializer : undefined;
      if (value?.kind === K.Identifier) names.add((value as ts.Identifier).text);
    }
  }
  return names;
}

/** `export default e` binds `%default`, unless it names something; `export = e` is what CommonJS writes `module.exports = e`. */
export function lowerExportAssignment(cx: Context, node: ts.ExportAssignment, out: Stmt[]): void {
  const place = at(cx, node.expression);
  if (node.isExportEquals) {
    cx.commonjs = true;
    const value = lowerExpr(cx, node.expression, { name: "module.exports", exported: true });
    out.push({ s: "expr", of: { k: "assign", to: { to: "module", name: "module.exports", at: place }, value, at: place } });
    return;
  }
  if (node.expression.kind === K.Identifier) return;
  const type = jsDocType(cx, node);
  const init = lowerExpr(cx, node.expression, { name: "default", exported: true, doc: node, ...(type && { type }) });
  out.push({ s: "let", name: "%default", scope: "module", init, ...(type && { type }), at: place });
}

function isExports(node: ts.Expression): boolean {
  let root: ts.Expression = node;
  while (root.kind === K.PropertyAccessExpression) {
    const { expression, name } = root as ts.PropertyAccessExpression;
    if (name.text === "exports" && expression.kind === K.Identifier && (expression as ts.Identifier).text === "module") return true;
    root = expression;
  }
  return root.kind === K.Identifier && (root as ts.Identifier).text === "exports";
}

function importDeclaration(node: ts.ImportDeclaration, imports: ImportDecl[]): void {
  const spec = textOf(node.moduleSpecifier);
  const clause = node.importClause;
  if (!clause) {
    imports.push({ spec, imported: "*" });
    return;
  }
  const type = clause.isTypeOnly ? { typeOnly: true as const } : undefined;
  if (clause.name) imports.push({ local: clause.name.text, spec, imported: "default", ...type });
  const bindings = clause.namedBindings;
  if (bindings?.kind === K.NamespaceImport) imports.push({ local: (bindings as ts.NamespaceImport).name.text, spec, imported: "*", ...type });
  else if (bindings) {
    for (const e of (bindings as ts.NamedImports).elements) {
      imports.push({ local: e.name.text, spec, imported: e.propertyName?.text ?? e.name.text, ...(e.isTypeOnly ? { typeOnly: true as const } : type) });
    }
  }
}

function importEquals(node: ts.ImportEqualsDeclaration, tables: ModuleTables): void {
  if (node.moduleReference.kind === K.ExternalModuleReference) {
    const spec = textOf((node.moduleReference as ts.ExternalModuleReference).expression);
    tables.imports.push({ local: node.name.text, spec, imported: "*", ...(node.isTypeOnly && { typeOnly: true as const }) });
  }
  if (hasModifier(node, K.ExportKeyword)) tables.exports.push({ name: node.name.text, local: node.name.text });
}

function exportDeclaration(node: ts.ExportDeclaration, { exports, exportStars }: ModuleTables): void {
  const from = node.moduleSpecifier && textOf(node.moduleSpecifier);
  const clause = node.exportClause;
  if (!clause) {
    if (from !== undefined) exportStars.push(from);
  } else if (clause.kind === K.NamespaceExport) {
    exports.push({ name: (clause as ts.NamespaceExport).name.text, ...(from !== undefined && { from }), imported: "*" });
  } else {
    for (const { name, propertyName } of (clause as ts.NamedExports).elements) {
      const local = (propertyName ?? name).text;
      exports.push(from === undefined ? { name: name.text, local } : { name: name.text, from, imported: local });
    }
  }
}

function exportAssignment(node: ts.ExportAssignment, exports: ExportDecl[]): void {
  if (node.isExportEquals) return;
  const local = node.expression.kind === K.Identifier ? (node.expression as ts.Identifier).text : "%default";
  exports.push({ name: "default", local });
}

function exportedStatement(node: ts.Statement, exports: ExportDecl[]): void {
  const add = (local: string): void => {
    const name = hasModifier(node, K.DefaultKeyword) ? "default" : local;
    if (!exports.some((e) => e.name === name && e.local === local)) exports.push({ name, local });
  };
  switch (node.kind) {
    case K.VariableStatement:
      for (const d of (node as ts.VariableStatement).declarationList.declarations) eachBound(d.name, (name) => add(name.text));
      break;
    case K.FunctionDeclaration:
    case K.ClassDeclaration:
    case K.InterfaceDeclaration:
    case K.TypeAliasDeclaration:
    case K.EnumDeclaration:
      add((node as ts.FunctionDeclaration).name?.text ?? "%default");
      break;
    case K.ModuleDeclaration: {
      const { name } = node as ts.ModuleDeclaration;
      if (name.kind === K.Identifier) add((name as ts.Identifier).text);
      break;
    }
  }
}

const textOf = (node: ts.Expression): string => (ts.isStringLiteralLike(node) ? node.text : "");
