// The steps of a flow, rebuilt from witnesses: source first, sink last, none invented.

import type { Flow } from "../analysis/flows";
import { type Site, witnessOf } from "../analysis/summary";
import type { Why } from "../analysis/value";
import type { FlowStep } from "../engine/api";
import type { FnId } from "../ir/ir";
import { type Facts, siteOf } from "./rule";

/** Most steps that are shown (SPEC 3). */
const MAX_STEPS = 20;

/** What the steps are made from. */
export type Traced = Pick<Flow, "atom" | "why" | "chain" | "callee" | "sink">;

export function flowSteps(facts: Facts, flow: Traced): FlowStep[] {
  const steps: FlowStep[] = [];
  const add = (fn: FnId, at: number, text: string): void => {
    const place = siteOf(facts.program, fn.replace(/<entry>$/, ""), at);
    const last = steps.at(-1);
    if (!place || (last && last.file === place.file && last.text === text && samePlace(last, place))) return;
    steps.push({ ...place, text });
  };
  const origin = flow.atom.root;
  if ((origin.kind === "born" || origin.kind === "source" || origin.kind === "output") && !startsAt(flow.why, origin.fn, origin.at)) add(origin.fn, origin.at, sourceText(facts, flow));
  for (const why of unfold(facts, flow.why)) add(why.fn, why.at, textOf(facts, why, flow));
  addChain(facts, flow, add);
  if (steps.length === 0) add(flow.sink.fn, flow.sink.at, `reaches ${flow.callee}`);
  return steps.length <= MAX_STEPS ? steps : [...steps.slice(0, MAX_STEPS / 2), ...steps.slice(-MAX_STEPS / 2)];
}

const samePlace = (a: FlowStep, b: { range: FlowStep["range"] }): boolean =>
  a.range.start.line === b.range.start.line && a.range.start.column === b.range.start.column && a.range.end.line === b.range.end.line && a.range.end.column === b.range.end.column;

/** Whether the oldest step is already the source. */
function startsAt(why: Why | undefined, fn: FnId, at: number): boolean {
  let oldest = why;
  while (oldest?.prev) oldest = oldest.prev;
  return oldest !== undefined && oldest.fn === fn && oldest.at === at;
}

function sourceText(facts: Facts, flow: Traced): string {
  const { atom } = flow;
  if (atom.root.kind === "output") return "written by the model";
  const shown = facts.types.display(atom.base);
  return shown === "" ? "source of the value" : `source: a value of type ${shown}`;
}

/** Steps of a witness in order, with those inside called functions put where their result comes back. */
function unfold(facts: Facts, why: Why | undefined, depth = 0): Why[] {
  const steps: Why[] = [];
  for (let at = why; at && steps.length < 40; at = at.prev) {
    const witness = at.via && depth < 6 ? witnessOf(facts.summary(at.via.fn), at.via.key) : undefined;
    if (witness?.returned !== false) steps.push(at);
    for (const inner of unfold(facts, witness?.why, depth + 1).reverse()) if (inner.text !== "parameter") steps.push(inner);
  }
  return steps.reverse();
}

function textOf(facts: Facts, why: Why, flow: Traced): string {
  switch (why.text) {
    case "read":
      return `read ${readName(facts, flow)}`;
    case "parameter":
      return `parameter of ${facts.program.fn(why.fn)?.display ?? "function"}`;
    case "returned":
      return why.via ? `returned from ${facts.program.fn(why.via.fn)?.display ?? "call"}` : "returned from a call";
    case "kept":
      return "put where others read it";
    case "source":
      return "declared a source of PHI";
    case "":
      return sourceText(facts, flow);
    default:
      return why.text;
  }
}

/** `Patient.ssn`. */
function readName(facts: Facts, flow: Traced): string {
  const { atom } = flow;
  const names = atom.path.slice(atom.typedAt).filter((part) => !part.startsWith("[") && !part.startsWith("{"));
  const type = facts.types.display(atom.base) || atom.hint;
  return [type, ...names].filter(Boolean).join(".") || "value";
}

function addChain(facts: Facts, flow: Traced, add: (fn: FnId, at: number, text: string) => void): void {
  const chain: readonly Site[] = flow.chain;
  chain.forEach((site, index) => {
    const next = chain[index + 1];
    if (!next) add(site.fn, site.at, `reaches ${flow.callee}`);
    else add(site.fn, site.at, `passed to ${facts.program.fn(next.fn.replace(/<entry>$/, ""))?.display ?? "a function"}`);
  });
}
