// The first command of the README: builds, and opens the sample clinic in VS Code; without VS Code, prints its findings.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const clinic = join(root, "test", "clinic");
const run = (command, args, options = {}) => spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });

const built = run(process.execPath, [join(root, "client", "build.mjs")]);
if (built.status !== 0) process.exit(built.status ?? 1);

// On Windows `code` is a batch file, which only a shell runs.
const shell = process.platform === "win32";
const quoted = (text) => (shell ? `"${text}"` : text);
const opened = run("code", ["--new-window", quoted(`--extensionDevelopmentPath=${root}`), quoted(clinic)], { shell, stdio: "ignore" });
if (opened.status === 0) {
  console.log("VS Code opens the sample clinic with PHI Lens.");
} else {
  console.log("VS Code (`code`) is not on the PATH; here is what PHI Lens finds in the sample clinic:\n");
  const checked = run(process.execPath, [join(root, "dist", "cli.js"), "check", clinic]);
  process.exitCode = checked.status === 1 ? 0 : (checked.status ?? 1);
}
