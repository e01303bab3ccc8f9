// What a report remembers, so that the next one can say what changed: fingerprints, states and names, inside the report itself. What is
// read back comes from a file, and no part of it is trusted.

import type { OutboundDestination } from "../engine/api";
import { rank } from "../lattice/level";
import { BAA_WORDS, placeText, plain, type ReportData, split, STATUS_WORDS } from "./data";

export interface ReportState {
  readonly version: 1;
  /** ISO date. */
  readonly date: string;
  readonly findings: readonly { readonly fingerprint: string; readonly rule: string; readonly message: string; readonly place: string }[];
  readonly checklist: readonly { readonly id: string; readonly title: string; readonly status: string }[];
  /** Destinations that receive PHI. */
  readonly destinations: readonly { readonly id: string; readonly name: string; readonly baa: string }[];
}

/** What differs between two reports. */
export interface ReportChanges {
  readonly since: string;
  readonly added: ReportState["findings"];
  readonly removed: ReportState["findings"];
  readonly items: readonly { readonly title: string; readonly before: string; readonly after: string }[];
  readonly destinations: readonly { readonly name: string; readonly before: string; readonly after: string }[];
}

/** What is remembered of a report. */
export function stateOf(data: ReportData): ReportState {
  return {
    version: 1, date: data.date,
    findings: split(data.findings).open.map((finding) => ({ fingerprint: finding.fingerprint, rule: finding.rule, message: plain(finding.message), place: placeText(finding, data.root) })),
    checklist: data.checklist.map(({ id, title, status }) => ({ id, title, status })),
    destinations: data.outbound.filter(receivesPhi).map(({ id, name, baa }) => ({ id, name: name ?? id, baa })),
  };
}

const receivesPhi = ({ sites }: OutboundDestination): boolean => sites.some(({ level }) => level !== undefined && rank(level) > 0);

/** What is new, gone or different since an earlier report. */
export function changesSince(before: ReportState, data: ReportData): ReportChanges {
  const after = stateOf(data);
  const without = (some: ReportState["findings"], others: ReportState["findings"]) => {
    const known = new Set(others.map(({ fingerprint }) => fingerprint));
    return some.filter(({ fingerprint }) => !known.has(fingerprint));
  };
  const then = new Map(before.checklist.map((item) => [item.id, item.status]));
  const baa = ({ destinations }: ReportState) => new Map(destinations.map(({ id, name, baa: state }) => [id, { name, state: `receives PHI, BAA ${word(BAA_WORDS, state).toLowerCase()}` }]));
  const [was, is] = [baa(before), baa(after)];
  return {
    since: before.date, added: without(after.findings, before.findings), removed: without(before.findings, after.findings),
    items: after.checklist.flatMap(({ id, title, status }) => {
      const old = then.get(id);
      return old === undefined || old === status ? [] : [{ title, before: word(STATUS_WORDS, old), after: word(STATUS_WORDS, status) }];
    }),
    destinations: [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((id) => {
      const [old, now] = [was.get(id), is.get(id)];
      return old?.state === now?.state ? [] : [{ name: now?.name ?? old?.name ?? id, before: old?.state ?? "no PHI", after: now?.state ?? "no PHI" }];
    }),
  };
}

const word = (words: Readonly<Record<string, string>>, key: string): string => (Object.hasOwn(words, key) ? (words[key] ?? key) : key);

/** The state as text that HTML, Markdown and JSON can hold: nothing in it ends a tag or a comment. */
export const encodeState = (state: ReportState): string => Buffer.from(JSON.stringify(state), "utf8").toString("base64");

/** The state that a report in any format holds; undefined where there is none that can be read. */
export function readState(report: string): ReportState | undefined {
  const encoded = /phi-lens-state(?:">|": "| )([A-Za-z0-9+/]+=*)/.exec(report)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return checked(JSON.parse(Buffer.from(encoded, "base64").toString("utf8")));
  } catch {
    return undefined;
  }
}

function checked(value: unknown): ReportState | undefined {
  const { version, date, findings, checklist, destinations } = value as Partial<Record<keyof ReportState, unknown>>;
  if (version !== 1 || typeof date !== "string" || !/^\d{4}-\d\d-\d\d$/.test(date)) return undefined;
  return {
    version, date,
    findings: list(findings, ["fingerprint", "rule", "message", "place"]),
    checklist: list(checklist, ["id", "title", "status"]),
    destinations: list(destinations, ["id", "name", "baa"]),
  };
}

/** Entries that have all keys as text. */
function list<K extends string>(value: unknown, keys: readonly K[]): Record<K, string>[] {
  return (Array.isArray(value) ? value : []).flatMap((entry: unknown) => {
    const given = entry as Record<string, unknown> | null;
    if (!keys.every((key) => typeof given?.[key] === "string")) return [];
    return [Object.fromEntries(keys.map((key) => [key, given?.[key]])) as Record<K, string>];
  });
}
