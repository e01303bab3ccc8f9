// The page of every rule: its fixed shape, and that its samples are true. Wrong must give a finding of the rule, Right must not.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../server/src/rules/catalog";
import type { Files } from "./fixture";
import { describe as inWords, engineFor, flowProblems } from "./harness";
import { expectKnown } from "./ledger";

const SECTIONS = ["What", "Why", "Wrong", "Right", "How to configure", "When not to worry"];
/** Where a block without `file=` goes. */
const PLACES: Readonly<Record<string, string>> = { ts: "src/sample.ts", tsx: "src/sample.tsx", json: "phi-lens.json" };

describe("rule pages", () => {
  for (const rule of RULES) {
    describe(rule.id, () => {
      const file = join(__dirname, "..", "..", "server", "src", "rules", rule.id, "README.md");
      const page = existsSync(file) ? readFileSync(file, "utf8").replaceAll("\r\n", "\n") : "";

      it("has the shape of all pages", () => {
        assert.ok(page.startsWith(`# ${rule.title} (\`${rule.id}\`)\n\n`), "title");
        assert.deepEqual([...page.matchAll(/^## (.*)$/gm)].map((heading) => heading[1]), SECTIONS);
        assert.match(section(page, "Why"), /\b164\.\d{3}/, "no citation");
        for (const part of SECTIONS) assert.ok(section(page, part).trim().length > 40, `${part} is empty`);
      });

      it("says the summary of the catalog", () => assert.equal(page.split("\n")[2], rule.description));

      it("is right about what is wrong", () => {
        const wrong = samples(section(page, "Wrong"));
        const findings = engineFor(wrong).findings();
        const own = findings.filter((finding) => finding.rule === rule.id && finding.confidence !== "low" && !finding.suppressed);
        expectKnown(`page ${rule.id}, wrong`, own.length === 0 ? ["no finding"] : own.flatMap((finding) => flowProblems(finding, wrong)));
      }).timeout(20_000);

      it("is right about what is right", () => {
        const wrong = samples(section(page, "Wrong"));
        const right = samples(section(page, "Right"));
        // Right is checked under Wrong's policy unless it brings its own.
        const policy = wrong["phi-lens.json"];
        const findings = engineFor(policy === undefined ? right : { "phi-lens.json": policy, ...right }).findings();
        expectKnown(`page ${rule.id}, right`, findings.filter((finding) => finding.rule === rule.id && finding.confidence !== "low").map((finding) => `wrong: ${inWords(finding)}`));
      }).timeout(20_000);
    });
  }
});

/** The text below a heading. */
const section = (page: string, title: string): string => page.split(/^## /m).find((part) => part.startsWith(`${title}\n`))?.slice(title.length) ?? "";

/** The code blocks of a section as files. */
function samples(text: string): Files {
  const files: Record<string, string> = {};
  for (const [, language = "", file, body = ""] of text.matchAll(/^```(\w+)(?: file=(\S+))?\n([\s\S]*?)^```$/gm)) files[file ?? PLACES[language] ?? `src/${language}`] = body;
  assert.ok(Object.keys(files).length > 0, "no sample");
  return files;
}
