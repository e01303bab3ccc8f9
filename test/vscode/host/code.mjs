#!/usr/bin/env node
// Understands the arguments that @vscode/test-electron gives to desktop VS Code, so that `runTests` drives this host unchanged.
// VSCODE_HOST_SHOTS: a folder for screenshots, and for the log of a failed run. VSCODE_HOST_VERBOSE: print the workbench's log.
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { format, parseArgs, stripVTControlCharacters } from "node:util";
import { hostFolder } from "./setup.mjs";
import { makeProfile, openWorkbench, runCode, startServer } from "./workbench.mjs";

/** A run that says nothing for this long has hung. */
const LIMIT_SECONDS = 300;

const list = { type: "string", multiple: true };
const { values, positionals } = parseArgs({
  allowPositionals: true, strict: false,
  options: {
    "user-data-dir": { type: "string" }, "extensions-dir": { type: "string" }, "install-extension": list,
    extensionDevelopmentPath: list, extensionTestsPath: { type: "string" },
  },
});
const toPath = (value) => (value.startsWith("file:") ? fileURLToPath(value) : resolve(value));
const shots = process.env.VSCODE_HOST_SHOTS && resolve(process.env.VSCODE_HOST_SHOTS);
const temporary = values["user-data-dir"] && values["extensions-dir"] ? undefined : makeProfile();
const profile = temporary ?? { userData: resolve(values["user-data-dir"]), extensions: resolve(values["extensions-dir"]) };
mkdirSync(profile.extensions, { recursive: true });

try {
  process.exitCode = values["install-extension"] ? install(values["install-extension"]) : await runTests();
} finally {
  temporary?.remove();
}

function install(extensions) {
  const { status, output } = runCode(extensions.map((extension) => `--install-extension=${extension}`), profile);
  process.stdout.write(output);
  return status;
}

async function runTests() {
  if (!values.extensionTestsPath) throw new Error("This launcher runs extension tests: --extensionTestsPath is missing");
  let workbench;
  let verdict;
  let lost;
  const connectionLost = new Promise((done) => { lost = done; });
  const handlers = {
    log: ({ level, text }) => void (level === "error" || level === "warn" ? process.stderr : process.stdout).write(`${stripVTControlCharacters(text)}\n`),
    screenshot: async ({ name }) => {
      if (!shots) return false;
      mkdirSync(shots, { recursive: true });
      await workbench.page.screenshot({ path: join(shots, `${name}.png`) });
      return true;
    },
    done: ({ failure }) => void (verdict = { failure }),
  };
  const channel = createServer((socket) => {
    socket.on("error", () => {});
    createInterface({ input: socket }).on("line", async (line) => {
      const message = JSON.parse(line);
      const result = await Promise.resolve(handlers[message.type](message)).catch(() => false);
      if (message.id !== undefined) socket.write(`${JSON.stringify({ id: message.id, result: result ?? true })}\n`);
    });
    // The verdict decides; without one, the extension host has died.
    socket.on("close", () => setTimeout(() => lost({ code: verdict ? 0 : 74, reason: verdict ? undefined : "the extension host died before the tests ended" }), verdict ? 0 : 1000));
  });
  await new Promise((done) => channel.listen(0, "127.0.0.1", done));
  const server = await startServer({ profile, env: { PHI_LENS_HOST_PORT: String(channel.address().port), PHI_LENS_HOST_TESTS: toPath(values.extensionTestsPath) } });
  const stop = async () => {
    await workbench?.browser.close().catch(() => {});
    await server.stop();
    channel.close();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => stop().finally(() => process.exit(130)));
  try {
    workbench = await openWorkbench(server, {
      folder: positionals.map(toPath).find((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory()),
      development: (values.extensionDevelopmentPath ?? []).map(toPath),
      tests: join(hostFolder, "inside.cjs"),
      onLog: (type, args) => process.env.VSCODE_HOST_VERBOSE && console.log(`[workbench ${type}] ${stripVTControlCharacters(format(...args))}`),
    });
    const limit = new Promise((done) => setTimeout(done, LIMIT_SECONDS * 1000, { code: 73, reason: `no result after ${LIMIT_SECONDS} seconds` }).unref());
    const { code, reason } = await Promise.race([workbench.ended, connectionLost, limit]);
    if (verdict && !verdict.failure) return 0;
    if (reason) console.error(`VS Code host: ${reason}`);
    if (shots) {
      await handlers.screenshot({ name: "failure" }).catch(() => {});
      writeFileSync(join(shots, "server.log"), server.log());
    }
    return code || 1;
  } finally {
    await stop();
  }
}
