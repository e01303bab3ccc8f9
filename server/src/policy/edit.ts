// Edits of a policy or checklist file that keep its comments and layout: what quick fixes, the side bar and `init` write.

import { applyEdits, type Edit, findNodeAtLocation, type FormattingOptions, type JSONPath, modify, type ParseError, parseTree } from "jsonc-parser";
import type { Category, Level } from "../lattice/level";
import { MAX_JSON_CHARACTERS } from "./jsonc";
import type { DestinationKind, Policy } from "./policy";

/** The text after the change, and the change as edits of the text before. */
export interface JsonEdit {
  readonly text: string;
  readonly edits: readonly { readonly offset: number; readonly length: number; readonly content: string }[];
}

export interface Approval {
  readonly id: string;
  readonly name?: string;
  readonly kind?: DestinationKind;
  readonly match?: { readonly hosts?: readonly string[]; readonly packages?: readonly string[]; readonly env?: readonly string[] };
  readonly allows: Level;
  readonly training?: boolean;
  /** Left out: an empty stub for a person to fill in, so that the missing agreement is reported until they do. */
  readonly baa?: { readonly signed?: string; readonly expires?: string; readonly document?: string };
}

/**
 * Lets a level go to a destination: changes the entry with that id, or adds one. Undefined where the text is broken JSON, as
 * for all functions here: a file that cannot be read is not rewritten.
 */
export function approveDestination(text: string | undefined, approval: Approval): JsonEdit | undefined {
  return changing(text, (document) => {
    const index = document.indexOf("destinations", "id", approval.id);
    if (index === undefined) {
      const { id, name, kind, match, allows, training, baa } = approval;
      document.append("destinations", withoutUndefined({ id, name, kind, match, allows, training, baa: baa ?? { signed: "", expires: "", document: "" } }));
      return;
    }
    for (const key of ["name", "kind", "match", "allows", "training", "baa"] as const) {
      if (approval[key] !== undefined) document.set(["destinations", index, key], approval[key]);
    }
    if (approval.baa === undefined && !document.has(["destinations", index, "baa"])) {
      document.set(["destinations", index, "baa"], { signed: "", expires: "", document: "" });
    }
  });
}

/** Takes an approval back: only `operational` may go there from now on. The entry and its agreement stay, as a record. */
export function revokeDestination(text: string | undefined, id: string): JsonEdit | undefined {
  return changing(text, (document) => {
    const index = document.indexOf("destinations", "id", id);
    if (index === undefined) return;
    document.set(["destinations", index, "allows"], "operational");
    if (document.has(["destinations", index, "training"])) document.set(["destinations", index, "training"], false);
  });
}

/** Says what a field is; `key` is `Type.field`, `Type.*` or `*.field`. */
export function classifyField(text: string | undefined, key: string, level: Level, category?: Category): JsonEdit | undefined {
  return changing(text, (document) => document.set(["classification", "fields", key], category ? { level, category } : level));
}

/** Says what a type is; `key` is `module#Type` or a bare name. */
export function classifyType(text: string | undefined, key: string, level: Level, category?: Category): JsonEdit | undefined {
  return changing(text, (document) => document.set(["classification", "types", key], category ? { level, category } : level));
}

/** Sets the severity of a rule. */
export function setRule(text: string | undefined, rule: string, severity: Policy["rules"][string]): JsonEdit | undefined {
  return changing(text, (document) => document.set(["rules", rule], severity));
}

/** Adds a callee to one of the lists that hold nothing else. */
export function addCallee(text: string | undefined, list: readonly ["audit" | "encryption" | "outputValidation" | "humanReview", "callees"] | readonly ["access", "guards"], callee: string): JsonEdit | undefined {
  return changing(text, (document) => document.appendAt([...list], callee));
}

/** Adds a sanitizer. */
export function addSanitizer(text: string | undefined, callee: string, yields: Level): JsonEdit | undefined {
  return changing(text, (document) => document.append("sanitizers", { callee, yields }));
}

/** A document under change. */
export interface JsonEditing {
  has(path: JSONPath): boolean;
  set(path: JSONPath, value: unknown): void;
  append(list: string, value: unknown): void;
  appendAt(list: JSONPath, value: unknown): void;
  /** Of the list's first entry whose key has the value. */
  indexOf(list: string, key: string, value: string): number | undefined;
}

/** Runs changes on a text, each on the result of the one before. An empty or missing text starts as `{ "version": 1 }`. */
export function changing(text: string | undefined, change: (document: JsonEditing) => void): JsonEdit | undefined {
  const before = text ?? "";
  const blank = before.trim() === "";
  let current = blank ? '{\n  "version": 1\n}\n' : before;
  if (current.length > MAX_JSON_CHARACTERS || !isSoundObject(current)) return undefined;
  const formattingOptions = formattingOf(current);
  const tree = () => parseTree(current, [], { allowTrailingComma: true });
  const nodeAt = (path: JSONPath) => {
    const root = tree();
    return root && findNodeAtLocation(root, path);
  };
  const set = (path: JSONPath, value: unknown, isArrayInsertion = false): void => {
    current = applyEdits(current, modify(current, path, value, { formattingOptions, isArrayInsertion }));
  };
  const appendAt = (list: JSONPath, value: unknown): void => {
    const node = nodeAt(list);
    if (node?.type !== "array") set(list, [value]);
    else set([...list, node.children?.length ?? 0], value, true);
  };
  change({
    has: (path) => nodeAt(path) !== undefined,
    set: (path, value) => set(path, value),
    append: (list, value) => appendAt([list], value),
    appendAt,
    indexOf(list, key, value) {
      const index = (nodeAt([list])?.children ?? []).findIndex((entry) => findNodeAtLocation(entry, [key])?.value === value);
      return index < 0 ? undefined : index;
    },
  });
  return { text: current, edits: difference(before, current) };
}

/** One edit: what differs between the common start and the common end. */
function difference(before: string, after: string): Edit[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return [{ offset: start, length: before.length - end - start, content: after.slice(start, after.length - end) }];
}

function isSoundObject(text: string): boolean {
  const errors: ParseError[] = [];
  return parseTree(text, errors, { allowTrailingComma: true })?.type === "object" && errors.length === 0;
}

/** Indentation and line ends as the file has them. */
function formattingOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  return { insertSpaces: !indent.startsWith("\t"), tabSize: indent.startsWith("\t") ? 1 : indent.length, eol: text.includes("\r\n") ? "\r\n" : "\n" };
}

const withoutUndefined = (value: object): object => Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
