// What we build on: few packages, each by its exact version, and licences that let it be shipped.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "..");
const json = (name: string): Record<string, never> => JSON.parse(readFileSync(path.join(root, name), "utf8"));
const manifest: { dependencies?: object; devDependencies: Record<string, string> } = json("package.json") as never;
const lock: { packages: Record<string, { version: string; resolved?: string; integrity?: string; link?: boolean }> } = json("package-lock.json") as never;

describe("dependencies", () => {
  it("are named by exact versions, those of the lockfile, and all are bundled", () => {
    assert.deepEqual(Object.keys(manifest.dependencies ?? {}), []);
    for (const [name, version] of Object.entries(manifest.devDependencies)) assert.equal(version, lock.packages[`node_modules/${name}`]?.version, name);
  });

  it("come with a digest each", () => {
    const without = Object.entries(lock.packages).filter(([name, { integrity, link }]) => name !== "" && !link && integrity === undefined).map(([name]) => name);
    assert.deepEqual(without, []);
  });

  it("that are shipped have their licences listed, and those allow it", () => {
    const listed = readFileSync(path.join(root, "dist", "licenses.txt"), "utf8");
    const heads = [...listed.matchAll(/^((?:@[\w.-]+\/)?[\w.-]+) (\d+\.\d+\.\d+\S*) \(([^)]+)\)$/gm)].map(([, name, version, licence]) => ({ name, version, licence }));
    assert.ok(heads.some(({ name }) => name === "typescript") && heads.length > 10, listed.slice(0, 400));
    for (const { name, licence } of heads) assert.match(licence ?? "", /^(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|Unlicense)$/, name);
  });
});
