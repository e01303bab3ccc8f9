// The report of a folder, from the same data and by the same renderer as the command line's.

import { version } from "../../../package.json";
import type { AttestationChange } from "../engine/api";
import type { ReportData } from "../report/data";
import { type ReportFormat, renderReport } from "../report/render";
import { encodeState, readState, stateOf } from "../report/state";
import type { Folder } from "./folder";
import type { ReportResult } from "./messages";
import { localToday } from "./today";

/** The report as text in a format, and what the next one needs to know of it. `previous` is such a state. */
export async function renderFolderReport(folder: Folder, format: ReportFormat, previous: string | undefined, attestations: readonly AttestationChange[] | undefined): Promise<ReportResult> {
  const [findings, checklist, inventory, outbound, stats] = await Promise.all([
    folder.call("findings"), folder.call("checklist"), folder.call("inventory"), folder.call("outbound"), folder.call("stats"),
  ]);
  const data: ReportData = {
    version, root: folder.root, date: localToday(), findings, checklist, inventory, outbound, stats,
    previous: previous === undefined ? undefined : readState(`phi-lens-state ${previous}`), ...(attestations && { attestations }),
  };
  return { text: renderReport(data, format), date: data.date, state: encodeState(stateOf(data)) };
}
