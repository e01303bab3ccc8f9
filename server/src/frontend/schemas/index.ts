// Schemas of libraries as declarations: what a top-level variable describes by calls instead of types. One file's text is enough;
// references to other schemas stay names.

import { ts } from "ts-morph";
import type { TypeDecl, TypeExpr } from "../../ir/types";
import { SchemaFile } from "./context";
import { described, initOf, TABLE_PACKAGES, tableOf } from "./tables";
import { VALIDATORS, validatorType } from "./zod";

/** Mark in the ids of schemas: a schema and a type may share a name (`const Patient = z.object(…); type Patient = z.infer<typeof Patient>`). */
export const SCHEMA_MARK = "~schema";

/** Mark of the object that a schema consists of. */
const OWN = "/row";

/** The schemas that a file declares: of kind `schema`, id `path#Variable~schema`. */
export function schemaDecls(source: ts.SourceFile, path: string): TypeDecl[] {
  if (!MENTIONS.test(source.text)) return [];
  const file = new SchemaFile(source, path);
  const validators = file.uses(VALIDATORS);
  const tables = file.uses(TABLE_PACKAGES);
  // A schema may be built from others of the workspace alone: `export const Short = Patient.pick({ … })`.
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const one of statement.declarationList.declarations) {
        if (ts.isIdentifier(one.name) && one.initializer) declareVariable(file, one.name.text, one.initializer, one.name, statement, validators, tables);
      }
    } else if (ts.isExportAssignment(statement) && !statement.isExportEquals) declareVariable(file, "%default", statement.expression, statement, statement, validators, tables);
    else {
      const init = initOf(file, statement);
      const table = init && described(file, init.fields, { path: `${init.name}${SCHEMA_MARK}${OWN}`, name: init.name }, "sequelize");
      if (init && table) finish(file, init.name, `${init.name}${SCHEMA_MARK}`, table.type, "sequelize", statement, statement);
    }
  }
  return file.decls;
}

/** A cheap look before a file's statements are walked. */
const MENTIONS = /zod|valibot|yup|joi|typebox|io-ts|superstruct|drizzle|mongoose|sequelize|typeorm|[sS]chema\b/;

function declareVariable(file: SchemaFile, name: string, init: ts.Expression, at: ts.Node, statement: ts.Statement, validators: boolean, tables: boolean): void {
  const path = `${name}${SCHEMA_MARK}`;
  const below = `${path}${OWN}`;
  const table = tables ? tableOf(file, init, below, name) : undefined;
  if (table) {
    finish(file, name, path, table.type, table.library, at, statement, table.label);
    return;
  }
  if (!validators && !/[sS]chema$/.test(name)) return;
  const type = validatorType(file, init, below, name);
  if (type && (validators || derived(type))) finish(file, name, path, type, "zod", at, statement);
}

/** The variable's declaration stands for what was read; an object has a declaration of its own below it. */
function finish(file: SchemaFile, name: string, path: string, type: TypeExpr, library: string, at: ts.Node, statement: ts.Statement, label?: string): void {
  const tag = file.tag(statement);
  const shown = label !== undefined && type.t === "typeof" ? label : name;
  file.declare({ path, name: shown, kind: "schema", bases: [], members: [], alias: type, span: file.span(at), library, ...(tag ? { tag } : {}) });
}

const derived = (type: TypeExpr): boolean => type.t === "ref" || type.t === "intersection" || type.t === "array";
