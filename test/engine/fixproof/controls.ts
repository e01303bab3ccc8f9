// Contexts of fixes that are about controls: audit, access, output of models, encryption, transport. Each group is a workspace of its
// own, because what the project brings along (policy, own functions) decides what a fix may use.

import { type Case, SHARED, styled } from "./cases";

export interface Group {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
  /** Kinds of fixes that have to be offered, and how often at least. */
  readonly kinds: Readonly<Record<string, number>>;
}

const { "phi-lens.json": _policy, ...BASE } = SHARED;

const policy = (content: object): Record<string, string> => ({ "phi-lens.json": `${JSON.stringify({ version: 1, ...content }, null, 2)}\n` });

/** Named bodies as cases in the styles of files. */
function casesOf(rule: string, group: string, texts: Readonly<Record<string, string>>): Case[] {
  return Object.entries(texts).flatMap(([name, text]) => styled(text).map(([style, written]) => ({ name: `${group}-${name}-${style}`, rule, path: `src/cases/${group}-${name}-${style}.ts`, text: written })));
}

// ---- audit -------------------------------------------------------------------------------------------------------------------

const QUERY = 'pool.query<Patient>("SELECT * FROM patients WHERE id = $1", [ID])';

/** Who is there: parameters, and the id. */
const SCOPES: Readonly<Record<string, readonly [parameters: string, id: string]>> = {
  patient: ["patientId: string", "patientId"],
  user: ["patientId: string, userId: string", "patientId"],
  person: ["patient: Patient, user: { id: string }", "patient.id"],
  plain: ["id: number", "id"],
};

const ACCESSES: Readonly<Record<string, string>> = {
  held: "export async function open(P): Promise<Patient | undefined> {\n  // before\n  const { rows } = await Q; // rows\n  return rows[0];\n}\n",
  returned: "export async function open(P): Promise<{ rows: Patient[] }> {\n  // before\n  return await Q;\n}\n",
  promised: "export async function open(P): Promise<{ rows: Patient[] }> {\n  return Q;\n}\n",
  arrow: "export const open = async (P): Promise<number> => {\n  const found = await Q;\n  return found.rows.length;\n};\n",
  method: "export class Charts {\n  async open(P): Promise<Patient[]> {\n    const found = await Q;\n    return found.rows;\n  }\n}\n",
  inside: "export async function open(P): Promise<Patient[]> {\n  if (Date.now() > 0) {\n    const found = await Q;\n    return found.rows;\n  }\n  return [];\n}\n",
  caught: "export async function open(P): Promise<Patient[]> {\n  try {\n    const { rows } = await Q;\n    return rows;\n  } catch {\n    return [];\n  }\n}\n",
};

function auditCases(group: string): Case[] {
  const texts: Record<string, string> = {};
  for (const [access, code] of Object.entries(ACCESSES)) {
    for (const [scope, [parameters, id]] of Object.entries(SCOPES)) {
      texts[`${access}-${scope}`] = `import { Pool } from "pg";\nimport type { Patient } from "../model";\n\nconst pool = new Pool({ connectionString: process.env.DATABASE_URL });\n\n/** Kept. */\n${code.replace("P", () => parameters).replace("Q", () => QUERY.replace("ID", id))}`;
    }
  }
  return casesOf("missing-audit-log", group, texts);
}

const TYPED_AUDIT = `export interface AccessEvent {
  at: Date;
  userId: string;
  action: "view" | "change";
  resource: string;
  outcome: "granted" | "failed";
  detail?: string;
}

export function recordAudit(event: AccessEvent): void {
  process.stdout.write(JSON.stringify(event));
}
`;

const POSITIONAL_AUDIT = `export async function entry(who: string, action: string, resource: string, success: boolean): Promise<void> {
  process.stdout.write([who, action, resource, String(success)].join(" "));
}
`;

// ---- access ------------------------------------------------------------------------------------------------------------------

const ROUTES: Readonly<Record<string, string>> = {
  async: 'router.get("/charts/:id", async (req, res) => {\n  res.json(await load(req.params.id ?? ""));\n});\n',
  lines: 'router.get(\n  "/charts/:id", // one\n  async (req, res) => {\n    const patient = await load(req.params.id ?? "");\n    res.json({ patient });\n  },\n);\n',
  named: 'router.get("/charts/:id", answer);\n\nasync function answer(req: Request, res: Response): Promise<void> {\n  res.json(await load(req.params.id ?? ""));\n}\n',
};

const routeTexts = (): Record<string, string> => Object.fromEntries(Object.entries(ROUTES).map(([name, code]) => [name, `import { ${name === "named" ? "type Request, type Response, " : ""}Router } from "express";\nimport { load } from "../store";\n\nexport const router = Router();\n\n${code}`]));

const STORE = `import type { Patient } from "./model";

export async function load(id: string): Promise<Patient> {
  const patients = (await (await fetch("/internal/patients/" + encodeURIComponent(id))).json()) as Patient[];
  const [patient] = patients;
  if (!patient) throw new Error("not found");
  return patient;
}
`;

const NEST: Readonly<Record<string, string>> = {
  controller: `import { Controller, Get, Param } from "@nestjs/common";
import { load } from "../store";
import type { Patient } from "../model";

@Controller("charts")
export class Charts {
  // one
  @Get(":id")
  async one(@Param("id") id: string): Promise<Patient> {
    return load(id);
  }
}
`,
};

// ---- models ------------------------------------------------------------------------------------------------------------------

const AI = { destinations: [{ id: "openai", kind: "ai", match: { packages: ["openai"] }, allows: "phi-direct", baa: { signed: "2025-06-01", expires: "2040-06-01" } }] };

const OUTPUTS: Readonly<Record<string, string>> = {
  returned: 'export async function summary(patient: Patient): Promise<string> {\n  const answer = await openai.responses.create({ model: "gpt-5", input: `About ${patient.fullName}` });\n  return answer.output_text;\n}\n',
  sent: 'export async function summary(patient: Patient): Promise<void> {\n  const answer = await openai.responses.create({ model: "gpt-5", input: `About ${patient.fullName}` });\n  await fetch("https://api.northlab.org/notes", { method: "POST", body: JSON.stringify({ text: answer.output_text }) });\n}\n',
  local: 'export async function summary(patient: Patient): Promise<{ text: string }> {\n  const answer = await openai.responses.create({ model: "gpt-5", input: `About ${patient.fullName}` });\n  const text = answer.output_text;\n  return { text };\n}\n',
};

const outputTexts = (): Record<string, string> => Object.fromEntries(Object.entries(OUTPUTS).map(([name, code]) => [name, `import OpenAI from "openai";\nimport type { Patient } from "../model";\n\nconst openai = new OpenAI();\n\n${code}`]));

const DECISIONS: Readonly<Record<string, string>> = {
  update: 'export async function note(patient: Patient): Promise<void> {\n  const answer = await openai.responses.create({ model: "gpt-5", input: `About ${patient.fullName}` });\n  await pool.query("UPDATE patients SET note = $1, model = $2, model_version = $3, rationale = $4 WHERE id = $5", [answer.output_text, "gpt-5", "2026-01", "asked", patient.id]);\n}\n',
};

const decisionTexts = (): Record<string, string> => Object.fromEntries(Object.entries(DECISIONS).map(([name, code]) => [name, `import OpenAI from "openai";\nimport { Pool } from "pg";\nimport type { Patient } from "../model";\n\nconst openai = new OpenAI();\nconst pool = new Pool({ connectionString: process.env.DATABASE_URL });\n\n${code}`]));

// ---- encryption and transport ------------------------------------------------------------------------------------------------

function cipherTexts(): Record<string, string> {
  const texts: Record<string, string> = {};
  const imports: Record<string, readonly [string, string]> = { named: ['import { createCipheriv, randomBytes } from "node:crypto";\n', ""], some: ['import { createCipheriv } from "crypto";\n', ""], whole: ['import crypto from "node:crypto";\n', "crypto."], star: ['import * as crypto from "crypto";\n', "crypto."] };
  for (const [style, [line, prefix]] of Object.entries(imports)) {
    for (const [name, algorithm, vector] of [["short", "aes-128-cbc", "other"], ["fixed", "aes-256-cbc", 'Buffer.from("0000000000000000")'], ["old", "des-ede3-cbc", "other"]] as const) {
      for (const encoding of ["hex", "base64"]) {
        const given = vector === "other" ? ", other: Buffer" : "";
        const used = style === "named" ? `\nexport const nonce = (): Buffer => randomBytes(8);\n` : "";
        texts[`${style}-${name}-${encoding}`] = `${line}\nexport function seal(text: string, key: Buffer${given}): string {\n  // make\n  const cipher = ${prefix}createCipheriv("${algorithm}", key, ${vector});\n  return cipher.update(text, "utf8", "${encoding}") + cipher.final("${encoding}");\n}\n${used}`;
      }
    }
  }
  return texts;
}

const TRANSPORT: Readonly<Record<string, string>> = {
  http: 'export const go = () => fetch("http://api.example.com/v1");\n',
  template: "export const go = (id: string) => fetch(`http://api.example.com/v1/${id}`);\n",
  constant: 'const API = "http://api.example.com/v1";\nexport const go = () => fetch(API);\n',
  socket: 'export const open = () => new WebSocket("ws://live.example.com/feed");\n',
  axios: 'import axios from "axios";\nexport const go = () => axios.get("http://api.example.com/v1");\n',
  certificate: 'import https from "node:https";\nexport const agent = new https.Agent({ rejectUnauthorized: false });\n',
  environment: 'process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";\nexport const done = true;\n',
  old: 'import https from "node:https";\nexport const agent = new https.Agent({ minVersion: "TLSv1.1" });\n',
  recent: 'import https from "node:https";\nexport const agent = new https.Agent({ keepAlive: true, minVersion: "TLSv1.2" });\n',
  database: 'import { Pool } from "pg";\nexport const pool = new Pool({ connectionString: "postgres://u@db.example.com/charts?sslmode=disable" });\n',
};

const STORAGE: Readonly<Record<string, string>> = {
  line: 'await client.send(new PutObjectCommand({ Bucket: "charts", Key: patient.id, Body: JSON.stringify(patient) }));',
  lines: 'await client.send(new PutObjectCommand({\n    Bucket: "charts",\n    Key: patient.id,\n    Body: JSON.stringify(patient),\n  }));',
  held: 'const command = new PutObjectCommand({ Bucket: "charts", Key: patient.id, Body: patient.ssn });\n  await client.send(command);',
};

const storageTexts = (): Record<string, string> => Object.fromEntries(Object.entries(STORAGE).map(([name, code]) => [name, `import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";\nimport type { Patient } from "../model";\n\nconst client = new S3Client({});\n\nexport async function keep(patient: Patient): Promise<void> {\n  ${code}\n}\n`]));

const LOGGERS: Readonly<Record<string, string>> = {
  record: 'const log = pino();\n\nexport function admit(patient: Patient): void {\n  log.info({ patient }, "admitted");\n}\n',
  field: 'const log = pino();\n\nexport function admit(patient: Patient): void {\n  log.info({ ssn: patient.ssn, room: patient.room }, "admitted");\n}\n',
  options: 'const log = pino({ level: "info" });\n\nexport function admit(patient: Patient): void {\n  log.warn({ who: patient.fullName });\n}\n',
  whole: 'const log = pino();\n\nexport function admit(patient: Patient): void {\n  log.info(patient, "admitted");\n}\n',
};

const loggerTexts = (): Record<string, string> => Object.fromEntries(Object.entries(LOGGERS).map(([name, code]) => [name, `import pino from "pino";\nimport type { Patient } from "../model";\n\n${code}`]));

const INCOMPLETE: Readonly<Record<string, string>> = {
  some: 'export function open(patientId: string, userId: string): void {\n  recordAudit({ action: "view", resource: patientId, userId });\n}\n',
  few: 'export function open(patientId: string, userId: string): void {\n  recordAudit({ resource: patientId + userId });\n}\n',
  lines: 'export function open(patientId: string, userId: string): void {\n  recordAudit({\n    action: "view",\n    userId,\n    resource: patientId,\n  });\n}\n',
};

const incompleteTexts = (): Record<string, string> => Object.fromEntries(Object.entries(INCOMPLETE).map(([name, code]) => [name, `import { recordAudit } from "../audit";\n\n${code}`]));

export const controlGroups = (): Group[] => [
  { name: "audit, nothing there", files: BASE, cases: auditCases("audit").filter((_, index) => index % 7 === 1), kinds: { audit: 10, "audit-failures": 8 } },
  { name: "audit, by name", files: { ...BASE, "src/audit.ts": TYPED_AUDIT }, cases: auditCases("auditnamed").filter((_, index) => index % 5 === 0), kinds: { audit: 15 } },
  { name: "audit, by policy", files: { ...BASE, "src/trail.ts": POSITIONAL_AUDIT, ...policy({ audit: { callees: ["./src/trail.ts#entry"], automatic: ["timestamp"] } }) }, cases: auditCases("auditpolicy").filter((_, index) => index % 5 === 2), kinds: { audit: 15 } },
  { name: "audit events that say too little", files: { ...BASE, "src/audit.ts": TYPED_AUDIT.replace("at: Date", "at?: string").replace('outcome: "granted" | "failed"', 'outcome?: string').replace('action: "view" | "change"', "action?: string").replace("userId: string", "userId?: string"), ...policy({ audit: { callees: ["./src/audit.ts#recordAudit"] } }) }, cases: casesOf("incomplete-audit-log", "incomplete", incompleteTexts()), kinds: { "complete-audit": 9 } },
  { name: "routes, nothing there", files: { ...BASE, "src/store.ts": STORE }, cases: casesOf("missing-access-control", "route", routeTexts()).slice(0, 1), kinds: { guard: 1 } },
  {
    name: "routes, a guard by policy", cases: casesOf("missing-access-control", "guarded", routeTexts()), kinds: { guard: 9 },
    files: { ...BASE, "src/store.ts": STORE, "src/auth.ts": 'import type { Request, Response } from "express";\n\nexport function requireSession(req: Request, res: Response, next: () => void): void {\n  if (req.user) next();\n  else res.status(401).json({});\n}\n', ...policy({ access: { guards: ["./src/auth.ts#requireSession"] } }) },
  },
  { name: "answers that nobody records", files: { ...BASE, "src/store.ts": STORE }, cases: casesOf("missing-audit-log", "answer", routeTexts()), kinds: { audit: 6 } },
  {
    name: "controllers", cases: casesOf("missing-access-control", "nest", NEST), kinds: { guard: 2 },
    files: { ...BASE, "src/store.ts": STORE, "src/auth.guard.ts": 'import type { CanActivate } from "@nestjs/common";\n\nexport class SessionGuard implements CanActivate {\n  canActivate(context: unknown): boolean {\n    return context !== undefined;\n  }\n}\n' },
  },
  { name: "outputs, nothing there", files: { ...BASE, ...policy(AI) }, cases: casesOf("unvalidated-model-output", "output", outputTexts()).slice(0, 1), kinds: { "check-output": 1 } },
  {
    name: "outputs, a check by policy", cases: casesOf("unvalidated-model-output", "checked", outputTexts()), kinds: { "check-output": 9 },
    files: { ...BASE, "src/ai.ts": 'export function assured(text: string): string {\n  if (/\\d{3}-\\d{2}/.test(text)) throw new Error("stopped");\n  return text;\n}\n', ...policy({ ...AI, outputValidation: { callees: ["./src/ai.ts#assured"] } }) },
  },
  {
    name: "outputs, an assertion by policy", cases: casesOf("unvalidated-model-output", "asserted", outputTexts()), kinds: { "check-output": 6 },
    files: { ...BASE, "src/ai.ts": 'export function assertClean(text: string): void {\n  if (/\\d{3}-\\d{2}/.test(text)) throw new Error("stopped");\n}\n', ...policy({ ...AI, outputValidation: { callees: ["./src/ai.ts#assertClean"] } }) },
  },
  { name: "decisions, nothing there", files: { ...BASE, ...policy(AI) }, cases: casesOf("unreviewed-ai-decision", "decision", decisionTexts()).slice(0, 1), kinds: { review: 1 } },
  {
    name: "decisions, a review by policy", cases: casesOf("unreviewed-ai-decision", "reviewed", decisionTexts()), kinds: { review: 3 },
    files: { ...BASE, "src/ai.ts": 'export async function signOff(text: string): Promise<string> {\n  return (await (await fetch("/internal/queue", { method: "POST", body: text })).text());\n}\n', ...policy({ ...AI, humanReview: { callees: ["./src/ai.ts#signOff"] } }) },
  },
  { name: "ciphers", files: BASE, cases: casesOf("weak-encryption", "cipher", cipherTexts()).filter((_, index) => index % 3 === index % 2), kinds: { "authenticated-encryption": 20 } },
  { name: "transport", files: BASE, cases: casesOf("insecure-transport", "transport", TRANSPORT), kinds: { "secure-transport": 27 } },
  { name: "object storage", files: BASE, cases: casesOf("unencrypted-phi-storage", "storage", storageTexts()), kinds: { "encrypt-at-rest": 9 } },
  { name: "loggers", files: BASE, cases: casesOf("phi-in-log", "logger", loggerTexts()), kinds: { redact: 9 } },
  {
    name: "own functions", cases: casesOf("phi-in-log", "own", loggerTexts()), kinds: { redact: 9 },
    files: { ...BASE, "src/hide.ts": 'import { createHmac } from "node:crypto";\n\nexport function conceal<T>(value: T): T {\n  return value;\n}\n\nexport const tokenize = (text: string): string => createHmac("sha256", process.env.KEY ?? "").update(text).digest("hex");\n', ...policy({ sanitizers: [{ callee: "./src/hide.ts#conceal", yields: "operational" }] }) },
  },
];
