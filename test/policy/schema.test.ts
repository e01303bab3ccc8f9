// The published schemas: every key explained, and the compiled validators made from these very files.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CATEGORIES, LEVELS } from "../../server/src/lattice/level";
import checklistSchema from "../../server/src/policy/phi-lens.checklist.schema.json";
import policySchema from "../../server/src/policy/phi-lens.schema.json";
import { AUDIT_ELEMENTS, DESTINATION_KINDS, SINK_KINDS } from "../../server/src/policy/policy";

interface Schema {
  readonly description?: string;
  readonly properties?: Record<string, Schema>;
  readonly definitions?: Record<string, Schema>;
  readonly items?: Schema;
}

function unexplained(schema: Schema, path: string): string[] {
  const children = [...Object.entries(schema.properties ?? {}), ...Object.entries(schema.definitions ?? {}), ...(schema.items ? [["[]", schema.items] as const] : [])];
  return children.flatMap(([key, child]) => [...(child.description || key === "[]" ? [] : [`${path}/${key}`]), ...unexplained(child, `${path}/${key}`)]);
}

describe("policy: schemas", () => {
  it("explain every key", () => {
    assert.deepEqual(unexplained(policySchema as Schema, ""), []);
    assert.deepEqual(unexplained(checklistSchema as Schema, ""), []);
  });

  it("know the words that the code knows", () => {
    const { definitions } = policySchema;
    assert.deepEqual(definitions.level.enum, [...LEVELS]);
    assert.deepEqual(definitions.category.enum, [...CATEGORIES]);
    assert.deepEqual(definitions.destination.properties.kind.enum, [...DESTINATION_KINDS]);
    assert.deepEqual(definitions.sink.properties.kind.enum, [...SINK_KINDS]);
    assert.deepEqual(policySchema.properties.audit.properties.automatic.items.enum, [...AUDIT_ELEMENTS]);
  });

  it("are what the validators were compiled from", async () => {
    const { compileSchemas } = (await import("../../client/schemas.mjs" as string)) as { compileSchemas: () => string };
    assert.equal(readFileSync(join(__dirname, "../../server/src/policy/schema.generated.js"), "utf8"), compileSchemas());
  });
});
