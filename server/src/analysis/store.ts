// Where summaries of earlier runs come from: the seam between the solver and whoever keeps them. The solver asks before it summarizes a
// function, and checks that everything the function read is still what it was.

import type { FnId } from "../ir/ir";
import type { Summary } from "./summary";

/** A component as it was solved in an earlier run. Its functions' code and surroundings are unchanged; what they read has to be asked for. */
export interface KeptComponent {
  readonly component: FnId;
  readonly members: readonly KeptMember[];
  /** What the component read outside of itself, in the order of reading, so that nothing is asked for that it would not have read. */
  readonly reads: readonly { readonly fn: FnId; readonly state: string }[];
  /** Names that it asked for among the methods of the program, with the answers. */
  readonly methods: readonly (readonly [name: string, has: boolean])[];
}

export interface KeptMember {
  readonly fn: FnId;
  readonly summary: Summary;
  readonly dependencies: ReadonlySet<FnId>;
}

export interface SummaryStore {
  /** The component of a function, if it is kept and its functions and all that surrounds them are unchanged. */
  recall(fn: FnId): KeptComponent | undefined;
  /** What a reader of the function depends on: its summary, and what the reader may look up beyond it. */
  state(fn: FnId, summary: Summary): string;
}
