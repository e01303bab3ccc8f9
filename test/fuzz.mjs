// `npm run fuzz [-- SEQUENCES]`: the differential oracles, of the engine and of the editor, with many more edit sequences than a test run
// has. An editor's sequence takes as long as some forty of the engine's.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const sequences = Number(process.argv[2] ?? 10_000);
const args = ["--import", "tsx", join(root, "node_modules", "mocha", "bin", "mocha.js"), "--timeout", "0", join(root, "test", "engine", "differential.test.ts"), join(root, "test", "lsp", "oracle.test.ts")];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, PHI_LENS_SEQUENCES: String(sequences), PHI_LENS_LSP_SEQUENCES: String(Math.ceil(sequences / 40)) } });
process.exitCode = status ?? 1;
