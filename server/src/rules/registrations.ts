// Routes and mounts of the program as rules see them: what is proven before a handler by its router and by the routers above it.

import { LATER, MOUNT, ROUTE } from "../analysis/routes";
import type { CallFact } from "../analysis/summary";
import { CLEAN, constants } from "../analysis/value";
import { callFacts } from "./literals";
import type { Facts } from "./rule";

/** One registration, as each of the program's ways to it sees it. */
export interface Route {
  readonly kind: string;
  readonly path: string;
  readonly facts: readonly CallFact[];
}

export interface Registrations {
  readonly routes: readonly Route[];
  /** Whether every way to a route's handler proves something first. */
  guarded(route: Route, what: string): boolean;
}

const memo = new WeakMap<Facts, Registrations>();

/** All registrations, found once for the rules that ask. */
export function registrationsOf(facts: Facts): Registrations {
  let made = memo.get(facts);
  if (!made) {
    made = collect(facts);
    memo.set(facts, made);
  }
  return made;
}

function collect(facts: Facts): Registrations {
  const routes = new Map<string, CallFact[]>();
  const mounts = new Map<string, CallFact[]>();
  const later = new Set<string>();
  for (const fact of callFacts(facts)) {
    if (fact.node === LATER) for (const site of names(fact, "router")) for (const proven of fact.proven) later.add(`${proven} ${site}`);
    if (fact.node === ROUTE) push(routes, `${fact.at.fn}@${fact.at.at}`, fact);
    else if (fact.node === MOUNT) push(mounts, `${fact.at.fn}@${fact.at.at}`, fact);
  }
  const above = new Map<string, CallFact[]>();
  for (const group of mounts.values()) for (const mount of settled(group)) for (const child of names(mount, "child")) push(above, child, mount);
  const mounted = (site: string, what: string, seen: ReadonlySet<string>): boolean => {
    const found = above.get(site) ?? [];
    if (found.length === 0 || seen.has(site)) return false;
    const next = new Set([...seen, site]);
    return found.every((mount) => mount.proven.includes(what) || (mount.parts.has("unordered") && names(mount, "router").some((router) => later.has(`${what} ${router}`))) || allMounted(names(mount, "router"), what, next));
  };
  const allMounted = (sites: readonly string[], what: string, seen: ReadonlySet<string>): boolean => sites.length > 0 && sites.every((site) => mounted(site, what, seen));
  return {
    routes: [...routes.values()].map((group) => {
      const ways = settled(group);
      const [first] = ways;
      return { kind: first ? (names(first, "kind")[0] ?? "") : "", path: first ? (names(first, "path")[0] ?? "") : "", facts: ways };
    }),
    guarded: (route, what) => route.facts.every((fact) => fact.proven.includes(what) || names(fact, "own").includes(what) || names(fact, "made").some((site) => later.has(`${what} ${site}`)) || allMounted(names(fact, "router"), what, new Set())),
  };
}

function push(map: Map<string, CallFact[]>, key: string, fact: CallFact): void {
  const group = map.get(key);
  if (group) group.push(fact);
  else map.set(key, [fact]);
}

/** Where callers complete a fact, their versions count instead of the open one. */
function settled(group: readonly CallFact[]): CallFact[] {
  const known = group.filter((fact) => names(fact, "router").length > 0);
  return known.length > 0 ? known : [...group];
}

/** The constants of a part. */
export const names = (fact: CallFact, part: string): string[] => [...constants(fact.parts.get(part) ?? CLEAN)].map(String);
