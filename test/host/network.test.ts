// Nothing of ours reaches a network: `npm test` puts the tests where there is none, if the system can, and ends whoever tries.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { networkInterfaces } from "node:os";
import path from "node:path";

const guard = path.resolve(__dirname, "../support/noNetwork.cjs");

describe("the network", () => {
  it("is not there for the tests", function () {
    if (!process.env.PHI_LENS_APART) return this.skip();
    assert.deepEqual(networkInterfaces(), {});
  });

  it("ends who tries to reach it", function () {
    this.timeout(20_000);
    for (const attempt of ['fetch("http://127.0.0.1:3999/")', 'require("node:https").get("https://example.com")', 'require("node:net").connect(9, "127.0.0.1")', 'require("node:dgram").createSocket("udp4").send("x", 9, "127.0.0.1")', 'require("node:dns").promises.lookup("example.com")']) {
      const { status, stderr } = spawnSync(process.execPath, ["--require", guard, "-e", attempt], { encoding: "utf8" });
      assert.equal(status, 99, `${attempt}\n${stderr}`);
    }
  });

  it("is not what a pipe is", () => {
    const { status, stderr } = spawnSync(process.execPath, ["--require", guard, "-e", 'const s = require("node:net").createServer((c) => { c.end(); s.close(); }).listen("\\0phi-lens-pipe-" + process.pid, () => require("node:net").connect("\\0phi-lens-pipe-" + process.pid).resume())'], { encoding: "utf8" });
    if (process.platform === "linux") assert.equal(status, 0, stderr);
  });
});
