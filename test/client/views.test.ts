// What the views and the status bar show, without an editor.

import assert from "node:assert/strict";
import { checklistNodes, flowNodes, inventoryNodes, outboundNodes, placeText } from "../../client/src/views/nodes";
import { statusText, type Translate } from "../../client/src/views/statusText";
import type { ChangedParams, WireChecklistItem, WireDestination, WireFinding, WireInventoryType, WireLocation } from "../../server/src/lsp/messages";

const t: Translate = (message, ...args) => message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)]));
const at = (name: string, line: number): WireLocation => ({ uri: `file:///w/${name}`, range: { start: { line, character: 0 }, end: { line, character: 3 } } });
const item = (more: Partial<WireChecklistItem>): WireChecklistItem => ({
  id: "audit-logging", section: "implementation", title: "Audit logging enabled", status: "fail", summary: "3 of 9 audited", computed: true,
  evidence: [], folder: "file:///w", ...more,
});
const destination = (more: Partial<WireDestination>): WireDestination => ({
  id: "openai", name: "OpenAI", kind: "ai", baa: "missing", allows: "operational", approved: false, certifications: [], regions: [],
  folder: "file:///w", sites: [], ...more,
});

describe("views", () => {
  it("group the checklist by section and count what passes, without what does not apply", () => {
    const nodes = checklistNodes([item({}), item({ id: "b", status: "pass" }), item({ id: "c", status: "not-applicable" }), item({ id: "d", section: "pitfalls" })], t);
    assert.deepEqual(nodes.map(({ label, description }) => [label, description]), [["Implementation checklist", "1/2"], ["Pitfalls", "0/1"]]);
    assert.equal(nodes[0]?.children.length, 3);
  });

  it("show an accepted risk beside a failing item, and never as passed", () => {
    const [section] = checklistNodes([item({ acceptedRisk: true, attestation: { item: "audit-logging", by: "Ada", date: "2026-01-01", nextReview: "2027-01-01" } })], t);
    const [node] = section?.children ?? [];
    assert.equal(node?.icon, "shield");
    assert.equal(section?.description, "0/1");
    assert.match(node?.description ?? "", /accepted risk/);
    assert.deepEqual(node?.children.map(({ label, description }) => [label, description]), [["Attested by Ada on 2026-01-01", "next review 2027-01-01"]]);
  });

  it("link evidence to its place", () => {
    const [section] = checklistNodes([item({ evidence: [{ text: "no audit in chart()", location: at("a.ts", 4) }, { text: "policy" }] })], t);
    assert.deepEqual(section?.children[0]?.children.map(({ location }) => location?.range.start.line), [4, undefined]);
  });

  it("put destinations that nobody approved first, with their highest level", () => {
    const sites = [
      { location: at("a.ts", 0), level: "phi-indirect" as const, categories: [], callee: "fetch" },
      { location: at("b c.ts", 8), level: "phi-direct" as const, categories: ["ssn" as const], callee: "post" },
    ];
    const nodes = outboundNodes([destination({ id: "aws", name: "AWS", approved: true, baa: "signed", allows: "phi-direct" }), destination({ sites })], t);
    assert.deepEqual(nodes.map(({ label, description }) => [label, description]), [["OpenAI", "PHI-Direct · no BAA · 2 calls"], ["AWS", "no PHI · BAA signed · 0 calls"]]);
    assert.equal(nodes[0]?.children[1]?.description, "PHI-Direct · ssn · b c.ts:9");
  });

  it("list types with identifiers first, unclassified fields among them", () => {
    const type = (name: string, level?: "phi-direct"): WireInventoryType => ({
      name, folder: "file:///w", location: at("t.ts", 1),
      fields: [{ name: "x", location: at("t.ts", 2), flowsTo: level ? ["console"] : [], ...(level && { classification: { level, categories: ["name"], confidence: "high", evidence: "tag", fields: 1 } }) }],
    });
    const nodes = inventoryNodes([type("Alpha"), type("Patient", "phi-direct")], t);
    assert.deepEqual(nodes.map(({ label }) => label), ["Patient", "Alpha"]);
    assert.equal(nodes[0]?.children[0]?.description, "PHI-Direct · name · tag, high → console");
    assert.equal(nodes[1]?.children[0]?.description, "unclassified");
    assert.deepEqual(nodes[0]?.children[0]?.classify, { folder: "file:///w", name: "Patient.x", kind: "field" });
  });

  it("number the steps of a flow and mark the present one", () => {
    const finding: WireFinding = {
      ...at("a.ts", 1), rule: "phi-in-log", severity: "error", message: "", fingerprint: "f", citation: "",
      flow: [{ ...at("a.ts", 0), text: "read Patient.ssn" }, { ...at("a.ts", 1), text: "passed on" }, { ...at("b.ts", 2), text: "reaches console.log" }],
    };
    const nodes = flowNodes(finding, 1, t);
    assert.deepEqual(nodes.map(({ label }) => label), ["1. read Patient.ssn", "2. passed on", "3. reaches console.log"]);
    assert.deepEqual(nodes.map(({ icon }) => icon === "arrow-right"), [false, true, false]);
  });

  it("give nodes ids that differ", () => {
    const nodes = [...checklistNodes([item({}), item({ folder: "file:///v" })], t), ...outboundNodes([destination({}), destination({ folder: "file:///v" })], t)];
    const ids = nodes.flatMap((node) => [node.id, ...node.children.map(({ id }) => id)]);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("write a place as file and line", () => assert.equal(placeText(at("a%20b.ts", 11)), "a b.ts:12"));
});

describe("status bar", () => {
  const params: ChangedParams = {
    revision: 1, scanning: false, findings: { error: 1, warning: 2, information: 3, hint: 4 }, checklist: { pass: 5, fail: 6, attention: 7, "not-applicable": 8 },
  };
  it("shows findings and the checklist's score", () => {
    assert.deepEqual(statusText(true, params, t), {
      text: "$(error) PHI 3 $(checklist) 5/18", tooltip: "1 error, 2 warnings, 7 notes; Checklist: 5 of 18 items pass", severity: "error",
    });
  });
  it("says that it scans, is off, or not running", () => {
    assert.match(statusText(true, { ...params, scanning: true }, t).text, /sync~spin/);
    assert.match(statusText(false, params, t).tooltip, /switched off/);
    assert.match(statusText(true, undefined, t).tooltip, /not running/);
  });
});
