#!/usr/bin/env node
// Entry of dist/cli.js. Kept small: the analysis is loaded only by the commands that need it.

import * as module from "node:module";
import { processEnvironment } from "./environment";
import { run } from "./program";

// Node 22 and later keep the compiled code of these bundles between runs.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
  throw error;
});

void run(process.argv.slice(2), processEnvironment()).then((code) => {
  if (code !== undefined) process.exitCode = code;
});
