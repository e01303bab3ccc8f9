// Inputs that are absurd in size or shape: the engine says something within its bounds, and never throws.

import assert from "node:assert/strict";
import { createEngine } from "../../server/src/engine/engine";
import type { Engine } from "../../server/src/engine/api";
import { MemoryFileSystem } from "../../server/src/host/memory";
import { TODAY } from "../engine/harness";

const N = 3000;
const LEAK = "export function leak(patient: { ssn: string; name: string; birthDate: string }) { console.log(patient.ssn); }\n";

/** By name: a text that stands beside a file with a leak, which must still be seen. */
const BOMBS: readonly [name: string, text: string][] = [
  ["a literal of 50,000 elements", `export const table = [${Array.from({ length: 50_000 }, (_, i) => `"${i}"`).join(",\n")}];\n`],
  ["an object of 50,000 keys", `export const table = {${Array.from({ length: 50_000 }, (_, i) => `k${i}: ${i}`).join(",\n")}};\n`],
  ["a union of 5,000 members", `export type U = ${Array.from({ length: 5000 }, (_, i) => `"m${i}"`).join(" |\n ")};\nexport function u(x: U) { console.log(x); }\n`],
  ["conditional types that recurse", `type Loop<T> = T extends [infer H, ...infer R] ? [H, ...Loop<R>, ...Loop<R>] : Loop<[T]>;\nexport function l(x: Loop<Loop<Loop<string>>>) { console.log(x); }\n`],
  ["mapped types that double", `type D0 = { a: string; ssn: string };\n${Array.from({ length: 40 }, (_, i) => `type D${i + 1} = { [K in keyof D${i}]: D${i}[K] } & { x${i}: D${i}; y${i}: D${i} };`).join("\n")}\nexport function d(x: D40) { console.log(x.x39.x38.x37); }\n`],
  ["template types that multiply", 'type C = "a" | "b" | "c" | "d" | "e" | "f" | "g" | "h";\ntype T = `${C}${C}${C}${C}${C}${C}${C}${C}`;\nexport function t(x: T) { console.log(x); }\n'],
  ["interfaces that extend each other", "export interface A extends B { a: string }\nexport interface B extends A { b: string }\nexport type X = X;\nexport function c(x: A & B & X) { console.log(x); }\n"],
  ["generics that contain themselves", "export class N<T> { next?: N<N<T>>; value!: T }\nexport function n(x: N<string>) { console.log(x.next?.next?.next?.next?.value); }\n"],
  ["a chain of aliases", `${Array.from({ length: 1500 }, (_, i) => `export type A${i} = A${i + 1}[] & { x${i}: A${i + 1} };`).join("\n")}\nexport function a(x: A0) { console.log(x); }\n`],
  ["a chain of bases", `${Array.from({ length: 1500 }, (_, i) => `export interface A${i} extends A${i + 1} { v${i}: string }`).join("\n")}\nexport function a(x: A0) { console.log(x); }\n`],
  ["a chain of fields", `${Array.from({ length: 1500 }, (_, i) => `export interface A${i} { next: A${i + 1}; v: string }`).join("\n")}\nexport function a(x: A0) { console.log(x); }\n`],
  ["deep parentheses", `export const deep = ${"(".repeat(N)}1${")".repeat(N)};\n`],
  ["deep calls", `declare function f(x?: unknown): unknown;\nexport const deep = ${"f(".repeat(N)}1${")".repeat(N)};\n`],
  ["deep arrows", `export const deep = ${"(a: any) => ".repeat(400)}a;\n`],
  ["a huge line", `export const line = "${"x".repeat(900_000 - 400)}";\n`],
  ["one long line of code", `${"export;".repeat(500)}\n`],
  ["3,000 functions in a circle", Array.from({ length: N }, (_, i) => `export function c${i}(x: any): any { return c${(i + 1) % N}(x); }`).join("\n")],
  ["wide calls", `declare const wide: any;\nexport function w(p: any) { ${Array.from({ length: N }, (_, i) => `wide.m${i}(p, () => p.a${i});`).join("\n")} }\n`],
  ["branches after branches", `export function b(p: any) { let x = p; ${Array.from({ length: 300 }, (_, i) => `if (p.c${i}) x = { ...x, f${i}: x };`).join("\n")} console.log(x); }\n`],
  ["a byte order mark and carriage returns", "\uFEFFexport const a = 1;\r\nexport const b = 2;\r\n"],
  ["lone surrogates and separators", "export const \u00e4 = '\ud800';\u2028export const b = `\udc00`;\u2029\n"],
];

describe("absurd input", function () {
  this.timeout(120_000);
  for (const [name, text] of BOMBS) {
    it(name, () => {
      const start = process.cpuUsage();
      const engine = engineOver({ "/w/bomb.ts": text, "/w/leak.ts": LEAK });
      const { user, system } = process.cpuUsage(start);
      assert.deepEqual(engine.findings("/w/leak.ts").filter(({ rule }) => rule === "phi-in-log").length, 1);
      assert.ok((user + system) / 1e6 < 20, `${((user + system) / 1e6).toFixed(1)} s`);
    });
  }

  it("a leak in a file with a byte order mark and carriage returns stands where it stands", () => {
    const [plain] = engineOver({ "/w/a.ts": `export {};\n${LEAK}` }).findings();
    const [marked] = engineOver({ "/w/a.ts": `\uFEFFexport {};\r\n${LEAK.replace("\n", "\r\n")}` }).findings();
    assert.deepEqual([marked?.range, marked?.fingerprint], [plain?.range, plain?.fingerprint]);
  });

  it("names that differ in case only are names of their own, and an import by another case leads nowhere or there", () => {
    const engine = engineOver({ "/w/Log.ts": "export const log = (x: unknown) => console.log(x);\n", "/w/log.ts": "export const log = (x: unknown) => x;\n", "/w/a.ts": `import { log } from "./Log";\n${LEAK.replace("console.log", "log")}` });
    assert.ok(engine.findings().some(({ rule }) => rule === "phi-in-log"));
    engineOver({ "/w/Log.ts": "export const log = (x: unknown) => console.log(x);\n", "/w/a.ts": `import { log } from "./LOG";\n${LEAK.replace("console.log", "log")}` });
  });
});

function engineOver(files: Record<string, string>): Engine {
  const engine = createEngine({ root: "/w", fs: new MemoryFileSystem(files), today: TODAY });
  engine.apply([]);
  engine.checklist();
  engine.inventory();
  return engine;
}
