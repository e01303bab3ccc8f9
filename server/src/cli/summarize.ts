// phi-lens summarize: what checking one package has found out about its functions, written for its dependents. A step of its own, so that a
// build system keeps and distributes it by package; the findings are those of one check over all of them.

import { analyse } from "./analyse";
import { type Environment, EXIT, UsageError } from "./environment";

export interface SummarizeOptions {
  readonly summaries: string;
  readonly policy?: string;
  readonly cache?: boolean;
}

/** Runs the command and returns its exit code. */
export async function summarize(path: string, options: SummarizeOptions, environment: Environment): Promise<number> {
  const { engine, target, saved } = await analyse([path], options, environment);
  if (saved === undefined) throw new UsageError(`\`${path}\` is no folder of a package in a monorepo`);
  const { functions, summarized, cacheHits } = engine.stats();
  environment.stderr.write(`${target.folder.slice(target.folder.lastIndexOf("/") + 1)}: ${functions} functions, ${summarized} summarized, ${cacheHits} from earlier runs\n`);
  return EXIT.clean;
}
