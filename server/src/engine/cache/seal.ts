// Sealed entries: bytes that only the owner of the source text can read. The key is made from the text that the bytes were derived from, so
// a cache folder by itself says nothing of the program or of the literals in it, and nobody has to keep a secret.

import { createCipheriv, createDecipheriv, createHash, createHmac, timingSafeEqual } from "node:crypto";

const VECTOR_LENGTH = 16;

/** The secret of an entry: of the text that it was made from, and of its name. */
export const secretOf = (digest: string, name: string): Buffer => createHash("sha256").update(`phi-lens entry\0${digest}\0${name}`).digest();

/** Equal bytes give equal sealed bytes; the vector is a tag of the content, so that no vector serves two contents. */
export function seal(bytes: Buffer, secret: Buffer): Buffer {
  const vector = tagOf(bytes, secret);
  const cipher = createCipheriv("aes-256-ctr", secret, vector);
  return Buffer.concat([vector, cipher.update(bytes), cipher.final()]);
}

/** The bytes, or undefined where they are damaged or of another secret. */
export function unseal(sealed: Buffer, secret: Buffer): Buffer | undefined {
  if (sealed.length < VECTOR_LENGTH) return undefined;
  const vector = sealed.subarray(0, VECTOR_LENGTH);
  const decipher = createDecipheriv("aes-256-ctr", secret, vector);
  const bytes = Buffer.concat([decipher.update(sealed.subarray(VECTOR_LENGTH)), decipher.final()]);
  return timingSafeEqual(tagOf(bytes, secret), vector) ? bytes : undefined;
}

const tagOf = (bytes: Buffer, secret: Buffer): Buffer => createHmac("sha256", secret).update(bytes).digest().subarray(0, VECTOR_LENGTH);

/** A digest as the key of an entry is made of. */
export const digestOf = (text: string): string => createHash("sha256").update(text).digest("base64");
