// Bytes of a file to text. Apart from the file systems because encodings are a matter of their own: source text may be in any of them.

import { isUtf8 } from "node:buffer";

/** Decodes UTF-8, UTF-16 with a byte order mark (or recognisably without), and anything else as Latin-1. Removes the mark; keeps CRLF. */
export function decodeText(bytes: Buffer): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return bytes.toString("utf16le", 2);
  if (a === 0xfe && b === 0xff) return bigEndian(bytes.subarray(2));
  if (a === 0 && b !== 0 && b !== undefined) return bigEndian(bytes);
  if (b === 0 && a !== 0) return bytes.toString("utf16le");
  const text = bytes.toString("utf8");
  if (text.includes("\uFFFD") && !isUtf8(bytes)) return bytes.toString("latin1");
  return withoutMark(text);
}

/** Text without a leading byte order mark. */
export const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

function bigEndian(bytes: Buffer): string {
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return even.swap16().toString("utf16le");
}
