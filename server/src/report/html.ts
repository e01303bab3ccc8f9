// The report as one HTML file: no script, no outside resource (a strict policy says so), light and dark, printable, and readable
// with a screen reader. Everything from the code goes through `e`.

import { SECTIONS } from "../checklist/items";
import type { ChecklistItem, Finding } from "../engine/api";
import { rank } from "../lattice/level";
import { categoryName, LEVEL_NAMES } from "../lattice/names";
import { BAA_WORDS, placeText, type ReportData, split, STATUS_WORDS } from "./data";
import { escapeHtml as e } from "./escape";
import { mapRows, mapSvg } from "./flowMap";
import { changesSince, encodeState, stateOf } from "./state";
import { STYLE } from "./style";

/** The report as HTML text. */
export function renderHtml(data: ReportData): string {
  const { open, accepted } = split(data.findings);
  const applicable = data.checklist.filter((item) => item.status !== "not-applicable");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>PHI Lens report, ${e(data.date)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<h1>PHI Lens report</h1>
<p>${e(data.date)} · phi-lens ${e(data.version)} · ${data.stats.files} files, ${data.stats.functions} functions</p>
<dl class="tiles">
${tile("Findings", open.length, open.some((finding) => finding.severity === "error") ? "fail" : open.length > 0 ? "attention" : "pass")}
${tile("Checklist passed", `${applicable.filter((item) => item.status === "pass").length} of ${applicable.length}`, applicable.every((item) => item.status === "pass") ? "pass" : "attention")}
${tile("Destinations with PHI", data.outbound.filter((destination) => destination.sites.some((site) => site.level !== undefined && rank(site.level) > 0)).length, "plain")}
${tile("Accepted risks", accepted.length + data.checklist.filter((item) => item.acceptedRisk).length, "plain")}
</dl>
<nav aria-label="Contents"><ul>
${[["changes", "What changed"], ["checklist", "Checklist"], ["outbound", "Outbound"], ["map", "Data-flow map"], ["findings", "Findings"], ["accepted", "Accepted risks"], ["attestations", "Attestations"], ["inventory", "PHI inventory"], ["coverage", "Coverage"]].map(([id, title]) => `<li><a href="#${id}">${title}</a></li>`).join("\n")}
</ul></nav>
</header>
<main id="main">
<section aria-labelledby="changes"><h2 id="changes">What changed</h2>
${changes(data)}
</section>
<section aria-labelledby="checklist"><h2 id="checklist">Checklist</h2>
${SECTIONS.map((section) => checklistSection(section.title, data.checklist.filter((item) => item.section === section.id), data.root)).join("\n")}
</section>
<section aria-labelledby="outbound"><h2 id="outbound">Outbound destinations</h2>
${outboundTable(data)}
</section>
<section aria-labelledby="map"><h2 id="map">Data-flow map</h2>
${flowMap(data)}
</section>
<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
${open.length === 0 ? "<p>None.</p>" : open.map((finding) => findingArticle(finding, data.root)).join("\n")}
</section>
<section aria-labelledby="accepted"><h2 id="accepted">Accepted risks</h2>
${acceptedTable(accepted, data.checklist, data.root)}
</section>
<section aria-labelledby="attestations"><h2 id="attestations">History of attestations</h2>
${attestationTable(data)}
</section>
<section aria-labelledby="inventory"><h2 id="inventory">PHI inventory</h2>
${inventoryTable(data)}
</section>
<section aria-labelledby="coverage"><h2 id="coverage">Coverage</h2>
${coverage(data)}
</section>
</main>
<footer><p>Made by PHI Lens from code and policy. It shows what code can show; it is no legal advice.</p></footer>
<template id="phi-lens-state">${encodeState(stateOf(data))}</template>
</body>
</html>
`;
}

function tile(name: string, value: string | number, kind: string): string {
  return `<div class="tile ${kind}"><dt>${name}</dt><dd>${value}</dd></div>`;
}

function changes(data: ReportData): string {
  if (!data.previous) return "<p>No earlier report is known. The next one, opened in the editor on another day or written over this file, says here what changed.</p>";
  const { since, added, removed, items, destinations } = changesSince(data.previous, data);
  const heading = `<p>Since the report of ${e(since)}:</p>`;
  if (added.length + removed.length + items.length + destinations.length === 0) return `${heading}<p>Nothing.</p>`;
  const list = (title: string, findings: typeof added) =>
    findings.length === 0 ? "" : `<h3>${title} (${findings.length})</h3>\n${table(title, ["Rule", "Finding", "Place"], findings.map((one) => [`<code>${e(one.rule)}</code>`, e(one.message), `<code>${e(one.place)}</code>`]), "changes")}`;
  const states = (title: string, name: string, rows: readonly { readonly title: string; readonly before: string; readonly after: string }[]) =>
    rows.length === 0 ? "" : `<h3>${title}</h3>\n${table(title, [name, "Before", "Now"], rows.map((row) => [e(row.title), e(row.before), e(row.after)]))}`;
  return [
    heading, list("New findings", added), list("Findings that are gone", removed), states("Checklist items", "Item", items),
    states("Destinations", "Destination", destinations.map(({ name, before, after }) => ({ title: name, before, after }))),
  ].join("\n");
}

function attestationTable({ attestations, checklist }: ReportData): string {
  if (!attestations) return "<p>git was not asked.</p>";
  const titles = new Map(checklist.map(({ id, title }) => [id, title]));
  return table(
    "What people attested, as git has kept it, the newest first",
    ["Item", "Attested", "Evidence", "Next review", "Committed"],
    attestations.map(({ item, attestation, commit, author, date, subject }) => [
      e(titles.get(item) ?? item),
      attestation ? `${e(attestation.date)} by ${e(attestation.by)}` : "<em>taken back</em>",
      e(attestation?.evidence ?? ""), e(attestation?.nextReview ?? ""),
      `${e(date.slice(0, 10))} by ${e(author)}<br><small><code>${e(commit.slice(0, 8))}</code> ${e(subject)}</small>`,
    ]),
  );
}

function checklistSection(title: string, items: readonly ChecklistItem[], root: string): string {
  return `<h3>${e(title)}</h3>
${table(
  `${title}: items, status and evidence`,
  ["Item", "Status", "Summary and evidence", "Attestation"],
  items.map((item) => [
    e(item.title),
    `<span class="status ${item.status}">${STATUS_WORDS[item.status]}</span>${item.acceptedRisk ? '<br><span class="status accepted">Accepted risk</span>' : ""}`,
    `${e(item.summary)}${evidence(item, root)}`,
    item.attestation
      ? [item.attestation.by, item.attestation.date, item.attestation.evidence, item.attestation.note, item.attestation.nextReview && `next review ${item.attestation.nextReview}`].flatMap((part) => (part ? [e(part)] : [])).join("<br>")
      : item.computed ? "" : "<em>none</em>",
  ]),
  "items",
)}`;
}

/** Longer lists of evidence are folded away. */
const MAX_EVIDENCE = 200;

function evidence(item: ChecklistItem, root: string): string {
  if (item.evidence.length === 0) return "";
  const lines = item.evidence.slice(0, MAX_EVIDENCE).map(({ text, place }) => `<li>${place ? `<code>${e(placeText(place, root))}</code> ` : ""}${sentence(text)}</li>`);
  const more = item.evidence.length > MAX_EVIDENCE ? `<li>and ${item.evidence.length - MAX_EVIDENCE} more</li>` : "";
  return `<details><summary>Evidence (${item.evidence.length})</summary><ul>${lines.join("")}${more}</ul></details>`;
}

function outboundTable({ outbound, root }: ReportData): string {
  return table(
    "Destinations outside the program, what may go there and what does",
    ["Destination", "Kind", "BAA", "May receive", "Receives", "Certifications", "Regions", "Call sites"],
    outbound.map((destination) => {
      const levels = destination.sites.flatMap((site) => (site.level ? [site.level] : []));
      const highest = (["phi-direct", "phi-indirect", "operational"] as const).find((level) => levels.includes(level));
      const categories = [...new Set(destination.sites.flatMap((site) => site.categories))].sort();
      const sites = destination.sites.map((site) => `<li><code>${e(placeText(site, root))}</code> ${e(site.callee)}</li>`).join("");
      return [
        `${e(destination.name ?? destination.id)}${destination.host && destination.host !== (destination.name ?? destination.id) ? `<br><small>${e(destination.host)}</small>` : ""}`,
        e(destination.kind),
        `<span class="status ${{ signed: "pass", "not-needed": "not-applicable", expiring: "attention", missing: "fail", expired: "fail" }[destination.baa]}">${BAA_WORDS[destination.baa]}</span>`,
        LEVEL_NAMES[destination.allows],
        `${highest ? LEVEL_NAMES[highest] : "No PHI"}${categories.length > 0 ? `<br><small>${e(categories.map(categoryName).join(", "))}</small>` : ""}`,
        e(destination.certifications.join(", ")),
        e(destination.regions.join(", ")),
        sites === "" ? "none" : `<details><summary>${destination.sites.length}</summary><ul>${sites}</ul></details>`,
      ];
    }),
  );
}

function flowMap(data: ReportData): string {
  const rows = mapRows(data);
  if (rows.length === 0) return "<p>No PHI leaves the program.</p>";
  return `<figure><div class="scroll" role="region" aria-label="Drawing of the flows" tabindex="0">${mapSvg(rows)}</div><figcaption>PHI categories, the modules that send them, and the destinations. The wider, the more call sites. What the policy does not allow is red, and says so.</figcaption></figure>
${table("The data of the map", ["Category", "Module", "Destination", "Allowed", "Call sites"], rows.map((row) => [e(row.category), `<code>${e(row.module)}</code>`, e(row.destination), row.approved ? "yes" : "<strong>no</strong>", String(row.sites)]))}`;
}

function findingArticle(finding: Finding, root: string): string {
  const steps = finding.flow.map((step) => `<li>${sentence(step.text)} <code>${e(placeText(step, root))}</code></li>`).join("");
  return `<article class="finding ${finding.severity}">
<h3><span class="status ${finding.severity}">${finding.severity}</span> <code>${e(finding.rule)}</code></h3>
<p>${sentence(finding.message)}</p>
<p><code>${e(placeText(finding, root))}</code> · ${finding.confidence} confidence · ${e(finding.citation)}</p>
${steps === "" ? "" : `<details><summary>Flow (${finding.flow.length} ${finding.flow.length === 1 ? "step" : "steps"})</summary><ol>${steps}</ol></details>`}
</article>`;
}

function acceptedTable(accepted: readonly Finding[], checklist: readonly ChecklistItem[], root: string): string {
  return table(
    "Risks that a person has accepted, in the code or in the checklist",
    ["What", "Where", "Reason", "By", "Until or next review"],
    [
      ...accepted.map((finding) => [`<code>${e(finding.rule)}</code><br>${sentence(finding.message)}`, `<code>${e(placeText(finding, root))}</code>`, e(finding.suppressed?.reason ?? ""), e(finding.suppressed?.by ?? ""), e(finding.suppressed?.until ?? "")]),
      ...checklist.filter((item) => item.acceptedRisk).map((item) => [e(item.title), "checklist", e(item.attestation?.note ?? item.attestation?.evidence ?? ""), e(item.attestation?.by ?? ""), e(item.attestation?.nextReview ?? "")]),
    ],
  );
}

function inventoryTable({ inventory, root }: ReportData): string {
  return table(
    "Declared types and fields that hold PHI or may hold it",
    ["Type", "Field", "Level", "Categories", "Evidence", "Goes to", "Declared at"],
    inventory.flatMap((type) =>
      type.fields.map((field) => [
        e(type.name),
        e(field.name),
        field.classification ? LEVEL_NAMES[field.classification.level] : "<em>unclassified</em>",
        e(field.classification?.categories.map(categoryName).join(", ") ?? ""),
        e(field.classification ? `${field.classification.evidence} (${field.classification.confidence})` : ""),
        e(field.flowsTo.join(", ")),
        `<code>${e(placeText(field.place, root))}</code>`,
      ]),
    ),
  );
}

function coverage({ stats }: ReportData): string {
  const lines = [
    `${stats.files} files and ${stats.functions} functions in ${stats.projects} ${stats.projects === 1 ? "project" : "projects"} were analysed.`,
    `${stats.skipped.length} files were left out.`,
    stats.budget.length === 0 ? "No function was cut off." : `${stats.budget.length} functions were cut off by a budget; flows through them may be incomplete.`,
    `Library models used: ${stats.modelsUsed.length === 0 ? "none" : [...stats.modelsUsed].sort().join(", ")}.`,
  ];
  return `<ul>${lines.map((line) => `<li>${e(line)}</li>`).join("")}</ul>`;
}

/** A sentence of ours: what stands between backticks is code. */
const sentence = (text: string): string => e(text).replace(/`([^`]+)`/g, "<code>$1</code>");

/** Cells are HTML already; head and caption are text of ours. */
function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[], kind = ""): string {
  if (rows.length === 0) return "<p>None.</p>";
  return `<div class="scroll" role="region" aria-label="${e(caption)}" tabindex="0"><table${kind && ` class="${kind}"`}>
<caption>${e(caption)}</caption>
<thead><tr>${head.map((cell) => `<th scope="col">${e(cell)}</th>`).join("")}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${row.map((cell, index) => (index === 0 ? `<th scope="row">${cell}</th>` : `<td>${cell}</td>`)).join("")}</tr>`).join("\n")}
</tbody></table></div>`;
}
