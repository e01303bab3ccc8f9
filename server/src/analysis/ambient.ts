// Ambient state: what any function of the program puts into globals, fields of singletons, events and hook cells, and what reads of them
// can therefore hold. A graph over locations, answered by walking it backwards: taint cannot keep itself alive in a circle.

import type { Program } from "../ir/ir";
import type { TypeService } from "../ir/types";
import { changeAtom, isInput, type Atom } from "./atom";
import type { Obj } from "./heap";
import type { Site, Summary, Write } from "./summary";
import { addEntry, MAX_REFS, type Entry, type Ref, type Value, type Why } from "./value";
import { isRound } from "./rounds";

interface Contribution {
  /** Path below the location that was written to. */
  readonly path: readonly string[];
  readonly ref: Ref;
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

/** What a read of ambient state was traced to. `known` tells whether anything is ever put there. */
interface Traced {
  readonly origins: readonly Origin[];
  readonly known: boolean;
}

/** Most places that one address is followed through. */
const MAX_PLACES = 4;

export class Ambient {
  /** By the first two segments of the location. */
  private readonly written = new Map<string, Contribution[]>();
  /** Answers, once asked for: the same few places are read by hundreds of sinks. All writes have been added by then. */
  private readonly traced = new Map<string, Traced>();
  private readonly addresses = new Map<Value, Value>();

  constructor(
    private readonly program: Program,
    private readonly types: TypeService,
  ) {}

  /** Adds what a function (or an unknown caller) certainly writes. */
  add(summary: Summary): void {
    for (const write of summary.writes) {
      const place = this.placeOfWrite(write);
      if (!place) continue;
      for (const { path, ref, why } of heldBy(write, summary)) this.contribute([...place, ...path], ref, why, write.site);
    }
  }

  private contribute(place: readonly string[], ref: Ref, why: Why | undefined, site: Site | undefined): void {
    const [root = "", ...path] = place;
    const list = this.written.get(root);
    const made: Contribution = { path, ref, why, site };
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

  /** What an ambient atom can hold: atoms with roots outside ambient state. */
  origins(atom: Atom): Traced {
    let traced = this.traced.get(atom.key);
    if (!traced) this.traced.set(atom.key, (traced = this.trace(atom)));
    return traced;
  }

  private trace(atom: Atom): Traced {
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
        if (!rest || one.ref.r !== "sym") continue;
        known = true;
        const put: Why | undefined = one.site ? { fn: one.site.fn, at: one.site.at, text: "kept", prev: one.why } : one.why;
        visit(below(one.ref.atom, rest, at, this.types), put ?? why, depth + 1);
      }
    };
    visit(atom, undefined, 0);
    return { origins: found, known };
  }

  /** An address with the ambient places in it replaced by what is put there. A place into which nothing is ever put says nothing beside what is known. */
  address(value: Value): Value {
    let known = this.addresses.get(value);
    if (!known) this.addresses.set(value, (known = this.makeAddress(value)));
    return known;
  }

  private makeAddress(value: Value): Value {
    if (![...value.values()].some(({ ref }) => ambientBelow(ref))) return value;
    const found = new Map<string, Entry>();
    const seen = new Set<string>();
    for (const { ref, why } of value.values()) {
      const place = ambientBelow(ref);
      if (!place) addEntry(found, ref, why);
      else for (const put of this.texts(place, 0, ref.r === "led", seen)) {
        if (found.size >= MAX_REFS) return found;
        addEntry(found, wrap(ref, put), why);
      }
    }
    return found;
  }

  /**
   * What starts an address that is read from an ambient place. Places that are kept in one another lead to the same ones by thousands of
   * ways: each is followed once (`seen`) for each depth, and for each way of being part of a text.
   */
  private *texts(atom: Atom, depth: number, led: boolean, seen: Set<string>): Iterable<Ref> {
    if (atom.root.kind !== "ambient") return yield { r: "sym", atom };
    if (depth > MAX_PLACES) return;
    const asked = `${depth}${led ? "+" : "|"}${atom.key}`;
    if (seen.has(asked)) return;
    seen.add(asked);
    const [root = "", ...path] = this.normalize(atom.root.location, atom.path);
    for (const { ref, path: written } of this.written.get(root) ?? []) {
      const rest = match(written, path);
      if (!rest || (ref.r !== "sym" && rest.length > 0)) continue;
      const place = ambientBelow(ref);
      if (place) for (const put of this.texts(below(place, rest, atom, this.types), depth + 1, led || ref.r === "led", seen)) yield wrap(ref, put);
      else yield ref.r === "sym" ? { r: "sym", atom: below(ref.atom, rest, atom, this.types) } : ref;
    }
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

/** The ambient atom that a reference is, or that starts it. */
function ambientBelow(ref: Ref): Atom | undefined {
  const inner = ref.r === "led" ? ref.by : ref;
  return inner.r === "sym" && inner.atom.root.kind === "ambient" ? inner.atom : undefined;
}

/** The other reference, led by it where the first one is. */
const wrap = (ref: Ref, put: Ref): Ref => (ref.r === "led" && put.r !== "led" ? { r: "led", by: put } : put);

/** Addresses are all that readers ask of kept texts. */
const startsAddress = (ref: Ref): boolean =>
  ref.r === "env" || ref.r === "text" || ref.r === "led" || (ref.r === "const" && typeof ref.value === "string" && /^(?:[a-z][a-z0-9+.-]*:)?\/\/|^[\w-]+(?:\.[\w-]+)+/i.test(ref.value));

const held = new WeakMap<Write, readonly Contribution[]>();

/** What a write puts into ambient state. Kept with the write: after an edit, most are those of before. */
function heldBy(write: Write, { heap }: Summary): readonly Contribution[] {
  let found = held.get(write);
  if (!found) held.set(write, (found = [...flatten(write.value, heap)]));
  return found;
}

/** Most objects, by path, that one write puts into ambient state. Named cap `held`. */
const MAX_HELD = 4000;

/** Atoms and beginnings of addresses in a value with the paths at which they lie, a few levels deep. */
function* flatten(value: Value, heap: ReadonlyMap<string, Obj>, path: readonly string[] = [], seen: ReadonlySet<string> = new Set(), budget = { objects: MAX_HELD }): Iterable<Contribution> {
  for (const { ref, why } of value.values()) {
    if (ref.r === "sym") {
      if (!isInput(ref.atom.root)) yield { path, ref, why };
    } else if (startsAddress(ref)) {
      yield { path, ref, why };
    } else if (ref.r === "obj" && !seen.has(ref.id) && path.length < 5) {
      const obj = heap.get(ref.id);
      if (!obj || obj.kind === "function" || obj.kind === "class" || budget.objects-- <= 0) continue;
      const deeper = new Set([...seen, ref.id]);
      for (const [key, field] of obj.fields) {
        if (key.startsWith("^")) continue;
        yield* flatten(field, heap, key === "..." || (obj.kind === "json" && key === "value") ? path : [...path, key], deeper, budget);
      }
    }
  }
}
