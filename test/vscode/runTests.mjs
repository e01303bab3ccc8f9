// Runs the suite in VS Code: `node test/vscode/runTests.mjs` with this folder as development extension, `--vsix FILE` with the
// installed package. The editor is the host beside this file, or, with VSCODE_TEST_HOST=desktop, a desktop VS Code that
// @vscode/test-electron downloads.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { makeProfile } from "./host/workbench.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const launcher = join(here, "host", "code.mjs");

/** Runs the suite once; gives how many tests passed and failed. A run that breaks off counts as one failure. */
export async function runSuite({ vsix } = {}) {
  const suite = join(root, ".vscode-test", "suite", "index.js");
  const shots = join(root, ".vscode-test", "shots");
  await build({
    entryPoints: [join(here, "suite", "index.ts")], outfile: suite, bundle: true, platform: "node", format: "cjs", target: "node22",
    external: ["vscode", "mocha"], logLevel: "warning",
  });
  const profile = makeProfile();
  const counts = join(profile.folder, "counts.json");
  const workspace = join(profile.folder, "front-desk"); // a copy, because the tests write into it
  cpSync(join(here, "workspace"), workspace, { recursive: true });
  const profileArguments = [`--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`];
  const desktop = process.env.VSCODE_TEST_HOST === "desktop";
  let failure;
  try {
    await runTests({
      ...(!desktop && { vscodeExecutablePath: launcher }),
      extensionDevelopmentPath: vsix ? emptyExtension(profile.folder) : root,
      extensionTestsPath: suite,
      extensionTestsEnv: { PHI_LENS_COUNTS: counts, VSCODE_HOST_SHOTS: shots },
      launchArgs: [...(vsix ? installed(vsix, profileArguments, desktop) : []), workspace, ...profileArguments],
    });
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  const result = existsSync(counts) ? JSON.parse(readFileSync(counts, "utf8")) : { passed: 0, failed: 0 };
  profile.remove();
  if (failure && result.failed === 0) console.error(failure);
  return failure && result.failed === 0 ? { ...result, failed: 1 } : result;
}

/** `runTests` insists on a development extension: an empty one, so that it is the installed package that is tested. */
function emptyExtension(folder) {
  const extension = join(folder, "empty-extension");
  mkdirSync(extension);
  writeFileSync(join(extension, "package.json"), JSON.stringify({ name: "empty", publisher: "test", version: "0.0.0", engines: { vscode: "*" } }));
  return extension;
}

/** Installs the package; desktop VS Code does so from its arguments, when it starts. */
function installed(vsix, profileArguments, desktop) {
  if (desktop) return [`--install-extension=${vsix}`];
  const { status } = spawnSync(process.execPath, [launcher, `--install-extension=${vsix}`, ...profileArguments], { stdio: "inherit" });
  if (status !== 0) throw new Error("the VSIX could not be installed");
  return [];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf("--vsix");
  const { passed, failed } = await runSuite({ vsix: at > 0 ? resolve(process.argv[at + 1] ?? "") : undefined });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}
