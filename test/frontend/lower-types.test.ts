// Types, their declarations, and tags and types in JSDoc.
import assert from "node:assert/strict";
import { printType } from "../../server/src/ir/print";
import type { FileFacts } from "../../server/src/ir/ir";
import { fnOf, lower } from "./lowering";

const type = (text: string): string => {
  const found = lower(`import { In } from "x"; interface Own<T> {} type X<T> = ${text}`).types.find((t) => t.name === "X");
  return found?.alias ? printType(found.alias) : "";
};

const members = (facts: FileFacts, name: string): (string | undefined)[][] => {
  const decl = facts.types.find((t) => t.id === `${facts.path}#${name}`);
  assert.ok(decl, `no type ${name} among ${facts.types.map((t) => t.id).join(", ")}`);
  return decl.members.map((m) => [`${m.static ? "static " : ""}${m.name}${m.optional ? "?" : ""}`, m.type && printType(m.type), ...(m.tag ? [m.tag.level] : [])]);
};

describe("lowering of types", () => {
  const cases: [string, string][] = [
    ["string | null", "(string | null)"],
    ["'a' | -1 | true", '("a" | -1 | true)'],
    ["Own<T>[]", "Own<'T>[]"],
    ["readonly In[]", "In[]"],
    ["Array<In>", "In[]"],
    ["fhir4.Patient", "$fhir4.Patient"],
    ["Promise<Own<string>>", "$Promise<Own<string>>"],
    ["[a: string, b?: number, ...rest: In[]]", "[string, number, ...In]"],
    ["(a: string, ...b: T[]) => void", "(a: string, ...b: 'T[]) => void"],
    ["new (a: In) => Own<T>", "(a: In) => Own<'T>"],
    ["In['a']['b']", 'In["a"]["b"]'],
    ["keyof typeof x.y", "keyof typeof x.y"],
    ["import('m').A.B<string>", 'import("m").A.B<string>'],
    ["typeof import('m')", 'typeof import("m") '],
    ["{ [K in keyof In]?: In[K] }", "{[keyof In]: In['K]}"],
    ["T extends Promise<infer U> ? U : T extends string ? 1 : never", "(unknown | 1 | never)"],
    ["`x${string}`", "string"],
    ["unique symbol", "symbol"],
    ["Own<{ a: string }> & { b: In }", "(Own<{X/0}> & {X/1})"],
    ["{ a: 1 } | { b: 2 }", "({X/0} | {X/1})"],
  ];
  for (const [source, expected] of cases) {
    it(source, () => assert.equal(type(source), expected));
  }

  it("interfaces merge, with bases, methods, signatures and nested literals", () => {
    const facts = lower(`export interface P<T extends string = "x"> extends Q<T>, R.S { name?: string; addr: { street: { no: number } }[]; m(x: T): void; (y: string): number; [key: string]: unknown }
      interface P<T> { more: T; get g(): string; "quoted-key": 1 }`);
    assert.deepEqual(members(facts, "P"), [
      ["name?", "string"], ["addr", "{P.addr}[]"], ["m", "(x: 'T) => void"], ["()", "(y: string) => number"], ["more", "'T"], ["g", "string"], ["quoted-key", "1"],
    ]);
    assert.deepEqual(members(facts, "P.addr"), [["street", "{P.addr.street}"]]);
    const p = facts.types.find((t) => t.name === "P");
    assert.deepEqual(p?.bases.map(printType), ["$Q<'T>", "$R.S"]);
    assert.deepEqual([p?.exported, p?.index && printType(p.index), p?.typeParams[0]?.name], [true, "unknown", "T"]);
  });

  it("an alias of a type literal has its members itself", () => {
    const facts = lower("type A = { x: string; y: { z: number } | null };");
    assert.deepEqual(members(facts, "A"), [["x", "string"], ["y", "({A.y} | null)"]]);
    assert.equal(facts.types.find((t) => t.name === "A")?.alias, undefined);
  });

  it("classes and enums are types too", () => {
    const facts = lower("class C { static s: number; private x?: string; constructor(public y: In, z: string) {} m(): void {} get g(): number { return 1 } set g(v) {} } enum E { A, B = 'b' }");
    assert.deepEqual(members(facts, "C"), [["static s", "number"], ["x?", "string"], ["y", "$In"], ["m", "() => void"], ["g", "number"]]);
    assert.deepEqual(members(facts, "E"), [["A", "0"], ["B", '"b"']]);
  });

  it("types in functions and namespaces are known by their whole name", () => {
    const facts = lower("interface T { a: 1 } function f(x: T) { interface T { b: 2 } class K { t: T } const y: T = x; return (z: K) => z } namespace N { export interface T { c: 3 } export const v: T = 1; export function g(x: T) {} }");
    assert.deepEqual(facts.types.map((t) => t.id.slice(5)).sort(), ["N.T", "T", "f.K", "f.T"]);
    assert.deepEqual(members(facts, "f.K"), [["t", "f.T"]]);
    assert.equal(printType(fnOf(facts, "f/~0").params[0]?.type ?? { t: "prim", name: "any" }), "f.K");
    assert.equal(printType(fnOf(facts, "N.g").params[0]?.type ?? { t: "prim", name: "any" }), "N.T");
    assert.deepEqual(facts.classes.map((c) => c.id), ["a.ts#f.K"]);
  });

  it("type literals in signatures belong to the function", () => {
    const facts = lower("function f({ a }: { a: string }, b: { c: number }): { d: string } { return null! }");
    assert.deepEqual(fnOf(facts, "f").params.map((p) => p.type && printType(p.type)), ["{f/T0}", "{f/T1}"]);
    assert.deepEqual(members(facts, "f/T2"), [["d", "string"]]);
  });

  it("@phi tags before declarations, members and parameters; line comments and trailing comments do not count", () => {
    const text = `
/** A chart. @phi direct */
export interface Chart {
  /** @phi indirect diagnosis */
  code: string; /** @phi none */
  // @phi direct
  kind: string;
  /** Serial. @phi direct not-a-category */
  serial: string;
}
/**
 * Saves.
 * @param id the id @phi direct mrn
 * @param note @phi none
 * @returns {string} @phi indirect
 */
export function save(id: string, note: string, /** @phi direct */ extra: string) {}
/** @phi none */
export const load = () => 1;
/** @phi direct */
export const buffer = new Map();
class K { /** @phi direct */
  x: string;
  /** @phi direct */
  y: string }
/** @phi none */
type Id = string;
`;
    const facts = lower(text);
    assert.deepEqual(members(facts, "Chart"), [["code", "string", "phi-indirect"], ["kind", "string"], ["serial", "string", "phi-direct"]]);
    assert.equal(facts.types.find((t) => t.name === "Chart")?.tag?.level, "phi-direct");
    assert.equal(facts.types.find((t) => t.name === "Chart")?.members[0]?.tag?.category, "diagnosis");
    const save = fnOf(facts, "save");
    assert.deepEqual(save.params.map((p) => p.tag?.level), ["phi-direct", "operational", "phi-direct"]);
    assert.deepEqual([save.params[0]?.tag?.category, save.tag?.level], ["mrn", "phi-indirect"]);
    assert.equal(fnOf(facts, "load").tag?.level, "operational");
    assert.deepEqual(facts.variables.map((v) => [v.name, v.tag?.level]), [["buffer", "phi-direct"]]);
    assert.equal(facts.types.find((t) => t.name === "Id")?.tag?.level, "operational");
    assert.deepEqual(members(facts, "K").at(-1), ["y", "string", "phi-direct"]);
  });

  it("JSDoc types of JavaScript", () => {
    const facts = lower(`
/** @typedef {{ name: string, age?: number }} Patient */
/**
 * @typedef {Object} Visit
 * @property {string} reason @phi indirect
 * @property {Patient} [who]
 */
/**
 * @template T
 * @param {Patient} p
 * @param {string} [why]
 * @returns {Promise<Visit>}
 */
export async function open(p, why) {}
/** @type {Visit[]} */
const visits = [];
/** @param {Patient} p */
exports.close = (p) => /** @type {Visit} */ (p.visit);
/** @type {import("./x").Handler} */
const on = (e) => e;
`, "a.js");
    assert.deepEqual(members(facts, "Visit"), [["reason", "string", "phi-indirect"], ["who?", "Patient"]]);
    assert.deepEqual(members(facts, "Patient").map((m) => m[0]), ["name", "age?"]);
    const open = fnOf(facts, "open");
    assert.deepEqual(open.params.map((p) => [p.type && printType(p.type), p.optional]), [["Patient", undefined], ["string", true]]);
    assert.deepEqual([open.returns && printType(open.returns), open.typeParams], ["$Promise<Visit>", ["T"]]);
    assert.deepEqual(facts.variables.map((v) => [v.name, v.type && printType(v.type)]), [["visits", "Visit[]"], ["on", 'import("./x").Handler']]);
    assert.deepEqual(fnOf(facts, "close").params.map((p) => p.type && printType(p.type)), ["Patient"]);
    assert.equal(fnOf(facts, "on").contextType?.t, "import");
    assert.ok(facts.exports.some((e) => e.name === "Visit"));
  });
});
