// Random edits of a project, as people and tools make them: bodies, signatures, moves, deletions, broken syntax, undo. Seeded, so that a
// difference that was found is found again.

import type { Change } from "../../server/src/engine/api";
import type { Files } from "./fixture";

/** A small seeded generator (mulberry32): the same seed gives the same edits on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

type Edit = (lines: string[], random: () => number) => string[];

const at = (lines: readonly string[], random: () => number): number => Math.floor(random() * lines.length);

const EDITS: readonly Edit[] = [
  (lines, random) => lines.toSpliced(at(lines, random), 1),
  (lines, random) => {
    const from = at(lines, random);
    return lines.toSpliced(at(lines, random), 0, lines[from] ?? "");
  },
  (lines, random) => lines.toSpliced(at(lines, random), 0, "console.log(patient, member, row);"),
  (lines, random) => lines.toSpliced(at(lines, random), 0, "// a remark that moves everything below"),
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
];

/** A sequence of changes, each made on what the ones before left; now and then everything is put back. */
export function editSequence(files: Files, root: string, length: number, random: () => number): Change[] {
  const now = new Map(Object.entries(files).filter(([path]) => /\.[cm]?[jt]sx?$/.test(path)));
  const changes: Change[] = [];
  for (let step = 0; step < length; step++) {
    const path = pick(random, [...now.keys()]);
    const file = `${root}/${path}`;
    const kind = random();
    if (kind < 0.08) changes.push({ file, text: files[path] ?? "" });
    else if (kind < 0.12 && now.size > 1) {
      now.delete(path);
      changes.push({ file, deleted: true });
      continue;
    } else if (kind < 0.16) {
      const added = `src/added${step}.ts`;
      now.set(added, now.get(path) ?? "");
      changes.push({ file: `${root}/${added}`, text: now.get(path) ?? "" });
      continue;
    } else changes.push({ file, text: pick(random, EDITS)((now.get(path) ?? "").split("\n"), random).join("\n") });
    now.set(path, changes.at(-1)?.text ?? "");
  }
  return changes;
}
