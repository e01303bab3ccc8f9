// Streams of Node and of the web. A stream is an object whose elements are what it yields; what it does with chunks is kept under `^takes`,
// where it goes on to under `^pipes`. Its own classes are instances with `_transform`, `_write` or `_read`.

import type { ClassId } from "../../ir/types";
import { knownElements } from "../calls";
import type { Frame } from "../frame";
import { invoke, type Invocation } from "../invoke";
import { parseJson } from "../json";
import { findMethod, getMember } from "../members";
import { STREAM } from "../memory";
import { invokeMethod } from "../methods";
import { isOperator, pipeOperators } from "../operators";
import { unknownCall } from "../unknown";
import { CLEAN, filterValue, join, joinAll, object, single, type Ref, type Value } from "../value";
import { newArray } from "./arrays";
import { fireListeners } from "./events";
import type { JsFunction } from "./functions";
import type { BuiltinMethod } from "./methods";

const readable = "[*]";

const isStream = (frame: Frame, ref: Ref): boolean => ref.r === "obj" && frame.obj(ref.id)?.node === STREAM;

const at = (call: Invocation, label: string): Invocation => ({ this: CLEAN, args: [], at: call.at, callback: true, label: `${call.label ?? ""}${label}` });

function make(frame: Frame, call: Invocation, label: string, content: Value): Value {
  return frame.newObject(call.at, "object", content.size > 0 ? [[readable, content]] : [], { node: STREAM }, `${call.label ?? ""}${label}`);
}

// ---- making ------------------------------------------------------------------------------------------------------------

/** `new Readable|Writable|Transform|PassThrough|Duplex(options)` */
const makeNode: JsFunction = (frame, call) => {
  const stream = make(frame, call, "stream", CLEAN);
  configure(frame, stream, call.args[0] ?? CLEAN, call);
  return stream;
};

/** What the options of a stream do with chunks; a source is read. */
function configure(frame: Frame, stream: Value, options: Value, call: Invocation): void {
  const takes = ["transform", "write", "flush", "final"].map((key) => frame.functions(frame.read(options, key, call.at)));
  frame.write(stream, "^takes", joinAll(takes), call.at, true);
  const read = frame.functions(frame.read(options, "read", call.at));
  if (read.size > 0) invoke(frame, read, { ...at(call, "(read"), this: stream });
}

/** Web streams hand their controller to what the program gives them: here the stream itself. */
const makeWebReadable: JsFunction = (frame, call) => {
  const stream = make(frame, call, "stream", CLEAN);
  for (const key of ["start", "pull"]) {
    const run = frame.functions(frame.read(call.args[0] ?? CLEAN, key, call.at));
    if (run.size > 0) invoke(frame, run, { ...at(call, `(${key}`), args: [stream] });
  }
  return stream;
};

const makeWebWritable: JsFunction = (frame, call) => {
  const stream = make(frame, call, "stream", CLEAN);
  frame.write(stream, "^takes", frame.functions(frame.read(call.args[0] ?? CLEAN, "write", call.at)), call.at, true);
  return stream;
};

const makeWebTransform: JsFunction = (frame, call) => {
  const stream = make(frame, call, "stream", CLEAN);
  const takes = ["transform", "flush"].map((key) => frame.functions(frame.read(call.args[0] ?? CLEAN, key, call.at)));
  frame.write(stream, "^web", joinAll(takes), call.at, true);
  return frame.newObject(call.at, "object", [["readable", stream], ["writable", stream]], {}, `${call.label ?? ""}pair`);
};

/** The stream class of the runtime that a class extends, through its bases in the workspace. */
export function streamBase(frame: Frame, cls: ClassId): boolean {
  const { program } = frame.ctx;
  let own = cls;
  for (let depth = 0; depth < 8; depth++) {
    const up = program.base(own);
    if (up === undefined) break;
    own = up;
  }
  const base = program.cls(own)?.base;
  if (base?.t !== "ref") return false;
  const [first = "", second] = base.name.split(".");
  const binding = program.binding(own.slice(0, own.indexOf("#")), first);
  return binding.b === "external" && /^(?:node:stream|stream|readable-stream)$/.test(binding.specifier) && /^(?:Readable|Writable|Transform|Duplex|PassThrough)$/.test(second ?? binding.path.at(-1) ?? "");
}

/** `super(options)` of a stream class of the program. */
export const configureSelf = (frame: Frame, self: Value, call: Invocation): void => configure(frame, self, call.args[0] ?? CLEAN, call);

/** A source class is read when it is made. */
export function readSource(frame: Frame, cls: ClassId, self: Value, call: Invocation): void {
  if (findMethod(frame, cls, "_read", false)) invoke(frame, getMember(frame, self, "_read", call.at), { ...at(call, "(read"), this: self });
}

// ---- flowing -----------------------------------------------------------------------------------------------------------

/** Gives a chunk to whatever stands at the end of a pipe. */
function feed(frame: Frame, stream: Value, chunk: Value, call: Invocation, label: string): void {
  let part = 0;
  for (const entry of stream.values()) {
    const one = single(entry.ref, entry.why);
    const step = { ...call, label: `${call.label ?? ""}${label}${part++ || ""}` };
    if (isStream(frame, entry.ref)) take(frame, one, chunk, step);
    else if (isForeign(frame, entry.ref)) frame.write(one, readable, frame.derive(chunk), call.at, true);
    else if (entry.ref.r !== "obj" || isWritable(frame, entry.ref.id)) invokeMethod(frame, one, "write", { ...at(step, ""), args: [chunk], name: call.name ?? "write", ...(call.sites ? { sites: call.sites } : {}) });
  }
}

/** A stream that a library made: what it yields is made from what it was given. */
const isForeign = (frame: Frame, ref: Ref): boolean => ref.r === "sym" && ref.atom.root.kind === "born" && frame.types.external(ref.atom.type) === undefined;

const isWritable = (frame: Frame, id: string): boolean => {
  const kind = frame.obj(id)?.kind;
  return kind === "handle" || kind === "instance";
};

/** A stream of the program takes a chunk: its own functions say what comes out; without any it passes on. */
function take(frame: Frame, stream: Value, chunk: Value, call: Invocation): void {
  const done = frame.newObject(call.at, "native", [["^to", stream]], { node: "chunk" }, `${call.label ?? ""}chunk`);
  let own = frame.read(stream, "^takes", call.at);
  for (const name of ["_transform", "_write", "_flush"]) own = join(own, frame.functions(getMember(frame, stream, name, call.at)));
  const web = frame.read(stream, "^web", call.at);
  if (web.size > 0) invoke(frame, web, { ...at(call, "(web"), this: stream, args: [chunk, stream] });
  if (own.size > 0) invoke(frame, own, { ...at(call, "(chunk"), this: stream, args: [chunk, CLEAN, done] });
  if (own.size === 0 && web.size === 0) push(frame, stream, chunk, call);
}

/** A stream yields a chunk: to whoever iterates it, to its listeners, to where it is piped. */
export function push(frame: Frame, stream: Value, chunk: Value, call: Invocation): void {
  frame.write(stream, readable, chunk, call.at, true);
  flowOn(frame, stream, chunk, call);
}

/** What has been put among the elements of a stream goes to its listeners, and to where it is piped. */
export function flowOn(frame: Frame, stream: Value, chunk: Value, call: Invocation): void {
  for (const { ref } of stream.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (!obj || obj.node !== STREAM || ref.r !== "obj") continue;
    fireListeners(frame, object(ref.id), "!data:0", chunk, call);
    const next = obj.fields.get("^pipes");
    if (next && frame.depth < 6) {
      frame.depth++;
      feed(frame, next, chunk, call, ">");
      frame.depth--;
    }
  }
}

/** What a stream yields. A source that is not the program's own gives something that nobody knows. */
function content(frame: Frame, stream: Value, call: Invocation, label: string): Value {
  const elements = frame.elements(stream, call.at);
  const own = [...stream.values()].every(({ ref }) => ref.r === "obj" && frame.obj(ref.id)?.kind !== "handle");
  return elements.size > 0 || own ? elements : frame.born(call.at, "", "", `${call.label ?? ""}${label}`);
}

/** A stage that nothing is known of: what comes out is made from what went in. */
const unknownStage = (frame: Frame, chunk: Value, call: Invocation, label: string): Value => make(frame, call, `stage${label}`, frame.derive(chunk));

const pipe: BuiltinMethod = (frame, receiver, call) => {
  const [to = CLEAN] = call.args;
  if (call.args.length > 1 || frame.functions(to).size > 0 || isOperator(frame, to)) return pipeOperators(frame, frame.elements(receiver, call.at), call.args, call);
  if (to.size === 0) return unknownStage(frame, content(frame, receiver, call, "piped"), call, "");
  feed(frame, to, content(frame, receiver, call, "piped"), call, "|");
  const streams = filterValue(receiver, (ref) => isStream(frame, ref));
  if (streams.size > 0) frame.write(streams, "^pipes", filterValue(to, (ref) => ref.r === "obj"), call.at, true);
  return to;
};

const pipeThrough: BuiltinMethod = (frame, receiver, call) => {
  const [pair = CLEAN] = call.args;
  pipe(frame, receiver, { ...call, args: [getMember(frame, pair, "writable", call.at)] });
  return getMember(frame, pair, "readable", call.at);
};

/** Each stage takes what the one before it yields; functions among them are given it and yield. */
function runStages(frame: Frame, stages: readonly Value[], call: Invocation): Value {
  let source: Value = CLEAN;
  stages.forEach((stage, index) => {
    const functions = frame.functions(stage);
    if (functions.size > 0) {
      source = invoke(frame, functions, { ...at(call, `(stage${index}`), args: index === 0 ? [] : [make(frame, call, `in${index}`, content(frame, source, call, `chunk${index}`))] });
      return;
    }
    if (index > 0 && stage.size === 0) {
      source = unknownStage(frame, content(frame, source, call, `chunk${index}`), call, String(index));
      return;
    }
    if (index > 0) feed(frame, stage, content(frame, source, call, `chunk${index}`), call, `|${index}`);
    source = stage;
  });
  return source;
}

const stagesOf = (frame: Frame, call: Invocation): readonly Value[] => (call.args.length === 1 ? knownElements(frame, call.args[0] ?? CLEAN) : undefined) ?? call.args;

/** With a callback at the end, which is told of errors. */
const pipeline: JsFunction = (frame, call) => {
  const stages = stagesOf(frame, call);
  const last = frame.functions(stages.at(-1) ?? CLEAN);
  const result = runStages(frame, last.size > 0 ? stages.slice(0, -1) : stages, call);
  if (last.size > 0) invoke(frame, last, at(call, "(done"));
  return result;
};

const promisedPipeline: JsFunction = (frame, call) => {
  runStages(frame, stagesOf(frame, call), call);
  return CLEAN;
};

// ---- methods -----------------------------------------------------------------------------------------------------------

/** For streams of the program; anything else does not know the method here. */
const ofStreams = (run: BuiltinMethod): BuiltinMethod => (frame, receiver, call) => {
  const streams = filterValue(receiver, (ref) => isStream(frame, ref));
  const others = filterValue(receiver, (ref) => !isStream(frame, ref));
  const result = streams.size > 0 ? run(frame, streams, call) : CLEAN;
  return streams.size > 0 && others.size === 0 ? result : join(result, unknownCall(frame, others, { ...call, this: others }));
};

const write = ofStreams((frame, receiver, call) => {
  if (call.args[0]) take(frame, receiver, call.args[0], call);
  return CLEAN;
});

const end = ofStreams((frame, receiver, call) => {
  const [chunk = CLEAN] = call.args;
  if (frame.functions(chunk).size === 0) take(frame, receiver, chunk, call);
  return receiver;
});

/** `enqueue` of a controller; the receiver may be an input, whose callers then know the stream. */
const enqueue: BuiltinMethod = (frame, receiver, call) => {
  push(frame, receiver, call.args[0] ?? CLEAN, call);
  return CLEAN;
};

const getReader: BuiltinMethod = (frame, receiver, call) =>
  frame.newObject(call.at, "object", [[readable, content(frame, receiver, call, "chunk")]], { node: "reader" }, `${call.label ?? ""}reader`);

/** A reader of the web gives `{ value, done }`, a stream of Node the chunk. */
const read: BuiltinMethod = (frame, receiver, call) => {
  const isReader = (ref: Ref): boolean => ref.r === "obj" && frame.obj(ref.id)?.node === "reader";
  const readers = filterValue(receiver, isReader);
  if (readers.size === 0) return ofStreams((_frame, streams) => frame.elements(streams, call.at))(frame, receiver, call);
  return frame.newObject(call.at, "object", [["value", frame.elements(readers, call.at)], ["done", CLEAN]], {}, `${call.label ?? ""}chunk`);
};

const same: BuiltinMethod = (_frame, receiver) => receiver;

export const streamMethods: Readonly<Record<string, BuiltinMethod>> = {
  pipe, pipeThrough, pipeTo: pipe, write, end, enqueue, getReader, read, getWriter: ofStreams(same),
  tee: (frame, receiver, call) => newArray(frame, receiver, call, "tee"),
};

export const streamFunctions: readonly [string, JsFunction][] = [
  ["stream.Readable.from", (frame, call) => make(frame, call, "from", isText(frame, call.args[0] ?? CLEAN) ? (call.args[0] ?? CLEAN) : frame.elements(call.args[0] ?? CLEAN, call.at))],
  ["stream.pipeline", pipeline], ["stream.compose", pipeline], ["streamPromises.pipeline", promisedPipeline],
  ...["stream.finished", "streamPromises.finished"].map((name): [string, JsFunction] => [name, (frame, call) => {
    invoke(frame, call.args.at(-1) ?? CLEAN, at(call, "(done"));
    return CLEAN;
  }]),
  ...["fromWeb", "toWeb"].flatMap((name) => ["Readable", "Writable", "Duplex"].map((cls): [string, JsFunction] => [`stream.${cls}.${name}`, (_frame, call) => call.args[0] ?? CLEAN])),
  ["ReadableStream.from", (frame, call) => make(frame, call, "from", frame.elements(call.args[0] ?? CLEAN, call.at))],
  ...["text", "buffer", "arrayBuffer", "blob"].map((name): [string, JsFunction] => [`streamConsumers.${name}`, (frame, call) => frame.derive(content(frame, call.args[0] ?? CLEAN, call, "all"))]),
  ["streamConsumers.json", (frame, call) => parseJson(frame, frame.derive(content(frame, call.args[0] ?? CLEAN, call, "all")), call.at)],
];

const isText = (frame: Frame, value: Value): boolean => [...value.values()].every(({ ref }) => ref.r === "const" || (ref.r === "sym" && (ref.atom.opaque || frame.types.shape(ref.atom.type) === "scalar")));

const passing: JsFunction = (frame, call) => {
  const stream = make(frame, call, "stream", CLEAN);
  return frame.newObject(call.at, "object", [["readable", stream], ["writable", stream]], {}, `${call.label ?? ""}pair`);
};

export const streamConstructors: readonly [string, JsFunction][] = [
  ...["PassThrough", "Readable", "Writable", "Transform", "Duplex"].map((name): [string, JsFunction] => [`stream.${name}`, makeNode]),
  ["ReadableStream", makeWebReadable], ["WritableStream", makeWebWritable], ["TransformStream", makeWebTransform],
  ...["TextDecoderStream", "TextEncoderStream", "CompressionStream", "DecompressionStream"].map((name): [string, JsFunction] => [name, passing]),
];
