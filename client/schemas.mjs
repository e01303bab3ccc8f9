// Compiles the published JSON schemas into plain functions, so that the product neither carries a schema compiler nor evaluates
// text as code. Run by the build; the result is checked in, and a test compares it with the schemas.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";

const folder = new URL("../server/src/policy/", import.meta.url);
const target = new URL("schema.generated.js", folder);

/** The text of `schema.generated.js`. */
export function compileSchemas() {
  const ajv = new Ajv({ allErrors: true, strict: false, ownProperties: true, messages: false, code: { source: true, lines: true } });
  for (const name of ["policy", "checklist"]) {
    const file = name === "policy" ? "phi-lens.schema.json" : "phi-lens.checklist.schema.json";
    ajv.addSchema(JSON.parse(readFileSync(new URL(file, folder), "utf8")), name);
  }
  const code = standaloneCode(ajv, { validatePolicy: "policy", validateChecklist: "checklist" });
  return `// Generated from the schemas in this folder by client/schemas.mjs. Not edited by hand.\n${code}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, compileSchemas());
