// Atoms: the symbols that sensitivity is traced back to. An atom names a place where a value came from (a root and an access path)
// and what was done to it since; what the place holds is settled only when the root is known.

import type { FnId } from "../ir/ir";
import type { TypeKey } from "../ir/types";

/** How a value came into a function, or into the program. */
export type Root =
  /** Inputs of the function under analysis: parameter, `this`, a captured variable, the result of a call settled by the caller. */
  | { readonly kind: "param"; readonly index: number }
  | { readonly kind: "this" }
  | { readonly kind: "captured"; readonly name: string }
  | { readonly kind: "result"; readonly id: string }
  /** A value whose origin is unknown to the program, born at an expression of a function: cast, unknown call, entry parameter. */
  | { readonly kind: "born"; readonly fn: FnId; readonly at: number; readonly site: string }
  /** Declared a source by policy or tag, whatever its type. */
  | { readonly kind: "source"; readonly fn: FnId; readonly at: number; readonly level: 1 | 2; readonly category: string }
  /** Ambient state: a field of a global object, module variable, event, React state… resolved over the whole program. */
  | { readonly kind: "ambient"; readonly location: string }
  /** Output of a model; `asked` atoms of the prompt are kept apart. */
  | { readonly kind: "output"; readonly fn: FnId; readonly at: number; readonly site: string };

export type Cap = 0 | 1 | 2;

export interface Atom {
  /** Canonical; also the key of a reference to it in a value, so that no value builds it again. */
  readonly key: string;
  /** Root and path, without what was done to it: for overlays and narrowing. */
  readonly place: string;
  readonly root: Root;
  /** Field names; `[*]` an element, `{k}` a key of a map, `{json}` the parsed text. */
  readonly path: readonly string[];
  /** The type declared (or cast to) for the value at `path[..typedAt]`. */
  readonly base: TypeKey;
  readonly typedAt: number;
  /** The type at the end of the path. */
  readonly type: TypeKey;
  /** Name under which the program holds it, for the dictionary. */
  readonly hint: string;
  /** The highest level that is left after transformations: 1 after a hash or token. */
  readonly cap: Cap;
  readonly encrypted: boolean;
  /** A text or number made from it: reading a field gives the same atom. */
  readonly opaque: boolean;
  /** Dotted paths below `path` that were removed or overwritten. */
  readonly except: readonly string[];
  /** Output of a model that passed a check on this path, and that a person reviewed. Where only one of two paths did, both atoms remain. */
  readonly checked?: boolean;
  readonly reviewed?: boolean;
}

/** Whether the root is an input, to be put in by callers. */
export const isInput = (root: Root): boolean =>
  root.kind === "param" || root.kind === "this" || root.kind === "captured" || root.kind === "result";

/** Whether what a model wrote may be behind an atom. */
export const mayBeOutput = ({ root }: Atom): boolean => root.kind === "output" || root.kind === "ambient" || isInput(root);

export function rootKey(root: Root): string {
  switch (root.kind) {
    case "param":
      return `p${root.index}`;
    case "this":
      return "this";
    case "captured":
      return `^${root.name}`;
    case "result":
      return `r:${root.id}`;
    case "born":
      return `b:${root.fn}@${root.site}`;
    case "source":
      return `s:${root.fn}@${root.at}`;
    case "ambient":
      return `g:${root.location}`;
    case "output":
      return `o:${root.fn}@${root.site}`;
  }
}

/** Longest access path that is kept; deeper reads stay at the last kept place. Named cap `path-depth`. */
export const MAX_PATH = 6;

type AtomParts = Omit<Atom, "key" | "place">;

/** Makes an atom with its canonical key. */
export function makeAtom(parts: AtomParts): Atom {
  const marks = `${parts.cap === 2 ? "" : parts.cap}${parts.encrypted ? "e" : ""}${parts.opaque ? "o" : ""}${parts.checked ? "v" : ""}${parts.reviewed ? "h" : ""}`;
  const place = `${rootKey(parts.root)}|${parts.path.join(".")}`;
  const key = `$${place}|${parts.base}@${parts.typedAt}|${parts.hint}|${marks}|${parts.except.join(",")}`;
  const { root, path, base, typedAt, type, hint, cap, encrypted, opaque, except, checked, reviewed } = parts;
  const atom: Atom = { key, place, root, path, base, typedAt, type, hint, cap, encrypted, opaque, except };
  return checked === undefined && reviewed === undefined ? atom : { ...atom, ...(checked === undefined ? {} : { checked }), ...(reviewed === undefined ? {} : { reviewed }) };
}

/** A fresh atom at a root. */
export const rootAtom = (root: Root, type: TypeKey, hint: string): Atom =>
  makeAtom({ root, path: [], base: type, typedAt: 0, type, hint, cap: 2, encrypted: false, opaque: false, except: [] });

/** The same place with another state. */
export const changeAtom = (atom: Atom, change: Partial<AtomParts>): Atom => makeAtom({ ...atom, ...change });
