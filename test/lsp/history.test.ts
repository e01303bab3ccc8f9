// What the bundled server says of functions and of the past, on the sample clinic in a git repository of its own.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CancellationTokenSource } from "vscode-jsonrpc/node";
import type { CodeLens } from "vscode-languageserver-protocol";
import type { Comparison, EditResult, FindingHistory, WireAttestation } from "../../server/src/lsp/messages";
import { LspClient } from "./support/lspClient";

const root = path.resolve(__dirname, "../..");
const server = path.join(root, "dist/server.js");

describe("bundled server on a repository", function () {
  this.timeout(60_000);
  let folder: string;
  let lsp: LspClient;
  const git = (date: string, ...args: string[]) => execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.test", ...args], {
    cwd: folder, encoding: "utf8", env: { ...process.env, GIT_AUTHOR_DATE: `${date}T12:00:00Z`, GIT_COMMITTER_DATE: `${date}T12:00:00Z` },
  });
  const attest = (by: string, date: string) =>
    writeFileSync(path.join(folder, "phi-lens.checklist.json"), JSON.stringify({ version: 1, attestations: [{ item: "staff-training", by, date, evidence: `${by}.pdf` }] }));

  before(async () => {
    assert.ok(existsSync(server), "built: npm run build");
    folder = mkdtempSync(path.join(tmpdir(), "phi-lens-history-"));
    cpSync(path.join(root, "test/clinic"), folder, { recursive: true });
    git("2026-01-05", "init", "--quiet", "--initial-branch=main");
    attest("Ada", "2026-01-04");
    git("2026-01-05", "add", ".");
    git("2026-01-05", "commit", "--quiet", "--message", "The clinic");
    attest("Grace", "2026-02-01");
    git("2026-02-02", "commit", "--quiet", "--all", "--message", "Training again");
    lsp = await LspClient.start({ server, folder, settings: { codeLens: { enable: true } } });
    await lsp.settled();
  });
  after(async () => {
    await lsp?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const lenses = async (name: string): Promise<string[]> => {
    const found = (await lsp.request<CodeLens[] | null>("textDocument/codeLens", { textDocument: { uri: lsp.uri(name) } })) ?? [];
    return found.map(({ range, command }) => `${range.start.line + 1}: ${command?.title}`);
  };
  const text = (name: string) => readFileSync(path.join(folder, name), "utf8");

  it("says above a function what comes in, where it goes, and whether it is recorded", async () => {
    const [triage, ...others] = await lenses("server/services/triage.ts");
    assert.deepEqual(others, []);
    assert.match(triage ?? "", /^7: PHI-Indirect in: .* · out: Anthropic \(not approved\)$/);
    assert.ok((await lenses("server/repositories/visits.ts")).some((lens) => lens.includes("no audit event")), (await lenses("server/repositories/visits.ts")).join("\n"));
    assert.deepEqual(await lenses("server/lib/config.ts"), []);
  });

  it("says since when a flow has been there", async () => {
    const name = "server/services/triage.ts";
    const data = lsp.diagnostics(name).find(({ code }) => code === "phi-to-ai-vendor")?.data as { fingerprint: string };
    const { since } = await lsp.request<FindingHistory>("phiLens/findingHistory", { uri: lsp.uri(name), ...data });
    assert.equal(since?.author, "Ada");
    assert.equal(since?.date.slice(0, 10), "2026-01-05");
    assert.equal(since?.subject, "The clinic");
    assert.equal(await lsp.request("phiLens/findingHistory", { uri: lsp.uri(name), fingerprint: "none" }), null);
  });

  it("gives the history of an attestation, newest first", async () => {
    const entries = await lsp.request<WireAttestation[]>("phiLens/attestationHistory", { folder: lsp.uri(""), item: "staff-training" });
    assert.deepEqual(entries.map(({ attestation, subject }) => [attestation?.by, attestation?.date, subject]), [["Grace", "2026-02-01", "Training again"], ["Ada", "2026-01-04", "The clinic"]]);
    assert.deepEqual(await lsp.request("phiLens/attestationHistory", { folder: lsp.uri(""), item: "risk-assessment" }), []);
  });

  it("tells what typing adds to a revision, and what it takes away", async () => {
    const name = "server/services/triage.ts";
    const compare = (revision: string) => lsp.request<Comparison>("phiLens/compare", { folder: lsp.uri(""), revision });
    const same = await compare("HEAD");
    assert.deepEqual([same.added, same.removed, same.reason], [[], [], undefined]);
    await lsp.open(name, text(name));
    await lsp.change(name, text(name).replace("visit.reason", '"none"').replace("const [block]", "console.log(visit.clinicalNote, visit.patient.ssn);\n  const [block]").replace("visit: Visit", "visit: Visit & { patient: { ssn: string; firstName: string; birthDate: string } }"));
    const { added, removed } = await compare("HEAD");
    assert.deepEqual(added.map(({ rule }) => rule), ["phi-in-log"]);
    assert.ok(removed.some(({ rule }) => rule === "phi-to-ai-vendor"), removed.map(({ rule }) => rule).join());
    await lsp.change(name, text(name));
    await lsp.settled();
  });

  it("answers others while git is slow and a revision is read, and stops reading it when nobody waits any more", async () => {
    const name = "server/services/triage.ts";
    let compared = false;
    const source = new CancellationTokenSource();
    const asked = lsp.connection.sendRequest<Comparison>("phiLens/compare", { folder: lsp.uri(""), revision: "HEAD" }, source.token).then((answer) => {
      compared = true;
      return answer;
    });
    const lens = await lsp.request<CodeLens[] | null>("textDocument/codeLens", { textDocument: { uri: lsp.uri(name) } });
    assert.ok(lens?.length);
    assert.equal(compared, false, "the lens came first");
    source.cancel();
    const answer = await asked;
    assert.deepEqual([answer.cancelled, answer.added, answer.reason], [true, [], undefined]);
    assert.equal((await lsp.request<Comparison>("phiLens/compare", { folder: lsp.uri(""), revision: "HEAD" })).cancelled, undefined);
  });

  it("says why it cannot compare", async () => {
    const { reason } = await lsp.request<Comparison>("phiLens/compare", { folder: lsp.uri(""), revision: "no-such-branch" });
    assert.match(reason ?? "", /no-such-branch/);
    assert.match((await lsp.request<Comparison>("phiLens/compare", { folder: lsp.uri(""), revision: "--output=x" })).reason ?? "", /not a revision/);
  });

  it("takes an approval back and keeps the entry", async () => {
    const result = await lsp.request<EditResult>("phiLens/revoke", { folder: lsp.uri(""), destination: "openai" });
    assert.equal(result.applied, true, result.reason);
    const edit = JSON.stringify(lsp.edits.at(-1));
    assert.match(edit, /openai\.com.*risk assessment of spring\..{0,20}allows\\": \\"operational\\".*openai\.pdf/);
    assert.equal((await lsp.request<EditResult>("phiLens/revoke", { folder: lsp.uri(""), destination: "none" })).applied, false);
  });
});
