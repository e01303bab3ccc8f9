// Library models in use: each row is a statement in which `$` stands for data, checked once with a patient's number and once with a
// constant. Separate from the tests of the data files, because these go through the whole engine.

import assert from "node:assert/strict";
import { posix } from "node:path";
import { createEngine } from "../../server/src/engine/engine";
import { MemoryFileSystem } from "../../server/src/host/memory";
import { USAGES } from "./usages";

const TSCONFIG = JSON.stringify({ compilerOptions: { target: "es2023", module: "esnext", moduleResolution: "bundler", strict: true } });
const FLOW_RULES = /^phi-/;

describe("models in use", function () {
  this.timeout(60_000);
  const found = new Map<string, Set<string>>();

  before(() => {
    const files: Record<string, string> = { "/w/tsconfig.json": TSCONFIG };
    USAGES.forEach(([, setup, statement], index) => {
      files[`/w/src/u${index}.dirty.ts`] = fileOf(setup, statement, "patient.ssn");
      files[`/w/src/u${index}.clean.ts`] = fileOf(setup, statement, `"constant"`);
    });
    const engine = createEngine({ root: "/w", fs: new MemoryFileSystem(files), today: "2026-03-01" });
    engine.apply([]);
    for (const finding of engine.findings()) {
      if (!FLOW_RULES.test(finding.rule) || finding.confidence === "low") continue;
      const name = posix.basename(finding.file);
      found.set(name, (found.get(name) ?? new Set()).add(finding.destination?.id === undefined ? finding.rule : `${finding.rule} ${finding.destination.id}`));
    }
  });

  USAGES.forEach(([title, , statement, expected], index) => {
    it(`${title}: ${statement.replace(/\s+/g, " ")}`, () => {
      const dirty = [...(found.get(`u${index}.dirty.ts`) ?? [])];
      const missing = expected.filter((wanted) => !dirty.some((one) => one === wanted || (!wanted.includes(" ") && one.startsWith(`${wanted} `))));
      assert.deepEqual(missing, [], `found ${dirty.join(", ") || "nothing"}`);
      const rules = new Set(expected.map((wanted) => wanted.split(" ")[0]));
      assert.deepEqual(dirty.filter((one) => !rules.has(one.split(" ")[0] ?? "")), [], "more than expected");
      assert.deepEqual([...(found.get(`u${index}.clean.ts`) ?? [])], [], "nothing to find in a constant");
    });
  });
});

function fileOf(setup: string, statement: string, data: string): string {
  return `${setup}
interface Patient { fullName: string; ssn: string; dateOfBirth: string }
export async function run(patient: Patient): Promise<void> {
  const value = ${data};
  ${statement.replaceAll(/\$(?!\{)/g, "value")}
}
`;
}
