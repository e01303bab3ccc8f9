// What may be wrong with a glob that a user wrote. Matching itself is picomatch's, where files are chosen.

import picomatch from "picomatch";

/** What is wrong with a glob of files, or undefined. */
export function globProblem(glob: string): string | undefined {
  if (glob.trim() === "") return "An empty glob matches nothing.";
  if (glob.length > MAX_LENGTH) return `A glob has at most ${MAX_LENGTH} characters.`;
  if (glob.includes("\\")) return "Globs are written with forward slashes.";
  if (glob.startsWith("/") || /^[A-Za-z]:/.test(glob)) return "Globs are relative to the folder of the policy file.";
  if (glob.includes("\0")) return "A glob holds no NUL character.";
  if (glob.split("/").some((segment) => segment !== "**" && (segment.match(/[*+?@!]\(|\*|\{/g)?.length ?? 0) > MAX_WILDCARDS)) {
    return `A part of a path has at most ${MAX_WILDCARDS} wildcards.`;
  }
  if (!balanced(glob)) return "Brackets of the glob do not match.";
  try {
    picomatch.makeRe(glob, { strictBrackets: true });
    return undefined;
  } catch {
    return "This is not a glob.";
  }
}

/** Whether a glob matches every file. */
export function matchesEverything(glob: string): boolean {
  try {
    const matches = picomatch(glob, { dot: true });
    return PROBES.every((probe) => matches(probe));
  } catch {
    return false;
  }
}

const MAX_LENGTH = 1000;
/** More of them in one segment make matching slow without making it useful. */
const MAX_WILDCARDS = 6;
const PROBES = ["a.ts", "q7/zx.tsx", "k/w9/.h/m.js", "vv/b.mts"];

function balanced(glob: string): boolean {
  const open: string[] = [];
  for (const char of glob) {
    const closing = { "[": "]", "{": "}", "(": ")" }[char];
    if (closing) open.push(closing);
    else if ("]})".includes(char) && open.pop() !== char) return false;
  }
  return open.length === 0;
}
