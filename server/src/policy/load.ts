// Finding and loading phi-lens.json: reading, validating, following `extends`, merging. Results plus problems, never an exception.

import { createHash } from "node:crypto";
import { posix } from "node:path";
import { calleeKey } from "./callee";
import { type JsonProblem, parseJsonc, plainValue } from "./jsonc";
import schema from "./phi-lens.schema.json";
import type { CalleePattern, Destination, LoadedPolicy, Policy, PolicyProblem } from "./policy";
import { type RawPolicy, readPolicy } from "./read";
import { validatePolicy } from "./schema.generated";
import { validate } from "./validate";

export const POLICY_FILE = "phi-lens.json";

/** What loading needs of a file system. Paths are absolute, with forward slashes. */
export interface PolicyFiles {
  read(path: string): string | undefined;
  isFile(path: string): boolean;
}

/** Loads the policy of a folder, or a policy file. Without a file: the defaults. */
export function loadPolicy(fs: PolicyFiles, folderOrFile: string): LoadedPolicy {
  const file = fs.isFile(folderOrFile) || folderOrFile.endsWith(".json") ? folderOrFile : posix.join(folderOrFile, POLICY_FILE);
  const loading: Loading = { fs, problems: [], files: [], texts: [] };
  const raw = loadFile(loading, file, undefined, []);
  const hash = createHash("sha256").update(loading.texts.join("\0")).digest("hex").slice(0, 32);
  if (!raw) return { policy: defaultPolicy(posix.dirname(file)), problems: loading.problems, files: loading.files, hash };
  return { policy: finish(raw, file), problems: loading.problems, files: loading.files, hash };
}

/** The policy file nearest to a source file, looking upwards as far as `root` (a folder, or a file in it); undefined where there is none. */
export function policyFileFor(fs: PolicyFiles, file: string, root: string): string | undefined {
  const top = fs.isFile(root) ? posix.dirname(root) : root.length > 1 ? root.replace(/\/$/, "") : root;
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    const candidate = posix.join(folder, POLICY_FILE);
    if (fs.isFile(candidate)) return candidate;
    if (folder === top || folder === posix.dirname(folder) || !isWithin(folder, top)) return undefined;
  }
}

/** The policy where there is no file. */
export function defaultPolicy(folder: string): Policy {
  return { ...DEFAULT_POLICY, folder };
}

/** What holds where no policy says otherwise: nobody outside may have PHI, logs may hold PHI-Indirect, any region. */
export const DEFAULT_POLICY: Policy = {
  folder: "/",
  include: [],
  classification: { fields: new Map(), types: new Map(), subjects: [] },
  destinations: [],
  sources: [],
  sinks: [],
  sanitizers: [],
  guards: [],
  audit: { callees: [], elements: { timestamp: undefined, actor: undefined, action: undefined, resource: undefined, outcome: undefined }, automatic: [] },
  access: { guards: [] },
  encryption: { callees: [] },
  outputValidation: { callees: [] },
  humanReview: { callees: [] },
  logs: { allows: "phi-indirect" },
  regions: [],
  rules: {},
};

interface Loading {
  readonly fs: PolicyFiles;
  readonly problems: PolicyProblem[];
  readonly files: string[];
  readonly texts: string[];
}

/** More files than this in a chain of `extends` are a mistake. */
const MAX_EXTENDS = 32;

/** `chain` are the files that led here by `extends`, outermost first. */
function loadFile(loading: Loading, file: string, origin: string | undefined, chain: readonly string[]): RawPolicy | undefined {
  const text = loading.fs.read(file);
  loading.files.push(file);
  loading.texts.push(file, text ?? "");
  if (text === undefined) return undefined;
  const report = (problem: JsonProblem): void => {
    loading.problems.push({ file, rule: "policy-invalid", ...problem });
  };
  const document = parseJsonc(text);
  document.problems.forEach(report);
  if (document.root && plainValue(document.root) !== undefined) validate(document.root, validatePolicy, schema).forEach(report);
  const raw = readPolicy(document.root, posix.dirname(file), origin, report);
  if (!raw.extends) return raw;

  const target = posix.join(posix.dirname(file), raw.extends.path);
  const path = /\.jsonc?$/.test(target) ? target : posix.join(target, POLICY_FILE);
  if (/^([a-z]+:|\/|\\)/i.test(raw.extends.path)) {
    report({ severity: "error", span: raw.extends.span, message: "`extends` names a file by its path from this folder." });
  } else if (path === file || chain.includes(path)) {
    report({ severity: "error", span: raw.extends.span, message: `\`extends\` goes in a circle: ${[...chain.slice(chain.indexOf(path)), file, path].map((name) => posix.relative(posix.dirname(file), name)).join(" → ")}.` });
  } else if (chain.length >= MAX_EXTENDS) {
    report({ severity: "error", span: raw.extends.span, message: `More than ${MAX_EXTENDS} files extend one another.` });
  } else {
    const base = loadFile(loading, path, path, [...chain, file]);
    if (base) return merge(raw, base);
    report({ severity: "error", span: raw.extends.span, message: `There is no file \`${raw.extends.path}\` to extend.` });
  }
  return raw;
}

/** Objects by key, lists by entry; the nearer file wins. */
function merge(near: RawPolicy, far: RawPolicy): RawPolicy {
  return {
    include: union(near.include, far.include),
    exclude: near.exclude || far.exclude ? union(near.exclude ?? [], far.exclude ?? []) : undefined,
    fields: new Map([...far.fields, ...near.fields]),
    types: new Map([...far.types, ...near.types]),
    subjects: union(near.subjects, far.subjects),
    destinations: byKey(near.destinations, far.destinations, (entry) => entry.id),
    sources: byCallee(near.sources, far.sources),
    sinks: byCallee(near.sinks, far.sinks),
    sanitizers: byCallee(near.sanitizers, far.sanitizers),
    guards: byCallee(near.guards, far.guards),
    auditCallees: byKey(near.auditCallees, far.auditCallees, calleeKey),
    auditElements: {
      timestamp: near.auditElements.timestamp ?? far.auditElements.timestamp,
      actor: near.auditElements.actor ?? far.auditElements.actor,
      action: near.auditElements.action ?? far.auditElements.action,
      resource: near.auditElements.resource ?? far.auditElements.resource,
      outcome: near.auditElements.outcome ?? far.auditElements.outcome,
    },
    automatic: union(near.automatic, far.automatic),
    accessGuards: byKey(near.accessGuards, far.accessGuards, calleeKey),
    encryption: byKey(near.encryption, far.encryption, calleeKey),
    outputValidation: byKey(near.outputValidation, far.outputValidation, calleeKey),
    humanReview: byKey(near.humanReview, far.humanReview, calleeKey),
    logsAllow: near.logsAllow ?? far.logsAllow,
    regions: union(near.regions, far.regions),
    rules: { ...far.rules, ...near.rules },
  };
}

function finish(raw: RawPolicy, file: string): Policy {
  return {
    file,
    folder: posix.dirname(file),
    include: raw.include,
    ...(raw.exclude ? { exclude: raw.exclude } : {}),
    classification: { fields: raw.fields, types: raw.types, subjects: raw.subjects },
    destinations: byKey<Destination>(raw.destinations, [], (entry) => entry.id),
    sources: raw.sources,
    sinks: raw.sinks,
    sanitizers: raw.sanitizers,
    guards: raw.guards,
    audit: { callees: raw.auditCallees, elements: raw.auditElements, automatic: raw.automatic },
    access: { guards: raw.accessGuards },
    encryption: { callees: raw.encryption },
    outputValidation: { callees: raw.outputValidation },
    humanReview: { callees: raw.humanReview },
    logs: { allows: raw.logsAllow ?? DEFAULT_POLICY.logs.allows },
    regions: raw.regions,
    rules: raw.rules,
  };
}

/** Entries of both lists; the first one of each key wins, and the nearer list comes first. */
function byKey<T>(near: readonly T[], far: readonly T[], keyOf: (entry: T) => string): T[] {
  const merged = new Map<string, T>();
  for (const entry of [...near, ...far]) if (!merged.has(keyOf(entry))) merged.set(keyOf(entry), entry);
  return [...merged.values()];
}

/** Several entries for one callee of the same file stand (a sink of two kinds); the nearer file's replace the farther one's. */
function byCallee<T extends { readonly callee: CalleePattern }>(near: readonly T[], far: readonly T[]): T[] {
  const known = new Set(near.map((entry) => calleeKey(entry.callee)));
  return [...near, ...far.filter((entry) => !known.has(calleeKey(entry.callee)))];
}

const union = <T>(near: readonly T[], far: readonly T[]): T[] => [...new Set([...near, ...far])];

const isWithin = (path: string, folder: string): boolean => folder === "/" || path === folder || path.startsWith(`${folder}/`);
