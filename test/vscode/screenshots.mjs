// Pictures of the extension at work, `npm run screenshots`: installs the package into an empty VS Code, opens the sample clinic and
// does by hand what a user does. Each step waits for what it expects, so that this is a test of the interface as well.
// `--readme` puts those that the README shows into docs/images.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeProfile, openWorkbench, runCode, startServer } from "./host/workbench.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const forReadme = process.argv.includes("--readme");
const out = forReadme ? join(root, "docs", "images") : join(root, ".vscode-test", "shots");
const wanted = (name) => !forReadme || readFileSync(join(root, "README.md"), "utf8").includes(`docs/images/${name}.png`);

/** What the console says of the editor itself, without a gallery or a network, is not ours. */
const OURS = /phi-?lens/i;
const vsix = join(root, ".vscode-test", "phi-lens.vsix");
mkdirSync(dirname(vsix), { recursive: true });
const run = (args) => assert.equal(spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status, 0, args.join(" "));
run([join(root, "client", "build.mjs")]);
run([join(root, "node_modules", "@vscode", "vsce", "vsce"), "package", "--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--out", vsix]);
await takeScreenshots(vsix);
console.log(`pictures are in ${out}`);

/** Takes the pictures of an installed package. */
async function takeScreenshots(vsix) {
  mkdirSync(out, { recursive: true });
  const profile = makeProfile();
  const workspace = join(profile.folder, "clinic");
  cpSync(join(root, "test", "clinic"), workspace, { recursive: true });
  for (const args of [["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "The clinic"]]) {
    assert.equal(spawnSync("git", ["-c", "user.name=Dana Reyes", "-c", "user.email=dana@clinic.example", ...args], { cwd: workspace }).status, 0, args.join(" "));
  }
  for (const [key, value] of [["user.name", "Dana Reyes"], ["user.email", "dana@clinic.example"]]) spawnSync("git", ["config", key, value], { cwd: workspace });
  let server;
  let workbench;
  try {
    const { status, output } = runCode([`--install-extension=${vsix}`], profile);
    assert.equal(status, 0, output);
    server = await startServer({
      profile,
      settings: { "workbench.colorTheme": "Default Dark Modern", "editor.minimap.enabled": false, "window.commandCenter": false, "typescript.validate.enable": false, "phiLens.codeLens.enable": true, "editor.fontSize": 14, "workbench.layoutControl.enabled": false },
    });
    workbench = await openWorkbench(server, { folder: workspace, viewport: { width: 1360, height: 820 } });
    const errors = [];
    workbench.page.on("console", (message) => message.type() === "error" && OURS.test(message.text()) && errors.push(message.text()));
    await walkThrough(workbench.page, async (name) => void (wanted(name) && (await workbench.page.screenshot({ path: join(out, `${name}.png`) }))));
    assert.deepEqual(errors, [], "no error on the console");
    assert.deepEqual(workbench.refused, [], "no request leaves the machine");
  } catch (error) {
    await workbench?.page.screenshot({ path: join(root, ".vscode-test", "shots", "failure.png") }).catch(() => {});
    throw error;
  } finally {
    await workbench?.browser.close();
    await server?.stop();
    profile.remove();
  }
}

async function walkThrough(page, shoot) {
  await quickOpen(page, "triage.ts");
  const editor = page.locator(".editor-instance .monaco-editor").first();
  const squiggle = editor.locator(".squiggly-error").first();
  await squiggle.waitFor({ state: "attached", timeout: 60_000 });
  await settled(page);
  // The lens pushes the lines below it down: nothing is measured before it is there.
  await page.locator(".codelens-decoration", { hasText: "PHI-" }).first().waitFor();

  // The hover of a finding, with the pointer moved there as a hand would.
  const box = await squiggle.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + 200, box.y + 120);
  await page.mouse.move(box.x + Math.min(20, box.width / 2), box.y + box.height / 2, { steps: 6 });
  const hover = page.locator(".monaco-hover:visible", { hasText: "PHI" }).first();
  await hover.waitFor();
  await hover.getByText("Evidence:").waitFor();
  await page.waitForTimeout(500); // the hover fades in
  await shoot("hover");
  await page.keyboard.press("Escape");

  // The menu of quick fixes, from the keyboard.
  await page.mouse.click(box.x + Math.min(20, box.width / 2), box.y + box.height / 2);
  const explain = page.locator(".action-widget .monaco-list-row", { hasText: "Explain phi-" });
  await untilOpen(explain, () => page.keyboard.press("Control+Period"), () => page.keyboard.press("Escape"));
  await shoot("quick-fix");
  await page.keyboard.press("Escape");

  // The way the data took.
  await command(page, "PHI Lens: Show Flow of Finding");
  await page.locator(".pane-body .monaco-list-row", { hasText: /^\s*1\. / }).first().waitFor();
  await page.locator(".pane-body .monaco-list-row", { hasText: "BAA signed with AI vendor" }).waitFor();
  await shoot("flow");
  await page.getByText(/There since \d{4}-\d{2}-\d{2}/).first().waitFor();
  await command(page, "PHI Lens: Close Flow");

  // The side bar.
  await shoot("checklist");

  // What a function does, above it.
  await quickOpen(page, "triage.ts");
  await page.locator(".codelens-decoration", { hasText: "out: Anthropic (not approved)" }).waitFor();
  await shoot("lens");

  // What typing adds to the last commit, and undone again.
  await page.locator(".view-lines").first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("\nexport const shout = (visit: Visit) => anthropic.messages.create({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content: visit.clinicalNote }] });");
  await command(page, "PHI Lens: Compare PHI Flows with a Revision");
  await page.locator(".quick-input-title", { hasText: "Compare PHI flows" }).waitFor(); // the palette has the same input
  await page.locator(".quick-input-widget input").first().press("Enter");
  await page.locator(".pane-body .monaco-list-row", { hasText: /^\s*Added\s*[1-9]/ }).waitFor({ timeout: 60_000 });
  await shoot("comparison");
  await command(page, "PHI Lens: Close Comparison");

  // Two clicks attest an item.
  await page.locator(".pane-body .monaco-list-row", { hasText: "Staff training completed" }).hover();
  await page.locator(".pane-body .monaco-list-row", { hasText: "Staff training completed" }).locator(".action-label.codicon-verified").click();
  await page.locator(".quick-input-widget input").first().fill("compliance/training-2026.pdf");
  await shoot("attest");
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "In a year" }).click();
  await page.locator(".pane-body .monaco-list-row", { hasText: /Staff training completed.*Attested/i }).waitFor({ timeout: 20_000 }).catch(() => {});
  await shoot("attested");
  await command(page, "PHI Lens: Open Report");
  await page.locator(".tab", { hasText: "PHI Lens Report" }).waitFor();
  await page.waitForTimeout(1500); // the panel is a frame of its own
  await shoot("report");

  // The first minutes.
  await command(page, "Welcome: Open Walkthrough");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "First minutes with PHI Lens" }).click();
  await page.locator(".getting-started-step", { hasText: "Find what leaves" }).first().waitFor();
  await page.waitForTimeout(1500);
  await shoot("walkthrough");

  // Light, and narrow.
  await command(page, "Preferences: Toggle between Light/Dark Themes");
  await page.setViewportSize({ width: 700, height: 820 });
  await quickOpen(page, "triage.ts");
  await page.waitForTimeout(1500);
  await shoot("light-narrow");
}

async function quickOpen(page, name) {
  await page.keyboard.press("Control+KeyP");
  await page.locator(".quick-input-widget input").first().fill(name);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().click();
  await page.locator(".tab.active", { hasText: name }).waitFor();
}

async function command(page, title) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").first().fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
}

/** TypeScript, while it starts, changes the providers, which closes menus that are open. */
async function settled(page) {
  const starting = page.locator(".statusbar-item", { hasText: /Initializing/ });
  await starting.waitFor({ state: "attached", timeout: 5000 }).catch(() => {});
  await starting.waitFor({ state: "detached" });
}

async function untilOpen(locator, open, close) {
  for (let attempt = 0; attempt < 5; attempt++) {
    await open();
    if (await locator.waitFor({ timeout: 4000 }).then(() => true, () => false)) return;
    await close();
  }
  throw new Error("the menu did not open");
}
