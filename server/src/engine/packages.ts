// Results by package: what a monorepo's owners ask for first. Packages come in the order of their dependencies.

import type { Discovery } from "../frontend/project/discover";
import { isWithin } from "../frontend/project/paths";
import type { Finding, PackageResult } from "./api";
import { components } from "./cache/components";

/** Files and findings of each package that was asked about; accepted risks are none. Empty where there is only one. */
export function packageResults(discovery: Discovery, files: readonly string[], findings: readonly Finding[]): readonly PackageResult[] {
  const packages = discovery.packages.filter((one) => discovery.focus.some((focus) => isWithin(focus, one.folder)));
  if (packages.length < 2) return [];
  const byName = new Map(packages.map((one) => [one.name, one]));
  const ordered = components(packages, (one) => one.dependencies.flatMap((name) => byName.get(name) ?? [])).flat();
  const innermost = [...packages].sort((a, b) => b.folder.length - a.folder.length);
  const counts = new Map(packages.map((one) => [one, { files: 0, findings: { error: 0, warning: 0, information: 0, hint: 0 } }]));
  const countOf = (file: string) => {
    const owner = innermost.find((one) => isWithin(one.folder, file));
    return owner && counts.get(owner);
  };
  for (const file of files) {
    const count = countOf(file);
    if (count) count.files++;
  }
  for (const { file, severity, suppressed } of findings) {
    const count = countOf(file);
    if (count && !suppressed) count.findings[severity]++;
  }
  return ordered.flatMap((one) => {
    const count = counts.get(one);
    return count ? [{ name: one.name ?? "", folder: one.folder, ...count }] : [];
  });
}
