// phi-lens report: the compliance report of a folder, as HTML, Markdown or JSON.

import { version } from "../../../package.json";
import { type AnalysisOptions, analyse } from "./analyse";
import { write } from "./check";
import { type Environment, EXIT } from "./environment";
import { attestationHistory } from "../host/attestationHistory";
import { type ReportFormat, renderReport } from "../report/render";
import { readState } from "../report/state";
import { absolute } from "./targets";

export interface ReportOptions extends AnalysisOptions {
  readonly format: ReportFormat;
  readonly output?: string;
}

/** Runs the command. A report that shows findings is no failure. */
export async function report(path: string, options: ReportOptions, environment: Environment): Promise<number> {
  const { engine, target, fs } = await analyse([path], options, environment);
  // The report that is written over is the last one: the new one says what changed since.
  const last = options.output === undefined ? undefined : fs.read(absolute(environment.cwd, options.output));
  const data = {
    version, root: target.folder, date: environment.today,
    findings: engine.findings(), checklist: engine.checklist(), inventory: engine.inventory(), outbound: engine.outbound(), stats: engine.stats(),
    previous: last === undefined ? undefined : readState(last), attestations: attestationHistory(target.folder, environment.git),
  };
  write(renderReport(data, options.format), options.output, environment);
  return EXIT.clean;
}
