// Quick fixes of missing-access-control: the project's own guard in front of the handler, or one that is created for Express.

import { expressionAt } from "../../analysis/sinks";
import type { Finding, Fix } from "../../engine/api";
import type { Expr, Fn } from "../../ir/ir";
import { addCallee } from "../../policy/edit";
import { helperFor, type HelperModule } from "../edits/helper";
import { importName } from "../edits/imports";
import { ownFunctions } from "../edits/own";
import { policyChange } from "../edits/policyEdit";
import { editAt, lineEnd } from "../edits/text";
import type { Fixer } from "../fixes";
import { type Facts, spanOf } from "../rule";

export const missingAccessControlFixer: Fixer = {
  rules: ["missing-access-control"],
  *fixes(facts, finding) {
    const { fn: id, at } = (finding.data ?? {}) as { fn?: string; at?: number };
    const fn = id === undefined ? undefined : facts.program.fn(id);
    if (!fn) return;
    const call = at === undefined ? undefined : expressionAt(fn, at);
    if (call?.k === "call") yield* beforeHandler(facts, finding, fn, call);
    else if (at === undefined && fn.cls !== undefined) yield* onMethod(facts, fn);
  },
};

/** `app.get("/patients", requireUser, handler)`. */
function* beforeHandler(facts: Facts, finding: Finding, fn: Fn, call: Expr & { readonly k: "call" }): Iterable<Fix> {
  const [path, handler] = call.args;
  if (path?.value.k !== "const" || typeof path.value.v !== "string" || !handler || handler.spread || !("at" in handler.value) || handler.value.at === undefined || handler.value.k === "object") return;
  const start = spanOf(fn, handler.value.at)[0];
  const imports = facts.program.facts(fn.file)?.imports ?? [];
  const guards = facts.policyFor(finding.file).access.guards;
  const put = (name: string) => editAt(facts, fn.file, [start, start], `${name}, `);
  let found = false;
  for (const own of ownFunctions(facts, finding.file, guards, () => false, (one) => one.params.length === 3 || (one.params.length === 2 && !imports.some((row) => row.spec === "express")))) {
    found = true;
    yield { title: `Put ${own.callee} in front`, preview: `Runs \`${own.callee}\`, a guard of the policy, before the handler.`, kind: "guard", preferred: true, safe: false, verify: true, edits: [...own.edits, put(own.callee)] };
  }
  if (found || guards.length > 0 || !imports.some((row) => row.spec === "express") && !usesExpress(facts)) return;
  const helper = helperFor(facts, finding.file, GUARD_HELPER);
  const policy = facts.policyFor(finding.file).file;
  const folder = policy === undefined ? facts.root : policy.slice(0, policy.lastIndexOf("/"));
  const change = policyChange(facts, finding.file, (text) => addCallee(text, ["access", "guards"], `./${helper.file.slice(folder.length + 1)}#${helper.name}`));
  if (!change) return;
  const { local, edits } = importName(facts, finding.file, helper.file, helper.name);
  const creates = [...(helper.text === undefined ? [] : [{ file: helper.file, text: helper.text }]), ...(change.creates ?? [])];
  yield {
    title: "Let signed-in users pass only", preview: `Runs \`${local}\` before the handler: a guard that is created in ${helper.file.slice(facts.root.length + 1)} and named in the policy. It refuses requests without \`request.user\`.`,
    kind: "guard", preferred: true, safe: false, verify: true, edits: [...edits, put(local), ...change.edits], ...(creates.length > 0 ? { creates } : {}),
  };
}

const usesExpress = (facts: Facts): boolean => facts.program.files.some((file) => facts.program.facts(file)?.imports.some((row) => row.spec === "express"));

/** `@UseGuards(AuthGuard)` on a method of a Nest controller, with a guard of the workspace. */
function* onMethod(facts: Facts, fn: Fn): Iterable<Fix> {
  const imports = facts.program.facts(fn.file)?.imports ?? [];
  const nest = imports.find((row) => row.spec === "@nestjs/common" && !row.typeOnly);
  const [decorator] = fn.decorators ?? [];
  if (!nest || !decorator) return;
  const guard = guardClass(facts);
  const text = facts.text(fn.file);
  const module = facts.program.fn(`${fn.file}#<module>`);
  const start = text.lastIndexOf("@", Math.max(...[spanOf(fn, decorator.at)[0], module ? spanOf(module, decorator.at)[0] : 0]));
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  if (!guard || start < 0 || !/^[ \t]*$/.test(line) || !text.startsWith(`@${decorator.name}`, start)) return;
  const imported = importName(facts, fn.file, guard.file, guard.name);
  const known = imports.find((row) => row.spec === "@nestjs/common" && row.imported === "UseGuards");
  const listed = /import\s*\{([^}]*)\}\s*from\s*["']@nestjs\/common["']/.exec(text);
  const at = listed ? listed.index + listed[0].indexOf("{") + 1 + (listed[1] ?? "").trimEnd().replace(/,$/, "").length : undefined;
  if (!known && at === undefined) return;
  const useGuards = known || at === undefined ? [] : [editAt(facts, fn.file, [at, at], ", UseGuards")];
  yield {
    title: `Guard with ${guard.name}`, preview: `Puts \`@UseGuards(${guard.name})\` on the handler.`, kind: "guard", preferred: true, safe: false, verify: true,
    edits: [...imported.edits, ...useGuards, editAt(facts, fn.file, [start, start], `@${known?.local ?? "UseGuards"}(${imported.local})${lineEnd(text)}${line}`)],
  };
}

/** A class of the workspace that can decide about requests. */
function guardClass(facts: Facts): { readonly file: string; readonly name: string } | undefined {
  for (const file of facts.program.files) {
    for (const cls of facts.program.facts(file)?.classes ?? []) {
      if (cls.exported && cls.implements.some((one) => one.t === "ref" && one.name === "CanActivate") && facts.program.exportNames(file).includes(cls.name)) return { file, name: cls.name };
    }
  }
  return undefined;
}

const HEAD = `// Lets only requests pass that belong to a signed-in user.
`;

const GUARD_HELPER: HelperModule = {
  name: "requireUser",
  typed: `${HEAD}
interface Answer {
  status(code: number): { json(body: unknown): unknown };
}

/** Goes on if a session or token check before it found a user, else answers 401. */
export function requireUser(request: object, response: Answer, next: () => void): void {
  if ("user" in request && request.user) next();
  else response.status(401).json({ error: "Sign in first" });
}
`,
  script: (commonjs) => `${commonjs ? '"use strict";\n' : ""}${HEAD}
/** Goes on if a session or token check before it found a user, else answers 401. */
${commonjs ? "" : "export "}function requireUser(request, response, next) {
  if (request.user) next();
  else response.status(401).json({ error: "Sign in first" });
}
${commonjs ? "\nmodule.exports = { requireUser };\n" : ""}`,
};
