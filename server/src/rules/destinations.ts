// Where data goes: from addresses and libraries to destinations, and what policy allows there (SPEC 3, Destinations).

import type { Flow } from "../analysis/flows";
import type { Ref } from "../analysis/value";
import type { DestinationRef } from "../engine/api";
import type { Level } from "../lattice/level";
import type { ModelIndex } from "../models/match";
import type { Destination, DestinationKind, Policy } from "../policy/policy";

export interface Target {
  readonly ref: DestinationRef;
  readonly firstParty: boolean;
  readonly allows: Level;
  /** The policy's entry, if there is one. */
  readonly entry?: Destination;
}

/** The destinations that a flow may go to. */
export function targetsOf(flow: Pick<Flow, "node" | "callee" | "address">, policy: Policy, models: ModelIndex): Target[] {
  const found = new Map<string, Target>();
  const add = (target: Target): void => {
    if (!found.has(target.ref.id)) found.set(target.ref.id, target);
  };
  const declared = declaredSink(flow, policy);
  if (declared) return [declared];
  let addressed = false;
  for (const { ref } of flow.address.values()) {
    const target = targetOfAddress(ref, policy, models);
    if (!target) continue;
    addressed = true;
    add(target);
  }
  if (!addressed) add(targetOfLibrary(flow, policy, models));
  return [...found.values()];
}

function declaredSink(flow: Pick<Flow, "node" | "callee">, policy: Policy): Target | undefined {
  if (!flow.node.startsWith("policy:")) return undefined;
  const sink = policy.sinks[Number(flow.node.slice(7))];
  const id = sink?.destination;
  const entry = policy.destinations.find((one) => one.id === id);
  if (entry && sink?.kind === "ai") return { ...fromEntry(entry), ref: { ...fromEntry(entry).ref, kind: "ai" } };
  if (entry) return fromEntry(entry);
  return { ref: { id: id ?? flow.callee, kind: sink?.kind === "ai" ? "ai" : "other" }, firstParty: false, allows: "operational" };
}

const fromEntry = (entry: Destination, host?: string): Target => ({
  ref: { id: entry.id, kind: entry.kind, ...(entry.name === undefined ? {} : { name: entry.name }), ...(host === undefined ? {} : { host }) },
  firstParty: entry.kind === "first-party", allows: entry.allows, entry,
});

const FIRST_PARTY: Target = { ref: { id: "first-party", kind: "first-party" }, firstParty: true, allows: "phi-direct" };

const unknown = (host?: string): Target => ({
  ref: host === undefined ? { id: "unknown", kind: "other", name: "an unknown destination" } : { id: host, kind: "other", host },
  firstParty: false, allows: "operational",
});

function targetOfAddress(ref: Ref, policy: Policy, models: ModelIndex): Target | undefined {
  switch (ref.r) {
    case "const":
      return typeof ref.value === "string" ? targetOfUrl(ref.value, policy, models) : undefined;
    case "text":
      return targetOfUrl(ref.lead, policy, models);
    case "env":
      return targetOfEnvironment(ref.name, policy);
    case "led":
      return targetOfAddress(ref.by, policy, models) ?? (ref.by.r === "sym" ? unknown() : undefined);
    case "sym":
      return ref.atom.opaque ? undefined : unknown();
    default:
      return undefined;
  }
}

function targetOfEnvironment(name: string, policy: Policy): Target {
  const entry = policy.destinations.find((one) => one.match.env.includes(name));
  return entry ? fromEntry(entry) : { ref: { id: `env:${name}`, kind: "other" }, firstParty: false, allows: "operational" };
}

/** A URL or host, whole or as far as it is known. */
function targetOfUrl(text: string, policy: Policy, models: ModelIndex): Target | undefined {
  if (text === "") return undefined;
  const host = hostOf(text);
  if (host === undefined) return /^[a-z][a-z0-9+.-]*:\/\/$/i.test(text) ? unknown() : FIRST_PARTY;
  if (isPrivateHost(host)) return FIRST_PARTY;
  const entry = policy.destinations.find((one) => one.match.hosts.some((pattern) => hostMatches(pattern, host)));
  if (entry) return fromEntry(entry, host);
  const vendor = models.hosts(host);
  const byId = policy.destinations.find((one) => one.id === vendor?.id);
  if (byId) return fromEntry(byId, host);
  if (vendor) return fromVendor(vendor, host);
  return unknown(host);
}

interface Vendor {
  readonly id: string;
  readonly name: string;
  readonly kind: DestinationKind;
  readonly hosts?: readonly string[] | undefined;
}

function fromVendor(vendor: Vendor, host: string | undefined): Target {
  const firstParty = vendor.kind === "first-party";
  return { ref: { id: vendor.id, name: vendor.name, kind: vendor.kind, ...(host === undefined ? {} : { host }) }, firstParty, allows: firstParty ? "phi-direct" : "operational" };
}

function targetOfLibrary(flow: Pick<Flow, "node">, policy: Policy, models: ModelIndex): Target {
  const library = models.byId(flow.node)?.library;
  const packages = library?.packages ?? [];
  const byPackage = policy.destinations.find((one) => one.match.packages.some((name) => packages.includes(name)));
  if (byPackage) return fromEntry(byPackage);
  const vendor = library?.destination;
  if (!vendor) return unknown();
  const byHost = policy.destinations.find((one) => one.id === vendor.id || one.match.hosts.some((pattern) => vendor.hosts?.some((host) => hostMatches(pattern, host))));
  if (byHost) return fromEntry(byHost, vendor.hosts?.[0]);
  return fromVendor(vendor, vendor.hosts?.[0]);
}

/** The host of a URL; undefined for relative ones. */
export function hostOf(text: string): string | undefined {
  const match = /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^/?#:]+)/i.exec(text);
  if (match?.[1]) return match[1].toLowerCase();
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/|$)/i.test(text) && !/\.(?:html?|js|json|php|aspx?)(?:[/?#]|$)/i.test(text) ? text.split(/[/:]/)[0]?.toLowerCase() : undefined;
}

/** Loopback and private networks, also by names that only these have, are first-party. */
export function isPrivateHost(host: string): boolean {
  return /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|.*\.(?:local|internal|svc|lan|intranet|localdomain|home|docker)|.*\.svc\..*)$/i.test(host) || !host.includes(".");
}

/** A host of the policy: exact, or `*.example.com` for any subdomain. */
export function hostMatches(pattern: string, host: string): boolean {
  const wanted = pattern.toLowerCase();
  return wanted === host || (wanted.startsWith("*.") && host.endsWith(wanted.slice(1)));
}
