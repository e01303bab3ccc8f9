// Quick fixes of unclassified-phi: a tag at the field, or an entry of the policy.

import { posix } from "node:path";
import type { Finding, TextEdit } from "../../engine/api";
import { classifyField } from "../../policy/edit";
import { policyChange } from "../edits/policyEdit";
import { editAt, lineEnd, offsetsOf } from "../edits/text";
import type { Fixer } from "../fixes";
import type { Facts } from "../rule";

export const unclassifiedPhiFixer: Fixer = {
  rules: ["unclassified-phi"],
  *fixes(facts, finding) {
    const { level, data } = finding;
    if (!level) return;
    const word = level.slice(4);
    for (const [tag, preferred] of [[word, true], ["none", false]] as const) {
      const edit = tagEdit(facts, finding, tag);
      if (edit) yield { title: `Tag as @phi ${tag}`, preview: `Writes \`@phi ${tag}\` at the field.`, kind: `tag-${tag}`, preferred, safe: false, edits: [edit] };
    }
    const type = data?.["type"];
    const field = data?.["field"];
    if (typeof type !== "string" || !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(type) || typeof field !== "string") return;
    const change = policyChange(facts, finding.file, (text) => classifyField(text, `${type}.${field}`, level));
    if (change) yield { title: `Classify ${type}.${field} in ${posix.basename(change.file)}`, preview: `Says in the policy that the field is ${level}.`, kind: "classify", preferred: false, safe: false, edits: change.edits, ...(change.creates ? { creates: change.creates } : {}) };
  },
};

/** A comment before the member; a comment that is there is kept, with the tag in a line of its own. */
function tagEdit(facts: Facts, finding: Finding, tag: string): TextEdit | undefined {
  const { file } = finding;
  if (!/\.[cm]?[jt]sx?$/.test(file)) return undefined;
  const text = facts.text(file);
  const [name] = offsetsOf(facts, finding);
  const before = text.slice(0, name);
  const start = before.length - (/(?:\b(?:readonly|public|private|protected|static|declare|override|accessor)\s+)*["'#]?$/.exec(before)?.[0].length ?? 0);
  const line = text.lastIndexOf("\n", start - 1) + 1;
  const indent = text.slice(line, start);
  if (/\S/.test(indent) && !/[{;,(]\s*$/.test(indent)) return undefined;
  const doc = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(text.slice(0, start));
  if (!doc || /\S/.test(indent)) return editAt(facts, file, [start, start], `/** @phi ${tag} */ `);
  const eol = lineEnd(text);
  const body = doc[1] ?? "";
  const from = doc.index;
  const close = from + 3 + body.length;
  if (body.includes("\n")) return editAt(facts, file, [from + 3 + body.trimEnd().length, close], `${eol}${indent} * @phi ${tag}${eol}${indent} `);
  return editAt(facts, file, [from + 3, close], `${eol}${indent} * ${body.trim()}${eol}${indent} * @phi ${tag}${eol}${indent} `);
}
