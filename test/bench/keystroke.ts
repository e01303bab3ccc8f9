// `node --import=tsx test/bench/keystroke.ts PATH [EDITS]`: how long the engine takes from an edit in a function's body to fresh findings,
// in files spread over a project. Prints p50 and p95 of wall-clock and processor time; nothing is written.
import { resolve } from "node:path";
import { createEngine } from "../../server/src/engine/engine";
import { DiskFileSystem } from "../../server/src/host/disk";

const [path = ".", count = "40"] = process.argv.slice(2);
const root = resolve(path);
const fs = new DiskFileSystem();
const seen: string[] = [];
const engine = createEngine({
  root, today: "2026-01-01", now: () => performance.now(),
  fs: new Proxy(fs, {
    get(target, name) {
      const member = Reflect.get(target, name, target) as unknown;
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        if (name === "read" && typeof args[0] === "string" && /\.tsx?$/.test(args[0])) seen.push(args[0]);
        return (member as (...all: unknown[]) => unknown).apply(target, args);
      };
    },
  }),
});
engine.apply([]);
console.log(`${engine.stats().files} files, cold ${(engine.stats().milliseconds / 1000).toFixed(1)} s`);

/** The first line of a function with a body. */
const BODY = /(?:=> \{|\) \{|\w> \{)\n/;
const editable = [...new Set(seen)].sort().filter((file) => BODY.test(fs.read(file) ?? ""));
const step = Math.max(1, Math.floor(editable.length / Number(count)));
const walls: number[] = [];
const users: number[] = [];
const rows: [number, number, string][] = [];
for (let index = 0; index < editable.length; index += step) {
  const file = editable[index] as string;
  const text = fs.read(file) ?? "";
  // The first edit of a file pays for what was not looked at yet; typing goes on.
  for (const typed of ["1", "12"]) {
    const cpu = process.cpuUsage();
    const start = performance.now();
    engine.apply([{ file, text: text.replace(BODY, (line) => `${line}const typedHere = ${typed};\n`) }]);
    const wall = performance.now() - start;
    const { user } = process.cpuUsage(cpu);
    walls.push(wall);
    users.push(user / 1000);
    rows.push([user / 1000, engine.stats().summarized, file]);
  }
  engine.apply([{ file, text: undefined }]);
}
const at = (list: readonly number[], share: number): string => `${Math.round([...list].sort((a, b) => a - b)[Math.floor((list.length - 1) * share)] ?? 0)} ms`;
console.log(`${walls.length} edits: wall p50 ${at(walls, 0.5)}, p95 ${at(walls, 0.95)}; processor p50 ${at(users, 0.5)}, p95 ${at(users, 0.95)}`);
for (const [ms, functions, file] of rows.sort((a, b) => b[0] - a[0]).slice(0, 5)) console.log(`${Math.round(ms)} ms, ${functions} functions: ${file.slice(root.length + 1)}`);
