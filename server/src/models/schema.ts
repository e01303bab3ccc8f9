// The vocabulary of library models: one JSON file a library in `data/`, checked by the loader. A model says what a call of the
// library does with PHI; it is the same vocabulary that a user's policy uses, and nothing in the engine knows a library by name.

import type { DestinationKind, SinkKind } from "../policy/policy";

/**
 * A path into a library, from what a module exports: names joined by dots, `()` for a call's result, `new()` for an instance.
 * The first segment is an exported name, `default`, or `*` for the namespace object itself; `a|b` gives alternatives in any segment,
 * a segment `*` after the first matches any one name.
 *   `OpenAI|default.new().chat.completions.create`     `default().info|warn|error`     `*.readFile`
 * CommonJS and default interop: `require("x")` and `import x from "x"` both match `default` and the namespace.
 */
export type ApiPath = string;

/**
 * Which part of a call: `0` the first argument, `1..` all from the second on, `*` all, `0.messages` a property of the first,
 * `0.*` each property, `recv` the receiver, `config` the first argument of the constructor or factory that made the receiver.
 * `chain` the first arguments of the calls that lead from the client to the receiver, `member` the name under which the receiver was read, where its model knows it by `*`. `0.[*]` is any element; `0.url|0` is the first of them that the call has.
 */
export type Part = string;

export interface SinkModel {
  readonly kind: SinkKind;
  /** Which parts carry data out. Alternatives in order; all count. */
  readonly parts: readonly Part[];
  /** The least level that counts there: a key may name a record by its id. */
  readonly least?: "phi-direct";
  /** Only if a part is (or is not) one of these constants: `{ "part": "0.purpose", "is": ["fine-tune"] }`. */
  readonly when?: { readonly part: Part; readonly is?: readonly (string | number | boolean | null)[]; readonly not?: readonly (string | number | boolean | null)[] };
}

/** Where data goes: by a URL in a part, joined to a base URL in another; else the library's own destination. */
export interface UrlModel {
  readonly part: Part;
  /** Parts that hold a base URL or host (`config.baseURL`). */
  readonly base?: readonly Part[];
  /** Parts whose PHI counts as being in the URL besides the URL itself (`1.params`). */
  readonly query?: readonly Part[];
}

/** What comes out of a call. */
export type ResultModel =
  /** Nothing about the arguments: ids, statuses, numbers. */
  | "clean"
  /** Joined level of all arguments (and the receiver's data). */
  | "arguments"
  /** A value unknown to the program; typed by the call's type argument or context (`response.json()`, rows). */
  | "unknown"
  /** Model completion: clean as PHI, tracked as model output for the AI rules. */
  | "model-output"
  /** The same, of the type that a schema in a part describes. */
  | `model-output:${string}`
  /** An object of the library: the handle at this path (default: this path + `()`), made from the arguments. */
  | "handle"
  /** `part:0` the value of a part; `elements:0` its elements; `array:0` an array of it; `awaited`… */
  | `part:${string}` | `elements:${string}` | `array:${string}`
  /** What the callback in that argument returns; `callbacks:0` an array of such. */
  | `callback:${string}` | `callbacks:${string}`
  /** A value of the type that a type argument (or the receiver's) names: `type:0`, `recvType:0`; `types:0` an array of it. */
  | `type:${string}` | `types:${string}` | `recvType:${string}` | `recvTypes:${string}`
  /** What was stored in the receiver by `stores`. */
  | "stored"
  /** The receiver itself: fluent interfaces. (`part:recv` is what it holds.) */
  | "receiver"
  /** A value of the type that the schema, table or entity class in a part describes (`z.object`, `pgTable`, `@Entity`): `schema:0`; `schemas:0` an array of it. */
  | `schema:${string}` | `schemas:${string}`
  /** A row of the table that the client's own member of that name stands for (`prisma.patient`, `db.query.patients`): the columns and relations that the first argument asks for. `rows`: an array of such. */
  | "row" | "rows"
  /** An array with, at each index, an element of what stands at that index (or under that key) of a part: `zip:0` for `combineLatest([a, b])`. */
  | `zip:${string}`
  /** `pick:0:1..` the part 0 with only, `omit:0:1..` without, the fields that constants (or arrays of them) in the second part name; `get:0:1` the field at such a path. */
  | `pick:${string}` | `omit:${string}` | `get:${string}`
  /** A new object with the fields of a part's values: `spread:*` for `merge(a, b)`, `spread:0` for a copy. */
  | `spread:${string}`
  /** What an observable, promise or list in a part yields (`inner:callback:0`); anything else yields itself. */
  | `inner:${string}`
  /** A row of the table that a part names, typed by the client's type argument along a path (`table:config:public.Tables.*.Row`); `tables:` an array of such. */
  | `table:${string}` | `tables:${string}`
  /** An instance of the class in a part, as containers of services hand it out. */
  | `instance:${string}`;

/**
 * Results nest after `array:` and `elements:`: `array:elements:0`, `elements:callback:0`. Where a result names a part or a callback, `a|b` means the first of them that the call has: `callback:0.select|callback:0.queryFn`.
 * In `stores`, and as parameters of later callbacks, results can be named as well: `callback:0`, `elements:0`, `schema:0`, `zip:0`.
 */

/** What a callback argument is called with: parts of the call, `stored`, `elements:PART`, `type:N`, `handle:PATH`, `child:PATH` (a router below the receiver), `result` the object that the call makes, `fields` an object with what this call says in `fields`, `unknown`, `clean`, `error`, `request`, `response`. */
export interface CallbackModel {
  readonly part: Part;
  readonly parameters: readonly string[];
}

export interface StoreModel {
  /** `database` and the like are reported once where the client is built; `file`, `object`, `cache`, `queue` at each call. */
  readonly kind: "file" | "object" | "cache" | "queue" | "database";
  /** Whether PHI is read, written or both: for auditing. */
  readonly access?: "read" | "write" | "both";
  /** Parts that are read for SQL text or a table name, to know whether patients are meant. */
  readonly subject?: readonly Part[];
  /** Options that encrypt: `{ "part": "0.ServerSideEncryption", "is": ["AES256", "aws:kms"] }`; without `is` any value will do. */
  readonly encryptedBy?: readonly { readonly part: Part; readonly is?: readonly string[] }[];
  /** The provider encrypts by default: no option named is a warning, not an error. */
  readonly encryptedByDefault?: boolean;
  /** The store is encrypted by its nature (keychain, secure store). */
  readonly encrypted?: boolean;
}

export interface CryptoModel {
  readonly does: "encrypt" | "decrypt" | "hash" | "hmac" | "random" | "kdf" | "compress" | "encode";
  readonly algorithm?: Part;
  readonly key?: Part;
  readonly iv?: Part;
  readonly data?: readonly Part[];
  /** Of a key derivation. */
  readonly salt?: Part;
  readonly iterations?: Part;
}

/** What is done to output before it leaves: `paths` of fields are removed, `keys` at any depth; fields pass through the serializers of their names. */
export interface RedactionModel {
  readonly paths?: Part;
  readonly keys?: Part;
  readonly serializers?: Part;
}

/** One call (or construction) of the library. */
export interface CallModel {
  readonly path: ApiPath;
  readonly sinks?: readonly SinkModel[];
  readonly url?: UrlModel;
  /** Parts that may hold an object of another library, to whose destination the call goes: the model of a provider, of `generateText({ model })`. */
  readonly via?: readonly Part[];
  readonly result?: ResultModel;
  /** The result is an object (keys `0`, `1`: a tuple) with these fields, each said like a result; wins over `result`. A field not named is clean. */
  readonly fields?: Readonly<Record<string, ResultModel>>;
  /** For `handle`: another path that the result behaves as, also of another library: `rxjs#Observable.new()`. */
  readonly as?: ApiPath;
  readonly callbacks?: readonly CallbackModel[];
  /** Parts kept in the receiver (`form.append`, `hash.update`) or, on construction, in the instance. */
  readonly stores?: readonly Part[];
  /** Parts that data is written into: `{ "from": "1", "to": "0" }`. */
  readonly writes?: readonly { readonly from: Part; readonly to: Part }[];
  readonly store?: StoreModel;
  readonly crypto?: CryptoModel;
  /** The part names the columns that rows of this query have. */
  readonly selects?: Part;
  /** A redaction: the result is (of) this level. */
  readonly sanitizes?: { readonly parts: readonly Part[]; readonly yields: "operational" | "phi-indirect" };
  /** A schema made by a call: what it lets through, `object:0` with the schemas in a part as its fields, `array:0` of such. */
  readonly describes?: "string" | "number" | "none" | "constant" | `object:${string}` | `array:${string}`;
  /** Redaction options of a logger or tracker at construction. */
  readonly redacts?: RedactionModel;
  /** Checks for the control rules. */
  readonly role?: "audit" | "authentication" | "authorization" | "output-validation" | "human-review" | "schema-check";
  /** Registers handlers: which parts, how they are called, whether it is an entry point of the program, and options that put a check in front unless they are off. */
  readonly entry?: { readonly kind: "http" | "graphql" | "rpc" | "event" | "lambda" | "job" | "server-action"; readonly handlers: readonly Part[]; readonly path?: Part; readonly guardedBy?: readonly Part[] };
  /** Mounts or applies middleware: `use`. */
  readonly middleware?: readonly Part[];
  /** Answers the caller of an entry point: what, and with which status (`config`: that of the chain, `res.status(400).json(…)`). */
  readonly response?: { readonly body: Part; readonly status?: Part };
  /**
   * Makes an operator for `pipe`: what becomes of one element that passes, named `value` here and among the parameters of its callbacks:
   * a result (`callback:0`, `inner:callback:0`, `clean`), `value`, `array:value`, `stream:value` (an observable of it), `tuple:value` (beside
   * an element of each argument), several of them with `+`; or `pipes:*`: it passes the operators that are the arguments.
   */
  readonly operator?: string;
  /** What the receiver holds runs through the operators in these parts, in order; the resulting handle holds what comes out. */
  readonly pipes?: readonly Part[];
  /** A decorator, and on what: the decorated method is the handler of `entry`, the decorated parameter or property gets `result`. */
  readonly decorates?: "class" | "method" | "parameter" | "property";
  /** Settings worth a look by the control rules (TLS, region, algorithms): their names as parts. */
  readonly settings?: Readonly<Record<string, Part>>;
  /** Why, where it is not plain. */
  readonly note?: string;
}

/** A property read or written of the library that matters: `response.data`, `location.href`, `document.cookie`. */
export interface PropertyModel {
  readonly path: ApiPath;
  readonly result?: ResultModel;
  /** An assignment to it is a sink of this kind. */
  readonly assigned?: SinkKind;
  /** An assignment to it answers the caller of an entry point, with the status in this property of the same object. */
  readonly answers?: { readonly status: string };
}

export interface LibraryModel {
  readonly library: string;
  /** Specifiers: `openai`, `openai/*`; `global` for what needs no import. */
  readonly packages: readonly string[];
  /** Version that was reviewed. */
  readonly version: string;
  readonly destination?: { readonly id: string; readonly name: string; readonly kind: DestinationKind; readonly hosts?: readonly string[]; readonly env?: readonly string[] };
  /** Exported type names → the path of the handle that a value of that type is: `{ "Twilio": "default()" }`. */
  readonly types?: Readonly<Record<string, ApiPath>>;
  /** Names under which its client usually goes where nothing says what it is, and the handle that it is: `{ "prisma": "PrismaClient.new()" }`. */
  readonly named?: Readonly<Record<string, ApiPath>>;
  /** Exported function types → how a function of such a type is called, and whether it is an entry point: `{ "RequestHandler": { "parameters": […] } }`. */
  readonly handlers?: Readonly<Record<string, { readonly parameters: readonly string[]; readonly entry?: NonNullable<CallModel["entry"]>["kind"] }>>;
  readonly calls: readonly CallModel[];
  readonly properties?: readonly PropertyModel[];
  /** Where the tables are described that members of a client stand for: in the schema file, or among the client's own options (`schema`). */
  readonly tables?: "prisma" | Part;
  /** The place whose methods the library's own schemas have, where a schema is also the object that reads and writes: `Patient.findOne(…)`. */
  readonly schemas?: ApiPath;
  /** A client of this library goes to an address of its own where one of these parts of its construction says so. */
  readonly address?: readonly Part[];
}

/** `hosts.json`: hosts of vendors that are called by raw URL. */
export interface HostModel {
  readonly id: string;
  readonly name: string;
  readonly kind: DestinationKind;
  readonly hosts: readonly string[];
}
