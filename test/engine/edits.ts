// Random edits of a project, as people and tools make them: bodies, signatures, moves, deletions, broken syntax, undo, other
// settings, another branch. Seeded, so that a difference that was found is found again.

import type { Change } from "../../server/src/engine/api";
import type { Files } from "./fixture";

/** What one moment brings: changes that come together, and where in the work on them newer work cancels it. */
export interface Step {
  readonly changes: readonly Change[];
  /** After so many functions the work is cancelled; undefined: it runs to its end. */
  readonly cancelAfter?: number;
}

export type Random = () => number;

/** A small seeded generator (mulberry32): the same seed gives the same edits on every machine. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** A sequence of steps, each made on what the ones before left. */
export function editSequence(files: Files, root: string, length: number, random: Random): Step[] {
  const now = new Map(Object.entries(files));
  return Array.from({ length }, () => {
    const changes = [...nextChanges(now, files, random)].map(([path, text]) => (text === undefined ? { file: `${root}/${path}`, deleted: true } : { file: `${root}/${path}`, text }));
    return random() < 0.15 ? { changes, cancelAfter: Math.floor(random() * 30) } : { changes };
  });
}

/** The next texts of files, by path; undefined for a file that goes. Notes them in `now`. */
export function nextChanges(now: Map<string, string>, original: Files, random: Random): Map<string, string | undefined> {
  const changes = new Map<string, string | undefined>();
  const set = (path: string, text: string | undefined): void => {
    changes.set(path, text);
    if (text === undefined) now.delete(path);
    else now.set(path, text);
  };
  const sources = [...now.keys()].filter(isSource);
  const path = sources.length > 0 ? pick(random, sources) : "src/fresh.ts";
  const text = now.get(path) ?? "";
  const kind = random();
  if (kind < 0.06) set(path, original[path] ?? "");
  else if (kind < 0.1 && sources.length > 1) set(path, undefined);
  else if (kind < 0.14) set(pick(random, [`src/added${Math.floor(random() * 4)}.ts`, path.replace(/ts(x?)$/, "js$1"), path.replace(/tsx?$/, "d.ts")]), text);
  else if (kind < 0.2) {
    set(path, undefined);
    set(movedTo(path, random), text);
  } else if (kind < 0.32) set(...settingsChange(now, original, random));
  else if (kind < 0.36) checkout(now, original, random, set);
  else set(path, editedText(text, random));
  return changes;
}

const isSource = (path: string): boolean => /\.(?:[cm]?[jt]sx?|prisma|graphql)$/.test(path);

/** Beside where it was, or in another folder, where its relative imports lead elsewhere. */
const movedTo = (path: string, random: Random): string => (random() < 0.5 ? path.replace(/([^/]+)$/, "moved-$1") : `moved/${path.slice(path.lastIndexOf("/") + 1)}`);

/** Another branch: a third of the files are others at once. */
function checkout(now: Map<string, string>, original: Files, random: Random, set: (path: string, text: string | undefined) => void): void {
  for (const path of new Set([...now.keys(), ...Object.keys(original)])) {
    if (random() > 0.35) continue;
    const text = now.get(path);
    if (text === undefined || random() < 0.3) set(path, original[path]);
    else if (isSource(path)) set(path, random() < 0.2 ? undefined : editedText(text, random));
  }
}

const POLICIES = [
  "{}", "{ broken", '{ "extends": "./shared/base.json" }', '{ "logs": { "allows": "phi-direct" } }', '{ "logs": { "allows": "operational" } }', '{ "exclude": ["**/a*.ts", "server/lib/**"] }', '{ "include": ["src/**"] }',
  '{ "classification": { "fields": { "status": "phi-direct", "ssn": "operational" } } }', '{ "sanitizers": [{ "callee": "text" }, { "callee": "./src/phi.ts#redact" }] }',
  '{ "destinations": [{ "id": "openai", "kind": "ai", "match": { "packages": ["openai"] }, "allows": "phi-direct", "baa": { "signed": "2025-01-01" } }] }',
  '{ "audit": { "callees": ["./server/lib/audit.ts#recordAccess"] }, "rules": { "phi-in-log": "warning" } }', '{ "rules": { "phi-in-log": "off", "phi-in-error": "hint" } }',
];
const CONFIGS = [
  "{}", "{ broken", '{ "compilerOptions": { "baseUrl": "src" } }', '{ "compilerOptions": { "baseUrl": ".", "paths": { "@shared/*": ["./shared/*"], "@/*": ["./src/*"] } } }',
  '{ "exclude": ["src/a*"] }', '{ "include": ["src"] }', '{ "files": ["src/a.ts"] }', '{ "extends": "./gone.json" }', '{ "compilerOptions": { "allowJs": false } }', '{ "extends": "./tsconfig.json" }', '{ "extends": "./shared/base.json" }',
];
const MANIFESTS = ["{}", "{ broken", '{ "name": "app", "imports": { "#lib/*": "./src/*.ts" } }', '{ "name": "app", "main": "src/a.ts", "workspaces": ["src", "shared"] }', '{ "type": "module", "dependencies": { "openai": "1" } }'];
const ATTESTATIONS = ["{}", "{ broken", '{ "attestations": [{ "item": "staff-training", "by": "dana", "date": "2026-02-01" }] }', '{ "attestations": [{ "item": "audit-logging", "by": "dana", "date": "2020-02-01", "nextReview": "2021-01-01" }] }'];
const IGNORES = ["", "src/a*\n", "*.tsx\n!App.tsx\n", "/server\n", "\\\n[\n**/\n"];

/** Policy, tsconfig, package.json, attestations or .gitignore: another text, none, or what it was. */
function settingsChange(now: Map<string, string>, original: Files, random: Random): [path: string, text: string | undefined] {
  const [path, texts] = pick(random, [
    ["phi-lens.json", POLICIES], ["tsconfig.json", CONFIGS], ["package.json", MANIFESTS], ["phi-lens.checklist.json", ATTESTATIONS], [".gitignore", IGNORES],
    ["src/phi-lens.json", POLICIES], ["src/tsconfig.json", CONFIGS], ["shared/base.json", [...CONFIGS, ...POLICIES]],
  ] as const);
  if (random() < 0.3) return [path, original[path]];
  if (now.has(path) && random() < 0.2) return [path, undefined];
  return [path, pick(random, texts)];
}

const at = (lines: readonly string[], random: Random): number => Math.floor(random() * lines.length);

const EDITS: readonly ((lines: string[], random: Random) => string[])[] = [
  (lines, random) => lines.toSpliced(at(lines, random), 1),
  (lines, random) => {
    const from = at(lines, random);
    return lines.toSpliced(at(lines, random), 0, lines[from] ?? "");
  },
  (lines, random) => lines.toSpliced(at(lines, random), 0, "console.log(patient, member, row);"),
  (lines, random) => lines.toSpliced(at(lines, random), 0, "// a remark that moves everything below"),
  (lines, random) => lines.toSpliced(at(lines, random), 0, "// phi-lens-ignore-next-line phi-in-log -- seen"),
  (lines, random) => {
    const here = at(lines, random);
    return lines.with(here, (lines[here] ?? "").replace(/\b(fullName|ssn|patient|value|text|name)\b/, pick(random, ["status", "phone", "member", "id"])));
  },
  (lines, random) => {
    const here = at(lines, random);
    return lines.with(here, (lines[here] ?? "").slice(0, Math.floor(random() * 40)));
  },
  (lines, random) => lines.toSpliced(at(lines, random), 0, "export interface Patient { fullName: string; extra: { ssn: string } }"),
  (lines) => lines.toSpliced(0, 0, 'import { nothing } from "./nowhere";'),
  (lines, random) => {
    const here = at(lines, random);
    return lines.with(here, (lines[here] ?? "").replace(/export /, ""));
  },
  (lines, random) => {
    // A signature: another parameter, or another type of one.
    const here = at(lines, random);
    return lines.with(here, (lines[here] ?? "").replace(/\((\w+)(?:: [\w.]+)?/, pick(random, ["(extra: number, $1", "($1: any", "($1: { ssn: string }"])));
  },
  // What is made by tools, is binary or is minified is left out.
  (lines) => ["// @generated by a tool", ...lines],
  (lines) => (lines[0]?.startsWith("// @generated") ? lines.slice(1) : [...lines, "\0"]),
  (lines) => [lines.join(" ").padEnd(6000)],
  (lines, random) => {
    // A cut and its paste: a function or a part of one elsewhere.
    const from = at(lines, random);
    const count = 1 + Math.floor(random() * 6);
    const rest = lines.toSpliced(from, count);
    return rest.toSpliced(at(rest, random), 0, ...lines.slice(from, from + count));
  },
];

/** A text after one edit. */
export const editedText = (text: string, random: Random): string => pick(random, EDITS)(text.split("\n"), random).join("\n");
