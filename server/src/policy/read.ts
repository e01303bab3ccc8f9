// One policy file's syntax tree to plain entries, without what is malformed: the schema has already said so, and the rest of the
// file still works. Also the checks that a schema cannot make: dates, globs, callees, duplicates.

import type { Node } from "jsonc-parser";
import { CATEGORIES, type Category, LEVELS, type Level } from "../lattice/level";
import { calleeProblem, parseCallee } from "./callee";
import { isDate } from "./dates";
import { globProblem, matchesEverything } from "./globs";
import { elements, entries, type JsonProblem, member, plainValue, type Span, spanOf } from "./jsonc";
import { AUDIT_ELEMENTS, type AuditElement, type CalleePattern, DESTINATION_KINDS, type Destination, type Policy, SINK_KINDS } from "./policy";
import { didYouMean, nearest } from "./suggest";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Classified = Policy["classification"]["fields"] extends ReadonlyMap<string, infer V> ? V : never;

/** What one file says, before `extends` is merged in and defaults are filled. */
export interface RawPolicy {
  readonly extends?: { readonly path: string; readonly span: Span };
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
  readonly fields: ReadonlyMap<string, Classified>;
  readonly types: ReadonlyMap<string, Classified>;
  readonly subjects: readonly string[];
  readonly destinations: readonly RawDestination[];
  readonly sources: Policy["sources"];
  readonly sinks: Policy["sinks"];
  readonly sanitizers: Policy["sanitizers"];
  readonly guards: Policy["guards"];
  readonly auditCallees: readonly CalleePattern[];
  readonly auditElements: Policy["audit"]["elements"];
  readonly automatic: readonly AuditElement[];
  readonly accessGuards: readonly CalleePattern[];
  readonly encryption: readonly CalleePattern[];
  readonly outputValidation: readonly CalleePattern[];
  readonly humanReview: readonly CalleePattern[];
  readonly logsAllow?: Level;
  readonly regions: readonly string[];
  readonly rules: Policy["rules"];
}

export type RawDestination = Destination;

/** Reads a file's tree. `origin` is set on entries of an extended file, whose spans are not in the governing one. */
export function readPolicy(root: Node | undefined, folder: string, origin: string | undefined, report: (problem: JsonProblem) => void): RawPolicy {
  const at = (key: string, from: Node | undefined = root): Node | undefined => member(from, key);
  const from = origin === undefined ? {} : { file: origin };

  const callee = (node: Node | undefined): CalleePattern | undefined => {
    if (typeof node?.value !== "string" || node.value === "") return undefined;
    const problem = calleeProblem(node.value);
    if (problem !== undefined) {
      report({ severity: "error", span: spanOf(node), message: `${problem} The entry is not used.` });
      return undefined;
    }
    return parseCallee(node.value, folder, spanOf(node), origin);
  };
  const callees = (node: Node | undefined): CalleePattern[] => elements(node).flatMap((element) => callee(element) ?? []);
  /** Entries of a list of objects with a `callee`; what `more` refuses is left out. */
  const calls = <T>(key: string, more: (entry: Node) => T | undefined): (T & { callee: CalleePattern })[] =>
    elements(at(key)).flatMap((entry) => {
      const name = callee(at("callee", entry));
      const rest = more(entry);
      return name && rest ? [{ callee: name, ...rest }] : [];
    });

  const destinations = elements(at("destinations")).flatMap((entry) => readDestination(entry, from, report) ?? []);
  duplicates(elements(at("destinations")), "id", report);
  const ids = destinations.map((destination) => destination.id);

  const extended = at("extends");
  return {
    extends: typeof extended?.value === "string" && extended.value !== "" ? { path: extended.value, span: spanOf(extended) } : undefined,
    include: globs(at("include"), "include", report),
    exclude: at("exclude")?.type === "array" ? globs(at("exclude"), "exclude", report) : undefined,
    fields: readClassified(at("fields", at("classification")), from, report, fieldKeyProblem),
    types: readClassified(at("types", at("classification")), from, report, typeKeyProblem),
    subjects: strings(at("subjects", at("classification"))),
    destinations,
    sources: calls("sources", (entry) => {
      const level = word(at("level", entry), LEVELS);
      return level && { level, ...optional("category", word(at("category", entry), CATEGORIES)) };
    }),
    sinks: calls("sinks", (entry) => {
      const kind = word(at("kind", entry), SINK_KINDS);
      const destination = at("destination", entry);
      if (typeof destination?.value === "string" && !ids.includes(destination.value) && nearest(destination.value, ids) !== undefined) {
        report({ severity: "warning", span: spanOf(destination), message: `No destination has the id \`${destination.value}\`.${didYouMean(destination.value, ids)}` });
      }
      return kind && { kind, ...optional("arguments", indexes(at("arguments", entry))), ...optional("destination", text(destination)) };
    }),
    sanitizers: calls("sanitizers", (entry) => ({
      yields: word(at("yields", entry), LEVELS) ?? "operational",
      ...optional("arguments", indexes(at("arguments", entry))),
    })),
    guards: calls("guards", (entry) => {
      const argument = plainValue(at("argument", entry));
      const when = plainValue(at("when", entry));
      return { argument: isIndex(argument) ? argument : 0, when: typeof when === "boolean" ? when : true };
    }),
    auditCallees: callees(at("callees", at("audit"))),
    auditElements: readElements(at("elements", at("audit"))),
    automatic: elements(at("automatic", at("audit"))).flatMap((element) => word(element, AUDIT_ELEMENTS) ?? []),
    accessGuards: callees(at("guards", at("access"))),
    encryption: callees(at("callees", at("encryption"))),
    outputValidation: callees(at("callees", at("outputValidation"))),
    humanReview: callees(at("callees", at("humanReview"))),
    logsAllow: word(at("allows", at("logs")), LEVELS),
    regions: strings(at("regions")),
    rules: readRules(at("rules")),
  };
}

const RULE_SEVERITIES = ["off", "hint", "information", "warning", "error"] as const;

function readDestination(entry: Node, from: { file?: string }, report: (problem: JsonProblem) => void): RawDestination | undefined {
  const id = text(member(entry, "id"));
  if (id === undefined) return undefined;
  const match = member(entry, "match");
  const hosts = strings(member(match, "hosts"));
  for (const host of elements(member(match, "hosts"))) {
    const problem = typeof host.value === "string" ? hostProblem(host.value) : undefined;
    if (problem) report({ severity: "warning", span: spanOf(host), message: problem });
  }
  return {
    id,
    ...optional("name", text(member(entry, "name"))),
    kind: word(member(entry, "kind"), DESTINATION_KINDS) ?? "other",
    match: { hosts, packages: strings(member(match, "packages")), env: strings(member(match, "env")) },
    allows: word(member(entry, "allows"), LEVELS) ?? "operational",
    training: plainValue(member(entry, "training")) === true,
    regions: strings(member(entry, "regions")),
    certifications: strings(member(entry, "certifications")),
    ...optional("encryption", word(member(entry, "encryption"), ["at-rest", "none", "end-to-end"] as const)),
    ...optional("baa", readBaa(member(entry, "baa"), report)),
    span: spanOf(member(entry, "id") ?? entry),
    ...from,
  };
}

function readBaa(node: Node | undefined, report: (problem: JsonProblem) => void): Destination["baa"] {
  if (node?.type !== "object") return undefined;
  const baa: Mutable<NonNullable<Destination["baa"]>> = {};
  for (const key of ["signed", "expires"] as const) {
    const value = member(node, key);
    if (typeof value?.value !== "string") continue;
    if (isDate(value.value)) baa[key] = value.value;
    else report({ severity: "error", span: spanOf(value), message: `\`${value.value.slice(0, 40)}\` is not a day of the calendar; write it as \`2026-02-01\`. It is not used.` });
  }
  const expires = member(node, "expires");
  if (baa.signed && baa.expires && expires && baa.expires < baa.signed) {
    report({ severity: "warning", span: spanOf(expires), message: `The BAA expires (${baa.expires}) before it is signed (${baa.signed}).` });
  }
  return { ...baa, ...optional("document", text(member(node, "document"))) };
}

function readClassified(
  node: Node | undefined,
  from: { file?: string },
  report: (problem: JsonProblem) => void,
  problemOf: (key: string) => string | undefined,
): Map<string, Classified> {
  const result = new Map<string, Classified>();
  for (const [key, value, keyNode] of entries(node)) {
    const problem = problemOf(key);
    if (problem) {
      report({ severity: "error", span: spanOf(keyNode), message: `${problem} The entry is not used.` });
      continue;
    }
    const level = word(value, LEVELS) ?? word(member(value, "level"), LEVELS);
    if (level) result.set(key, { level, ...optional<"category", Category>("category", word(member(value, "category"), CATEGORIES)), span: spanOf(keyNode), ...from });
  }
  return result;
}

function fieldKeyProblem(key: string): string | undefined {
  const dot = key.lastIndexOf(".");
  if (dot <= 0 || dot === key.length - 1 || /\s/.test(key)) return `\`${key.slice(0, 60)}\` is not a field: write \`Type.field\`, \`Type.*\` or \`*.field\`.`;
  return key.replaceAll("*", "") === "." ? `\`${key}\` matches every field.` : undefined;
}

function typeKeyProblem(key: string): string | undefined {
  if (key === "" || /\s/.test(key) || key.endsWith("#")) return `\`${key.slice(0, 60)}\` is not a type: write \`module#Type\` or a bare type name.`;
  return /^\*+$/.test(key) ? `\`${key}\` matches every type.` : undefined;
}

function hostProblem(host: string): string | undefined {
  if (/^[*.]+$/.test(host)) return `\`${host}\` matches every host.`;
  if (/[/\s@]/.test(host)) return `\`${host.slice(0, 60)}\` is not a host: write it without scheme, path and user, such as \`api.example.com\`.`;
  return undefined;
}

function readElements(node: Node | undefined): Policy["audit"]["elements"] {
  const of = (element: AuditElement): readonly string[] | undefined => (member(node, element)?.type === "array" ? strings(member(node, element)) : undefined);
  return { timestamp: of("timestamp"), actor: of("actor"), action: of("action"), resource: of("resource"), outcome: of("outcome") };
}

function readRules(node: Node | undefined): Policy["rules"] {
  const rules: Record<string, (typeof RULE_SEVERITIES)[number]> = Object.create(null);
  for (const [rule, value] of entries(node)) {
    const severity = word(value, RULE_SEVERITIES);
    if (severity) rules[rule] = severity;
  }
  return rules;
}

function globs(node: Node | undefined, key: "include" | "exclude", report: (problem: JsonProblem) => void): string[] {
  const result: string[] = [];
  for (const element of elements(node)) {
    if (typeof element.value !== "string") continue;
    const problem = globProblem(element.value);
    if (problem) report({ severity: "error", span: spanOf(element), message: `${problem} The entry is not used.` });
    else result.push(element.value);
    if (!problem && key === "exclude" && matchesEverything(element.value)) {
      report({ severity: "warning", span: spanOf(element), message: `\`${element.value}\` excludes every file: nothing is checked.` });
    }
  }
  return result;
}

function duplicates(list: readonly Node[], key: string, report: (problem: JsonProblem) => void): void {
  const seen = new Set<string>();
  for (const entry of list) {
    const node = member(entry, key);
    if (typeof node?.value !== "string") continue;
    if (seen.has(node.value)) report({ severity: "error", span: spanOf(node), message: `Another entry has the ${key} \`${node.value}\` already; only the first one counts.` });
    seen.add(node.value);
  }
}

/** A value of a closed set of words. */
const word = <T extends string>(node: Node | undefined, words: readonly T[]): T | undefined => words.find((candidate) => candidate === node?.value);

const text = (node: Node | undefined): string | undefined => (typeof node?.value === "string" && node.value !== "" ? node.value : undefined);

const strings = (node: Node | undefined): string[] => elements(node).flatMap((element) => text(element) ?? []);

const isIndex = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

function indexes(node: Node | undefined): number[] | undefined {
  return node?.type === "array" ? elements(node).flatMap((element) => (isIndex(element.value) ? [element.value] : [])) : undefined;
}

/** A property only where there is a value. */
function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
