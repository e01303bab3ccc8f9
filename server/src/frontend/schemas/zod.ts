// Zod, and the validators that are spelled alike: Valibot, Yup, Joi, TypeBox, io-ts, Superstruct. A schema is read as the type of what
// it lets through; refinements and transformations change no level.

import { ts } from "ts-morph";
import type { TypeExpr } from "../../ir/types";
import { bare, BOOLEAN, BYTES, CONSTANT, DATE, MAX_DEPTH, named, NUMBER, objectSchema, resultOf, type SchemaFile, STRING, UNKNOWN } from "./context";

/** Packages of validators. */
export const VALIDATORS = /^(?:zod(?:\/.*)?|valibot|yup|joi|@hapi\/joi|@sinclair\/typebox|typebox|io-ts|superstruct|@hono\/zod-openapi|zod-validation-error|astro\/zod|myzod|celebrate)$/;

/** The type that an expression describes; undefined where it is no schema of these libraries. */
export function validatorType(file: SchemaFile, node: ts.Expression, path: string, name: string): TypeExpr | undefined {
  return new ValidatorReader(file, name).read(node, path, 0, true);
}

const STRINGS = new Set([
  "string", "email", "url", "uuid", "uuidv4", "uuidv7", "guid", "cuid", "cuid2", "ulid", "nanoid", "jwt", "emoji", "base64", "base64url", "ipv4", "ipv6", "cidrv4", "cidrv6", "e164", "iso", "datetime", "time", "duration",
  "templateLiteral", "String", "RegExp", "RegEx", "nonempty", "size", "pattern", "NonEmptyString", "hostname", "httpUrl", "stringFormat", "hex", "hash", "lowercase",
]);
const NUMBERS = new Set(["number", "int", "int32", "uint32", "float", "float32", "float64", "bigint", "int64", "Number", "Integer", "BigInt", "integer", "Int"]);
const NOTHING = new Set(["boolean", "bool", "Boolean", "null", "undefined", "void", "never", "nan", "symbol", "Null", "Undefined", "Void", "nullType", "undefinedType", "voidType", "stringbool", "success", "failure"]);
const ENUMS = new Set(["enum", "nativeEnum", "literal", "picklist", "enums", "keyof", "Literal", "Enum", "valid", "oneOf", "enum_", "enumType", "null_"]);
const OBJECTS = new Set(["object", "strictObject", "looseObject", "interface", "Object", "type", "partial", "strict", "exact", "objectWithRest", "assign"]);
const OPEN = new Set(["looseObject", "objectWithRest"]);
const WRAPPERS = new Set(["optional", "nullable", "nullish", "maybe", "nonOptional", "nonNullable", "Optional", "Readonly", "readonly", "brand", "Partial", "Required", "strictType", "exactOptional", "prefault", "pipe", "partial", "required", "exact", "strict", "config", "message", "deprecated", "Promise", "undefinedable", "defaulted", "refine", "refinement", "trimmed", "coerce", "clone"]);
const UNIONS = new Set(["union", "discriminatedUnion", "variant", "xor", "Union", "alternatives", "mixed", "anyOf"]);
/** Methods that only schemas have: `Base.extend(…)` is one, `express.Router()` in the same file is not. */
const DERIVES = new Set([
  "extend", "safeExtend", "augment", "setKey", "shape", "keys", "append", "merge", "and", "concat", "intersect", "pick", "omit", "or", "array", "pipe", "passthrough", "loose", "catchall", "unknown", "keyof", "partial",
  "required", "deepPartial", "strict", "strip", "refine", "superRefine", "optional", "nullable", "nullish", "brand", "readonly", "transform", "default", "describe", "meta", "openapi", "noUnknown", "defined", "label", "check",
]);
const SAME = new Set(["array_", "nonempty", "min", "max", "length"]);

/** Constructors whose own name is also that of a wrapper (`t.partial({…})`, `partial(schema)`): an object literal decides. */
class ValidatorReader {
  constructor(
    private readonly file: SchemaFile,
    private readonly name: string,
  ) {}

  read(expression: ts.Expression, path: string, depth: number, root = false): TypeExpr | undefined {
    const node = bare(expression);
    if (depth > MAX_DEPTH) return undefined;
    if (ts.isIdentifier(node)) return root ? undefined : named(node);
    if (ts.isPropertyAccessExpression(node)) return this.property(node, path, depth, root);
    if (!ts.isCallExpression(node)) return undefined;
    const callee = bare(node.expression);
    const origin = this.file.origin(callee);
    if (origin && VALIDATORS.test(origin.specifier)) return this.construct(origin.path.at(-1) ?? "", node, path, depth);
    if (!ts.isPropertyAccessExpression(callee)) return undefined;
    const receiver = this.read(callee.expression, path, depth + 1);
    if (root && receiver?.t === "typeof" && !DERIVES.has(callee.name.text)) return undefined;
    return receiver && (!root || isOwn(receiver, callee.expression)) ? this.method(receiver, callee.name.text, node, path, depth) : undefined;
  }

  /** `Joi.string`, `PatientSchema.shape.ssn`, `schemas.Patient`. */
  private property(node: ts.PropertyAccessExpression, path: string, depth: number, root: boolean): TypeExpr | undefined {
    const origin = this.file.origin(node);
    if (origin && VALIDATORS.test(origin.specifier)) return primitive(node.name.text);
    const below = bare(node.expression);
    if (ts.isPropertyAccessExpression(below) && (below.name.text === "shape" || below.name.text === "entries" || below.name.text === "fields" || below.name.text === "properties")) {
      const outer = this.read(below.expression, path, depth + 1);
      return outer && { t: "index", of: outer, key: { t: "literal", value: node.name.text } };
    }
    return root ? undefined : named(node);
  }

  private construct(name: string, call: ts.CallExpression, path: string, depth: number): TypeExpr | undefined {
    const [first, second] = call.arguments;
    const literal = first && bare(first);
    if (OBJECTS.has(name) && (literal === undefined || ts.isObjectLiteralExpression(literal))) return this.object(literal, path, depth, OPEN.has(name));
    if (name === "object" && literal && ts.isPropertyAccessExpression(literal)) return this.read(literal.expression, path, depth + 1);
    const scalar = primitive(name);
    if (scalar) return scalar;
    const one = (node: ts.Expression | undefined): TypeExpr => (node && this.read(node, path, depth + 1)) ?? UNKNOWN;
    if (UNIONS.has(name) || name === "or") {
      const list = bare((name === "discriminatedUnion" || name === "variant" ? second : first) ?? call);
      const parts = ts.isArrayLiteralExpression(list) ? [...list.elements] : [...call.arguments];
      return { t: "union", of: parts.map((part) => one(part)) };
    }
    switch (name) {
      case "array":
      case "Array":
      case "set":
      case "readonlyArray":
        return { t: "array", of: one(first) };
      case "tuple":
      case "Tuple":
        return literal && ts.isArrayLiteralExpression(literal) ? { t: "tuple", of: literal.elements.map((part) => one(part)) } : UNKNOWN;
      case "record":
      case "Record":
      case "dictionary":
        return { t: "mapped", key: second ? one(first) : STRING, value: one(second ?? first) };
      case "map":
        return { t: "ref", name: "Map", scope: "global", args: [one(first), one(second)] };
      case "intersection":
      case "intersect":
      case "Intersect":
      case "Composite": {
        const list = literal && ts.isArrayLiteralExpression(literal) ? [...literal.elements] : [...call.arguments];
        return { t: "intersection", of: list.map((part) => one(part)) };
      }
      case "lazy":
      case "recursion":
      case "preprocess":
      case "Recursive": {
        const inner = name === "lazy" ? first : second;
        return (inner && this.read(resultOf(inner) ?? inner, path, depth + 1)) ?? UNKNOWN;
      }
      case "pick":
      case "Pick":
      case "omit":
      case "Omit":
        return selection(name.toLowerCase() === "pick" ? "Pick" : "Omit", one(first), keysOf(second));
      case "instanceof":
      case "instance":
        return first ? (named(bare(first)) ?? UNKNOWN) : UNKNOWN;
      default:
        return WRAPPERS.has(name) ? one(first) : UNKNOWN;
    }
  }

  private object(literal: ts.ObjectLiteralExpression | undefined, path: string, depth: number, open: boolean): TypeExpr {
    if (!literal) return UNKNOWN;
    return objectSchema(this.file, literal, { path, name: this.name, library: "zod", open }, (value, below) => this.read(value, below, depth + 1) ?? UNKNOWN, (value) => this.spread(value, path, depth));
  }

  /** `...Base.shape` in an object. */
  private spread(value: ts.Expression, path: string, depth: number): TypeExpr | undefined {
    const node = bare(value);
    return ts.isPropertyAccessExpression(node) ? this.read(node.expression, path, depth + 1) : undefined;
  }

  private method(receiver: TypeExpr, name: string, call: ts.CallExpression, path: string, depth: number): TypeExpr | undefined {
    const [first] = call.arguments;
    const literal = first && bare(first);
    const one = (): TypeExpr => (first && this.read(first, path, depth + 1)) ?? UNKNOWN;
    switch (name) {
      case "extend":
      case "safeExtend":
      case "augment":
      case "setKey":
      case "shape":
      case "keys":
      case "append": {
        if (!literal) return receiver;
        const own = ts.isObjectLiteralExpression(literal) ? this.object(literal, path, depth, false) : ts.isPropertyAccessExpression(literal) ? (this.read(literal.expression, path, depth + 1) ?? UNKNOWN) : one();
        return isUnknown(receiver) ? own : { t: "intersection", of: [own, receiver] };
      }
      case "merge":
      case "and":
      case "concat":
      case "intersect":
        return { t: "intersection", of: [one(), receiver] };
      case "pick":
      case "omit":
        return selection(name === "pick" ? "Pick" : "Omit", receiver, keysOf(first));
      case "or":
        return { t: "union", of: [receiver, one()] };
      case "array":
        return { t: "array", of: receiver };
      case "of":
      case "items":
      case "ordered":
        return { t: "array", of: one() };
      case "pipe":
        return isUnknown(receiver) ? one() : receiver;
      case "passthrough":
      case "loose":
      case "catchall":
      case "unknown":
        return this.opened(receiver);
      case "keyof":
      case "valid":
      case "oneOf":
        return CONSTANT;
      case "parse":
      case "safeParse":
      case "parseAsync":
      case "safeParseAsync":
      case "validate":
      case "validateSync":
      case "cast":
      case "decode":
        return undefined;
      default:
        return receiver;
    }
  }

  private opened(receiver: TypeExpr): TypeExpr {
    if (receiver.t !== "object") return { t: "intersection", of: [receiver, this.openObject()] };
    const { decls } = this.file;
    const index = decls.findIndex((decl) => decl.id === receiver.decl);
    const decl = decls[index];
    if (decl) decls[index] = { ...decl, open: true };
    return receiver;
  }

  /** Something with no keys of its own that keeps all others. */
  private openObject(): TypeExpr {
    const decl = this.file.declare({ path: `${this.name}~open`, name: this.name, kind: "schema", bases: [], members: [], span: [0, 0], library: "zod", open: true });
    return { t: "object", decl: decl.id };
  }
}

/** Whether a receiver was made by the library here, and is no value of another kind that happens to have the method. */
const isOwn = (receiver: TypeExpr, node: ts.Expression): boolean => receiver.t !== "typeof" || ts.isIdentifier(bare(node)) || ts.isPropertyAccessExpression(bare(node));

const isUnknown = (type: TypeExpr): boolean => type.t === "prim" && type.name === "unknown";

function primitive(name: string): TypeExpr | undefined {
  if (STRINGS.has(name) && !SAME.has(name)) return STRING;
  if (NUMBERS.has(name)) return NUMBER;
  if (NOTHING.has(name)) return BOOLEAN;
  if (ENUMS.has(name)) return CONSTANT;
  if (name === "date" || name === "Date") return DATE;
  if (name === "file" || name === "blob" || name === "Uint8Array" || name === "binary") return BYTES;
  return undefined;
}

function selection(kind: "Pick" | "Omit", of: TypeExpr, keys: readonly string[]): TypeExpr {
  return { t: "ref", name: kind, scope: "global", args: [of, { t: "union", of: keys.map((value) => ({ t: "literal", value })) }] };
}

/** `{ a: true }` and `["a"]`. */
function keysOf(node: ts.Expression | undefined): string[] {
  const literal = node && bare(node);
  if (!literal) return [];
  if (ts.isArrayLiteralExpression(literal)) return literal.elements.flatMap((one) => (ts.isStringLiteralLike(one) ? [one.text] : []));
  if (!ts.isObjectLiteralExpression(literal)) return [];
  return literal.properties.flatMap((one) => (one.name && (ts.isIdentifier(one.name) || ts.isStringLiteralLike(one.name)) && !(ts.isPropertyAssignment(one) && one.initializer.kind === ts.SyntaxKind.FalseKeyword) ? [one.name.text] : []));
}
