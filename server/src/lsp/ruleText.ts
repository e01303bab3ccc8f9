// Text about rules and tags that the editor shows: where a rule's page is, completion and hover inside comments.

import { existsSync } from "node:fs";
import path from "node:path";
import { type CompletionItem, CompletionItemKind, type Hover, InsertTextFormat, MarkupKind } from "vscode-languageserver";
import type { Level } from "../lattice/level";
import { toUri } from "./convert";
import { t } from "./l10n";
import type { WirePosition } from "./messages";

const tags = (): readonly { readonly tag: string; readonly level: Level; readonly about: string }[] => [
  { tag: "direct", level: "phi-direct", about: t("Identifies a patient: restricted, every access logged.") },
  { tag: "indirect", level: "phi-indirect", about: t("De-identified but linkable to a patient: controlled access.") },
  { tag: "none", level: "operational", about: t("No patient connection, whatever its name suggests.") },
];

const ignores = (): readonly { readonly name: string; readonly about: string }[] => [
  { name: "phi-lens-ignore-next-line", about: t("Accepts a finding on the next line. The reason is kept and shown in the report as an accepted risk.") },
  { name: "phi-lens-ignore-file", about: t("Accepts a rule's findings in this file. The reason is kept and shown in the report as an accepted risk.") },
];

/** The page of a rule on disk, in the extension or beside the sources. */
export function rulePage(rule: string, folders: readonly string[]): string | undefined {
  if (!/^[a-z][a-z-]*$/.test(rule)) return undefined;
  const candidates = folders.flatMap((folder) => [path.join(folder, `${rule}.md`), path.join(folder, rule, "README.md")]);
  const page = candidates.find((file) => existsSync(file));
  return page === undefined ? undefined : toUri(page);
}

/** A link that VS Code runs as a command. */
export const ruleCommand = (rule: string): string => `command:phiLens.explainRule?${encodeURIComponent(JSON.stringify([rule]))}`;

/** A link that VS Code runs to show the flow of a finding. */
export const flowCommand = (uri: string, fingerprint: string): string => `command:phiLens.showFlow?${encodeURIComponent(JSON.stringify([{ uri, fingerprint }]))}`;

/** Completion of `@phi` tags and ignore comments, from the text of the line before the caret. */
export function completeComment(line: string, position: WirePosition, rules: readonly string[]): CompletionItem[] {
  const before = line.slice(0, position.character);
  const inComment = /^\s*(?:\/?\*|\/\/)|\/\*|\/\/|\{\s*\/\*/.test(before);
  if (!inComment) return [];
  const range = (typed: string) => ({ start: { line: position.line, character: position.character - typed.length }, end: position });
  const rule = /phi-lens-ignore-(?:next-line|file)\s+((?:[\w-]+,\s*)*)([\w-]*)$/.exec(before);
  if (rule) {
    return rules.map((id) => ({
      label: id, kind: CompletionItemKind.EnumMember, insertTextFormat: InsertTextFormat.Snippet,
      textEdit: { range: range(rule[2] ?? ""), newText: line.slice(position.character).includes("--") ? id : `${id} -- \${1:reason}` },
    }));
  }
  const level = /@phi\s+(\w*)$/.exec(before);
  if (level) {
    return tags().map(({ tag, about }) => ({
      label: tag, kind: CompletionItemKind.EnumMember, documentation: about, textEdit: { range: range(level[1] ?? ""), newText: tag },
    }));
  }
  const tag = /(?:^|[\s*])(@\w*)$/.exec(before);
  if (tag) {
    return tags().map(({ tag: name, about }) => ({
      label: `@phi ${name}`, kind: CompletionItemKind.Keyword, documentation: about,
      textEdit: { range: range(tag[1] ?? ""), newText: `@phi ${name}` },
    }));
  }
  const ignore = /(?:\/\/|\/\*)\s*([\w-]*)$/.exec(before);
  if (!ignore) return [];
  return ignores().map(({ name, about }) => ({
    label: name, kind: CompletionItemKind.Snippet, documentation: about, insertTextFormat: InsertTextFormat.Snippet,
    textEdit: { range: range(ignore[1] ?? ""), newText: `${name} \${1|${rules.join(",") || "rule"}|} -- \${2:reason}` },
  }));
}

/** Hover of a tag or an ignore comment. */
export function hoverComment(line: string, position: WirePosition): Hover | undefined {
  for (const match of line.matchAll(/@phi\s+(direct|indirect|none)\b|phi-lens-ignore-(?:next-line|file)\b/g)) {
    if (position.character < match.index || position.character > match.index + match[0].length) continue;
    const tag = tags().find((entry) => entry.tag === match[1]);
    const about = tag
      ? `**${t("PHI Lens tag")}** \`@phi ${tag.tag}\` (\`${tag.level}\`)\n\n${tag.about}`
      : `**${t("PHI Lens suppression")}**\n\n${ignores().find((entry) => entry.name === match[0])?.about ?? ""}`;
    return {
      contents: { kind: MarkupKind.Markdown, value: about },
      range: { start: { line: position.line, character: match.index }, end: { line: position.line, character: match.index + match[0].length } },
    };
  }
  return undefined;
}
