// The texts of the server in the user's language: VS Code names the bundle that it chose, any other editor its locale. Rules' messages are
// the command line's as well, and stay English.

import { readFileSync } from "node:fs";
import path from "node:path";
import { config } from "@vscode/l10n";
import { toFile } from "./convert";

export { t } from "@vscode/l10n";

/** Takes the bundle of a language, where there is one; the texts in the code are English. */
export function speak(locale: string | undefined, bundle: string | undefined, folders: readonly string[]): void {
  const named = bundle === undefined ? undefined : toFile(bundle);
  const byLocale = /^[A-Za-z][\w-]*$/.test(locale ?? "") ? folders.map((folder) => path.join(folder, `bundle.l10n.${locale?.toLowerCase()}.json`)) : [];
  for (const file of [...(named ? [named] : []), ...byLocale]) {
    try {
      config({ contents: JSON.parse(readFileSync(file, "utf8")) as Record<string, string> });
      return;
    } catch {
      // No such language, or a broken bundle: the next one, or English.
    }
  }
  config({ contents: {} });
}
