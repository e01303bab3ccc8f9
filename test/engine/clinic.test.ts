// The sample clinic: exactly the mistakes that a review found, no more and no fewer. The list was made by reading, not by running.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import type { ChecklistItem, Finding } from "../../server/src/engine/api";
import { describe as inWords, engineFor, flowProblems, ROOT } from "./harness";
import { expectKnown } from "./ledger";
import type { Files } from "./fixture";

interface Expected {
  readonly rule: string;
  readonly file: string;
  /** Part of the line's text; empty for anywhere in the file. */
  readonly line: string;
  readonly why: string;
  /** Places at which the finding may stand instead. */
  readonly or?: readonly { readonly file: string; readonly line: string }[];
  /** Neither asked for nor wrong. */
  readonly allow?: boolean;
}

const folder = join(__dirname, "..", "clinic");
const expected = JSON.parse(readFileSync(join(__dirname, "clinic.expected.json"), "utf8")) as Expected[];

describe("the sample clinic", () => {
  const files: Record<string, string> = {};
  let findings: readonly Finding[] = [];
  let checklist: readonly ChecklistItem[] = [];

  before(function () {
    this.timeout(60_000);
    for (const file of filesBelow(folder)) files[relative(folder, file).split(sep).join("/")] = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
    const engine = engineFor(files);
    findings = engine.findings().filter((finding) => finding.confidence !== "low");
    checklist = engine.checklist();
  });

  it("is big enough to show something", () => assert.ok(Object.keys(files).length > 35));

  it("names lines that exist", () => {
    for (const one of expected) for (const { file, line } of [one, ...(one.or ?? [])]) assert.ok(files[file]?.includes(line), `${file} has no line with ${line}`);
  });

  for (const one of expected.filter((entry) => !entry.allow)) {
    it(`${one.rule} in ${one.file}: ${one.why}`, () => {
      expectKnown(`clinic ${one.rule} ${one.file} ${one.line}`, findings.some((finding) => !finding.suppressed && matches(finding, one, files)) ? [] : ["not found"]);
    });
  }

  it("has no other findings", () => {
    const others = findings.filter((finding) => !finding.suppressed && !expected.some((one) => matches(finding, one, files)));
    expectKnown("clinic, others", others.map((finding) => `wrong: ${inWords(finding)}`));
  });

  it("has one accepted risk, with its reason", () => {
    const [accepted, ...others] = findings.filter((finding) => finding.suppressed);
    assert.equal(others.length, 0);
    assert.equal(accepted?.rule, "phi-in-log");
    assert.match(accepted?.suppressed?.reason ?? "", /encrypted volume/);
  });

  it("says of how much its mistakes are the exception", () => {
    const summaries = new Map(checklist.map(({ id, status, summary }) => [id, `${status}: ${summary}`]));
    assert.equal(summaries.get("data-classification"), "pass: 24 of 24 PHI fields classified");
    assert.equal(summaries.get("access-controls"), "fail: 6 of 7 entry points with PHI guarded");
    assert.equal(summaries.get("audit-logging"), "fail: 13 of 14 PHI accesses audited");
    assert.equal(summaries.get("audit-elements"), "fail: 9 of 10 audit calls with all five elements");
  });

  it("explains each finding with a sound flow", () => {
    expectKnown("clinic, flows", findings.flatMap((finding) => flowProblems(finding, files)));
  });
});

function* filesBelow(at: string): Iterable<string> {
  for (const entry of readdirSync(at, { withFileTypes: true })) {
    if (entry.name === "node_modules") continue;
    if (entry.isDirectory()) yield* filesBelow(join(at, entry.name));
    else yield join(at, entry.name);
  }
}

function matches(finding: Finding, one: Expected, files: Files): boolean {
  if (finding.rule !== one.rule) return false;
  const places = [finding, ...(finding.enclosing ? [{ file: finding.file, range: finding.enclosing }] : []), ...finding.flow.slice(-3), ...finding.sinks];
  return places.some((place) => {
    const file = posix.relative(ROOT, place.file);
    const line = files[file]?.split("\n")[place.range.start.line - 1] ?? "";
    const around = files[file]?.split("\n").slice(place.range.start.line - 1, place.range.end.line).join("\n") ?? "";
    return [one, ...(one.or ?? [])].some((want) => want.file === file && (line.includes(want.line) || around.includes(want.line)));
  });
}
