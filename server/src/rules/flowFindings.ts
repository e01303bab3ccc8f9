// Findings of flow rules: one for each call and rule, with the steps of one flow and the further carriers beside it.

import type { Flow } from "../analysis/flows";
import type { DestinationRef, FlowStep, Place } from "../engine/api";
import type { Category, Confidence, Level } from "../lattice/level";
import { rank, strongerConfidence } from "../lattice/level";
import { type Draft, type Facts, siteOf } from "./rule";
import { flowSteps } from "./steps";

/** A flow with what a rule says of it. */
export interface Judged {
  readonly flow: Flow;
  readonly destination?: DestinationRef;
  /** `reaches the log through console.log`: the end of the sentence. */
  readonly says: string;
  readonly severity?: Draft["severity"];
}

/** One draft for each place at which flows of a rule are reported. */
export function* flowDrafts(facts: Facts, rule: string, citation: string, judged: Iterable<Judged>, placeFor: (flow: Flow) => Flow["report"] = (flow) => flow.report): Iterable<Draft> {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) {
    const at = placeFor(one.flow);
    const key = `${at.fn}@${at.at}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  for (const group of groups.values()) {
    const draft = draftOf(facts, rule, citation, group, placeFor);
    if (draft) yield draft;
  }
}

function draftOf(facts: Facts, rule: string, citation: string, group: readonly Judged[], placeFor: (flow: Flow) => Flow["report"]): Draft | undefined {
  const sorted = [...group].sort(byImportance);
  const best = sorted[0];
  if (!best) return undefined;
  const { flow } = best;
  const report = placeFor(flow);
  const carrier = siteOf(facts.program, report.fn, report.carrier);
  const enclosing = siteOf(facts.program, report.fn, report.at);
  if (!carrier || !enclosing) return undefined;
  const categories = [...new Set(sorted.flatMap((one) => one.flow.classification.categories))];
  const text = carrierText(facts, carrier, flow);
  const destinations = [...new Set(sorted.map((one) => one.destination?.name ?? one.destination?.id).filter((name) => name !== undefined))];
  const others = destinations.length > 1 ? ` (also ${destinations.slice(1, 4).join(", ")})` : "";
  return {
    rule, citation, file: carrier.file, range: carrier.range, enclosing: enclosing.range,
    confidence: sorted.reduce<Confidence>((all, one) => strongerConfidence(all, one.flow.classification.confidence), "low"),
    level: flow.level, categories,
    message: `${LEVEL_NAMES[flow.level]} \`${text}\`${categoryNames(flow.classification.categories)} ${best.says}${others}.`,
    ...(best.destination ? { destination: best.destination } : {}),
    flow: flowSteps(facts, flow), sinks: unique(sorted.map((one) => siteOf(facts.program, one.flow.sink.fn, one.flow.sink.at))),
    related: relatedCarriers(facts, sorted.slice(1), carrier, placeFor),
    ...(best.severity ? { severity: best.severity } : {}),
    identity: [report.fn.slice(report.fn.indexOf("#") + 1), flow.callee, flow.atom.path.join(".")],
    data: { carrier: text, path: flow.atom.path.join("."), callee: flow.callee, report: { fn: report.fn, at: report.at, carrier: report.carrier } },
  };
}

const byImportance = (a: Judged, b: Judged): number =>
  rank(b.flow.level) - rank(a.flow.level) ||
  a.flow.report.carrier - b.flow.report.carrier ||
  a.flow.chain.length - b.flow.chain.length ||
  (a.flow.atom.key < b.flow.atom.key ? -1 : a.flow.atom.key > b.flow.atom.key ? 1 : 0);

const LEVEL_NAMES: Readonly<Record<Level, string>> = { "phi-direct": "PHI-Direct", "phi-indirect": "PHI-Indirect", operational: "Operational" };

/** ` (SSN, birth date)`. */
function categoryNames(categories: readonly Category[]): string {
  const names = categories.slice(0, 3).map((one) => (one === "ssn" || one === "mrn" || one === "ip" || one === "url" ? one.toUpperCase() : one.replace(/-/g, " ")));
  return names.length === 0 ? "" : ` (${names.join(", ")})`;
}

/** The carrier as written, on one line and not too long. */
export function carrierText(facts: Facts, carrier: Place, flow: Pick<Flow, "atom">): string {
  const file = facts.program.facts(carrier.file);
  const start = (file?.lineStarts[carrier.range.start.line - 1] ?? 0) + carrier.range.start.column - 1;
  const end = (file?.lineStarts[carrier.range.end.line - 1] ?? 0) + carrier.range.end.column - 1;
  const text = facts.text(carrier.file).slice(start, end).replace(/\s+/g, " ").trim();
  if (text.length > 0 && text.length <= 60) return text;
  return flow.atom.path.filter((part) => !part.startsWith("[") && !part.startsWith("{")).join(".") || `${text.slice(0, 57)}…`;
}

function relatedCarriers(facts: Facts, others: readonly Judged[], first: Place, placeFor: (flow: Flow) => Flow["report"]): FlowStep[] {
  const steps: FlowStep[] = [];
  const seen = new Set([key(first)]);
  for (const one of others) {
    const report = placeFor(one.flow);
    const place = siteOf(facts.program, report.fn, report.carrier);
    if (!place || seen.has(key(place))) continue;
    seen.add(key(place));
    steps.push({ ...place, text: `also carries ${one.flow.classification.categories.join(", ") || "PHI"}` });
  }
  return steps.slice(0, 10);
}

const key = (place: Place): string => `${place.file}:${place.range.start.line}:${place.range.start.column}`;

function unique(places: readonly (Place | undefined)[]): Place[] {
  const found = new Map<string, Place>();
  for (const place of places) if (place && !found.has(key(place))) found.set(key(place), place);
  return [...found.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
