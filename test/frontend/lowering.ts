// What the tests of lowering share: a source text in, the printed IR of one function out, every invariant checked on the way.

import assert from "node:assert/strict";
import { lowerFile } from "../../server/src/frontend/lower";
import type { FileFacts, Fn } from "../../server/src/ir/ir";
import { printFn } from "../../server/src/ir/print";
import { validateFile } from "../../server/src/ir/validate";

/** Lowers a text as a file of this name, and asserts that what comes out is valid. */
export function lower(text: string, path = "a.ts"): FileFacts {
  const facts = lowerFile(path, text);
  assert.deepEqual(validateFile(facts), []);
  return facts;
}

export function fnOf(facts: FileFacts, name: string): Fn {
  const fn = facts.fns.find((f) => f.id === `${facts.path}#${name}`);
  assert.ok(fn, `no function ${name} among ${facts.fns.map((f) => f.id).join(", ")}`);
  return fn;
}

/** The body of `name` as lines, without the indentation of the first level. */
export function body(text: string, name = "<module>", path = "a.ts"): string[] {
  return printFn(fnOf(lower(text, path), name)).trimEnd().split("\n").slice(1).map((line) => line.slice(2));
}

/** The first line of `name`: kind, parameters, notes. */
export function head(text: string, name: string, path = "a.ts"): string {
  return printFn(fnOf(lower(text, path), name)).split("\n")[0] ?? "";
}

/** The text that an `At` of a function stands for. */
export function textAt(text: string, fn: Fn, at: number): string {
  return text.slice(fn.spans[at * 2], fn.spans[at * 2 + 1]);
}
