// The contexts in which quick fixes are proven: ways to hold PHI, ways to leave with it, and styles of files, multiplied.

/** One file with one finding to fix, and one that has to stay. */
export interface Case {
  readonly name: string;
  readonly rule: string;
  readonly path: string;
  readonly text: string;
}

// ---- styles of files --------------------------------------------------------------------------------------------------------

/** How a file is written; applied to text with double quotes, semicolons and two blanks. */
const STYLES: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  bare: (text) => text.replace(/"/g, "'").replace(/;(?=[ \t]*(?:\/\/.*)?\n)/g, "").replace(/^ +/gm, (blanks) => blanks + blanks),
  windows: (text) => text.replace(/^ +/gm, (blanks) => "\t".repeat(blanks.length / 2)).replace(/\n/g, "\r\n"),
};

/** A text in every style, by name of the style. */
export const styled = (text: string): [string, string][] => Object.entries(STYLES).map(([name, write]) => [name, write(text)]);

// ---- ways to hold a record ----------------------------------------------------------------------------------------------------

/** The record's expression, and statements before. */
const RECORDS: Readonly<Record<string, readonly [expression: string, before?: string]>> = {
  parameter: ["patient"],
  member: ["visit.patient"],
  local: ["copy", "const copy = patient;"],
  awaited: ["found", "const found = await visit.load();"],
};

/** Statements with a record; R stands for it. */
const RECORD_SINKS: Readonly<Record<string, readonly [rule: string, code: string]>> = {
  log: ["phi-in-log", 'console.log("saved", R);'],
  logField: ["phi-in-log", 'console.log("saved", { who: R, at: 1 });'],
  logJson: ["phi-in-log", "console.log(JSON.stringify(R));"],
  logSpread: ["phi-in-log", 'console.log("saved", { ...R, at: 1 });'],
  logLines: ["phi-in-log", 'console.warn(\n    "saved", // what\n    R,\n  );'],
  logIf: ["phi-in-log", 'if (flag) console.log(R);'],
  logElse: ["phi-in-log", 'if (flag) void 0;\n  else console.log(R);'],
  logBlock: ["phi-in-log", 'if (flag) { console.log(R); }'],
  logTry: ["phi-in-log", 'try {\n    console.log(R);\n  } catch {\n    // nothing\n  }'],
  logSwitch: ["phi-in-log", 'switch (Number(flag)) {\n    case 1:\n      console.log(R);\n      break;\n  }'],
  logLoop: ["phi-in-log", 'for (let turn = 0; turn < 2; turn++) console.log(R);'],
  logArrow: ["phi-in-log", "[1].forEach(() => console.log(R));"],
  logArrowBlock: ["phi-in-log", "[1].forEach(() => {\n    console.log(R);\n  });"],
  logWrapped: ["phi-in-log", 'report("saved", R);'],
  send: ["phi-to-unapproved-destination", 'await fetch("https://api.segment.io/v1/track", { method: "POST", body: JSON.stringify({ what: R }) });'],
  sendWhole: ["phi-to-unapproved-destination", 'await fetch("https://api.segment.io/v1/track", { method: "POST", body: JSON.stringify(R) });'],
  ask: ["phi-to-ai-vendor", 'await fetch("https://api.openai.com/v1/responses", { method: "POST", body: JSON.stringify({ input: R }) });'],
  lab: ["minimum-necessary", 'await fetch("https://api.northlab.org/orders", { method: "POST", body: JSON.stringify({ test: "a1c", patient: R }) });'],
  labWhole: ["minimum-necessary", 'await fetch("https://api.northlab.org/orders", { method: "POST", body: JSON.stringify(R) });'],
  keep: ["phi-in-browser-storage", 'localStorage.setItem("last", JSON.stringify(R));'],
};

// ---- ways to hold a text --------------------------------------------------------------------------------------------------------

const TEXTS: Readonly<Record<string, readonly [expression: string, before?: string]>> = {
  member: ["patient.ssn"],
  nested: ["visit.patient.fullName"],
  quoted: ['patient["fullName"]'],
  local: ["ssn", "const ssn = patient.ssn;"],
  destructured: ["fullName", "const { fullName } = patient;"],
  method: ["patient.ssn.trim()"],
};

/** Statements with a text; T stands for it. */
const TEXT_SINKS: Readonly<Record<string, readonly [rule: string, code: string]>> = {
  logText: ["phi-in-log", 'console.log("saved", T);'],
  logInto: ["phi-in-log", "console.log(`saved ${T} now`);"],
  logJson: ["phi-in-log", "console.log(JSON.stringify({ at: 1, who: T }));"],
  logFirst: ["phi-in-log", 'console.log("saved", { who: T, at: 1 });'],
  logLast: ["phi-in-log", 'console.log("saved", {\n    at: 1,\n    who: T,\n  });'],
  error: ["phi-in-error", "if (flag) throw new Error(`Patient ${T} not found`);"],
  errorEnd: ["phi-in-error", "if (flag) throw new TypeError(`No record for: ${T}`);"],
  errorPlus: ["phi-in-error", 'if (flag) throw new Error("Patient " + T + " is unknown");'],
  errorWhole: ["phi-in-error", "if (flag) throw new Error(T);"],
  errorReject: ["phi-in-error", "if (flag) await Promise.reject(new Error(`bad value (${T}) for ${visit.id}`));"],
  url: ["phi-in-url", "await fetch(`/patients?q=${T}`);"],
  urlEncoded: ["phi-in-url", "await fetch(`/patients?page=1&q=${encodeURIComponent(T)}`);"],
  urlFirst: ["phi-in-url", "await fetch(`/patients?q=${T}&page=${String(visit.page)}`);"],
  urlPost: ["phi-in-url", 'await fetch(`/patients/find?q=${T}`, { method: "POST" });'],
  urlOptions: ["phi-in-url", 'await fetch(`/patients/find?q=${T}`, { cache: "no-store" });'],
  urlAxios: ["phi-in-url", "await axios.get(`/patients?q=${T}`);"],
  file: ["unencrypted-phi-storage", "await writeFile(`/data/${visit.id}`, T);"],
  fileText: ["unencrypted-phi-storage", "await writeFile(`/data/${visit.id}`, `name: ${T}`);"],
  fileJson: ["unencrypted-phi-storage", "await writeFile(`/data/${visit.id}`, JSON.stringify({ who: T }));"],
  track: ["phi-to-unapproved-destination", 'await fetch("https://api.segment.io/v1/track", { method: "POST", body: JSON.stringify({ event: "seen", who: T }) });'],
  prompt: ["phi-to-ai-vendor", 'await fetch("https://api.openai.com/v1/responses", { method: "POST", body: JSON.stringify({ input: `About ${T}` }) });'],
};

export const POLICY = `${JSON.stringify({
  version: 1,
  destinations: [{ id: "lab", kind: "partner", match: { hosts: ["api.northlab.org"] }, allows: "phi-direct", baa: { signed: "2025-06-01", expires: "2040-06-01" } }],
}, null, 2)}\n`;

/** Files that all cases use. */
export const SHARED: Readonly<Record<string, string>> = {
  "tsconfig.json": JSON.stringify({ compilerOptions: { target: "es2022", module: "esnext", moduleResolution: "bundler", strict: true } }),
  "phi-lens.json": POLICY,
  "src/model.ts": `export interface Patient {
  id: string;
  ssn: string;
  fullName: string;
  birthDate: string;
  phone?: string;
  room: string;
}

export interface Visit {
  id: string;
  page: number;
  patient: Patient;
  load(): Promise<Patient>;
}
`,
  "types.d.ts": `declare module "axios" {
  interface Axios {
    get(url: string, options?: { headers?: Record<string, string> }): Promise<{ data: unknown }>;
    post(url: string, data?: unknown, options?: { headers?: Record<string, string> }): Promise<{ data: unknown }>;
  }
  const axios: Axios;
  export default axios;
}
declare module "pino" {
  interface Logger {
    info(what: object, message?: string): void;
    warn(what: object, message?: string): void;
  }
  export default function pino(options?: { level?: string; redact?: string[] }): Logger;
}
declare module "pg" {
  export class Pool {
    constructor(options?: { connectionString?: string | undefined; ssl?: object });
    query<T>(text: string, values?: unknown[]): Promise<{ rows: T[] }>;
  }
}
declare module "express" {
  export interface Request { params: Record<string, string>; body: unknown; user?: { id: string } }
  export interface Response { json(body: unknown): Response; status(code: number): Response }
  export type Handler = (request: Request, response: Response, next: () => void) => unknown;
  export interface Router { get(path: string, ...handlers: Handler[]): Router; post(path: string, ...handlers: Handler[]): Router }
  export function Router(): Router;
  const express: { Router(): Router; (): Router };
  export default express;
}
declare module "openai" {
  export default class OpenAI {
    responses: { create(options: { model: string; input: string }): Promise<{ output_text: string; model: string }> };
  }
}
declare module "@aws-sdk/client-s3" {
  export class S3Client { constructor(options?: object); send(command: object): Promise<object> }
  export class PutObjectCommand { constructor(options: { Bucket: string; Key: string; Body: string; ServerSideEncryption?: "aws:kms" | "AES256" }) }
}
declare module "@nestjs/common" {
  export const Controller: (path: string) => ClassDecorator;
  export const Get: (path?: string) => MethodDecorator;
  export const Param: (name: string) => ParameterDecorator;
  export const UseGuards: (...guards: object[]) => MethodDecorator & ClassDecorator;
  export interface CanActivate { canActivate(context: unknown): boolean }
}
`,
};

/** A file around a statement. The second function has a finding that no fix of the first may touch. */
const fileOf = (statement: string, imports: string): string => `${imports}import type { Patient, Visit } from "../model";

function report(what: string, data: unknown): void {
  console.info(what, data);
}
void report;

/** Kept. */
export async function handle(patient: Patient, visit: Visit, flag: boolean): Promise<void> {
  // before
  ${statement} // same line
  // after
  void [patient.room, visit.id, flag];
}

export function other(patient: Patient): void {
  console.debug(patient.birthDate);
}
`;

function* multiply(kind: string, carriers: typeof RECORDS, sinks: typeof RECORD_SINKS, letter: RegExp): Iterable<Case> {
  let turn = 0;
  const styles = Object.entries(STYLES);
  for (const [sink, [rule, code]] of Object.entries(sinks)) {
    for (const [carrier, [expression, before]] of Object.entries(carriers)) {
      // Every pair of sink and carrier, each in one of the styles, so that every sink meets every style.
      const [style, styled] = styles[turn++ % styles.length] ?? ["plain", (text: string) => text];
      const imports = `${/\baxios\b/.test(code) ? 'import axios from "axios";\n' : ""}${/\bwriteFile\b/.test(code) ? 'import { writeFile } from "node:fs/promises";\n' : ""}`;
      const name = `${kind}-${sink}-${carrier}-${style}`;
      yield { name, rule, path: `src/cases/${name}.ts`, text: styled(fileOf(`${before ? `${before}\n  ` : ""}${code.replace(letter, () => expression)}`, imports)) };
    }
  }
}

export const flowCases = (): Case[] => [...multiply("record", RECORDS, RECORD_SINKS, /\bR\b/), ...multiply("text", TEXTS, TEXT_SINKS, /\bT\b/)];
