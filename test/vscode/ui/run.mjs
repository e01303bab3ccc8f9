// The interface in a real workbench, driven as a person would, with the installed package: every view, action, link and question once.
// `node test/vscode/ui/run.mjs --vsix FILE [--only TEXT]`. Pictures of what was seen are kept in .vscode-test/shots.
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { clinicSession } from "./clinic.mjs";
import { restrictedSession, severalFoldersSession } from "./workspaces.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const shots = join(root, ".vscode-test", "shots");

/** Runs all sessions; gives how many checks passed and failed. */
export async function runInterface({ vsix, only }) {
  mkdirSync(shots, { recursive: true });
  const counts = { passed: 0, failed: 0 };
  for (const session of [clinicSession, restrictedSession, severalFoldersSession]) {
    if (only && !session.name.includes(only)) continue;
    let page;
    const shoot = (name) => page?.screenshot({ path: join(shots, `${name}.png`) }).catch(() => {});
    const check = async (name, run) => {
      const begun = Date.now();
      try {
        await run();
        counts.passed++;
        console.log(`    ✔ ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
      } catch (error) {
        counts.failed++;
        console.error(`    ✖ ${name}\n${error?.stack ?? error}`);
        await shoot(`failure-${counts.failed}`);
        // Whatever is open must not be in the way of what follows.
        for (let count = 0; count < 3; count++) await page?.keyboard.press("Escape").catch(() => {});
      }
    };
    console.log(`  ${session.name}`);
    await check("runs to its end", () => session({ vsix, check, shoot, onPage: (given) => { page = given; } }));
  }
  return counts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
  const { passed, failed } = await runInterface({ vsix: resolve(option("--vsix") ?? join(root, ".vscode-test", "phi-lens.vsix")), only: option("--only") });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}
