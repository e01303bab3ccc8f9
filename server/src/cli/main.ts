#!/usr/bin/env node
// Entry of dist/cli.js. Kept small: the analysis is loaded only by the commands that need it.

import * as module from "node:module";
import { BUILD } from "../host/build";
import { CacheFolder } from "../host/cacheFolder";
import { refusal } from "../host/wholeFile";
import { EXIT, processEnvironment } from "./environment";
import { run } from "./program";

// Node 22 and later keep the compiled code of these bundles between runs: where everything else is kept, or not at all.
if (BUILD !== undefined && !process.argv.includes("--no-cache")) {
  (module as { enableCompileCache?: (folder: string) => unknown }).enableCompileCache?.(new CacheFolder({ version: BUILD }).code);
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
  process.stderr.write(`phi-lens: cannot write the output: ${refusal(error) ?? "its reader is gone"}\n`);
  process.exit(EXIT.usage);
});

void run(process.argv.slice(2), processEnvironment()).then((code) => {
  if (code !== undefined) process.exitCode = code;
});
