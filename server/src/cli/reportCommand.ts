// phi-lens report: the compliance report of a folder, as HTML, Markdown or JSON.

import { version } from "../../../package.json";
import { type AnalysisOptions, analyse } from "./analyse";
import { write } from "./check";
import { type Environment, EXIT } from "./environment";
import { type ReportFormat, renderReport } from "../report/render";

export interface ReportOptions extends AnalysisOptions {
  readonly format: ReportFormat;
  readonly output?: string;
}

/** Runs the command. A report that shows findings is no failure. */
export async function report(path: string, options: ReportOptions, environment: Environment): Promise<number> {
  const { engine, target } = await analyse([path], options, environment);
  const data = {
    version, root: target.folder, date: environment.today,
    findings: engine.findings(), checklist: engine.checklist(), inventory: engine.inventory(), outbound: engine.outbound(), stats: engine.stats(),
  };
  write(renderReport(data, options.format), options.output, environment);
  return EXIT.clean;
}
