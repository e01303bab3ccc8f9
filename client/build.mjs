// Builds dist/: the command line, the language server, the extension, and the compiler that the first two share. What is not
// JavaScript (schemas, rule pages, licences of what is bundled) goes beside them. `--dev` keeps names and adds source maps; `--out FOLDER` builds
// somewhere else.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { compileSchemas } from "./schemas.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { dev, out } = parseArgs({ options: { dev: { type: "boolean", default: false }, out: { type: "string" } } }).values;
const dist = out === undefined ? join(root, "dist") : resolve(out);

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, "schemas"), { recursive: true });
mkdirSync(join(dist, "rules"));

writeFileSync(join(root, "server/src/policy/schema.generated.js"), compileSchemas());
for (const schema of ["phi-lens.schema.json", "phi-lens.checklist.schema.json"]) copyFileSync(join(root, "server/src/policy", schema), join(dist, "schemas", schema));
for (const rule of readdirSync(join(root, "server/src/rules"))) {
  const page = join(root, "server/src/rules", rule, "README.md");
  if (existsSync(page)) copyFileSync(page, join(dist, "rules", `${rule}.md`));
}

/** What ts-morph re-exports as `ts`, without ts-morph's own wrappers and library texts: a third less to load at each start. */
const COMPILER = 'exports.ts = require("@ts-morph/common/dist/typescript.js");';

/** The compiler is nine tenths of everything: it is its own file, loaded once it is needed. */
const sharedCompiler = {
  name: "shared-compiler",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^ts-morph$/ }, () => ({ path: "ts-morph", namespace: "shared-compiler" }));
    onResolve({ filter: /^\.\/compiler\.js$/, namespace: "shared-compiler" }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: "shared-compiler" }, () => ({ contents: 'export const ts = require("./compiler.js").ts;', loader: "js" }));
  },
};

/** The language client is nine tenths of the extension: its own file, which no activation waits for. */
const laterClient = {
  name: "later-client",
  setup({ onResolve }) {
    onResolve({ filter: /^vscode-languageclient\/node$/ }, () => ({ path: "./languageClient.js", external: true }));
  },
};

/** Names the build by what goes into it: what one build keeps in the user's cache, another must not take for its own. */
const BUILD = createHash("sha256").update(
  ["server/src", "package.json", "package-lock.json"].flatMap(filesBelow).map((file) => `${file}\n${readFileSync(join(root, file), "utf8")}`).join("\0"),
).digest("hex").slice(0, 20);

const common = {
  define: { PHI_LENS_BUILD: JSON.stringify(BUILD) },
  // `main` of some packages is a wrapper that no bundler can look into; `module` is plain.
  mainFields: ["module", "main"],
  absWorkingDir: root, bundle: true, platform: "node", format: "cjs", target: "node20", minify: !dev, sourcemap: dev, legalComments: "none",
  metafile: true, logLevel: "warning", logOverride: { "duplicate-object-key": "error" }, outdir: dist, loader: { ".md": "text" },
};

const results = await Promise.all([
  build({ ...common, plugins: [sharedCompiler], entryPoints: { cli: "server/src/cli/main.ts", server: "server/src/lsp/main.ts" } }),
  build({ ...common, plugins: [laterClient], external: ["vscode"], supported: { "dynamic-import": false }, // only a plain `require` finds `vscode`
    entryPoints: { extension: "client/src/extension.ts" } }),
  build({ ...common, external: ["vscode"], stdin: { contents: 'module.exports = require("vscode-languageclient/node");', resolveDir: root, sourcefile: "languageClient.js" }, outdir: undefined, outfile: join(dist, "languageClient.js") }),
  build({ ...common, stdin: { contents: COMPILER, resolveDir: root, sourcefile: "compiler.js" }, outdir: undefined, outfile: join(dist, "compiler.js") }),
]);

// TypeScript comes inside another package, and its licence has to be named all the same.
writeFileSync(join(dist, "licenses.txt"), licenses(["node_modules/typescript/", ...results.flatMap((result) => Object.keys(result.metafile.inputs))]));
for (const name of readdirSync(dist).filter((name) => name.endsWith(".js")).sort()) {
  console.log(`dist/${name.padEnd(14)} ${(statSync(join(dist, name)).size / 1024).toFixed(0).padStart(6)} KB`);
}

/** The files of a folder and below, sorted; a file is itself. */
function filesBelow(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path)).sort().flatMap((name) => filesBelow(`${path}/${name}`));
}

/** Licence texts of every package that went into a bundle. */
function licenses(inputs) {
  const packages = new Map();
  for (const input of inputs) {
    const name = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (name) packages.set(name[1], join(root, name[0]));
  }
  return [...packages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, folder]) => {
      const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : ""}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
