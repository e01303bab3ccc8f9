// Input that is broken, absurd or only unusual: never a throw, always valid IR.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { lowerFile } from "../../server/src/frontend/lower";
import { validateFile } from "../../server/src/ir/validate";
import { lower } from "./lowering";

const N = 5000;
const nest = (open: string, inner: string, close: string): string => open.repeat(N) + inner + close.repeat(N);

describe("lowering of anything", () => {
  const deep: [string, string][] = [
    ["parentheses", nest("(", "1", ")")], ["arrays", nest("[", "1", "]")], ["objects", `x = ${nest("{a:", "1", "}")}`],
    ["calls", nest("f(", "1", ")")], ["arrows", `${"() => ".repeat(N)}1`], ["blocks", nest("{", "a", "}")], ["functions", nest("function f() {", "", "}")],
    ["else if", `${"if (a) b(); else ".repeat(N)}c()`], ["conditionals", `x = ${"a ? b : ".repeat(N)}c`], ["prefixes", `${"!".repeat(N)}a`],
    ["fluent chains", `a${".b(1)".repeat(N)}`], ["member chains", `a${".b".repeat(N)}`], ["sums", `x = a${" + a".repeat(N)}`], ["powers", `x = a${" ** a".repeat(N)}`],
    ["assignments", `${"a = ".repeat(N)}1`], ["logic", `x = a${" || a && b".repeat(N)}`], ["templates", `${"`${".repeat(N)}1${"}`".repeat(N)}`],
    ["types", `type T = ${nest("A<", "1", ">")}`], ["array types", `type T = A${"[]".repeat(N)}`], ["conditional types", `type T = ${"A extends B ? C : ".repeat(N)}D`],
    ["type literals", `type T = ${nest("{a:", "1", "}")}`], ["labels", `${"a: ".repeat(N)}b`], ["namespaces", `namespace A${".B".repeat(N)} { export const x = 1 }`],
    ["patterns", `const ${nest("[", "a", "]")} = b`], ["classes", nest("class A { m() {", "", "} }")], ["awaits", `${"await ".repeat(N)}a`], ["casts", `x = a${" as A".repeat(N)}`],
  ];
  for (const [name, text] of deep) {
    it(`${N} nested ${name}`, () => {
      assert.deepEqual(validateFile(lowerFile("a.ts", text)), []);
    });
  }

  it("JSX nested deeply", () => {
    assert.deepEqual(validateFile(lowerFile("a.tsx", `x = ${nest("<a>", "", "</a>")}`)), []);
  });

  it("nesting that stays within bounds is lowered", () => {
    assert.deepEqual(lower(`x = a${".b(1)".repeat(100)}`).problems, []);
    assert.ok(!JSON.stringify(lower(`x = a${".b(1)".repeat(100)}`).fns).includes("opaque"));
  });

  it("truncation at every offset, and deletion of every line", function () {
    this.timeout(20_000);
    const text = `import { a } from "b"; export class A<T extends { x: string }> extends B { #p = { ...a }; @D() m({ x, ...y }: P = {}) { for (const [k] of y) { if (!x?.z[\`k\${k}\`]) return <T>null; } } static { try { await a } catch { } } }
/** @phi direct */ export const f = async ({ q = 1 }) => { switch (q) { case 1: default: a ??= q } label: while (q--) { continue label } };
enum E { A = 1, B } namespace N { export type U = { [K in keyof E]: K } | \`x\${string}\`; } /* phi-lens-ignore-next-line x -- y */
export default function* () { yield* [, ...f] }`;
    for (let i = 0; i <= text.length; i++) assert.deepEqual(validateFile(lowerFile("a.ts", text.slice(0, i))), [], text.slice(0, i));
    for (let i = 0; i <= text.length; i += 3) assert.deepEqual(validateFile(lowerFile("a.tsx", text.slice(0, i) + text.slice(i + 7))), []);
    for (let i = 0; i <= text.length; i += 3) assert.deepEqual(validateFile(lowerFile("a.js", text.slice(i))), []);
  });

  it("broken syntax gives problems and what can be read", () => {
    const facts = lower("export function f(p) { console.log(p.ssn ; } const = 3; function g() {}");
    assert.ok(facts.problems.length > 0);
    assert.deepEqual(facts.fns.map((f) => f.display), ["module", "f", "g"]);
  });

  it("names of Object.prototype are names like others", () => {
    lower("const constructor = 1; function toString(__proto__) { return constructor + __proto__ + hasOwnProperty } class valueOf { constructor() {} __proto__() {} } interface toString { constructor: string; __proto__: number }");
  });

  it("its own sources and the compiler's library", function () {
    this.timeout(20_000);
    for (const path of ["server/src/frontend/lower/statements.ts", "server/src/ir/validate.ts", "node_modules/typescript/lib/lib.es5.d.ts"]) {
      lower(readFileSync(path, "utf8"), path);
    }
  });
});
