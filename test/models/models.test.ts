// The shipped models: every data file is listed and loads, places are found again by id, and a few look-ups that others build on.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HOSTS, MODELS } from "../../server/src/models/all";
import { loadModels } from "../../server/src/models/load";
import { parsePath, type ApiNode, type ModelIndex } from "../../server/src/models/match";
import { DESTINATION_KINDS, SINK_KINDS } from "../../server/src/policy/policy";

const DATA = join(import.meta.dirname, "../../server/src/models/data");

describe("models", () => {
  const { index, problems } = loadModels(MODELS, HOSTS);

  it("all.ts lists every data file", () => {
    const libraries = readdirSync(DATA)
      .filter((name) => name.endsWith(".json") && name !== "hosts.json")
      .map((name) => (JSON.parse(readFileSync(join(DATA, name), "utf8")) as { library: string }).library);
    assert.deepEqual(MODELS.map((model) => model.library).sort(), libraries.sort());
    assert.equal(new Set(libraries).size, libraries.length, "each library has one model");
  });

  it("loads with no problems", () => assert.deepEqual(problems, []));

  it("reports a bad row and keeps the others", () => {
    const calls = ["send", "users..get", "a||b", "", "get it", "users.get|list"].map((path) => ({ path, result: "clean" as const }));
    const loaded = loadModels([{ library: "x", packages: ["x", "x/*"], version: "1.0.0", calls }]);
    assert.deepEqual(loaded.problems.map(({ row, message }) => [row, message]), [
      ["users..get", "the path has an empty segment"],
      ["a||b", "the path has an empty segment"],
      ["", "the path is empty or has spaces"],
      ["get it", "the path is empty or has spaces"],
    ]);
    assert.ok(loaded.index.root("x/deep/path")?.member("users")?.member("list")?.callModel);
    assert.equal(loaded.index.root("xy"), undefined);
    assert.deepEqual([...loaded.index.methodNames], ["get", "list"]);
  });

  it("finds every call again by its id", () => {
    for (const model of MODELS) {
      for (const call of model.calls) {
        for (const path of alternatives(call.path)) {
          const node = placeOf(index, model.library, path);
          assert.ok(node, `${model.library}: ${path}`);
          assert.equal(index.byId(node.id), node, node.id);
        }
      }
    }
  });

  it("leads types, handles and callbacks to places that exist", () => {
    for (const model of MODELS) {
      const exists = (path: string, where: string): void => assert.ok(index.nodeFrom(model.library, path), `${model.library}: ${path} in ${where}`);
      for (const [name, path] of Object.entries(model.types ?? {})) exists(path, name);
      for (const call of model.calls) {
        if (call.as !== undefined) exists(call.as, call.path);
        for (const row of call.callbacks ?? []) for (const said of row.parameters) if (said.startsWith("handle:")) exists(said.slice(7), call.path);
      }
    }
  });

  it("uses the words of the vocabulary only", () => {
    const kinds: readonly string[] = DESTINATION_KINDS;
    const sinks: readonly string[] = SINK_KINDS;
    for (const model of MODELS) {
      if (model.destination) assert.ok(kinds.includes(model.destination.kind), `${model.library}: ${model.destination.kind}`);
      for (const call of model.calls) {
        for (const sink of call.sinks ?? []) {
          assert.ok(sinks.includes(sink.kind), `${model.library}: ${sink.kind}`);
          for (const part of sink.parts) assert.match(part, PART, `${model.library}: ${call.path}`);
        }
        for (const part of call.stores ?? []) assert.ok(PART.test(part) || part.includes(":"), `${model.library}: ${call.path} stores ${part}`);
      }
    }
    for (const host of HOSTS) assert.ok(kinds.includes(host.kind), `${host.id}: ${host.kind}`);
  });

  it("knows clients by constructor, factory, default import and type", () => {
    const made = index.root("openai")?.member("default")?.constructModel;
    assert.equal(made?.as, "OpenAI.new()");
    assert.equal(index.nodeAt("openai", "OpenAI.new().chat.completions.create")?.callModel?.sinks?.[0]?.kind, "ai");
    assert.equal(index.typeNode("openai", "OpenAI")?.member("responses")?.member("create")?.callModel?.sinks?.[0]?.kind, "ai");
    const post = index.nodeAt("axios", index.root("axios")?.member("default")?.member("create")?.callModel?.as ?? "")?.member("post");
    assert.deepEqual(post?.callModel?.url?.base, ["2.baseURL", "config.baseURL"]);
    assert.equal(index.root("@sentry/react")?.library.destination?.id, "sentry");
    assert.equal(index.root("node:https"), index.root("https"));
  });

  it("lets the default import and the namespace stand for each other", () => {
    for (const [specifier, name] of [["nodemailer", "createTransport"], ["winston", "createLogger"], ["@grpc/grpc-js", "makeGenericClientConstructor"], ["fs", "writeFileSync"]] as const) {
      const named = index.root(specifier)?.member(name);
      assert.ok(named?.callModel, specifier);
      assert.equal(index.root(specifier)?.member("default")?.member(name)?.callModel?.sinks, named.callModel.sinks, specifier);
    }
    assert.equal(index.root("winston")?.member("default")?.member("default")?.member("info")?.callModel?.sinks?.[0]?.kind, "log");
    assert.equal(index.root("openai")?.member("default")?.member("nothing"), undefined);
    assert.equal(index.root("openai")?.member("nothing"), undefined);
  });

  it("joins globals of several models", () => {
    const root = index.root("global");
    for (const name of ["console", "fetch", "localStorage", "WebSocket", "navigator", "location", "caches", "indexedDB"]) assert.ok(root?.member(name), name);
    assert.equal(index.typeNode("global", "IDBDatabase")?.path, "IDBDatabase.new()");
    assert.equal(root?.member("document")?.member("cookie")?.property?.assigned, "browser-storage");
  });

  it("tells fine-tuning files from others by their purpose", () => {
    const create = index.typeNode("openai", "OpenAI")?.member("files")?.member("create")?.callModel;
    assert.deepEqual(create?.sinks?.map((sink) => [sink.kind, sink.when?.is ?? sink.when?.not]), [["training", ["fine-tune"]], ["ai", ["fine-tune"]]]);
  });

  it("knows vendors by host, with wildcards", () => {
    assert.equal(index.hosts("api.openai.com")?.id, "openai");
    assert.equal(index.hosts("o42.ingest.sentry.io")?.id, "sentry");
    assert.equal(index.hosts("bedrock-runtime.us-east-1.amazonaws.com")?.kind, "ai");
    assert.equal(index.hosts("intranet.example"), undefined);
  });
});

const PART = /^(?:(?:\d+(?:\.\.)?|\*|recv|config\d*)(?:\.[^.|]+)*\|?)+$/;

/** A path with each of its alternatives spelled out. */
function alternatives(path: string): string[] {
  let paths = [""];
  for (const step of parsePath(path)) {
    paths = paths.flatMap((head) => step.map((name) => (name === "()" ? `${head}()` : name === "new()" ? `${head}.new()` : head === "" ? name : `${head}.${name}`)));
  }
  return paths;
}

/** The place that a call's model hangs on: of a construction, what is constructed. */
function placeOf(index: ModelIndex, library: string, path: string): ApiNode | undefined {
  const holder = path.replace(/\.new\(\)$/, "");
  const node = index.nodeAt(library, holder === "*" ? "" : holder);
  return holder === path ? node : node?.construct() && node;
}
