// phi-lens check: analyses, selects, and prints the findings in a format; the exit code says whether any of them matter.

import pc from "picocolors";
import { version } from "../../../package.json";
import { type Finding, SEVERITIES, type Severity, type Stats } from "../engine/api";
import { POLICY_FILE } from "../policy/load";
import { didYouMean } from "../policy/suggest";
import { RULE_IDS } from "../rules/catalog";
import { type Analysis, analyse } from "./analyse";
import { DEFAULT_BASELINE, readBaseline, withoutBaseline, writeBaseline } from "./baseline";
import { type ChangedFiles, changedSince, RevisionError, touchesChange } from "../host/changes";
import { type Environment, EXIT, UsageError } from "./environment";
import { applyFixes, unifiedDiff } from "./fix";
import { formatGithub } from "./formats/github";
import { formatJson } from "./formats/json";
import { type CheckResult, counted } from "./formats/result";
import { formatSarif } from "./formats/sarif";
import { formatStylish } from "./formats/stylish";
import { rulePage } from "./pages";
import { shownPath } from "../report/shownPath";
import { absolute, isWithin } from "./targets";

export interface CheckOptions {
  readonly format: "stylish" | "json" | "sarif" | "github";
  readonly output?: string;
  readonly policy?: string;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly changedSince?: string;
  readonly minSeverity?: Severity;
  readonly maxFindings?: number;
  readonly rule?: readonly string[];
  readonly cache?: boolean;
  readonly summaries?: string;
  readonly stats?: boolean;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
}

/** Runs the command and returns its exit code. */
export async function check(paths: readonly string[], options: CheckOptions, environment: Environment): Promise<number> {
  checkOptions(options);
  const analysis = await analyse(paths, { ...options, live: options.fix === true || options.changedSince !== undefined }, environment);
  return checkAnalysis(analysis, options, environment);
}

/** The command after the analysis; apart from it, so that it runs under test without one. */
export function checkAnalysis(analysis: Analysis, options: CheckOptions, environment: Environment): number {
  const { engine, target } = analysis;
  const rules = options.rule?.flatMap((rule) => rule.split(","));
  const asked = (finding: Finding): boolean =>
    (target.scope.length === 0 || target.scope.some((folder) => isWithin(finding.file, folder))) && (rules === undefined || rules.includes(finding.rule));

  const changes = options.changedSince === undefined ? undefined : comparedWith(options.changedSince, target.folder, environment);
  const known = changes && fingerprintsBefore(analysis, changes);
  const select = (findings: readonly Finding[]): Finding[] =>
    findings.filter((finding) => asked(finding) && (!changes || !known || touchesChange(finding, changes) || !known.has(finding.fingerprint)));

  if (options.fix) {
    const fixed = applyFixes(analysis, select);
    if (options.dryRun) {
      write(unifiedDiff(fixed, environment.cwd), options.output, environment);
      return EXIT.clean;
    }
    for (const [file, { after }] of fixed.files) environment.writeFile(file, after);
    environment.stderr.write(`${counted(fixed.applied, "fix").replace("fixs", "fixes")} applied in ${counted(fixed.files.size, "file")}\n`);
  }

  const findings = select(engine.findings());
  const baselineFile = options.baseline ?? DEFAULT_BASELINE;
  if (options.updateBaseline) {
    environment.writeFile(absolute(environment.cwd, baselineFile), writeBaseline(findings, environment.cwd));
    environment.stderr.write(`${counted(findings.filter((finding) => !finding.suppressed).length, "finding")} written to ${baselineFile}\n`);
    return EXIT.clean;
  }
  const fresh = options.baseline === undefined ? findings : withoutBaseline(findings, readBaseline(analysis.fs.read(absolute(environment.cwd, baselineFile)), baselineFile));
  const severe = options.minSeverity === undefined ? fresh : fresh.filter((finding) => atLeast(finding.severity, options.minSeverity ?? "hint"));
  const shown = options.maxFindings === undefined ? severe : severe.slice(0, options.maxFindings);

  const result: CheckResult = {
    version,
    cwd: environment.cwd,
    findings: shown,
    checklist: engine.checklist(),
    stats: engine.stats(),
    baselined: findings.length - fresh.length,
    truncated: severe.length - shown.length,
  };
  write(format(result, options, environment), options.output, environment);
  if (options.stats) environment.stderr.write(statsText(result.stats));
  if (analysis.badPolicy !== undefined) {
    environment.stderr.write(`phi-lens: ${shownPath(environment.cwd, target.policyFile ?? `${target.folder}/${POLICY_FILE}`)}: ${analysis.badPolicy}\n`);
    return EXIT.usage;
  }
  return fresh.some((finding) => !finding.suppressed && atLeast(finding.severity, options.minSeverity ?? "error")) ? EXIT.findings : EXIT.clean;
}

function checkOptions(options: CheckOptions): void {
  for (const rule of options.rule?.flatMap((rules) => rules.split(",")) ?? []) {
    if (!RULE_IDS.includes(rule)) throw new UsageError(`there is no rule \`${rule}\`.${didYouMean(rule, RULE_IDS)} Put paths before --rule.`);
  }
  if (options.dryRun && !options.fix) throw new UsageError("--dry-run goes with --fix");
  if (options.fix && options.updateBaseline) throw new UsageError("--fix and --update-baseline do not go together");
}

/** What the check would have found at the revision: the engine takes the old texts, and then the present ones again. */
function fingerprintsBefore({ engine, fs, overlay }: Analysis, { before }: ChangedFiles): Set<string> {
  const now = before.map(({ file }) => ({ file, text: fs.read(file) }));
  for (const { file, text } of before) overlay(file, text);
  engine.apply(before);
  const known = new Set(engine.findings().map((finding) => finding.fingerprint));
  for (const { file } of before) overlay(file, undefined);
  engine.apply(now.map(({ file, text }) => (text === undefined ? { file, deleted: true } : { file, text })));
  return known;
}

function format(result: CheckResult, options: CheckOptions, environment: Environment): string {
  switch (options.format) {
    case "json":
      return formatJson(result);
    case "sarif":
      return formatSarif(result, rulePage);
    case "github":
      return formatGithub(result);
    case "stylish": {
      const quiet = options.minSeverity === undefined ? { ...result, findings: result.findings.filter((finding) => finding.severity !== "hint") } : result;
      return formatStylish(quiet, options.output === undefined ? environment.colors : PLAIN);
    }
  }
}

/** Writes to a file, or to standard output. */
export function write(text: string, output: string | undefined, environment: Environment): void {
  if (output === undefined) environment.stdout.write(text);
  else environment.writeFile(absolute(environment.cwd, output), text);
}

/** A file is no terminal. */
const PLAIN = pc.createColors(false);

const atLeast = (severity: Severity, least: Severity): boolean => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);

function statsText(stats: Stats): string {
  const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
  return [
    `${counted(stats.files, "file")}, ${counted(stats.functions, "function")}, ${counted(stats.projects, "project")}`,
    `${seconds(stats.milliseconds)}: load ${seconds(stats.phases.load)}, lower ${seconds(stats.phases.lower)}, solve ${seconds(stats.phases.solve)}, rules ${seconds(stats.phases.rules)}`,
    `${Math.round(stats.rssMegabytes)} MB, ${counted(stats.cacheHits, "cache hit")}, ${counted(stats.budget.length, "function")} cut off by a budget`,
    ...(stats.packages ?? []).map(({ name, folder, files, findings }) => `  ${name || folder}: ${counted(files, "file")}, ${counted(findings.error, "error")}, ${counted(findings.warning, "warning")}`),
    "",
  ].join("\n");
}

/** What changed since a revision; one that git does not know is the user's mistake. */
function comparedWith(revision: string, folder: string, { git }: Environment): ChangedFiles {
  try {
    return changedSince(revision, folder, git);
  } catch (error) {
    if (error instanceof RevisionError) throw new UsageError(error.message);
    throw error;
  }
}
