// Samples in docs/policy.md are loaded, so that what is copied from there works.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MemoryFileSystem } from "../../server/src/host/memory";
import { loadPolicy } from "../../server/src/policy/load";

describe("docs/policy.md", () => {
  const text = readFileSync(join(__dirname, "..", "..", "docs", "policy.md"), "utf8").replaceAll("\r\n", "\n");
  const samples = [...text.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? "");

  it("has samples", () => assert.ok(samples.length >= 5));
  samples.forEach((sample, index) => {
    it(`sample ${index + 1} loads without problems`, () => {
      const { problems } = loadPolicy(new MemoryFileSystem({ "/workspace/phi-lens.json": sample }), "/workspace");
      assert.deepEqual(problems.map((problem) => problem.message), []);
    });
  });
});
