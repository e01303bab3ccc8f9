// Turns violations of a published schema into problems at the right span, in words a developer can act on.

import type { Node } from "jsonc-parser";
import { entries, type JsonProblem, MAX_JSON_PROBLEMS, nodeAtPointer, plainValue, type Span, spanOf } from "./jsonc";
import type { SchemaError, Validator } from "./schema.generated";
import { didYouMean } from "./suggest";

/** Checks a document against a schema and its compiled validator. */
export function validate(root: Node, validator: Validator, schema: unknown): JsonProblem[] {
  if (validator(plainValue(root))) return [];
  const problems: JsonProblem[] = [];
  for (const error of settleAlternatives(validator.errors ?? [], root).slice(0, MAX_JSON_PROBLEMS)) {
    problems.push({ severity: "error", span: spanOfError(error, root), message: messageOf(error, root, schema) });
  }
  return problems;
}

/** Of an `anyOf`, only the errors of the alternative that was meant: an object, or a word. */
function settleAlternatives(errors: readonly SchemaError[], root: Node): SchemaError[] {
  const alternatives = new Map<string, string>();
  for (const error of errors) if (error.keyword === "anyOf") alternatives.set(error.instancePath, nodeAtPointer(root, error.instancePath).type);
  return errors.filter((error) => {
    const type = alternatives.get(error.instancePath);
    if (type === undefined) return true;
    if (type === "object") return error.keyword !== "anyOf" && error.keyword !== "enum";
    return type === "string" ? error.keyword === "enum" : error.keyword === "anyOf";
  });
}

function spanOfError(error: SchemaError, root: Node): Span {
  const node = nodeAtPointer(root, error.instancePath);
  if (error.keyword === "additionalProperties") {
    for (const [key, , keyNode] of entries(node)) if (key === error.params.additionalProperty) return spanOf(keyNode);
  }
  return spanOf(node);
}

function messageOf(error: SchemaError, root: Node, schema: unknown): string {
  const where = pathText(error.instancePath);
  const value = nodeAtPointer(root, error.instancePath);
  switch (error.keyword) {
    case "additionalProperties": {
      const key = String(error.params.additionalProperty);
      const known = knownKeys(schema, error.instancePath);
      return error.instancePath === "/rules" ? `There is no rule \`${short(key)}\`.${didYouMean(key, known)}` : `Unknown key \`${short(key)}\`.${didYouMean(key, known)}`;
    }
    case "enum": {
      const allowed = (error.params.allowedValues as readonly unknown[]).map(String);
      const written = typeof value.value === "string" ? value.value : JSON.stringify(plainValue(value));
      return `\`${short(written ?? "")}\` is not a value of ${where}: ${allowed.length > 8 ? "see the schema" : allowed.join(", ")}.${didYouMean(String(written), allowed)}`;
    }
    case "type":
      return `${where} is ${article(value.type)}; it has to be ${article(String(error.params.type))}.`;
    case "anyOf":
      return `${where} is ${article(value.type)}; it has to be a level, or an object with \`level\` and \`category\`.`;
    case "required":
      return `${where} misses the key \`${String(error.params.missingProperty)}\`.`;
    case "const":
      return `${where} has to be ${JSON.stringify(error.params.allowedValue)}.`;
    case "minLength":
      return `${where} is empty.`;
    case "minimum":
      return `${where} has to be ${String(error.params.limit)} or more.`;
    default:
      return `${where} does not match the schema (${error.keyword}).`;
  }
}

/** The keys that the schema knows for the object at a pointer. */
function knownKeys(schema: unknown, pointer: string): string[] {
  const root = schema as JsonSchema;
  let at: JsonSchema | undefined = settled(root, root);
  for (const part of pointer.split("/").slice(1)) {
    const extra: JsonSchema | undefined = typeof at?.additionalProperties === "object" ? at.additionalProperties : undefined;
    at = settled(at?.properties?.[part] ?? at?.items ?? extra, root);
  }
  return Object.keys(at?.properties ?? {});
}

/** What a schema says in the end: through `$ref`, and of alternatives the one that is an object. */
function settled(schema: JsonSchema | undefined, root: JsonSchema): JsonSchema | undefined {
  if (schema?.$ref) return settled(root.definitions?.[schema.$ref.replace("#/definitions/", "")], root);
  return schema?.anyOf?.map((alternative) => settled(alternative, root)).find((alternative) => alternative?.properties) ?? schema;
}

interface JsonSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly additionalProperties?: boolean | JsonSchema;
}

/** `/destinations/0/allows` as `` `destinations[0].allows` ``. */
function pathText(pointer: string): string {
  if (pointer === "") return "The file";
  const parts = pointer.split("/").slice(1).map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return `\`${short(parts.map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`)).join(""))}\``;
}

const article = (type: string): string => ({ null: "null", object: "an object", array: "a list", integer: "a whole number", string: "text" })[type] ?? `a ${type}`;

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
