// phi-lens doctor: what was analysed, what was not, and why, in plain words.

import { type Engine, SEVERITIES } from "../engine/api";
import { POLICY_FILE } from "../policy/load";
import { type AnalysisOptions, analyse } from "./analyse";
import { type Environment, EXIT } from "./environment";
import { counted, printable } from "./formats/result";
import { shownPath } from "../report/shownPath";
import type { Target } from "./targets";

/** Runs the command. */
export async function doctor(path: string, options: AnalysisOptions, environment: Environment): Promise<number> {
  const { engine, target, badPolicy, fs } = await analyse([path], options, environment);
  const policy = target.policyFile ?? (fs.isFile(`${target.folder}/${POLICY_FILE}`) ? `${target.folder}/${POLICY_FILE}` : undefined);
  environment.stdout.write(doctorText(engine, target, { policy, badPolicy }, environment));
  return EXIT.clean;
}

/** The text of the command. */
export function doctorText(engine: Engine, { root }: Target, { policy, badPolicy }: { policy?: string; badPolicy?: string }, { cwd, colors }: Pick<Environment, "cwd" | "colors">): string {
  const stats = engine.stats();
  const lines: string[] = [];
  const section = (title: string, entries: readonly string[], none: string): void => {
    lines.push("", colors.bold(title), ...(entries.length > 0 ? entries.slice(0, MAX_LINES).map((entry) => `  ${printable(entry)}`) : [`  ${none}`]));
    if (entries.length > MAX_LINES) lines.push(`  and ${entries.length - MAX_LINES} more`);
  };
  lines.push(
    `${colors.bold(printable(shownPath(cwd, root)))}: ${counted(stats.files, "file")}, ${counted(stats.functions, "function")}, ${counted(stats.projects, "project")}, in ${(stats.milliseconds / 1000).toFixed(1)} s with ${Math.round(stats.rssMegabytes)} MB`,
    policy === undefined ? "No phi-lens.json: the defaults hold. `phi-lens init` writes one." : `Policy: ${printable(shownPath(cwd, policy))}${badPolicy === undefined ? "" : ` (has a mistake: ${printable(badPolicy)})`}`,
  );
  if (stats.files === 0) lines.push("Nothing was analysed: there are no TypeScript or JavaScript files here that are not left out.");

  section("Files left out", reasons(stats.skipped, cwd), "None.");
  section(
    "Imports that lead nowhere",
    [...stats.unresolvedImports].sort((a, b) => b.count - a.count).map(({ specifier, count }) => `${specifier} (${counted(count, "import")})`),
    "None.",
  );
  if (stats.unresolvedImports.length > 0) lines.push("  Packages are matched by name even when they are not installed. A relative import here is a file that is missing.");
  section("Library models used", [...stats.modelsUsed].sort(), "None: no known library is used.");
  section("Functions cut off by a budget", stats.budget.map(({ fn, cap }) => `${fn} (${cap})`), "None.");
  if (stats.budget.length > 0) lines.push("  Flows through these functions may be incomplete.");
  const findings = engine.findings();
  section(
    "Findings",
    [...SEVERITIES].reverse().flatMap((severity) => {
      const count = findings.filter((finding) => finding.severity === severity && !finding.suppressed).length;
      return count > 0 ? [counted(count, severity)] : [];
    }),
    "None.",
  );
  return `${lines.join("\n")}\n`;
}

const MAX_LINES = 40;

/** Files by reason: the first few of each, so that one big folder does not drown the rest. */
function reasons(skipped: readonly { readonly file: string; readonly reason: string }[], cwd: string): string[] {
  const byReason = new Map<string, string[]>();
  for (const { file, reason } of skipped) byReason.set(reason, [...(byReason.get(reason) ?? []), shownPath(cwd, file)]);
  return [...byReason].flatMap(([reason, files]) => [`${reason}: ${counted(files.length, "file")}`, ...files.slice(0, 3).map((file) => `  ${file}`), ...(files.length > 3 ? [`  and ${files.length - 3} more`] : [])]);
}
