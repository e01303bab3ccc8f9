// Discovery: which files of a folder, tsconfig or file are sources, and what their projects say.

import assert from "node:assert/strict";
import { discoverProjects, type Discovery } from "../../server/src/frontend/project/discover";
import { MemoryFileSystem } from "../../server/src/host/memory";

const below = (root: string, found: Discovery): string[] => found.files.map((file) => file.slice(root.length + 1));
const reasons = (root: string, found: Discovery): Record<string, string> => Object.fromEntries(found.skipped.map((s) => [s.file.slice(root.length + 1), s.reason]));

function tree(root: string, files: Record<string, string>): MemoryFileSystem {
  return new MemoryFileSystem(Object.fromEntries(Object.entries(files).map(([path, text]) => [`${root}/${path}`, text])));
}

const empties = (...paths: string[]): Record<string, string> => Object.fromEntries(paths.map((path) => [path, "export {};\n"]));

describe("discoverProjects", () => {
  it("takes all TypeScript and JavaScript of a folder without configuration, sorted", () => {
    const fs = tree("/app", { ...empties("b.ts", "a.tsx", "c.js", "d.jsx", "e.mts", "f.cts", "g.mjs", "h.cjs", "node_modules/x/index.js", "sub/a.ts"), "readme.md": "", "data.json": "{}" });
    const found = discoverProjects(fs, "/app/");
    assert.deepEqual(below("/app", found), ["a.tsx", "b.ts", "c.js", "d.jsx", "e.mts", "f.cts", "g.mjs", "h.cjs", "sub/a.ts"]);
    assert.deepEqual(found.projects, []);
    assert.deepEqual(found.focus, ["/app"]);
  });

  it("leaves out tests, mocks, stories, generated, vendored and built files, and says why", () => {
    const out = [
      "a.test.ts", "a.spec.tsx", "__tests__/a.ts", "__mocks__/a.ts", "fixtures/a.ts", "a.stories.tsx", "e2e/a.ts", "cypress/a.ts", "playwright/a.ts",
      "migrations/1.ts", "seeds/a.ts", "prisma/seed.ts", "generated/a.ts", "dist/a.js", "build/a.js", "out/a.js", "coverage/a.js", ".next/a.js", "x.min.js",
      "vendor/a.js", "third_party/a.js", "types.d.ts", "x.generated.ts",
    ];
    const fs = tree("/app", empties("src/a.ts", "src/vendor/vendor.service.ts", ...out));
    const found = discoverProjects(fs, "/app");
    assert.deepEqual(below("/app", found), ["src/a.ts", "src/vendor/vendor.service.ts"]);
    assert.equal(reasons("/app", found)["types.d.ts"], "declaration file");
    assert.equal(reasons("/app", found)["dist/"], "excluded by default");
    assert.equal(reasons("/app", found)["a.test.ts"], "excluded by default");
  });

  it("does not count excluded-looking folders above the root", () => {
    const fs = tree("/home/me/tests/fixtures/.tmp/dist", empties("a.ts", "src/b.ts", "tests/c.ts"));
    assert.deepEqual(below("/home/me/tests/fixtures/.tmp/dist", discoverProjects(fs, "/home/me/tests/fixtures/.tmp/dist")), ["a.ts", "src/b.ts"]);
  });

  it("lets a policy's exclude replace the default one, and include narrow", () => {
    const fs = tree("/app", empties("src/a.ts", "src/a.test.ts", "src/legacy/b.ts", "scripts/c.ts"));
    const scope = { folder: "/app", include: ["src/**"], exclude: ["src/legacy"] };
    const found = discoverProjects(fs, "/app", { scope });
    assert.deepEqual(below("/app", found), ["src/a.test.ts", "src/a.ts"]);
    assert.equal(found.rejects("/app/src/new.ts"), undefined);
    assert.equal(found.rejects("/app/src/legacy/new.ts"), "excluded by the policy");
    assert.equal(found.rejects("/app/scripts/new.ts"), "not included by the policy");
  });

  it("reads the scope of a nested policy for its folder", () => {
    const fs = tree("/app", { ...empties("a.test.ts", "pkg/a.test.ts", "pkg/b.ts"), "pkg/phi-lens.json": "{}" });
    const found = discoverProjects(fs, "/app", { policyName: "phi-lens.json", scopeAt: (file) => ({ folder: file.replace("/phi-lens.json", ""), include: [], exclude: ["b.ts"] }) });
    assert.deepEqual(below("/app", found), ["pkg/a.test.ts"]);
    assert.deepEqual(found.policies, ["/app/pkg/phi-lens.json"]);
    assert.equal(found.rejects("/app/pkg/b.ts"), "excluded by the policy");
  });

  it("respects .gitignore at every level, with negation, and .git/info/exclude", () => {
    const fs = tree("/repo", {
      ...empties("a.ts", "tmp/b.ts", "pkg/local.ts", "pkg/keep/local.ts", "pkg/src/x.ts", "secret.ts", "logs/a.ts"),
      ".git/HEAD": "", ".git/info/exclude": "secret.ts\n", ".gitignore": "/tmp\nlocal.ts\n", "pkg/keep/.gitignore": "!local.ts\n",
    });
    const found = discoverProjects(fs, "/repo");
    assert.deepEqual(below("/repo", found), ["a.ts", "logs/a.ts", "pkg/keep/local.ts", "pkg/src/x.ts"]);
    assert.deepEqual(below("/repo/pkg", discoverProjects(fs, "/repo/pkg")), ["keep/local.ts", "src/x.ts"]);
    assert.deepEqual(below("/repo/tmp", discoverProjects(fs, "/repo/tmp")), ["b.ts"]);
    assert.equal(found.rejects("/repo/tmp/new.ts"), "ignored by git");
    assert.equal(found.rejects("/repo/pkg/keep/local.ts"), undefined);
  });

  it("skips large, minified, generated and compiled files by what they are", () => {
    const fs = tree("/app", {
      "ok.ts": "export const a = 1;\n".repeat(1000), "long.js": `var a=${"1+".repeat(6000)}1;`, "gen.ts": "// @generated by a tool\nexport {};",
      "about.ts": "export const note = 'not @generated';\n", "big.ts": "x\n".repeat(600_000), "a.ts": "", "a.js": "",
    });
    const found = discoverProjects(fs, "/app");
    assert.deepEqual(below("/app", found), ["a.ts", "about.ts", "ok.ts"]);
    assert.deepEqual(reasons("/app", found), {
      "a.js": "compiled from a.ts", "big.ts": "larger than 1 MB", "gen.ts": "generated (marked @generated)", "long.js": "looks minified",
    });
  });

  it("finds the tsconfigs of a monorepo and keeps what their extends say", () => {
    const fs = tree("/repo", {
      ...empties("apps/web/a.ts", "packages/records/src/index.ts", "loose.ts"),
      "tsconfig.base.json": '{ "compilerOptions": { "baseUrl": ".", "paths": { "@clinic/*": ["packages/*/src"] } } }',
      "apps/web/tsconfig.json": '{ // comment\n "extends": "../../tsconfig.base.json", "compilerOptions": { "jsx": "react-jsx" }, "references": [{ "path": "../../packages/records" }] }',
      "packages/records/tsconfig.json": '{ "compilerOptions": { "outDir": "dist", "rootDir": "src", }, }',
    });
    const found = discoverProjects(fs, "/repo");
    assert.deepEqual(below("/repo", found), ["apps/web/a.ts", "loose.ts", "packages/records/src/index.ts"]);
    assert.deepEqual(found.projects.map((p) => p.config), ["/repo/tsconfig.base.json", "/repo/apps/web/tsconfig.json", "/repo/packages/records/tsconfig.json"]);
    const [, web, records] = found.projects;
    assert.deepEqual(web?.paths, [{ pattern: "@clinic/*", targets: ["/repo/packages/*/src"] }]);
    assert.equal(web?.baseUrl, "/repo");
    assert.deepEqual(web?.references, ["/repo/packages/records/tsconfig.json"]);
    assert.equal(web?.jsx, true);
    assert.equal(records?.outDir, "/repo/packages/records/dist");
    assert.deepEqual(found.problems, []);
  });

  it("continues with a broken tsconfig, a missing base and a cycle of extends", () => {
    const fs = tree("/app", {
      ...empties("a.ts"), "tsconfig.json": '{ "extends": "./missing.json", "compilerOptions": { "paths": { "@x": ["./a.ts"] } }',
      "b/tsconfig.json": '{ "extends": "./tsconfig.json" }', "c/tsconfig.json": "", "d/tsconfig.json": "[1", ...empties("b/a.ts", "c/a.ts", "d/a.ts"),
    });
    const found = discoverProjects(fs, "/app");
    assert.equal(found.files.length, 4);
    assert.deepEqual(found.projects[0]?.paths, [{ pattern: "@x", targets: ["/app/a.ts"] }]);
    assert.ok(found.problems.some((p) => p.file === "/app/tsconfig.json" && p.message.includes("missing.json")));
    assert.ok(found.problems.some((p) => p.file === "/app/b/tsconfig.json"));
  });

  it("takes paths over from a referenced tsconfig.app.json beside it", () => {
    const fs = tree("/app", {
      ...empties("src/a.ts"), "tsconfig.json": '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      "tsconfig.app.json": '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } }, "include": ["src"] }',
    });
    assert.deepEqual(discoverProjects(fs, "/app").projects[0]?.paths, [{ pattern: "@/*", targets: ["/app/src/*"] }]);
  });

  it("narrows to what a named tsconfig includes, its references with it", () => {
    const fs = tree("/repo/app (1)", {
      ...empties("src/a.ts", "scripts/b.ts", "shared/c.ts", "src/skip/d.ts"),
      "tsconfig.build.json": '{ "include": ["src"], "exclude": ["src/skip"], "references": [{ "path": "./shared" }] }', "shared/tsconfig.json": "{}",
    });
    const found = discoverProjects(fs, "/repo/app (1)/tsconfig.build.json");
    assert.deepEqual(below("/repo/app (1)", found), ["shared/c.ts", "src/a.ts"]);
  });

  it("walks projects outside of the root that its own refer to", () => {
    const fs = tree("/repo", {
      ...empties("apps/api/a.ts", "packages/records/src/index.ts", "packages/other/x.ts"),
      "apps/api/tsconfig.json": '{ "references": [{ "path": "../../packages/records" }] }', "packages/records/tsconfig.json": "{}",
    });
    const found = discoverProjects(fs, "/repo/apps/api");
    assert.deepEqual(found.files, ["/repo/apps/api/a.ts", "/repo/packages/records/src/index.ts"]);
    assert.deepEqual(found.focus, ["/repo/apps/api"]);
  });

  it("walks the workspace packages that a package beside them depends on", () => {
    const files = {
      ...empties("apps/api/src/a.ts", "packages/records/src/index.ts", "packages/base/src/index.ts", "packages/other/src/x.ts"),
      "apps/api/package.json": '{ "name": "api", "dependencies": { "@clinic/records": "workspace:*", "express": "5" } }',
      "packages/records/package.json": '{ "name": "@clinic/records", "dependencies": { "@clinic/base": "*" } }',
      "packages/base/package.json": '{ "name": "@clinic/base" }', "packages/other/package.json": '{ "name": "@clinic/other" }',
    };
    const all = ["/repo/apps/api/src/a.ts", "/repo/packages/base/src/index.ts", "/repo/packages/records/src/index.ts"];
    const workspaces: Record<string, string>[] = [
      { "package.json": '{ "workspaces": ["packages/*", "apps/*"] }' }, { "package.json": '{ "workspaces": { "packages": ["packages/**"] } }' },
      { "pnpm-workspace.yaml": "# all\npackages:\n  # own\n  - 'packages/*'\n  - \"apps/*\" # web\n\ncatalog:\n  - nothing\n" }, { "lerna.json": '{ "packages": ["packages/*"] }' },
    ];
    for (const workspace of workspaces) {
      const found = discoverProjects(tree("/repo", { ...files, ...workspace }), "/repo/apps/api");
      assert.deepEqual(found.files, all, JSON.stringify(workspace));
      assert.deepEqual(found.focus, ["/repo/apps/api"]);
    }
    assert.deepEqual(discoverProjects(tree("/repo", files), "/repo/apps/api").files, all.slice(0, 1));
  });

  it("analyses a single file with the project around it, even an excluded one", () => {
    const fs = tree("/app", { ...empties("src/a.ts", "src/a.test.ts", "b.ts"), "tsconfig.json": "{}" });
    const found = discoverProjects(fs, "/app/src/a.test.ts");
    assert.deepEqual(below("/app", found), ["b.ts", "src/a.test.ts", "src/a.ts"]);
    assert.deepEqual(found.focus, ["/app/src/a.test.ts"]);
    const alone = discoverProjects(tree("/tmp", empties("x.ts", "y.ts")), "/tmp/x.ts");
    assert.deepEqual(alone.files, ["/tmp/x.ts"]);
  });

  it("uses the tsconfig above the root where the root has none", () => {
    const fs = tree("/app", { ...empties("src/a.ts"), "tsconfig.json": '{ "compilerOptions": { "paths": { "~/*": ["./src/*"] } } }' });
    const found = discoverProjects(fs, "/app/src");
    assert.deepEqual(found.projects.map((p) => p.config), ["/app/tsconfig.json"]);
    assert.deepEqual(found.files, ["/app/src/a.ts"]);
  });

  it("says what is wrong with a path that is nothing", () => {
    const found = discoverProjects(new MemoryFileSystem(), "/nowhere");
    assert.deepEqual(found.files, []);
    assert.deepEqual(found.problems, [{ file: "/nowhere", message: "no such file or folder" }]);
  });
});
