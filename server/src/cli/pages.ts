// The pages of the rules: beside the bundle in `dist/rules`, or in the sources. A rule without a page is described by the catalog.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ruleInfo } from "../rules/catalog";

/** The page of a rule as Markdown; undefined for a rule that does not exist. */
export function rulePage(id: string): string | undefined {
  const rule = ruleInfo(id);
  if (!rule) return undefined;
  for (const file of [join(__dirname, "rules", `${id}.md`), join(__dirname, "..", "rules", id, "README.md")]) {
    try {
      return readFileSync(file, "utf8").replaceAll("\r\n", "\n");
    } catch {
      // The other place may have it.
    }
  }
  return `# ${rule.title} (\`${rule.id}\`)\n\n${rule.description}\n\nDefault severity: ${rule.severity}. HIPAA: ${rule.citation}.\n`;
}
