// Ambient state: what any function of the program puts into globals, fields of singletons, events and hook cells, and what reads of them
// can therefore hold. A graph over locations, answered by walking it backwards: taint cannot keep itself alive in a circle.

import type { Program } from "../ir/ir";
import type { TypeService } from "../ir/types";
import { changeAtom, isInput, type Atom } from "./atom";
import { isRound } from "./frame";
import type { Obj } from "./heap";
import type { Site, Summary, Write } from "./summary";
import type { Value, Why } from "./value";

interface Contribution {
  /** Path below the location that was written to. */
  readonly path: readonly string[];
  readonly atom: Atom;
  readonly why?: Why | undefined;
  /** Where it is put there. */
  readonly site?: Site | undefined;
}

export interface Origin {
  readonly atom: Atom;
  readonly why?: Why | undefined;
}

/** Most origins that one read is traced to. Named cap `origins`. */
const MAX_ORIGINS = 24;

export class Ambient {
  /** By the first two segments of the location. */
  private readonly written = new Map<string, Contribution[]>();

  constructor(
    private readonly program: Program,
    private readonly types: TypeService,
  ) {}

  /** Adds what a function (or an unknown caller) certainly writes. */
  add(summary: Summary): void {
    for (const write of summary.writes) {
      const place = this.placeOfWrite(write);
      if (!place) continue;
      for (const { path, atom, why } of flatten(write.value, summary.heap)) this.contribute([...place, ...path], atom, why, write.site);
    }
  }

  private contribute(place: readonly string[], atom: Atom, why: Why | undefined, site: Site | undefined): void {
    const [root = "", ...path] = place;
    const list = this.written.get(root);
    const made: Contribution = { path, atom, why, site };
    if (list) list.push(made);
    else this.written.set(root, [made]);
  }

  private placeOfWrite(write: Write): string[] | undefined {
    const key = write.key === "" ? [] : [write.key];
    if ("id" in write.target) return write.target.id.startsWith("G:") ? [write.target.id, ...key] : undefined;
    if (write.target.root.kind !== "ambient") return undefined;
    return this.normalize(write.target.root.location, [...write.target.path, ...key]);
  }

  /** The location and path of an ambient atom; fields of services that are injected belong to the service's class. */
  private normalize(location: string, whole: readonly string[]): string[] {
    const path = whole.filter((segment) => !isRound(segment));
    if (location.startsWith("G:")) {
      const [id = "", ...keys] = location.split("\t");
      return [id, ...keys, ...path];
    }
    if (!location.startsWith("C:")) return [location, ...path];
    let cls = location.slice(2);
    let from = 0;
    let type = cls;
    path.forEach((segment, index) => {
      type = this.types.field(type, segment);
      if (this.program.cls(type)) {
        cls = type;
        from = index + 1;
      }
    });
    return [`C:${cls}`, ...path.slice(from)];
  }

  /** What an ambient atom can hold: atoms with roots outside ambient state. `known` tells whether anything is ever put there. */
  origins(atom: Atom): { readonly origins: readonly Origin[]; readonly known: boolean } {
    const found: Origin[] = [];
    const seen = new Set<string>();
    let known = false;
    const visit = (at: Atom, why: Why | undefined, depth: number): void => {
      if (at.root.kind !== "ambient") {
        if (found.length < MAX_ORIGINS) found.push({ atom: at, why });
        return;
      }
      const place = this.normalize(at.root.location, at.path);
      const id = `${place.join(".")}|${at.cap}|${at.encrypted}`;
      if (seen.has(id) || depth > 12) return;
      seen.add(id);
      const [root = "", ...path] = place;
      for (const one of this.written.get(root) ?? []) {
        const rest = match(one.path, path);
        if (!rest) continue;
        known = true;
        const put: Why | undefined = one.site ? { fn: one.site.fn, at: one.site.at, text: "kept", prev: one.why } : one.why;
        visit(below(one.atom, rest, at, this.types), put ?? why, depth + 1);
      }
    };
    visit(atom, undefined, 0);
    return { origins: found, known };
  }
}

/** How a read of `path` meets a write of `written`: the part still to be read of what was written; undefined if they do not meet. */
function match(written: readonly string[], path: readonly string[]): readonly string[] | undefined {
  for (let index = 0; index < written.length; index++) {
    const wanted = path[index];
    if (wanted === undefined || wanted === "**") return [];
    const have = written[index] ?? "";
    if (have === wanted) continue;
    const elements = (have === "[*]" && wanted !== "{k}") || (wanted === "[*]" && have !== "{k}");
    if (!elements) return undefined;
  }
  const rest = path.slice(written.length);
  return rest[0] === "**" ? [] : rest;
}

/** The atom of what lies below a written one, with the changes of the read. */
function below(atom: Atom, rest: readonly string[], read: Atom, types: TypeService): Atom {
  let at = atom;
  if (!at.opaque) {
    for (const segment of rest) {
      const type = segment === "[*]" ? types.element(at.type) : types.field(at.type, segment);
      at = changeAtom(at, { path: [...at.path, segment], type });
    }
  }
  const cap = Math.min(at.cap, read.cap) as Atom["cap"];
  const except = [...new Set([...(rest.length === 0 ? at.except : []), ...read.except])].sort();
  if (read.type !== "" && at.type === "" && !at.opaque) at = changeAtom(at, { base: read.type, typedAt: at.path.length, type: read.type });
  return changeAtom(at, { cap, encrypted: at.encrypted || read.encrypted, opaque: at.opaque || read.opaque, except });
}

/** Atoms of a value with the paths at which they lie, a few levels deep. */
function* flatten(value: Value, heap: ReadonlyMap<string, Obj>, path: readonly string[] = [], seen: ReadonlySet<string> = new Set()): Iterable<Contribution> {
  for (const { ref, why } of value.values()) {
    if (ref.r === "sym") {
      if (!isInput(ref.atom.root)) yield { path, atom: ref.atom, why };
    } else if (ref.r === "obj" && !seen.has(ref.id) && path.length < 5) {
      const obj = heap.get(ref.id);
      if (!obj || obj.kind === "function" || obj.kind === "class") continue;
      const deeper = new Set([...seen, ref.id]);
      for (const [key, field] of obj.fields) {
        if (key.startsWith("^")) continue;
        yield* flatten(field, heap, key === "..." || (obj.kind === "json" && key === "value") ? path : [...path, key], deeper);
      }
    }
  }
}
