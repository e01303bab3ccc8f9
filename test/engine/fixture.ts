// A fixture as it is written: a Markdown document that holds several files, with inline marks. Separate from the harness, so that
// reading one needs no engine.

import { RULES } from "../../server/src/rules/catalog";

/** Files by path relative to the root. */
export type Files = Readonly<Record<string, string>>;

export interface Fixture {
  readonly title: string;
  /** Rules that are scored; findings of others are not looked at. */
  readonly rules: readonly string[];
  /** The file that, executed, must confirm the marks (fixtures in which `sink` and `source` are real functions). */
  readonly run?: string;
  readonly files: Files;
}

/** A mark at the end of a line: `// expect: rule-a, rule-b; at: patient.ssn; flow: read Patient.ssn | passed to save`. */
export interface Mark {
  readonly kind: "expect" | "known-miss" | "known-wrong" | "allow";
  /** One of these. */
  readonly rules: readonly string[];
  readonly file: string;
  readonly line: number;
  /** Exact text of the carrier. */
  readonly at?: string;
  /** Parts of step texts, in order. */
  readonly flow?: readonly string[];
}

/** The rules that a fixture scores where it does not say. */
export const FLOW_RULES = RULES.filter((rule) => rule.group === "flows").map((rule) => rule.id);

/** Reads a fixture. Throws on a document that is not one. */
export function parseFixture(text: string): Fixture {
  const front = /^---\n([\s\S]*?)\n---\n/.exec(text);
  if (!front) throw new Error("a fixture begins with front matter between --- lines");
  const settings = new Map((front[1] ?? "").split("\n").map((line) => [line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]));
  const files: Record<string, string> = {};
  for (const block of text.matchAll(/^(`{3,4})\w+ file=(\S+)\n([\s\S]*?)^\1$/gm)) {
    const [, , path = "", body = ""] = block;
    if (path in files) throw new Error(`two blocks for ${path}`);
    files[path] = body;
  }
  if (Object.keys(files).length === 0) throw new Error("no code block with file=");
  const run = settings.get("run");
  const rules = /^\[(.*)\]$/.exec(settings.get("rules") ?? "")?.[1]?.split(",").map((rule) => rule.trim());
  return { title: settings.get("title") ?? "", rules: rules ?? FLOW_RULES, files, ...(run ? { run } : {}) };
}

/** All marks of the files' text. */
export function readMarks(files: Files): Mark[] {
  const marks: Mark[] = [];
  for (const [file, text] of Object.entries(files)) {
    text.split("\n").forEach((line, index) => {
      const found = /(?:\/\/|\{\/\*)\s*(expect|known-miss|known-wrong|allow):\s*(.*?)(?:\s*\*\/\}.*)?$/.exec(line);
      if (!found) return;
      const [, kind, rest = ""] = found;
      const [rules = "", ...settings] = rest.split(/\s+--\s+/)[0]?.split(/;\s+(?=(?:at|flow):)/) ?? [];
      const setting = (name: string): string | undefined => settings.find((one) => one.startsWith(`${name}:`))?.slice(name.length + 1).trim();
      const at = setting("at");
      const flow = setting("flow")?.split("|").map((step) => step.trim());
      for (const rule of rules.split(",").map((one) => one.trim()).filter(Boolean))
        marks.push({ kind: kind as Mark["kind"], rules: rule.split("|"), file, line: index + 1, ...(at ? { at } : {}), ...(flow ? { flow } : {}) });
    });
  }
  return marks;
}
