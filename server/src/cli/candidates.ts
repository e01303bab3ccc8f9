// Functions that look like audit, redaction, access or encryption helpers, by name, for `init` to propose. Reads text only: a
// proposal for a person to review needs no analysis.

import type { FileSystem } from "../frontend/files";
import { isIgnored, levelOf, type IgnoreLevel, rootLevel } from "../frontend/project/gitIgnore";
import { compileGlobs } from "../frontend/project/globs";
import { contentProblem, DEFAULT_EXCLUDES, isSourceName, MAX_FILE_SIZE, NEVER_ENTERED } from "../frontend/project/sources";
import { shownPath } from "../report/shownPath";

export interface Candidate {
  readonly role: "audit" | "sanitizer" | "access" | "encryption";
  /** As the policy writes it: `./src/audit.ts#record`. */
  readonly callee: string;
}

/** More would not be reviewed. */
const MAX_CANDIDATES = 40;

/** Candidates in the sources below a folder, sorted by file and name. */
export function findCandidates(fs: FileSystem, root: string): Candidate[] {
  const excluded = compileGlobs(DEFAULT_EXCLUDES);
  const found: Candidate[] = [];
  const walk = (folder: string, level: IgnoreLevel): void => {
    for (const entry of fs.list(folder)) {
      if (found.length >= MAX_CANDIDATES) return;
      const path = `${folder}/${entry.name}`;
      if (NEVER_ENTERED.has(entry.name) || isIgnored(level, path, entry.folder)) continue;
      const relative = shownPath(root, path);
      if (entry.folder) {
        if (!excluded.matchesAllBelow(relative)) walk(path, levelOf(fs, path, level));
      } else if (isSourceName(entry.name) && !excluded.matches(relative)) {
        found.push(...candidatesIn(fs, path, relative));
      }
    }
  };
  walk(root, rootLevel(fs, root));
  return found.slice(0, MAX_CANDIDATES);
}

function candidatesIn(fs: FileSystem, path: string, relative: string): Candidate[] {
  if ((fs.size(path) ?? 0) > MAX_FILE_SIZE) return [];
  const text = fs.read(path);
  if (text === undefined || contentProblem(text) !== undefined) return [];
  const result = new Map<string, Candidate>();
  for (const match of text.matchAll(EXPORTED)) {
    const name = match[1] ?? match[2] ?? "";
    const role = roleOf(name, relative);
    if (role) result.set(name, { role, callee: `./${relative}#${name}` });
  }
  return [...result.values()];
}

/** `export function name`, or `export const name` that is given a function. */
const EXPORTED = /^export\s+(?:async\s+)?(?:function\s*\*?\s*([\w$]+)|const\s+([\w$]+)\s*(?::[^\n]*?)?=\s*(?:async\s*)?(?:function\b|\(|[\w$]+\s*=>))/gm;

function roleOf(name: string, relative: string): Candidate["role"] | undefined {
  for (const [role, pattern] of ROLES) if (pattern.test(name)) return role;
  return /audit[^/]*$/i.test(relative) && /^(record|log|write|emit|track)/i.test(name) ? "audit" : undefined;
}

const ROLES: readonly (readonly [Candidate["role"], RegExp])[] = [
  ["audit", /^(audit([A-Z_]|$)|(record|log|write|emit)(Audit|Access|PhiAccess)|.*AuditEvent$)/],
  ["sanitizer", /^(redact|mask|scrub|de_?identify|anonymi[sz]e|pseudonymi[sz]e|tokeni[sz]ePhi|sanitizePhi|strip(Phi|Identifiers))/i],
  ["access", /^(require|ensure|assert|check|verify)(Auth|Role|User|Session|Permission|Login|Admin|Access|Scope)/],
  ["encryption", /^(encrypt|seal)([A-Z_]|$)/],
];
