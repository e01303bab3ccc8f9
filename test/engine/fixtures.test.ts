// Every fixture below test/fixtures: marks are met, nothing unmarked is found, and flows are sound. Where a fixture can be
// executed, what it does confirms its marks.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { confirm } from "./confirm";
import { parseFixture } from "./fixture";
import { judge } from "./harness";
import { expectKnown } from "./ledger";

const folder = join(__dirname, "..", "fixtures");
const only = process.env.FIXTURE;

for (const area of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  describe(`fixtures: ${area.name}`, () => {
    for (const name of readdirSync(join(folder, area.name)).filter((file) => file.endsWith(".md")).sort()) {
      if (only && !`${area.name}/${name}`.includes(only)) continue;
      const fixture = parseFixture(readFileSync(join(folder, area.name, name), "utf8").replaceAll("\r\n", "\n"));
      it(`${name.replace(/\.md$/, "")}: ${fixture.title}`, () => {
        expectKnown(`${area.name}/${name}`, judge(fixture));
      }).timeout(20_000);
      if (fixture.run === undefined) continue;
      it(`${name.replace(/\.md$/, "")}: executed, it does what its marks say`, async () => {
        const problems = await confirm(fixture);
        assert.equal(problems.length, 0, `\n${problems.join("\n")}\n`);
      }).timeout(20_000);
    }
  });
}
