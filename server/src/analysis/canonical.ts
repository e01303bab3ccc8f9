// What a class keeps in a field whatever instance it is: loggers, clients and functions set by its constructor or initialisers.

import type { ClassId } from "../ir/types";
import type { Frame } from "./frame";
import { CLEAN, filterValue, single, type Ref, type Value } from "./value";

/** An instance that a container of services hands out. */
const isService = (ref: Ref): boolean => ref.r === "sym" && ref.atom.root.kind === "ambient" && ref.atom.root.location.startsWith("C:") && ref.atom.path.length === 0;

/** The behaviour that instances of a class have in a field: handles, functions, instances; no data. */
export function canonicalField(frame: Frame, cls: ClassId, key: string): Value {
  const seen = new Set<ClassId>();
  for (let at: ClassId | undefined = cls; at !== undefined && !seen.has(at); at = frame.ctx.program.base(at)) {
    seen.add(at);
    const value = frame.ctx.classField(at, key);
    if (value.size > 0) return filterValue(value, (ref) => isService(ref) || frame.behaviour(single(ref)).size > 0);
  }
  return CLEAN;
}
