// Puts a caller's values into a callee's summary: results, writes, sinks and calls that the callee had to leave open.

import { hashText } from "../lattice/hash";
import type { FnId } from "../ir/ir";
import { UNKNOWN_TYPE, type TypeKey } from "../ir/types";
import { changeAtom, isInput, type Atom, type Root } from "./atom";
import { writeMember } from "./assign";
import { spreadArguments } from "./calls";
import { ACCESS, askedByCallers, completeAccess, completeFact, openFacts } from "./callfacts";
import { takeMarks } from "./checks";
import { loadCell, storeCell } from "./cells";
import { rejecting, rejectionOf } from "./builtins/promises";
import { fireListeners } from "./builtins/events";
import { flowOn } from "./builtins/streams";
import { dynamicKey, readDynamic } from "./expressions";
import type { Frame } from "./frame";
import { typeArgumentsOf, typedAtom, type TypeArguments } from "./generics";
import { isGlobalId, makeObj, type Heap } from "./heap";
import { iterated, keepGenerator } from "./iteration";
import { invoke, thrownBy, type Invocation } from "./invoke";
import { parseJson } from "./json";
import { getMember } from "./members";
import { invokeMethod } from "./methods";
import { globalAssigned } from "./scripts";
import { carrierOf, recordSink, viaSites } from "./sinks";
import { Placement } from "./placement";
import type { Deferred, SinkFact, Site, Summary, Write } from "./summary";
import { addAll, addEntry, CLEAN, constants, join, MAX_REFS, object, single, type Entry, type Ref, type Value, type Why } from "./value";
import { REJECTED, SENT, SENT_ERROR, joinSite } from "./memory";
import { isRound, roundOf } from "./rounds";

/** Sites of objects that turns of a recursion make begin so, and go on with the function that makes them. */
const ROUND = "round";

/** Mark of calls that a deeper turn of a recursion left open. */
const TURN = "turn:";

/** Most turns of a recursive path that are read of a structure. */
const MAX_TURNS = 6;

/** The result of a call whose callee has this summary; all effects happen in the frame. */
export function instantiate(frame: Frame, summary: Summary, call: Invocation): Value {
  return new Instantiation(frame, summary, call).run();
}

class Instantiation {
  private readonly prefix: string;
  /** The callee is part of the recursion that is being solved: its objects are those of any turn, or there would be no end. */
  private readonly round: boolean;
  private readonly results = new Map<string, Value>();
  private readonly roots = new Map<string, Value>();
  private readonly names = new Map<string, string>();
  private readonly objects = new Map<string, Value>();
  /** What atoms of the callee are here, as long as the heap is what it was (`readAt`): summaries name the same few over and over. */
  private readonly atoms = new Map<Atom, Value>();
  private readHeap: Heap | undefined;
  private readAt = 0;
  private readonly placement: Placement;
  private readonly returned: Why;
  private readonly generics: TypeArguments | undefined;

  constructor(
    private readonly frame: Frame,
    private readonly summary: Summary,
    private readonly call: Invocation,
  ) {
    this.round = frame.ctx.recursive(summary.fn);
    this.prefix = this.round ? `${ROUND}${hashText(summary.fn)}` : frame.siteOf(call.at) + (call.label ?? "");
    this.generics = typeArgumentsOf(frame, summary.fn, call);
    this.returned = { fn: frame.fn.id, at: call.at, text: "returned" };
    this.placement = new Placement(frame, summary.heap, {
      put: (key, value) => (key.startsWith("^") ? this.putReferences(value) : this.put(value)), rename: (id) => this.rename(id), many: this.round,
    });
    if (call.sent) {
      this.settle(SENT, call.sent.value);
      this.settle(SENT_ERROR, call.sent.error);
    }
  }

  run(): Value {
    const { frame, summary, call } = this;
    if (summary.hash === "") return CLEAN;
    frame.step(1 + summary.sinks.length + 2 * summary.heap.size + 4 * summary.writes.length);
    this.placement.placeAll();
    for (const deferred of summary.deferred) {
      if (holdsObjects(deferred)) this.placement.placeAgain();
      this.runDeferred(deferred);
    }
    this.placement.placeAgain();
    for (const sink of summary.sinks) this.replaySink(sink);
    for (const write of summary.writes) this.replayWrite(write);
    const put = (value: Value): Value => this.put(value);
    for (const fact of openFacts(summary)) {
      if (fact.node === ACCESS) completeAccess(frame, fact, call, put, put(summary.returns));
      else completeFact(frame, fact, call.at, put);
    }
    this.replayFacts();
    const thrown = this.put(summary.throws);
    const returned = this.declared(this.put(summary.returns));
    if (frame.ctx.program.fn(summary.fn)?.generator) keepGenerator(frame, summary, returned, call);
    if (thrown.size === 0) return returned;
    if (frame.detached === call.at && frame.site === "" && frame.ctx.program.fn(summary.fn)?.async) return rejecting(frame, returned, thrown, call, "detached");
    frame.raise(thrown, true);
    return returned;
  }

  private rename(id: string): string {
    let name = this.names.get(id);
    if (name === undefined) this.names.set(id, (name = this.nameHere(id)));
    return name;
  }

  private nameHere(id: string): string {
    if (isGlobalId(id) || id.startsWith("schema:")) return id;
    return this.round && id.startsWith(ROUND) ? id : joinSite(this.prefix, id);
  }

  /** A value of the callee in terms of this function. */
  put(value: Value): Value {
    if (value.size === 0) return value;
    const result = new Map<string, Entry>();
    for (const [key, entry] of value) {
      const { ref } = entry;
      if (ref.r === "sym") {
        if (isInput(ref.atom.root)) addAll(result, this.putAtom(ref.atom), (got) => (got.ref.r === "sym" ? this.through(got.why, key) : got.why));
        else if (this.generics) addEntry(result, { r: "sym", atom: typedAtom(this.frame, ref.atom, this.generics) }, this.through(undefined, key));
        else if (!result.has(key) && result.size < MAX_REFS) result.set(key, { ref, why: this.through(undefined, key) });
      } else if (ref.r === "obj") addAll(result, this.objectHere(ref.id), witnessOfEntry);
      else if (ref.r === "led") for (const led of this.putLed(ref, entry.why)) addEntry(result, led.ref, led.why);
      else if (!result.has(key) && result.size < MAX_REFS) result.set(key, entry);
    }
    return result;
  }

  private objectHere(id: string): Value {
    let value = this.objects.get(id);
    if (value === undefined) this.objects.set(id, (value = object(this.rename(id))));
    return value;
  }

  /** What a closure keeps of its variables: the cell of one that the callee itself captured, not what is in it now. */
  private putReferences(value: Value): Value {
    let result: Value = CLEAN;
    for (const [key, entry] of value) {
      const { ref } = entry;
      const cell = ref.r === "sym" && ref.atom.root.kind === "captured" && ref.atom.path.length === 0 ? this.call.env?.fields.get(`^${ref.atom.root.name}`) : undefined;
      result = join(result, cell ?? this.put(new Map([[key, entry]])));
    }
    return result;
  }

  private through(prev: Why | undefined, key: string): Why {
    const { fn, at, text } = this.returned;
    return { fn, at, text, prev, via: { fn: this.summary.fn, key } };
  }

  private *putLed(ref: Ref & { readonly r: "led" }, why: Why | undefined): Iterable<Entry> {
    if (ref.by.r !== "sym" || !isInput(ref.by.atom.root)) return yield { ref, why };
    for (const { ref: by, why: own } of this.putAtom(ref.by.atom).values()) {
      if (by.r === "const") yield { ref: { r: "text", lead: String(by.value) }, why: own };
      else if (by.r === "text" || by.r === "led") yield { ref: by, why: own };
      else if (by.r === "env" || by.r === "sym") yield { ref: { r: "led", by }, why };
    }
  }

  /** What an input atom of the callee is here: the argument, read along the path, changed as the callee changed it. */
  private putAtom(atom: Atom): Value {
    const { heap } = this.frame.state;
    if (this.readHeap !== heap || this.readAt !== heap.changes) this.atoms.clear();
    const known = this.atoms.get(atom);
    if (known) {
      this.frame.step();
      return known;
    }
    const value = this.makeAtom(atom);
    this.readHeap = this.frame.state.heap;
    if (this.readAt !== this.readHeap.changes) {
      this.readAt = this.readHeap.changes;
      this.atoms.clear();
    }
    this.atoms.set(atom, value);
    return value;
  }

  private makeAtom(atom: Atom): Value {
    const { frame } = this;
    const base = this.typeHere(atom.base);
    let value = this.rootValue(atom.root);
    // What a text holds has no type by the text's own; names it has.
    let named = atom.hint === "" || (atom.base !== UNKNOWN_TYPE && !atom.path.includes("{json}"));
    for (let index = 0; index <= atom.path.length; index++) {
      const key = atom.path[index];
      if (index === atom.typedAt && atom.base !== UNKNOWN_TYPE) value = frame.specialise(frame.ascribe(value, base, atom.hint), base);
      if (!named && index >= atom.typedAt && (key === undefined || !/^[[{]/.test(key))) {
        value = frame.ascribe(value, UNKNOWN_TYPE, atom.hint);
        named = true;
      }
      if (key === undefined || value.size === 0) break;
      value = this.readKey(value, key);
    }
    if (atom.except.length > 0) value = this.putExcept(value, atom.except);
    if (atom.opaque || atom.cap < 2 || atom.encrypted) value = join(frame.derive(value, { cap: atom.cap, encrypted: atom.encrypted }), textOf(value));
    frame.step();
    return takeMarks(frame, value, atom);
  }

  /** The result of a generic function is what its declared type says with this call's arguments. */
  private declared(result: Value): Value {
    const { frame, summary } = this;
    const fn = this.generics && frame.ctx.program.fn(summary.fn);
    if (!fn?.returns || fn.generator) return result;
    const type = this.typeHere(frame.types.generic(fn.returns, fn.file));
    return frame.ascribe(result, fn.async ? frame.types.awaited(type) : type);
  }

  /** A type of the callee with its parameters put in. */
  private typeHere(type: TypeKey): TypeKey {
    return this.generics && type !== UNKNOWN_TYPE ? this.frame.types.substitute(type, this.generics) : type;
  }

  private readKey(value: Value, key: string): Value {
    const { frame, call } = this;
    if (key === "{json}") return parseJson(frame, value, call.at);
    if (key === REJECTED) return rejectionOf(frame, value, call.at);
    if (key === "[*]" || key === "{k}") return frame.read(key === "[*]" ? iterated(frame, value, call.at) : value, key, call.at);
    if (isRound(key)) return this.goRound(value, roundOf(key));
    if (key.startsWith("[=")) {
      const input = key.slice(2, -1);
      const names = this.rootValue(input.startsWith("^") ? { kind: "captured", name: input.slice(1) } : { kind: "param", index: Number(input.slice(1)) });
      const known = [...constants(names)].filter((one) => one !== undefined && one !== null);
      let result: Value = CLEAN;
      for (const name of known) result = join(result, getMember(frame, value, String(name), call.at));
      if (known.length > 0 && known.length === names.size) return result;
      return join(result, readDynamic(frame, value, dynamicKey(frame, names) ?? "[*]", call.at));
    }
    return getMember(frame, value, key, call.at);
  }

  /** Reads a cycle of names until nothing new comes. */
  private goRound(value: Value, cycle: readonly string[]): Value {
    let all = value;
    let last = value;
    for (let turn = 0; turn < MAX_TURNS && last.size > 0; turn++) {
      last = cycle.reduce((at, key) => this.readKey(at, key), last);
      const both = join(all, last);
      if (both.size === all.size) break;
      all = both;
    }
    return all;
  }

  private putExcept(value: Value, except: readonly string[]): Value {
    const { frame, call } = this;
    let result: Value = CLEAN;
    for (const entry of value.values()) {
      const { ref } = entry;
      if (ref.r === "sym" && !ref.atom.opaque) {
        const both = [...new Set([...ref.atom.except, ...except])].sort();
        result = join(result, single({ r: "sym", atom: changeAtom(ref.atom, { except: both }) }, entry.why));
      } else if (ref.r === "obj") {
        const keys = except.filter((path) => !path.includes("."));
        result = join(result, keys.length === 0 ? single(ref) : frame.without(single(ref), keys, call.at));
      } else result = join(result, single(ref, entry.why));
    }
    return result;
  }

  private rootValue(root: Root): Value {
    const key = root.kind === "param" ? `p${root.index}` : root.kind === "captured" ? `^${root.name}` : root.kind === "result" ? `r:${root.id}` : root.kind;
    if (root.kind === "result") return this.results.get(root.id) ?? CLEAN;
    let value = this.roots.get(key);
    if (value === undefined) {
      value = this.makeRoot(root);
      this.roots.set(key, value);
    }
    return value;
  }

  private makeRoot(root: Root): Value {
    const { frame, call, summary } = this;
    if (root.kind === "this") return call.this;
    if (root.kind === "captured") return loadCell(frame, call.env?.fields.get(`^${root.name}`) ?? CLEAN);
    if (root.kind !== "param") return CLEAN;
    const param = frame.ctx.program.fn(summary.fn)?.params[root.index];
    if (param?.rest) {
      const rest = call.args.slice(root.index);
      const fields: [string, Value][] = call.spread
        ? [["[*]", rest.reduce(join, CLEAN)]]
        : rest.map((arg, index) => [String(index), arg]);
      const id = joinSite(this.prefix, `rest${root.index}`);
      frame.place(id, makeObj("array", fields));
      return object(id);
    }
    const given = call.args[root.index] ?? (call.spread ? call.args.at(-1) : undefined);
    const otherwise = summary.defaults.get(root.index);
    if (otherwise === undefined) return given ?? CLEAN;
    if (given === undefined) return this.put(otherwise);
    return [...constants(given)].includes(undefined) ? join(given, this.put(otherwise)) : given;
  }

  private runDeferred(deferred: Deferred): void {
    const { frame, call } = this;
    const callee = this.put(deferred.callee);
    const spread = deferred.written && spreadArguments(frame, deferred.written.map((arg) => ({ value: this.put(arg.value), spread: arg.spread })), call.at);
    const next: Invocation = {
      this: deferred.receiver ? this.put(deferred.receiver) : CLEAN,
      args: spread?.args ?? deferred.args.map((arg) => this.put(arg)), ...(spread?.written ? { written: spread.written } : {}),
      at: call.at, spread: spread?.spread ?? deferred.spread, construct: deferred.construct, callback: true, returns: this.typeHere(deferred.returns),
      label: this.round ? `/${this.turn(deferred.id)}` : `${call.label ?? ""}/${deferred.id}`, name: deferred.hint,
    };
    const before = new Set(frame.state.proven);
    for (const fact of deferred.proven) frame.state.proven.add(fact);
    frame.via.push({ fn: this.summary.fn, at: deferred.at, args: next.args, sites: deferred.sites });
    const handler = { thrown: CLEAN, state: undefined };
    if (deferred.caught) frame.handlers.push(handler);
    const result = deferred.method === undefined ? invoke(frame, callee, next) : invokeMethod(frame, callee, deferred.method, next);
    if (deferred.caught) {
      frame.handlers.pop();
      this.settle(thrownBy(deferred.id), handler.thrown);
    }
    frame.via.pop();
    for (const fact of deferred.proven) if (!before.has(fact)) frame.state.proven.delete(fact);
    this.settle(deferred.id, frame.ascribe(result, this.typeHere(deferred.returns)));
  }

  private settle(id: string, value: Value): void {
    this.results.set(id, value);
    this.placement.settled(id);
    this.atoms.clear();
  }

  /** The id of a call that a callee left open. Through a recursion, one id stands for that call in every deeper turn: else there would be no end of them. */
  private turn(id: string): string {
    const mark = id.indexOf(TURN);
    return mark < 0 ? `${TURN}${hashText(this.summary.fn)}.${id};` : id.slice(mark, id.indexOf(";", mark) + 1);
  }

  private replayWrite(write: Write): void {
    const { frame, call } = this;
    frame.current = call.at;
    frame.step(write.value.size);
    const value = this.put(write.value);
    const { target } = write;
    if ("id" in target) {
      const renamed = this.rename(target.id);
      frame.writeObject(renamed, write.key, value, false);
      return;
    }
    if (target.root.kind === "captured" && target.path.length === 0 && write.key === "") {
      storeCell(frame, call.env?.fields.get(`^${target.root.name}`) ?? CLEAN, value);
      this.roots.delete(`^${target.root.name}`);
      return;
    }
    if (!isInput(target.root)) {
      frame.recordWrite({ ...write, value });
      globalAssigned(frame, write, value);
      if (target.root.kind === "ambient") frame.keep?.(target.root.location, write.key === "" ? target.path : [...target.path, write.key], value, call.at);
      return;
    }
    let object = this.rootValue(target.root);
    for (const key of target.path) object = this.readKey(object, key);
    writeMember(frame, object, write.key, value, call.at, !write.strong);
    if (write.key.startsWith("!")) fireListeners(frame, object, write.key, value, call);
    else if (write.key === "[*]") flowOn(frame, object, value, call);
  }

  private replayFacts(): void {
    const { frame, summary } = this;
    for (const fact of summary.proves) {
      frame.state.proven.add(fact);
      if (fact === "audit") frame.state.pending.clear();
    }
    if (frame.state.proven.has("audit") || summary.pending.length === 0) return;
    const own = askedByCallers(summary);
    for (const one of summary.pending) frame.state.pending.add(own.has(one) ? `${frame.fn.id.replace(/<entry>$/, "")}@${this.call.at}` : one);
  }

  private replaySink(sink: SinkFact): void {
    const { frame, call, summary } = this;
    const own = sink.entry.ref;
    if (own.r !== "sym") return;
    const open = isInput(own.atom.root);
    if (!open && !hasInputs(sink.address)) return;
    const carried = open ? [...frame.collect(this.putAtom(own.atom)).values()] : [sink.entry];
    const address = this.put(sink.address);
    const options = new Map([...sink.options].map(([name, value]) => [name, this.put(value)] as const));
    const named = own.atom.path.some((key) => !key.startsWith("[") && !key.startsWith("{"));
    const shown = call.callback === true && (named || frame.encloses(summary.fn));
    const inner = sink.chain[0];
    const anchor = sink.anchor ?? ((shown || !open) && inner ? { fn: inner.fn, at: inner.at, carrier: sink.carrier } : undefined);
    for (const entry of carried) {
      if (entry.ref.r !== "sym") continue;
      const atom = open && (own.atom.opaque || own.atom.cap < 2 || own.atom.encrypted)
        ? changeAtom(entry.ref.atom, { cap: Math.min(entry.ref.atom.cap, own.atom.cap) as 0 | 1 | 2, encrypted: entry.ref.atom.encrypted || own.atom.encrypted })
        : entry.ref.atom;
      recordSink(frame, {
        ...sink, entry: { ref: { r: "sym", atom }, why: entry.why }, address, options,
        chain: straight([{ fn: frame.fn.id, at: call.at }, ...viaSites(frame), ...sink.chain]).slice(0, 20),
        carrier: carrierOf(frame, call.at, entry.ref.atom), ...(anchor ? { anchor } : {}),
      });
    }
  }
}

/** A way down without the turns that a recursion takes on it: from a call that comes again, on from the last time. */
function straight(chain: readonly Site[]): Site[] {
  const way: Site[] = [];
  for (let index = 0; index < chain.length; index++) {
    const site = chain[index] as Site;
    const again = chain.findLastIndex((one) => one.fn === site.fn && one.at === site.at);
    way.push(site);
    index = Math.max(index, again);
  }
  return way;
}

const witnessOfEntry = (entry: Entry): Why | undefined => entry.why;

/** Whether a call is given objects, in which results of earlier calls may be. */
const holdsObjects = (deferred: Deferred): boolean => [deferred.callee, ...deferred.args].some((value) => [...value.values()].some(({ ref }) => ref.r === "obj"));

/** Texts and constants that say how a derived value begins. */
function textOf(value: Value): Value {
  const result = new Map<string, Entry>();
  for (const { ref, why } of value.values()) if (ref.r === "const" || ref.r === "text" || ref.r === "env" || ref.r === "led") addEntry(result, ref, why);
  return result;
}

/** Whether a value depends on inputs of the function. */
export function hasInputs(value: Value): boolean {
  for (const { ref } of value.values()) {
    if (ref.r === "sym" && isInput(ref.atom.root)) return true;
    if (ref.r === "led" && ref.by.r === "sym" && isInput(ref.by.atom.root)) return true;
  }
  return false;
}

export type CalleeId = FnId;
