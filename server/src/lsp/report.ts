// The report of a folder, from the same data and by the same renderer as the command line's.

import { version } from "../../../package.json";
import { type ReportFormat, renderReport } from "../report/render";
import type { Folder } from "./folder";
import { localToday } from "./today";

/** The report as text in a format. */
export async function renderFolderReport(folder: Folder, format: ReportFormat): Promise<string> {
  const [findings, checklist, inventory, outbound, stats] = await Promise.all([
    folder.call("findings"), folder.call("checklist"), folder.call("inventory"), folder.call("outbound"), folder.call("stats"),
  ]);
  return renderReport({ version, root: folder.root, date: localToday(), findings, checklist, inventory, outbound, stats }, format);
}
