// Schemas of libraries as types: what a value is that was parsed, read from a table, or found by a model.

import assert from "node:assert/strict";
import { show, typed, type Typed } from "./typing";

/** Fields of the rows of a schema variable with their types; nested ones in braces. */
function rows({ types }: Typed, name: string, file = "/a.ts"): string {
  const schema = types.schema(file, name);
  assert.ok(schema, `no schema ${name}`);
  const text = (type: string, depth = 0): string => {
    const element = types.shape(type) === "array" ? types.element(type) : undefined;
    if (element !== undefined) return `${text(element, depth)}[]`;
    const names = depth > 3 || types.shape(type) !== "object" ? undefined : types.properties(type);
    if (!names) return types.shape(type) === "unknown" ? "?" : types.shape(type) === "none" ? "-" : types.display(type);
    return `{ ${names.map((field) => `${field}: ${text(types.field(type, field), depth + 1)}`).join(", ")} }`;
  };
  return `${schema.library} ${text(schema.type)}${types.open(schema.type) ? " open" : ""}`;
}

describe("schemas", () => {
  it("Zod: objects, composition, selections, unions, references across files", () => {
    const typing = typed({
      "a.ts": `
        import { z } from "zod"; import * as parts from "./parts"; import { Address } from "./parts";
        export const Patient = z.object({ fullName: z.string().min(1), born: z.coerce.date(), ssn: z.string().optional().nullable(), address: Address, phones: z.array(z.string()).default([]),
          kind: z.enum(["a", "b"]), age: z.number().int(), active: z.boolean(), nested: z.object({ note: z.string() }).partial(), extra: z.record(z.string(), z.string()), any: z.any() });
        export const Short = Patient.pick({ fullName: true, age: true });
        export const Rest = Patient.omit({ nested: true, extra: true, any: true, address: true, phones: true });
        export const Longer = Short.extend({ mrn: z.string() });
        export const Merged = Short.merge(parts.Address).strict();
        export const Either = z.discriminatedUnion("t", [z.object({ t: z.literal("a"), ssn: z.string() }), z.object({ t: z.literal("b") })]);
        export const Open = z.looseObject({ id: z.string() }); export const Passing = Short.passthrough();
        export const List = z.array(Patient); export const Node = z.object({ name: z.string(), get children() { return z.array(Node) }, next: z.lazy(() => Node) });
        export const Spread = z.object({ ...Short.shape, ssn: Patient.shape.ssn }); export const Piped = z.preprocess((x) => x, z.object({ a: z.string() })).transform((x) => x).refine(Boolean);
        const notASchema = z.string().parse("x");
        export type P = z.infer<typeof Patient>; export type I = z.input<typeof Short>; export type L = z.output<typeof List>;`,
      "parts.ts": `import z from "zod"; export const Address = z.object({ street: z.string(), zip: z.string() });`,
    });
    assert.equal(rows(typing, "Patient"), "zod { fullName: string, born: Date, ssn: string, address: { street: string, zip: string }, phones: string[], kind: -, age: number, active: -, nested: { note: string }, extra: , any: ? }".replace("extra: ,", "extra: ,"));
    assert.equal(rows(typing, "Short"), "zod { age: number, fullName: string }");
    assert.equal(rows(typing, "Rest"), "zod { fullName: string, born: Date, ssn: string, kind: -, age: number, active: - }");
    assert.equal(rows(typing, "Longer"), "zod { mrn: string, age: number, fullName: string }");
    assert.equal(rows(typing, "Merged"), "zod { street: string, zip: string, age: number, fullName: string }");
    assert.equal(rows(typing, "Either"), "zod { t: -, ssn: string }");
    assert.equal(rows(typing, "Open"), "zod { id: string } open");
    assert.match(rows(typing, "Passing"), / open$/);
    assert.equal(rows(typing, "List").slice(-2), "[]");
    assert.equal(rows(typing, "Spread"), "zod { ssn: string, age: number, fullName: string }");
    assert.equal(rows(typing, "Piped"), "zod { a: string }");
    assert.equal(typing.types.schema("/a.ts", "notASchema"), undefined);
    assert.equal(typing.level("P", "fullName"), "direct name medium schema");
    assert.equal(typing.level("P", "address.zip"), "direct address medium schema");
    assert.equal(typing.level("P", "active"), "-");
    assert.equal(typing.types.field(typing.type("I"), "age"), "number");
    assert.equal(typing.types.element(typing.type("L")), typing.types.schema("/a.ts", "Patient")?.type);
    const schema = typing.types.schema("/a.ts", "Node");
    assert.ok(schema && typing.types.field(typing.types.field(schema.type, "next"), "name") === "string");
  });

  it("validators spelled like Zod", () => {
    const typing = typed({
      "a.ts": `import * as v from "valibot"; import Joi from "joi"; import * as yup from "yup"; import { Type } from "@sinclair/typebox"; import * as t from "io-ts"; import { object, string as text } from "valibot";
        export const V = v.object({ ssn: v.pipe(v.string(), v.minLength(9)), tags: v.array(v.string()), size: v.optional(v.number()) }); export const W = object({ name: text() });
        export const J = Joi.object({ ssn: Joi.string().required(), when: Joi.date() }); export const Y = yup.object().shape({ ssn: yup.string().required(), list: yup.array().of(yup.string()) });
        export const T = Type.Object({ ssn: Type.String(), age: Type.Integer(), list: Type.Array(Type.String()) }); export const I = t.type({ ssn: t.string, age: t.number });`,
    });
    assert.equal(rows(typing, "V"), "zod { ssn: string, tags: string[], size: number }");
    assert.equal(rows(typing, "W"), "zod { name: string }");
    assert.equal(rows(typing, "J"), "zod { ssn: string, when: Date }");
    assert.equal(rows(typing, "Y"), "zod { ssn: string, list: string[] }");
    assert.equal(rows(typing, "T"), "zod { ssn: string, age: number, list: string[] }");
    assert.equal(rows(typing, "I"), "zod { ssn: string, age: number }");
  });

  it("Drizzle: columns, inferred rows", () => {
    const typing = typed(`
      import { pgTable, pgEnum, text, uuid, date, integer, boolean, varchar } from "drizzle-orm/pg-core"; import type { InferSelectModel } from "drizzle-orm";
      const kind = pgEnum("kind", ["a", "b"]); const stamps = { createdAt: date("created_at") };
      export const patients = pgTable("patients", { id: uuid("id").primaryKey().defaultRandom(), fullName: text("full_name").notNull(), birthDate: date("birth_date"), beds: integer().array(), ok: boolean(), kind: kindEnum("kind") , ...stamps }, (t) => []);
      export const clinics = pgTable("clinics", (t) => ({ name: varchar("name", { length: 20 }), phone: t.text() }));
      export type Row = typeof patients.$inferSelect; export type New = typeof patients.$inferInsert; export type Clinic = InferSelectModel<typeof clinics>;`);
    assert.equal(rows(typing, "patients"), "drizzle { id: string, fullName: string, birthDate: Date, beds: number[], ok: -, kind: - }");
    assert.equal(rows(typing, "clinics"), "drizzle { name: string, phone: string }");
    assert.equal(typing.level("Row", "fullName"), "direct name medium schema");
    assert.equal(typing.level("New", "birthDate"), "direct birth-date medium schema");
    assert.equal(typing.level("Row", "id"), "indirect patient-id medium schema");
    assert.equal(typing.level("Clinic", "name"), "-");
  });

  it("Mongoose: schemas and models", () => {
    const typing = typed(`
      import mongoose, { Schema, model } from "mongoose"; import type { HydratedDocument, InferSchemaType } from "mongoose";
      const address = new Schema({ street: String, zip: { type: String } });
      const schema = new Schema({ fullName: { type: String, required: true }, born: Date, falls: { type: Number, default: 0 }, tags: [String], visits: [{ note: String }], address, status: { type: String, enum: ["a"] }, type: { type: String }, meta: { kind: { type: String } } }, { timestamps: true });
      export const Resident = mongoose.models.Resident || mongoose.model("Resident", schema); export const Building = model("Building", new Schema({ name: String, phone: String }));
      export type Doc = HydratedDocument<InferSchemaType<typeof schema>>;`);
    assert.equal(rows(typing, "schema"), "mongoose { fullName: string, born: Date, falls: number, tags: string[], visits: { note: string }[], address: { street: string, zip: string }, status: -, type: string, meta: { kind: string } }");
    assert.equal(show(typing.types.classify(typing.types.schema("/a.ts", "Resident")?.type ?? "", "", ["fullName"], [])), "direct name medium schema");
    assert.equal(show(typing.types.classify(typing.types.schema("/a.ts", "Resident")?.type ?? "", "", ["address", "street"], [])), "direct address medium schema");
    assert.equal(show(typing.types.classify(typing.types.schema("/a.ts", "Building")?.type ?? "", "", ["phone"], [])), "-");
    assert.equal(typing.types.field(typing.type("Doc"), "born"), "Date");
  });

  it("Sequelize and TypeORM", () => {
    const typing = typed(`
      import { DataTypes, Model, Sequelize } from "sequelize"; import { Column, Entity, EntitySchema } from "typeorm"; const sequelize = new Sequelize("x");
      export const Patient = sequelize.define("Patient", { ssn: DataTypes.STRING, born: { type: DataTypes.DATEONLY }, visits: DataTypes.INTEGER });
      class Member extends Model {} Member.init({ email: { type: DataTypes.STRING(40) } }, { sequelize });
      @Entity("residents") class Resident { @Column() fullName!: string; @Column() floor!: number }
      export const Other = new EntitySchema({ name: "Patient", columns: { phone: { type: "varchar" } } });`);
    assert.equal(rows(typing, "Patient"), "sequelize { ssn: string, born: Date, visits: number }");
    assert.equal(rows(typing, "Member"), "sequelize { email: string }");
    assert.equal(typing.types.schema("/a.ts", "Resident")?.library, "typeorm");
    assert.equal(typing.level("Resident", "fullName"), "direct name medium schema");
    assert.equal(rows(typing, "Other"), "typeorm-schema { phone: string }");
  });

  it("Prisma: models, tags, the client's types", () => {
    const typing = typed({
      "schema.prisma": `
        // a comment with model Fake {
        model Patient {
          id        String   @id @default(uuid()) // an id
          fullName  String
          /// @phi none
          nickname  String?
          badge     String?  /// @phi direct
          visits    Visit[]
          sex       Sex
          url       String   @default("https://x") // kept
          @@index([fullName])
        }
        model Visit { // one line is no model body
          note  String
          at    DateTime
          count Int
        }
        enum Sex {
          F
          M
        }`,
      "a.ts": `import type { Patient, Prisma } from "@prisma/client"; type A = Patient; type B = Prisma.PatientGetPayload<{ include: { visits: true } }>; type C = Prisma.PatientUncheckedCreateInput;`,
    });
    assert.equal(rows(typing, "patient", "prisma"), "prisma { id: string, fullName: string, nickname: string, badge: string, visits: { note: string, at: Date, count: number }[], sex: -, url: string }");
    assert.equal(typing.level("A", "fullName"), "direct name medium schema");
    assert.equal(typing.level("B", "nickname"), "operational high tag");
    assert.equal(typing.level("C", "badge"), "direct high tag");
    assert.equal(typing.level("A", "sex"), "-");
    const [field] = typing.types.declaredFields("/schema.prisma");
    assert.equal(`${field?.type}.${field?.name}`, "Patient.id");
  });

  it("tags on keys, and keys as declared fields", () => {
    const { types } = typed(`import { z } from "zod"; export const PatientSchema = z.object({
      /** @phi none */
      fullName: z.string(),
      ssn: z.string(), home: z.object({ zip: z.string() }) });`);
    assert.deepEqual(types.declaredFields("/a.ts").map((field) => `${field.type}.${field.name} ${field.settled ? "settled" : "open"} ${show(field.classification)}`), [
      "PatientSchema.fullName settled operational high tag", "PatientSchema.ssn open direct ssn medium schema", "PatientSchema.home open direct address medium schema", "PatientSchema.home.zip open direct address medium schema",
    ]);
  });

  it("survives broken and odd schemas", () => {
    const typing = typed(`import { z } from "zod"; import { Schema } from "mongoose"; import { pgTable } from "drizzle-orm/pg-core";
      const A = z.object(); const B = z.object(shape); const C = z.union(); const D = z.object({ [key]: z.string(), "a b": z.string(), ...rest, m() {} }); const E = z; const F = z.object({ x: ; const G = new Schema(); const H = pgTable(); const I = pgTable("x"); const J = z.lazy(() => J);
      const K = K.pick({}); const L = z.array(); type X = z.infer<typeof K>; type Y = z.infer<typeof J>;`);
    for (const field of typing.types.declaredFields("/a.ts")) assert.ok(field.name);
    for (const name of "ABCDEFGHIJKL") typing.types.properties(typing.types.schema("/a.ts", name)?.type ?? "");
    typing.level("X", "patient.ssn");
    typing.level("Y", "patient.ssn");
  });
});
