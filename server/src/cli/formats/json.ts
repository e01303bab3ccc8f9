// JSON output, version 1: a contract with other programs (SPEC 7). The order of keys is part of it.

import { jsonFinding } from "../../report/findingJson";
import { shownPath } from "../../report/shownPath";
import type { CheckResult } from "./result";

/** The result as JSON text. */
export function formatJson(result: CheckResult): string {
  return `${JSON.stringify(jsonResult(result), null, 2)}\n`;
}

/** The result as plain data with keys in order. */
export function jsonResult({ version, cwd, findings, checklist, stats }: CheckResult) {
  return {
    version: 1,
    tool: { name: "phi-lens", version },
    findings: findings.map((finding) => jsonFinding(finding, cwd)),
    checklist: checklist.map(({ id, section, status, summary }) => ({ id, section, status, summary })),
    stats: {
      files: stats.files,
      functions: stats.functions,
      projects: stats.projects,
      milliseconds: Math.round(stats.milliseconds),
      phases: { load: Math.round(stats.phases.load), lower: Math.round(stats.phases.lower), solve: Math.round(stats.phases.solve), rules: Math.round(stats.phases.rules) },
      rssMegabytes: Math.round(stats.rssMegabytes),
      cacheHits: stats.cacheHits,
      ...(stats.packages ? { packages: stats.packages.map((one) => ({ ...one, folder: shownPath(cwd, one.folder) })) } : {}),
    },
  };
}
