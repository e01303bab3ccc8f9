// Fields of a value that nobody declared, made from something else: the answer of an unknown call, the parts of a text. They hold what went in,
// except where the field's own name says that it holds less.

import { UNKNOWN_TYPE, type TypeService } from "../ir/types";
import type { Cap } from "./atom";

/**
 * The highest level that a field of such a value can have by its name: an id, a link or an error links to a person and says no more; a status or
 * a time of the program says nothing of one. Ids that are identifiers of a person in themselves (`memberId`) keep what went in.
 */
export function levelOfDerived(field: string, types: TypeService): Cap {
  if (NOTHING_OF_A_PERSON.has(field) || STATES.test(field)) return 0;
  if (!LINKS.has(field) && !IDS.test(field)) return 2;
  return types.classify(UNKNOWN_TYPE, field, [], [])?.level === "phi-direct" ? 2 : 1;
}

const IDS = /^(?:_?id|_?uuid|_?guid|uid|sid|pk)$|(?:[a-z\d](?:Id|ID|Ids|IDs|Uuid|UUID|Guid)|_(?:id|ids|uuid))$/;

const LINKS: ReadonlySet<string> = new Set(["path", "pathname", "route", "link", "href", "url", "uri", "to", "error", "errors", "err", "cause", "requestId", "traceId"]);

/** `isLoading`, `hasMore`, `pageCount`, `createdAt`. */
const STATES = /^(?:is|has|can|should)[A-Z]|^(?:created|updated|modified|expires|fetched|cached)(?:At|_at|On|_on)$|[a-z](?:Count|Status|Type)$|_(?:count|status|type)$/;

const NOTHING_OF_A_PERSON: ReadonlySet<string> = new Set([
  "status", "statusCode", "statusText", "ok", "success", "code", "kind", "type", "version", "count", "total", "length", "size", "active", "enabled", "loading",
  "page", "limit", "offset", "cursor", "index", "role", "locale", "timestamp",
]);
