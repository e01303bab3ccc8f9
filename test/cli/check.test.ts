// phi-lens check after the analysis: selection, exit codes, baseline, changed lines, fixes.

import assert from "node:assert/strict";
import { type CheckOptions, check, checkAnalysis } from "../../server/src/cli/check";
import { UsageError } from "../../server/src/cli/environment";
import type { Finding, Fix } from "../../server/src/engine/api";
import { analysis, fakeEngine, fakeEnvironment, finding, range } from "./fakes";

const WARNING = finding({ rule: "phi-in-error", severity: "warning", fingerprint: "f2", file: "/w/src/b.ts", range: range(9, 1), flow: [], sinks: [], enclosing: undefined });
const SUPPRESSED = finding({ fingerprint: "f3", suppressed: { reason: "test data" } });

function run(findings: readonly Finding[], options: Partial<CheckOptions> = {}, files: Record<string, string> = {}) {
  const environment = fakeEnvironment();
  const code = checkAnalysis(analysis(fakeEngine(() => findings), files), { format: "json", ...options }, environment);
  const json = options.format === undefined && environment.out() !== "" ? JSON.parse(environment.out()) : undefined;
  return { code, environment, fingerprints: json?.findings.map((entry: { fingerprint: string }) => entry.fingerprint) };
}

describe("check: exit codes", () => {
  it("0 for nothing, for less than an error, and for accepted risks", () => {
    assert.equal(run([]).code, 0);
    assert.equal(run([WARNING]).code, 0);
    assert.equal(run([SUPPRESSED]).code, 0);
  });
  it("1 for an error, or for what --min-severity names", () => {
    assert.equal(run([finding()]).code, 1);
    assert.equal(run([WARNING], { minSeverity: "warning" }).code, 1);
    assert.equal(run([finding()], { minSeverity: "hint" }).code, 1);
  });
  it("2 for a policy with a mistake, with the findings all the same", () => {
    const environment = fakeEnvironment();
    assert.equal(checkAnalysis(analysis(fakeEngine(() => [finding()]), {}, { badPolicy: "Unknown key" }), { format: "json" }, environment), 2);
    assert.match(environment.out(), /f1/);
    assert.match(environment.err(), /phi-lens.json: Unknown key/);
  });
  it("refuses what makes no sense before it analyses anything", async () => {
    for (const options of [{ rule: ["phi-in-lg"] }, { dryRun: true }, { fix: true, updateBaseline: true }]) {
      await assert.rejects(check([], { format: "json", ...options }, fakeEnvironment()), UsageError);
    }
  });
});

describe("check: selection", () => {
  const all = [finding(), WARNING, SUPPRESSED];
  it("prints everything, suppressed findings too", () => assert.deepEqual(run(all).fingerprints, ["f1", "f2", "f3"]));
  it("--rule", () => assert.deepEqual(run(all, { rule: ["phi-in-error,phi-in-url"] }).fingerprints, ["f2"]));
  it("--min-severity", () => assert.deepEqual(run(all, { minSeverity: "error" }).fingerprints, ["f1", "f3"]));
  it("--max-findings limits what is printed, not the exit code", () => {
    const { fingerprints, code } = run([WARNING, finding()], { maxFindings: 1 });
    assert.deepEqual([fingerprints, code], [["f2"], 1]);
  });
  it("paths", () => {
    const environment = fakeEnvironment();
    checkAnalysis(analysis(fakeEngine(() => all), {}, { target: { root: "/w", folder: "/w", scope: ["/w/src/b.ts"] } }), { format: "json" }, environment);
    assert.deepEqual(JSON.parse(environment.out()).findings.map((entry: Finding) => entry.fingerprint), ["f2"]);
  });
  it("--output leaves standard output alone", () => {
    const { environment } = run(all, { output: "out/r.json" });
    assert.equal(environment.out(), "");
    assert.ok(environment.written.has("/w/out/r.json"));
  });
  it("--stats goes to standard error", () => {
    const { environment } = run(all, { stats: true });
    assert.match(environment.err(), /3 files, 12 functions, 1 project/);
    JSON.parse(environment.out());
  });
});

describe("check: baseline", () => {
  it("is written sorted, without accepted risks, and then leaves out what it lists", () => {
    const { environment, code } = run([WARNING, finding(), SUPPRESSED], { updateBaseline: true, baseline: "base.json" });
    const text = environment.written.get("/w/base.json") ?? "";
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(text).findings, [{ rule: "phi-in-log", file: "src/a.ts", fingerprint: "f1" }, { rule: "phi-in-error", file: "src/b.ts", fingerprint: "f2" }]);
    const again = run([WARNING, finding(), finding({ fingerprint: "new" })], { baseline: "base.json" }, { "/w/base.json": text });
    assert.deepEqual([again.fingerprints, again.code], [["new"], 1]);
    assert.equal(run([WARNING, finding()], { baseline: "base.json" }, { "/w/base.json": text }).code, 0);
  });
  it("has to be there, and to be one", () => {
    assert.throws(() => run([], { baseline: "none.json" }), UsageError);
    for (const text of ["[]", "{", '{"version":2,"findings":[]}', '{"version":1,"findings":[{}]}']) assert.throws(() => run([], { baseline: "b.json" }, { "/w/b.json": text }), UsageError);
  });
  it("leaves out as many twins as it lists", () => {
    const text = '{"version":1,"findings":[{"rule":"phi-in-log","file":"src/a.ts","fingerprint":"f1"}]}';
    assert.deepEqual(run([finding(), finding()], { baseline: "b.json" }, { "/w/b.json": text }).fingerprints, ["f1"]);
  });
});

describe("check: --changed-since", () => {
  const DIFF = ["diff --git a/src/a.ts b/src/a.ts", "--- a/src/a.ts", "+++ b/src/a.ts", "@@ -3 +3,2 @@ f()", "-+++ b/src/trap.ts", "+x", "+y", "diff --git a/src/gone.ts b/src/gone.ts", "--- a/src/gone.ts", "+++ /dev/null", "@@ -1,3 +0,0 @@", ""].join("\n");
  const git = (args: readonly string[]) => {
    if (args[0] === "rev-parse") return { ok: true as const, text: args.includes("--show-toplevel") ? "/w\n" : "abc\n" };
    if (args[0] === "ls-files") return { ok: true as const, text: "src/new.ts\0" };
    if (args[0] === "show") return { ok: true as const, text: `old ${args.at(-1)}` };
    return { ok: true as const, text: args.includes("--name-status") ? "M\0src/a.ts\0D\0src/gone.ts\0" : DIFF };
  };
  const inOld = finding({ fingerprint: "old elsewhere", file: "/w/src/b.ts", range: range(9, 1), enclosing: undefined, flow: [], sinks: [] });
  const newElsewhere = { ...inOld, fingerprint: "new elsewhere" };
  const inNewFile = { ...inOld, fingerprint: "in new file", file: "/w/src/new.ts" };
  const throughChange = { ...inOld, fingerprint: "through", flow: [{ file: "/w/src/a.ts", range: range(4, 1), text: "x" }] };

  it("keeps findings on changed lines, through them, in new files, and flows that were not there before", () => {
    const environment = fakeEnvironment(git);
    const before = [finding(), inOld, throughChange];
    const engine = fakeEngine((applied) => (applied.length === 3 ? before : [finding(), inOld, throughChange, newElsewhere, inNewFile]));
    checkAnalysis(analysis(engine, { "/w/src/a.ts": "now", "/w/src/new.ts": "n" }), { format: "json", changedSince: "main" }, environment);
    assert.deepEqual(JSON.parse(environment.out()).findings.map((entry: Finding) => entry.fingerprint), ["f1", "through", "new elsewhere", "in new file"]);
    assert.deepEqual(engine.applied, [
      { file: "/w/src/a.ts", text: "old abc:src/a.ts" }, { file: "/w/src/gone.ts", text: "old abc:src/gone.ts" }, { file: "/w/src/new.ts", deleted: true },
      { file: "/w/src/a.ts", text: "now" }, { file: "/w/src/gone.ts", deleted: true }, { file: "/w/src/new.ts", text: "n" },
    ]);
  });

  it("says so where git does not know the revision, and takes no options for one", () => {
    const fail = (revision: string) => () => checkAnalysis(analysis(fakeEngine(() => [])), { format: "json", changedSince: revision }, fakeEnvironment());
    assert.throws(fail("nope"), /git cannot compare with `nope`: no git/);
    assert.throws(fail("--output=/etc/x"), UsageError);
  });
});

describe("check: --fix", () => {
  const TEXT = "const a = 1;\nlog(a);\nlog(b);\n";
  const fix = (line: number, newText: string, more: Partial<Fix> = {}): Fix => ({
    title: "t", preview: "p", kind: "redact", preferred: true, safe: true,
    edits: [{ file: "/w/a.ts", range: range(line, 5, line, 6), newText }, { file: "/w/a.ts", range: range(1, 1, 1, 1), newText: 'import { r } from "./r";\n' }], ...more,
  });
  const first = finding({ fingerprint: "1", file: "/w/a.ts" });
  const second = finding({ fingerprint: "2", file: "/w/a.ts" });
  const fixes = (one: Finding): Fix[] => (one.fingerprint === "1" ? [fix(2, "r(a)", { safe: false }), fix(2, "r(a)")] : [fix(3, "r(b)")]);

  it("applies what is preferred and safe, imports once, and reports what is left", () => {
    const environment = fakeEnvironment();
    const engine = fakeEngine((applied) => (applied.length === 0 ? [first, second] : []), fixes);
    assert.equal(checkAnalysis(analysis(engine, { "/w/a.ts": TEXT }), { format: "json", fix: true }, environment), 0);
    assert.equal(environment.written.get("/w/a.ts"), 'import { r } from "./r";\nconst a = 1;\nlog(r(a));\nlog(r(b));\n');
    assert.match(environment.err(), /2 fixes applied in 1 file/);
  });

  it("--dry-run prints the difference and writes nothing", () => {
    const environment = fakeEnvironment();
    const engine = fakeEngine((applied) => (applied.length === 0 ? [first] : []), () => [fix(2, "r(a)", { creates: [{ file: "/w/r.ts", text: "export const r = 1;\n" }] })]);
    assert.equal(checkAnalysis(analysis(engine, { "/w/a.ts": TEXT }), { format: "json", fix: true, dryRun: true }, environment), 0);
    assert.equal(environment.written.size, 0);
    assert.match(environment.out(), /^--- a\/a.ts\n\+\+\+ b\/a.ts\n@@ /);
    assert.match(environment.out(), /--- \/dev\/null\n\+\+\+ b\/r.ts/);
    assert.match(environment.out(), /^-log\(a\);\n\+log\(r\(a\)\);$/m);
  });

  it("stops where a fix does not help", () => {
    const environment = fakeEnvironment();
    checkAnalysis(analysis(fakeEngine(() => [first], fixes), { "/w/a.ts": TEXT }), { format: "json", fix: true }, environment);
    assert.match(environment.err(), /fixes applied/);
  });
});
