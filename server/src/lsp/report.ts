// The report of a folder, from the same results that the command line prints.

import type { Folder } from "./folder";

/** The report as text in a format. */
export async function renderFolderReport(folder: Folder, format: "html" | "md" | "json"): Promise<string> {
  const [findings, checklist, inventory, outbound, stats] = await Promise.all([
    folder.call("findings"), folder.call("checklist"), folder.call("inventory"), folder.call("outbound"), folder.call("stats"),
  ]);
  return JSON.stringify({ format, findings, checklist, inventory, outbound, stats });
}
