// A disk that is full: commands say so in a sentence, findings stay what they are, and no file is lost or half written. The disk is a real
// one of 256 kB, mounted where only the test sees it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const cli = path.resolve(__dirname, "../../dist/cli.js");
const guard = path.resolve(__dirname, "../support/noNetwork.cjs");

/** Prints what each command left: exit code, its words, and the files as they are afterwards. */
const SCRIPT = `
set -e
mount -t tmpfs -o size=256k tmpfs "$DISK"
cd "$DISK"
mkdir -p p work/one
{ echo 'import type { Patient } from "./types"; export const show = (patient: Patient) => console.log(patient.ssn);'; yes '// what fills a file of some size' | head -n 1800; } > p/show.ts
echo 'export interface Patient { ssn: string; birthDate: string }' > p/types.ts
cp p/show.ts before.ts
echo '{ "workspaces": ["one"] }' > work/package.json
echo '{ "name": "one" }' > work/one/package.json
cp p/types.ts work/one
cat /dev/zero > fill 2> /dev/null || true
attempt() { echo "== $1"; shift; set +e; "$@" 2>&1; echo "exit $?"; set -e; }
phi() { "$NODE" --require "$GUARD" "$CLI" "$@"; }
attempt check phi check p
attempt fix phi check p --fix --no-cache
attempt init phi init p
attempt report phi report p --output report.html
attempt summarize phi summarize work/one --summaries summaries
attempt unchanged cmp p/show.ts before.ts
attempt left ls -A p
`;

describe("a full disk", () => {
  it("is told in a sentence, and costs nobody a file", function () {
    this.timeout(120_000);
    if (spawnSync("unshare", ["--map-root-user", "--mount", "true"]).status !== 0) this.skip();
    const disk = mkdtempSync(path.join(tmpdir(), "phi-lens-full-"));
    try {
      const { stdout, stderr } = spawnSync("unshare", ["--map-root-user", "--mount", "sh", "-c", SCRIPT], {
        encoding: "utf8", env: { ...process.env, DISK: disk, NODE: process.execPath, CLI: cli, GUARD: guard, PHI_LENS_CACHE: path.join(disk, "cache") },
      });
      const outcome = new Map(stdout.split(/^== /m).slice(1).map((part) => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n") + 1)] as const));
      assert.equal(outcome.size, 7, `${stdout}\n${stderr}`);
      const said = (name: string): string => outcome.get(name) ?? "";
      assert.match(said("check"), /phi-in-log[\s\S]*exit 1\n$/);
      for (const name of ["fix", "init", "report", "summarize"]) {
        assert.match(said(name), /no space is left/, `${name}: ${said(name)}`);
        assert.match(said(name), /exit 2\n$/, name);
        assert.doesNotMatch(said(name), /^\s+at /m, name);
      }
      assert.equal(said("unchanged"), "exit 0\n");
      assert.equal(said("left"), "show.ts\ntypes.ts\nexit 0\n");
    } finally {
      rmSync(disk, { recursive: true, force: true });
    }
  });
});
