// All tests, as `npm test`: build, types, lint, then mocha, then VS Code twice (from sources and as an installed package). Sets up
// whatever it needs, and ends with one line: how many passed, how many failed. `--no-vscode` leaves VS Code out.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "./vscode/host/chromium.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const scratch = join(root, ".vscode-test");
const bin = (...path) => join(root, "node_modules", ...path);
/** Folders with code that is read by tests and is no test itself. */
const SKIPPED = new Set(["node_modules", "fixtures", "cases", "clinic", "workspace"]);
/** A mocha run that takes longer than this has hung. */
const LIMIT_MINUTES = 20;

/** What puts a program where there is no network at all, also for its children and for native code; nothing where the system cannot. */
const apart = spawnSync("unshare", ["--map-current-user", "--net", "true"]).status === 0 ? ["unshare", "--map-current-user", "--net"] : [];

let passed = 0;
let failed = 0;
mkdirSync(scratch, { recursive: true });

if (await step("build", [join(root, "client", "build.mjs")])) {
  await Promise.all([
    step("types", [bin("typescript", "bin", "tsc"), "-p", root, "--noEmit"]),
    step("lint", [bin("@biomejs", "biome", "bin", "biome"), "lint", "--error-on-warnings"]),
  ]);
  await mocha();
  if (!process.argv.includes("--no-vscode")) await vscode();
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;

/** One program that has to end well; its output is shown only if it does not. */
async function step(name, args) {
  const begun = Date.now();
  const { code, output } = await run(args, { capture: true });
  count(code === 0 ? 1 : 0, code === 0 ? 0 : 1);
  console.log(`${code === 0 ? "✔" : "✖"} ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)${code === 0 ? "" : `\n${output}`}`);
  return code === 0;
}

/** The test files in as many processes as there are cores, but two at most: several tests measure time. */
async function mocha() {
  const files = testFiles(join(root, "test"));
  const processes = Math.min(2, availableParallelism());
  const shares = Array.from({ length: processes }, (_, share) => files.filter((_file, index) => index % processes === share));
  console.log(apart.length > 0 ? "Tests run in a network namespace without a network." : "Tests run beside the network, because this system has no namespaces for them; whoever connects still ends them.");
  await Promise.all(shares.map(async (share, index) => {
    const counts = join(scratch, `counts-${index}.json`);
    rmSync(counts, { force: true });
    const { code, output } = await run([
      "--import", "tsx", "--require", join(root, "test", "support", "noNetwork.cjs"), bin("mocha", "bin", "mocha.js"),
      "--reporter", join(root, "test", "support", "counts.cjs"), "--timeout", "20000", "--exit", "--no-config", process.stdout.isTTY ? "--color" : "--no-color", ...share,
    ], { env: { PHI_LENS_COUNTS: counts, ...(apart.length > 0 && { PHI_LENS_APART: "1" }) }, capture: true, before: apart });
    console.log(output);
    addCounts(counts, code);
  }));
}

async function vscode() {
  if (!findChromium() && process.env.VSCODE_TEST_HOST !== "desktop") {
    console.error("\nThe tests in VS Code need Chromium: `apt-get install -y chromium`, or name one in CHROMIUM_PATH; or set VSCODE_TEST_HOST=desktop.");
    if (process.env.CI) count(0, 1);
    return;
  }
  const { runSuite } = await import("./vscode/runTests.mjs");
  console.log("\nVS Code, extension from its sources");
  add(await runSuite());
  const vsix = join(scratch, "phi-lens.vsix");
  if (!(await step("package", [bin("@vscode", "vsce", "vsce"), "package", "--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--out", vsix]))) return;
  console.log("\nVS Code, installed package");
  add(await runSuite({ vsix }));
}

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : testFiles(path);
      return entry.name.endsWith(".test.ts") ? [path] : [];
    });
}

function run(args, { env = {}, capture = false, before = [] } = {}) {
  return new Promise((done) => {
    const [program, ...rest] = [...before, process.execPath, ...args];
    const child = spawn(program, rest, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", capture ? "pipe" : "inherit", capture ? "pipe" : "inherit"] });
    let output = "";
    child.stdout?.on("data", (data) => { output += data; });
    child.stderr?.on("data", (data) => { output += data; });
    const late = setTimeout(() => {
      output += `\nstopped after ${LIMIT_MINUTES} minutes`;
      child.kill("SIGKILL");
    }, LIMIT_MINUTES * 60_000);
    child.once("close", (code) => {
      clearTimeout(late);
      done({ code, output });
    });
  });
}

/** Counts of a mocha run; a run that broke off or counted nothing is a failure. */
function addCounts(file, code) {
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failed: 1 };
  add(code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts);
}

function add(counts) {
  count(counts.passed, counts.failed);
}

function count(good, bad) {
  passed += good;
  failed += bad;
}
