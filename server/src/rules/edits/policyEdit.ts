// A change of the policy that stands over a file, as edits of the file or as a new file.

import { posix } from "node:path";
import type { Fix, TextEdit } from "../../engine/api";
import type { JsonEdit } from "../../policy/edit";
import type { Facts } from "../rule";

export interface PolicyChange {
  readonly file: string;
  readonly edits: readonly TextEdit[];
  readonly creates?: NonNullable<Fix["creates"]>;
}

/** Runs a change on the policy for a file; undefined where it changes nothing or the policy cannot be read. */
export function policyChange(facts: Facts, file: string, change: (text: string | undefined) => JsonEdit | undefined): PolicyChange | undefined {
  const path = facts.policyFor(file).file;
  if (path === undefined) {
    const result = change(undefined);
    const created = posix.join(facts.root, "phi-lens.json");
    return result && { file: created, edits: [], creates: [{ file: created, text: result.text }] };
  }
  const text = facts.text(path);
  const result = change(text);
  if (!result || result.edits.length === 0) return undefined;
  return { file: path, edits: result.edits.map(({ offset, length, content }) => ({ file: path, range: { start: positionAt(text, offset), end: positionAt(text, offset + length) }, newText: content })) };
}

function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - (before.lastIndexOf("\n") + 1) + 1 };
}
