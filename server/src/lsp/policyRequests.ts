// Requests that change the policy or the checklist file. Each becomes one workspace edit that the client makes, so that it can
// be undone and is never written behind the user's back; no other file is ever touched.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Connection, TextDocuments, WorkspaceEdit } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { attest, CHECKLIST_FILE } from "../checklist/attestations";
import { approveDestination, changing, classifyField, classifyType, type JsonEdit, revokeDestination } from "../policy/edit";
import { POLICY_FILE } from "../policy/load";
import { DESTINATION_KINDS, type DestinationKind } from "../policy/policy";
import { toUri } from "./convert";
import type { Folder } from "./folder";
import type { ApproveParams, AttestParams, ClassifyParams, EditResult, RevokeParams } from "./messages";
import { t } from "./l10n";
import type { Session } from "./session";
import { localToday } from "./today";

export class PolicyRequests {
  readonly #connection: Connection;
  readonly #documents: TextDocuments<TextDocument>;
  readonly #session: Session;

  constructor(connection: Connection, documents: TextDocuments<TextDocument>, session: Session) {
    this.#connection = connection;
    this.#documents = documents;
    this.#session = session;
  }

  async attest(params: AttestParams): Promise<EditResult> {
    return this.#change(params.folder, async (folder) => {
      const items = await folder.call("checklist");
      if (!items.some((item) => item.id === params.item)) return t("No such checklist item");
      const by = params.by?.trim() || (await gitUser(folder.root));
      if (!by) return t("Who attests is not known: set user.name in git");
      const { item, evidence, nextReview, note } = params;
      const attestation = { item, by, date: localToday(), ...(evidence && { evidence }), ...(nextReview && { nextReview }), ...(note && { note }) };
      return this.#rewrite(path.posix.join(folder.root, CHECKLIST_FILE), (text) => attest(text, attestation));
    });
  }

  async approve(params: ApproveParams): Promise<EditResult> {
    return this.#change(params.folder, async (folder) => {
      const destination = (await folder.call("outbound")).find(({ id }) => id === params.destination);
      if (!destination) return t("No such destination");
      const { id, name, host, kind } = destination;
      const known = DESTINATION_KINDS.find((entry): entry is DestinationKind => entry === kind);
      const approval = { id, allows: params.allows, ...(name && { name }), ...(known && { kind: known }), ...(host && { match: { hosts: [host] } }) };
      return this.#rewrite(this.#policyFile(folder), (text) => approveDestination(text, approval));
    });
  }

  /** The entry and its agreement stay as a record; only operational data may go there. */
  async revoke(params: RevokeParams): Promise<EditResult> {
    return this.#change(params.folder, async (folder) => {
      const destination = (await folder.call("outbound")).find(({ id }) => id === params.destination);
      if (!destination?.approved) return t("This destination is not approved");
      return this.#rewrite(this.#policyFile(folder), (text) => revokeDestination(text, params.destination));
    });
  }

  async classify(params: ClassifyParams): Promise<EditResult> {
    return this.#change(params.folder, (folder) =>
      this.#rewrite(this.#policyFile(folder), (text) => (params.kind === "field" ? classifyField : classifyType)(text, params.name, params.level)));
  }

  async createPolicy(folderUri: string): Promise<EditResult> {
    return this.#change(folderUri, (folder) => this.#rewrite(this.#policyFile(folder), (text) => changing(text, (document) => {
      if (text?.trim()) return;
      for (const list of ["destinations", "sanitizers"]) document.set([list], []);
      document.set(["audit"], { callees: [] });
    })));
  }

  async #change(folderUri: string, run: (folder: Folder) => Promise<EditResult | string>): Promise<EditResult> {
    if (this.#session.traits.trusted === false) return { applied: false, reason: t("The workspace is not trusted: PHI Lens only reads") };
    const folder = this.#session.folderAt(folderUri);
    if (!folder) return { applied: false, reason: t("No such workspace folder") };
    const result = await run(folder);
    return typeof result === "string" ? { applied: false, reason: result } : result;
  }

  async #rewrite(file: string, change: (text: string | undefined) => JsonEdit | undefined): Promise<EditResult> {
    const uri = toUri(file);
    const open = this.#documents.get(uri);
    const text = open?.getText() ?? (await readFile(file, "utf8").catch(() => undefined));
    const newText = change(text)?.text;
    if (newText === undefined) return { applied: false, uri, reason: t("{0} is not valid JSON: mend it first", path.basename(file)) };
    if (newText === text) return { applied: true, uri };
    const start = { line: 0, character: 0 };
    const lines = (text ?? "").split("\n");
    const end = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    const edit: WorkspaceEdit = this.#session.traits.documentChanges
      ? {
          documentChanges: [
            ...(text === undefined ? [{ kind: "create" as const, uri, options: { ignoreIfExists: true } }] : []),
            { textDocument: { uri, version: open?.version ?? null }, edits: [{ range: { start, end }, newText }] },
          ],
        }
      : { changes: { [uri]: [{ range: { start, end }, newText }] } };
    const { applied } = await this.#connection.workspace.applyEdit({ label: "PHI Lens", edit });
    return applied ? { applied, uri } : { applied, reason: t("The editor did not apply the edit") };
  }

  #policyFile(folder: Folder): string {
    const { policyFile } = this.#session.settings;
    return policyFile ? path.resolve(folder.root, policyFile).replaceAll("\\", "/") : path.posix.join(folder.root, POLICY_FILE);
  }
}

/** `Name <mail>` of the git configuration, or undefined. */
async function gitUser(folder: string): Promise<string | undefined> {
  const [name, mail] = await Promise.all(["user.name", "user.email"].map((key) => gitConfig(folder, key)));
  return name && mail ? `${name} <${mail}>` : name || mail;
}

const gitConfig = (folder: string, key: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    execFile("git", ["-C", folder, "config", "--get", key], { timeout: 2000 }, (error, stdout) => resolve(error ? undefined : stdout.trim() || undefined));
  });
