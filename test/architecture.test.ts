// The floors of docs/architecture.md, read from the imports: they run downward only.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "..");
const source = path.join(root, "server", "src");

/** The line of docs/architecture.md with the floors, lowest first. */
function floors(): string[][] {
  const line = readFileSync(path.join(root, "docs", "architecture.md"), "utf8").split("\n").find((text) => text.startsWith("lattice  <"));
  assert.ok(line, "docs/architecture.md names the floors");
  return line.replace(/\s+client\s*$/, "").split("<").map((floor) => floor.split(",").map((name) => name.trim()));
}

/** Every import of the server's own files: from, to; relative to `server/src`, without extension. */
function imports(): { from: string; to: string; text: string }[] {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/")).filter((file) => /\.ts$/.test(file));
  return files.flatMap((from) => [...readFileSync(path.join(source, from), "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map(([text, spec = ""]) => ({
    from, to: path.posix.normalize(path.posix.join(path.posix.dirname(from), spec)), text,
  })));
}

/** The place a file has in the house: its folder, or `engine/api` for the types that everybody speaks. */
const placeOf = (file: string): string => (/^engine\/api(?:\.ts)?$/.test(file) ? "engine/api" : (file.split("/")[0] ?? ""));

describe("architecture", () => {
  const order = floors();
  const floorOf = (place: string): number => order.findIndex((floor) => floor.includes(place));

  it("has a floor for every folder of the server", () => {
    const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    assert.deepEqual(folders.filter((folder) => floorOf(folder) < 0), []);
  });

  it("imports downward only", () => {
    const upward = imports().filter(({ from, to }) => !to.startsWith("..") && floorOf(placeOf(from)) < floorOf(placeOf(to)));
    assert.deepEqual(upward.map(({ from, to }) => `${from} imports ${to}`), []);
  });

  it("keeps frontend and analysis, and the two faces, apart", () => {
    const mixed = imports().filter(({ from, to }) => APART.some(([a, b]) => (placeOf(from) === a && placeOf(to) === b) || (placeOf(from) === b && placeOf(to) === a)));
    // `phi-lens lsp` is the one command that starts the other face.
    assert.deepEqual(mixed.filter(({ text }) => !text.startsWith("import(")).map(({ from, to }) => `${from} imports ${to}`), []);
  });

  it("lets the client see the messages of the server and nothing else", () => {
    const client = path.join(root, "client", "src");
    const seen = readdirSync(client, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [...readFileSync(path.join(client, file), "utf8").matchAll(/"[./]+\/server\/([^"]+)"/g)].map(([, target]) => target));
    assert.deepEqual([...new Set(seen)], ["src/lsp/messages"]);
  });

  it("loads the compiler in no file that the protocol thread loads", () => {
    const needed = imports().filter(({ text, from, to }) => !text.startsWith("import(") && !typeOnly(from, to));
    const reached = new Set(["lsp/server"]);
    for (const file of reached) for (const { from, to } of needed) if (from === `${file}.ts` || from === `${file}/index.ts`) reached.add(to);
    const loads = [...reached].filter((file) => /from "ts-morph"/.test(read(file)));
    assert.ok(reached.has("lsp/session"), "the walk goes somewhere");
    assert.deepEqual(loads, []);
  });
});

const APART = [["frontend", "analysis"], ["lsp", "cli"]] as const;

const read = (file: string): string => {
  for (const name of [`${file}.ts`, `${file}/index.ts`]) {
    try {
      return readFileSync(path.join(source, name), "utf8");
    } catch {
      // the other name
    }
  }
  return "";
};

/** Whether a file imports only types of another. */
function typeOnly(from: string, to: string): boolean {
  const spec = path.posix.relative(path.posix.dirname(from), to);
  const at = read(from.replace(/\.ts$/, "")).match(new RegExp(`import ([^;]*?) from "(?:\\./)?${spec.replace(/[.*+?^$()[\]{}|\\]/g, "\\$&")}"`, "s"))?.[1];
  return at !== undefined && (at.startsWith("type ") || at.replace(/[{}\s]/g, "").length === 0 || at.replace(/^\{|\}$/g, "").split(",").every((name) => /^\s*(type\s.*)?$/s.test(name)));
}
