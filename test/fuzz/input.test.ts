// Any input: whatever a file holds, the engine answers, within bounds, with places that lie in the files. Seeded and short here;
// PHI_LENS_FUZZ asks for more cases, PHI_LENS_SEED for others.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { attest } from "../../server/src/checklist/attestations";
import { readCache, type CacheKey } from "../../server/src/cli/cache/results";
import type { Engine } from "../../server/src/engine/api";
import { createEngine } from "../../server/src/engine/engine";
import { MemoryFileSystem } from "../../server/src/host/memory";
import { decodeText } from "../../server/src/host/text";
import { approveDestination } from "../../server/src/policy/edit";
import { loadPolicy } from "../../server/src/policy/load";
import { parseFixture } from "../engine/fixture";
import { TODAY } from "../engine/harness";

const CASES = Number(process.env.PHI_LENS_FUZZ ?? 60);
const SEED = process.env.PHI_LENS_SEED === undefined ? 7 : Number(process.env.PHI_LENS_SEED);
/** Longest that one small input may take, in milliseconds of this process: far above what any takes, far below a hang. */
const LIMIT = 10_000;

const sources = fixtureSources();

/** A text of a fixture that somebody damaged: tokens deleted, doubled, swapped, torn, or from elsewhere. */
const damaged = fc.record({
  source: fc.constantFrom(...sources), other: fc.constantFrom(...sources),
  hits: fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), kind: fc.constantFrom("delete", "double", "swap", "cut", "graft", "insert"), text: fc.string({ unit: "binary", maxLength: 8 }) }), { minLength: 1, maxLength: 8 }),
}).map(({ source, other, hits }) => {
  let tokens: string[] = source.match(/\s+|\w+|[^\s\w]/g) ?? [];
  const foreign = other.match(/\s+|\w+|[^\s\w]/g) ?? [];
  for (const { at, kind, text } of hits) {
    const here = Math.floor(at * tokens.length);
    if (kind === "delete") tokens = tokens.toSpliced(here, 3);
    else if (kind === "double") tokens = tokens.toSpliced(here, 0, ...tokens.slice(here, here + 20));
    else if (kind === "swap") tokens = tokens.toSpliced(here, 2, tokens[here + 1] ?? "", tokens[here] ?? "");
    else if (kind === "cut") tokens = tokens.slice(0, here + 1);
    else if (kind === "graft") tokens = tokens.toSpliced(here, 0, ...foreign.slice(Math.floor(at * foreign.length), Math.floor(at * foreign.length) + 40));
    else tokens = tokens.toSpliced(here, 0, text);
  }
  return tokens.join("");
});

/** JSON that resembles a settings file, with anything where something is expected; and texts that are no JSON. */
const settings = (keys: readonly string[]): fc.Arbitrary<string> => {
  const { value } = fc.letrec((tie) => ({
    leaf: fc.oneof(fc.constantFrom<unknown>("*", "**/*", "./src/a.ts#f", "phi-direct", "", "\0", "../../../etc", "/", "2026-02-30", -1, 1e308, null, true), fc.string({ unit: "binary", maxLength: 12 }), fc.integer()),
    value: fc.oneof({ maxDepth: 4 }, tie("leaf"), fc.array(tie("value"), { maxLength: 4 }), fc.dictionary(fc.constantFrom(...keys, "__proto__", "constructor", "x"), tie("value"), { maxKeys: 6 })),
  }));
  return fc.oneof({ weight: 5, arbitrary: value.map((one) => JSON.stringify(one) ?? "") }, { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) }, { weight: 1, arbitrary: value.map((one) => (JSON.stringify(one) ?? "").slice(0, -2)) });
};
const policies = settings(["version", "extends", "destinations", "id", "match", "hosts", "packages", "env", "allows", "baa", "signed", "expires", "sanitizers", "callee", "arguments", "audit", "callees", "access", "guards", "classification", "fields", "types", "logs", "include", "exclude", "rules", "regions", "kind", "sources", "sinks"]);
const tsconfigs = settings(["extends", "compilerOptions", "baseUrl", "paths", "rootDirs", "include", "exclude", "files", "references", "path", "allowJs", "plugins", "name", "@/*"]);
const manifests = settings(["name", "main", "exports", "imports", "workspaces", "packages", "dependencies", "type", "module", "types", "#x", ".", "./*"]);
const checklists = settings(["attestations", "item", "by", "date", "evidence", "nextReview", "note", "version"]);

const check = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void, share = 1): void =>
  fc.assert(fc.property(arbitrary, property), { numRuns: Math.max(10, Math.round(CASES * share)), seed: SEED, endOnFailure: CASES <= 1000 });

describe("any input", function () {
  this.timeout(CASES > 1000 ? 0 : 120_000);

  it("TypeScript that is damaged", () => check(damaged, (text) => void within(() => analysed({ "src/a.ts": text }))));

  it("JSX and JavaScript that is damaged", () => check(damaged, (text) => void within(() => analysed({ "src/a.tsx": text, "src/b.js": text, "src/c.cjs": text })), 0.3));

  it("edits that damage a file, and what was before", () => check(fc.array(damaged, { minLength: 2, maxLength: 4 }), (texts) => within(() => {
    const engine = analysed({ "src/a.ts": texts[0] ?? "" });
    for (const text of texts) engine.apply([{ file: "/w/src/a.ts", text }]);
    assert.equal(answers(engine), answers(analysed({ "src/a.ts": texts.at(-1) ?? "" })));
  }), 0.3));

  it("policies, tsconfigs, manifests and attestations with anything in them", () => check(fc.tuple(policies, tsconfigs, manifests, checklists, fc.string({ unit: "binary", maxLength: 30 })), ([policy, tsconfig, manifest, checklist, ignore]) => {
    within(() => analysed({ "phi-lens.json": policy, "tsconfig.json": tsconfig, "package.json": manifest, "phi-lens.checklist.json": checklist, ".gitignore": ignore, "src/a.ts": sources[0] ?? "", "src/b.ts": 'import { x } from "./a";\nimport y from "#x";\nimport z from "@/a";\n' }));
  }));

  it("edits of policies and attestations: the text stays as it was, or is one that loads", () => check(fc.tuple(policies, checklists), ([policy, checklist]) => {
    for (const edited of [approveDestination(policy, { id: "openai", allows: "phi-direct" }), attest(checklist, { item: "staff-training", by: "dana", date: "2026-02-01" })]) {
      if (edited !== undefined) loadPolicy({ read: () => edited.text, isFile: () => true }, "/w/phi-lens.json");
    }
  }));

  it("cache files with anything in them", () => {
    const key: CacheKey = { build: "1", root: "/w", policyFile: undefined, today: TODAY };
    const framed = fc.tuple(fc.json(), fc.uint8Array({ maxLength: 40 })).map(([json, rest]) => {
      const head = Buffer.from(json);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(head.length);
      return Buffer.concat([length, head, rest]);
    });
    check(fc.oneof(fc.uint8Array(), framed), (bytes) => assert.equal(readCache(bytes, key, new MemoryFileSystem()), undefined), 3);
  });

  it("bytes of any encoding", () => check(fc.uint8Array({ maxLength: 400 }), (bytes) => void within(() => analysed({ "src/a.ts": decodeText(Buffer.from(bytes)) })), 0.5));

  it("fixtures truncated at every offset (here at some)", () => {
    const step = CASES > 1000 ? 1 : 2503;
    const offset = SEED % step;
    for (const text of sources) for (let end = offset; end < text.length; end += step) within(() => analysed({ "src/a.ts": text.slice(0, end) }));
  });
});

/** Runs within the limit. */
function within<T>(run: () => T): T {
  const start = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(start);
  assert.ok((user + system) / 1000 < LIMIT, `${Math.round((user + system) / 1000)} ms`);
  return result;
}

/** An engine over files, asked for everything; what it says lies in the files. */
function analysed(files: Readonly<Record<string, string>>): Engine {
  const placed = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/w/${name}`, text]));
  const engine = createEngine({ root: "/w", fs: new MemoryFileSystem(placed), today: TODAY });
  engine.apply([]);
  engine.checklist();
  engine.inventory();
  engine.outbound();
  engine.stats();
  // An editor asks for one finding's fixes at a time; each tries itself out, so that all of a text with ninety findings take a while.
  for (const [index, finding] of engine.findings().entries()) {
    const lines = (placed[finding.file] ?? "").replace(/^\uFEFF/, "").split("\n");
    const { start, end } = finding.range;
    assert.ok(start.line >= 1 && start.column >= 1 && end.line <= lines.length && (start.line < end.line || start.column <= end.column), `${finding.rule} at ${JSON.stringify(finding.range)} of ${lines.length} lines`);
    if (index < 6) engine.fixes(finding);
    engine.hover(finding.file, 5);
  }
  return engine;
}

const answers = (engine: Engine): string => JSON.stringify([engine.findings(), engine.checklist(), engine.inventory(), engine.outbound()]);

function fixtureSources(folder = join(__dirname, "../fixtures")): string[] {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return fixtureSources(path);
    return name.endsWith(".md") ? Object.entries(parseFixture(readFileSync(path, "utf8")).files).flatMap(([file, text]) => (/\.[cm]?[jt]sx?$/.test(file) ? [text] : [])) : [];
  });
}
