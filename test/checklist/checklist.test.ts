// The checklist: computed where code can show, attested where it cannot, and never greener than the code.

import assert from "node:assert/strict";
import { attest, loadChecklist } from "../../server/src/checklist/attestations";
import { type ChecklistInput, computeChecklist } from "../../server/src/checklist/compute";
import { ITEMS, SECTIONS } from "../../server/src/checklist/items";
import type { Finding, OutboundDestination } from "../../server/src/engine/api";

const today = "2026-03-01";
const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };

const EMPTY: ChecklistInput = {
  findings: [], destinations: [], classified: { done: 0, total: 0 }, audited: { done: 0, total: 0 }, guarded: { done: 0, total: 0 },
  auditCalls: 0, transports: 0, stores: 0, cryptoCalls: 0, regions: [], attestations: [], today,
};

const finding = (rule: string, more: Partial<Finding> = {}): Finding => ({
  rule, severity: "error", confidence: "high", message: `${rule} here`, file: "/p/a.ts", range, categories: [], citation: "", flow: [], sinks: [], related: [], fingerprint: rule, suppressed: null, ...more,
});

const openai = (more: Partial<OutboundDestination> = {}): OutboundDestination => ({
  id: "openai", name: "OpenAI", kind: "ai", baa: "signed", allows: "phi-direct", approved: true, certifications: ["SOC 2"], regions: [],
  sites: [{ file: "/p/a.ts", range, level: "phi-direct", categories: ["ssn"], callee: "openai.chat" }], ...more,
});

const item = (id: string, input: Partial<ChecklistInput>) => {
  const found = computeChecklist({ ...EMPTY, ...input }).find((candidate) => candidate.id === id);
  assert.ok(found, id);
  return found;
};

describe("checklist: items", () => {
  it("has unique kebab-case ids in the order of the sections", () => {
    assert.equal(new Set(ITEMS.map(({ id }) => id)).size, ITEMS.length);
    for (const { id } of ITEMS) assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    const order = ITEMS.map(({ section }) => SECTIONS.findIndex(({ id }) => id === section));
    assert.deepEqual(order, [...order].sort((a, b) => a - b));
    assert.deepEqual(new Set(ITEMS.map(({ section }) => section)).size, SECTIONS.length);
  });

  it("computes every item that code can answer", () => {
    for (const entry of computeChecklist({ ...EMPTY, destinations: [openai()] })) {
      assert.equal(entry.computed, ITEMS.find(({ id }) => id === entry.id)?.by === "code", entry.id);
    }
  });
});

describe("checklist: computed", () => {
  it("has nothing to say where there is nothing to check", () => {
    for (const id of ["baa-signed", "human-oversight", "audit-logging", "encryption-verified", "regions"]) assert.equal(item(id, {}).status, "not-applicable", id);
    assert.match(item("baa-signed", {}).summary, /No AI vendor/);
  });

  it("counts audited accesses", () => {
    const failing = item("audit-logging", { audited: { done: 3, total: 9 }, findings: [finding("missing-audit-log")] });
    assert.deepEqual([failing.status, failing.summary, failing.evidence[0]?.place?.file], ["fail", "3 of 9 PHI accesses audited", "/p/a.ts"]);
    assert.equal(item("audit-logging", { audited: { done: 9, total: 9 } }).status, "pass");
  });

  const baa: [OutboundDestination["baa"], string, string][] = [["signed", "pass", "pass"], ["expiring", "attention", "attention"], ["missing", "fail", "fail"], ["expired", "fail", "fail"], ["not-needed", "fail", "fail"]];
  for (const [state, signed, all] of baa) {
    it(`PHI under a BAA that is ${state}: ${signed}`, () => {
      assert.equal(item("baa-signed", { destinations: [openai({ baa: state })] }).status, signed);
      assert.equal(item("baas-all-ai-vendors", { destinations: [openai({ baa: state })] }).status, all);
    });
  }

  it("asks for attention about an AI vendor without BAA that receives no PHI", () => {
    const harmless = openai({ baa: "missing", sites: [{ file: "/p/a.ts", range, level: undefined, categories: [], callee: "openai.chat" }] });
    assert.equal(item("baa-signed", { destinations: [harmless] }).status, "pass");
    assert.equal(item("baas-all-ai-vendors", { destinations: [harmless] }).status, "attention");
  });

  it("fails by errors and warnings, asks for attention by informations, and leaves out low confidence", () => {
    const at = (more: Partial<Finding>) => item("tls-1-3-in-transit", { transports: 4, findings: [finding("insecure-transport", more)] }).status;
    assert.equal(at({}), "fail");
    assert.equal(at({ severity: "information" }), "attention");
    assert.equal(at({ confidence: "low" }), "pass");
  });

  it("names accepted risks and does not fail by them", () => {
    const entry = item("aes-256-at-rest", { stores: 1, findings: [finding("weak-encryption", { suppressed: { reason: "legacy device" } })] });
    assert.deepEqual([entry.status, entry.summary], ["pass", "1 store and 0 cryptographic calls looked at, 1 accepted risk"]);
  });

  it("knows an audit log that nobody writes from one that is incomplete", () => {
    assert.equal(item("audit-elements", { audited: { done: 0, total: 2 } }).status, "fail");
    assert.equal(item("audit-elements", { audited: { done: 2, total: 2 }, auditCalls: 4, findings: [finding("incomplete-audit-log")] }).summary, "3 of 4 audit calls with all five elements");
  });
});

describe("checklist: attestations", () => {
  const attestation = { item: "risk-assessment", by: "dana@clinic.example", date: "2026-01-10", nextReview: "2026-02-28" };

  it("answer what code cannot, until their review is due", () => {
    assert.equal(item("risk-assessment", {}).status, "attention");
    assert.equal(item("risk-assessment", { attestations: [attestation], today: "2026-02-28" }).status, "pass");
    assert.equal(item("risk-assessment", { attestations: [attestation] }).status, "attention");
    const old = { item: "risk-assessment", by: "d", date: "2025-02-28" };
    assert.equal(item("risk-assessment", { attestations: [old] }).status, "attention");
    assert.equal(item("service-accounts", { attestations: [{ ...old, item: "service-accounts" }] }).status, "pass");
  });

  it("never turn a failing computed item green", () => {
    const entry = item("audit-logging", { audited: { done: 0, total: 1 }, attestations: [{ ...attestation, item: "audit-logging" }] });
    assert.deepEqual([entry.status, entry.acceptedRisk, entry.attestation?.by], ["fail", true, "dana@clinic.example"]);
    assert.equal(item("audit-logging", { audited: { done: 1, total: 1 }, attestations: [{ ...attestation, item: "audit-logging" }] }).acceptedRisk, undefined);
  });

  const read = (text: string) => loadChecklist({ read: () => text, isFile: () => true }, "/p", today);

  it("are read from the file, with problems at their place", () => {
    const text = JSON.stringify({ version: 1, attestations: [attestation, { item: "risk-assesment", by: "x", date: "2026-01-01" }, { item: "ocr-guidance", by: "x", date: "2026-13-01" }, { item: "ocr-guidance", by: "x", date: "2027-01-01" }, { item: "dlp" }] });
    const { attestations, problems } = read(text);
    assert.deepEqual(attestations, [attestation]);
    const at = (pattern: RegExp) => problems.filter(({ message }) => pattern.test(message)).map(({ span, rule }) => [rule, text.slice(...span)]);
    assert.deepEqual(at(/Did you mean `risk-assessment`/), [["policy-invalid", '"risk-assesment"']]);
    assert.deepEqual(at(/day of the calendar/), [["policy-invalid", '"2026-13-01"']]);
    assert.deepEqual(at(/from the future/), [["policy-invalid", '"2027-01-01"']]);
    assert.deepEqual(at(/was due on 2026-02-28/), [["review-overdue", '"2026-02-28"']]);
    assert.equal(at(/misses the key/).length, 2);
  });

  it("need no file", () => {
    assert.deepEqual(loadChecklist({ read: () => undefined, isFile: () => false }, "/p", today).problems, []);
  });

  it("are written without touching comments, one entry an item", () => {
    const before = '{\n  // reviewed each quarter\n  "version": 1\n}\n';
    const once = attest(before, { ...attestation, note: "first" });
    const twice = attest(once?.text, { ...attestation, date: "2026-02-20", evidence: "docs/risk.pdf" });
    assert.match(twice?.text ?? "", /reviewed each quarter/);
    assert.deepEqual(read(twice?.text ?? "").attestations, [{ ...attestation, date: "2026-02-20", evidence: "docs/risk.pdf" }]);
    assert.equal(attest("{", attestation), undefined);
  });
});
