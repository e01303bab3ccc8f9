// Any message: whatever a client sends, the server goes on serving, writes nothing, and its next answers are right. Seeded and short
// here; PHI_LENS_FUZZ asks for more messages, PHI_LENS_SEED for others.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { METHODS } from "../../server/src/lsp/messages";
import { LspClient } from "../lsp/support/lspClient";

const MESSAGES = 10 * Number(process.env.PHI_LENS_FUZZ ?? 40);
const SEED = Number(process.env.PHI_LENS_SEED ?? 7);

const FILES = {
  "types.ts": "export interface Patient { ssn: string; birthDate: string }\n",
  "show.ts": 'import type { Patient } from "./types";\nexport const show = (patient: Patient): void => console.log(patient.ssn);\n',
  "phi-lens.json": "{}\n",
};

const REQUESTS = [
  ...Object.values(METHODS).filter((method) => method !== METHODS.changed), "textDocument/hover", "textDocument/codeAction", "codeAction/resolve", "textDocument/codeLens", "textDocument/inlayHint",
  "textDocument/completion", "textDocument/diagnostic", "workspace/diagnostic", "workspace/executeCommand", "phiLens/nothing", "__proto__",
];
const NOTIFICATIONS = [
  "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "textDocument/didSave", "workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration",
  "workspace/didChangeWorkspaceFolders", "$/cancelRequest", "$/setTrace", "$/nothing",
];

/** Parameters of messages, right in parts and wrong in others. */
function parametersOf(uris: readonly string[]): fc.Arbitrary<object> {
  const { value } = fc.letrec((tie) => ({
    leaf: fc.oneof(
      fc.constantFrom<unknown>(...uris, "file:///", "untitled:One", "git:/x?y", "", "\0", "HEAD", "--output=/tmp/x", "phi-in-log", "us-region", "__proto__", "2026-01-01", null, true, -1, 0, 1, 2 ** 31, 1e308),
      fc.integer(), fc.string({ unit: "binary", maxLength: 12 }),
    ),
    position: fc.record({ line: tie("leaf"), character: tie("leaf") }, { requiredKeys: [] }),
    range: fc.record({ start: tie("position"), end: tie("position") }, { requiredKeys: [] }),
    document: fc.record({ uri: fc.oneof(fc.constantFrom(...uris), tie("leaf")), version: tie("leaf"), text: tie("leaf"), languageId: tie("leaf") }, { requiredKeys: ["uri"] }),
    value: fc.oneof({ maxDepth: 3, withCrossShrink: false }, tie("leaf"), tie("position"), tie("range"), tie("document"), fc.array(tie("value"), { maxLength: 3 }), fc.dictionary(fc.constantFrom("uri", "range", "type", "text", "event", "added", "removed", "__proto__", "phiLens"), tie("value"), { maxKeys: 4 })),
    parameters: fc.record({
      textDocument: tie("document"), position: tie("position"), range: tie("range"), contentChanges: fc.array(fc.record({ range: tie("range"), text: tie("leaf") }, { requiredKeys: [] }), { maxLength: 3 }), changes: tie("value"),
      context: tie("value"), uri: tie("leaf"), folder: tie("leaf"), item: tie("leaf"), fingerprint: tie("leaf"), revision: tie("leaf"), destination: tie("leaf"), id: tie("leaf"), rule: tie("leaf"), reason: tie("leaf"),
      settings: tie("value"), event: tie("value"), data: tie("value"), by: tie("leaf"), date: tie("leaf"), level: tie("leaf"), type: tie("leaf"), field: tie("leaf"), previousResultIds: tie("value"),
    }, { requiredKeys: [] }),
    all: fc.oneof({ weight: 6, arbitrary: tie("parameters") }, { weight: 1, arbitrary: tie("value") }),
  }));
  return value as fc.Arbitrary<object>;
}

describe("any message to the server", function () {
  this.timeout(1_800_000);

  it(`${MESSAGES} requests and notifications with any parameters leave it serving`, async () => {
    const lsp = await LspClient.start({ server: path.resolve(__dirname, "../../dist/server.js"), files: FILES });
    try {
      await lsp.settled();
      const uris = [...Object.keys(FILES).map((name) => lsp.uri(name)), lsp.uri("."), lsp.uri("gone.ts")];
      const messages = fc.sample(fc.tuple(fc.boolean(), fc.constantFrom(...REQUESTS), fc.constantFrom(...NOTIFICATIONS), parametersOf(uris)), { numRuns: MESSAGES, seed: SEED });
      let answered = 0;
      for (const [asks, request, notification, parameters] of messages) {
        if (!asks) await lsp.connection.sendNotification(notification, parameters);
        else await lsp.request(request, parameters).catch(() => undefined).then(() => answered++);
      }
      assert.ok(answered > MESSAGES / 4);
      // Whatever is said to be open or gone now: the truth again.
      for (const uri of uris) await lsp.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
      await lsp.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event: { added: [{ uri: lsp.uri("."), name: "w" }], removed: [] } });
      await lsp.connection.sendNotification("workspace/didChangeConfiguration", { settings: {} });
      await lsp.open("show.ts", FILES["show.ts"]);
      await lsp.settled();
      await lsp.until("the finding", () => lsp.diagnostics("show.ts").some(({ code }) => code === "phi-in-log"));
      assert.deepEqual(Object.fromEntries(readdirSync(lsp.root).map((name) => [name, readFileSync(path.join(lsp.root, name), "utf8")])), FILES);
      assert.deepEqual(lsp.log.filter((line) => /ssn|show\.ts/.test(line)), []);
    } finally {
      await lsp.stop();
    }
  });
});
