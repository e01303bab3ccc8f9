// Helper modules that work with a secret key: pseudonyms and encryption. For Node; browsers keep no such key.

import type { HelperModule } from "./helper";

const PSEUDONYMS = `// Replaces identifiers by keyed hashes, so that records can still be linked while nobody reads who they are about.
`;

const PSEUDONYM_DOC = "The same identifier always gives the same pseudonym. The key stays in a secret store: without it no one finds the identifier again.";

/** HMAC-SHA-256 with a key from the environment. */
export const PSEUDONYMIZE: HelperModule = {
  name: "pseudonymize",
  typed: `${PSEUDONYMS}
import { createHmac } from "node:crypto";

/** ${PSEUDONYM_DOC} */
export function pseudonymize(identifier: string): string {
  const key = process.env["PSEUDONYM_KEY"];
  if (!key) throw new Error("PSEUDONYM_KEY is not set");
  return createHmac("sha256", key).update(identifier).digest("base64url");
}
`,
  script: (commonjs) => `${commonjs ? '"use strict";\n' : ""}${PSEUDONYMS}
${commonjs ? 'const { createHmac } = require("node:crypto");' : 'import { createHmac } from "node:crypto";'}

/**
 * ${PSEUDONYM_DOC}
 * @param {string} identifier
 * @returns {string}
 */
${commonjs ? "" : "export "}function pseudonymize(identifier) {
  const key = process.env["PSEUDONYM_KEY"];
  if (!key) throw new Error("PSEUDONYM_KEY is not set");
  return createHmac("sha256", key).update(identifier).digest("base64url");
}
${commonjs ? "\nmodule.exports = { pseudonymize };\n" : ""}`,
};

const SEALING = `// Encrypts what is stored: AES-256-GCM, a new vector for each text, and its authentication tag kept with it.
`;

/** AES-256-GCM with a key from the environment. */
export const ENCRYPT: HelperModule = {
  name: "encryptText",
  typed: `${SEALING}
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const VECTOR_BYTES = 12;
const TAG_BYTES = 16;

/** The text encrypted, in base64: vector, authentication tag, cipher text. */
export function encryptText(text: string): string {
  const vector = randomBytes(VECTOR_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key(), vector);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([vector, cipher.getAuthTag(), sealed]).toString("base64");
}

/** The text again; throws if anybody changed what was stored. */
export function decryptText(stored: string): string {
  const bytes = Buffer.from(stored, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key(), bytes.subarray(0, VECTOR_BYTES));
  decipher.setAuthTag(bytes.subarray(VECTOR_BYTES, VECTOR_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(VECTOR_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}

/** 32 bytes in base64, from a secret store or key service. */
function key(): Buffer {
  const bytes = Buffer.from(process.env["PHI_ENCRYPTION_KEY"] ?? "", "base64");
  if (bytes.length !== 32) throw new Error("PHI_ENCRYPTION_KEY is not a key of 32 bytes in base64");
  return bytes;
}
`,
  script: (commonjs) => `${commonjs ? '"use strict";\n' : ""}${SEALING}
${commonjs ? 'const { createCipheriv, createDecipheriv, randomBytes } = require("node:crypto");' : 'import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";'}

const VECTOR_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The text encrypted, in base64: vector, authentication tag, cipher text.
 * @param {string} text
 * @returns {string}
 */
${commonjs ? "" : "export "}function encryptText(text) {
  const vector = randomBytes(VECTOR_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key(), vector);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([vector, cipher.getAuthTag(), sealed]).toString("base64");
}

/**
 * The text again; throws if anybody changed what was stored.
 * @param {string} stored
 * @returns {string}
 */
${commonjs ? "" : "export "}function decryptText(stored) {
  const bytes = Buffer.from(stored, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key(), bytes.subarray(0, VECTOR_BYTES));
  decipher.setAuthTag(bytes.subarray(VECTOR_BYTES, VECTOR_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(VECTOR_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}

/** 32 bytes in base64, from a secret store or key service. */
function key() {
  const bytes = Buffer.from(process.env["PHI_ENCRYPTION_KEY"] ?? "", "base64");
  if (bytes.length !== 32) throw new Error("PHI_ENCRYPTION_KEY is not a key of 32 bytes in base64");
  return bytes;
}
${commonjs ? "\nmodule.exports = { encryptText, decryptText };\n" : ""}`,
};
