// Loading of phi-lens.json: what works, what is said about what does not, and that the rest still works.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { baaProblems, baaState } from "../../server/src/policy/baa";
import { calleeProblem, parseCallee } from "../../server/src/policy/callee";
import { loadPolicy, policyFileFor } from "../../server/src/policy/load";
import type { LoadedPolicy } from "../../server/src/policy/policy";

const files = (contents: Record<string, string>) => ({
  read: (path: string) => contents[path],
  isFile: (path: string) => path in contents,
});

const load = (text: string | object): LoadedPolicy => loadPolicy(files({ "/p/phi-lens.json": typeof text === "string" ? text : JSON.stringify(text) }), "/p");

/** The one problem of a policy, with the text it points at. */
function problem(text: string): { message: string; at: string; severity: string } {
  const { problems } = load(text);
  assert.equal(problems.length, 1, JSON.stringify(problems, null, 1));
  const [first] = problems;
  assert.ok(first);
  return { message: first.message, at: text.slice(...first.span), severity: first.severity };
}

describe("policy: loading", () => {
  it("gives the defaults where there is no file", () => {
    const { policy, problems } = loadPolicy(files({}), "/p");
    assert.equal(policy.folder, "/p");
    assert.equal(policy.file, undefined);
    assert.equal(policy.logs.allows, "phi-indirect");
    assert.deepEqual(problems, []);
  });

  it("reads every key of a file with comments and trailing commas", () => {
    const { policy, problems } = load(`{
      // settled in March
      "version": 1, "include": ["src/**"], "exclude": ["**/*.test.ts"],
      "classification": { "fields": { "Patient.nickname": "phi-direct", "*.mrn": { "level": "phi-direct", "category": "mrn" } }, "types": { "@acme/m#Member": "phi-direct" }, "subjects": ["enrollee"] },
      "destinations": [{ "id": "openai", "name": "OpenAI", "kind": "ai", "match": { "hosts": ["api.openai.com"], "packages": ["openai"], "env": ["OPENAI_BASE_URL"] },
        "allows": "phi-direct", "training": true, "regions": ["us"], "certifications": ["SOC 2"], "encryption": "at-rest", "baa": { "signed": "2026-02-01", "expires": "2027-02-01", "document": "d.pdf" } }],
      "sources": [{ "callee": "./src/db.ts#loadChart", "level": "phi-direct", "category": "note" }],
      "sinks": [{ "callee": "./src/bus.ts#publish", "arguments": [1], "kind": "outbound", "destination": "openai" }],
      "sanitizers": [{ "callee": "sanitizer_*", "arguments": [0] }],
      "guards": [{ "callee": "./src/phi.ts#isDeidentified" }, { "callee": "hasPhi", "argument": 1, "when": false }],
      "audit": { "callees": ["./src/audit.ts#record"], "elements": { "actor": ["userId"] }, "automatic": ["timestamp"] },
      "access": { "guards": ["@UseGuards"] }, "encryption": { "callees": ["seal"] }, "outputValidation": { "callees": ["check"] }, "humanReview": { "callees": ["queue"] },
      "logs": { "allows": "operational" }, "regions": ["us-*"], "rules": { "phi-in-error": "off" },
    }`);
    assert.deepEqual(problems, []);
    assert.deepEqual(policy.classification.fields.get("*.mrn")?.category, "mrn");
    assert.equal(policy.classification.types.get("@acme/m#Member")?.level, "phi-direct");
    assert.equal(policy.destinations[0]?.training, true);
    assert.deepEqual(policy.destinations[0]?.match.env, ["OPENAI_BASE_URL"]);
    assert.deepEqual(policy.sources[0]?.callee.module, { kind: "file", path: "/p/src/db.ts" });
    assert.deepEqual(policy.sinks[0]?.arguments, [1]);
    assert.equal(policy.sanitizers[0]?.yields, "operational");
    assert.deepEqual(policy.guards.map(({ argument, when }) => [argument, when]), [[0, true], [1, false]]);
    assert.equal(policy.access.guards[0]?.decorator, true);
    assert.deepEqual(policy.audit.elements.actor, ["userId"]);
    assert.equal(policy.rules["phi-in-error"], "off");
    assert.equal(policy.logs.allows, "operational");
  });

  const mistakes: [name: string, text: string, at: string, message: RegExp][] = [
    ["an unknown key", '{"sinkss": []}', '"sinkss"', /Unknown key `sinkss`. Did you mean `sinks`\?/],
    ["an unknown key of an entry", '{"destinations":[{"id":"a","alows":"phi-direct"}]}', '"alows"', /Did you mean `allows`/],
    ["an unknown rule", '{"rules":{"phi-in-logs":"off"}}', '"phi-in-logs"', /no rule `phi-in-logs`. Did you mean `phi-in-log`/],
    ["a wrong severity", '{"rules":{"phi-in-log":"warn"}}', '"warn"', /off, hint, information, warning, error/],
    ["a wrong type", '{"regions":"us-*"}', '"us-*"', /`regions` is text; it has to be a list/],
    ["a wrong level", '{"logs":{"allows":"phi-dirct"}}', '"phi-dirct"', /Did you mean `phi-direct`/],
    ["a wrong level of a field", '{"classification":{"fields":{"A.b":"direct"}}}', '"direct"', /not a value of `classification.fields.A.b`/],
    ["a number for a field", '{"classification":{"fields":{"A.b":3}}}', "3", /has to be a level, or an object/],
    ["an unknown key of a field's object", '{"classification":{"fields":{"A.b":{"level":"phi-direct","kind":"ssn"}}}}', '"kind"', /Unknown key `kind`/],
    ["a missing key", '{"destinations":[{"name":"x"}]}', '{"name":"x"}', /misses the key `id`/],
    ["a version from the future", '{"version":2}', "2", /has to be 1/],
    ["no object", "[]", "[]", /it has to be an object/],
    ["a bad date", '{"destinations":[{"id":"a","baa":{"signed":"2026-02-30"}}]}', '"2026-02-30"', /not a day of the calendar/],
    ["a BAA that ends before it begins", '{"destinations":[{"id":"a","baa":{"signed":"2026-02-01","expires":"2025-02-01"}}]}', '"2025-02-01"', /before it is signed/],
    ["a twin destination", '{"destinations":[{"id":"a"},{"id":"a"}]}', '"a"', /Another entry has the id/],
    ["a twin key", '{"version":1,"version":1}', '"version"', /here twice/],
    ["a glob with open brackets", '{"include":["src/[a"]}', '"src/[a"', /Brackets/],
    ["an absolute glob", '{"include":["/src/**"]}', '"/src/**"', /relative to the folder/],
    ["a glob that excludes everything", '{"exclude":["**/*"]}', '"**/*"', /excludes every file/],
    ["a callee that is every function", '{"sanitizers":[{"callee":"*"}]}', '"*"', /matches every function/],
    ["a callee without member", '{"audit":{"callees":["./src/a.ts"]}}', '"./src/a.ts"', /names a module and no member/],
    ["a misspelt destination of a sink", '{"destinations":[{"id":"partner"}],"sinks":[{"callee":"send","kind":"outbound","destination":"partnr"}]}', '"partnr"', /Did you mean `partner`/],
    ["a URL for a host", '{"destinations":[{"id":"a","match":{"hosts":["https://a.com/x"]}}]}', '"https://a.com/x"', /is not a host/],
    ["every host", '{"destinations":[{"id":"a","match":{"hosts":["*"]}}]}', '"*"', /matches every host/],
    ["a field without type", '{"classification":{"fields":{"ssn":"phi-direct"}}}', '"ssn"', /is not a field/],
    ["a missing base", '{"extends":"../none.json"}', '"../none.json"', /no file/],
    ["itself as base", '{"extends":"phi-lens.json"}', '"phi-lens.json"', /in a circle/],
    ["a base on the network", '{"extends":"https://x.com/p.json"}', '"https://x.com/p.json"', /by its path/],
  ];
  for (const [name, text, at, message] of mistakes) {
    it(`points at ${name}`, () => {
      const found = problem(text);
      assert.match(found.message, message);
      assert.equal(found.at, at);
    });
  }

  it("keeps what is right beside what is wrong", () => {
    const { policy, problems } = load({ regions: 3, destinations: [{ id: "a", allows: "nonsense" }, 7, null, { id: "b", allows: "phi-direct" }], rules: { "phi-in-log": "off", nope: "off" } });
    assert.ok(problems.length >= 4);
    assert.deepEqual(policy.destinations.map(({ id, allows }) => [id, allows]), [["a", "operational"], ["b", "phi-direct"]]);
    assert.equal(policy.rules["phi-in-log"], "off");
    assert.deepEqual(policy.regions, []);
  });

  it("reads broken JSON as far as it goes", () => {
    const { policy, problems } = load('{"regions": ["us-*"], "rules": {');
    assert.ok(problems.some(({ message }) => /Not valid JSON/.test(message)));
    assert.deepEqual(policy.regions, ["us-*"]);
  });

  it("takes keys of every object's prototype for what they are", () => {
    const { policy, problems } = load('{"__proto__":{"regions":["x"]},"constructor":1,"rules":{"__proto__":"off","constructor":"off","toString":"off"},"classification":{"fields":{"__proto__.x":"phi-direct"}}}');
    assert.equal(problems.length, 5);
    assert.deepEqual(policy.regions, []);
    assert.equal(policy.classification.fields.get("__proto__.x")?.level, "phi-direct");
    assert.equal(({} as Record<string, unknown>).regions, undefined);
  });

  for (const [name, text] of [
    ["ten megabytes", `{"x":"${"a".repeat(10_000_000)}"}`],
    ["a hundred thousand open brackets", "[".repeat(100_000)],
    ["a hundred thousand objects", '{"a":'.repeat(100_000)],
  ] as const) {
    it(`refuses ${name} with a word about it`, () => {
      const { policy, problems } = load(text);
      assert.equal(problems.length, 1);
      assert.match(problems[0]?.message ?? "", /not used/);
      assert.deepEqual(policy.destinations, []);
    });
  }

  it("lists no more than a screen of problems for many mistakes", () => {
    assert.ok(load(`{${Array.from({ length: 5000 }, (_, index) => `"k${index}":1`).join(",")}}`).problems.length <= 100);
  });

  it("survives any cut of a policy", () => {
    const whole = readFileSync(join(__dirname, "../../server/src/policy/phi-lens.schema.json"), "utf8").slice(0, 600);
    for (let at = 0; at < whole.length; at++) load(whole.slice(0, at));
  });
});

describe("policy: extends", () => {
  it("merges objects by key and lists by entry, the nearer file winning", () => {
    const { policy, problems, files: read } = loadPolicy(
      files({
        "/r/phi-lens.json": JSON.stringify({
          regions: ["us-*"], rules: { "phi-in-log": "warning", "phi-in-url": "off" }, logs: { allows: "operational" },
          destinations: [{ id: "a", allows: "phi-direct" }, { id: "b", allows: "phi-direct" }],
          sanitizers: [{ callee: "./src/phi.ts#redact", yields: "phi-indirect" }, { callee: "scrub" }], audit: { automatic: ["timestamp"], elements: { actor: ["who"] } },
        }),
        "/r/packages/x/phi-lens.json": JSON.stringify({
          extends: "../../phi-lens.json", rules: { "phi-in-log": "error" }, destinations: [{ id: "a", allows: "operational" }],
          sanitizers: [{ callee: "../../src/phi.ts#redact", yields: "operational" }], audit: { elements: { action: ["verb"] } },
        }),
      }),
      "/r/packages/x",
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(policy.destinations.map(({ id, allows, file }) => [id, allows, file]), [["a", "operational", undefined], ["b", "phi-direct", "/r/phi-lens.json"]]);
    assert.deepEqual(policy.sanitizers.map(({ callee, yields }) => [callee.text, yields]), [["../../src/phi.ts#redact", "operational"], ["scrub", "operational"]]);
    assert.deepEqual({ ...policy.rules }, { "phi-in-log": "error", "phi-in-url": "off" });
    assert.deepEqual([policy.logs.allows, policy.regions, policy.audit.automatic, policy.audit.elements.actor], ["operational", ["us-*"], ["timestamp"], ["who"]]);
    assert.deepEqual(read, ["/r/packages/x/phi-lens.json", "/r/phi-lens.json"]);
  });

  it("says which files go in a circle, and stops", () => {
    const { problems } = loadPolicy(files({ "/r/a.json": '{"extends":"b.json"}', "/r/b.json": '{"extends":"a.json","regions":["us"]}' }), "/r/a.json");
    assert.equal(problems.length, 1);
    assert.equal(problems[0]?.file, "/r/b.json");
    assert.match(problems[0]?.message ?? "", /a.json → b.json → a.json/);
  });

  it("finds the nearest file, and none above the root", () => {
    const fs = files({ "/r/phi-lens.json": "", "/r/p/x/phi-lens.json": "", "/phi-lens.json": "" });
    assert.equal(policyFileFor(fs, "/r/p/x/src/a.ts", "/r"), "/r/p/x/phi-lens.json");
    assert.equal(policyFileFor(fs, "/r/p/y/a.ts", "/r"), "/r/phi-lens.json");
    assert.equal(policyFileFor(fs, "/q/a.ts", "/q"), undefined);
  });
});

describe("policy: callees", () => {
  const cases: [string, unknown][] = [
    ["./src/db.ts#loadChart", { module: { kind: "file", path: "/r/src/db.ts" }, path: ["loadChart"] }],
    ["../lib/x#Pager.page", { module: { kind: "file", path: "/lib/x" }, path: ["Pager", "page"] }],
    ["@lakeside/deid#tokenize", { module: { kind: "package", name: "@lakeside/deid" }, path: ["tokenize"] }],
    ["node:fs#promises.readFile", { module: { kind: "package", name: "node:fs" }, path: ["promises", "readFile"] }],
    ["source", { path: ["source"] }],
    ["sanitizer_*", { path: ["sanitizer_*"] }],
    ["@UseGuards", { path: ["UseGuards"], decorator: true }],
    ["./v.ts#Vault.#seal", { module: { kind: "file", path: "/r/v.ts" }, path: ["Vault", "#seal"] }],
  ];
  for (const [text, expected] of cases) {
    it(`splits ${text}`, () => {
      assert.deepEqual(parseCallee(text, "/r"), { text, span: [0, 0], ...(expected as object) });
      assert.equal(calleeProblem(text), undefined);
    });
  }
  for (const text of ["", " a", "a b", "x#", "#", "a..b", "*", "@*", "src/a.ts", "1a", "a#b c"]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.notEqual(calleeProblem(text), undefined));
  }
});

describe("policy: BAA", () => {
  const today = "2026-03-01";
  const cases: [string, Parameters<typeof baaState>[0], string][] = [
    ["nothing may go there", { allows: "operational", kind: "ai" }, "not-needed"],
    ["our own system", { allows: "phi-direct", kind: "first-party" }, "not-needed"],
    ["no agreement", { allows: "phi-indirect", kind: "ai" }, "missing"],
    ["an empty stub", { allows: "phi-direct", kind: "ai", baa: { document: "x" } }, "missing"],
    ["signed tomorrow", { allows: "phi-direct", kind: "ai", baa: { signed: "2026-03-02" } }, "missing"],
    ["signed today, for ever", { allows: "phi-direct", kind: "ai", baa: { signed: "2026-03-01" } }, "signed"],
    ["31 days left", { allows: "phi-direct", kind: "ai", baa: { signed: "2025-03-01", expires: "2026-04-01" } }, "signed"],
    ["30 days left", { allows: "phi-direct", kind: "ai", baa: { signed: "2025-03-01", expires: "2026-03-31" } }, "expiring"],
    ["its last day", { allows: "phi-direct", kind: "ai", baa: { signed: "2025-03-01", expires: "2026-03-01" } }, "expiring"],
    ["over since yesterday", { allows: "phi-direct", kind: "ai", baa: { signed: "2025-03-01", expires: "2026-02-28" } }, "expired"],
  ];
  for (const [name, destination, expected] of cases) it(`${name}: ${expected}`, () => assert.equal(baaState(destination, today), expected));

  it("is a problem only where PHI goes there, once for each destination", () => {
    const { policy } = load({ destinations: [{ id: "a", name: "Acme", allows: "phi-direct" }, { id: "b", allows: "phi-direct" }] });
    const problems = baaProblems(policy, today, new Map([["a", 2]]));
    assert.deepEqual(problems.map(({ message, severity, rule }) => [message, severity, rule]), [["Acme may receive PHI-Direct but has no signed BAA; 2 PHI flows depend on it.", "error", "baa-problem"]]);
  });
});
