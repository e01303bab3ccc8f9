// The life of a server under load and misfortune: floods of edits, death at any moment, a twin on the same folder, folders that come and
// go, and a long life. Short here; PHI_LENS_KILLS, PHI_LENS_FLOOD (edits) and PHI_LENS_SOAK (edits) ask for more.

import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { editedText, pick, seeded } from "../engine/edits";
import { EditorWorld, inWords, shown } from "./support/editorWorld";
import { LspClient } from "./support/lspClient";

const KILLS = Number(process.env.PHI_LENS_KILLS ?? 4);
const FLOOD = Number(process.env.PHI_LENS_FLOOD ?? 1000);
const SOAK = Number(process.env.PHI_LENS_SOAK ?? 40);
const SEED = Number(process.env.PHI_LENS_SEED ?? 0);

const root = path.resolve(__dirname, "../..");
const server = path.join(root, "dist/server.js");
const clinic = path.join(root, "test/clinic");
const LEAK = 'import type { Patient } from "./types";\nexport const show = (patient: Patient): void => console.log(patient.ssn);\n';
const CLEAN = 'import type { Patient } from "./types";\nexport const show = (patient: Patient): void => console.log(patient.visits);\n';
const TYPES = "export interface Patient { ssn: string; birthDate: string; visits: number }\n";

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("the life of a server", function () {
  this.timeout(7_200_000);

  it(`killed ${KILLS} times in the midst of work: the next one, with the same documents and cache, shows what is so`, async () => {
    const random = seeded(SEED + 11);
    const world = new EditorWorld(clinic, random);
    const cache = mkdtempSync(path.join(tmpdir(), "phi-lens-life-"));
    let lsp = await LspClient.start({ server, folder: world.root, environment: { PHI_LENS_CACHE: cache } });
    try {
      for (let kill = 0; kill < KILLS; kill++) {
        if (random() < 0.7) await lsp.settled();
        for (let action = 0; action < 4; action++) await world.act(lsp, random);
        await sleep(random() * 400);
        await lsp.kill();
        lsp = await LspClient.start({ server, folder: world.root, environment: { PHI_LENS_CACHE: cache } });
        await world.reopen(lsp);
      }
      await lsp.settled();
      assert.equal(inWords(shown(lsp), world.root), inWords(world.expected(), world.root));
      assert.ok(entriesIn(cache) > 0, "the cache was in use");
    } finally {
      await lsp.stop();
      world.dispose();
      rmSync(cache, { recursive: true, force: true });
    }
  });

  it("two servers on one folder and one cache show the same", async () => {
    const random = seeded(SEED + 12);
    const world = new EditorWorld(clinic, random);
    const cache = mkdtempSync(path.join(tmpdir(), "phi-lens-life-"));
    const options = { server, folder: world.root, environment: { PHI_LENS_CACHE: cache } };
    const [one, other] = await Promise.all([LspClient.start(options), LspClient.start(options)]);
    try {
      await Promise.all([one.settled(), other.settled()]);
      const expected = inWords(world.expected(), world.root);
      assert.notEqual(expected, "");
      for (const lsp of [one, other]) assert.equal(inWords(shown(lsp), world.root), expected);
    } finally {
      await Promise.all([one.stop(), other.stop()]);
      world.dispose();
      rmSync(cache, { recursive: true, force: true });
    }
  });

  it("workspace folders come and go, one in another too, and documents stay with their folder", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "phi-lens-folders-"));
    const lsp = await LspClient.start({ server, folder, settings: {} });
    const change = (added: string[], removed: string[]): Promise<void> => {
      const named = (names: string[]) => names.map((name) => ({ uri: lsp.uri(name), name }));
      return lsp.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event: { added: named(added), removed: named(removed) } });
    };
    const shows = (name: string): boolean => lsp.diagnostics(name).some(({ code }) => code === "phi-in-log");
    try {
      await change([], ["."]);
      for (const name of ["a", "b", "b/inner"]) {
        lsp.write(`${name}/types.ts`, TYPES);
        lsp.write(`${name}/show.ts`, LEAK);
      }
      await lsp.settled();
      assert.deepEqual(lsp.published.filter(({ diagnostics }) => diagnostics.length > 0), []);
      await change(["a", "b"], []);
      await lsp.until("both folders", () => shows("a/show.ts") && shows("b/show.ts") && shows("b/inner/show.ts"), 60_000);
      await lsp.open("b/inner/show.ts", LEAK);
      await change(["b/inner"], ["a"]);
      await lsp.until("the folder that went shows nothing", () => !shows("a/show.ts"), 60_000);
      await lsp.change("b/inner/show.ts", CLEAN);
      await lsp.until("the inner folder follows typing", () => !shows("b/inner/show.ts"), 60_000);
      await lsp.change("b/inner/show.ts", LEAK);
      await lsp.until("and again", () => shows("b/inner/show.ts"), 60_000);
      await change(["a"], ["b/inner"]);
      await lsp.settled();
      await lsp.until("the outer folder has it now", () => shows("b/inner/show.ts") && shows("a/show.ts"), 60_000);
      await lsp.change("b/inner/show.ts", CLEAN);
      await lsp.until("and follows it", () => !shows("b/inner/show.ts"), 60_000);
      for (let round = 0; round < 3; round++) {
        // In one breath: nobody waits for the folder to be there.
        await change(["b/inner"], []);
        await lsp.change("b/inner/show.ts", LEAK);
        await lsp.until("typed while the inner folder starts", () => shows("b/inner/show.ts"), 60_000);
        await change([], ["b/inner"]);
        await lsp.change("b/inner/show.ts", CLEAN);
        await lsp.until("typed while the inner folder goes", () => !shows("b/inner/show.ts"), 60_000);
      }
      await change([], ["a", "b"]);
      await lsp.until("nothing is left", () => ["a/show.ts", "b/show.ts", "b/inner/show.ts"].every((name) => !shows(name)), 60_000);
    } finally {
      await lsp.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it(`a flood of ${FLOOD} edits, a thousand a second: requests are answered meanwhile, and the last edit counts`, async () => {
    const lsp = await LspClient.start({ server, files: { "types.ts": TYPES, "show.ts": CLEAN } });
    try {
      await lsp.open("show.ts", CLEAN);
      await lsp.settled();
      const waits: number[] = [];
      const ask = async (): Promise<void> => {
        const begun = performance.now();
        await lsp.request("textDocument/completion", { textDocument: { uri: lsp.uri("show.ts") }, position: { line: 0, character: 0 } });
        waits.push(performance.now() - begun);
      };
      const asked: Promise<void>[] = [];
      let last = 0;
      const begun = performance.now();
      for (let edit = 0; edit < FLOOD; edit++) {
        last = await lsp.change("show.ts", edit === FLOOD - 1 ? LEAK : `${CLEAN}// ${edit}\n`);
        if (edit % 100 === 50) asked.push(ask());
        const due = begun + edit;
        if (edit % 10 === 9 && performance.now() < due) await sleep(due - performance.now());
      }
      await Promise.all(asked);
      await lsp.settled();
      await lsp.until("the last edit", () => lsp.diagnostics("show.ts").length === 1);
      assert.equal(lsp.published.findLast(({ uri }) => uri === lsp.uri("show.ts"))?.version, last);
      assert.equal(waits.length, asked.length);
      report(`flood: ${FLOOD} edits in ${((performance.now() - begun) / 1000).toFixed(1)} s, longest answer ${Math.max(...waits).toFixed(0)} ms`);
    } finally {
      await lsp.stop();
    }
  });

  it(`a life of ${SOAK} edits: what is shown is right at the end, and memory does not grow without end`, async () => {
    const random = seeded(SEED + 13);
    const folder = mkdtempSync(path.join(tmpdir(), "phi-lens-soak-"));
    cpSync(clinic, folder, { recursive: true });
    const lsp = await LspClient.start({ server, folder });
    try {
      const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name)).sort();
      const originals = new Map(names.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
      for (const [name, text] of originals) await lsp.open(name, text);
      await lsp.settled();
      const before = inWords(shown(lsp), folder);
      const memory: number[] = [];
      for (let edit = 0; edit < SOAK; edit++) {
        const name = pick(random, names);
        const original = originals.get(name) ?? "";
        await lsp.change(name, editedText(original, random));
        if (random() < 0.7) await lsp.settled();
        await lsp.change(name, original);
        if (random() < 0.3) await lsp.settled();
        if (edit % Math.max(1, Math.floor(SOAK / 40)) === 0) memory.push(lsp.residentMegabytes() ?? 0);
      }
      await lsp.settled();
      assert.equal(inWords(shown(lsp), folder), before);
      report(`soak: ${SOAK} edits and as many undone; memory ${memory.map((one) => one.toFixed(0)).join(" ")} MB`);
      const half = memory.slice(Math.floor(memory.length / 2));
      assert.ok(Math.min(...half.slice(-5)) < 1.5 * Math.max(...half.slice(0, 5)) + 50, "memory of the second half is flat");
    } finally {
      await lsp.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Figures for whoever asked for more than a test run does. */
function report(text: string): void {
  if (process.env.PHI_LENS_KILLS ?? process.env.PHI_LENS_FLOOD ?? process.env.PHI_LENS_SOAK) console.log(`      ${text}`);
}

const entriesIn = (folder: string): number => (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length : 0);
