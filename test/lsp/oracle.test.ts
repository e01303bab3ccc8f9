// The differential oracle at the editor's level: after random work in an editor and on the disk, the bundled server shows what a
// server that starts now would show. `npm run fuzz -- SEQUENCES` asks for more.

import assert from "node:assert/strict";
import path from "node:path";
import { pick, seeded } from "../engine/edits";
import { EditorWorld, inWords, shown } from "./support/editorWorld";
import { LspClient } from "./support/lspClient";

const SEQUENCES = Number(process.env.PHI_LENS_LSP_SEQUENCES ?? 24);
const SEED = Number(process.env.PHI_LENS_SEED ?? 0);
/** Sequences in one life of a server. */
const LIFE = 12;
const ACTIONS = 6;

const root = path.resolve(__dirname, "../..");

describe("differential oracle of the editor", function () {
  this.timeout(3_600_000);
  it(`${SEQUENCES} sequences of ${ACTIONS} actions over the clinic, ${LIFE} in one life of a server`, async () => {
    for (let life = 0; life * LIFE < SEQUENCES; life++) {
      const random = seeded(SEED + life);
      const world = new EditorWorld(path.join(root, "test/clinic"), random);
      const lsp = await LspClient.start({ server: path.join(root, "dist/server.js"), folder: world.root });
      try {
        for (let sequence = 0; sequence < LIFE; sequence++) {
          for (let action = 0; action < ACTIONS; action++) {
            await world.act(lsp, random);
            if (random() < 0.3) await new Promise((resolve) => setTimeout(resolve, pick(random, [5, 40, 120])));
          }
          await lsp.settled();
          assert.deepEqual(difference(inWords(shown(lsp), world.root), inWords(world.expected(), world.root)), { missing: [], stale: [] }, `seed ${SEED + life}, sequence ${sequence}`);
        }
      } finally {
        await lsp.stop();
        world.dispose();
      }
    }
  });
});

/** Lines that only one of two texts has. */
function difference(actual: string, expected: string): { missing: string[]; stale: string[] } {
  const [a, b] = [actual.split("\n"), expected.split("\n")];
  return { missing: b.filter((line) => !a.includes(line)), stale: a.filter((line) => !b.includes(line)) };
}
