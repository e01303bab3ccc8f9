// Other kinds of workspaces: restricted until trusted, and several folders at once.
import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { choice, clinicIn, command, git, input, quickOpen, row, scanned, startSession } from "./driver.mjs";

export async function restrictedSession({ vsix, check, shoot, onPage }) {
  const { page, errors, refused, folder, stop } = await startSession({ vsix, trust: true, open: (scratch) => ({ folder: clinicIn(scratch) }) });
  onPage(page);
  try {
    await check("a restricted workspace is read", async () => {
      await quickOpen(page, "triage.ts");
      await scanned(page);
      await page.locator(".editor-instance .squiggly-error").first().waitFor({ state: "attached" });
      await command(page, "PHI Lens: Focus on Checklist View");
      await row(page, "Staff training completed").waitFor();
      await shoot("restricted");
    });
    await check("nothing there offers to write or to ask git", async () => {
      await row(page, "Staff training completed").hover();
      assert.equal(await row(page, "Staff training completed").locator('[aria-label^="Attest"]').count(), 0);
      for (const title of ["PHI Lens: Attest Checklist Item", "PHI Lens: Create Policy", "PHI Lens: Approve Destination", "PHI Lens: Classify", "PHI Lens: Compare PHI Flows"]) {
        await page.keyboard.press("F1");
        await input(page).fill(`>${title}`);
        await page.waitForTimeout(400);
        assert.equal(await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).count(), 0, title);
        await page.keyboard.press("Escape");
      }
      assert.equal(existsSync(join(folder, "phi-lens.checklist.json")), false);
    });
  } finally {
    await stop();
  }
  assert.deepEqual(errors, [], "no error on the console");
  assert.deepEqual(refused, [], "no request leaves the machine");
}

export async function severalFoldersSession({ vsix, check, shoot, onPage }) {
  const { page, errors, refused, stop } = await startSession({
    vsix,
    open: (scratch) => {
      const clinics = ["north", "south"].map((name) => clinicIn(scratch, name));
      writeFileSync(join(clinics[1], "server/services/triage.ts"), "export const triage = () => 0;\n");
      git(clinics[1], "commit", "--quiet", "--all", "--message", "No pilot here");
      const workspace = join(scratch, "clinics.code-workspace");
      writeFileSync(workspace, JSON.stringify({ folders: clinics.map((path) => ({ path })) }));
      return { workspace };
    },
  });
  onPage(page);
  try {
    await check("each folder has its own checklist, and says whose it is", async () => {
      await scanned(page);
      await command(page, "PHI Lens: Focus on Checklist View");
      for (const name of ["north", "south"]) await row(page, new RegExp(`Staff training completed.*${name}`)).waitFor({ timeout: 60_000 });
      await shoot("several-folders");
    });
    await check("the report asks which folder it is about", async () => {
      await command(page, "PHI Lens: Open Report");
      await choice(page, "south").click();
      const report = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
      await report.locator("h1", { hasText: "PHI Lens report" }).waitFor();
      assert.equal(await report.locator("article", { hasText: "reaches Anthropic" }).count(), 0);
    });
  } finally {
    await stop();
  }
  assert.deepEqual(errors, [], "no error on the console");
  assert.deepEqual(refused, [], "no request leaves the machine");
}
