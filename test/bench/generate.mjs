// Makes a monorepo of a wanted size for the growth curve and for the example of distributed checks: packages in layers, each with a few
// more or less ordinary modules about patients. `node test/bench/generate.mjs FOLDER --packages 50 --lines 100000`. Same arguments, same files.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";

const LINES_OF_MODULE = 96;

/** Writes the monorepo and says how many files and lines it has. */
export function generate(folder, { packages = 50, lines = 100_000 } = {}) {
  rmSync(folder, { recursive: true, force: true });
  let [files, total] = [0, 0];
  const write = (path, text) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (!path.endsWith(".ts")) return;
    files++;
    total += text.split("\n").length - 1;
  };
  write("package.json", json({
    name: "generated-monorepo", private: true, packageManager: "npm@10.0.0", workspaces: ["packages/*"],
    scripts: { "phi-lens": "phi-lens check . --summaries .phi-lens" },
  }));
  write("turbo.json", json({
    tasks: {
      "phi-lens:summarize": { dependsOn: ["^phi-lens:summarize"], inputs: ["src/**", "package.json", "tsconfig.json", "$TURBO_ROOT$/phi-lens.json"], outputs: [".phi-lens/**"] },
    },
  }));
  write("phi-lens.json", json({ version: 1, destinations: [{ id: "partner", name: "Partner", match: { hosts: ["api.partner.example"] }, allows: "phi-indirect" }] }));
  write("tsconfig.json", json({ compilerOptions: { target: "es2023", module: "esnext", moduleResolution: "bundler", strict: true, skipLibCheck: true, noEmit: true, types: [], lib: ["es2023", "dom"], paths: { "@acme/*": ["./packages/*/src/index.ts"] } }, include: ["packages/*/src"] }));
  write(".gitignore", "node_modules\n.turbo\n.phi-lens\n");
  const modules = Math.max(1, Math.round(lines / packages / LINES_OF_MODULE));
  for (let index = 0; index < packages; index++) {
    const dependencies = dependenciesOf(index);
    const base = `packages/p${index}`;
    write(`${base}/package.json`, json({
      name: `@acme/p${index}`, version: "1.0.0", private: true, type: "module", main: "./dist/index.js", types: "./dist/index.d.ts",
      scripts: { "phi-lens:summarize": "phi-lens summarize . --summaries .phi-lens" },
      dependencies: Object.fromEntries(dependencies.map((one) => [`@acme/p${one}`, "*"])),
    }));
    write(`${base}/tsconfig.json`, json({ extends: "../../tsconfig.json", compilerOptions: { outDir: "dist" }, include: ["src"] }));
    write(`${base}/src/types.ts`, typesOf(index));
    for (let module = 0; module < modules; module++) write(`${base}/src/module${module}.ts`, moduleOf(index, module, modules, dependencies));
    write(`${base}/src/index.ts`, `export * from "./types";\n${Array.from({ length: modules }, (_, module) => `export * from "./module${module}";\n`).join("")}`);
  }
  return { files, lines: total };
}

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** A few packages of lower layers. */
export const dependenciesOf = (index) => [...new Set([index - 1, Math.floor(index / 2), index - 7].filter((one) => one >= 0 && one !== index))].sort((a, b) => a - b);

const typesOf = (index) => `export interface Patient${index} {
  id: string;
  name: string;
  ssn: string;
  birthDate: string;
  visits: Visit${index}[];
}

export interface Visit${index} {
  id: string;
  reason: string;
  startedAt: string;
}
`;

function moduleOf(index, module, modules, dependencies) {
  const id = `${index}_${module}`;
  const [P, V] = [`Patient${index}`, `Visit${index}`];
  const other = dependencies[module % Math.max(1, dependencies.length)];
  const [below, sibling] = [other === undefined ? undefined : `${other}_${module % modules}`, module > 0 ? `${index}_${module - 1}` : undefined];
  return `${below ? `import { describe${below}, post${below}, Store${below} } from "@acme/p${other}";\n` : ""}${sibling ? `import { initials${sibling}, redact${sibling} } from "./module${module - 1}";\n` : ""}import type { ${P}, ${V} } from "./types";

export interface Log${id} {
  info(text: string, data?: unknown): void;
}

export function redact${id}(patient: ${P}): Omit<${P}, "ssn" | "name"> {
  const { ssn: _ssn, name: _name, ...rest } = patient;
  return rest;
}

export function initials${id}(name: string): string {
  return name
    .split(" ")
    .map((part) => part.charAt(0))
    .join("");
}

export function describe${id}(person: { name: string; id: string }): string {
  const label = \`\${person.id}: \${${sibling ? `initials${sibling}` : `initials${id}`}(person.name)}\`;
  return label.length > 40 ? label.slice(0, 40) : label;
}

export async function post${id}(path: string, body: unknown): Promise<number> {
  const response = await fetch(\`https://api.partner.example/\${path}\`, { method: "POST", body: JSON.stringify(body) });
  return response.status;
}

export class Store${id} {
  private readonly rows = new Map<string, ${P}>();

  constructor(private readonly log: Log${id}) {}

  save(patient: ${P}): void {
    this.rows.set(patient.id, patient);
    this.log.info("saved", { id: patient.id });
  }

  find(id: string): ${P} | undefined {
    return this.rows.get(id);
  }

  reasons(): string[] {
    const found: string[] = [];
    for (const patient of this.rows.values()) {
      for (const visit of patient.visits) found.push(visit.reason);
    }
    return found;
  }
}

function latest${id}(visits: readonly ${V}[]): ${V} | undefined {
  let found: ${V} | undefined;
  for (const visit of visits) {
    if (found === undefined || visit.startedAt > found.startedAt) found = visit;
  }
  return found;
}

export async function discharge${id}(patient: ${P}, log: Log${id}): Promise<void> {
  const visit = latest${id}(patient.visits);
  const store = new Store${id}(log);
  store.save(patient);
  const status = await ${below ? `post${below}` : `post${id}`}("discharge", ${sibling ? `redact${sibling}` : `redact${id}`}(patient));
  if (status >= 400) {
    ${module % 5 === 0 ? "console.error(`discharge of ${patient.name} failed`);" : "console.error(`discharge failed: ${status}`);"}
    return;
  }
  log.info(${below ? `describe${below}` : `describe${id}`}({ name: ${module % 3 === 0 ? "patient.name" : '"patient"'}, id: patient.id }), { visit: visit?.id });
}

export function report${id}(patients: readonly ${P}[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const patient of patients) {
    const year = patient.birthDate.slice(0, 4);
    counts[year] = (counts[year] ?? 0) + 1;
  }
  return counts;
}
${below ? `
export function reasons${id}(log: Log${id}): string[] {
  return new Store${below}(log).reasons();
}
` : ""}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { packages: { type: "string", default: "50" }, lines: { type: "string", default: "100000" } } });
  if (!positionals[0]) throw new Error("usage: node test/bench/generate.mjs FOLDER [--packages N] [--lines N]");
  const { files, lines } = generate(resolve(positionals[0]), { packages: Number(values.packages), lines: Number(values.lines) });
  console.log(`${files} files, ${lines} lines in ${positionals[0]}`);
}
