// Reading of JSON with comments: a syntax tree with offsets, safe plain values, and problems. Shared by the policy file and the
// checklist file; knows nothing of either.

import { findNodeAtLocation, type Node, type ParseError, type ParseErrorCode, parseTree, printParseErrorCode } from "jsonc-parser";

export type Span = readonly [number, number];

export interface JsonProblem {
  readonly span: Span;
  readonly message: string;
  readonly severity: "error" | "warning";
}

export interface JsonDocument {
  /** Undefined where nothing could be read. */
  readonly root?: Node;
  readonly problems: readonly JsonProblem[];
}

/** Larger files are refused: nobody wrote them by hand, and an editor must not freeze over them. */
export const MAX_JSON_CHARACTERS = 2_000_000;
/** Problems beyond these are not listed one by one. */
export const MAX_JSON_PROBLEMS = 100;
const MAX_DEPTH = 100;

/** Parses what can be parsed; never throws. */
export function parseJsonc(text: string): JsonDocument {
  if (text.length > MAX_JSON_CHARACTERS) {
    return { problems: [{ span: [0, 0], severity: "error", message: `The file is too large (${megabytes(text.length)} MB); the limit is ${megabytes(MAX_JSON_CHARACTERS)} MB. It is not used.` }] };
  }
  if (deeperThan(text, MAX_DEPTH)) {
    return { problems: [{ span: [0, 0], severity: "error", message: `The file is nested more than ${MAX_DEPTH} levels deep. It is not used.` }] };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false, allowEmptyContent: true });
  const problems: JsonProblem[] = errors.slice(0, MAX_JSON_PROBLEMS).map((error) => ({
    span: [error.offset, error.offset + error.length],
    severity: "error",
    message: syntaxMessage(error.error),
  }));
  if (root) duplicateKeys(root, problems);
  return { root, problems };
}

/**
 * The value of a node as plain data. Objects have no prototype, so that keys such as `__proto__` and `constructor` are keys like
 * any other; of duplicate keys the last one counts, as everywhere in JSON.
 */
export function plainValue(node: Node | undefined): unknown {
  if (!node) return undefined;
  if (node.type === "array") return (node.children ?? []).map(plainValue);
  if (node.type !== "object") return node.value;
  const value: Record<string, unknown> = Object.create(null);
  for (const [key, child] of entries(node)) value[key] = plainValue(child);
  return value;
}

/** Key, value node and key node of each property; nothing for other nodes. Properties without a value are left out. */
export function entries(node: Node | undefined): [key: string, value: Node, keyNode: Node][] {
  if (node?.type !== "object") return [];
  const result: [string, Node, Node][] = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key && value) result.push([String(key.value), value, key]);
  }
  return result;
}

/** The last value under a key. */
export function member(node: Node | undefined, key: string): Node | undefined {
  let found: Node | undefined;
  for (const [name, value] of entries(node)) if (name === key) found = value;
  return found;
}

/** Elements of an array node; none for other nodes. */
export const elements = (node: Node | undefined): readonly Node[] => (node?.type === "array" ? (node.children ?? []) : []);

export const spanOf = (node: Node): Span => [node.offset, node.offset + node.length];

/** The node at a JSON pointer, or the nearest one above it that exists. */
export function nodeAtPointer(root: Node, pointer: string): Node {
  const path = pointer.split("/").slice(1).map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  let node = root;
  for (const part of path) {
    const next = node.type === "array" ? findNodeAtLocation(node, [Number(part)]) : member(node, part);
    if (!next) return node;
    node = next;
  }
  return node;
}

function duplicateKeys(root: Node, problems: JsonProblem[]): void {
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === "array") stack.push(...(node.children ?? []));
    const seen = new Set<string>();
    for (const [key, value, keyNode] of entries(node)) {
      if (seen.has(key) && problems.length < MAX_JSON_PROBLEMS) {
        problems.push({ span: spanOf(keyNode), severity: "warning", message: `\`${key}\` is here twice; only the last one counts.` });
      }
      seen.add(key);
      stack.push(value);
    }
  }
}

/** Brackets outside strings and comments are enough: the parser is recursive, and must not be asked to go too deep. */
function deeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      for (at++; at < text.length && text[at] !== '"' && text[at] !== "\n"; at++) if (text[at] === "\\") at++;
    } else if (char === "/" && text[at + 1] === "/") {
      at = endOf(text, "\n", at);
    } else if (char === "/" && text[at + 1] === "*") {
      at = endOf(text, "*/", at + 2);
    } else if (char === "{" || char === "[") {
      if (++depth > limit) return true;
    } else if (char === "}" || char === "]") {
      depth--;
    }
  }
  return false;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at;
}

const megabytes = (characters: number): string => (characters / 1_000_000).toFixed(characters % 1_000_000 ? 1 : 0);

function syntaxMessage(code: ParseErrorCode): string {
  const words = printParseErrorCode(code).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return `Not valid JSON: ${words}.`;
}
