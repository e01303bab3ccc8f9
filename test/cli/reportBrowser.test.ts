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
  previous: { version: 1, date: "2026-01-01", findings: [{ fingerprint: "gone", rule: "phi-in-url", message: "gone", place: "src/a.ts:1:1" }], checklist: CHECKLIST.map(({ id, title }) => ({ id, title, status: "pass" })), destinations: [{ id: "x", name: "X", baa: "signed" }] },
  attestations: [{ item: "audit-logging", commit: "0123456789", author: "Dana", date: "2026-02-01T00:00:00Z", subject: "Reviewed", attestation: { item: "audit-logging", by: "Dana", date: "2026-02-01" } }],
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

  for (const [colorScheme, width] of [["light", 1280], ["dark", 360], ["light", 360], ["dark", 1280]] as const) {
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
    assert.equal(new Set(boxes.map(({ text }) => text).filter((text) => text.startsWith("area-"))).size, 13, "modules are named by what tells them apart");
  });

  it("is walked through by keyboard: the first key skips to the content", async () => {
    await page.setContent(renderReport(data(), "html"));
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement.getAttribute('href')"), "#main");
    await page.locator("details > summary").first().focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("details").first().getAttribute("open"), "");
  });

  it("can be printed: what is folded away on the screen is on the paper, and nothing is coloured by the dark", async () => {
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    await page.setContent(renderReport(data(), "html"));
    const { background, hidden } = await page.evaluate<{ background: string; hidden: number }>(`({
      background: getComputedStyle(document.documentElement).getPropertyValue("--page").trim(),
      hidden: [...document.querySelectorAll("details > *:not(summary)")].filter((one) => one.getBoundingClientRect().height === 0).length,
    })`);
    assert.equal(background, "#fff");
    assert.equal(hidden, 0);
    assert.ok((await page.pdf({ format: "A4" })).length > 10_000);
    await page.emulateMedia({ media: "screen" });
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`shows hostile names and nothing else ${javaScriptEnabled ? "under its own policy" : "and all its tables without JavaScript"}`, async () => {
      assert.ok(browser);
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 900, height: 700 } });
      const asked: string[] = [];
      await context.route("**/*", (route) => {
        asked.push(route.request().url());
        return route.abort();
      });
      const hostile = await context.newPage();
      hostile.on("dialog", (dialog) => {
        asked.push(dialog.message());
        void dialog.dismiss();
      });
      for (const name of HOSTILE) {
        await hostile.setContent(renderReport(named(name), "html"));
        assert.match(await hostile.title(), /^PHI Lens report, /);
        assert.equal(await hostile.locator("img, script, iframe, object, form, base, link, a:not([href^='#'])").count(), 0, name);
        assert.ok((await hostile.locator("#inventory ~ .scroll tbody th").first().textContent())?.length);
        assert.ok((await hostile.locator("#map ~ .scroll tbody tr").count()) > 0, "the map as a table");
        const { width } = (await hostile.locator("main").boundingBox()) ?? { width: Infinity };
        assert.ok(width <= 900, `${width} pixels wide for ${name.slice(0, 40)}`);
        assert.ok(!(await hostile.locator("body").textContent())?.includes("\u202e"));
      }
      assert.deepEqual(asked, [], "no request and no dialog");
      await context.close();
    });
  }
});

const RUNS = "document.title='ran';alert(1);fetch('https://out.example/')";
/** Names that code, policies and commits could have. */
const HOSTILE = [
  `<img src="https://out.example/x.png" onerror="${RUNS}">`, `"><svg onload="${RUNS}">`, `</template></style></title><script>${RUNS}</script>`, `' onmouseover='${RUNS}' x='`,
  `\u202egnp.exe\u2066 \u200fright to left`, "a".repeat(5000), "\u0000\u001b[31m \ufffe \ud800", `\`<b>\`]]>-->&amp;&lt;`, "url(https://out.example/y.css) @import 'https://out.example/z'", "<a href='javascript:alert(1)'>click</a><base href='https://out.example'>",
];

/** A report in which everything that is not ours is called so. */
function named(name: string): ReportData {
  const base = data();
  const attestation = { item: name, by: name, date: name, evidence: name, note: name, nextReview: name };
  return {
    ...base, version: name,
    findings: [finding({ message: name, file: `/w/${name}`, flow: [{ file: `/w/${name}`, range: range(1, 1), text: name }] }), finding({ message: name, suppressed: { reason: name, by: name, until: name } })],
    checklist: base.checklist.map((item) => ({ ...item, title: name, summary: name, evidence: [{ text: name }], attestation, acceptedRisk: true })),
    outbound: [{ id: name, name, kind: name, host: name, baa: "missing", allows: "operational", approved: false, certifications: [name], regions: [name], sites: [{ file: `/w/${name}/x.ts`, range: range(1, 1), level: "phi-direct", categories: ["ssn"], callee: name }] }],
    inventory: [{ name, place: { file: "/w/a.ts", range: range(1, 1) }, fields: [{ name, place: { file: "/w/a.ts", range: range(1, 1) }, flowsTo: [name] }] }],
    previous: { version: 1, date: "2026-01-01", findings: [{ fingerprint: name, rule: name, message: name, place: name }], checklist: base.checklist.map(({ id }) => ({ id, title: name, status: name })), destinations: [{ id: name, name, baa: name }] },
    attestations: [{ item: name, attestation, commit: name, author: name, date: name, subject: name }],
  };
}
