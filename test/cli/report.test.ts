// The report: self-contained, escaped, accessible, and the same facts in each form.

import assert from "node:assert/strict";
import type { ReportData } from "../../server/src/report/data";
import { mapRows, mapSvg } from "../../server/src/report/flowMap";
import { renderReport } from "../../server/src/report/render";
import { readState, stateOf } from "../../server/src/report/state";
import type { OutboundDestination } from "../../server/src/engine/api";
import { CHECKLIST, finding, range, STATS } from "./fakes";

const EVIL = `"><script>alert(1)</script>&'|\u202e`;

const destination = (id: string, more: Partial<OutboundDestination> = {}): OutboundDestination => ({
  id, kind: "ai", baa: "missing", allows: "operational", approved: false, certifications: [], regions: [],
  sites: [{ file: "/w/src/ai/a.ts", range: range(4, 2), level: "phi-direct", categories: ["ssn", "name"], callee: "client.create" }], ...more,
});

const data = (more: Partial<ReportData> = {}): ReportData => ({
  version: "1.2.3", root: "/w", date: "2026-03-01", checklist: CHECKLIST, stats: STATS, findings: [finding(), finding({ suppressed: { reason: "test data", by: "dana", until: "2027-01-01" } })],
  outbound: [destination("openai", { name: "OpenAI" }), destination("ehr", { approved: true, allows: "phi-direct", baa: "signed" }), destination("quiet", { sites: [] })],
  inventory: [{ name: "Patient", place: { file: "/w/src/t.ts", range: range(1, 1) }, fields: [
    { name: "ssn", place: { file: "/w/src/t.ts", range: range(2, 3) }, classification: { level: "phi-direct", categories: ["ssn"], confidence: "high", evidence: "tag", fields: 1 }, flowsTo: ["openai"] },
    { name: "unit", place: { file: "/w/src/t.ts", range: range(3, 3) }, flowsTo: [] },
  ] }],
  ...more,
});

describe("report: html", () => {
  const html = renderReport(data(), "html");
  it("runs nothing and loads nothing", () => {
    assert.match(html, /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'/);
    assert.ok(!/<script|<link|<img|https?:\/\/|@import|url\(| on\w+=/i.test(html));
  });
  it("has every part", () => {
    for (const part of ["3 of 9 PHI accesses audited", "OpenAI", "Missing", "read Patient.ssn", "test data", "dana", "2027-01-01", "unclassified", "src/a.ts:3:15", "<svg", "The data of the map"]) assert.ok(html.includes(part), part);
  });
  it("has tables with captions and headers, one main heading, and no level left out", () => {
    const tables = html.match(/<table[ >]/g)?.length;
    assert.ok(tables);
    assert.equal(html.match(/<caption>/g)?.length, tables);
    assert.equal(html.match(/<thead><tr><th scope="col">/g)?.length, tables);
    assert.equal(html.match(/<h1>/g)?.length, 1);
    assert.ok(html.includes('<html lang="en">'));
  });
  it("escapes everything that comes from code or policy", () => {
    const evil = renderReport(
      data({
        findings: [finding({ message: EVIL, file: `/w/${EVIL}`, flow: [{ file: "/w/a.ts", range: range(1, 1), text: EVIL }], suppressed: { reason: EVIL, by: EVIL } }), finding({ message: EVIL })],
        checklist: CHECKLIST.map((item) => ({ ...item, title: EVIL, summary: EVIL, evidence: [{ text: EVIL }], attestation: { item: "x", by: EVIL, date: EVIL, evidence: EVIL, note: EVIL }, acceptedRisk: true })),
        outbound: [destination(EVIL, { name: EVIL, host: EVIL, certifications: [EVIL], regions: [EVIL], sites: [{ file: `/w/${EVIL}/x.ts`, range: range(1, 1), level: "phi-direct", categories: [], callee: EVIL }] })],
        inventory: [{ name: EVIL, place: { file: "/w/a.ts", range: range(1, 1) }, fields: [{ name: EVIL, place: { file: "/w/a.ts", range: range(1, 1) }, flowsTo: [EVIL] }] }],
      }),
      "html",
    );
    assert.ok(!evil.includes("<script>alert"));
    assert.ok(!evil.includes("\u202e"));
    assert.ok(evil.includes("&lt;script&gt;"));
  });
  it("has nothing to draw where nothing flows", () => {
    const quiet = renderReport(data({ outbound: [], findings: [], inventory: [] }), "html");
    assert.ok(quiet.includes("No PHI leaves the program."));
    assert.ok(!quiet.includes("<svg"));
  });
});

describe("report: map", () => {
  it("has a row for each category, module and destination", () => {
    assert.deepEqual(mapRows(data()).map((row) => [row.category, row.module, row.destination, row.approved, row.sites]), [
      ["SSN", "src/ai", "OpenAI", false, 1], ["SSN", "src/ai", "ehr", true, 1], ["name", "src/ai", "OpenAI", false, 1], ["name", "src/ai", "ehr", true, 1],
    ]);
  });
  it("is finite, whatever the numbers", () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ category: `c${index % 40}`, module: `m/${index % 60}`, destination: `d${index}`, approved: index % 2 === 0, sites: index % 7 === 0 ? 1000 : 1 }));
    const svg = mapSvg(many);
    assert.ok(!/NaN|Infinity|undefined/.test(svg));
    assert.ok(svg.includes("other destinations"));
    assert.ok(svg.length < 200_000);
  });
});

describe("report: what changed", () => {
  const before = data({ date: "2026-01-01", findings: [finding({ fingerprint: "gone", message: `was here ${EVIL}` }), finding({ fingerprint: "stays" })], outbound: [destination("openai", { name: "OpenAI", baa: "signed" })] });
  const now = data({ findings: [finding({ fingerprint: "stays" }), finding({ fingerprint: "fresh", message: "`x.ssn` is new" })], outbound: [destination("openai", { name: "OpenAI" }), destination("segment")], checklist: CHECKLIST.map((item) => ({ ...item, status: "pass" })) });
  for (const format of ["html", "md", "json"] as const) {
    it(`is read from an earlier report: ${format}`, () => {
      const previous = readState(renderReport(before, format));
      assert.equal(previous?.date, "2026-01-01");
      const text = renderReport({ ...now, previous }, "md");
      assert.match(text, /Since the report of 2026-01-01/);
      assert.match(text, /new finding \| phi-in-log: x\.ssn is new/);
      assert.match(text, /finding gone \| phi-in-log: was here/);
      assert.match(text, /Audit logging enabled \| Fail → Pass/);
      assert.match(text, /OpenAI \| receives PHI, BAA signed → receives PHI, BAA missing/);
      assert.match(text, /segment \| no PHI → receives PHI, BAA missing/);
      assert.ok(!text.includes("stays"));
      const html = renderReport({ ...now, previous }, "html");
      assert.ok(html.includes("New findings (1)") && html.includes("x.ssn is new") && !html.includes("<script>alert"));
    });
  }
  it("trusts no part of what it reads", () => {
    const forged = (value: unknown) => readState(`<template id="phi-lens-state">${Buffer.from(JSON.stringify(value)).toString("base64")}</template>`);
    assert.equal(forged({ version: 2, date: "2026-01-01" }), undefined);
    assert.equal(forged({ version: 1, date: "<b>" }), undefined);
    assert.equal(forged(null), undefined);
    assert.equal(readState("phi-lens-state \u0000 nothing"), undefined);
    assert.deepEqual(forged({ version: 1, date: "2026-01-01", findings: [{ fingerprint: 7 }, null], checklist: "x" }), { version: 1, date: "2026-01-01", findings: [], checklist: [], destinations: [] });
    const state = forged({ version: 1, date: "2026-01-01", findings: [], checklist: [{ id: "audit-logging", title: "t", status: EVIL }], destinations: [{ id: "openai", name: EVIL, baa: "__proto__" }] });
    assert.ok(!renderReport({ ...now, previous: state }, "html").includes("<script>alert"));
  });
  it("says so where there is no earlier report, and where nothing changed", () => {
    assert.ok(renderReport(now, "html").includes("No earlier report is known."));
    assert.ok(renderReport({ ...now, previous: stateOf(now) }, "html").includes("<p>Nothing.</p>"));
  });
});

describe("report: attestations", () => {
  const entry = { item: "audit-logging", commit: "0123456789abcdef", author: `Ada ${EVIL}`, date: "2026-02-02T12:00:00Z", subject: EVIL };
  it("are listed as git has kept them, also those taken back", () => {
    const html = renderReport(data({ attestations: [{ ...entry, attestation: null }, { ...entry, attestation: { item: "audit-logging", by: "Grace", date: "2026-02-01", evidence: "a.pdf" } }] }), "html");
    for (const part of ["taken back", "2026-02-01 by Grace", "a.pdf", "01234567", "2026-02-02 by Ada"]) assert.ok(html.includes(part), part);
    assert.ok(!html.includes("<script>alert"));
    assert.ok(renderReport(data(), "html").includes("git was not asked."));
  });
});

describe("report: md and json", () => {
  it("Markdown tables stay whole", () => {
    const md = renderReport(data({ findings: [finding({ message: "a | b\n# c <x>" })] }), "md");
    assert.ok(md.includes("a \\| b \\# c \\<x\\>"));
    for (const line of md.split("\n").filter((text) => text.startsWith("|"))) assert.match(line, /\|$/);
  });
  it("JSON holds no absolute path", () => {
    const json = renderReport(data(), "json");
    assert.ok(!json.includes('"/w'));
    assert.equal(JSON.parse(json).flowMap.length, 4);
  });
});
