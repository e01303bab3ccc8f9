// The other commands, and the command line itself: usage, help, paths.

import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCandidates } from "../../server/src/cli/candidates";
import { doctorText } from "../../server/src/cli/doctor";
import { processEnvironment, UsageError } from "../../server/src/cli/environment";
import { policyText } from "../../server/src/cli/init";
import { run } from "../../server/src/cli/program";
import { resolveTarget } from "../../server/src/cli/targets";
import type { OutboundDestination } from "../../server/src/engine/api";
import { loadPolicy } from "../../server/src/policy/load";
import { RULES } from "../../server/src/rules/catalog";
import { fakeEngine, fakeEnvironment, memory, range, STATS } from "./fakes";

const outside = (more: Partial<OutboundDestination> = {}): OutboundDestination => ({
  id: "openai", name: "OpenAI", kind: "ai", host: "api.openai.com", baa: "missing", allows: "operational", approved: false, certifications: [], regions: [],
  sites: [{ file: "/w/src/a.ts", range: range(1, 1), level: "phi-direct", categories: ["ssn"], callee: "openai.chat" }], ...more,
});

describe("command line", () => {
  const call = async (...args: string[]) => {
    const environment = fakeEnvironment();
    return { code: await run(args, environment), out: environment.out(), err: environment.err() };
  };
  it("helps on standard output", async () => {
    const { code, out, err } = await call("check", "--help");
    assert.deepEqual([code, err], [0, ""]);
    for (const option of ["--format", "--output", "--policy", "--baseline", "--update-baseline", "--changed-since", "--min-severity", "--max-findings", "--rule", "--no-cache", "--stats", "--fix", "--dry-run"]) assert.ok(out.includes(option), option);
  });
  it("tells its version", async () => assert.match((await call("--version")).out, /^\d+\.\d+\.\d+/));
  for (const args of [["chek"], ["check", "--format", "xml"], ["check", "--max-findings", "-1"], ["check", "--max-findings", "many"], ["check", "--min-severity", "fatal"], ["check", "--wat"], ["explain"], ["explain", "phi-in-lg"], ["check", "no/such/path"], ["check", "--policy", "none.json"]]) {
    it(`refuses ${args.join(" ")} with exit code 2`, async () => {
      const { code, out, err } = await call(...args);
      assert.deepEqual([code, out], [2, ""]);
      assert.notEqual(err, "");
    });
  }
  it("says of an internal error where it arose, and nothing of what it says", async () => {
    const environment = fakeEnvironment();
    const fail = (): never => {
      throw new TypeError("no `patient.ssn` in /home/dana/clinic/intake.ts: '123-45-6789'");
    };
    assert.equal(await run(["explain", "phi-in-log"], { ...environment, stdout: { isTTY: false, write: fail } }), 3);
    assert.match(environment.err(), /^phi-lens: internal error, please report it with this line: \d+\.\d+\.\d+\S*, TypeError at (?:Object\.)?fail \(commands\.test\.ts:\d+:\d+\)[^/\\]*\n$/);
    assert.doesNotMatch(environment.err(), /ssn|dana|intake|123-45/);
  });
  it("says in a sentence what could not be written, with exit code 2", async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "phi-lens-commands-")));
    try {
      writeFileSync(join(folder, "a.ts"), "export const a = 1;\n");
      const environment = fakeEnvironment();
      const { writeFile } = processEnvironment();
      assert.equal(await run(["check", folder, "--no-cache", "--output", join(folder, "a.ts/findings.txt")], { ...environment, writeFile }), 2);
      assert.match(environment.err(), /^phi-lens: cannot write `.*a\.ts\/findings\.txt`: a part of the path is not a folder\n$/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  it("suggests the command that was meant", async () => assert.match((await call("chek")).err, /check/));
  it("explains every rule", async () => {
    for (const { id } of RULES) {
      const { code, out } = await call("explain", id);
      assert.equal(code, 0);
      assert.ok(out.length > 80, id);
    }
  });
});

describe("paths", () => {
  const fs = memory({ "/w/phi-lens.json": "{}", "/w/.git": "", "/w/a/x.ts": "", "/w/a/tsconfig.json": "", "/w/b/y.ts": "", "/o/z.ts": "", "/p.json": "" });
  const cases: [paths: string[], root: string, scope: string[], policy: string | undefined][] = [
    [[], "/w", [], undefined],
    [["."], "/w", [], undefined],
    [["a"], "/w/a", [], "/w/phi-lens.json"],
    [["a\\"], "/w/a", [], "/w/phi-lens.json"],
    [["a/tsconfig.json"], "/w/a/tsconfig.json", [], "/w/phi-lens.json"],
    [["a/x.ts"], "/w/a/x.ts", ["/w/a/x.ts"], "/w/phi-lens.json"],
    [["a", "b/y.ts"], "/w", ["/w/a", "/w/b/y.ts"], undefined],
    [["a", "."], "/w", [], undefined],
    [["/o"], "/o", [], undefined],
  ];
  for (const [paths, root, scope, policyFile] of cases) {
    it(`${JSON.stringify(paths)} is ${root}`, () => {
      const target = resolveTarget(fs, "/w", paths);
      assert.deepEqual([target.root, target.scope, target.policyFile], [root, scope, policyFile]);
    });
  }
  it("--policy goes before all others", () => assert.equal(resolveTarget(fs, "/w", ["a"], "../p.json").policyFile, "/p.json"));
  it("have to be there, and to be sources", () => {
    for (const path of ["none", "a/none.ts", "a/x.css"]) assert.throws(() => resolveTarget(memory({ "/w/a/x.css": "" }), "/w", [path]), UsageError);
  });
});

describe("init", () => {
  it("writes a policy that loads without a problem and approves nothing", () => {
    const text = policyText([outside(), outside({ id: "own", kind: "first-party" }), outside({ id: "env:PARTNER_URL", name: undefined, host: undefined, kind: "weird" }), outside({ id: "unknown", host: undefined })], [
      { role: "audit", callee: "./src/audit.ts#record" }, { role: "sanitizer", callee: "./src/phi.ts#redact" }, { role: "access", callee: "./src/auth.ts#requireUser" }, { role: "encryption", callee: "./src/c.ts#encrypt" },
    ]);
    const { policy, problems } = loadPolicy({ read: () => text, isFile: () => true }, "/w/phi-lens.json");
    assert.deepEqual(problems, []);
    assert.deepEqual(policy.destinations.map(({ id, allows }) => [id, allows]), [["openai", "operational"], ["env:PARTNER_URL", "operational"]]);
    assert.deepEqual(policy.destinations[0]?.match.hosts, ["api.openai.com"]);
    assert.deepEqual(policy.destinations[1]?.match.env, ["PARTNER_URL"]);
    assert.deepEqual(policy.audit.callees[0]?.module, { kind: "file", path: "/w/src/audit.ts" });
    assert.equal(policy.sanitizers.length + policy.access.guards.length + policy.encryption.callees.length, 3);
    assert.match(text, /Review each entry/);
  });

  it("finds candidates by name, in sources that are not left out", () => {
    const fs = memory({
      "/w/src/audit.ts": "export async function recordAccess() {}\nfunction auditHidden() {}\nexport const record = async () => {};\nexport const audit = 3;\n",
      "/w/src/phi.ts": "export function redactPatient(p) {}\n  export function indented() {}\nexport const maskSsn: (s: string) => string = (s) => s;\n",
      "/w/src/auth.ts": "export function requireUser() {}\nexport function authorName() {}\n",
      "/w/src/x.test.ts": "export function redact() {}\n", "/w/node_modules/x/i.ts": "export function redact() {}\n", "/w/src/d.d.ts": "export function redact(): void;\n", "/w/out.ts": "export function redact() {}\n", "/w/.gitignore": "out.ts\n",
    });
    assert.deepEqual(findCandidates(fs, "/w"), [
      { role: "audit", callee: "./src/audit.ts#recordAccess" }, { role: "audit", callee: "./src/audit.ts#record" }, { role: "access", callee: "./src/auth.ts#requireUser" },
      { role: "sanitizer", callee: "./src/phi.ts#redactPatient" }, { role: "sanitizer", callee: "./src/phi.ts#maskSsn" },
    ]);
  });
});

describe("doctor", () => {
  it("says what was left out and why, in plain words", () => {
    const engine = {
      ...fakeEngine(() => []),
      stats: () => ({ ...STATS, skipped: [..."abcde"].map((name) => ({ file: `/w/${name}.test.ts`, reason: "left out by default" })), unresolvedImports: [{ specifier: "./gone", count: 2 }], budget: [{ fn: "src/a.ts#huge", cap: "steps" }] }),
    };
    const text = doctorText(engine, { root: "/w", folder: "/w", scope: [] }, { policy: "/w/phi-lens.json", badPolicy: "Unknown key" }, fakeEnvironment());
    for (const part of ["3 files, 12 functions, 1 project", "left out by default: 5 files", "a.test.ts", "and 2 more", "./gone (2 imports)", "src/a.ts#huge (steps)", "openai", "has a mistake: Unknown key"]) assert.ok(text.includes(part), part);
  });
});
