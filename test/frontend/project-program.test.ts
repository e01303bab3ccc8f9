// Linking: what names stand for across files, and what an edit of one file changes for others.

import assert from "node:assert/strict";
import { lowerFile } from "../../server/src/frontend/lower/index";
import { discoverProjects } from "../../server/src/frontend/project/discover";
import { createProgram, type ProgramIndex } from "../../server/src/frontend/project/program";
import { Resolver } from "../../server/src/frontend/project/resolve";
import { MemoryFileSystem } from "../../server/src/host/memory";
import type { Binding, FileFacts } from "../../server/src/ir/ir";

function load(files: Record<string, string>): { program: ProgramIndex; resolver: Resolver; fs: MemoryFileSystem } {
  const fs = new MemoryFileSystem(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/${path}`, text])));
  const discovery = discoverProjects(fs, "/");
  const resolver = new Resolver(fs, discovery);
  const facts = new Map<string, FileFacts>(discovery.files.map((file) => [file, lowerFile(file, fs.read(file) as string)]));
  return { program: createProgram(facts, resolver), resolver, fs };
}

function show(binding: Binding): string {
  switch (binding.b) {
    case "variable": return `${binding.file}#${binding.name}${binding.member === undefined ? "" : `.${binding.member}`}`;
    case "module": return `${binding.file}#*`;
    case "external": return `external ${[binding.specifier, ...binding.path].join(" ")}`;
    case "unresolved": return "unresolved";
  }
}

describe("ProgramIndex", () => {
  it("follows imports, renames, defaults, namespaces and re-exports", () => {
    const { program } = load({
      "a.ts": "import d, { one, two as zwei } from './barrel'; import * as ns from './b'; import { sub } from './barrel'; import OpenAI, { toFile } from 'openai'; import * as fs from 'node:fs'; import type { T } from './barrel'; import { again } from './barrel'; import { x } from './none'; export { zwei as drei }; const own = 1;",
      "barrel.ts": "export * from './b'; export { default } from './b'; export * as sub from './c'; import { deep } from './c'; export { deep as again }; export { pino } from 'pino';",
      "b.ts": "export const one = 1; export function two() {} export default function named() {} export interface T { a: string }",
      "c.ts": "export const deep = 1; export default { a: 1 };",
      "e.ts": "import c from './c'; import { pino, nothing } from './barrel'; import cls from './f';",
      "f.ts": "export default class { a() {} }",
    });
    const binding = (file: string, name: string): string => show(program.binding(file, name));
    assert.equal(binding("/a.ts", "d"), "/b.ts#named");
    assert.equal(binding("/a.ts", "one"), "/b.ts#one");
    assert.equal(binding("/a.ts", "zwei"), "/b.ts#two");
    assert.equal(binding("/a.ts", "ns"), "/b.ts#*");
    assert.equal(binding("/a.ts", "sub"), "/c.ts#*");
    assert.equal(binding("/a.ts", "OpenAI"), "external openai default");
    assert.equal(binding("/a.ts", "toFile"), "external openai toFile");
    assert.equal(binding("/a.ts", "fs"), "external fs");
    assert.equal(binding("/a.ts", "T"), "/b.ts#T");
    assert.equal(binding("/a.ts", "again"), "/c.ts#deep");
    assert.equal(binding("/a.ts", "x"), "unresolved");
    assert.equal(binding("/a.ts", "own"), "/a.ts#own");
    assert.equal(binding("/e.ts", "c"), "/c.ts#%default");
    assert.equal(binding("/e.ts", "cls"), "/f.ts#%default");
    assert.equal(binding("/e.ts", "pino"), "external pino pino");
    assert.equal(binding("/e.ts", "nothing"), "unresolved");
    assert.equal(show(program.exported("/e.ts", "./a", "drei")), "/b.ts#two");
    assert.deepEqual(program.exportNames("/barrel.ts"), ["T", "again", "default", "one", "pino", "sub", "two"]);
  });

  it("ends cycles of re-exports and imports", () => {
    const { program } = load({
      "a.ts": "export * from './b'; export const a = 1; export { loop } from './b';", "b.ts": "export * from './a'; export const b = 1; export { loop } from './a';",
      "self.ts": "export * from './self'; export { x } from './self'; import { y } from './self'; export { y };",
    });
    assert.equal(show(program.exported("/a.ts", "./b", "a")), "/a.ts#a");
    assert.equal(show(program.exported("/b.ts", "./a", "b")), "/b.ts#b");
    assert.equal(show(program.exported("/b.ts", "./a", "loop")), "unresolved");
    assert.equal(show(program.exported("/a.ts", "./self", "x")), "unresolved");
    assert.equal(show(program.exported("/a.ts", "./self", "y")), "unresolved");
    assert.deepEqual(program.exportNames("/a.ts"), ["a", "b", "loop"]);
  });

  it("prefers the workspace to a package that a barrel also passes on", () => {
    const { program } = load({ "a.ts": "import { z, own } from './barrel'", "barrel.ts": "export * from './ext'; export * from './own';", "ext.ts": "export * from 'zod';", "own.ts": "export const own = 1;" });
    assert.equal(show(program.binding("/a.ts", "own")), "/own.ts#own");
    assert.equal(show(program.binding("/a.ts", "z")), "external zod z");
  });

  it("takes module.exports for the default and the namespace of a CommonJS module", () => {
    const { program } = load({
      "a.js": "const lib = require('./lib'); import def, { helper, later } from './lib'; import * as all from './lib'; import compiled from './compiled'; import both from './typed';",
      "lib.js": "function helper() {} module.exports = { helper }; module.exports.extra = 1;", "compiled.js": "exports.__esModule = true; exports.default = function () {};",
      "typed.js": "/** @typedef {{ a: string }} T */ module.exports = { x: 1 };", "eq.ts": "class A {} export = A;", "use.ts": "import A = require('./eq'); import B from './eq';",
    });
    assert.equal(show(program.exported("/a.js", "./lib", "*")), "/lib.js#module.exports");
    assert.equal(show(program.binding("/a.js", "def")), "/lib.js#module.exports");
    assert.equal(show(program.binding("/a.js", "all")), "/lib.js#module.exports");
    assert.equal(show(program.binding("/a.js", "helper")), "/lib.js#module.exports.helper");
    assert.equal(show(program.binding("/a.js", "later")), "/lib.js#module.exports.later");
    assert.equal(show(program.binding("/a.js", "compiled")), "/compiled.js#module.exports.default");
    assert.equal(show(program.exported("/a.js", "./typed", "*")), "/typed.js#module.exports");
    assert.equal(show(program.binding("/use.ts", "A")), "/eq.ts#module.exports");
    assert.equal(show(program.binding("/use.ts", "B")), "/eq.ts#module.exports");
    assert.deepEqual(program.exportNames("/lib.js"), ["extra", "helper"]);
  });

  it("knows a generated Prisma client, left out, for the library that it is", () => {
    const { program } = load({ "a.ts": "import { PrismaClient } from './generated/prisma/client'; import { other } from './generated/prisma/client';", "generated/prisma/client.ts": "export class PrismaClient {}" });
    assert.equal(show(program.binding("/a.ts", "PrismaClient")), "external @prisma/client PrismaClient");
    assert.equal(show(program.binding("/a.ts", "other")), "external ./generated/prisma/client other");
  });

  it("links classes to their bases and heirs", () => {
    const { program } = load({
      "base.ts": "export class Base { save() {} } export default class Root extends Base {}",
      "mid.ts": "import { Base as B } from './base'; export class Mid extends B {} export class Loop extends Loop {}",
      "leaf.ts": "import * as m from './mid'; import Root from './base'; class Leaf extends m.Mid {} export class Other extends Root {} class Ext extends Error {}",
      "loop.ts": "class A extends C {} class C extends A {}",
    });
    assert.equal(program.base("/leaf.ts#Leaf"), "/mid.ts#Mid");
    assert.equal(program.base("/mid.ts#Mid"), "/base.ts#Base");
    assert.equal(program.base("/leaf.ts#Other"), "/base.ts#Root");
    assert.equal(program.base("/leaf.ts#Ext"), undefined);
    assert.equal(program.base("/mid.ts#Loop"), undefined);
    assert.deepEqual(program.heirs("/base.ts#Base"), ["/base.ts#Root", "/leaf.ts#Leaf", "/leaf.ts#Other", "/mid.ts#Mid"]);
    assert.deepEqual(program.heirs("/loop.ts#A"), ["/loop.ts#C"]);
  });

  it("knows method names of classes and function-valued properties", () => {
    const { program } = load({ "a.ts": "class A { save() {} get size() { return 1; } } const log = { info() {}, warn: () => {}, level: 'x', error: report }; function report() {} Object.x.patched = function () {};" });
    for (const name of ["save", "size", "info", "warn", "error", "patched"]) assert.ok(program.hasMethod(name), name);
    for (const name of ["level", "other"]) assert.ok(!program.hasMethod(name), name);
    program.set("/a.ts", undefined);
    assert.ok(!program.hasMethod("save"));
  });

  it("tells declarations from bodies when a file changes", () => {
    const before = "import { a } from './b';\nexport interface T { x: string }\nexport function f(p: string) { return p; }\nfunction g() { return 1; }\n";
    const { program } = load({ "a.ts": before, "b.ts": "export const a = 1;" });
    const edit = (text: string): object => {
      program.set("/a.ts", lowerFile("/a.ts", before));
      return program.set("/a.ts", lowerFile("/a.ts", text));
    };
    const nothing = { presence: false, links: false, declarations: false, bodies: [], removed: [] };
    assert.deepEqual(edit(before), nothing);
    assert.deepEqual(edit(`// a line above\n${before}`), nothing);
    assert.deepEqual(edit(before.replace("return p", "return p + 1")), { ...nothing, bodies: ["/a.ts#f"] });
    assert.deepEqual(edit(before.replace("x: string", "x: string; y: number")), { ...nothing, declarations: true });
    assert.equal((edit(before.replace("p: string", "p: number")) as { declarations: boolean }).declarations, true);
    assert.equal((edit(before.replace("{ a }", "{ a as c }")) as { links: boolean }).links, true);
    assert.deepEqual((edit(before.replace("function g", "function h")) as { removed: string[] }).removed, ["/a.ts#g"]);
  });

  it("keeps importers, users and bindings right through changes", () => {
    const { program, resolver, fs } = load({
      "types.ts": "export interface Patient { ssn: string }", "chart.ts": "import type { Patient } from './types'; export interface Chart { patient: Patient }",
      "use.ts": "import type { Chart } from './chart'; export function f(c: Chart) { return import('./lazy'); }", "lazy.ts": "const { x } = require('./leaf'); let y: import('./types').Patient;", "leaf.js": "module.exports = { x: 1 };",
    });
    assert.deepEqual(program.importersOf("/types.ts"), ["/chart.ts", "/lazy.ts"]);
    assert.deepEqual(program.importersOf("/lazy.ts"), ["/use.ts"]);
    assert.deepEqual(program.importersOf("/leaf.js"), ["/lazy.ts"]);
    assert.deepEqual(program.importsOf("/lazy.ts"), ["/leaf.js", "/types.ts"]);
    assert.deepEqual(program.usersOf(["/types.ts"]), ["/chart.ts", "/lazy.ts", "/use.ts"]);
    program.set("/use.ts", lowerFile("/use.ts", "import type { Chart } from './chart'; export function f(c: Chart) { return 1; }"));
    assert.deepEqual(program.importersOf("/lazy.ts"), []);
    fs.set("/types.ts", undefined);
    program.set("/types.ts", undefined);
    resolver.change([], ["/types.ts"]);
    program.relink();
    assert.equal(show(program.binding("/chart.ts", "Patient")), "unresolved");
    resolver.change(["/types.ts"], []);
    program.set("/types.ts", lowerFile("/types.ts", "export { Member as Patient } from './member';"));
    resolver.change(["/member.ts"], []);
    program.set("/member.ts", lowerFile("/member.ts", "export interface Member { id: string }"));
    assert.equal(show(program.binding("/chart.ts", "Patient")), "/member.ts#Member");
    assert.deepEqual(program.files, ["/chart.ts", "/lazy.ts", "/leaf.js", "/member.ts", "/types.ts", "/use.ts"]);
    assert.equal(program.fn("/use.ts#f")?.display, "f");
  });
});
