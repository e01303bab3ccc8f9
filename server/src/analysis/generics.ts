// Type parameters of functions and classes, put in where they are called: `get<Patient>()` gives a patient, so does a method that
// `class PatientRepo extends Repo<Patient>` inherits.

import type { FnId } from "../ir/ir";
import { UNKNOWN_TYPE, type ClassId, type TypeKey } from "../ir/types";
import { changeAtom, type Atom } from "./atom";
import type { Frame } from "./frame";
import type { Invocation } from "./invoke";
import { constants, CLEAN } from "./value";

/** What the type parameters in a function's text stand for in one call; undefined where it has none. */
export type TypeArguments = ReadonlyMap<string, TypeKey>;

export function typeArgumentsOf(frame: Frame, id: FnId, call: Invocation): TypeArguments | undefined {
  const { program } = frame.ctx;
  const fn = program.fn(id);
  const own = fn?.typeParams ?? [];
  const params = fn?.cls === undefined ? [] : (program.cls(fn.cls)?.typeParams ?? []);
  if (own.length === 0 && params.length === 0) return undefined;
  const found = new Map(params.length > 0 && fn?.cls !== undefined ? ofReceiver(frame, fn.cls, call) : []);
  own.forEach((name, index) => found.set(name, call.typeArgs?.[index] ?? UNKNOWN_TYPE));
  return found;
}

/** The parameters of a class as the receiver has them, through what it extends. */
function ofReceiver(frame: Frame, cls: ClassId, call: Invocation): TypeArguments {
  const { types, ctx: { program } } = frame;
  for (const { ref } of call.this.values()) {
    const instance = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    let at = ref.r === "sym" ? types.classes(ref.atom.type)[0] : instance?.cls;
    if (at === undefined) continue;
    let args = (program.cls(at)?.typeParams ?? []).map((_, index) => (ref.r === "sym" ? types.argument(ref.atom.type, index) : String([...constants(instance?.fields.get(`^type${index}`) ?? CLEAN)][0] ?? UNKNOWN_TYPE)));
    for (let depth = 0; depth < 8; depth++) {
      const decl = program.cls(at);
      const map = new Map(decl?.typeParams.map((name, index): [string, TypeKey] => [name, args[index] ?? UNKNOWN_TYPE]));
      if (at === cls) return map;
      const up = program.base(at);
      if (!decl?.base || up === undefined) break;
      const base = types.substitute(types.of(decl.base, at.slice(0, at.indexOf("#"))), map);
      args = (program.cls(up)?.typeParams ?? []).map((_, index) => types.argument(base, index));
      at = up;
    }
  }
  return new Map((program.cls(cls)?.typeParams ?? []).map((name): [string, TypeKey] => [name, UNKNOWN_TYPE]));
}

/** An atom of a callee with its type parameters put in. */
export function typedAtom(frame: Frame, atom: Atom, args: TypeArguments): Atom {
  if (atom.base === UNKNOWN_TYPE && atom.type === UNKNOWN_TYPE) return atom;
  const base = frame.types.substitute(atom.base, args);
  const type = frame.types.substitute(atom.type, args);
  return base === atom.base && type === atom.type ? atom : changeAtom(atom, { base, type });
}
