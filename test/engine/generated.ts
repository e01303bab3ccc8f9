// Small projects made at random: modules that pass values to each other through functions, fields, classes, closures and state, in
// circles too. They have no meaning; results after edits have to equal results from scratch all the same.

import type { Files } from "./fixture";
import { pick, type Random } from "./edits";

const TYPES = 'export interface Patient { ssn: string; name: string; birthDate: string; phone: string; visits: Visit[] }\nexport interface Visit { id: string; note: string; patient: Patient }\n';

/** A project of a few modules, each with functions that call those of others. */
export function generatedProject(random: Random): Files {
  const count = 3 + Math.floor(random() * 5);
  const names = Array.from({ length: count }, (_, index) => `m${index}`);
  const files: Record<string, string> = { "src/types.ts": TYPES };
  for (const name of names) files[`src/${name}.ts`] = moduleText(name, names.filter((other) => other !== name), random);
  if (random() < 0.5) files["src/index.ts"] = names.map((name) => `export * from "./${name}";`).join("\n");
  if (random() < 0.5) files["phi-lens.json"] = '{ "sanitizers": [{ "callee": "./src/m0.ts#f0" }] }';
  return files;
}

function moduleText(name: string, others: readonly string[], random: Random): string {
  const imported = others.filter(() => random() < 0.6);
  const lines = ['import type { Patient, Visit } from "./types";'];
  if (random() < 0.4) lines.push('import OpenAI from "openai";', "const client = new OpenAI();");
  for (const other of imported) lines.push(random() < 0.3 ? `import * as ${other} from "./${other}";` : `import { f0 as ${other}f0, f1 as ${other}f1, Box as ${other}Box } from "./${other}";`);
  lines.push("let last: unknown;", "const listeners: ((value: unknown) => void)[] = [];");
  const scope = { imported, text: lines.join("\n"), random };
  const functions = 2 + Math.floor(random() * 4);
  for (let index = 0; index < functions; index++) lines.push(...functionText(index, scope));
  lines.push("export class Box<T> {", "  constructor(private readonly value: T) {}", `  get(): T { ${pick(random, ["return this.value;", "console.log(this.value); return this.value;", "last = this.value; return this.value;"])} }`, "}");
  if (random() < 0.4) lines.push(`export default ${pick(random, ["f0", "f1", "Box", "{ f0, f1 }"])};`);
  return `${lines.join("\n")}\n// ${name}\n`;
}

interface Scope {
  readonly imported: readonly string[];
  readonly text: string;
  readonly random: Random;
}

function functionText(index: number, scope: Scope): string[] {
  const { random } = scope;
  const head = pick(random, [`export function f${index}(p: Patient, x?: any): any {`, `export const f${index} = (p: Patient, x?: any): any => {`, `export async function f${index}(p: Patient, { x }: { x?: any } = {}): Promise<any> {`]);
  const body = Array.from({ length: 1 + Math.floor(random() * 5) }, (_, line) => `  ${statement(scope, line)}`);
  return [head, ...body, `  return ${value(scope)};`, "}"];
}

function statement(scope: Scope, line: number): string {
  const v = (): string => value(scope);
  return pick(scope.random, [
    () => `const v${line} = ${v()}; console.log(v${line});`,
    () => `console.log(${v()});`,
    () => `last = ${v()};`,
    () => `if (${v()}) { throw new Error(\`bad \${${v()}}\`); }`,
    () => `for (const visit of p.visits) { x = ${v()}; console.warn(visit.note); }`,
    () => `listeners.push((value) => console.log(value, ${v()}));`,
    () => `for (const listener of listeners) listener(${v()});`,
    () => `fetch("https://api.example.com/a", { method: "POST", body: JSON.stringify({ it: ${v()} }) });`,
    () => `try { ${call(scope)}; } catch (error) { console.error(error); }`,
    () => `x = { ...p, extra: ${v()} };`,
  ])();
}

function value(scope: Scope): string {
  return pick(scope.random, ["p.ssn", "p.name", "p", "x", "last", "p.visits[0].patient.phone", "p.visits.map((visit) => visit.note)", "x?.ssn", '"constant"', call(scope), call(scope), "new Box(p).get()", "`${p.birthDate} ${x}`"]);
}

function call(scope: Scope): string {
  const own = ["f0(p)", "f1(p, x)", "f1(x, p)"];
  const foreign = scope.imported.flatMap((name) => (scope.text.includes(`* as ${name} `) ? [`${name}.f0(p, x)`, `${name}.f1(p, { x: p })`] : [`${name}f0(p, x)`, `${name}f1(p, last)`, `new ${name}Box(x).get()`]));
  return pick(scope.random, [...own, ...foreign, ...foreign]);
}
