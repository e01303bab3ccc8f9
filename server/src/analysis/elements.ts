// What callers see of rendered elements: what they show, not how it is built. Nobody reads the tree of an element that a component returned,
// and a page's whole tree copied into every caller was most of the cost of large components.

import type { Frame } from "./frame";
import type { Obj } from "./heap";
import { CLEAN, MAX_REFS, object, type Entry, type Value } from "./value";

/** Suffix of the objects that elements are. */
export const ELEMENT = "jsx";

/** Most atoms that an element keeps for callers. Named cap `shown`. */
const MAX_SHOWN = 200;

export const isElement = (id: string): boolean => id.endsWith(ELEMENT);

/** An element with everything that is shown below it in its own fields, as many as needed: a value holds few references. */
export function flattenElement(frame: Frame, id: string, element: Obj): Obj {
  const fields = new Map<string, Value>();
  let part = new Map<string, Entry>();
  for (const [key, entry] of frame.collect(object(id), MAX_SHOWN)) {
    if (part.size >= MAX_REFS) {
      fields.set(`{shown${fields.size}}`, part);
      part = new Map();
    }
    part.set(key, entry);
  }
  fields.set("[*]", part.size > 0 ? part : CLEAN);
  return { ...element, fields };
}
