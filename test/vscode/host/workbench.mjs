// A VS Code server of our own on a free port, and its workbench in headless Chromium. No request leaves the machine: the gallery is
// empty, and the browser refuses every other host.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findChromium } from "./chromium.mjs";
import { codeFolder, nodeBinary, setUp } from "./setup.mjs";

/** Built-in extensions that take part; the others (git, debuggers, chat…) only cost start-up time. */
const BUILT_IN = new Set([
  "configuration-editing", "css", "html", "javascript", "json", "json-language-features", "markdown-basics", "markdown-language-features",
  "references-view", "theme-defaults", "theme-modern-icons", "theme-seti", "typescript-basics", "typescript-language-features",
]);

const QUIET = {
  "chat.commandCenter.enabled": false,
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "json.schemaDownload.enable": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "typescript.disableAutomaticTypeAcquisition": true,
  "update.mode": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** Nobody is asked: a folder that was not trusted before is restricted. */
const TRUST = { "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.banner": "never" };

/** An empty profile in a temporary folder. */
export function makeProfile() {
  const folder = mkdtempSync(join(tmpdir(), "phi-lens-code-"));
  const profile = { folder, userData: join(folder, "user-data"), extensions: join(folder, "extensions") };
  mkdirSync(profile.userData);
  mkdirSync(profile.extensions);
  return { ...profile, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) };
}

/** Runs a command of the `code` command line, such as `--install-extension`. */
export function runCode(args, profile) {
  setUp();
  const { status, stdout, stderr } = spawnSync(nodeBinary(), [serverEntry(), ...args, ...profileArguments(profile)], { encoding: "utf8", env: environment() });
  return { status: status ?? 1, output: `${stdout}${stderr}` };
}

/** Starts the server; with `trust`, its workspaces are restricted until somebody trusts them. */
export async function startServer({ profile, settings = {}, env = {}, trust = false }) {
  setUp();
  const userFolder = join(profile.userData, "User");
  mkdirSync(userFolder, { recursive: true });
  writeFileSync(join(userFolder, "settings.json"), JSON.stringify({ ...QUIET, ...(trust && TRUST), ...settings }));
  const sockets = mkdtempSync(join(tmpdir(), "phi-code-"));
  const child = spawn(nodeBinary(), [
    serverEntry(), "--host=127.0.0.1", "--port=0", "--without-connection-token", "--disable-experiments", "--disable-telemetry",
    ...(trust ? [] : ["--disable-workspace-trust"]), "--disable-update-check", "--disable-getting-started-override",
    "--enable-smoke-test-driver", // without it a built server ignores development extensions and tests
    ...profileArguments(profile),
  ], { env: { ...environment(env), XDG_RUNTIME_DIR: sockets }, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const signal = (name) => {
    try {
      process.kill(-child.pid, name); // its group: extension host and watcher are its children
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  };
  const cleanUp = () => {
    signal("SIGKILL");
    rmSync(sockets, { recursive: true, force: true });
  };
  process.once("exit", cleanUp);
  const exited = new Promise((done) => child.once("exit", (code, reason) => done(code ?? reason)));
  let log = "";
  const port = await new Promise((ready, failed) => {
    const late = setTimeout(() => failed(new Error(`VS Code's server is not up after a minute\n${log}`)), 60_000);
    const listen = (data) => {
      log += data;
      const match = /agent listening on (\d+)/.exec(log);
      if (!match) return;
      clearTimeout(late);
      ready(Number(match[1]));
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    exited.then((code) => failed(new Error(`VS Code's server ended with ${code}\n${log}`)));
  });
  return {
    address: `127.0.0.1:${port}`,
    exited,
    log: () => log,
    async stop() {
      process.off("exit", cleanUp);
      signal("SIGTERM");
      const late = setTimeout(signal, 5000, "SIGKILL");
      await exited;
      clearTimeout(late);
      cleanUp();
    },
  };
}

/**
 * Opens the workbench on a folder, or on a workspace file. With `tests`, the extension host runs that module, and `ended` resolves with the exit code
 * that the workbench reports.
 */
export async function openWorkbench(server, { folder, workspace, development = [], tests, viewport = { width: 1280, height: 800 }, scale = 1, onLog }) {
  const { chromium } = await import("playwright-core");
  const executablePath = findChromium();
  if (!executablePath) throw new Error("Chromium is missing: apt-get install chromium, or set CHROMIUM_PATH");
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--force-color-profile=srgb"],
  });
  const context = await browser.newContext({ viewport, deviceScaleFactor: scale, locale: "en-US", colorScheme: "dark" });
  const refused = [];
  await context.route((url) => url.protocol.startsWith("http") && url.host !== server.address, (route) => {
    refused.push(route.request().url());
    return route.abort();
  });
  const page = await context.newPage();
  let end;
  const ended = new Promise((resolved) => { end = resolved; });
  await page.exposeFunction("codeAutomationLog", (type, args) => onLog?.(type, args));
  await page.exposeFunction("codeAutomationExit", (code) => end({ code }));
  page.once("crash", () => end({ code: 70, reason: "the browser's page crashed" }));
  server.exited.then((code) => end({ code: 71, reason: `VS Code's server ended with ${code}` }));
  const remote = (path) => `vscode-remote://${server.address}${encodeURI(resolve(path))}`;
  const payload = [
    ...development.map((path) => ["extensionDevelopmentPath", remote(path)]),
    ...(tests ? [["extensionTestsPath", remote(tests)]] : []),
    ["skipWelcome", "true"],
  ];
  const query = new URLSearchParams({ ...(folder && { folder: resolve(folder) }), ...(workspace && { workspace: resolve(workspace) }), payload: JSON.stringify(payload) });
  await page.goto(`http://${server.address}/?${query}`, { timeout: 60_000 });
  await page.waitForSelector(".monaco-workbench .part.statusbar", { timeout: 60_000 });
  return { browser, page, ended, refused };
}

const serverEntry = () => join(codeFolder, "out", "server-main.js");

const profileArguments = ({ userData, extensions }) => [
  "--accept-server-license-terms", `--server-data-dir=${join(userData, "server")}`, `--user-data-dir=${userData}`, `--extensions-dir=${extensions}`,
];

function environment(extra = {}) {
  const { NODE_OPTIONS, ELECTRON_RUN_AS_NODE, VSCODE_IPC_HOOK_CLI, ...inherited } = process.env;
  return { ...inherited, EXTENSIONS_GALLERY: "{}", VSCODE_SKIP_BUILTIN_EXTENSIONS: skipped().join(","), ...extra };
}

/** Ids of the built-in extensions that do not take part. */
function skipped() {
  const folder = join(codeFolder, "extensions");
  return readdirSync(folder).flatMap((name) => {
    const manifest = join(folder, name, "package.json");
    if (BUILT_IN.has(name) || name === "node_modules" || !existsSync(manifest)) return [];
    const { publisher, name: id } = JSON.parse(readFileSync(manifest, "utf8"));
    return publisher ? [`${publisher}.${id}`] : [];
  });
}
