// `npm run fuzz [-- SEQUENCES]`: the differential oracles, of the engine and of the editor, and the fuzzing of inputs and messages, with many
// more cases than a test run has. An editor's sequence takes as long as some forty of the engine's.
// `npm run fuzz -- --life [EDITS]`: a server's life under that many edits, a flood three times as long, and a kill for every two hundred.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const life = process.argv[2] === "--life";
const cases = Number(process.argv[life ? 3 : 2] ?? (life ? 20_000 : 10_000));
if (!Number.isSafeInteger(cases) || cases < 1) {
  console.error("usage: npm run fuzz [-- SEQUENCES | -- --life [EDITS]]");
  process.exit(2);
}
const files = life ? ["lsp/life.test.ts"] : ["engine/differential.test.ts", "lsp/oracle.test.ts", "fuzz/input.test.ts", "fuzz/protocol.test.ts"];
const amounts = life
  // An edit of the soak is done and undone.
  ? { PHI_LENS_SOAK: Math.ceil(cases / 2), PHI_LENS_FLOOD: 3 * cases, PHI_LENS_KILLS: Math.ceil(cases / 200) }
  : { PHI_LENS_SEQUENCES: cases, PHI_LENS_LSP_SEQUENCES: Math.ceil(cases / 40), PHI_LENS_FUZZ: Math.max(60, Math.ceil(cases / 5)) };
const args = ["--import", "tsx", "--require", join(root, "test", "support", "noNetwork.cjs"), join(root, "node_modules", "mocha", "bin", "mocha.js"), "--timeout", "0", ...files.map((file) => join(root, "test", file))];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, String(amount)])) } });
process.exitCode = status ?? 1;
