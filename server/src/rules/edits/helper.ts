// The small modules that fixes write where a project has no function of its own: where they stand, and in which style.

import { posix } from "node:path";
import type { Facts } from "../rule";

export interface Helper {
  readonly file: string;
  readonly name: string;
  /** Absent: the module is there already. */
  readonly text?: string;
}

/** What a helper module exports, and its text in TypeScript and in JavaScript. */
export interface HelperModule {
  readonly name: string;
  readonly typed: string;
  readonly script: (commonjs: boolean) => string;
}

/** A helper for a file: the one that is there, else one to create. */
export function helperFor(facts: Facts, file: string, { name, typed, script }: HelperModule): Helper {
  const kind = /\.([cm]?js)x?$/.exec(file)?.[1];
  const path = posix.join(folderFor(facts, file), `${name}.${kind ?? "ts"}`);
  if (facts.program.facts(path)) return { file: path, name };
  const commonjs = kind === "cjs" || (kind === "js" && (facts.program.facts(file)?.commonjs === true || /\brequire\s*\(/.test(facts.text(file))));
  return { file: path, name, text: kind ? script(commonjs) : typed };
}

/** The redaction helper for a file. */
export const redactHelper = (facts: Facts, file: string): Helper => helperFor(facts, file, { name: "redact", typed: TYPED, script: scriptText });

/** Beside the sources of the package that the file is part of. */
function folderFor(facts: Facts, file: string): string {
  const relative = posix.relative(facts.root, file).split("/").slice(0, -1);
  const source = relative.lastIndexOf("src");
  const depth = source >= 0 ? source + 1 : /^(?:packages|apps|services|libs|modules|functions)$/.test(relative[0] ?? "") ? 2 : 1;
  return posix.join(facts.root, ...relative.slice(0, depth), "phi-lens");
}

const HEAD = `// Takes protected health information out of values before they are logged or sent.
`;

const DOC = `A value of the same shape: every text and every deeper value is "[redacted]", every number is 0.`;

const TYPED = `${HEAD}
/** ${DOC} */
export function redact<T>(value: T): T {
  return redacted(value) as T;
}

function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => blank(item));
  if (value instanceof Date) return new Date(0);
  if (typeof value !== "object" || value === null) return blank(value);
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) result[key] = blank(item);
  return result;
}

function blank(value: unknown): unknown {
  if (value === null) return null;
  if (typeof value === "number") return 0;
  if (typeof value === "boolean") return false;
  return value === undefined ? undefined : "[redacted]";
}
`;

const scriptText = (commonjs: boolean): string => `${commonjs ? '"use strict";\n' : ""}${HEAD}
/**
 * ${DOC}
 * @template T
 * @param {T} value
 * @returns {T}
 */
${commonjs ? "" : "export "}function redact(value) {
  if (Array.isArray(value)) return value.map((item) => blank(item));
  if (value instanceof Date) return new Date(0);
  if (typeof value !== "object" || value === null) return blank(value);
  const result = {};
  for (const [key, item] of Object.entries(value)) result[key] = blank(item);
  return result;
}

function blank(value) {
  if (value === null) return null;
  if (typeof value === "number") return 0;
  if (typeof value === "boolean") return false;
  return value === undefined ? undefined : "[redacted]";
}
${commonjs ? "\nmodule.exports = { redact };\n" : ""}`;
