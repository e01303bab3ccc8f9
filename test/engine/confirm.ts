// Executes a fixture in which `source()` and `sink()` are plain functions, to prove its marks by what really arrives. Separate
// from the harness, because only these fixtures may be executed: all others are only ever read.

import { build, type Plugin } from "esbuild";
import { SourceMap } from "node:module";
import { posix } from "node:path";
import { compileFunction } from "node:vm";
import { type Fixture, readMarks } from "./fixture";

const SECRET = "5ecret";

/** Runs the fixture's `run` file; every string is a mark that execution contradicts. */
export async function confirm(fixture: Fixture): Promise<string[]> {
  const entry = fixture.run ?? "";
  const bundled = await build({
    stdin: { contents: `export default import(${JSON.stringify(`./${entry}`)});`, resolveDir: "/" }, bundle: true, write: false, format: "cjs", platform: "node", sourcemap: "external",
    outfile: "/out.js", target: "es2022", logLevel: "silent", plugins: [filesOf(fixture)], supported: { "dynamic-import": true },
  });
  const code = bundled.outputFiles.find((file) => file.path.endsWith(".js"))?.text ?? "";
  const map = new SourceMap(JSON.parse(bundled.outputFiles.find((file) => file.path.endsWith(".map"))?.text ?? "{}"));
  const arrived = new Map<string, boolean>();
  await execute(code, (dirty, stack) => {
    const where = lineOf(stack, map, fixture);
    if (where) arrived.set(where, dirty || (arrived.get(where) ?? false));
  });
  return compare(fixture, arrived);
}

function filesOf(fixture: Fixture): Plugin {
  return {
    name: "fixture",
    setup(on) {
      on.onResolve({ filter: /^\.{1,2}\// }, ({ path, importer }) => {
        const wanted = posix.join(importer.startsWith("/fixture/") ? posix.dirname(importer) : "/fixture", path);
        const found = [wanted, `${wanted}.ts`, `${wanted}.js`, `${wanted}/index.ts`, `${wanted}/index.js`].find((one) => one.slice("/fixture/".length) in fixture.files);
        return found ? { path: found, namespace: "fixture" } : undefined;
      });
      on.onLoad({ filter: /.*/, namespace: "fixture" }, ({ path }) => ({ contents: fixture.files[path.slice("/fixture/".length)] ?? "", loader: path.endsWith("ts") ? "ts" : "js" }));
    },
  };
}

/** Runs the bundle with a `sink` that looks through everything reachable for the secret. */
async function execute(code: string, report: (dirty: boolean, stack: string) => void): Promise<void> {
  const module = { exports: {} as { default?: unknown } };
  const work: Promise<unknown>[] = [];
  const names = {
    module, exports: module.exports, require,
    source: () => SECRET,
    sink: (...values: unknown[]) => report(values.some((value) => holds(value, 0)), new Error().stack ?? ""),
    setTimeout: (callback: (...args: unknown[]) => void, wait: number, ...args: unknown[]) => void work.push(new Promise<void>((done) => setTimeout(() => { callback(...args); done(); }, Math.min(wait, 5)))),
  };
  compileFunction(code, Object.keys(names), { filename: "/out.js" })(...Object.values(names));
  await module.exports.default;
  for (let round = 0; round < 4; round++) {
    await new Promise((done) => setTimeout(done, 5));
    await Promise.all(work);
  }
}

/** Whether the secret, or its telling part, is somewhere in a value. */
function holds(value: unknown, depth: number): boolean {
  if (typeof value === "string") return value.toLowerCase().includes("cret") || value.includes("terc");
  if (typeof value !== "object" || value === null || depth > 6) return false;
  if (value instanceof Map) return [...value].some(([key, one]) => holds(key, depth + 1) || holds(one, depth + 1));
  if (value instanceof Set) return [...value].some((one) => holds(one, depth + 1));
  if (value instanceof Error && holds(value.message, depth + 1)) return true;
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("latin1").includes("cret");
  if (value instanceof URL || value instanceof URLSearchParams) return holds(String(value), depth + 1);
  return Object.values(value).some((one) => holds(one, depth + 1));
}

/** The nearest line of the fixture in a stack, as `file:line`. */
function lineOf(stack: string, map: SourceMap, fixture: Fixture): string | undefined {
  for (const frame of stack.split("\n").slice(2)) {
    const at = /\/out\.js:(\d+):(\d+)/.exec(frame);
    if (!at) continue;
    const entry = map.findEntry(Number(at[1]) - 1, Number(at[2]) - 1);
    if (!("originalSource" in entry)) continue;
    const file = Object.keys(fixture.files).find((path) => entry.originalSource.endsWith(`/fixture/${path}`) || entry.originalSource.endsWith(`fixture:/fixture/${path}`));
    if (file) return `${file}:${entry.originalLine + 1}`;
  }
  return undefined;
}

/** Marks that say PHI arrives must see it arrive; a line without one must not. `allow` marks are not compared. */
function compare(fixture: Fixture, arrived: ReadonlyMap<string, boolean>): string[] {
  const problems: string[] = [];
  const marks = readMarks(fixture.files);
  for (const [where, dirty] of arrived) {
    const mark = marks.find((one) => `${one.file}:${one.line}` === where);
    const expected = mark?.kind === "expect" || mark?.kind === "known-miss";
    if (mark?.kind !== "allow" && expected !== dirty) problems.push(`${where} ${dirty ? "receives the secret but is not marked" : "is marked but never receives the secret"}`);
  }
  for (const mark of marks) {
    const where = `${mark.file}:${mark.line}`;
    if (!arrived.has(where) && mark.kind !== "allow") problems.push(`${where} is marked but its sink never runs`);
  }
  return problems;
}
