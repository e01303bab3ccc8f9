// The record of `npm run models:verify`: it speaks of the models as they are, and most of what they name is in the libraries' types.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MODELS } from "../../server/src/models/all";

interface Verified {
  readonly version: string;
  readonly versions?: Readonly<Record<string, string>>;
  /** Calls that the types have. */
  readonly found?: number;
  /** Calls of packages that were not fetched, or of globals that nobody declares. */
  readonly unseen?: number;
  /** Calls that the types do not have at this version: of older or newer ones, of another package of the family, or without types. */
  readonly missing?: readonly string[];
  /** Why nothing could be looked up. */
  readonly why?: string;
}

/** Calls of older and newer versions are kept on purpose, and one row may speak for a family; more than this is carelessness. */
const MOST_MISSING = 0.2;

describe("verified models", () => {
  const record = JSON.parse(readFileSync(join(import.meta.dirname, "verified.json"), "utf8")) as Readonly<Record<string, Verified>>;
  const known = new Map(MODELS.map((model) => [model.library, model]));
  const current = Object.entries(record).filter(([library, row]) => known.get(library)?.version === row.version);

  it("covers most models, as they are", () => assert.ok(current.length > MODELS.length / 2, `${current.length} of ${MODELS.length}; run \`npm run models:verify\``));

  it("finds most of what the models name in the types of the libraries", () => {
    const found = sum(current, (row) => row.found ?? 0);
    const missing = sum(current, (row) => row.missing?.length ?? 0);
    assert.ok(missing / (found + missing) < MOST_MISSING, `${missing} of ${found + missing} calls are not in the types`);
  });
});

const sum = (rows: readonly (readonly [string, Verified])[], of: (row: Verified) => number): number => rows.reduce((total, [, row]) => total + of(row), 0);
