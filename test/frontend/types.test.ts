// The type service: annotations to canonical types, members, generics, utility types, narrowing; broken and recursive types too.

import assert from "node:assert/strict";
import { typed } from "./typing";

describe("types", () => {
  it("follows fields through interfaces, classes, heritage and aliases", () => {
    const { types, type } = typed(`
      interface Base { id: string }
      interface Patient extends Base { name: { given: string[] }; visits: Visit[] }
      class Visit { room = 1; note: string; constructor(readonly at: Date, private patient: Patient) {} get label(): string { return "" } load(): Promise<Patient> { throw 0 } }
      type Alias = Patient;
      type Both = Patient & { extra: number };
    `);
    assert.equal(types.field(type("Patient"), "id"), "string");
    assert.equal(types.field(types.field(type("Patient"), "name"), "given"), "[]string");
    assert.equal(types.element(types.field(type("Alias"), "visits")), "/a.ts#Visit");
    assert.equal(types.field(type("Visit"), "patient"), "/a.ts#Patient");
    assert.equal(types.field(type("Visit"), "label"), "string");
    assert.equal(types.awaited(types.returns(types.field(type("Visit"), "load"))), "/a.ts#Patient");
    assert.equal(types.field(type("Both"), "extra"), "number");
    assert.equal(types.field(type("Both"), "id"), "string");
    assert.equal(types.field(type("Patient"), "nothing"), "");
    assert.deepEqual(types.properties(type("Patient")), ["name", "visits", "id"]);
  });

  it("puts type arguments in for parameters, with defaults and constraints", () => {
    const { types, type } = typed(`
      interface Patient { ssn: string }
      class Repository<T extends object, K = string> { rows: Map<K, T>; find(id: K): T | undefined { return undefined } all(): Promise<T[]> { throw 0 } }
      class Patients extends Repository<Patient> {}
      interface Page<T> { items: T[]; next?: Page<T> }
      type Pages = Page<Patient>;
      type Result<T, E = Error> = { ok: true; value: T } | { ok: false; error: E };
      type Loaded = Result<Patient>;
      type Bare = Repository<Patient, number>;
    `);
    assert.equal(types.mapValue(types.field(type("Patients"), "rows")), "/a.ts#Patient");
    assert.equal(types.mapKey(types.field(type("Patients"), "rows")), "string");
    assert.equal(types.mapKey(types.field(type("Bare"), "rows")), "number");
    assert.equal(types.field(types.returns(types.field(type("Patients"), "find")), "ssn"), "string");
    assert.equal(types.element(types.awaited(types.returns(types.field(type("Patients"), "all")))), "/a.ts#Patient");
    const next = types.field(types.field(type("Pages"), "next"), "items");
    assert.equal(types.element(next), "/a.ts#Patient");
    assert.equal(types.field(type("Loaded"), "value"), "/a.ts#Patient");
    assert.equal(types.argument(type("Bare"), 0), "/a.ts#Patient");
  });

  it("knows the utility types", () => {
    const { types, type } = typed(`
      interface Patient { ssn: string; name: string; tags: Set<string>; log: (text: string) => void }
      type A = Partial<Readonly<Patient>>; type B = Pick<Patient, "name">; type C = Omit<Patient, "ssn" | "name">;
      type D = Record<string, Patient>; type E = NonNullable<Patient | null>; type F = Awaited<Promise<Patient>>;
      type G = Patient["tags"]; type H = keyof B; type I = { [K in keyof Patient]?: Patient[K] }; type J = Pick<Patient, Exclude<keyof Patient, "ssn">>;
      function load(id: string, age: number): Promise<Patient> { throw 0 }
      type K = Awaited<ReturnType<typeof load>>; type L = Parameters<typeof load>; type M = Extract<"a" | "b", "a">;
      type N = { [K in "ssn" | "name"]: Patient[K] }; type O = Patient[][number]; type P = ReadonlyArray<Patient>; type Q = [string, Patient];
      const current: Patient | undefined = undefined; type R = typeof current; type S = Parameters<Patient["log"]>[0];
    `);
    assert.equal(types.field(type("A"), "ssn"), "string");
    assert.deepEqual(types.properties(type("B")), ["name"]);
    assert.deepEqual(types.properties(type("C")), ["tags", "log"]);
    assert.equal(types.element(type("D")), "/a.ts#Patient");
    assert.equal(types.field(type("D"), "anything"), "/a.ts#Patient");
    for (const name of ["E", "F", "K", "O"]) assert.equal(types.field(type(name), "ssn"), "string", name);
    assert.equal(types.element(type("G")), "string");
    assert.equal(types.shape(type("H")), "none");
    assert.equal(types.field(type("I"), "ssn"), "string");
    assert.deepEqual(types.properties(type("J")), ["log", "name", "tags"]);
    assert.equal(types.field(type("L"), "1"), "number");
    assert.equal(types.shape(type("M")), "none");
    assert.deepEqual(types.properties(type("N")), ["name", "ssn"]);
    assert.equal(types.element(type("P")), "/a.ts#Patient");
    assert.equal(types.field(type("Q"), "1"), "/a.ts#Patient");
    assert.equal(types.field(type("R"), "ssn"), "string");
  });

  it("follows imports, namespaces, re-exports and typeof across files", () => {
    const { types, type } = typed({
      "a.ts": `
        import type { Patient as P } from "./barrel"; import * as models from "./models"; import Def from "./models";
        type A = P; type B = models.Patient; type C = import("./models").Patient; type D = typeof models.current; type E = Def; type F = typeof import("./models").current;
        type G = models.Inner.Deep;`,
      "barrel.ts": `export * from "./models";`,
      "models.ts": `export interface Patient { ssn: string } export const current: Patient = null!; export default class Form { patient: Patient } export namespace Inner { export interface Deep { patient: Patient } }`,
    });
    for (const name of ["A", "B", "C", "D", "F"]) assert.equal(types.field(type(name), "ssn"), "string", name);
    assert.equal(types.field(types.field(type("E"), "patient"), "ssn"), "string");
    assert.equal(types.field(types.field(type("G"), "patient"), "ssn"), "string");
  });

  it("keeps types of packages opaque, with specifier, name and arguments", () => {
    const { types, type } = typed(`
      import type { Repository } from "typeorm"; import type { AxiosResponse } from "axios"; import { Request } from "express"; import type { Observable } from "rxjs";
      interface Patient { ssn: string }
      type A = Repository<Patient>; type B = AxiosResponse<Patient[]>; type C = Request<{ id: string }, void, Patient>; type D = Observable<Patient>;
      class Patients extends Repository<Patient> {}
      type E = React.RefObject<Patient>; type F = AbortSignal; type G = Date; type H = unknown;
    `);
    assert.deepEqual(types.external(type("A")), { specifier: "typeorm", name: "Repository" });
    assert.deepEqual(types.external(type("Patients")), { specifier: "typeorm", name: "Repository" });
    assert.equal(types.argument(type("A"), 0), "/a.ts#Patient");
    assert.equal(types.element(types.field(type("B"), "data")), "/a.ts#Patient");
    assert.equal(types.field(type("C"), "body"), "/a.ts#Patient");
    assert.equal(types.element(type("D")), "/a.ts#Patient");
    assert.equal(types.field(type("E"), "current"), "/a.ts#Patient");
    assert.equal(types.shape(type("F")), "none");
    assert.equal(types.shape(type("G")), "scalar");
    assert.equal(type("H"), "");
  });

  it("narrows unions by a literal field and selects fields", () => {
    const { types, type } = typed(`
      interface Loaded { type: "loaded"; patient: { ssn: string } } interface Failed { type: "failed"; code: number }
      type Action = Loaded | Failed | { type: "next" };
    `);
    assert.equal(types.narrow(type("Action"), "type", "loaded", true), "/a.ts#Loaded");
    assert.equal(types.field(types.narrow(type("Action"), "type", "loaded", false), "patient"), "");
    assert.equal(types.narrow(type("Action"), "type", "none of these", true), type("Action"));
    assert.deepEqual(types.properties(types.without(type("Loaded"), ["type"])), ["patient"]);
    assert.deepEqual(types.properties(types.pick(type("Loaded"), ["type"])), ["type"]);
    assert.equal(types.field(types.object(new Map([["a", "string"]])), "a"), "string");
    assert.equal(types.union(["string", type("Failed"), "string"]), types.union([type("Failed"), "string"]));
  });

  it("finds the classes that a type may be", () => {
    const { types, type } = typed(`
      interface Transport { send(text: string): void } interface Loud extends Transport { volume: number }
      class Web implements Transport { send(text: string) {} } class Mail extends Web {} class Horn implements Loud { volume = 1; send(text: string) {} }
    `);
    assert.deepEqual(types.classes(type("Transport")), ["/a.ts#Web", "/a.ts#Mail", "/a.ts#Horn"]);
    assert.deepEqual(types.classes(type("Web")), ["/a.ts#Web", "/a.ts#Mail"]);
    assert.deepEqual(types.classes(type("Loud")), ["/a.ts#Horn"]);
  });

  it("says what shape a value has", () => {
    const { types, type } = typed(`
      enum Color { Red = "red" } type A = "x" | "y"; type B = string | null; type C = string | number; type D = string[]; type E = () => void; type F = boolean | undefined;
      type G = { a: string }; type H = number | undefined; type I = any; type J = bigint; interface K { (x: string): number }
    `);
    assert.deepEqual(["Color", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"].map((name) => types.shape(type(name))), [
      "none", "none", "scalar", "scalar", "array", "function", "none", "object", "number", "unknown", "number", "function",
    ]);
  });

  it("survives recursion, cycles and missing names", () => {
    const { types, type } = typed(`
      interface Node { next: Node; parent?: Node; patients: Tree<Node> } type Tree<T> = { value: T; children: Tree<T>[] };
      type Loop = Loop; type A = B; type B = A[]; interface C extends C { x: string } type D = typeof d; const d: D = null!; type E = Missing["x"]; type F = Tree<F>;
      class G extends H {} class H extends G {}
    `);
    assert.equal(types.field(types.field(type("Node"), "next"), "next"), "/a.ts#Node");
    for (const name of ["Loop", "A", "B", "C", "D", "E", "F", "G", "Node"]) {
      types.properties(type(name));
      types.classify(type(name), "patient", ["next", "next"], []);
      types.shape(type(name));
      types.display(type(name));
    }
    assert.equal(types.field(type("C"), "x"), "string");
  });

  it("keeps its answers while only bodies change, and forgets them when declarations do", () => {
    const { types, program, type } = typed({ "a.ts": `import type { P } from "./b"; export type A = P;`, "b.ts": `export interface P { ssn: string }` });
    assert.equal(types.field(type("A"), "ssn"), "string");
    const before = program.facts("/b.ts");
    assert.ok(before);
    program.set("/b.ts", { ...before, textHash: "2", types: before.types.map((decl) => ({ ...decl, members: decl.members.map((member) => ({ ...member, name: "mrn" })) })) });
    types.invalidate(new Set(["/b.ts"]));
    assert.equal(types.field(type("A"), "ssn"), "");
    assert.equal(types.field(type("A"), "mrn"), "string");
  });
});
