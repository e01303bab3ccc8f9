// Tables of imports and exports, CommonJS, directives and ignore comments.
import assert from "node:assert/strict";
import { body, lower } from "./lowering";

describe("lowering of modules", () => {
  it("imports", () => {
    assert.deepEqual(lower('import "side"; import d, { a, b as c, type T } from "m"; import * as ns from "n"; import type { U } from "u"; import r = require("r");').imports, [
      { spec: "side", imported: "*" }, { local: "d", spec: "m", imported: "default" }, { local: "a", spec: "m", imported: "a" },
      { local: "c", spec: "m", imported: "b" }, { local: "T", spec: "m", imported: "T", typeOnly: true }, { local: "ns", spec: "n", imported: "*" },
      { local: "U", spec: "u", imported: "U", typeOnly: true }, { local: "r", spec: "r", imported: "*" },
    ]);
  });

  it("exports", () => {
    const facts = lower('export const a = 1, { b, c: [d] } = x; export function f() {} export class C {} export interface I {} export type T = 1; export enum E {} export { a as z, f as default }; export { q as r } from "m"; export * from "all"; export * as ns from "n"; export function f(): void;');
    assert.deepEqual(facts.exports, [
      ...["a", "b", "d", "f", "C", "I", "T", "E"].map((name) => ({ name, local: name })),
      { name: "z", local: "a" }, { name: "default", local: "f" }, { name: "r", from: "m", imported: "q" }, { name: "ns", from: "n", imported: "*" },
    ]);
    assert.deepEqual(facts.exportStars, ["all"]);
  });

  it("default exports", () => {
    assert.deepEqual(body("export default { fetch(r) { return r } }"), ["let #%default = {fetch: fn(default.fetch)}"]);
    assert.deepEqual(body("export default function () {}"), ["let #%default = fn(default)"]);
    assert.deepEqual(body("export default class {}"), ["let #%default = class(%default)"]);
    assert.deepEqual(lower("class A {} export default A").exports, [{ name: "default", local: "A" }]);
    assert.deepEqual(lower("export default function go() {}").exports, [{ name: "default", local: "go" }]);
    assert.equal(lower("const go = () => 1; export default go").fns[1]?.exported, true);
  });

  it("CommonJS", () => {
    const facts = lower("const { a } = require('x'); function go() {} module.exports = { go, b: () => a }; exports.c = module.exports.d = function () {}; module.exports.go();", "a.js");
    assert.equal(facts.commonjs, true);
    assert.deepEqual(body("const { a } = require('x'); function go() {} module.exports = { go, b: () => a }; exports.c = module.exports.d = function () {}; module.exports.go();", "<module>", "a.js"), [
      "let #go = fn(go)", 'let %0 = import("x")', "let #a = %0.a", "(#module.exports = {go: #go, b: fn(module.exports.b)})",
      "(#module.exports.c = (#module.exports.d = fn(d)))", "#module.exports.go()",
    ]);
    assert.deepEqual(facts.fns.map((f) => f.exported), [false, true, true, true]);
    assert.equal(lower("export = { a: 1 }").commonjs, true);
    assert.equal(lower("function f(exports, module) { exports.x = module.exports }").commonjs, false);
  });

  it("directives and top-level await", () => {
    assert.deepEqual(lower('"use client";\n"use strict"; const x = await load();').directives, ["use client", "use strict"]);
  });

  it("ignore comments", () => {
    const text = `// phi-lens-ignore-file phi-in-url -- internal tool
const s = "// phi-lens-ignore-next-line phi-in-log -- not a comment";
// phi-lens-ignore-next-line phi-in-log, phi-in-error (until 2027-03-01, by Dana Lee) -- accepted in review 12
// another remark
log(s);
/* phi-lens-ignore-next-line phi-in-log --
 * a reason over
 * two lines
 */
log(\`// phi-lens-ignore-next-line x -- y \${s}\`); // see phi-lens-ignore-next-line in the docs
// phi-lens-ignore-next-line phi-in-log
// phi-lens-ignore-next-line -- why
// phi-lens-ignore-next-line phi-in-log (until 2027-02-30) -- why
const jsx = <p title="// phi-lens-ignore-next-line a -- b">{/* phi-lens-ignore-next-line phi-in-url -- shown to the patient */}
  // phi-lens-ignore-next-line a -- text</p>;
// phi-lens-ignore-line phi-in-log -- why
`;
    const ignores = lower(text, "a.tsx").ignores;
    assert.deepEqual(ignores.map((i) => [i.scope, i.line, i.rules.join(), i.reason, i.until, i.by, i.problem !== undefined]), [
      ["file", 0, "phi-in-url", "internal tool", undefined, undefined, false],
      ["line", 4, "phi-in-log,phi-in-error", "accepted in review 12", "2027-03-01", "Dana Lee", false],
      ["line", 9, "phi-in-log", "a reason over two lines", undefined, undefined, false],
      ["line", 13, "phi-in-log", undefined, undefined, undefined, true],
      ["line", 13, "", "why", undefined, undefined, true],
      ["line", 13, "phi-in-log", "why", "2027-02-30", undefined, true],
      ["line", 14, "phi-in-url", "shown to the patient", undefined, undefined, false],
      ["line", 15, "", undefined, undefined, undefined, true],
    ]);
    for (const i of ignores) assert.match(text.slice(...i.span), /^\/[/*][\s*]*phi-lens-ignore/);
  });
});
