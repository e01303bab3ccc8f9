// Access paths through recursive structures: a path that comes back to where it has been goes round there.

import type { TypeKey, TypeService } from "../ir/types";
import { UNKNOWN_TYPE } from "../ir/types";
import { makeAtom, type Atom } from "./atom";

/** The type of what a segment of a path leads to. */
export function typeBelow(types: TypeService, type: TypeKey, segment: string, key: string): TypeKey {
  if (type === UNKNOWN_TYPE || segment === "{json}") return UNKNOWN_TYPE;
  if (segment === "{k}") return types.mapKey(type);
  if (segment === "[*]") {
    const value = types.mapValue(type);
    return value !== UNKNOWN_TYPE ? value : types.element(type);
  }
  return types.field(type, key);
}

/**
 * A path that comes back to a type it has been at goes round there: `item.answer.item` becomes `{*item.answer}.item`, read as often as
 * there is something to read. Without types, a name that comes again does the same.
 */
export function foldRecursion(types: TypeService, atom: Atom, segment: string, type: TypeKey): Atom | undefined {
  if (type === UNKNOWN_TYPE) {
    if (segment === "[*]") return isNested(atom.path) ? roundTrip(atom, atom.path.length, segment, type) : undefined;
    const before = atom.path.indexOf(segment);
    return before < 0 || before === atom.path.length - 1 ? undefined : roundTrip(atom, before + 1, segment, type);
  }
  const shape = types.shape(type);
  if (shape !== "object" && shape !== "array") return undefined;
  let at = atom.base;
  for (let index = atom.typedAt; index < atom.path.length; index++) {
    if (at === type) return roundTrip(atom, index, segment, type);
    const next = atom.path[index] ?? "";
    if (!isRound(next)) at = typeBelow(types, at, next, next);
  }
  return undefined;
}

/** Elements of elements, or of any number of turns of them: untyped data that goes deeper is walked by recursion. */
const isNested = (path: readonly string[]): boolean => path.at(-1) === "{*[*]}" || (path.at(-1) === "[*]" && path.at(-2) === "[*]");

/** The atom whose path goes round from `index` on; a round that is already there stands for its repetition. */
function roundTrip(atom: Atom, index: number, segment: string, type: TypeKey): Atom {
  const cycle = [...atom.path.slice(index), segment].filter((part) => !isRound(part));
  const start = isRound(atom.path[index - 1] ?? "") ? atom.path.slice(0, index - 1) : atom.path.slice(0, index);
  return makeAtom({ ...atom, path: [...start, `{*${cycle.join(" ")}}`], type, except: [] });
}

/** Segments that stand for any number of turns of a cycle. */
export const isRound = (segment: string): boolean => segment.startsWith("{*");

/** The names of a cycle. */
export const roundOf = (segment: string): readonly string[] => segment.slice(2, -1).split(" ");
