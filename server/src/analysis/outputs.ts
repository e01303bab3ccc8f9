// Where what models wrote leaves the program: answers, pages, stores, sends, and results of entry points, with whether it was checked and
// reviewed, and whether the model had been given PHI.

import type { FnId } from "../ir/ir";
import type { TypeService } from "../ir/types";
import type { Ambient } from "./ambient";
import type { Atom } from "./atom";
import { hasFreeText } from "./checks";
import type { Flow } from "./flows";
import { ROUTE } from "./routes";
import { type SinkFact, type Site, type Summary, witnessOf } from "./summary";
import { symbols, type Value, type Why } from "./value";

/** What a model wrote, on its way out. */
export interface OutputFlow {
  readonly kind: SinkFact["kind"];
  readonly node: string;
  readonly callee: string;
  readonly library: string;
  readonly atom: Atom;
  readonly why?: Why | undefined;
  readonly report: Site & { readonly carrier: number };
  readonly chain: readonly Site[];
  readonly sink: Site;
  readonly address: Value;
  readonly options: ReadonlyMap<string, Value>;
  readonly checked: boolean;
  readonly reviewed: boolean;
  /** A flow of PHI into the call that wrote it. */
  readonly prompt?: Flow;
}

const LEAVES: ReadonlySet<SinkFact["kind"]> = new Set(["response", "return", "outbound", "storage", "browser-storage"]);

/** All ways out of models' outputs. */
export function outputFlows(summaries: readonly Summary[], entries: readonly FnId[], ambient: Ambient, types: TypeService, flows: readonly Flow[]): OutputFlow[] {
  const prompts = promptsByCall(flows);
  const byFn = new Map(summaries.map((summary) => [summary.fn, summary]));
  const answering = new Set<FnId>([...entries, ...handlers(summaries)]);
  const found: OutputFlow[] = [];
  for (const summary of summaries) {
    for (const sink of summary.sinks) {
      if (!LEAVES.has(sink.kind) || (sink.kind === "return" && !answering.has(summary.fn))) continue;
      for (const { atom, why } of outputsOf(sink, ambient)) {
        if (!hasFreeText(types, atom.type) || isBookkeeping(atom)) continue;
        const flow = flowOf(summary.fn, sink, atom, why, ambient);
        if (!flow) continue;
        const prompt = promptOf(flow, prompts.get(`${rootFn(atom)}`) ?? [], byFn);
        found.push(prompt ? { ...flow, prompt } : flow);
      }
    }
  }
  return found;
}

/** Fields of a model's answer that its vendor fills in. */
const BOOKKEEPING = /^(?:id|usage|created|created_at|system_fingerprint|finish_?reason|stop_?reason|status|\w*_?tokens)$/i;

/** Whether an untyped part of an answer is nothing that the model wrote. */
const isBookkeeping = ({ base, path }: Atom): boolean => base === "" && !path.includes("{json}") && BOOKKEEPING.test(path.at(-1) ?? "");

const rootFn = ({ root }: Atom): string => (root.kind === "output" ? `${root.fn}@${root.at}` : "");

function promptsByCall(flows: readonly Flow[]): Map<string, Flow[]> {
  const found = new Map<string, Flow[]>();
  for (const flow of flows) {
    if (flow.kind !== "ai") continue;
    const key = `${flow.sink.fn}@${flow.sink.at}`;
    const list = found.get(key);
    if (list) list.push(flow);
    else found.set(key, [flow]);
  }
  return found;
}

/** Functions whose result answers a request: the witness of a route's answer names them. */
function handlers(summaries: readonly Summary[]): FnId[] {
  const found: FnId[] = [];
  for (const { calls } of summaries) {
    for (const fact of calls) {
      if (fact.node !== ROUTE) continue;
      for (const { why } of symbols(fact.parts.get("answer") ?? new Map())) if (why?.via) found.push(why.via.fn);
    }
  }
  return found;
}

/** What of a sink's value a model wrote, also through shared state. */
function* outputsOf(sink: SinkFact, ambient: Ambient): Iterable<{ readonly atom: Atom; readonly why: Why | undefined }> {
  const { ref, why } = sink.entry;
  if (ref.r !== "sym") return;
  if (ref.atom.root.kind === "output") yield { atom: ref.atom, why };
  if (ref.atom.root.kind !== "ambient") return;
  for (const origin of ambient.origins(ref.atom).origins) if (origin.atom.root.kind === "output") yield { atom: origin.atom, why: origin.why };
}

function flowOf(fn: FnId, sink: SinkFact, atom: Atom, why: Why | undefined, ambient: Ambient): OutputFlow | undefined {
  const [first] = sink.chain;
  const last = sink.chain.at(-1);
  if (!first || !last) return undefined;
  const registered = fn.endsWith("#<module>") && sink.chain.length > 1;
  const report = sink.anchor ?? (registered ? { ...last, carrier: last.at } : { ...first, carrier: sink.carrier });
  return {
    kind: sink.kind, node: sink.node, callee: sink.callee, library: sink.library, atom, why, report, chain: sink.chain, sink: last, address: ambient.address(sink.address), options: sink.options,
    checked: atom.checked ?? false, reviewed: atom.reviewed ?? false,
  };
}

/**
 * The flow of PHI into this very call of the model: helpers that ask for others are told apart by the calls on the way. A prompt may come
 * from further up than the output goes; what is known further down is known for every caller.
 */
function promptOf(flow: OutputFlow, prompts: readonly Flow[], summaries: ReadonlyMap<FnId, Summary>): Flow | undefined {
  const path = [...sitesOf(flow.why, summaries), ...flow.chain];
  const sites = new Set(path.map((site) => `${site.fn}@${site.at}`));
  if (flow.atom.root.kind === "output") sites.add(`${flow.atom.root.fn}@${flow.atom.root.at}`);
  const functions = new Set(path.map((site) => site.fn));
  const top = flow.why?.fn ?? flow.chain[0]?.fn;
  return prompts.find(({ chain }) => {
    const from = chain.findIndex((site) => functions.has(site.fn) || sites.has(`${site.fn}@${site.at}`));
    if (from < 0) return false;
    if (from > 0 && chain[from]?.fn !== top && functions.size > 1) return false;
    return chain.slice(from).every((site) => sites.has(`${site.fn}@${site.at}`));
  });
}

/** The calls that a witness went through, those inside called functions too. */
function sitesOf(why: Why | undefined, summaries: ReadonlyMap<FnId, Summary>, depth = 0): Site[] {
  const sites: Site[] = [];
  for (let at = why; at && sites.length < 60; at = at.prev) {
    sites.push({ fn: at.fn, at: at.at });
    const callee = at.via && summaries.get(at.via.fn);
    if (callee && at.via && depth < 8) sites.push(...sitesOf(witnessOf(callee, at.via.key)?.why, summaries, depth + 1));
  }
  return sites;
}
