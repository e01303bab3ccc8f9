// Fields of a value that nobody declared, made from something else: the answer of an unknown call, the parts of a text. They hold what went in,
// except where the field's own name says that it holds less.

import type { Cap } from "./atom";

/** The highest level that a field of such a value can have by its name: an id links to a person and says no more; a status says nothing of one. */
export function levelOfDerived(field: string): Cap {
  if (IDS.test(field)) return 1;
  return NOTHING_OF_A_PERSON.has(field) ? 0 : 2;
}

const IDS = /^(?:_?id|_?uuid|_?guid|uid|pk)$/;

const NOTHING_OF_A_PERSON: ReadonlySet<string> = new Set([
  "status", "statusCode", "statusText", "ok", "success", "code", "kind", "type", "version", "count", "total", "length", "size", "active", "enabled", "isLoading", "isError", "isPending", "isFetching", "isSuccess", "loading",
]);
