// What the status bar says. Free of the editor's API, so that it is tested without one.

import type { ChangedParams } from "../../../server/src/lsp/messages";

/** The signature of `vscode.l10n.t`, as far as it is used here. */
export type Translate = (message: string, ...args: (string | number | boolean)[]) => string;

export interface StatusText {
  readonly text: string;
  readonly tooltip: string;
  readonly severity: "none" | "error";
}

/** Text and tooltip for a summary; undefined: no server. */
export function statusText(enabled: boolean, params: ChangedParams | undefined, t: Translate): StatusText {
  if (!enabled) return { text: "$(circle-slash) PHI", tooltip: t("PHI Lens is switched off"), severity: "none" };
  if (!params) return { text: "$(debug-disconnect) PHI", tooltip: t("PHI Lens is not running"), severity: "none" };
  if (params.scanning) return { text: "$(sync~spin) PHI", tooltip: t("PHI Lens is reading the workspace"), severity: "none" };
  const { error, warning, information, hint } = params.findings;
  const { pass, fail, attention } = params.checklist;
  const items = pass + fail + attention;
  const score = items ? ` $(checklist) ${pass}/${items}` : "";
  const icon = error ? "$(error)" : warning ? "$(warning)" : "$(pass)";
  return {
    text: `${icon} PHI ${error + warning}${score}`,
    tooltip: [
      [counted(error, t("1 error"), t("{0} errors", error)), counted(warning, t("1 warning"), t("{0} warnings", warning)), counted(information + hint, t("1 note"), t("{0} notes", information + hint))].join(", "),
      ...(items ? [t("Checklist: {0} of {1} items pass", pass, items)] : []),
    ].join("; "),
    severity: error ? "error" : "none",
  };
}

const counted = (count: number, one: string, many: string): string => (count === 1 ? one : many);
