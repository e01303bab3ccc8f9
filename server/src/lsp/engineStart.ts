// Makes an engine over the real disk with overlays, in whichever thread this runs.

import type { Engine } from "../engine/api";
import { createEngine } from "../engine/engine";
import { DiskFileSystem } from "../host/disk";
import { entriesOf, userCache } from "../host/userCache";
import { answerCalls, type EngineCalls, type Progress } from "./engineCalls";

export interface EngineStart {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  readonly policyFile: string | undefined;
  /** ISO date; the engine has no clock. */
  readonly today: string;
}

/** An engine for a folder, ready to answer. */
export function createCalls(
  { root, policyFile, today }: EngineStart,
  hooks: { readonly onProgress: (progress: Progress) => void; readonly isCancelled: () => boolean },
): EngineCalls {
  const fs = new DiskFileSystem();
  const engine: Engine = createEngine({
    root, fs, policyFile, today, cache: entriesOf(userCache()),
    isCancelled: hooks.isCancelled,
    onProgress: (phase, done, total) => hooks.onProgress({ phase, done, total }),
    now: () => performance.now(),
    rssMegabytes: () => process.memoryUsage.rss() / 2 ** 20,
  });
  return answerCalls(engine, (change) => fs.setOverlay(change.file, change.text));
}
