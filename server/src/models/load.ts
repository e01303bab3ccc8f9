// Loading models: rows are checked lightly, bad ones are reported and left out.

import { ModelIndex } from "./match";
import type { HostModel, LibraryModel } from "./schema";

export type { ModelIndex } from "./match";

export interface ModelProblem {
  readonly library: string;
  readonly row: string;
  readonly message: string;
}

export interface LoadedModels {
  readonly index: ModelIndex;
  readonly problems: readonly ModelProblem[];
}

/** Compiles models and hosts. */
export function loadModels(rows: readonly LibraryModel[], hosts: readonly HostModel[] = []): LoadedModels {
  const index = new ModelIndex();
  const problems: ModelProblem[] = [];
  for (const row of rows) {
    const bad = row.calls.filter((call) => problemOf(call.path) !== undefined);
    for (const call of bad) problems.push({ library: row.library, row: call.path, message: problemOf(call.path) ?? "" });
    index.add(bad.length === 0 ? row : { ...row, calls: row.calls.filter((call) => !bad.includes(call)) });
  }
  for (const vendor of hosts) index.addHosts(vendor);
  return { index, problems };
}

/** Names that are joined by dots; no empty one, nor an empty alternative. */
const PATH = /^[^\s.|]+(?:\|[^\s.|]+)*(?:\.[^\s.|]+(?:\|[^\s.|]+)*)*$/;

function problemOf(path: string): string | undefined {
  if (PATH.test(path)) return undefined;
  return path.trim() === "" || /\s/.test(path) ? "the path is empty or has spaces" : "the path has an empty segment";
}
