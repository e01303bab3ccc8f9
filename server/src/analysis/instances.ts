// What stands behind a wrapper: what an observable or promise yields, the service behind a token of a container.

import { UNKNOWN_TYPE } from "../ir/types";
import { rootAtom } from "./atom";
import type { Frame } from "./frame";
import { makeObj } from "./heap";
import type { Modelled } from "./parts";
import { CLEAN, join, single, symbol, type Value } from "./value";

/** What an observable, a promise or a list yields; anything else yields itself. */
export function emitted(frame: Frame, value: Value, at: number): Value {
  let result: Value = CLEAN;
  for (const entry of frame.settle(value).values()) {
    const { ref } = entry;
    const one = single(ref, entry.why);
    const many = ref.r === "obj" ? MANY.has(frame.obj(ref.id)?.kind ?? "object") : ref.r === "sym" && (ref.atom.opaque || frame.types.element(ref.atom.type) !== UNKNOWN_TYPE);
    result = join(result, many ? frame.elements(one, at) : one);
  }
  return result;
}

const MANY: ReadonlySet<string> = new Set(["array", "map", "handle"]);

/** An instance of the class in a part, as a container of services hands it out: of a library's class its object, of the program's own any instance. */
export function instanceOf(one: Modelled, value: Value, site: string): Value {
  const { frame, call } = one;
  let result: Value = CLEAN;
  for (const { ref } of value.values()) {
    const cls = ref.r === "obj" ? frame.obj(ref.id)?.cls : undefined;
    const token = ref.r === "obj" ? frame.obj(ref.id)?.type : undefined;
    const made = ref.r === "api" ? frame.ctx.models.byId(ref.node)?.construct() : undefined;
    if (cls !== undefined) result = join(result, symbol(rootAtom({ kind: "ambient", location: `C:${cls}` }, cls, "")));
    else if (made) result = join(result, frame.allocate(`${frame.siteOf(call.at)}${site}instance`, makeObj("handle", [], { node: made.id })));
    else if (token !== undefined) result = join(result, frame.born(call.at, token, "", site));
  }
  return result.size > 0 ? result : frame.born(call.at, call.typeArgs?.[0] ?? call.returns ?? UNKNOWN_TYPE, "", site);
}
