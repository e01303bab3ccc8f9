// Files that the user asked for: whole or as they were, and a refusal in words.

import assert from "node:assert/strict";
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refusal, writeWhole } from "../../server/src/host/wholeFile";

describe("whole files", () => {
  let folder = "";
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "phi-lens-whole-")));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("makes folders, replaces what is there and leaves nothing else", () => {
    const file = join(folder, "a/b/report.html");
    writeWhole(file, "one");
    const first = statSync(file).ino;
    writeWhole(file, "two");
    assert.equal(readFileSync(file, "utf8"), "two");
    assert.deepEqual(readdirSync(join(folder, "a/b")), ["report.html"]);
    if (process.platform !== "win32") assert.notEqual(statSync(file).ino, first, "moved into place, not written in place");
  });

  it("keeps the permissions of a file, and the link that leads to it", function () {
    if (process.platform === "win32") this.skip();
    const file = join(folder, "tool.ts");
    const link = join(folder, "link.ts");
    writeFileSync(file, "one", { mode: 0o750 });
    symlinkSync(file, link);
    writeWhole(link, "two");
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.deepEqual([readFileSync(file, "utf8"), statSync(file).mode & 0o777], ["two", 0o750]);
  });

  it("writes to what is no file without replacing it", function () {
    if (process.platform === "win32") this.skip();
    writeWhole("/dev/null", "gone");
    assert.ok(lstatSync("/dev/null").isCharacterDevice());
  });

  it("says why a place is refused, and leaves nothing there", () => {
    mkdirSync(join(folder, "sub"));
    writeFileSync(join(folder, "plain"), "as it was");
    const reason = (name: string): string | undefined => {
      try {
        writeWhole(join(folder, name), "text");
      } catch (error) {
        return refusal(error);
      }
      return undefined;
    };
    assert.equal(reason("plain/below.json"), "a part of the path is not a folder");
    assert.equal(reason("sub"), "it is a folder");
    assert.equal(reason(`${"x".repeat(300)}.json`), "the name is too long");
    assert.deepEqual(readdirSync(folder).sort(), ["plain", "sub"]);
    assert.equal(readFileSync(join(folder, "plain"), "utf8"), "as it was");
    assert.equal(existsSync(join(folder, "sub", "x")), false);
  });

  it("leaves the old text where the disk is full", function () {
    if (!existsSync("/dev/full")) this.skip();
    assert.throws(() => writeWhole("/dev/full", "text"), (error) => refusal(error) === "no space is left");
  });

  it("has words for errors of the system only", () => assert.deepEqual([refusal(new TypeError("x")), refusal("x")], [undefined, undefined]));
});
