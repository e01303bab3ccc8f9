// The host against a real disk: odd files, links, overlays, the cache folder and git.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { discoverProjects } from "../../server/src/frontend/project/discover";
import { folderOf, isWithin, joinPath, normalizePath, relativeTo } from "../../server/src/frontend/project/paths";
import { CacheFolder, cacheBase } from "../../server/src/host/cacheFolder";
import { DiskFileSystem } from "../../server/src/host/disk";
import { changedFiles, fileAt, fileHistory, gitUser, lineDate, repositoryRoot } from "../../server/src/host/git";

let root: string;
beforeEach(() => {
  root = normalizePath(realpathSync(mkdtempSync(join(tmpdir(), "phi-lens-host-"))));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, content: string | Buffer): void => {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), content);
};

describe("paths", () => {
  it("normalizes slashes, dots and drive letters", () => {
    assert.equal(normalizePath("c:\\a\\..\\b\\"), "C:/b");
    assert.equal(normalizePath("/a/./b//c/../d/"), "/a/b/d");
    assert.equal(normalizePath("/../x"), "/x");
    assert.equal(normalizePath("/"), "/");
    assert.equal(joinPath("/a/b", "../../../c"), "/c");
    assert.equal(joinPath("/", "./a"), "/a");
    assert.equal(folderOf("/a"), "/");
    assert.equal(folderOf("C:/a"), "C:/");
    assert.ok(!isWithin("/a/b", "/a/bc"));
    assert.equal(relativeTo("/", "/a"), "a");
  });
});

describe("DiskFileSystem", () => {
  it("reads any encoding without a mark and keeps CRLF", () => {
    const fs = new DiskFileSystem();
    write("bom.ts", "\uFEFFa\r\nb");
    write("latin.ts", Buffer.from("const caf\xe9 = 1;", "latin1"));
    write("le.ts", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("żó", "utf16le")]));
    write("be.ts", Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from("żó", "utf16le").swap16(), Buffer.from([0])]));
    write("empty.ts", "");
    assert.equal(fs.read(`${root}/bom.ts`), "a\r\nb");
    assert.equal(fs.read(`${root}/latin.ts`), "const café = 1;");
    assert.equal(fs.read(`${root}/le.ts`), "żó");
    assert.equal(fs.read(`${root}/be.ts`), "żó");
    assert.equal(fs.read(`${root}/empty.ts`), "");
    assert.equal(fs.read(root), undefined);
    assert.equal(fs.read(`${root}/none.ts`), undefined);
    assert.equal(fs.size(`${root}/none.ts`), undefined);
    assert.deepEqual(fs.list(`${root}/none`), []);
    assert.equal(fs.read(`${root}/a\0b`), undefined);
    assert.equal(fs.read(`${root}/${"x".repeat(5000)}`), undefined);
  });

  it("puts overlays in front, also for files and folders that are not there", () => {
    const fs = new DiskFileSystem();
    write("a.ts", "disk");
    fs.setOverlay(`${root}/a.ts`, "editor");
    fs.setOverlay(`${root}/new/b.ts`, "made");
    assert.equal(fs.read(`${root}/a.ts`), "editor");
    assert.equal(fs.size(`${root}/a.ts`), 6);
    assert.ok(fs.isFile(`${root}/new/b.ts`) && fs.isFolder(`${root}/new`));
    assert.deepEqual(fs.list(root), [{ name: "a.ts", folder: false }, { name: "new", folder: true }]);
    fs.setOverlay(`${root}/a.ts`, undefined);
    fs.setOverlay(`${root}/new/b.ts`, undefined);
    assert.equal(fs.read(`${root}/a.ts`), "disk");
    assert.ok(!fs.isFolder(`${root}/new`));
  });

  it("follows links but not in circles", () => {
    const fs = new DiskFileSystem();
    write("src/a.ts", "");
    write("other/b.ts", "");
    symlinkSync(root, join(root, "src/up"));
    symlinkSync("loop", join(root, "loop"));
    symlinkSync("nowhere", join(root, "broken"));
    symlinkSync("../other", join(root, "src/other"));
    symlinkSync("../src", join(root, "other/src"));
    symlinkSync("a.ts", join(root, "src/same.ts"));
    symlinkSync(tmpdir(), join(root, "outside"));
    assert.deepEqual(fs.list(`${root}/src`).map((e) => e.name), ["a.ts", "other", "same.ts"]);
    const found = discoverProjects(fs, root);
    assert.deepEqual(found.files, [`${root}/other/b.ts`, `${root}/src/a.ts`]);
  });
});

describe("CacheFolder", () => {
  it("knows each platform's place", () => {
    assert.equal(cacheBase({ XDG_CACHE_HOME: "/x" }, "linux", "/home/me"), join("/x", "phi-lens"));
    assert.equal(cacheBase({}, "linux", "/home/me"), join("/home/me", ".cache", "phi-lens"));
    assert.equal(cacheBase({}, "darwin", "/home/me"), join("/home/me", "Library", "Caches", "phi-lens"));
    assert.equal(cacheBase({ LOCALAPPDATA: "/l" }, "win32", "/home/me"), join("/l", "phi-lens", "Cache"));
    assert.equal(cacheBase({ PHI_LENS_CACHE: "/own" }, "linux", "/home/me"), "/own");
  });

  it("keeps entries by key and version and ignores damaged ones", () => {
    const cache = new CacheFolder({ base: root, version: "1" });
    assert.equal(cache.read("a/b"), undefined);
    assert.ok(cache.write("a/b", Buffer.from("hello")));
    assert.equal(cache.read("a/b")?.toString(), "hello");
    assert.equal(new CacheFolder({ base: root, version: "2" }).read("a/b"), undefined);
    const file = join(cache.folder, readdirSync(cache.folder)[0] as string);
    for (const damage of ["", "short", "x".repeat(100)]) {
      writeFileSync(file, damage);
      assert.equal(cache.read("a/b"), undefined);
    }
    cache.write("k", Buffer.from("1"));
    cache.delete("k");
    assert.equal(cache.read("k"), undefined);
    cache.clear();
    assert.deepEqual(readdirSync(root), []);
  });

  it("keeps within its size, the latest used first", () => {
    const cache = new CacheFolder({ base: root, version: "1", maxBytes: 400 });
    const body = Buffer.alloc(80);
    for (const key of ["a", "b", "c", "d", "e"]) {
      cache.write(key, body);
      for (const name of readdirSync(cache.folder)) utimesSync(join(cache.folder, name), new Date(Date.now() - 5000), new Date(Date.now() - 5000));
    }
    cache.read("b");
    cache.trim();
    assert.ok(cache.read("b"));
    assert.equal(["a", "b", "c", "d", "e"].filter((key) => cache.read(key)).length, 4);
    assert.equal(cache.write("big", Buffer.alloc(500)), false);
    assert.equal(readdirSync(cache.folder).filter((name) => name.endsWith(".tmp")).length, 0);
  });

  it("lets compiled programs of other versions go when they are old", () => {
    const cache = new CacheFolder({ base: root, version: "1" });
    const other = new CacheFolder({ base: root, version: "0" });
    for (const { code } of [cache, other]) mkdirSync(code, { recursive: true });
    cache.trim();
    assert.ok(existsSync(other.code));
    cache.trim(Date.now() + 40 * 24 * 3_600_000);
    assert.deepEqual([cache.code, other.code].map((folder) => existsSync(folder)), [true, false]);
  });

  it("is silent where it cannot write", () => {
    write("file", "");
    const cache = new CacheFolder({ base: `${root}/file/below`, version: "1" });
    assert.equal(cache.write("a", Buffer.from("x")), false);
    assert.equal(cache.read("a"), undefined);
    cache.trim();
    cache.clear();
  });
});

describe("git", () => {
  const run = (...args: string[]): string => execFileSync("git", ["-c", "user.name=Ann Lee", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false", ...args], { cwd: root, encoding: "utf8" });

  it("answers about a repository", () => {
    run("init", "-q");
    run("config", "user.name", "Ann Lee");
    run("config", "user.email", "ann@example.org");
    write("src/a b.ts", "one\ntwo\n");
    write("src/gone.ts", "x");
    write(".gitignore", "ignored.ts\n");
    run("add", "-A");
    run("commit", "-qm", "first");
    write("src/a b.ts", "one\nchanged\n");
    write("src/é.ts", "new");
    write("src/ignored.ts", "");
    write("top.ts", "");
    rmSync(join(root, "src/gone.ts"));
    assert.equal(repositoryRoot(`${root}/src`), root);
    assert.deepEqual(changedFiles(root, "HEAD"), [`${root}/src/a b.ts`, `${root}/src/gone.ts`, `${root}/src/é.ts`, `${root}/top.ts`]);
    assert.deepEqual(changedFiles(`${root}/src`, "HEAD"), [`${root}/src/a b.ts`, `${root}/src/gone.ts`, `${root}/src/é.ts`]);
    assert.equal(fileAt(`${root}/src/a b.ts`, "HEAD"), "one\ntwo\n");
    assert.equal(fileAt(`${root}/src/none.ts`, "HEAD"), undefined);
    assert.match(lineDate(`${root}/src/a b.ts`, 1) ?? "", /^\d{4}-\d\d-\d\dT/);
    assert.equal(lineDate(`${root}/src/a b.ts`, 2), undefined);
    assert.equal(lineDate(`${root}/src/a b.ts`, 99), undefined);
    assert.deepEqual(gitUser(root), { name: "Ann Lee", email: "ann@example.org" });
    const history = fileHistory(`${root}/src/a b.ts`);
    assert.deepEqual(history?.map(({ author, subject }) => [author, subject]), [["Ann Lee", "first"]]);
    for (const bad of ["no-such", "--output=x", "", "HEAD; touch x", "a\0b"]) assert.equal(changedFiles(root, bad), undefined);
  });

  it("has no answer outside of a repository", () => {
    assert.equal(repositoryRoot(`${root}/none`), undefined);
    assert.equal(changedFiles(root, "HEAD"), undefined);
    assert.equal(fileAt(`${root}/a.ts`, "HEAD"), undefined);
    assert.equal(fileHistory(`${root}/a.ts`), undefined);
  });
});
