// Every quick fix in every context that fits it: the finding is gone, no other comes or goes, types still hold, a second application
// has nothing to do, comments stay, undo gives the text back. Each failure names rule, fix and context.

import { strict as assert } from "node:assert";
import type { Finding, Fix } from "../../server/src/engine/api";
import { type Case, flowCases, SHARED } from "./fixproof/cases";
import { controlGroups } from "./fixproof/controls";
import { applyAll, open, type Project, ROOT, shown, TypeCheck, undo } from "./fixproof/project";

/** Kinds of fixes that put a decision into the policy: proven in tests of their own. */
const DECISIONS = new Set(["approve", "classify"]);

interface Offer {
  readonly one: Case;
  readonly finding: Finding;
  readonly fix: Fix;
}

/** All fixes of the findings that the cases are about. */
function offersOf(project: Project, cases: readonly Case[], problems: string[]): Map<string, Offer[]> {
  const byKind = new Map<string, Offer[]>();
  for (const one of cases) {
    const finding = shown(project.engine.findings(`${ROOT}/${one.path}`)).find((found) => found.rule === one.rule);
    if (!finding) {
      problems.push(`${one.name}: no ${one.rule}`);
      continue;
    }
    const fixes = project.engine.fixes(finding);
    if (fixes.filter((fix) => fix.preferred).length > 1) problems.push(`${one.name}: ${fixes.filter((fix) => fix.preferred).map((fix) => fix.kind).join(" and ")} are both preferred`);
    for (const fix of fixes) {
      if (DECISIONS.has(fix.kind)) continue;
      if (fix.title === "" || fix.preview === "") problems.push(`${one.name}: ${fix.kind} says nothing`);
      const list = byKind.get(fix.kind) ?? byKind.set(fix.kind, []).get(fix.kind) ?? [];
      list.push({ one, finding, fix });
    }
  }
  return byKind;
}

const countBy = (findings: readonly Finding[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
};

/** What is wrong with the fixes of one kind, all applied together to their own files. */
function prove(project: Project, types: TypeCheck, kind: string, offers: readonly Offer[]): string[] {
  const problems: string[] = [];
  const { fs, engine } = project;
  const pathOf = ({ one }: Offer): string => `${ROOT}/${one.path}`;
  const paths = offers.map(pathOf);
  const declarations = `${ROOT}/types.d.ts`;
  const counts = new Map(paths.map((path) => [path, countBy(shown(engine.findings(path)))]));
  const wrongBefore = types.problems(fs, [...paths, declarations]);
  const before = applyAll(project, offers.map(({ fix }) => fix));
  const made = [...before].filter(([, text]) => text === undefined).map(([file]) => file).filter((file) => /\.[cm]?tsx?$/.test(file));
  const wrong = types.problems(fs, [...paths, ...made, declarations]);
  for (const file of made) {
    for (const message of wrong.get(file) ?? []) problems.push(`${kind}: ${file}: ${message}`);
    for (const finding of shown(engine.findings(file))) problems.push(`${kind}: ${file}: ${finding.rule} ${finding.message}`);
  }
  for (const offer of offers) {
    const path = pathOf(offer);
    const { one, finding, fix } = offer;
    const text = fs.read(path) ?? "";
    const say = (what: string): void => void problems.push(`${one.rule} × ${kind} × ${one.name}: ${what}\n${fix.title}\n${excerpt(text)}`);
    const expected = new Map(counts.get(path));
    expected.set(one.rule, (expected.get(one.rule) ?? 0) - 1);
    const after = shown(engine.findings(path));
    const now = countBy(after);
    for (const rule of new Set([...expected.keys(), ...now.keys()])) {
      const [wanted, found] = [expected.get(rule) ?? 0, now.get(rule) ?? 0];
      if (found > wanted) say(`${rule === one.rule ? "still" : "new"} ${after.filter((other) => other.rule === rule).map((other) => other.message).join(" / ")}`);
      // One call can be two findings, each with its own remedy: what mends both is welcome. Others in the file stay.
      if (found < wanted && !inSameCall(rule)) say(`lost ${rule}`);
    }
    const worse = (wrong.get(path) ?? []).filter((message) => !wrongBefore.get(path)?.includes(message));
    if (worse.length > 0) say(worse.join("; "));
    for (const again of after.filter((other) => other.fingerprint === finding.fingerprint)) if (engine.fixes(again).some((other) => other.kind === kind)) say("is offered again");
    for (const comment of before.get(path)?.match(/\/\*\*.*?\*\/|(?<!:)\/\/ .*/g) ?? []) if (!text.includes(comment.trim())) say(`lost ${comment}`);
    if (/\r\n/.test(before.get(path) ?? "") && /[^\r]\n/.test(text)) say("mixes line ends");
  }
  undo(project, before);
  for (const path of paths) {
    if (before.has(path) && fs.read(path) !== before.get(path)) problems.push(`${kind}: undo left ${path} changed`);
    if (JSON.stringify([...countBy(shown(engine.findings(path)))]) !== JSON.stringify([...(counts.get(path) ?? [])])) problems.push(`${kind}: undo left other findings in ${path}`);
  }
  return problems;
}

const inSameCall = (rule: string): boolean => rule === "phi-to-unapproved-destination" || rule === "phi-in-url" || rule === "unvalidated-model-output" || rule === "weak-encryption" || rule === "missing-audit-log";

const excerpt = (text: string): string => {
  const at = text.indexOf("// before");
  return at < 0 ? text : text.slice(0, 400).split("\n").filter((line) => /import|require/.test(line)).join("\n") + text.slice(at, text.indexOf("// after"));
};

const told = (problems: readonly string[]): string => `${problems.length} problems:\n${problems.slice(0, Number(process.env.PHI_LENS_SHOW ?? 8)).join("\n\n")}`;

describe("proof of quick fixes", () => {
  it("in flows", function () {
    this.timeout(300_000);
    const cases = flowCases();
    const project = open({ ...SHARED, ...Object.fromEntries(cases.map((one) => [one.path, one.text])) });
    const problems: string[] = [];
    const offers = offersOf(project, cases, problems);
    const types = new TypeCheck();
    for (const [kind, list] of offers) problems.push(...prove(project, types, kind, list));
    const counts = Object.fromEntries([...offers].map(([kind, list]) => [kind, list.length]));
    if (process.env.PHI_LENS_SHOW) console.log(counts);
    assert.equal(told(problems), told([]));
    // A fix that is nowhere offered proves nothing.
    for (const [kind, atLeast] of Object.entries({ redact: 150, omit: 60, select: 40, "generic-message": 15, "omit-field": 15, "move-to-body": 20, "move-to-header": 20, pseudonymize: 30, encrypt: 15 })) assert.ok((counts[kind] ?? 0) >= atLeast, `${kind}: ${counts[kind] ?? 0}`);
    assert.ok(Object.values(counts).reduce((sum, count) => sum + count, 0) >= 480, JSON.stringify(counts));
  });

  for (const group of controlGroups()) {
    it(`in controls: ${group.name}`, function () {
      this.timeout(180_000);
      const project = open({ ...group.files, ...Object.fromEntries(group.cases.map((one) => [one.path, one.text])) });
      const problems: string[] = [];
      const offers = offersOf(project, group.cases, problems);
      const types = new TypeCheck();
      for (const [kind, list] of offers) problems.push(...prove(project, types, kind, list));
      const counts = Object.fromEntries([...offers].map(([kind, list]) => [kind, list.length]));
      if (process.env.PHI_LENS_SHOW) console.log(counts);
      assert.equal(told(problems), told([]));
      for (const [kind, atLeast] of Object.entries(group.kinds)) assert.ok((counts[kind] ?? 0) >= atLeast, `${kind}: ${counts[kind] ?? 0} of ${group.cases.length}`);
    });
  }
});
