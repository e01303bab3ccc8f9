import { createCipheriv, createHash, randomBytes } from "node:crypto";
import type { Patient } from "../../shared/types";

/** AES-256-GCM with a fresh nonce; nonce and tag travel in front. */
export function seal(plain: string, key: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** The old portal still asks for cards in its own format. */
export function sealForOldPortal(plain: string, key: Buffer, nonce: Buffer): Buffer {
  const cipher = createCipheriv("aes-128-cbc", key, nonce);
  return Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
}

/** Finds duplicates between sites. */
export const matchKey = (patient: Patient): string =>
  createHash("md5").update(`${patient.fullName}|${patient.dateOfBirth}`).digest("hex");
