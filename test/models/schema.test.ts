// The data files against their JSON schema, the schema's lists against the types, and hosts against each other. Apart from the
// loader's tests because the schema is for people who write models, and is not used at run time.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import type { HostModel, LibraryModel } from "../../server/src/models/schema";
import { DESTINATION_KINDS, SINK_KINDS } from "../../server/src/policy/policy";

const MODELS = join(import.meta.dirname, "../../server/src/models");
const read = (path: string): unknown => JSON.parse(readFileSync(join(MODELS, path), "utf8"));

describe("model schema", () => {
  const schema = read("model.schema.json") as { readonly $id: string; readonly definitions: Record<string, { readonly enum?: readonly string[] }> };
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
  const isModel = ajv.compile(schema);
  const areHosts = ajv.getSchema(`${schema.$id}#/definitions/hosts`);
  const files = readdirSync(join(MODELS, "data")).filter((name) => name.endsWith(".json"));
  const hosts = read("data/hosts.json") as readonly HostModel[];

  it("holds for every model", () => {
    const problems = files.filter((name) => name !== "hosts.json").flatMap((name) => problemsOf(isModel, read(`data/${name}`), name));
    assert.deepEqual(problems, []);
  });

  it("holds for the hosts", () => {
    assert.ok(areHosts);
    assert.deepEqual(problemsOf(areHosts, hosts, "hosts.json"), []);
  });

  it("refuses words that the vocabulary does not have", () => {
    const model = { library: "x", packages: ["x"], version: "1.0.0", calls: [{ path: "send", sinks: [{ kind: "outbound", parts: ["0"] }] }] };
    assert.ok(isModel(model));
    assert.ok(!isModel({ ...model, calls: [{ path: "send", sinks: [{ kind: "post", parts: ["0"] }] }] }));
    assert.ok(!isModel({ ...model, calls: [{ path: "send", sinks: [{ kind: "outbound", parts: ["first"] }] }] }));
    assert.ok(!isModel({ ...model, calls: [{ path: "send", results: "clean" }] }));
    assert.ok(!isModel({ ...model, calls: [{ path: "client..send" }] }));
  });

  it("lists the kinds of sinks and destinations that there are", () => {
    assert.deepEqual(schema.definitions.sinkKind?.enum, SINK_KINDS);
    assert.deepEqual(schema.definitions.destinationKind?.enum, DESTINATION_KINDS);
  });

  it("names a vendor the same way wherever its hosts stand", () => {
    const owners = new Map<string, string>();
    for (const { id, hosts: own } of hosts) {
      for (const host of own) {
        assert.equal(owners.get(host) ?? id, id, host);
        owners.set(host, id);
      }
    }
    for (const name of files) {
      const { destination } = read(`data/${name}`) as LibraryModel;
      for (const host of destination?.hosts ?? []) assert.ok(!owners.has(host) || owners.get(host) === destination?.id, `${host} is ${owners.get(host)} in hosts.json and ${destination?.id} in ${name}`);
    }
  });
});

function problemsOf(check: ValidateFunction, data: unknown, name: string): string[] {
  return check(data) ? [] : (check.errors ?? []).map((error) => `${name}${error.instancePath} ${error.message ?? ""} ${JSON.stringify(error.params)}`);
}
