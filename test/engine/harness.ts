// Runs a fixture through the engine and says what is wrong. Separate from the tests, so that fixtures, the pages of rules and the
// sample clinic are all judged by the same words.

import { posix } from "node:path";
import type { Engine, Finding, FlowStep, Place, Range } from "../../server/src/engine/api";
import { createEngine } from "../../server/src/engine/engine";
import { MemoryFileSystem } from "../../server/src/host/memory";
import { type Files, type Fixture, FLOW_RULES, type Mark, readMarks } from "./fixture";

/** The day on which every fixture is checked. */
export const TODAY = "2026-03-01";
/** Where the files of a fixture stand. */
export const ROOT = "/workspace";

const DEFAULT_TSCONFIG = JSON.stringify({
  compilerOptions: { target: "es2023", module: "esnext", moduleResolution: "bundler", jsx: "react-jsx", strict: true, allowJs: true, experimentalDecorators: true },
});

/** An engine over files in memory. */
export function engineFor(files: Files): Engine {
  const placed = Object.entries({ "tsconfig.json": DEFAULT_TSCONFIG, ...files }).map(([path, text]) => [`${ROOT}/${path}`, text]);
  const engine = createEngine({ root: ROOT, fs: new MemoryFileSystem(Object.fromEntries(placed)), today: TODAY });
  engine.apply([]);
  return engine;
}

/** Checks a fixture; every string is a problem. */
export function judge(fixture: Fixture): string[] {
  const findings = engineFor(fixture.files).findings();
  const marks = readMarks(fixture.files);
  const scored = findings.filter((finding) => fixture.rules.includes(finding.rule) && finding.confidence !== "low" && !finding.suppressed);
  const unscored = marks.flatMap((mark) => mark.rules).filter((rule) => !fixture.rules.includes(rule));
  const problems = [...new Set(unscored)].map((rule) => `the fixture marks ${rule} but does not score it`);
  const hit = new Map<Mark, Finding[]>();
  for (const finding of scored) {
    const matching = marks.filter((mark) => mark.rules.includes(finding.rule) && touches(finding, mark));
    for (const mark of matching) hit.set(mark, [...(hit.get(mark) ?? []), finding]);
    if (matching.length === 0) problems.push(`wrong: ${describe(finding)}`);
    problems.push(...flowProblems(finding, fixture.files));
  }
  for (const mark of marks) problems.push(...markProblems(mark, hit.get(mark) ?? [], fixture.files));
  return problems;
}

/** Whether a finding counts for a mark: by its range, its whole call, a primitive sink, or one of the last three steps of its flow. */
function touches(finding: Finding, mark: Mark): boolean {
  const places: Place[] = [finding, ...finding.flow.slice(-3), ...finding.sinks];
  if (finding.enclosing) places.push({ file: finding.file, range: finding.enclosing });
  return places.some((place) => relative(place.file) === mark.file && place.range.start.line === mark.line);
}

function markProblems(mark: Mark, findings: readonly Finding[], files: Files): string[] {
  const where = `${mark.rules.join("|")} at ${mark.file}:${mark.line}`;
  const line = files[mark.file]?.split("\n")[mark.line - 1]?.trim() ?? "";
  if (mark.kind === "allow") return [];
  if (mark.kind === "known-miss") return findings.length === 0 ? [] : [`mended, mark it expect: ${where}: ${line}`];
  if (mark.kind === "known-wrong") return findings.length > 0 ? [] : [`mended, take the mark away: ${where}: ${line}`];
  if (findings.length === 0) return [`missed: ${where}: ${line}`];
  const problems: string[] = [];
  const carriers = findings.map((finding) => textAt(finding, files));
  if (mark.at !== undefined && !carriers.includes(mark.at)) problems.push(`carrier of ${where} is ${carriers.map((text) => `\`${text}\``).join(", ")}, not \`${mark.at}\``);
  const flow = mark.flow;
  if (flow && !findings.some((finding) => hasSteps(finding.flow, flow)))
    problems.push(`flow of ${where} is ${findings.map((finding) => finding.flow.map((step) => step.text).join(" | ")).join("  or  ")}, not ${flow.join(" | ")}`);
  return problems;
}

function hasSteps(steps: readonly FlowStep[], wanted: readonly string[]): boolean {
  let next = 0;
  for (const step of steps) if (next < wanted.length && step.text.includes(wanted[next] ?? "")) next++;
  return next === wanted.length;
}

/** What must hold of the flow of any finding (SPEC 3): source first, sink last, each step somewhere, none twice. */
export function flowProblems(finding: Finding, files: Files): string[] {
  const problems: string[] = [];
  const say = (text: string): void => void problems.push(`${text}: ${describe(finding)}`);
  if (!FLOW_RULES.includes(finding.rule)) return problems;
  const { flow, sinks } = finding;
  for (const place of [finding, ...flow, ...sinks, ...finding.related]) if (!isInFile(place, files)) say(`a place outside its file (${relative(place.file)}:${place.range.start.line})`);
  if (finding.enclosing && !encloses(finding.enclosing, finding.range)) say("the carrier is not inside the call");
  if (flow.length === 0) say("no flow");
  if (flow.length > 20) say(`${flow.length} steps`);
  if (sinks.length === 0) say("no primitive sink");
  const last = flow.at(-1);
  if (last && !sinks.some((sink) => sink.file === last.file && sink.range.start.line === last.range.start.line)) say(`the last step (${last.text}) is not a sink`);
  const [first] = flow;
  if (first && flow.length > 1 && /^(reaches|passed|returned)\b/.test(first.text)) say(`the first step (${first.text}) is not a source`);
  flow.forEach((step, index) => {
    const before = flow[index - 1];
    if (step.text.trim() === "") say("a step without words");
    if (before && before.text === step.text && before.file === step.file && sameRange(before.range, step.range)) say(`the step ${step.text} twice`);
  });
  return problems;
}

function isInFile(place: Place, files: Files): boolean {
  const lines = files[relative(place.file)]?.split("\n");
  const { start, end } = place.range;
  if (!lines) return false;
  const ordered = start.line < end.line || (start.line === end.line && start.column <= end.column);
  return ordered && start.line >= 1 && start.column >= 1 && start.column <= (lines[start.line - 1]?.length ?? -1) + 1 && end.column <= (lines[end.line - 1]?.length ?? -1) + 1;
}

const encloses = (outer: Range, inner: Range): boolean => order(outer.start, inner.start) <= 0 && order(inner.end, outer.end) <= 0;
const order = (a: Range["start"], b: Range["start"]): number => a.line - b.line || a.column - b.column;
const sameRange = (a: Range, b: Range): boolean => order(a.start, b.start) === 0 && order(a.end, b.end) === 0;

/** The text of a place. */
export function textAt(place: Place, files: Files): string {
  const lines = files[relative(place.file)]?.split("\n") ?? [];
  const { start, end } = place.range;
  if (start.line === end.line) return (lines[start.line - 1] ?? "").slice(start.column - 1, end.column - 1);
  return [(lines[start.line - 1] ?? "").slice(start.column - 1), ...lines.slice(start.line, end.line - 1), (lines[end.line - 1] ?? "").slice(0, end.column - 1)].join("\n");
}

/** A finding in one line. */
export const describe = (finding: Finding): string => `${finding.rule} ${relative(finding.file)}:${finding.range.start.line}:${finding.range.start.column} (${finding.confidence}) ${finding.message}`;

const relative = (file: string): string => posix.relative(ROOT, file);
