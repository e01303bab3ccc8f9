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
  let server;
  let workbench;
  try {
    const { status, output } = runCode([`--install-extension=${vsix}`], profile);
    assert.equal(status, 0, output);
    server = await startServer({
      profile,
      settings: { "workbench.colorTheme": "Default Dark Modern", "editor.minimap.enabled": false, "window.commandCenter": false, "typescript.validate.enable": false, "editor.fontSize": 14, "workbench.layoutControl.enabled": false },
    });
    workbench = await openWorkbench(server, { folder: workspace, viewport: { width: 1360, height: 820 } });
    await walkThrough(workbench.page, async (name) => void (wanted(name) && (await workbench.page.screenshot({ path: join(out, `${name}.png`) }))));
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
  await command(page, "PHI Lens: Close Flow");

  // The side bar.
  await shoot("checklist");
  await command(page, "PHI Lens: Open Report");
  await page.locator(".tab", { hasText: "PHI Lens Report" }).waitFor();
  await page.waitForTimeout(1500); // the panel is a frame of its own
  await shoot("report");
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
