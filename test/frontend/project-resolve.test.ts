// Module resolution: relative, by paths, by packages of the workspace without a build, and what changes when files come and go.

import assert from "node:assert/strict";
import { discoverProjects } from "../../server/src/frontend/project/discover";
import { Resolver } from "../../server/src/frontend/project/resolve";
import { MemoryFileSystem } from "../../server/src/host/memory";

function resolver(files: Record<string, string>): { resolver: Resolver; to: (from: string, specifier: string) => string } {
  const fs = new MemoryFileSystem(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/repo/${path}`, text])));
  const made = new Resolver(fs, discoverProjects(fs, "/repo"));
  return {
    resolver: made,
    to(from, specifier) {
      const found = made.resolve(`/repo/${from}`, specifier);
      return found.r === "file" ? found.file.replace("/repo/", "") : found.r === "external" ? `external ${found.specifier}` : "unresolved";
    },
  };
}

const sources = (...paths: string[]): Record<string, string> => Object.fromEntries(paths.map((path) => [path, ""]));

describe("Resolver", () => {
  it("follows relative imports, with and without extensions, and index files", () => {
    const { to } = resolver({ ...sources("src/a.ts", "src/b.ts", "src/c.tsx", "src/d.mts", "src/e.cts", "src/f.js", "src/g/index.ts", "src/index.ts", "src/h.service.ts", "src/i.native.tsx", "src/chart.js/index.ts"), "src/data.json": "{}", "src/t.d.ts": "", "src/v.vue": "" });
    assert.equal(to("src/a.ts", "./b"), "src/b.ts");
    assert.equal(to("src/a.ts", "./b.js"), "src/b.ts");
    assert.equal(to("src/a.ts", "./c.js"), "src/c.tsx");
    assert.equal(to("src/a.ts", "./c.jsx"), "src/c.tsx");
    assert.equal(to("src/a.ts", "./d.mjs"), "src/d.mts");
    assert.equal(to("src/a.ts", "./e.cjs"), "src/e.cts");
    assert.equal(to("src/a.ts", "./f"), "src/f.js");
    assert.equal(to("src/a.ts", "./f.js"), "src/f.js");
    assert.equal(to("src/a.ts", "./g"), "src/g/index.ts");
    assert.equal(to("src/a.ts", "./g/"), "src/g/index.ts");
    assert.equal(to("src/a.ts", "./g/index.js"), "src/g/index.ts");
    assert.equal(to("src/g/index.ts", ".."), "src/index.ts");
    assert.equal(to("src/a.ts", "."), "src/index.ts");
    assert.equal(to("src/a.ts", "./h.service"), "src/h.service.ts");
    assert.equal(to("src/a.ts", "./i"), "src/i.native.tsx");
    assert.equal(to("src/a.ts", "./chart.js"), "src/chart.js/index.ts");
    assert.equal(to("src/a.ts", "./b?raw"), "src/b.ts");
    assert.equal(to("src/a.ts", "./data.json"), "external ./data.json");
    assert.equal(to("src/a.ts", "./t"), "external ./t");
    assert.equal(to("src/a.ts", "./v.vue"), "external ./v.vue");
    assert.equal(to("src/a.ts", "./missing"), "unresolved");
    assert.equal(to("src/a.ts", ""), "unresolved");
  });

  it("keeps packages by their specifier and takes `node:` off builtins", () => {
    const { to } = resolver(sources("a.ts", "crypto.ts"));
    assert.equal(to("a.ts", "openai"), "external openai");
    assert.equal(to("a.ts", "@aws-sdk/client-s3/dist/x.js"), "external @aws-sdk/client-s3/dist/x.js");
    assert.equal(to("a.ts", "node:fs/promises"), "external fs/promises");
    assert.equal(to("a.ts", "crypto"), "external crypto");
    assert.equal(to("a.ts", "npm:zod@3/v4"), "external zod/v4");
  });

  it("ranks paths as the compiler does, and knows baseUrl and rootDirs", () => {
    const { to } = resolver({
      ...sources("src/a.ts", "src/lib/db.ts", "src/special.ts", "src/util/x.ts", "views/t.ts", "gen/t2.ts", "src/pkg/index.ts"),
      "tsconfig.json": JSON.stringify({ compilerOptions: {
        baseUrl: "src", rootDirs: ["views", "gen"],
        paths: { "@app/*": ["missing/*", "./*"], "@app/lib/db": ["special.ts"], "~*": ["util/*"], "zod": ["../node_modules/zod/index.d.ts"], "@pkg": ["pkg"] },
      } }),
    });
    assert.equal(to("src/a.ts", "@app/lib/db"), "src/special.ts");
    assert.equal(to("src/a.ts", "@app/util/x.js"), "src/util/x.ts");
    assert.equal(to("src/a.ts", "~x"), "src/util/x.ts");
    assert.equal(to("src/a.ts", "@pkg"), "src/pkg/index.ts");
    assert.equal(to("src/a.ts", "lib/db"), "src/lib/db.ts");
    assert.equal(to("src/a.ts", "zod"), "external zod");
    assert.equal(to("views/t.ts", "./t2"), "gen/t2.ts");
  });

  it("uses each file's own project", () => {
    const config = (target: string): string => JSON.stringify({ compilerOptions: { paths: { "@/*": [target] } } });
    const { to } = resolver({ ...sources("web/src/x.ts", "web/a.ts", "api/lib/x.ts", "api/a.ts"), "web/tsconfig.json": config("./src/*"), "api/tsconfig.json": config("./lib/*") });
    assert.equal(to("web/a.ts", "@/x"), "web/src/x.ts");
    assert.equal(to("api/a.ts", "@/x"), "api/lib/x.ts");
  });

  it("guesses the usual aliases of bundlers without paths", () => {
    const { to } = resolver({ ...sources("web/src/x.ts", "web/src/a.ts"), "web/package.json": "{}" });
    assert.equal(to("web/src/a.ts", "@/x"), "web/src/x.ts");
    assert.equal(to("web/src/a.ts", "~/x"), "web/src/x.ts");
    assert.equal(to("web/src/a.ts", "@/none"), "unresolved");
  });

  it("leads from a workspace package to its sources without a build", () => {
    const { to } = resolver({
      ...sources("apps/api/src/main.ts"),
      "package.json": '{ "workspaces": ["packages/*"] }',
      ...sources("packages/main/src/index.ts", "packages/main/src/sub/deep.ts"),
      "packages/main/package.json": '{ "name": "@clinic/main", "main": "dist/index.js", "types": "./dist/index.d.ts" }',
      ...sources("packages/exp/src/index.ts", "packages/exp/src/http.ts", "packages/exp/src/features/chart.tsx", "packages/exp/src/node/io.ts"),
      "packages/exp/package.json": JSON.stringify({ name: "@clinic/exp", exports: {
        ".": { types: "./dist/index.d.ts", import: "./dist/esm/index.mjs", require: "./dist/cjs/index.cjs" }, "./http": "./dist/http.js",
        "./features/*": { import: "./dist/features/*.js" }, "./io": { node: { default: "./dist/node/io.js" } }, "./package.json": "./package.json",
      } }),
      ...sources("packages/tsc/source/entry.ts", "packages/tsc/source/x/y.ts"),
      "packages/tsc/package.json": '{ "name": "tsc-built", "main": "./compiled/entry.js" }',
      "packages/tsc/tsconfig.json": '{ "compilerOptions": { "outDir": "compiled", "rootDir": "source" } }',
      ...sources("packages/plain/index.js", "packages/plain/lib/tool.js"),
      "packages/plain/package.json": '{ "name": "plain" }',
      ...sources("packages/src-exports/src/index.ts", "packages/src-exports/src/types/patient.ts"),
      "packages/src-exports/package.json": '{ "name": "src-exports", "exports": { ".": "./src/index.ts", "./types/*": "./src/types/*.ts" } }',
      ...sources("packages/nx/src/lib/nx.ts"), "packages/nx/package.json": '{ "name": "@clinic/nx", "main": "../../dist/packages/nx/src/index.js" }', ...sources("packages/nx/src/index.ts"),
    });
    const from = "apps/api/src/main.ts";
    assert.equal(to(from, "@clinic/main"), "packages/main/src/index.ts");
    assert.equal(to(from, "@clinic/main/dist/sub/deep.js"), "packages/main/src/sub/deep.ts");
    assert.equal(to(from, "@clinic/main/sub/deep"), "packages/main/src/sub/deep.ts");
    assert.equal(to(from, "@clinic/main/src/sub/deep"), "packages/main/src/sub/deep.ts");
    assert.equal(to(from, "@clinic/exp"), "packages/exp/src/index.ts");
    assert.equal(to(from, "@clinic/exp/http"), "packages/exp/src/http.ts");
    assert.equal(to(from, "@clinic/exp/features/chart"), "packages/exp/src/features/chart.tsx");
    assert.equal(to(from, "@clinic/exp/io"), "packages/exp/src/node/io.ts");
    assert.equal(to(from, "tsc-built"), "packages/tsc/source/entry.ts");
    assert.equal(to(from, "tsc-built/compiled/x/y"), "packages/tsc/source/x/y.ts");
    assert.equal(to(from, "plain"), "packages/plain/index.js");
    assert.equal(to(from, "plain/tool"), "packages/plain/lib/tool.js");
    assert.equal(to(from, "src-exports"), "packages/src-exports/src/index.ts");
    assert.equal(to(from, "src-exports/types/patient"), "packages/src-exports/src/types/patient.ts");
    assert.equal(to(from, "@clinic/nx"), "packages/nx/src/index.ts");
    assert.equal(to(from, "@clinic/unknown"), "external @clinic/unknown");
    assert.equal(to(from, "../../../packages/main"), "packages/main/src/index.ts");
    assert.equal(to(from, "../../../packages/main/dist/sub/deep"), "packages/main/src/sub/deep.ts");
  });

  it("follows `imports` of the package", () => {
    const { to } = resolver({
      ...sources("pkg/src/a.ts", "pkg/src/db/client.ts", "pkg/src/log.ts", "other/src/index.ts"), "other/package.json": '{ "name": "other" }',
      "pkg/package.json": JSON.stringify({ name: "pkg", exports: "./dist/a.js", imports: { "#db/*": "./src/db/*.js", "#log": { node: "./dist/log.js", default: "pino" }, "#ext": "pino", "#fs": "node:fs", "#other": "other" } }),
    });
    assert.equal(to("pkg/src/a.ts", "#db/client"), "pkg/src/db/client.ts");
    assert.equal(to("pkg/src/a.ts", "#log"), "pkg/src/log.ts");
    assert.equal(to("pkg/src/a.ts", "#ext"), "external pino");
    assert.equal(to("pkg/src/a.ts", "#fs"), "external fs");
    assert.equal(to("pkg/src/a.ts", "#other"), "other/src/index.ts");
    assert.equal(to("pkg/src/a.ts", "#none"), "unresolved");
    assert.equal(to("pkg/src/log.ts", "pkg"), "pkg/src/a.ts");
  });

  it("survives nonsense in package.json and specifiers", () => {
    const { to } = resolver({ ...sources("a.ts"), "package.json": '{ "name": 3, "exports": [null, 5, { ".": null }], "imports": "x", "main": {}, ', "p/package.json": '{"name":"p","exports":{"./*":{"a":[]}, "x": 1}}' });
    for (const specifier of ["p", "p/x", "#a", "/", "//", "C:\\x", "..", "../..", "@", "@/", "*", "a\0b", "./\u{1F600}", "p/../..", "file:///x", "?", "__proto__", "constructor"]) assert.equal(typeof to("a.ts", specifier), "string");
  });

  it("forgets only what a new or deleted file could change, and equals a fresh resolver", () => {
    const files = { ...sources("src/a.ts", "src/b.js", "src/c/index.ts", "lib/z.ts"), "pkg/package.json": '{ "name": "pkg", "main": "dist/main.js" }', ...sources("pkg/src/main.ts") };
    const specifiers = ["./b", "./c", "./d", "./d.js", "./c.js", "pkg", "pkg/other", "openai", "@/x"];
    const { resolver: made, to } = resolver(files);
    const all = (ask: typeof to): string[] => specifiers.map((specifier) => ask("src/a.ts", specifier));
    all(to);
    to("lib/z.ts", "../src/b");
    const steps: [created: string[], deleted: string[], affected: string[]][] = [
      [["src/b.ts"], [], ["../src/b", "./b"]], [["src/d.tsx"], [], ["./d", "./d.js"]], [["src/c.ts"], [], ["./c", "./c.js"]],
      [[], ["src/d.tsx"], ["./d", "./d.js"]], [["pkg/src/other.ts"], [], ["pkg/other"]], [[], ["pkg/src/main.ts"], ["pkg"]], [["unrelated.ts"], [], []],
    ];
    const now: Record<string, string> = { ...files };
    for (const [created, deleted, affected] of steps) {
      for (const file of created) now[file] = "";
      for (const file of deleted) delete now[file];
      const changed = made.change(created.map((f) => `/repo/${f}`), deleted.map((f) => `/repo/${f}`));
      assert.deepEqual([...new Set(changed.map((c) => c.specifier))].sort(), affected, created.join() + deleted.join());
      assert.deepEqual(all(to), all(resolver(now).to));
      to("lib/z.ts", "../src/b");
    }
    assert.deepEqual(made.unresolved().map((u) => u.specifier), ["./d", "./d.js", "@/x"]);
  });
});
