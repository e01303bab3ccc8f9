// The record of `npm run models:verify`: it speaks of the models as they are, and most of what they name is in the libraries' types.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MODELS } from "../../server/src/models/all";

interface Verified {
  readonly version: string;
  /** The packages that were looked at. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Calls that the types have, with the arguments that the model speaks of. */
  readonly found?: number;
  /** Calls that the types do not have at this version: of older or newer ones, or of other members of a family that one row speaks for. */
  readonly absent?: number;
  /** Calls of packages that were not fetched, or of globals that nobody declares. */
  readonly unseen?: number;
  /** Rows of which nothing was found. */
  readonly missing?: readonly string[];
  /** Why nothing could be looked up. */
  readonly why?: string;
}

/** Rows about older and newer versions are kept on purpose; more than this share is carelessness. */
const MOST_MISSING = 0.08;

describe("verified models", () => {
  const record = JSON.parse(readFileSync(join(import.meta.dirname, "verified.json"), "utf8")) as Readonly<Record<string, Verified>>;
  const known = new Map(MODELS.map((model) => [model.library, model]));
  const current = Object.entries(record).filter(([library, row]) => known.get(library)?.version === row.version);

  it("covers most models, as they are", () => assert.ok(current.length > MODELS.length / 2, `${current.length} of ${MODELS.length}; run \`npm run models:verify\``));

  it("finds in the types of the libraries what nearly all rows speak of", () => {
    const looked = current.filter(([, row]) => row.why === undefined);
    const rows = sum(looked, (_, library) => known.get(library)?.calls.length ?? 0);
    const missing = sum(looked, (row) => row.missing?.length ?? 0);
    assert.ok(missing / rows < MOST_MISSING, `${missing} of ${rows} rows are not in the types`);
  });
});

const sum = (rows: readonly (readonly [string, Verified])[], of: (row: Verified, library: string) => number): number => rows.reduce((total, [library, row]) => total + of(row, library), 0);
