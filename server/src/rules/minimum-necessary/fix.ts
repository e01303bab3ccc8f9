// Quick fixes of minimum-necessary: only the fields that are needed, or the record without its direct identifiers.

import { omitFix, selectFix } from "../edits/omit";
import type { Fixer } from "../fixes";

export const minimumNecessaryFixer: Fixer = {
  rules: ["minimum-necessary"],
  *fixes(facts, finding) {
    const before = [...selectFix(facts, finding, { preferred: true, safe: false })];
    yield* before;
    yield* omitFix(facts, finding, { preferred: before.length === 0, safe: false });
  },
};
