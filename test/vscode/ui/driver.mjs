// What a person does in the workbench, by mouse and keyboard: shared by the tests of the interface and the pictures.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeProfile, openWorkbench, runCode, startServer } from "../host/workbench.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
/** What the console says of the editor itself, without a gallery or a network, is not ours. */
const OURS = /phi-?lens/i;

/** The package in an empty VS Code, opened on `open(folder)`: what `openWorkbench` takes. `folder` is a scratch folder that goes away. */
export async function startSession({ vsix, settings = {}, trust = false, viewport = { width: 1360, height: 940 }, open }) {
  const profile = makeProfile();
  let server;
  let workbench;
  const stop = async () => {
    await workbench?.browser.close();
    await server?.stop();
    profile.remove();
  };
  try {
    const { status, output } = runCode([`--install-extension=${vsix}`], profile);
    assert.equal(status, 0, output);
    const opened = open(profile.folder);
    server = await startServer({
      profile, trust,
      settings: { "workbench.colorTheme": "Default Dark Modern", "editor.minimap.enabled": false, "window.commandCenter": false, "files.autoSave": "off", "editor.fontSize": 14, "workbench.layoutControl.enabled": false, ...settings },
    });
    workbench = await openWorkbench(server, { ...opened, viewport });
    const errors = [];
    const { page, refused } = workbench;
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => message.type() === "error" && OURS.test(message.text()) && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    return { page, errors, refused, folder: opened.folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The sample clinic in a git repository of its own. */
export function clinicIn(folder, name = "clinic") {
  const clinic = join(folder, name);
  cpSync(join(root, "test", "clinic"), clinic, { recursive: true });
  git(clinic, "init", "--quiet");
  for (const [key, value] of [["user.name", "Dana Reyes"], ["user.email", "dana@clinic.example"], ["commit.gpgsign", "false"]]) git(clinic, "config", key, value);
  git(clinic, "add", ".");
  git(clinic, "commit", "--quiet", "--message", "The clinic");
  return clinic;
}

export function git(cwd, ...args) {
  const { status, stderr } = spawnSync("git", args, { cwd, encoding: "utf8" });
  assert.equal(status, 0, `git ${args.join(" ")}: ${stderr}`);
}

export const input = (page) => page.locator(".quick-input-widget:visible input").first();
export const choice = (page, text) => page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
/** A row of a side bar view. */
export const row = (page, text) => page.locator(".pane-body .monaco-list-row", { hasText: text }).first();

export async function quickOpen(page, name) {
  await page.keyboard.press("Control+KeyP");
  await input(page).fill(name);
  await choice(page, name).click();
  await page.locator(".tab.active", { hasText: name }).waitFor();
}

export async function command(page, title) {
  // An editor that opens meanwhile takes the focus, and the palette closes.
  for (let attempt = 0; attempt < 5; attempt++) {
    await page.keyboard.press("F1");
    const chosen = await input(page).fill(`>${title}`, { timeout: 3000 }).then(() => choice(page, title).click({ timeout: 3000 })).then(() => true, () => false);
    if (chosen) return;
    await page.keyboard.press("Escape");
  }
  throw new Error(`the palette did not run ${title}`);
}

/** Waits for a step of a multi-step question: the palette has the same input. */
export const asked = (page, title) => page.locator(".quick-input-title", { hasText: title }).waitFor();

/** A row's own button, which is there while the pointer is over the row. */
export async function pressInline(page, text, label) {
  await row(page, text).hover();
  await row(page, text).locator(`.actions-container [aria-label^="${label}"]`).first().click();
}

/** Analysed and shown: the status bar counts. */
export const scanned = (page) => page.locator(".statusbar-item", { hasText: /PHI \d+/ }).waitFor({ timeout: 90_000 });

/** TypeScript, while it starts, changes the providers, which closes menus that are open. */
export async function settled(page) {
  const starting = page.locator(".statusbar-item", { hasText: /Initializing/ });
  await starting.waitFor({ state: "attached", timeout: 3000 }).catch(() => {});
  await starting.waitFor({ state: "detached" });
}

/** The pointer goes to an underlined place as a hand would; gives the hover. */
export async function hoverSquiggle(page) {
  const squiggle = page.locator(".editor-instance .monaco-editor .squiggly-error").first();
  await squiggle.waitFor({ state: "attached" });
  const hover = page.locator(".monaco-hover:visible", { hasText: "Evidence:" }).first();
  await untilOpen(hover, async () => {
    const box = await squiggle.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 200, box.y + 120);
    await page.mouse.move(box.x + Math.min(20, box.width / 2), box.y + box.height / 2, { steps: 6 });
  }, () => page.keyboard.press("Escape"));
  return hover;
}

export async function untilOpen(locator, open, close) {
  for (let attempt = 0; attempt < 5; attempt++) {
    await open();
    if (await locator.waitFor({ timeout: 4000 }).then(() => true, () => false)) return;
    await close();
  }
  throw new Error("it did not open");
}
