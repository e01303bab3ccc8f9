// The report in a real browser: axe-core finds nothing, light and dark, narrow and wide; the data-flow map of 200 flows can be read.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import type { OutboundDestination } from "../../server/src/engine/api";
import type { ReportData } from "../../server/src/report/data";
import { mapRows } from "../../server/src/report/flowMap";
import { renderReport } from "../../server/src/report/render";
import { CHECKLIST, finding, range, STATS } from "./fakes";

const CATEGORIES = ["name", "ssn", "mrn", "birth-date", "contact", "address", "diagnosis", "medication", "lab-result", "note"] as const;

/** 20 destinations that each receive PHI of 10 kinds, from as many modules. */
const many = (): OutboundDestination[] => Array.from({ length: 20 }, (_, index) => ({
  id: `vendor-${index}`, name: `Vendor number ${index} of the clinic`, kind: "ai", host: `api.vendor-${index}.example`, baa: index % 3 ? "missing" : "signed", allows: index % 3 ? "operational" : "phi-direct",
  approved: index % 3 === 0, certifications: ["SOC 2"], regions: ["us-east-1"],
  sites: CATEGORIES.map((category, at) => ({ file: `/w/packages/area-${(index + at) % 25}/src/services/sending/client.ts`, range: range(at + 1, 2), level: "phi-direct", categories: [category], callee: "client.create" })),
}));

const data = (): ReportData => ({
  version: "1.2.3", root: "/w", date: "2026-03-01", stats: STATS, checklist: CHECKLIST.map((item) => ({ ...item, acceptedRisk: true, attestation: { item: item.id, by: "Dana", date: "2026-02-01", evidence: "a.pdf" } })),
  findings: [finding(), finding({ severity: "warning" }), finding({ severity: "information" }), finding({ suppressed: { reason: "test data", by: "dana", until: "2027-01-01" } })],
  outbound: many(), inventory: [{ name: "Patient", place: { file: "/w/src/t.ts", range: range(1, 1) }, fields: [{ name: "ssn", place: { file: "/w/src/t.ts", range: range(2, 3) }, flowsTo: [] }] }],
});

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[] }[];
  readonly passes: readonly unknown[];
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly text: string;
}

/** Where the map and its labels stand; as text, because it runs in the page. */
const BOXES = `(() => {
  const box = (element) => { const { left, right, top, bottom } = element.getBoundingClientRect(); return { left, right, top, bottom, text: element.textContent }; };
  const svg = document.querySelector("svg.map");
  return { frame: box(svg), boxes: [...svg.querySelectorAll("text")].map(box) };
})()`;

describe("report in a browser", function () {
  this.timeout(60_000);
  let browser: Browser | undefined;
  let page: Page;
  const problems: string[] = [];

  before(async function () {
    const { findChromium } = await import("../vscode/host/chromium.mjs");
    const executablePath = findChromium();
    if (!executablePath) return this.skip();
    const { chromium } = await import("playwright-core");
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"] });
    // axe comes in from outside the page; the report's own policy runs no script, and a test of its own keeps it so.
    const context = await browser.newContext({ bypassCSP: true });
    await context.route(/^(?!about:|data:)/, (route) => {
      problems.push(`asked for ${route.request().url()}`);
      return route.abort();
    });
    page = await context.newPage();
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(error.message));
  });
  after(() => browser?.close());

  for (const [colorScheme, width] of [["light", 360], ["dark", 1280]] as const) {
    it(`is accessible, ${colorScheme}, ${width} pixels wide`, async () => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.setContent(renderReport({ ...data(), outbound: many().slice(0, 3) }, "html"));
      await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
      const { violations, passes } = await page.evaluate<AxeResult>("axe.run()");
      assert.ok(passes.length > 20, `${passes.length} checks`);
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`), []);
      assert.deepEqual(problems, []);
    });
  }

  it("draws 200 flows so that no two labels meet, and none is cut off", async () => {
    assert.equal(mapRows(data()).reduce((sum, row) => sum + row.sites, 0), 200);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.setContent(renderReport(data(), "html"));
    const { boxes, frame } = await page.evaluate<{ boxes: Box[]; frame: Box }>(BOXES);
    assert.ok(boxes.length >= 30, `${boxes.length} labels`);
    const meet = boxes.flatMap((a, index) => boxes.slice(index + 1).filter((b) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom).map((b) => `${a.text} / ${b.text}`));
    assert.deepEqual(meet, []);
    assert.deepEqual(boxes.filter(({ left, right, top, bottom }) => left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom).map(({ text }) => text), []);
    if (process.env.REPORT_SHOT) await page.locator("svg.map").screenshot({ path: process.env.REPORT_SHOT });
  });

  it("is walked through by keyboard: the first key skips to the content", async () => {
    await page.setContent(renderReport(data(), "html"));
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement.getAttribute('href')"), "#main");
    await page.locator("details > summary").first().focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("details").first().getAttribute("open"), "");
  });
});
