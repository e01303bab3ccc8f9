// The cache on disk: where it is, and entries by key that are whole or absent. It never throws; without it everything is only slower.

import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { homedir, platform } from "node:os";
import { join } from "node:path";

export interface CacheOptions {
  /** Where all caches lie; default: the user's cache folder. */
  readonly base?: string;
  /** Whose entries these are: version of the product and of the format. Entries of other versions are not seen, and in time removed. */
  readonly version: string;
  /** Largest size of all entries together, in bytes; the least recently used go first. */
  readonly maxBytes?: number;
}

/** The folder for all caches: `$XDG_CACHE_HOME/phi-lens`, `~/.cache/phi-lens`, or what the platform has for it. */
export function cacheBase(env: Readonly<Record<string, string | undefined>> = process.env, system: string = platform(), home: string = homedir()): string {
  if (env.PHI_LENS_CACHE) return env.PHI_LENS_CACHE;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, NAME);
  if (system === "win32") return join(env.LOCALAPPDATA ?? join(home, "AppData", "Local"), NAME, "Cache");
  return system === "darwin" ? join(home, "Library", "Caches", NAME) : join(home, ".cache", NAME);
}

export class CacheFolder {
  readonly folder: string;
  /** Where this version's compiled program lies; Node writes it. */
  readonly code: string;
  readonly #base: string;
  readonly #maxBytes: number;

  constructor({ base = cacheBase(), version, maxBytes = DEFAULT_MAX_BYTES }: CacheOptions) {
    this.#base = base;
    this.#maxBytes = maxBytes;
    this.folder = join(base, `v-${nameOf(version).slice(0, 16)}`);
    this.code = join(base, `code-${nameOf(version).slice(0, 16)}`);
  }

  /** What was last written under a key; undefined if nothing was, or if it is damaged. */
  read(key: string): Buffer | undefined {
    const file = this.#file(key);
    try {
      const bytes = readFileSync(file);
      const body = bytes.subarray(CHECK_LENGTH);
      if (bytes.length < CHECK_LENGTH || !checkOf(key, body).equals(bytes.subarray(0, CHECK_LENGTH))) {
        rmSync(file, { force: true });
        return undefined;
      }
      touch(file);
      return body;
    } catch {
      return undefined;
    }
  }

  /** Keeps bytes under a key: at once or not at all, whoever else writes. Says whether it did. */
  write(key: string, body: Uint8Array): boolean {
    if (body.byteLength + CHECK_LENGTH > this.#maxBytes) return false;
    const file = this.#file(key);
    const temporary = `${file}.${process.pid}.${randomBytes(6).toString("hex")}.tmp`;
    try {
      // What it says of a program is nobody else's business.
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      writeFileSync(temporary, Buffer.concat([checkOf(key, body), body]), { mode: 0o600, flag: "wx" });
      renameSync(temporary, file);
      return true;
    } catch {
      remove(temporary);
      return false;
    }
  }

  delete(key: string): void {
    remove(this.#file(key));
  }

  /** Removes the least recently used entries above the bound, leftovers of writes that were cut off, and other versions' entries that nobody used lately. */
  trim(now: number = Date.now()): void {
    const entries: { file: string; bytes: number; used: number }[] = [];
    for (const version of namesIn(this.#base)) {
      const folder = join(this.#base, version);
      if (version.startsWith("code-") && folder !== this.code && now - (entryOf(folder)?.used ?? now) > 30 * DAY) remove(folder);
      if (!version.startsWith("v-")) continue;
      for (const name of namesIn(folder)) {
        const entry = entryOf(join(folder, name));
        if (!entry) continue;
        const age = now - entry.used;
        if (name.endsWith(".tmp") ? age > HOUR : folder !== this.folder && age > 30 * DAY) remove(entry.file);
        else entries.push(entry);
      }
      if (folder !== this.folder && namesIn(folder).length === 0) remove(folder);
    }
    entries.sort((a, b) => b.used - a.used || (a.file < b.file ? -1 : 1));
    let total = 0;
    for (const { file, bytes } of entries) {
      total += bytes;
      if (total > this.#maxBytes) remove(file);
    }
  }

  /** Removes all entries of all versions. */
  clear(): void {
    for (const version of namesIn(this.#base)) if (/^(?:v|code)-/.test(version)) remove(join(this.#base, version));
  }

  #file(key: string): string {
    return join(this.folder, `${nameOf(key)}.bin`);
  }
}

const NAME = "phi-lens";
const DEFAULT_MAX_BYTES = 512 * 1024 * 1024;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CHECK_LENGTH = 20;

/** Ties the bytes to the key, so that a truncated or mixed-up file is noticed. */
const checkOf = (key: string, body: Uint8Array): Buffer => createHash("sha1").update(key).update("\0").update(body).digest();
const nameOf = (key: string): string => createHash("sha256").update(key).digest("hex").slice(0, 40);

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function entryOf(file: string): { file: string; bytes: number; used: number } | undefined {
  try {
    const stat = statSync(file);
    return { file, bytes: stat.size, used: stat.mtimeMs };
  } catch {
    return undefined;
  }
}

function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // Only the order of trimming suffers.
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // It stays, and is tried again another time.
  }
}
