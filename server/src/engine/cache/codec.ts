// Summaries as bytes: a codec for graphs of plain data (objects, arrays, maps, sets, texts, numbers) that keeps what is shared shared.
// It knows nothing of what the data means, so that a summary can get another field without a change here.

/** Thrown for what cannot be kept: functions, instances of classes, graphs too deep. */
export class NotPlain extends Error {}

/** Stands for the root folder, so that the same bytes are right in another checkout. */
const ROOT_MARK = "\uE000";

const SPECIALS = [undefined, null, true, false, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const;

/** Kinds of a number of the stream, in its low three bits. The rest is a size or an index. */
const SPECIAL = 0;
const WHOLE = 1;
const TEXT = 2;
const AGAIN = 3;
const OBJECT = 4;
const ARRAY = 5;
const MAP = 6;
/** A set, or a number that is not small and whole: its text follows. */
const SET = 7;
const NUMBER_SHAPE = "\u0002number";

const MAX_WHOLE = 0x1fffffff;

/** Turns a value into bytes. `root` is the folder whose paths are written relatively. */
export function encode(value: unknown, root: string): Buffer {
  const encoder = new Encoder(root);
  try {
    encoder.put(value);
  } catch (error) {
    throw error instanceof RangeError ? new NotPlain("too deep") : error;
  }
  return encoder.bytes();
}

class Encoder {
  #stream = new Uint32Array(1024);
  #length = 0;
  readonly #texts = new Map<string, number>();
  readonly #shapes = new Map<string, number>();
  readonly #shapeKeys: string[][] = [];
  readonly #seen = new Map<object, number>();
  readonly #prefix: string;

  constructor(root: string) {
    this.#prefix = root;
  }

  put(value: unknown): void {
    switch (typeof value) {
      case "string":
        return this.#push(TEXT, this.#text(value));
      case "number":
        return this.#number(value);
      case "object":
        return value === null ? this.#push(SPECIAL, 1) : this.#object(value);
      case "undefined":
      case "boolean":
        return this.#push(SPECIAL, SPECIALS.indexOf(value as (typeof SPECIALS)[number]));
      default:
        throw new NotPlain(typeof value);
    }
  }

  #number(value: number): void {
    if (Number.isInteger(value) && value >= 0 && value <= MAX_WHOLE && !Object.is(value, -0)) return this.#push(WHOLE, value);
    const special = SPECIALS.findIndex((one) => Object.is(one, value));
    if (special >= 0) return this.#push(SPECIAL, special);
    this.#push(OBJECT, this.#shape([NUMBER_SHAPE]));
    this.#push(TEXT, this.#text(Object.is(value, -0) ? "-0" : String(value)));
  }

  #object(value: object): void {
    const before = this.#seen.get(value);
    if (before !== undefined) return this.#push(AGAIN, before);
    this.#seen.set(value, this.#seen.size);
    if (Array.isArray(value)) {
      this.#push(ARRAY, value.length);
      for (const one of value) this.put(one);
    } else if (value instanceof Map) {
      this.#push(MAP, value.size);
      for (const [key, one] of value) {
        this.put(key);
        this.put(one);
      }
    } else if (value instanceof Set) {
      this.#push(SET, value.size);
      for (const one of value) this.put(one);
    } else {
      if (Object.getPrototypeOf(value) !== Object.prototype) throw new NotPlain("instance of a class");
      this.#push(OBJECT, this.#shape(Object.keys(value)));
      for (const key in value) this.put((value as Record<string, unknown>)[key]);
    }
  }

  #text(text: string): number {
    let index = this.#texts.get(text);
    if (index === undefined) {
      if (text.includes(ROOT_MARK)) throw new NotPlain("a text with the root's mark");
      index = this.#texts.size;
      this.#texts.set(text, index);
    }
    return index;
  }

  #shape(keys: string[]): number {
    const name = keys.join("\0");
    let index = this.#shapes.get(name);
    if (index === undefined) {
      index = this.#shapes.size;
      this.#shapes.set(name, index);
      this.#shapeKeys.push(keys);
    }
    return index;
  }

  #push(kind: number, value: number): void {
    if (this.#length === this.#stream.length) {
      const larger = new Uint32Array(this.#stream.length * 2);
      larger.set(this.#stream);
      this.#stream = larger;
    }
    this.#stream[this.#length++] = ((value << 3) | kind) >>> 0;
  }

  bytes(): Buffer {
    const texts = Buffer.from(relative(JSON.stringify([this.#shapeKeys, [...this.#texts.keys()]]), this.#prefix));
    const head = Buffer.alloc(4);
    head.writeUInt32LE(this.#length);
    const stream = this.#stream.subarray(0, this.#length);
    return Buffer.concat([head, littleEndian(stream), texts]);
  }
}

/** The value that bytes were made of. Throws for bytes of anything else. */
export function decode(bytes: Buffer, root: string): unknown {
  const length = bytes.readUInt32LE(0);
  const stream = new Uint32Array(length);
  for (let i = 0, at = 4; i < length; i++, at += 4) stream[i] = bytes.readUInt32LE(at);
  const [shapes, texts] = JSON.parse(absolute(bytes.toString("utf8", 4 + length * 4), root)) as [string[][], string[]];
  return new Decoder(stream, shapes, texts).take();
}

class Decoder {
  #at = 0;
  readonly #made: unknown[] = [];

  constructor(
    private readonly stream: Uint32Array,
    private readonly shapes: readonly (readonly string[])[],
    private readonly texts: readonly string[],
  ) {}

  take(): unknown {
    const word = this.stream[this.#at++];
    if (word === undefined) throw new NotPlain("ends too early");
    const value = word >>> 3;
    switch (word & 7) {
      case SPECIAL:
        return SPECIALS[value];
      case WHOLE:
        return value;
      case TEXT:
        return this.texts[value];
      case AGAIN:
        return this.#made[value];
      case OBJECT:
        return this.#object(this.shapes[value] ?? []);
      case ARRAY: {
        const array: unknown[] = [];
        this.#made.push(array);
        for (let i = 0; i < value; i++) array.push(this.take());
        return array;
      }
      case MAP: {
        const map = new Map<unknown, unknown>();
        this.#made.push(map);
        for (let i = 0; i < value; i++) map.set(this.take(), this.take());
        return map;
      }
      default: {
        const set = new Set<unknown>();
        this.#made.push(set);
        for (let i = 0; i < value; i++) set.add(this.take());
        return set;
      }
    }
  }

  #object(keys: readonly string[]): unknown {
    if (keys[0] === NUMBER_SHAPE) return Number(this.take());
    const object: Record<string, unknown> = {};
    this.#made.push(object);
    for (const key of keys) object[key] = this.take();
    return object;
  }
}

const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);

const relative = (json: string, root: string): string => json.replaceAll(quoted(root), quoted(ROOT_MARK));
const absolute = (json: string, root: string): string => json.replaceAll(quoted(ROOT_MARK), quoted(root));

function littleEndian(stream: Uint32Array): Buffer {
  const bytes = Buffer.alloc(stream.length * 4);
  for (let i = 0; i < stream.length; i++) bytes.writeUInt32LE(stream[i] as number, i * 4);
  return bytes;
}
