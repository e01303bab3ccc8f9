// The ledger of known limits: what the engine is known to miss or to report wrongly, fixture by fixture. A test fails when something
// new goes wrong, and also when something is mended, so that the ledger only says what is true. `PHI_LENS_RECORD=1` writes it anew.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FILE = join(__dirname, "known.json");
type Ledger = Record<string, readonly string[]>;

const read = (): Ledger => JSON.parse(readFileSync(FILE, "utf8")) as Ledger;

/** Compares the problems of one case with the known ones. Line and column of a problem count, its wording after them does not. */
export function expectKnown(id: string, problems: readonly string[]): void {
  const found = [...new Set(problems.map(shorten))].sort();
  if (process.env.PHI_LENS_RECORD === "1") {
    const ledger = { ...read(), [id]: found };
    if (found.length === 0) delete ledger[id];
    writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(Object.entries(ledger).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`);
    return;
  }
  const known = read()[id] ?? [];
  const fresh = found.filter((problem) => !known.includes(problem));
  const mended = known.filter((problem) => !found.includes(problem));
  assert.deepEqual({ fresh, mended }, { fresh: [], mended: [] }, `${problems.join("\n")}\n`);
}

/** `missed: phi-in-log at src/a.ts:3`, `wrong: phi-in-log src/a.ts:3:4`. */
const shorten = (problem: string): string => /^(?:missed|wrong|mended[^:]*): [a-z|-]+ (?:at )?[^\s:]+:\d+(?::\d+)?/.exec(problem)?.[0] ?? problem.split("\n")[0]?.slice(0, 160) ?? "";
