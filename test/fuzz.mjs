// `npm run fuzz [-- SEQUENCES]`: the differential oracle with many more edit sequences than a test run has.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const args = ["--import", "tsx", join(root, "node_modules", "mocha", "bin", "mocha.js"), "--timeout", "0", join(root, "test", "engine", "differential.test.ts")];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, PHI_LENS_SEQUENCES: process.argv[2] ?? "10000" } });
process.exitCode = status ?? 1;
