// Entry of the tests inside VS Code: runs mocha there, and leaves the counts for the runner.

import { writeFileSync } from "node:fs";
import Mocha from "mocha";
import { define } from "./extension.suite";

export function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, color: false });
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, "", mocha);
  define();
  return new Promise((done, failed) => {
    const runner = mocha.run((failures) => {
      const file = process.env.PHI_LENS_COUNTS;
      if (file) writeFileSync(file, JSON.stringify({ passed: runner.stats?.passes ?? 0, failed: runner.stats?.failures ?? failures }));
      if (failures) failed(new Error(`${failures} of the tests in VS Code failed`));
      else done();
    });
  });
}
