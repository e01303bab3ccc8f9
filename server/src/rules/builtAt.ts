// Where the client behind a flow is built: findings about a client stand there, once (SPEC 3, fine points).

import type { Flow } from "../analysis/flows";
import type { Site } from "../analysis/summary";
import { walkStmts } from "../ir/walk";
import type { Facts } from "./rule";

type Place = Flow["report"];

/**
 * The place of a flow's client. One whose construction no flow shows (injected, handed in by a type) is the one that the program builds of
 * the same library, or the class of the program that extends it; if there is none, all such flows of a library stand together at the first.
 */
export function clientPlaces(facts: Facts, flows: readonly Flow[]): (flow: Flow) => Place {
  const unknown = new Map<string, Place>();
  const placeOf = (flow: Flow): Place => {
    let place = unknown.get(flow.library);
    if (!place) unknown.set(flow.library, (place = builtOrExtended(facts, flow.library, flows)));
    return place;
  };
  return (flow) => (flow.client ? whole(flow.client) : placeOf(flow));
}

const whole = ({ fn, at }: Site): Place => ({ fn, at, carrier: at });

function builtOrExtended(facts: Facts, library: string, flows: readonly Flow[]): Place {
  const same = flows.filter((flow) => flow.library === library);
  const [built] = same.flatMap((flow) => (flow.client ? [flow.client] : [])).sort(inOrder);
  const client = built ?? extended(facts, library);
  if (client) return whole(client);
  const [first] = same.map((flow) => flow.report).sort(inOrder);
  if (!first) throw new Error("a flow is one of its own library");
  return first;
}

/** The call of `super`, or the constructor, of the first class that extends something of the library. */
function extended({ program, types, models }: Facts, library: string): Site | undefined {
  for (const file of program.files) {
    for (const cls of program.facts(file)?.classes ?? []) {
      const base = cls.base && types.external(types.of(cls.base, file));
      if (!base || models.typeNode(base.specifier, base.name)?.library.library !== library) continue;
      let at = 0;
      walkStmts(program.fn(cls.constructorFn)?.body ?? [], { expr: (expr) => { if (expr.k === "call" && expr.callee.k === "super") at = expr.at; } });
      return { fn: cls.constructorFn, at };
    }
  }
  return undefined;
}

const inOrder = (a: Site, b: Site): number => (a.fn < b.fn ? -1 : a.fn > b.fn ? 1 : a.at - b.at);
