// Schemas that are objects of column or path descriptions: Drizzle tables, Mongoose schemas and models, Sequelize models, TypeORM
// entity schemas. Their keys are the fields of a row.

import { ts } from "ts-morph";
import type { TypeExpr } from "../../ir/types";
import { bare, BOOLEAN, BYTES, CONSTANT, DATE, MAX_DEPTH, named, NUMBER, objectSchema, propertyOf, resultOf, type SchemaFile, STRING, UNKNOWN } from "./context";

export const TABLE_PACKAGES = /^(?:drizzle-orm(?:\/.*)?|mongoose|@nestjs\/mongoose|sequelize|@sequelize\/core|sequelize-typescript|typeorm)$/;

/** What a table, schema or model expression describes, and the name it gives itself. */
export interface Table {
  readonly type: TypeExpr;
  readonly library: string;
  /** `patients` of `pgTable("patients", …)`. */
  readonly label?: string;
}

/** Reads the initializer of a variable. */
export function tableOf(file: SchemaFile, expression: ts.Expression, path: string, name: string): Table | undefined {
  const node = bare(expression);
  if (ts.isBinaryExpression(node)) return tableOf(file, node.right, path, name) ?? tableOf(file, node.left, path, name);
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  const callee = bare(node.expression);
  const origin = file.origin(callee);
  const called = origin?.path.at(-1) ?? (ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : "");
  const args = [...(node.arguments ?? [])];
  const at = { path, name };
  if (origin?.specifier.startsWith("drizzle-orm") || (/^(?:table|pgTable|mysqlTable|sqliteTable|createTable|view)$/.test(called) && file.uses(/^drizzle-orm/))) return drizzle(file, args, at);
  if (origin && /mongoose$/.test(origin.specifier) && called === "Schema" && ts.isNewExpression(node)) return mongoose(file, args, at);
  if (/^(?:model|discriminator)$/.test(called) && file.uses(/mongoose$/)) return model(file, args, at);
  if (called === "define" && file.uses(/sequelize/)) return described(file, args[1], at, "sequelize", text(args[0]));
  if (called === "EntitySchema" && origin?.specifier === "typeorm") {
    const options = args[0] && bare(args[0]);
    if (!options || !ts.isObjectLiteralExpression(options)) return undefined;
    return described(file, propertyOf(options, "columns"), at, "typeorm-schema", text(propertyOf(options, "name")));
  }
  return undefined;
}

/** `Patient.init({…}, { sequelize })`: the fields of a class. */
export function initOf(file: SchemaFile, statement: ts.Statement): { readonly name: string; readonly fields: ts.Expression } | undefined {
  if (!ts.isExpressionStatement(statement) || !file.uses(/sequelize/)) return undefined;
  const call = bare(statement.expression);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression) || call.expression.name.text !== "init") return undefined;
  const [fields] = call.arguments;
  const cls = call.expression.expression;
  return fields && ts.isIdentifier(cls) && ts.isObjectLiteralExpression(bare(fields)) ? { name: cls.text, fields } : undefined;
}

interface At {
  readonly path: string;
  readonly name: string;
}

// ---- Drizzle -----------------------------------------------------------------------------------------------------------

function drizzle(file: SchemaFile, args: readonly ts.Expression[], at: At): Table | undefined {
  const label = text(args[0]);
  const columns = args[1] && bare(resultOf(args[1]) ?? args[1]);
  if (label === undefined || !columns || !ts.isObjectLiteralExpression(columns)) return undefined;
  const type = objectSchema(file, columns, { path: at.path, name: label, library: "drizzle" }, (value) => columnType(value), (value) => {
    const node = bare(value);
    return ts.isIdentifier(node) ? named(node) : undefined;
  });
  return { type, library: "drizzle", label };
}

function columnType(expression: ts.Expression): TypeExpr {
  let node = bare(expression);
  let list = false;
  let first = "";
  for (let depth = 0; depth < MAX_DEPTH && ts.isCallExpression(node); depth++) {
    const callee = bare(node.expression);
    const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : "";
    if (name === "array") list = true;
    first = name;
    if (!ts.isPropertyAccessExpression(callee)) break;
    node = bare(callee.expression);
  }
  const type = COLUMNS[first] ?? (/enum/i.test(first) ? CONSTANT : UNKNOWN);
  return list ? { t: "array", of: type } : type;
}

const COLUMNS: Readonly<Record<string, TypeExpr>> = {
  text: STRING, varchar: STRING, char: STRING, uuid: STRING, citext: STRING, tinytext: STRING, mediumtext: STRING, longtext: STRING, inet: STRING, cidr: STRING, macaddr: STRING,
  integer: NUMBER, int: NUMBER, serial: NUMBER, bigserial: NUMBER, smallserial: NUMBER, smallint: NUMBER, mediumint: NUMBER, tinyint: NUMBER, bigint: NUMBER, numeric: NUMBER,
  decimal: NUMBER, real: NUMBER, double: NUMBER, doublePrecision: NUMBER, float: NUMBER, year: NUMBER, boolean: BOOLEAN, bool: BOOLEAN,
  date: DATE, timestamp: DATE, datetime: DATE, time: STRING, interval: STRING, blob: BYTES, bytea: BYTES, binary: BYTES, varbinary: BYTES,
};

// ---- Mongoose ----------------------------------------------------------------------------------------------------------

function mongoose(file: SchemaFile, args: readonly ts.Expression[], at: At): Table | undefined {
  const paths = args[0] && bare(args[0]);
  if (!paths || !ts.isObjectLiteralExpression(paths)) return undefined;
  return { type: documentType(file, paths, at, 0), library: "mongoose" };
}

function documentType(file: SchemaFile, paths: ts.ObjectLiteralExpression, at: At, depth: number): TypeExpr {
  return objectSchema(file, paths, { ...at, library: "mongoose" }, (value, path) => pathType(file, value, { ...at, path }, depth + 1), (value) => named(bare(value)));
}

function pathType(file: SchemaFile, expression: ts.Expression, at: At, depth: number): TypeExpr {
  const node = bare(expression);
  if (depth > MAX_DEPTH) return UNKNOWN;
  if (ts.isArrayLiteralExpression(node)) return { t: "array", of: node.elements[0] ? pathType(file, node.elements[0], at, depth + 1) : UNKNOWN };
  if (ts.isNewExpression(node)) return mongoose(file, [...(node.arguments ?? [])], at)?.type ?? UNKNOWN;
  if (ts.isObjectLiteralExpression(node)) {
    const type = propertyOf(node, "type");
    // `type` describes the path, unless it is itself described: then it is a field of that name.
    if (type === undefined || (ts.isObjectLiteralExpression(bare(type)) && propertyOf(bare(type) as ts.ObjectLiteralExpression, "type"))) return documentType(file, node, at, depth);
    return propertyOf(node, "enum") ? CONSTANT : pathType(file, type, at, depth + 1);
  }
  const name = ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : "";
  const known = PATHS[name];
  if (known) return known;
  if (ts.isStringLiteralLike(node)) return PATHS[node.text] ?? UNKNOWN;
  return ts.isIdentifier(node) ? (named(node) ?? UNKNOWN) : UNKNOWN;
}

const PATHS: Readonly<Record<string, TypeExpr>> = {
  String: STRING, Number: NUMBER, Boolean: BOOLEAN, Date: DATE, Buffer: BYTES, ObjectId: STRING, ObjectID: STRING, UUID: STRING, Decimal128: NUMBER, BigInt: NUMBER, Double: NUMBER, Int32: NUMBER,
  Mixed: UNKNOWN, Map: UNKNOWN, Object: UNKNOWN, string: STRING, number: NUMBER, boolean: BOOLEAN, date: DATE,
};

function model(file: SchemaFile, args: readonly ts.Expression[], at: At): Table | undefined {
  const label = text(args[0]);
  const schema = args[1] && bare(args[1]);
  if (label === undefined || !schema) return undefined;
  const type = ts.isIdentifier(schema) || ts.isPropertyAccessExpression(schema) ? named(schema) : tableOf(file, schema, at.path, at.name)?.type;
  return type && { type, library: "mongoose", label };
}

// ---- Sequelize, TypeORM ------------------------------------------------------------------------------------------------

/** Fields that are described by `DataTypes.STRING` or `{ type: … }`. */
export function described(file: SchemaFile, expression: ts.Expression | undefined, at: At, library: string, label?: string): Table | undefined {
  const fields = expression && bare(expression);
  if (!fields || !ts.isObjectLiteralExpression(fields)) return undefined;
  const type = objectSchema(file, fields, { ...at, library }, (value) => dataType(value));
  return { type, library, ...(label === undefined ? {} : { label }) };
}

function dataType(expression: ts.Expression): TypeExpr {
  let node = bare(expression);
  if (ts.isObjectLiteralExpression(node)) {
    const type = propertyOf(node, "type");
    return type ? dataType(type) : UNKNOWN;
  }
  if (ts.isCallExpression(node)) node = bare(node.expression);
  const name = ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) || ts.isStringLiteralLike(node) ? node.text : "";
  if (/^(?:string|text|citext|char|varchar|uuid\w*|inet|macaddr|nvarchar|character varying)$/i.test(name)) return STRING;
  if (/^(?:date|dateonly|time|datetime|timestamp\w*|timestamptz)$/i.test(name)) return DATE;
  if (/^(?:integer|int|bigint|float|double|decimal|number|real|smallint|tinyint|numeric|serial)$/i.test(name)) return NUMBER;
  if (/^(?:boolean|bool)$/i.test(name)) return BOOLEAN;
  if (/^enum$/i.test(name)) return CONSTANT;
  return /^(?:blob|bytea|binary|buffer)$/i.test(name) ? BYTES : UNKNOWN;
}

const text = (node: ts.Expression | undefined): string | undefined => (node && ts.isStringLiteralLike(bare(node)) ? (bare(node) as ts.StringLiteral).text : undefined);
