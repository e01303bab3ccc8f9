// What a place in a function can name: who acts and whose data it is, as expressions that the code there may write.

import type { Fn } from "../../ir/ir";
import type { TypeExpr } from "../../ir/types";
import { walkStmts } from "../../ir/walk";
import type { Facts } from "../rule";

interface Variable {
  readonly name: string;
  readonly type?: TypeExpr;
}

/** The acting person as an expression of type text; without one, the program itself. */
export function actorIn(facts: Facts, fn: Fn, at: number): string {
  const variables = variablesAt(facts, fn, at);
  const text = facts.text(fn.file);
  const direct = variables.find(({ name }) => /^(?:user|actor|clinician|staff|employee|requester|requestor|caller|practitioner|viewer)_?id$/i.test(name)) ?? variables.find(({ name }) => /^(?:actor|username|principal)$/i.test(name));
  if (direct) return asText(direct);
  for (const { name } of variables) {
    // An expression that the file already writes is one that its types know.
    const used = new RegExp(`\\b${name.replace(/\$/g, "\\$")}(?:\\??!?\\.(?:auth|session|state|locals|context|user|currentUser|principal|account|actor|claims))+\\??!?\\.(?:id|userId|sub|uid|username|email)\\b|\\b${name.replace(/\$/g, "\\$")}\\.(?:userId|actorId)\\b`).exec(text)?.[0];
    if (used && !/email/.test(used)) return `String(${used.replace(/!\./g, "?.")})`;
  }
  const person = variables.find(({ name, type }) => /^(?:user|currentUser|actor|clinician|staff|viewer|principal)$/i.test(name) && hasField(facts, fn, type, "id"));
  return person ? `String(${person.name}.id)` : '"system"';
}

/** The data that is accessed, as an expression of type text: a kind, and an id where one is at hand. */
export function resourceIn(facts: Facts, fn: Fn, at: number, subject: string): string {
  const variables = variablesAt(facts, fn, at);
  const id = variables.find(({ name }) => /^(?:patient|member|resident|subject|subscriber|beneficiary|chart|encounter|record)_?id$/i.test(name));
  if (id) return `\`${id.name.replace(/_?id$/i, "")}/\${${id.name}}\``;
  const record = variables.find(({ name, type }) => /^(?:patient|member|resident|subscriber|beneficiary|chart|encounter|record)$/i.test(name) && hasField(facts, fn, type, "id"));
  if (record) return `\`${record.name}/\${${record.name}.id}\``;
  const inside = facts.text(fn.file).slice(fn.spans[0], fn.spans[1]);
  const parameter = variables.map(({ name }) => new RegExp(`\\b${name.replace(/\$/g, "\\$")}\\.params\\.\\w*[iI]d\\b`).exec(inside)?.[0]).find((found) => found !== undefined);
  if (parameter) return `\`${subject}/\${${parameter}}\``;
  const plain = variables.find(({ name, type }) => /^id$/i.test(name) && isText(type));
  return plain ? `\`${subject}/\${${plain.name}}\`` : JSON.stringify(subject);
}

const isText = (type: TypeExpr | undefined): boolean => type?.t === "prim" && (type.name === "string" || type.name === "number");
const asText = ({ name, type }: Variable): string => (type?.t === "prim" && type.name === "string" ? name : `String(${name})`);

function hasField(facts: Facts, fn: Fn, type: TypeExpr | undefined, name: string): boolean {
  return type !== undefined && (facts.types.properties(facts.types.of(type, fn.file))?.includes(name) ?? false);
}

/** Parameters and earlier variables of a function and of those around it. */
function variablesAt(facts: Facts, fn: Fn, at: number): Variable[] {
  const found: Variable[] = [];
  const add = (name: string, type?: TypeExpr): void => {
    if (/^[A-Za-z_$][\w$]*$/.test(name) && !found.some((one) => one.name === name)) found.push({ name, ...(type ? { type } : {}) });
  };
  for (let owner: Fn | undefined = fn; owner && owner.kind !== "module"; owner = owner.outer === undefined ? undefined : facts.program.fn(owner.outer)) {
    const inner = new Set<string>();
    for (const stmt of owner.body) {
      if (stmt.s === "let" && (owner.spans[2 * stmt.at] ?? 0) < at) add(stmt.name, stmt.type);
      else if (stmt.s !== "let") walkStmts([stmt], { stmt: (one) => { if (one.s === "let") inner.add(one.name); } });
    }
    for (const param of owner.params) if (!inner.has(param.name)) add(param.name, param.type);
  }
  return found;
}
