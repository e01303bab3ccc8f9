// Hash of a function's IR. A walk over the plain data, because serialising it first would cost more than lowering it.

/**
 * Sixteen hexadecimal digits that are equal for equal data. `skip` names a property of the outermost object to leave out;
 * `memo` keeps the hashes of strings within one file.
 */
export function hashData(data: object, skip: string, memo: Map<string, number>): string {
  let a = 0x9e3779b9 | 0;
  let b = 0x85ebca6b | 0;

  function mix(n: number): void {
    a = Math.imul(a ^ n, 0x9e3779b1);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b ^ (n + 0x7f4a7c15), 0x85ebca77);
    b ^= b >>> 15;
  }
  function mixText(text: string): void {
    const known = memo.get(text) ?? remember(text);
    mix(known | 0);
    mix((known / 0x100000000) | 0);
  }
  /** The IR's property names differ in length, first two or last letter; looking them up would cost more than all the rest. */
  function mixKey(key: string): void {
    mix((key.length << 24) ^ (key.charCodeAt(0) << 16) ^ (key.charCodeAt(1) << 8) ^ key.charCodeAt(key.length - 1));
  }
  function remember(text: string): number {
    const value = hashText(text);
    memo.set(text, value);
    return value;
  }
  function walk(value: unknown): void {
    if (typeof value === "string") {
      mix(1);
      mixText(value);
    } else if (typeof value === "number") {
      mix(2);
      if ((value | 0) === value) mix(value);
      else mixText(String(value));
    } else if (typeof value !== "object" || value === null) {
      mix(value === undefined ? 3 : value === null ? 4 : value === true ? 5 : 6);
    } else if (Array.isArray(value)) {
      mix(7);
      mix(value.length);
      for (let i = 0; i < value.length; i++) walk(value[i]);
    } else {
      mix(8);
      for (const key in value) {
        const entry = (value as Record<string, unknown>)[key];
        if (entry === undefined) continue;
        if (value === data && key === skip) continue;
        mixKey(key);
        walk(entry);
      }
      mix(9);
    }
  }

  walk(data);
  return hex(a ^ (b >>> 7)) + hex(b ^ (a >>> 11));
}

const hex = (n: number): string => (n >>> 0).toString(16).padStart(8, "0");

/** 53-bit hash of a text. */
function hashText(text: string): number {
  let a = 0xdeadbeef ^ text.length;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 2654435761);
    b = Math.imul(b ^ c, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
