// `npm run bench -- PATH`: a cold check of a project, one with nothing changed and one after a change of one line in a body, beside
// `tsc --noEmit` (6, and 7, which is native), alternating, with medians and ratios. The project is copied first, so that its files can be edited.
// `npm run bench -- --growth [--lines 10000,100000,1000000]` checks generated projects of growing size instead.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generate } from "./generate.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "3" }, growth: { type: "boolean", default: false }, lines: { type: "string", default: "10000,30000,100000,300000,1000000" }, edit: { type: "string" } },
});
const rounds = Number(values.rounds);
const cli = join(root, "dist", "cli.js");
if (!existsSync(cli)) spawnSync(process.execPath, [join(root, "client", "build.mjs")], { stdio: "inherit" });

/** The first line of a function with a body. */
const BODY = /^(?:export )?(?:default )?(?:async )?function \w+\([^)]*\)[^{;]*\{$/m;

const work = mkdtempSync(join(tmpdir(), "phi-lens-bench-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));
if (values.growth) growth();
else compare(resolve(positionals[0] ?? join(root, "test", "clinic")));

function compare(source) {
  const project = join(work, basename(source));
  // Links into stores of packages are followed by nobody but tsc: they stay links.
  cpSync(source, project, { recursive: true, verbatimSymlinks: true, filter: (path) => basename(path) !== ".git" });
  const edited = values.edit ? join(project, values.edit) : largestBody(project);
  const text = readFileSync(edited, "utf8");
  let edits = 0;
  const tsc = (...bin) => [join(root, "node_modules", ...bin), "--noEmit", "-p", project];
  const check = (...more) => [cli, "check", project, "--format", "json", ...more];
  const tasks = [
    { name: "check, cold", args: check("--no-cache") },
    { name: "check, nothing changed", args: check() },
    { name: "check, one line changed", args: check(), before: () => writeFileSync(edited, withLine(text, ++edits)) },
    { name: "tsc 6 --noEmit", args: tsc("typescript", "bin", "tsc") },
    { name: "tsc 7 --noEmit", args: tsc("@typescript", "native-preview", "bin", "tsgo") },
  ];
  const results = new Map(tasks.map(({ name }) => [name, []]));
  run(check()); // fills the cache
  for (let round = 0; round < rounds; round++) {
    for (const { name, args, before } of tasks) {
      before?.();
      if (name === "check, nothing changed") run(args);
      results.get(name).push(run(args));
    }
  }
  const of = (name, what) => median(results.get(name).map((one) => one[what]));
  console.log(`${source}, ${rounds} rounds, medians; the changed line is in ${edited.slice(project.length + 1)}\n`);
  console.log("                              wall   of cold  of tsc 6   processor   of cold  of tsc 6    memory  of tsc 6");
  for (const { name } of tasks) {
    const [wall, cpu, memory] = ["seconds", "processor", "megabytes"].map((what) => of(name, what));
    const ratio = (value, other, what) => (value / of(other, what)).toFixed(2).padStart(8);
    console.log(
      `${name.padEnd(25)} ${wall.toFixed(2).padStart(7)} s ${ratio(wall, "check, cold", "seconds")} ${ratio(wall, "tsc 6 --noEmit", "seconds")}  ${cpu.toFixed(2).padStart(8)} s ${ratio(cpu, "check, cold", "processor")} ${ratio(cpu, "tsc 6 --noEmit", "processor")}  ${memory.toFixed(0).padStart(6)} MB ${ratio(memory, "tsc 6 --noEmit", "megabytes")}`,
    );
  }
  const failed = results.get("tsc 6 --noEmit")[0].status;
  if (failed !== 0) console.log(`\ntsc 6 ended with ${failed}: without installed packages it reports missing modules and has less to check.`);
}

function growth() {
  console.log("     lines    files      wall   processor   per 1,000 lines    memory");
  for (const lines of values.lines.split(",").map(Number)) {
    const project = join(work, `lines-${lines}`);
    const made = generate(project, { packages: 50, lines });
    const measured = Array.from({ length: lines > 200_000 ? 1 : rounds }, () => run([cli, "check", project, "--no-cache", "--format", "json"]));
    const [wall, cpu, memory] = ["seconds", "processor", "megabytes"].map((what) => median(measured.map((one) => one[what])));
    console.log(`${String(made.lines).padStart(10)} ${String(made.files).padStart(8)} ${wall.toFixed(2).padStart(8)} s ${cpu.toFixed(2).padStart(9)} s ${((cpu / made.lines) * 1e6).toFixed(1).padStart(14)} ms ${memory.toFixed(0).padStart(7)} MB`);
    rmSync(project, { recursive: true, force: true });
  }
}

/** A line that changes the body of the first function with one, and nothing else. */
function withLine(text, edit) {
  const at = BODY.exec(text);
  return `${text.slice(0, at.index + at[0].length)}\n  void ${edit};${text.slice(at.index + at[0].length)}`;
}

/** The largest source that has a function to edit: no easy case. Tests and declarations are not checked. */
function largestBody(folder) {
  const sources = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[^.]+\.tsx?$/.test(entry.name) && !/node_modules|__|test|e2e|mock|dist|stories/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => BODY.test(readFileSync(file, "utf8")));
  const [largest] = sources.sort((a, b) => statSync(b).size - statSync(a).size);
  if (largest === undefined) throw new Error("no function to edit: name a file with --edit");
  return largest;
}

/** Seconds, processor seconds and peak memory of one process. */
function run(args) {
  const script = `
    const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ${JSON.stringify(args)}, { stdio: "ignore", env: { ...process.env, PHI_LENS_CACHE: ${JSON.stringify(join(work, ".cache"))} } });
    const fs = require("node:fs"); const peaks = new Map();
    const children = (pid) => { try { return [pid, ...fs.readFileSync("/proc/" + pid + "/task/" + pid + "/children", "utf8").trim().split(" ").filter(Boolean).flatMap(children)]; } catch { return [pid]; } };
    const look = setInterval(() => { for (const pid of children(child.pid)) try { peaks.set(pid, Math.max(peaks.get(pid) ?? 0, Number(/VmHWM:\\s+(\\d+)/.exec(fs.readFileSync("/proc/" + pid + "/status", "utf8"))?.[1] ?? 0))); } catch {} }, 20);
    const start = process.hrtime.bigint();
    child.once("close", (status) => { clearInterval(look); console.log(JSON.stringify({ status, seconds: Number(process.hrtime.bigint() - start) / 1e9, megabytes: Math.max(...peaks.values()) / 1024 })); });
  `;
  const before = childTimes();
  const measured = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
  return { ...JSON.parse(measured.stdout), processor: childTimes() - before };
}

/** Processor seconds of all processes that this one has waited for; the small process that watches counts too. */
function childTimes() {
  try {
    const fields = readFileSync("/proc/self/stat", "utf8").replace(/^.*\) /, "").split(" ");
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return Number.NaN;
  }
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
