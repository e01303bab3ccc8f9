// Bundles the language server with the fake engine, once for each test run.

import path from "node:path";
import { build } from "esbuild";

const root = path.resolve(__dirname, "../../..");
let built: Promise<string> | undefined;

/** Path of the bundle. */
export function fakeServer(): Promise<string> {
  built ??= bundle();
  return built;
}

async function bundle(): Promise<string> {
  const outfile = path.join(root, ".vscode-test/fake-server/server.js");
  const replace = new Map([["../engine/engine", "fakeEngine.ts"], ["../host/disk", "fakeDisk.ts"]]);
  await build({
    entryPoints: [path.join(root, "server/src/lsp/main.ts")], outfile, bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "error", mainFields: ["module", "main"],
    plugins: [{
      name: "fake-engine",
      setup({ onResolve }) {
        onResolve({ filter: /^\.\.\/(engine\/engine|host\/disk)$/ }, ({ path: specifier }) => ({ path: path.join(__dirname, replace.get(specifier) ?? "") }));
      },
    }],
  });
  return outfile;
}
