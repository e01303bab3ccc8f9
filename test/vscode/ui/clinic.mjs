// The sample clinic in a trusted workspace with git: what the README promises, by mouse and by keyboard.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { asked, choice, clinicIn, command, git, hoverSquiggle, input, pressInline, quickOpen, row, scanned, settled, startSession, untilOpen } from "./driver.mjs";

/** The aim is 50 ms on a machine of its own; tests share theirs. */
const ACTIVATION_LIMIT = 200;

export async function clinicSession({ vsix, check, shoot, onPage }) {
  const { page, errors, refused, folder, stop } = await startSession({
    vsix, settings: { "phiLens.codeLens.enable": true, "phiLens.inlayHints.enable": true }, open: (scratch) => ({ folder: clinicIn(scratch) }),
  });
  onPage(page);
  const policy = () => readFileSync(join(folder, "phi-lens.json"), "utf8");
  const visible = (text) => row(page, text).waitFor();
  try {
    await quickOpen(page, "triage.ts");
    await scanned(page);
    await settled(page);

    await check("a hover shows the flow, and the keyboard steps through it", async () => {
      const hover = await hoverSquiggle(page);
      await hover.getByText("Explain phi-to-ai-vendor").first().waitFor();
      await hover.getByText("Show Flow").first().click();
      await visible(/^\s*1\. /);
      const header = page.locator(".pane-header", { hasText: "Flow" });
      await header.getByText("1/5").waitFor();
      await page.keyboard.press("Alt+F9");
      await header.getByText("2/5").waitFor();
      await page.keyboard.press("Shift+Alt+F9");
      await header.getByText("1/5").waitFor();
      await page.getByText(/There since \d{4}-\d{2}-\d{2}/).first().waitFor();
      await shoot("flow");
    });

    await check("the flow's own buttons: next, previous, peek, close", async () => {
      const header = page.locator(".pane-header", { hasText: "Flow" });
      const press = async (label) => {
        await header.hover();
        await header.locator(`[aria-label^="${label}"]`).first().click();
      };
      await press("Next Step of Flow");
      await header.getByText("2/5").waitFor();
      await press("Previous Step of Flow");
      await header.getByText("1/5").waitFor();
      await press("Peek Flow");
      await page.locator(".peekview-widget").waitFor();
      await shoot("peek");
      await page.keyboard.press("Escape");
      await press("Close Flow");
      await header.waitFor({ state: "detached" });
    });

    await check("a rule's name in the hover opens its page", async () => {
      await quickOpen(page, "triage.ts");
      const hover = await hoverSquiggle(page);
      await hover.locator("a", { hasText: "Explain phi-to-ai-vendor" }).click();
      await page.locator(".tab.active", { hasText: "phi-to-ai-vendor" }).waitFor();
      await quickOpen(page, "triage.ts");
      await hoverSquiggle(page);
      await page.locator(".monaco-hover:visible .code-link").first().click();
      await page.locator(".tab.active", { hasText: "phi-to-ai-vendor" }).waitFor();
    });

    await check("lenses above functions, hints behind fields", async () => {
      await quickOpen(page, "triage.ts");
      await page.locator(".codelens-decoration", { hasText: "out: Anthropic (not approved)" }).first().waitFor();
      await quickOpen(page, "types.ts");
      await page.locator(".view-lines", { hasText: "PHI-Direct" }).first().waitFor();
      await shoot("hints");
    });

    await check("evidence of the checklist leads to its place, and to its flow", async () => {
      await command(page, "PHI Lens: Focus on Checklist View");
      await row(page, "Encryption verified").click();
      await visible("is stored by redis.set");
      await row(page, "is stored by redis.set").click();
      await page.locator(".tab.active", { hasText: "cache.ts" }).waitFor();
      await pressInline(page, "is stored by redis.set", "Show Flow");
      await visible(/^\s*1\. /);
      await command(page, "PHI Lens: Close Flow");
      await row(page, "Encryption verified").locator(".monaco-tl-twistie").click();
    });

    await check("an item is attested in two steps, and git keeps its history", async () => {
      await pressInline(page, "Staff training completed", "Attest Checklist Item");
      await asked(page, "1 of 2");
      await input(page).fill("compliance/training-2026.pdf");
      await shoot("attest");
      await page.keyboard.press("Enter");
      await asked(page, "2 of 2");
      await choice(page, "In a year").click();
      await visible(/Staff training completed.*Attested/i);
      assert.match(readFileSync(join(folder, "phi-lens.checklist.json"), "utf8"), /"by": "Dana Reyes <dana@clinic\.example>"[\s\S]*training-2026\.pdf/);
      git(folder, "add", ".");
      git(folder, "commit", "--quiet", "--message", "Training attested");
      await row(page, "Staff training completed").click({ button: "right" });
      await page.locator(".monaco-menu .action-label", { hasText: "History of Attestations" }).click();
      await choice(page, "Attested by Dana Reyes").waitFor();
      await page.keyboard.press("Escape");
    });

    await check("an item is attested by keyboard alone", async () => {
      await page.keyboard.press("F1");
      await input(page).fill(">PHI Lens: Attest Checklist Item");
      await page.keyboard.press("Enter");
      await asked(page, "Attest a checklist item");
      await input(page).fill("Risk assessment documented");
      await page.keyboard.press("Enter");
      await asked(page, "1 of 2");
      await page.keyboard.type("compliance/risk.pdf");
      await page.keyboard.press("Enter");
      await asked(page, "2 of 2");
      await page.keyboard.press("Enter");
      await visible(/Risk assessment documented.*Attested/i);
    });

    await check("a destination is approved, and its approval taken back", async () => {
      await pressInline(page, "Segment", "Approve Destination");
      await asked(page, "Approve Segment up to");
      await choice(page, "PHI-Direct").click();
      await page.locator(".tab.active", { hasText: "phi-lens.json" }).waitFor();
      await visible(/Segment.*BAA/);
      assert.match(policy(), /"id": "segment"[\s\S]*"allows": "phi-direct"/);
      assert.match(policy(), /risk assessment of spring/, "comments stay");
      const revoke = page.locator(".monaco-menu .action-label", { hasText: "Revoke Approval of Destination" });
      await untilOpen(revoke, () => row(page, "Segment").click({ button: "right" }), () => page.keyboard.press("Escape"));
      await revoke.click();
      await page.locator(".monaco-dialog-box").getByText("Revoke", { exact: true }).click();
      await until(() => /"id": "segment"[\s\S]*"allows": "operational"/.test(policy()));
    });

    await check("a call of the outbound map leads to its place and its flow", async () => {
      await row(page, "Anthropic").click();
      await row(page, "anthropic.messages.create").click();
      await page.locator(".tab.active", { hasText: "triage.ts" }).waitFor();
      await pressInline(page, "anthropic.messages.create", "Show Flow");
      await visible(/^\s*1\. /);
      await command(page, "PHI Lens: Close Flow");
    });

    await check("the policy opens from the title of the view", async () => {
      const header = page.locator(".pane-header", { hasText: "Outbound" });
      await header.hover();
      await header.locator('[aria-label^="Open Policy"]').first().click();
      await page.locator(".tab.active", { hasText: "phi-lens.json" }).waitFor();
    });

    await check("a field is classified in the policy", async () => {
      await row(page, "Prescription").locator(".monaco-tl-twistie").click();
      const field = /^\s*drug|medication|dose/i;
      await row(page, field).hover();
      await row(page, field).locator('.actions-container [aria-label^="Classify"]').first().click();
      await asked(page, "Classify Prescription.");
      await choice(page, "PHI-Direct").click();
      await until(() => /"Prescription\.\w+": "phi-direct"/.test(policy()));
    });

    await check("what typing adds is compared with the last commit", async () => {
      await quickOpen(page, "triage.ts");
      await page.locator(".editor-instance .view-lines").first().click();
      await page.keyboard.press("Control+End");
      await page.keyboard.insertText("\nexport const again = (visit: Visit) =>\n  anthropic.messages.create({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content: visit.clinicalNote }] });");
      await command(page, "PHI Lens: Compare PHI Flows with a Revision");
      await asked(page, "Compare PHI flows");
      await page.keyboard.press("Enter");
      await page.locator(".pane-body .monaco-list-row", { hasText: /^\s*Added\s*[1-9]/ }).waitFor({ timeout: 90_000 });
      await visible("visit.clinicalNote → Anthropic");
      await shoot("comparison");
      await row(page, "visit.clinicalNote → Anthropic").click();
      await visible(/^\s*1\. /);
      await command(page, "PHI Lens: Close Flow");
      await command(page, "PHI Lens: Close Comparison");
      await quickOpen(page, "triage.ts");
      await command(page, "File: Revert File");
    });

    await check("a fix is applied by keyboard alone, and undone", async () => {
      await quickOpen(page, "triage.ts");
      await page.keyboard.press("Control+Home");
      await page.keyboard.press("Alt+F8");
      await page.keyboard.press("Escape");
      const redact = page.locator(".action-widget .monaco-list-row", { hasText: "Redact" });
      await untilOpen(redact.first(), () => page.keyboard.press("Control+Period"), () => page.keyboard.press("Escape"));
      await page.keyboard.press("Enter");
      await page.locator(".editor-instance .squiggly-error").first().waitFor({ state: "detached" });
      await page.keyboard.press("Control+KeyZ");
      await page.locator(".editor-instance .squiggly-error").first().waitFor({ state: "attached" });
      await command(page, "File: Revert File");
    });

    await check("the palette offers what can be done here, each with its title", async () => {
      const { contributes } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
      const texts = JSON.parse(readFileSync(new URL("../../../package.nls.json", import.meta.url), "utf8"));
      const hidden = new Set(contributes.menus.commandPalette.filter(({ when }) => when === "false" || /hasFlow|hasComparison/.test(when)).map(({ command: id }) => id));
      const expected = contributes.commands.filter(({ command: id }) => !hidden.has(id)).map(({ title }) => `PHI Lens: ${texts[title.replaceAll("%", "")]}`);
      const found = new Set();
      for (const title of expected) {
        await page.keyboard.press("F1");
        await input(page).fill(`>${title}`);
        if (await choice(page, title).waitFor({ timeout: 5000 }).then(() => true, () => false)) found.add(title);
        await page.keyboard.press("Escape");
      }
      assert.deepEqual(expected.filter((title) => !found.has(title)), []);
      for (const title of ["PHI Lens: Next Step of Flow", "PHI Lens: Suppress Finding", "PHI Lens: Close Comparison"]) {
        await page.keyboard.press("F1");
        await input(page).fill(`>${title}`);
        await page.waitForTimeout(400);
        assert.equal(await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).count(), 0, title);
        await page.keyboard.press("Escape");
      }
    });

    await check("the report opens, follows the theme, and is saved", async () => {
      await command(page, "PHI Lens: Open Report");
      await page.locator(".tab.active", { hasText: "PHI Lens Report" }).waitFor();
      const report = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
      await report.locator("h1", { hasText: "PHI Lens report" }).waitFor();
      await report.getByText("Training attested").first().waitFor({ state: "attached" });
      await page.waitForTimeout(800);
      await shoot("report");
      const colour = () => report.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
      const dark = await colour();
      await command(page, "Preferences: Toggle between Light/Dark Themes");
      await until(async () => (await colour()) !== dark);
      await page.waitForTimeout(500);
      await shoot("report-light");
      await page.locator('.title-actions [aria-label^="Save Report"], .editor-actions [aria-label^="Save Report"]').first().click();
      await input(page).fill(join(folder, "compliance.html"));
      await page.keyboard.press("Enter");
      await until(() => existsSync(join(folder, "compliance.html")) && readFileSync(join(folder, "compliance.html"), "utf8").includes("phi-lens-state"));
    });

    await check("light and narrow: every view has a name for each row", async () => {
      await command(page, "PHI Lens: Focus on Checklist View");
      const sash = page.locator(".monaco-sash.vertical").filter({ visible: true });
      const side = await page.locator(".part.sidebar").boundingBox();
      assert.ok(side && (await sash.count()) > 0);
      await page.mouse.move(side.x + side.width + 1, 400);
      await page.mouse.down();
      await page.mouse.move(side.x + 175, 400, { steps: 8 });
      await page.mouse.up();
      await shoot("light-narrow");
      const names = await page.locator(".pane-body .monaco-list-row").evaluateAll((rows) => rows.map((one) => one.getAttribute("aria-label") ?? ""));
      assert.ok(names.length > 10 && names.every((name) => name.trim().length > 2 && !name.includes("`")), JSON.stringify(names));
    });

    await check("each button of the walkthrough does what it says", async () => {
      const open = async () => {
        await command(page, "Welcome: Open Walkthrough");
        await choice(page, "First minutes with PHI Lens").click();
        await page.locator(".getting-started-step", { hasText: "Find what leaves" }).first().waitFor();
      };
      const press = async (step, button) => {
        await open();
        await page.locator(".getting-started-step", { hasText: step }).first().click();
        await page.locator(".getting-started-step.expanded", { hasText: step }).locator("button, a.monaco-button", { hasText: button }).first().click();
      };
      await press("Find what leaves", "Open Problems");
      await page.locator(".panel .markers-panel, .markers-panel").first().waitFor();
      await press("Follow a flow", "Show Flow");
      await asked(page, "Show the flow of a finding");
      await page.keyboard.press("Enter");
      await visible(/^\s*1\. /);
      await command(page, "PHI Lens: Close Flow");
      await press("Say what is allowed", "Open Policy");
      await page.locator(".tab.active", { hasText: "phi-lens.json" }).waitFor();
      await press("Work through the checklist", "Open Checklist");
      await row(page, "Implementation checklist").waitFor();
      await open();
      await page.waitForTimeout(800);
      await shoot("walkthrough");
    });

    await check(`the workbench itself measured the activation: below ${ACTIVATION_LIMIT} ms`, async () => {
      await command(page, "Developer: Show Running Extensions");
      const ours = page.locator(".runtime-extensions-editor .monaco-list-row", { hasText: "PHI Lens" }).first();
      await ours.waitFor();
      const text = (await ours.textContent()) ?? "";
      const [, milliseconds] = /Activation:\s*(\d+)\s*ms/.exec(text) ?? [];
      console.log(`      activation, as the workbench measured it: ${milliseconds} ms`);
      assert.ok(Number(milliseconds) < ACTIVATION_LIMIT, text);
    });
  } finally {
    await stop();
  }
  assert.deepEqual(errors, [], "no error on the console");
  assert.deepEqual(refused, [], "no request leaves the machine");
}

async function until(holds, milliseconds = 20_000) {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not seen in ${milliseconds / 1000} s: ${holds}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
