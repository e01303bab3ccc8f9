// Writes all.ts, the list of the model files in data/: `node server/src/models/generate.mjs`. Bundlers and the type checker want each
// import spelled out, and nobody should have to keep the list by hand.

import { readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HOSTS_FILE = "hosts.json";
const folder = dirname(fileURLToPath(import.meta.url));

writeFileSync(join(folder, "all.ts"), render(readdirSync(join(folder, "data")).filter((name) => name.endsWith(".json")).sort()));

/** The text of all.ts for the files in data/, sorted. */
function render(files) {
  const models = files.filter((name) => name !== HOSTS_FILE).map((name) => ({ name, variable: variableOf(name) }));
  return `// The models shipped with the product, one import for each file in data/. Written by generate.mjs: do not edit.

import type { HostModel, LibraryModel } from "./schema";
${files.includes(HOSTS_FILE) ? `import hosts from "./data/${HOSTS_FILE}";\n` : ""}${models.map(({ name, variable }) => `import ${variable} from "./data/${name}";`).join("\n")}

/** Every library model. */
export const MODELS: readonly LibraryModel[] = [
${models.map(({ variable }) => `  ${variable},`).join("\n")}
] as unknown as readonly LibraryModel[];

/** Hosts of vendors that are called by raw URL. */
export const HOSTS: readonly HostModel[] = ${files.includes(HOSTS_FILE) ? "hosts as unknown as readonly HostModel[]" : "[]"};
`;
}

/** `aws-sdk-client-s3.json` is `awsSdkClientS3Model`. */
function variableOf(name) {
  const words = name.replace(/\.json$/, "").split(/[^a-zA-Z0-9]+/);
  // A name may not start with a digit: `1uphealth.json`.
  return `${/^\d/.test(name) ? "the" : ""}${words.map((word, index) => (index === 0 ? word : word[0].toUpperCase() + word.slice(1))).join("")}Model`;
}
