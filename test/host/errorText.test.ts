// What is told of an error: kind and place, and never what it says.

import assert from "node:assert/strict";
import { describeError } from "../../server/src/host/errorText";

describe("errors as text", () => {
  it("tells kind, code and places in this program, and neither message nor folder", () => {
    const error = Object.assign(new RangeError("of `patient.ssn` in /home/dana/clinic/intake.ts\n    at secret (/home/dana/clinic/intake.ts:3:7)"), { code: "ERR_X" });
    error.stack = `RangeError [ERR_X]: ${error.message}\n    at lower (/opt/tools/dist/server.js:12:34)\n    at async Promise.all (index 0)\n    at /opt/tools/dist/server.js:5:6`;
    assert.equal(describeError(error), "RangeError ERR_X at lower (server.js:12:34) < anonymous (server.js:5:6)");
  });

  it("tells the kind of a class, and of what is no error", () => {
    class Torn extends Error {}
    assert.match(describeError(new Torn("123-45-6789")), /^Torn at [^/\\]+$/);
    assert.equal(describeError("123-45-6789"), "string");
  });
});
