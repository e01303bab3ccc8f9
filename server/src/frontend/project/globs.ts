// Lists of globs as tests over relative paths. Matching is picomatch's; here is which folders need not be entered at all.

import picomatch from "picomatch";

export interface GlobList {
  /** Whether a file is in the list. */
  matches(path: string): boolean;
  /** Whether everything below a folder is in the list. */
  matchesAllBelow(folder: string): boolean;
}

/**
 * Compiles globs. As in ignore files the last one that matches counts, and `!` in front takes out again. A glob without a
 * wildcard in its last part also means everything below it (`src/legacy`). A broken glob matches nothing.
 */
export function compileGlobs(globs: readonly string[]): GlobList {
  const tests = globs.flatMap(compile);
  const negated = tests.some((test) => test.negated);
  return {
    matches(path) {
      for (let i = tests.length - 1; i >= 0; i--) if ((tests[i] as Test).file(path)) return !(tests[i] as Test).negated;
      return false;
    },
    matchesAllBelow: (folder) => !negated && tests.some((test) => test.below?.(folder) ?? false),
  };
}

interface Test {
  readonly negated: boolean;
  readonly file: (path: string) => boolean;
  readonly below?: (folder: string) => boolean;
}

function compile(glob: string): Test[] {
  const negated = glob.startsWith("!") && !glob.startsWith("!(");
  const plain = glob.slice(negated ? 1 : 0).replace(/^\.?\/+/, "").replace(/\/+$/, "/**");
  if (plain === "") return [];
  const whole = plain.endsWith("/**") || plain === "**" ? plain : /[*?[\]{}()!]/.test(plain.slice(plain.lastIndexOf("/") + 1)) ? undefined : `${plain}/**`;
  const file = matcher(plain);
  if (!file) return [];
  const below = whole === undefined ? undefined : matcher(whole);
  if (!below) return [{ negated, file }];
  return [{ negated, file: whole === plain ? file : (path) => file(path) || below(path), below: (folder) => below(`${folder}/x`) }];
}

function matcher(glob: string): ((path: string) => boolean) | undefined {
  try {
    return picomatch(glob, { dot: true });
  } catch {
    return undefined;
  }
}
