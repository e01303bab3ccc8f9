// `npm run bench -- PATH`: a cold and a warm check of a project beside `tsc --noEmit` on it, alternating, with medians and ratios.
// Peak memory is what Linux tells of each process.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const target = resolve(process.argv[2] ?? join(root, "test", "clinic"));
const rounds = Number(process.argv[3] ?? 3);
const cache = mkdtempSync(join(tmpdir(), "phi-lens-bench-"));
const cli = join(root, "dist", "cli.js");
if (!existsSync(cli)) spawnSync(process.execPath, [join(root, "client", "build.mjs")], { stdio: "inherit" });

const tasks = {
  "check, cold": [cli, "check", target, "--no-cache", "--format", "json"],
  "check, nothing changed": [cli, "check", target, "--format", "json"],
  "tsc --noEmit": [join(root, "node_modules", "typescript", "bin", "tsc"), "--noEmit", "-p", target],
};

const results = new Map(Object.keys(tasks).map((name) => [name, []]));
run(tasks["check, nothing changed"]); // fills the cache
for (let round = 0; round < rounds; round++) for (const [name, args] of Object.entries(tasks)) results.get(name).push(run(args));
rmSync(cache, { recursive: true, force: true });

const base = median(results.get("tsc --noEmit").map((one) => one.seconds));
const memory = median(results.get("tsc --noEmit").map((one) => one.megabytes));
for (const [name, list] of results) {
  const seconds = median(list.map((one) => one.seconds));
  const megabytes = median(list.map((one) => one.megabytes));
  console.log(`${name.padEnd(24)} ${seconds.toFixed(2).padStart(8)} s  ${(seconds / base).toFixed(2).padStart(6)} of tsc   ${megabytes.toFixed(0).padStart(6)} MB  ${(megabytes / memory).toFixed(2).padStart(6)} of tsc`);
}

/** Seconds and peak memory (where the system tells it) of one process. */
function run(args) {
  const measured = spawnSync(process.execPath, ["-e", `
    const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ${JSON.stringify(args)}, { stdio: "ignore", env: { ...process.env, PHI_LENS_CACHE: ${JSON.stringify(cache)} } });
    const fs = require("node:fs"); let peak = 0;
    const look = setInterval(() => { try { peak = Math.max(peak, Number(/VmHWM:\\s+(\\d+)/.exec(fs.readFileSync("/proc/" + child.pid + "/status", "utf8"))?.[1] ?? 0)); } catch {} }, 20);
    const start = process.hrtime.bigint();
    child.once("close", () => { clearInterval(look); console.log(JSON.stringify({ seconds: Number(process.hrtime.bigint() - start) / 1e9, megabytes: peak / 1024 })); });
  `], { encoding: "utf8" });
  return JSON.parse(measured.stdout);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
