// The objects that a callee made, put into the heap of its caller: all of them at first, and again those whose fields may be others
// since, because a call that the callee left open has given its result or written to what they hold.

import { isInput } from "./atom";
import type { Frame } from "./frame";
import type { Heap, Obj } from "./heap";
import type { Value } from "./value";

/** How the callee's terms become the caller's. */
export interface Terms {
  /** A field's value. */
  put(key: string, value: Value): Value;
  rename(id: string): string;
  /** Each object stands for several: those of any turn of a recursion. */
  readonly many: boolean;
}

export class Placement {
  /** Objects whose fields hold inputs, with the results of open calls among these. */
  private readonly open = new Map<string, ReadonlySet<string>>();
  /** Results settled since objects were placed, and the heap as it was then. */
  private readonly fresh = new Set<string>();
  private any = false;
  private placedIn: Heap | undefined;
  private placedAt = 0;

  constructor(
    private readonly frame: Frame,
    private readonly heap: ReadonlyMap<string, Obj>,
    private readonly terms: Terms,
  ) {}

  /** Puts every object there. */
  placeAll(): void {
    for (const [id, obj] of this.heap) {
      const inputs = inputsOf(obj);
      if (inputs) this.open.set(id, inputs);
      this.place(id, obj);
    }
    this.notePlaced();
  }

  /** A call that the callee left open has given its result. */
  settled(id: string): void {
    this.fresh.add(id);
    this.any = true;
  }

  /** Once more, those whose fields may be others now. Nothing has to be placed again before the first result. */
  placeAgain(): void {
    const { heap } = this.frame.state;
    const written = this.placedIn !== heap || this.placedAt !== heap.changes;
    if (!this.any || (!written && this.fresh.size === 0)) return;
    for (const [id, results] of this.open) {
      const obj = this.heap.get(id);
      if (obj && (written || [...results].some((one) => this.fresh.has(one)))) this.place(id, obj);
    }
    this.notePlaced();
  }

  private notePlaced(): void {
    this.fresh.clear();
    this.placedIn = this.frame.state.heap;
    this.placedAt = this.placedIn.changes;
  }

  private place(id: string, obj: Obj): void {
    const { frame, terms } = this;
    const fields = new Map<string, Value>();
    for (const [key, value] of obj.fields) fields.set(key, terms.put(key, value));
    const made: Obj = { ...obj, fields, many: obj.many || terms.many };
    const renamed = terms.rename(id);
    if (this.any && frame.state.heap.has(renamed)) frame.mergeObject(renamed, made);
    else frame.place(renamed, made);
  }
}

/** The results among the inputs that an object's fields hold; undefined where they hold no inputs at all. */
function inputsOf(obj: Obj): ReadonlySet<string> | undefined {
  let results: Set<string> | undefined;
  for (const field of obj.fields.values()) {
    for (const { ref } of field.values()) {
      const from = ref.r === "led" ? ref.by : ref;
      if (from.r !== "sym" || !isInput(from.atom.root)) continue;
      results ??= new Set();
      if (from.atom.root.kind === "result") results.add(from.atom.root.id);
    }
  }
  return results;
}
