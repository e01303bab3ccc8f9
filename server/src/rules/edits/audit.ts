// An audit event as the project writes it: which function, and how its five elements are filled from what is at hand.

import type { Fix, TextEdit } from "../../engine/api";
import type { Fn } from "../../ir/ir";
import { UNKNOWN_TYPE, type TypeKey } from "../../ir/types";
import { AUDIT_ELEMENTS, type AuditElement, type Policy } from "../../policy/policy";
import { wanted } from "../incomplete-audit-log/elements";
import type { Facts } from "../rule";
import { helperFor, type HelperModule } from "./helper";
import { importName } from "./imports";
import { isPromised, ownFunctions } from "./own";
import { actorIn, resourceIn } from "./scope";

export interface AuditPlace {
  readonly fn: Fn;
  readonly at: number;
  /** `read`, `create`… */
  readonly action: string;
  /** `patient` */
  readonly subject: string;
}

export interface AuditCall {
  /** The statement for an event of this outcome, without semicolon. */
  readonly success: string;
  readonly failure: string;
  readonly name: string;
  readonly edits: readonly TextEdit[];
  readonly creates?: NonNullable<Fix["creates"]>;
}

/** The call that records an access; undefined where the project's own function asks for what is not at hand. */
export function auditCall(facts: Facts, place: AuditPlace): AuditCall | undefined {
  const { fn } = place;
  const policy = facts.policyFor(fn.file);
  const byName = (name: string): boolean => /^(?:record|write|log|emit|append|add|save|create|track|publish)?_?audit(?:_?(?:event|log|entry|trail|access|record))?$/i.test(name);
  for (const own of ownFunctions(facts, fn.file, policy.audit.callees, byName, (one) => !isPromised(one) || fn.async === true)) {
    const success = argumentsOf(facts, place, own.fn, "success");
    const failure = argumentsOf(facts, place, own.fn, "failure");
    if (success === undefined || failure === undefined) continue;
    const call = `${isPromised(own.fn) ? "await " : ""}${own.callee}`;
    return { success: `${call}(${success})`, failure: `${call}(${failure})`, name: own.callee, edits: own.edits };
  }
  if (policy.audit.callees.length > 0) return undefined;
  const helper = helperFor(facts, fn.file, AUDIT_HELPER);
  const { local, edits } = importName(facts, fn.file, helper.file, helper.name);
  const event = (outcome: Outcome): string => `${local}({ ${AUDIT_ELEMENTS.map((element) => `${element}: ${elementValue(facts, place, element, outcome, UNKNOWN_TYPE) ?? ""}`).join(", ")} })`;
  return { success: event("success"), failure: event("failure"), name: local, edits, ...(helper.text === undefined ? {} : { creates: [{ file: helper.file, text: helper.text }] }) };
}

type Outcome = "success" | "failure";

/** Which element a name says. */
const elementOf = (policy: Policy, name: string): AuditElement | undefined => AUDIT_ELEMENTS.find((element) => wanted(policy, element).some((one) => one.toLowerCase() === name.toLowerCase()));

function argumentsOf(facts: Facts, place: AuditPlace, target: Fn, outcome: Outcome): string | undefined {
  const policy = facts.policyFor(place.fn.file);
  const said = new Set<AuditElement>(policy.audit.automatic);
  const [first, ...more] = target.params;
  const type = first?.type && facts.types.of(first.type, target.file);
  const names = type === undefined ? undefined : facts.types.properties(type);
  let written: string | undefined;
  if (first && names && names.length > 0 && more.every((param) => param.optional || param.default || param.rest)) written = eventOf(facts, place, type ?? UNKNOWN_TYPE, names, outcome, said);
  else if (target.params.length > 0) written = positional(facts, place, target, outcome, said);
  return AUDIT_ELEMENTS.every((element) => said.has(element)) ? written : undefined;
}

/** `{ at: new Date(), userId, … }`: a value for each field of the event. */
function eventOf(facts: Facts, place: AuditPlace, type: TypeKey, names: readonly string[], outcome: Outcome, said: Set<AuditElement>): string | undefined {
  const policy = facts.policyFor(place.fn.file);
  const written: string[] = [];
  for (const name of names) {
    const element = elementOf(policy, name);
    const field = facts.types.field(type, name);
    const optional = isOptional(facts, name);
    const value = element && elementValue(facts, place, element, outcome, field);
    if (value === undefined) {
      if (optional) continue;
      return undefined;
    }
    if (optional && element && said.has(element)) continue;
    if (element) said.add(element);
    written.push(`${name}: ${value}`);
  }
  return `{ ${written.map((one) => one.replace(/^(\w+): \1$/, "$1")).join(", ")} }`;
}

/** Some declared member of this name may be missing. */
const isOptional = (facts: Facts, name: string): boolean =>
  facts.program.files.some((file) => facts.program.facts(file)?.types.some((type) => type.members.some((member) => member.name === name && member.optional)));

function positional(facts: Facts, place: AuditPlace, target: Fn, outcome: Outcome, said: Set<AuditElement>): string | undefined {
  const policy = facts.policyFor(place.fn.file);
  const written: string[] = [];
  for (const param of target.params) {
    const element = elementOf(policy, param.name);
    const value = element && elementValue(facts, place, element, outcome, facts.types.of(param.type, target.file));
    if (value === undefined || param.rest) {
      if (param.optional || param.default || param.rest) break;
      return undefined;
    }
    if (element) said.add(element);
    written.push(value);
  }
  return written.join(", ");
}

/** An expression for an element that fits a declared type. */
export function elementValue(facts: Facts, place: AuditPlace, element: AuditElement, outcome: Outcome, type: TypeKey): string | undefined {
  const shown = facts.types.display(type);
  const literals = facts.types.literals(type);
  const fromList = (pattern: RegExp): string | undefined => literals.find((one) => pattern.test(one));
  const text = type === UNKNOWN_TYPE || shown === "string" || shown === "" || shown === "unknown" || shown === "any" || /\bstring\b/.test(shown);
  switch (element) {
    case "timestamp":
      return /\bDate\b/.test(shown) ? "new Date()" : shown === "number" ? "Date.now()" : text ? "new Date().toISOString()" : undefined;
    case "outcome": {
      if (shown === "boolean") return String(outcome === "success");
      const word = literals.length > 0 ? fromList(outcome === "success" ? /succ|ok|allow|grant|done/i : /fail|err|den/i) : outcome;
      return word !== undefined && (literals.length > 0 || text) ? JSON.stringify(word) : undefined;
    }
    case "action": {
      const word = literals.length > 0 ? fromList(ACTIONS[place.action] ?? /./) : place.action;
      return word !== undefined && (literals.length > 0 || text) ? JSON.stringify(word) : undefined;
    }
    case "actor":
      return text ? actorIn(facts, place.fn, place.at) : undefined;
    case "resource":
      return text ? resourceIn(facts, place.fn, place.at, place.subject) : undefined;
  }
}

const ACTIONS: Readonly<Record<string, RegExp>> = {
  read: /read|view|access|get|query|search/i, create: /creat|write|add|insert/i, update: /updat|writ|modif|edit|chang/i, delete: /delet|remov|eras/i, answer: /read|view|access|disclos|export/i,
};

/** What a call does to the data, by its name. */
export function actionOf(callee: string): string {
  const name = callee.slice(callee.lastIndexOf(".") + 1);
  if (/insert|create|add|save|put|set|write|append|push/i.test(name)) return "create";
  if (/update|patch|upsert|merge|replace|modify/i.test(name)) return "update";
  return /delete|remove|destroy|erase/i.test(name) ? "delete" : "read";
}

/** Whose data a call is about, by the names in it: `prisma.patient.findMany`. */
export function subjectOf(callee: string): string {
  const names = callee.replace(/\(\)/g, "").split(".").slice(0, -1).reverse();
  return names.find((name) => /patient|member|resident|chart|encounter|subscriber|beneficiar|record|claim|observation|appointment/i.test(name))?.replace(/[^A-Za-z]/g, "").toLowerCase() ?? "patient";
}

const HELPER_TEXT = `// Says who did what to whose data, one line of JSON an event: ship these lines to a store that nobody can change.
`;

const AUDIT_HELPER: HelperModule = {
  name: "recordAudit",
  typed: `${HELPER_TEXT}
/** The five elements of an audit event (45 CFR 164.312(b)). */
export interface AuditEvent {
  readonly timestamp: string;
  readonly actor: string;
  readonly action: string;
  readonly resource: string;
  readonly outcome: "success" | "failure";
}

/** Records an event. */
export function recordAudit(event: AuditEvent): void {
  process.stdout.write(\`\${JSON.stringify({ audit: event })}\\n\`);
}
`,
  script: (commonjs) => `${commonjs ? '"use strict";\n' : ""}${HELPER_TEXT}
/**
 * Records an event with its five elements (45 CFR 164.312(b)).
 * @param {{ timestamp: string, actor: string, action: string, resource: string, outcome: "success" | "failure" }} event
 */
${commonjs ? "" : "export "}function recordAudit(event) {
  process.stdout.write(\`\${JSON.stringify({ audit: event })}\\n\`);
}
${commonjs ? "\nmodule.exports = { recordAudit };\n" : ""}`,
};
