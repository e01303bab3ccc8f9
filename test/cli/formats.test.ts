// The output formats: what other programs read has to stay as it is.

import assert from "node:assert/strict";
import pc from "picocolors";
import { formatGithub } from "../../server/src/cli/formats/github";
import { formatJson } from "../../server/src/cli/formats/json";
import type { CheckResult } from "../../server/src/cli/formats/result";
import { formatSarif } from "../../server/src/cli/formats/sarif";
import { formatStylish } from "../../server/src/cli/formats/stylish";
import { RULES } from "../../server/src/rules/catalog";
import policySchema from "../../server/src/policy/phi-lens.schema.json";
import { CHECKLIST, finding, range, STATS } from "./fakes";

const result = (more: Partial<CheckResult> = {}): CheckResult => ({ version: "1.2.3", cwd: "/w", findings: [finding()], checklist: CHECKLIST, stats: STATS, baselined: 0, truncated: 0, ...more });
const plain = pc.createColors(false);

describe("formats: json", () => {
  it("has the keys of version 1, in their order", () => {
    const position = (line: number, column: number, endColumn = column + 5) => ({ start: { line, column }, end: { line, column: endColumn } });
    assert.equal(
      formatJson(result()),
      `${JSON.stringify(
        {
          version: 1,
          tool: { name: "phi-lens", version: "1.2.3" },
          findings: [
            {
              rule: "phi-in-log", severity: "error", confidence: "high", message: "PHI-Direct `patient.ssn` (SSN) reaches the console.", file: "src/a.ts",
              range: position(3, 15), enclosing: position(3, 3, 30), level: "phi-direct", categories: ["ssn"], destination: { id: "console", kind: "log" }, citation: "45 CFR 164.312(a)(1)",
              flow: [{ file: "src/a.ts", range: position(2, 9), text: "read Patient.ssn" }, { file: "src/log.ts", range: position(7, 3), text: "console.log" }],
              sinks: [{ file: "src/log.ts", range: position(7, 3) }], fingerprint: "f1", suppressed: null,
            },
          ],
          checklist: [{ id: "audit-logging", section: "implementation", status: "fail", summary: "3 of 9 PHI accesses audited" }],
          stats: { files: 3, functions: 12, projects: 1, milliseconds: 12, phases: { load: 1, lower: 2, solve: 3, rules: 4 }, rssMegabytes: 100, cacheHits: 0 },
        },
        null,
        2,
      )}\n`,
    );
  });
  it("shows files outside the current folder by the way there", () => assert.match(formatJson(result({ cwd: "/w/sub" })), /"file": "..\/src\/a.ts"/));
});

describe("formats: github", () => {
  it("escapes what would end a command or a property", () => {
    const text = formatGithub(result({ findings: [finding({ message: "100%\nof it", file: "/w/a,b:c.ts", range: range(1, 2, 3, 4) }), finding({ suppressed: { reason: "r" } })] }));
    assert.equal(text, "::error file=a%2Cb%3Ac.ts,line=1,endLine=3,col=2,title=phi-in-log::100%25%0Aof it [45 CFR 164.312(a)(1)]\n");
  });
});

describe("formats: stylish", () => {
  it("groups by file, shows the flow in short, and sums up", () => {
    const text = formatStylish(result({ findings: [finding(), finding({ severity: "warning", range: range(12, 1), flow: [] }), finding({ suppressed: { reason: "r" } })], baselined: 2 }), plain);
    assert.equal(
      text,
      [
        "src/a.ts",
        "  3:15  error       PHI-Direct `patient.ssn` (SSN) reaches the console.  phi-in-log",
        "        read Patient.ssn (2:9) → console.log (src/log.ts:7:3)",
        "  12:1  warning     PHI-Direct `patient.ssn` (SSN) reaches the console.  phi-in-log",
        "",
        "✖ 2 findings (1 error, 1 warning) in 3 files · 1 accepted risk · 2 in the baseline · checklist 0 of 1",
        "phi-lens explain phi-in-log tells more about a rule.",
        "",
      ].join("\n"),
    );
  });
  it("says that nothing was found", () => assert.match(formatStylish(result({ findings: [] }), plain), /^✔ No PHI findings in 3 files/));
  it("lets no control character of the code through to the terminal", () => {
    const text = formatStylish(result({ findings: [finding({ message: "a\u001b[31mb\u0007\u202e", file: "/w/\u001b]0;x.ts" })] }), plain);
    for (const char of "\u001b\u0007\u202e") assert.ok(!text.includes(char));
  });
});

describe("formats: sarif", () => {
  const sarif = (more: Partial<CheckResult> = {}) => JSON.parse(formatSarif(result(more), (rule) => `# ${rule}`));
  it("names every rule with its page, and findings point at theirs", () => {
    const [run] = sarif().runs;
    assert.deepEqual(run.tool.driver.rules.map((rule: { id: string }) => rule.id), RULES.map(({ id }) => id));
    assert.equal(run.tool.driver.rules[run.results[0].ruleIndex].id, "phi-in-log");
    assert.equal(run.tool.driver.rules[0].help.markdown, "# phi-to-ai-vendor");
    assert.equal(run.originalUriBaseIds.SRCROOT.uri, "file:///w/");
  });
  it("has the flow, the sinks, the fingerprint and relative, encoded files", () => {
    const [entry] = sarif({ findings: [finding({ file: "/w/a b#c.ts" })] }).runs[0].results;
    assert.deepEqual(entry.codeFlows[0].threadFlows[0].locations.map((step: { location: { message: { text: string } } }) => step.location.message.text), ["read Patient.ssn", "console.log"]);
    assert.equal(entry.relatedLocations.length, 1);
    assert.deepEqual(entry.partialFingerprints, { "phiLens/v1": "f1" });
    assert.equal(entry.locations[0].physicalLocation.artifactLocation.uri, "a%20b%23c.ts");
  });
  it("has accepted risks as suppressions, and levels of its own", () => {
    const results = sarif({ findings: [finding({ suppressed: { reason: "test data" }, severity: "information" })] }).runs[0].results;
    assert.deepEqual([results[0].level, results[0].suppressions[0].justification], ["note", "test data"]);
  });
});

describe("rules: catalog", () => {
  it("has the same rules as the schema of the policy, which is checked against it", () => {
    assert.deepEqual(Object.keys(policySchema.properties.rules.properties), RULES.map(({ id }) => id));
  });
});
