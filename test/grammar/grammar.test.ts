// The injected grammar, by vscode-tmgrammar-test: `@phi` tags and ignore comments, in comments only.

import { spawnSync } from "node:child_process";
import path from "node:path";
import assert from "node:assert/strict";

const root = path.resolve(__dirname, "../..");

describe("grammar", () => {
  it("highlights tags and ignore comments, and only in comments", function () {
    this.timeout(20_000);
    const { status, stdout, stderr } = spawnSync(process.execPath, [
      path.join(root, "node_modules/vscode-tmgrammar-test/dist/unit.js"), "--config", path.join(root, "package.json"),
      "-g", path.join(__dirname, "comments.tmLanguage.json"), path.join(__dirname, "comments.test.txt"),
    ], { cwd: root, encoding: "utf8" });
    assert.equal(status, 0, stdout + stderr);
  });
});
