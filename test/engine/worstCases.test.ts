// Generated code at its worst: each ends within seconds of processor time, and the statistics say what was cut off.

import assert from "node:assert/strict";
import type { Engine } from "../../server/src/engine/api";
import { engineFor } from "./harness";

/** Far more than any of them needs, far less than a hang. */
const MOST_SECONDS = 60;

const PATIENT = "interface Patient { mrn: string; ssn: string; fullName: string }\n";

/** An engine over one file, made within the time. */
function check(text: string): Engine {
  const before = process.cpuUsage();
  const engine = engineFor({ "src/generated.ts": PATIENT + text });
  const seconds = process.cpuUsage(before).user / 1e6;
  assert.ok(seconds < MOST_SECONDS, `${seconds} s`);
  return engine;
}

const lines = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join("\n");

/** Lines of `console.log` calls that hold PHI, counted after the declaration. */
const logged = (engine: Engine): number[] => engine.findings().filter((one) => one.rule === "phi-in-log").map((one) => one.range.start.line - 1);

describe("worst cases", function () {
  this.timeout(600_000);

  it("a function of 20,000 lines is cut off by a budget, and says so", () => {
    const body = (index: number): string => {
      if (index % 4 === 0) return `if (flag > ${index}) held.k${index} = patient.fullName + ${index};`;
      if (index % 4 === 1) return `total = total + held.k${index - 1};`;
      return index % 4 === 2 ? `const v${index} = [total, patient.mrn];` : `const w${index} = v${index - 1}.map((one) => one + ${index});`;
    };
    const engine = check(`export function big(patient: Patient, flag: number): void {\nconsole.log(patient.ssn);\nlet total = "";\nconst held: Record<string, string> = {};\n${lines(20_000, body)}\n}\n`);
    assert.deepEqual(engine.stats().budget.map(({ cap }) => cap), ["objects"]);
    assert.deepEqual(logged(engine), [2]);
  });

  it("10,000 functions that call each other in a ring are cut off by depth, and what is outside of it is found", () => {
    const engine = check(`${lines(10_000, (index) => `function f${index}(p: Patient): string { return f${(index + 1) % 10_000}(p); }`)}\nexport function go(patient: Patient): void {\nconsole.log(patient.fullName);\nf0(patient);\n}\n`);
    assert.ok(engine.stats().budget.some(({ cap }) => cap === "depth"), JSON.stringify(engine.stats().budget));
    assert.deepEqual(logged(engine), [10_002]);
  });

  it("a switch of 2,000 cases is followed whole", () => {
    const cases = lines(2_000, (index) => `case ${index}: out = patient.fullName + ${index}; ${index % 3 === 0 ? "" : "break;"}`);
    const engine = check(`export function pick(patient: Patient, chosen: number): void {\nlet out = "";\nswitch (chosen) {\n${cases}\n}\nconsole.log(out);\n}\n`);
    assert.deepEqual(engine.stats().budget, []);
    assert.deepEqual(logged(engine), [2_005]);
  });
});
