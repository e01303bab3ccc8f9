// The manifest and the client's sources agree: commands, settings, views, texts, files that it names.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ITEMS } from "../../server/src/checklist/items";
import { DEFAULT_SETTINGS, readSettings } from "../../server/src/lsp/settings";

const root = path.resolve(__dirname, "../..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const manifest = JSON.parse(read("package.json"));
const contributes = manifest.contributes;
const sources = readdirSync(path.join(root, "client/src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => read(path.join("client/src", name)));
const commands: string[] = contributes.commands.map(({ command }: { command: string }) => command);

describe("manifest", () => {
  it("declares exactly the commands that the client registers", () => {
    const table = /const handlers[^{]*\{([\s\S]*?)\n {2}\};/.exec(read("client/src/commands.ts"))?.[1] ?? "";
    const registered = [...table.matchAll(/^ {4}(\w+):/gm)].map((match) => `phiLens.${match[1]}`);
    assert.deepEqual([...commands].sort(), registered.sort());
  });

  it("uses only declared commands in menus, keys and code", () => {
    const used = [
      ...Object.values<{ command: string }[]>(contributes.menus).flat().map(({ command }) => command),
      ...contributes.keybindings.map(({ command }: { command: string }) => command),
    ];
    assert.deepEqual(used.filter((command) => !commands.includes(command)), []);
    const views: string[] = contributes.views.phiLens.map(({ id }: { id: string }) => `${id}.focus`);
    const server = ["languageRequests.ts", "lenses.ts", "ruleText.ts"].map((name) => read(`server/src/lsp/${name}`));
    const named = [...sources, ...server].flatMap((text) => [...text.matchAll(/"(phiLens\.[\w.]+)"/g)].map((match) => match[1] ?? ""));
    const known = [...commands, ...views, ...views.map((view) => view.replace(".focus", "")), "phiLens.hasFlow", "phiLens.hasComparison", "phiLens.scanned", "phiLens.active", "phiLens.status", "phiLens.enable"];
    assert.deepEqual(named.filter((name) => !known.includes(name)), []);
  });

  it("has a text for every key, and no text without one", () => {
    const texts = JSON.parse(read("package.nls.json"));
    const keys = [...read("package.json").matchAll(/"%([\w.]+)%"/g)].map((match) => match[1] ?? "");
    assert.deepEqual([...new Set(keys)].sort(), Object.keys(texts).sort());
  });

  it("names files that exist or that the build makes", () => {
    const built = read("client/build.mjs");
    const files = [
      manifest.icon, contributes.viewsContainers.activitybar[0].icon, contributes.grammars[0].path,
      ...contributes.walkthroughs[0].steps.map(({ media }: { media: { markdown: string } }) => media.markdown),
    ];
    assert.deepEqual(files.filter((file) => !existsSync(path.join(root, file))), []);
    for (const { url } of contributes.jsonValidation) assert.ok(built.includes(path.basename(url)), url);
  });

  it("gives settings the defaults that the server has", () => {
    const given: Record<string, unknown> = {};
    for (const [name, { default: value }] of Object.entries<{ default: unknown }>(contributes.configuration.properties)) {
      const keys = name.split(".").slice(1);
      const last = keys.pop() ?? "";
      const section = keys.reduce<Record<string, unknown>>((at, key) => (at[key] ??= {}) as Record<string, unknown>, given);
      section[last] = value;
    }
    assert.deepEqual(readSettings(given), DEFAULT_SETTINGS);
    assert.deepEqual(readSettings(undefined), DEFAULT_SETTINGS);
    assert.deepEqual(readSettings({ enable: "yes", diagnostics: 7, hover: null }), DEFAULT_SETTINGS);
  });

  it("can be translated: every text of the client and of the server is in the bundle, and so are titles and fixed answers of the checklist", () => {
    const bundle: Record<string, string> = JSON.parse(read("l10n/bundle.l10n.json"));
    const server = readdirSync(path.join(root, "server/src/lsp"), { encoding: "utf8" }).map((name) => read(path.join("server/src/lsp", name)));
    const used = [...sources, ...server].flatMap((text) => [...text.matchAll(/\bt\(\s*("(?:[^"\\]|\\.)*")/g)].map((match) => JSON.parse(match[1] ?? '""') as string));
    const fixed = [...read("server/src/checklist/compute.ts").matchAll(/(?:notApplicable\(|: )("[A-Z](?:[^"\\]|\\.)*\.?")(?=[,)])/g)].map((match) => JSON.parse(match[1] ?? '""') as string);
    const texts = [...new Set([...used, ...ITEMS.map(({ title }) => title), ...fixed])].sort();
    assert.deepEqual(texts.filter((text) => !(text in bundle)), []);
    assert.deepEqual(Object.keys(bundle).filter((text) => !texts.includes(text)), []);
    for (const [text, english] of Object.entries(bundle)) assert.equal(text, english);
  });
});
