// The user's cache as commands and the language server see it: entries of this build in the user's cache folder.

import type { Entries } from "../engine/cache/summaries";
import { BUILD } from "./build";
import { CacheFolder } from "./cacheFolder";

/** Bytes by name that outlive the process, or do not: whoever reads them has to do without. */
export interface KeptBytes {
  /** Which build of the program this is. */
  readonly build: string;
  read(name: string): Uint8Array | undefined;
  write(name: string, bytes: Uint8Array): void;
  /** Removes what nobody used lately, above the bound. */
  trim(): void;
}

/** The same for an engine. */
export const entriesOf = (cache: KeptBytes | undefined): Entries | undefined =>
  cache && { build: cache.build, read: (name) => cache.read(name), write: (name, _file, bytes) => cache.write(name, bytes) };

/** Undefined where the program runs from its sources. */
export function userCache(): KeptBytes | undefined {
  if (BUILD === undefined) return undefined;
  const folder = new CacheFolder({ version: BUILD });
  return { build: BUILD, read: (name) => folder.read(name), write: (name, bytes) => void folder.write(name, bytes), trim: () => folder.trim() };
}
