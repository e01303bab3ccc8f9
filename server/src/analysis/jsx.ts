// JSX elements: components are called with their props, event handlers are run, links are navigation.

import type { Expr } from "../ir/ir";
import { UNKNOWN_TYPE } from "../ir/types";
import { isInput } from "./atom";
import { ELEMENT, isElement } from "./elements";
import { evaluate, objectLiteral } from "./expressions";
import type { Frame } from "./frame";
import { invoke } from "./invoke";
import { getMember } from "./members";
import { exitValue, sinkValue } from "./sinks";
import { CLEAN, filterValue, join, type Ref, type Value } from "./value";

/** Evaluates an element; its value carries what it renders. */
export function evaluateJsx(frame: Frame, expr: Expr & { readonly k: "jsx" }): Value {
  const props = objectLiteral(frame, expr.props, expr.at);
  const rendered = typeof expr.tag === "string" ? intrinsic(frame, expr.tag, props, expr.at) : component(frame, expr.tag, props, expr);
  const children = getMember(frame, props, "children", expr.at);
  return frame.newObject(expr.at, "object", [["[*]", join(rendered, children)]], {}, ELEMENT);
}

function component(frame: Frame, tag: Expr, props: Value, expr: Expr & { readonly k: "jsx" }): Value {
  const value = evaluate(frame, tag);
  provideContext(frame, tag, value, props, expr.at);
  if (isLink(tag)) navigate(frame, props, expr.at);
  let known: Value = CLEAN;
  let unknown = value.size === 0;
  for (const [key, entry] of value) {
    const { ref } = entry;
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (obj && (obj.kind === "function" || obj.kind === "class" || obj.kind === "native")) known = join(known, new Map([[key, entry]]));
    else unknown = true;
  }
  if (unknown) runHandlers(frame, props, expr.at);
  return known.size === 0 ? CLEAN : invoke(frame, known, { this: CLEAN, args: [props], at: expr.at, construct: false, name: "component" });
}

/** `<Context value={v}>` and `<Context.Provider value={v}>` put a value where `useContext` finds it. */
function provideContext(frame: Frame, tag: Expr, value: Value, props: Value, at: number): void {
  const provided = getMember(frame, props, "value", at);
  if (provided.size === 0) return;
  const holder = tag.k === "get" && tag.key === "Provider" ? evaluate(frame, tag.of) : value;
  frame.write(holder, "{context}", provided, at, true);
}

const isLink = (tag: Expr): boolean => (tag.k === "module" || tag.k === "local") && /^(Nav)?Link$/.test(tag.name);

function intrinsic(frame: Frame, tag: string, props: Value, at: number): Value {
  if (tag === "a" || tag === "form" || tag === "iframe" || tag === "img") navigate(frame, props, at);
  runHandlers(frame, props, at);
  exitValue(frame, "response", shownBy(frame, props), at, tag);
  return CLEAN;
}

/** What an element shows itself: elements inside it show their own. */
function shownBy(frame: Frame, props: Value): Value {
  let shown: Value = CLEAN;
  for (const { ref } of props.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (!obj) continue;
    for (const key of ["children", "value", "defaultValue", "dangerouslySetInnerHTML"]) shown = join(shown, withoutElements(frame, obj.fields.get(key) ?? CLEAN));
  }
  return shown;
}

function withoutElements(frame: Frame, value: Value): Value {
  let kept: Value = CLEAN;
  for (const [key, entry] of value) {
    const obj = entry.ref.r === "obj" ? frame.obj(entry.ref.id) : undefined;
    if (entry.ref.r === "obj" && isElement(entry.ref.id)) continue;
    if (obj?.kind === "array") for (const field of obj.fields.values()) kept = join(kept, withoutElements(frame, field));
    else kept = join(kept, new Map([[key, entry]]));
  }
  return kept;
}

/** PHI in a link's target ends up in histories and logs. */
function navigate(frame: Frame, props: Value, at: number): void {
  for (const key of ["href", "to", "action", "src"]) {
    const target = getMember(frame, props, key, at);
    sinkValue(frame, target, { kind: "url", node: "js|href", callee: key, library: "dom", address: target, inUrl: true, options: new Map() }, at);
  }
}

/** Functions given to elements that nobody in the workspace defines are run by the framework, with values nobody knows; handlers that a component is given, its callers know. */
function runHandlers(frame: Frame, props: Value, at: number): void {
  for (const { ref } of props.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (!obj) continue;
    let index = 0;
    for (const [key, value] of obj.fields) {
      const functions = /^on[A-Z]/.test(key) ? join(frame.functions(value), filterValue(value, isGiven)) : frame.functions(value);
      if (functions.size === 0 || key.startsWith("^")) continue;
      const event = frame.born(at, UNKNOWN_TYPE, "event", `${key}`);
      invoke(frame, functions, { this: CLEAN, args: [event], at, callback: true, label: `h${index++}` });
    }
  }
}

const isGiven = (ref: Ref): boolean => ref.r === "sym" && isInput(ref.atom.root) && !ref.atom.opaque;
