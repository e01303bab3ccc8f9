// A folder, a repository and open documents as an editor has them, edited at random; and what a server ought to show for it. Events of
// the disk come as editors send them: late, together, in any order, and a folder that goes is one event.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Diagnostic } from "vscode-languageserver-protocol";
import { createEngine } from "../../../server/src/engine/engine";
import { DiskFileSystem } from "../../../server/src/host/disk";
import { toFile, toUri } from "../../../server/src/lsp/convert";
import { toDiagnostics } from "../../../server/src/lsp/diagnostics";
import { rulePage } from "../../../server/src/lsp/ruleText";
import { DEFAULT_SETTINGS } from "../../../server/src/lsp/settings";
import { localToday } from "../../../server/src/lsp/today";
import { editedText, nextChanges, pick, type Random } from "../../engine/edits";
import type { LspClient } from "./lspClient";

const RULE_PAGES = [path.resolve(__dirname, "../../../dist/rules")];
const CODE = /\.[cm]?[jt]sx?$/;

export class EditorWorld {
  readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), "phi-lens-world-")));
  /** Texts of open documents, by name. */
  readonly #open = new Map<string, string>();

  /** A copy of a folder, with two branches in git. */
  constructor(folder: string, random: Random) {
    cpSync(folder, this.root, { recursive: true });
    this.#git("init", "-q", "-b", "main");
    this.#commit("one");
    this.#git("checkout", "-q", "-b", "other");
    const now = new Map(this.names().map((name) => [name, this.#read(name)]));
    for (let i = 0; i < 12; i++) for (const [name, text] of nextChanges(now, {}, random)) this.#put(name, text);
    this.#put("branch/only.ts", 'import type { Patient } from "../shared/types";\nexport const show = (patient: Patient) => console.log(patient);\n');
    this.#commit("two");
    this.#git("checkout", "-q", "main");
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** The open documents, for a server that takes the place of another. */
  async reopen(lsp: LspClient): Promise<void> {
    for (const [name, text] of this.#open) await lsp.open(name, text);
  }

  /** One thing that a person or a tool does; the server hears of it as it would. */
  async act(lsp: LspClient, random: Random): Promise<void> {
    const kind = random();
    const open = [...this.#open.keys()];
    if (kind < 0.12 || open.length === 0) return this.#openOne(lsp, random);
    const name = pick(random, open);
    if (kind < 0.55) return this.#type(lsp, name, editedText(this.#open.get(name) ?? "", random), random);
    if (kind < 0.6) return this.#save(lsp, name);
    if (kind < 0.66) return this.#close(lsp, name);
    if (kind < 0.7) return this.#ask(lsp, name, random);
    if (kind < 0.74) return this.#changeDisk(lsp, random, () => this.#git("checkout", "-q", "-f", pick(random, ["main", "other"])));
    if (kind < 0.78) return this.#changeDisk(lsp, random, () => this.#moveFolder(random));
    return this.#changeDisk(lsp, random, () => {
      const now = new Map(this.names().map((one) => [one, this.#read(one)]));
      for (const [one, text] of nextChanges(now, {}, random)) this.#put(one, text);
    });
  }

  /** Diagnostics by URI that a server which never saw an edit would show. */
  expected(): Map<string, readonly Diagnostic[]> {
    const fs = new DiskFileSystem();
    const root = this.root.replaceAll("\\", "/");
    for (const [name, text] of this.#open) fs.setOverlay(`${root}/${name}`, text);
    const engine = createEngine({ root, fs, today: localToday() });
    engine.apply([]);
    const files = [...new Set(engine.findings().map(({ file }) => file))];
    const ruleLink = (rule: string) => rulePage(rule, RULE_PAGES);
    return new Map(files.map((file) => [toUri(file), toDiagnostics(engine.findings(file), { settings: DEFAULT_SETTINGS, related: true, ruleLink })] as const).filter(([, list]) => list.length > 0));
  }

  names(folder = ""): string[] {
    return readdirSync(path.join(this.root, folder), { withFileTypes: true }).flatMap((entry) => {
      if (entry.name === ".git") return [];
      const name = folder ? `${folder}/${entry.name}` : entry.name;
      return entry.isDirectory() ? this.names(name) : [name];
    });
  }

  async #openOne(lsp: LspClient, random: Random): Promise<void> {
    const closed = this.names().filter((name) => !this.#open.has(name) && (CODE.test(name) || name === "phi-lens.json"));
    if (closed.length === 0) return;
    const name = pick(random, closed);
    const text = this.#read(name);
    this.#open.set(name, text);
    await lsp.open(name, text);
  }

  async #type(lsp: LspClient, name: string, text: string, random: Random): Promise<void> {
    // Sometimes key by key, in a burst that nobody waits for.
    if (random() < 0.3) {
      const before = this.#open.get(name) ?? "";
      for (let cut = 1; cut <= 5; cut++) await lsp.change(name, text.slice(0, Math.floor((text.length * cut) / 6)) + before.slice(Math.floor((before.length * cut) / 6)));
    }
    this.#open.set(name, text);
    await lsp.change(name, text);
  }

  async #save(lsp: LspClient, name: string): Promise<void> {
    this.#put(name, this.#open.get(name));
    await lsp.connection.sendNotification("textDocument/didSave", { textDocument: { uri: lsp.uri(name) } });
    await notify(lsp, [{ uri: lsp.uri(name), type: 2 }]);
  }

  async #close(lsp: LspClient, name: string): Promise<void> {
    this.#open.delete(name);
    await lsp.connection.sendNotification("textDocument/didClose", { textDocument: { uri: lsp.uri(name) } });
  }

  /** A request whose answer nobody wants any more. */
  async #ask(lsp: LspClient, name: string, random: Random): Promise<void> {
    const textDocument = { uri: lsp.uri(name) };
    const position = { line: Math.floor(random() * 40), character: Math.floor(random() * 40) };
    lsp.abandon(pick(random, ["textDocument/hover", "textDocument/codeAction", "phiLens/inventory"]), { textDocument, position, range: { start: position, end: position }, context: { diagnostics: [] } });
  }

  #moveFolder(random: Random): void {
    const folders = readdirSync(this.root, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== ".git");
    if (folders.length === 0) return;
    const { name } = pick(random, folders);
    const target = pick(random, ["shared", "server", "client", "elsewhere", "dist"]);
    if (random() < 0.3) rmSync(path.join(this.root, name), { recursive: true });
    else if (!existsSync(path.join(this.root, target))) renameSync(path.join(this.root, name), path.join(this.root, target));
  }

  /** Changes the disk, then tells of it. */
  async #changeDisk(lsp: LspClient, random: Random, change: () => void): Promise<void> {
    const before = this.#snapshot();
    change();
    const after = this.#snapshot();
    const events = eventsBetween(before, after).map(({ name, type }) => ({ uri: lsp.uri(name), type, order: random() }));
    events.sort((a, b) => a.order - b.order);
    const cut = Math.floor(random() * events.length);
    for (const part of [events.slice(0, cut), events.slice(cut)]) if (part.length > 0) await notify(lsp, part.map(({ uri, type }) => ({ uri, type })));
  }

  /** Texts of files, and folders as such. */
  #snapshot(): Map<string, string | undefined> {
    const found = new Map<string, string | undefined>();
    for (const name of this.names()) {
      found.set(name, this.#read(name));
      for (let folder = path.posix.dirname(name); folder !== "."; folder = path.posix.dirname(folder)) found.set(folder, undefined);
    }
    return found;
  }

  #read(name: string): string {
    return readFileSync(path.join(this.root, name), "utf8");
  }

  #put(name: string, text: string | undefined): void {
    const file = path.join(this.root, name);
    if (text === undefined) return rmSync(file, { force: true });
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  #commit(message: string): void {
    this.#git("add", "-A");
    this.#git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "--allow-empty", "--no-verify", "-m", message);
  }

  #git(...args: string[]): void {
    execFileSync("git", args, { cwd: this.root, stdio: "ignore" });
  }
}

/** What the client shows now, by URI. */
export function shown(lsp: LspClient): Map<string, readonly Diagnostic[]> {
  const last = new Map(lsp.published.map(({ uri, diagnostics }) => [uri, diagnostics] as const));
  return new Map([...last].filter(([, list]) => list.length > 0));
}

/** Both as text, sorted, with files by name. */
export function inWords(diagnostics: Map<string, readonly Diagnostic[]>, root: string): string {
  return [...diagnostics].map(([uri, list]) => `${path.relative(root, toFile(uri) ?? uri)}\n${list.map((one) => `  ${JSON.stringify(one)}`).sort().join("\n")}`).sort().join("\n");
}

interface FileEvent { readonly name: string; readonly type: 1 | 2 | 3 }

function eventsBetween(before: ReadonlyMap<string, string | undefined>, after: ReadonlyMap<string, string | undefined>): FileEvent[] {
  const gone = [...before.keys()].filter((name) => !after.has(name));
  const deleted = gone.filter((name) => !gone.some((folder) => name.startsWith(`${folder}/`)));
  const written = [...after].filter(([name, text]) => text !== undefined && before.get(name) !== text);
  return [...deleted.map((name): FileEvent => ({ name, type: 3 })), ...written.map(([name]): FileEvent => ({ name, type: before.has(name) ? 2 : 1 }))];
}

const notify = (lsp: LspClient, changes: readonly { uri: string; type: number }[]): Promise<void> => lsp.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
