// What an engine is made from.

import type { FileSystem } from "../frontend/files";
import type { Entries } from "./cache/summaries";

export interface EngineOptions {
  /** Absolute path of a folder, tsconfig or file. */
  readonly root: string;
  readonly fs: FileSystem;
  /** A policy that stands in for those found beside the files. */
  readonly policyFile?: string;
  /** ISO date, for BAA and review dates: the engine reads no clock. */
  readonly today: string;
  /** Milliseconds, for `stats` only; without it they are 0. */
  readonly now?: () => number;
  readonly rssMegabytes?: () => number;
  /** Where summaries are kept from one run to the next. */
  readonly cache?: Entries | undefined;
  onProgress?(phase: "load" | "lower" | "solve" | "rules", done: number, total: number): void;
  isCancelled?(): boolean;
}
