// Summaries of earlier runs, an entry a source file, named by content: the file's text, what surrounds it, and the build of the program.
// An entry that is missing, damaged or of another version is no entry. What is kept is sealed (seal.ts).

import { createHash } from "node:crypto";
import type { Fn, FnId } from "../../ir/ir";
import type { Solved } from "../../analysis/solver";
import type { KeptComponent, KeptMember, SummaryStore } from "../../analysis/store";
import type { Summary } from "../../analysis/summary";
import { decode, encode, NotPlain } from "./codec";
import { signatureOf } from "./surroundings";
import { seal, secretOf, unseal } from "./seal";

/** Bytes by name that outlive the process, or do not: whoever reads them has to do without. Never throws. */
export interface Entries {
  /** Which build of the program and which format; part of every name. */
  readonly build: string;
  read(name: string, file: string): Uint8Array | undefined;
  write(name: string, file: string, bytes: Uint8Array): void;
}

/** What the store has to know of the program. */
export interface KeptWorld {
  /** The folder whose paths do not count. */
  readonly root: string;
  /** Digest of the text that a file's facts were made from. */
  digest(file: string): string | undefined;
  surroundings(file: string): string | undefined;
  /** The function, or the one that an entry's caller calls. */
  fn(id: FnId): Fn | undefined;
  /** Structures of types are kept beside their keys. */
  readonly shapes: { get(key: string): unknown; add(shape: never): string };
}

/** An entry. Components that begin in another file are kept there. */
interface Entry {
  readonly components: readonly Component[];
  readonly elsewhere: readonly (readonly [fn: FnId, file: string])[];
  readonly shapes: readonly unknown[];
}

interface Component extends Omit<KeptComponent, "members"> {
  readonly members: readonly KeptMember[];
  /** Names of the entries of all files in which it has functions. */
  readonly entries: readonly (readonly [file: string, name: string])[];
}

interface Draft {
  readonly components: Component[];
  readonly elsewhere: [fn: FnId, file: string][];
  /** Whether it has something that is not kept yet. */
  news: boolean;
}

/** Goes up with every change of what an entry holds or means. */
const FORMAT = 1;

export class SummaryCache implements SummaryStore {
  readonly #entries: Entries;
  readonly #world: KeptWorld;
  readonly #loaded = new Map<string, ReadonlyMap<FnId, Component | string>>();
  readonly #names = new Map<string, string>();
  readonly #around = new Map<FnId, string>();

  constructor(entries: Entries, world: KeptWorld) {
    this.#entries = entries;
    this.#world = world;
  }

  recall(fn: FnId): KeptComponent | undefined {
    const file = this.#world.fn(fn)?.file;
    if (file === undefined) return undefined;
    let kept = this.#load(file).get(fn);
    if (typeof kept === "string") kept = this.#load(kept).get(fn);
    if (kept === undefined || typeof kept === "string") return undefined;
    return kept.entries.every(([other, name]) => this.#nameOf(other) === name) ? kept : undefined;
  }

  state(fn: FnId, summary: Summary): string {
    let around = this.#around.get(fn);
    if (around === undefined) {
      const code = this.#world.fn(fn);
      around = code ? `${this.#world.surroundings(code.file)}|${signatureOf(code, this.#world.root)}` : "";
      this.#around.set(fn, around);
    }
    return `${summary.hash}|${around}`;
  }

  /** Writes the entries of all files whose functions are not kept as they are now. */
  keep(solved: ReadonlyMap<FnId, Solved>): void {
    const byComponent = new Map<FnId, FnId[]>();
    for (const [fn, { component }] of solved) push(byComponent, component, fn);
    const drafts = new Map<string, Draft>();
    const draft = (file: string): Draft => {
      const made = drafts.get(file) ?? { components: [], elsewhere: [], news: false };
      drafts.set(file, made);
      return made;
    };
    for (const [component, members] of [...byComponent].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const home = this.#world.fn(component)?.file;
      if (home === undefined) continue;
      const known = members.every((fn) => solved.get(fn)?.kept);
      draft(home).components.push(this.#component(component, members.sort(), solved));
      for (const fn of members) {
        const file: string = this.#world.fn(fn)?.file ?? home;
        const own = draft(file);
        if (!known) own.news = true;
        if (file !== home) own.elsewhere.push([fn, home]);
      }
    }
    for (const [file, made] of drafts) {
      const name = this.#nameOf(file);
      if (name === undefined || !made.news) continue;
      this.#addKept(file, made, solved);
      this.#write(file, name, made.components, made.elsewhere);
    }
  }

  /** What an entry has beyond this run stays in it: another run over the same text may ask for other functions. */
  #addKept(file: string, made: Draft, solved: ReadonlyMap<FnId, Solved>): void {
    for (const [fn, kept] of this.#load(file)) {
      if (solved.has(fn)) continue;
      if (typeof kept === "string") made.elsewhere.push([fn, kept]);
      else if (kept.component === fn) made.components.push(kept);
    }
    made.components.sort((a, b) => (a.component < b.component ? -1 : 1));
    made.elsewhere.sort(([a], [b]) => (a < b ? -1 : 1));
  }

  #component(component: FnId, members: readonly FnId[], solved: ReadonlyMap<FnId, Solved>): Component {
    const one = solved.get(component) ?? (solved.get(members[0] ?? "") as Solved);
    const files = [...new Set(members.map((fn) => this.#world.fn(fn)?.file ?? ""))].sort();
    return {
      component,
      members: members.map((fn) => ({ fn, summary: (solved.get(fn) as Solved).summary, dependencies: (solved.get(fn) as Solved).dependencies })),
      reads: [...one.reads].flatMap((fn) => (solved.has(fn) ? [{ fn, state: this.state(fn, (solved.get(fn) as Solved).summary) }] : [])),
      methods: [...one.methods],
      entries: files.map((file) => [file, this.#nameOf(file) ?? ""]),
    };
  }

  #write(file: string, name: string, components: readonly Component[], elsewhere: readonly [FnId, string][]): void {
    try {
      const entry: Entry = { components, elsewhere, shapes: this.#shapesIn([components]) };
      this.#entries.write(name, file, seal(encode(entry, this.#world.root), secretOf(this.#world.digest(file) ?? "", name)));
    } catch (error) {
      // What cannot be kept is made again the next time.
      if (!(error instanceof NotPlain)) throw error;
    }
  }

  /** The structures of all type keys in a graph, and of the keys in those. */
  #shapesIn(graph: unknown): unknown[] {
    const found = new Map<string, unknown>();
    const seen = new Set<unknown>();
    const visit = (value: unknown): void => {
      if (typeof value === "string") {
        if (value === "" || seen.has(value)) return;
        seen.add(value);
        const shape = this.#world.shapes.get(value);
        if (shape === undefined) return;
        found.set(value, shape);
        visit(shape);
      } else if (typeof value === "object" && value !== null) {
        if (seen.has(value)) return;
        seen.add(value);
        if (value instanceof Map) {
          for (const [key, one] of value) {
            visit(key);
            visit(one);
          }
        } else for (const one of Array.isArray(value) || value instanceof Set ? value : Object.values(value)) visit(one);
      }
    };
    visit(graph);
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, shape]) => shape);
  }

  #load(file: string): ReadonlyMap<FnId, Component | string> {
    let found = this.#loaded.get(file);
    if (!found) {
      found = this.#read(file);
      this.#loaded.set(file, found);
    }
    return found;
  }

  #read(file: string): ReadonlyMap<FnId, Component | string> {
    const found = new Map<FnId, Component | string>();
    const name = this.#nameOf(file);
    const sealed = name === undefined ? undefined : this.#entries.read(name, file);
    if (name === undefined || sealed === undefined) return found;
    const bytes = unseal(Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength), secretOf(this.#world.digest(file) ?? "", name));
    if (bytes === undefined) return found;
    const entry = decode(bytes, this.#world.root) as Entry;
    for (const shape of entry.shapes) this.#world.shapes.add(shape as never);
    for (const component of entry.components) for (const { fn } of component.members) found.set(fn, component);
    for (const [fn, home] of entry.elsewhere) found.set(fn, home);
    return found;
  }

  #nameOf(file: string): string | undefined {
    let name = this.#names.get(file);
    if (name === undefined) {
      const digest = this.#world.digest(file);
      const around = this.#world.surroundings(file);
      if (digest === undefined || around === undefined) return undefined;
      const { root } = this.#world;
      const path = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
      name = createHash("sha256").update(JSON.stringify([FORMAT, this.#entries.build, path, digest, around])).digest("hex").slice(0, 40);
      this.#names.set(file, name);
    }
    return name;
  }
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};
