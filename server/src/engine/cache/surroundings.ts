// What the summaries of a file depend on beside its own text and the summaries that they read: declarations and links of all that it
// imports, directly or through others, heirs of classes there, policies. One digest a file; equal digests, equal surroundings.

import { createHash } from "node:crypto";
import type { FileFacts, Fn } from "../../ir/ir";
import { moduleFn } from "../../ir/ir";
import { declarationsIn, linksIn, signaturesOf } from "../../frontend/project/factsChange";
import type { ProgramIndex } from "../../frontend/project/program";
import type { Resolution } from "../../frontend/project/resolve";
import type { TypeService } from "../../ir/types";
import type { Policy } from "../../policy/policy";
import { components } from "./components";

export interface Surrounded {
  readonly program: ProgramIndex;
  readonly types: TypeService;
  policyFor(file: string): Policy;
  resolve(file: string, specifier: string): Resolution;
  /** The folder whose paths do not count. */
  readonly root: string;
}

/** What readers of a function may look up of it beside its summary. Of functions inside others nothing else counts as a declaration. */
export function signatureOf(fn: Fn, root: string): string {
  const parts = new Parts(root);
  parts.data(signaturesOf([fn]));
  parts.data([fn.outer, fn.captures, fn.cells]);
  return parts.digest();
}

/** Digests of the surroundings of all files. */
export function surroundings(world: Surrounded): ReadonlyMap<string, string> {
  const { program } = world;
  const local = new Map<string, string>();
  const policies = new Map<Policy, string>();
  for (const file of program.files) local.set(file, localDigest(file, world, policies));
  const everywhere = digest([...program.files.filter((file) => file.endsWith(".prisma")).map((file) => local.get(file)), policyDigest(world.policyFor(program.files[0] ?? "/"), world, policies)]);
  const found = new Map<string, string>();
  // Callees come before callers, so that each component has its parts' digests at hand.
  for (const members of components(program.files, (file) => program.importsOf(file))) {
    const parts = new Set<string>();
    for (const file of members) {
      parts.add(`:${local.get(file)}`);
      for (const target of program.importsOf(file)) parts.add(found.get(target) ?? "");
    }
    const whole = digest([everywhere, ...[...parts].sort()]);
    for (const file of members) found.set(file, whole);
  }
  return found;
}

function localDigest(file: string, world: Surrounded, policies: Map<Policy, string>): string {
  const { program, types } = world;
  const facts = program.facts(file) as FileFacts;
  const parts = new Parts(world.root);
  parts.add(file);
  parts.data(linksIn(facts));
  parts.data(declarationsIn(facts, facts.fns.filter((fn) => fn.outer === undefined || fn.outer === moduleFn(file))));
  // Top-level code says what a name is filled with: callers look there.
  parts.data(program.fn(moduleFn(file))?.body);
  for (const specifier of program.specifiersOf(file)) {
    parts.add(specifier);
    parts.data(world.resolve(file, specifier));
  }
  for (const { id } of facts.classes) parts.add(`${id}:${program.heirs(id).join()}`);
  for (const { id, kind } of facts.types) if (kind === "interface") parts.add(`${id}:${types.classes(id).join()}`);
  parts.add(policyDigest(world.policyFor(file), world, policies));
  return parts.digest();
}

function policyDigest(policy: Policy, world: Surrounded, known: Map<Policy, string>): string {
  let found = known.get(policy);
  if (found === undefined) {
    const parts = new Parts(world.root);
    // The folder of no policy is whatever was asked about.
    parts.data(policy.file === undefined ? { ...policy, folder: "" } : policy);
    found = parts.digest();
    known.set(policy, found);
  }
  return found;
}

/** A canonical text of plain data, without positions and without the root. */
class Parts {
  readonly #texts: string[] = [];

  constructor(private readonly root: string) {}

  add(text: string): void {
    this.#texts.push(`"${text}`);
  }

  data(value: unknown): void {
    if (typeof value === "string") this.add(value);
    else if (typeof value !== "object" || value === null) this.#texts.push(String(value));
    else if (Array.isArray(value)) {
      this.#texts.push(`[${value.length}`);
      for (const one of value) this.data(one);
    } else if (value instanceof Map || value instanceof Set) this.data([...value]);
    else if (value instanceof RegExp) this.add(String(value));
    else {
      this.#texts.push("{");
      for (const key in value) {
        const one = (value as Record<string, unknown>)[key];
        if (key === "span" || key === "at" || one === undefined) continue;
        this.add(key);
        this.data(one);
      }
      this.#texts.push("}");
    }
  }

  digest(): string {
    return digest([this.#texts.join("\0").replaceAll(this.root, "")]);
  }
}

function digest(texts: readonly (string | undefined)[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text ?? "").update("\0");
  return hash.digest("base64").slice(0, 24);
}
