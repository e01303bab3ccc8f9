// Checks the library models against the libraries' own type declarations: `npm run models:verify [-- LIBRARY…]`. It downloads the
// libraries, without running anything of theirs, into a folder outside the repository (PHI_LENS_TYPES, else the temporary folder) and
// writes verified.json: for each library the versions looked at, how many calls were found and how many are absent, the rows of which
// nothing was found (`missing`), and how many calls could not be looked up (`unseen`): of packages of a family that were not fetched, of
// snippets in pages that nobody declares. `--gaps` prints methods beside those that a model names, which it may have forgotten, and
// writes nothing. Not part of the ordinary tests, which never use the network; those read the record.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { Api, pathsOf } from "./api.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const record = join(here, "verified.json");
const cache = process.env.PHI_LENS_TYPES ?? join(tmpdir(), "phi-lens-types");
/** Packages looked at for one model: a model that covers a family is checked on its first members. */
const MOST_PACKAGES = 8;

const gaps = process.argv.includes("--gaps");
const only = process.argv.slice(2).filter((name) => name !== "--gaps");
const everyModel = readdirSync(join(root, "server/src/models/data"))
  .filter((name) => name.endsWith(".json") && name !== "hosts.json")
  .map((name) => JSON.parse(readFileSync(join(root, "server/src/models/data", name), "utf8")))
  .sort((a, b) => (a.library < b.library ? -1 : 1));
const models = everyModel.filter((model) => only.length === 0 || only.includes(model.library));
const before = existsSync(record) ? JSON.parse(readFileSync(record, "utf8")) : {};
const results = Object.fromEntries(Object.entries(before).filter(([library]) => everyModel.some((model) => model.library === library)));
const sources = new Map();

for (const model of models) {
  results[model.library] = verify(model);
  const { found, absent = 0, missing = [], why } = results[model.library];
  console.log(`${model.library}: ${why ?? `${found} found, ${absent} not, ${missing.length} rows not at all`}`);
  if (!gaps) writeFileSync(record, `${JSON.stringify(Object.fromEntries(Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1))), undefined, 1)}\n`);
}

/** What the types say about one model. */
function verify(model) {
  const specifiers = model.packages.filter((name) => !name.endsWith("*"));
  const all = [...new Set(specifiers.map(packageOf).filter((name) => name !== undefined))];
  const names = all.slice(0, MOST_PACKAGES);
  const folder = join(cache, model.library.replace(/[^a-z0-9.-]+/gi, "_"));
  const versions = names.length === 0 ? {} : install(folder, names, model.version);
  if (names.length > 0 && Object.keys(versions).length === 0) return { version: model.version, why: "not in the registry, or not at this version" };
  const probed = specifiers.filter((name) => packageOf(name) === undefined || versions[packageOf(name)] !== undefined);
  const { checker, program, file } = probe(folder, probed);
  const api = new Api(ts, checker, program.getSourceFile(file), model);
  const missing = [];
  let found = 0;
  let unseen = 0;
  let absent = 0;
  const partial = all.length > Object.keys(versions).length;
  for (const call of model.calls) {
    const problems = pathsOf(call.path).map((path) => ({ path, problem: api.problemOf(path, call) }));
    const gone = problems.filter(({ problem }) => problem !== undefined);
    const unlooked = gone.filter(({ path, problem }) => problem === "not found" && (partial || (model.packages.includes("global") && !api.declares(path))));
    found += problems.length - gone.length;
    unseen += unlooked.length;
    absent += gone.length - unlooked.length;
    if (gone.length === problems.length && unlooked.length === 0) missing.push(`${call.path}: ${gone[0]?.problem}`);
    if (only.length > 0) for (const { path, problem } of gone) if (problem !== "not found" || !partial) console.log(`  ${path}: ${problem}`);
  }
  if (gaps) for (const gap of api.gapsOf(model)) console.log(`  ${gap}`);
  if (api.untyped) return { version: model.version, versions, why: "its types are not declared" };
  return { version: model.version, ...(names.length === 0 ? {} : { versions }), found, ...(unseen === 0 ? {} : { unseen }), ...(absent === 0 ? {} : { absent }), ...(missing.length === 0 ? {} : { missing }) };
}

/** The npm package of a specifier; undefined for what the runtime brings. */
function packageOf(specifier) {
  if (specifier === "global" || specifier.startsWith("node:") || builtinModules.includes(specifier)) return undefined;
  return specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Installs the packages (the first at the model's version if there is such a one); returns the versions that are there. */
function install(folder, names, version) {
  const done = join(folder, "installed");
  if (!existsSync(done)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    const npm = (...specs) =>
      spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps", "--omit=optional", "--prefix", folder, ...specs], { stdio: "ignore", timeout: 240_000 }).status === 0;
    const pinned = /^\d+\.\d+\.\d+/.test(version) ? `${names[0]}@${version}` : names[0];
    if (!npm(pinned, ...names.slice(1))) for (const name of names) if (!npm(name === names[0] ? pinned : name) && name === names[0]) npm(name);
    for (const name of names) if (existsSync(join(folder, "node_modules", name)) && !hasTypes(folder, name)) npm(`@types/${name.startsWith("@") ? name.slice(1).replace("/", "__") : name}`);
    writeFileSync(done, "");
  }
  const versions = {};
  for (const name of names) {
    const manifest = join(folder, "node_modules", name, "package.json");
    if (existsSync(manifest)) versions[name] = JSON.parse(readFileSync(manifest, "utf8")).version;
  }
  return versions;
}

function hasTypes(folder, name) {
  const manifest = JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"));
  return Boolean(manifest.types ?? manifest.typings ?? (existsSync(join(folder, "node_modules", name, "index.d.ts")) || JSON.stringify(manifest.exports ?? "").includes(".d.")));
}

/** A program that imports each specifier, as namespace and default. */
function probe(folder, specifiers) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "probe.ts");
  const lines = specifiers.flatMap((name, index) =>
    name === "global" ? [`export const all${index} = globalThis;`] : [`import * as ns${index} from ${JSON.stringify(name)};`, `import def${index} from ${JSON.stringify(name)};`, `export const all${index} = ns${index};`, `export const one${index} = def${index};`]);
  const text = `${lines.join("\n")}\n`;
  const options = {
    target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
    types: ["node"], typeRoots: [join(root, "node_modules/@types")], strict: true, skipLibCheck: true, esModuleInterop: true, noEmit: true, allowSyntheticDefaultImports: true,
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, ...rest) => {
    if (name === file) return ts.createSourceFile(file, text, options.target, true);
    if (!/\/(?:typescript\/lib|@types\/node)\//.test(name)) return read(name, ...rest);
    if (!sources.has(name)) sources.set(name, read(name, ...rest));
    return sources.get(name);
  };
  host.fileExists = ((known) => (name) => name === file || known(name))(host.fileExists);
  const program = ts.createProgram([file], options, host);
  return { program, checker: program.getTypeChecker(), file };
}
