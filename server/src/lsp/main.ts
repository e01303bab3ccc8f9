// Entry of dist/server.js: the language server, or, when this file is started as a worker thread, the engine behind it or one question
// to git.

//
// Each half is loaded only where it runs: the compiler is nine tenths of the program, and the protocol thread needs none of it.

import { isMainThread, workerData } from "node:worker_threads";

if (isMainThread) void import("./server").then(({ startServer }) => startServer({ stdio: process.argv.includes("--stdio") }));
else if ("question" in (workerData as object)) void import("./aside").then(({ serveQuestion }) => serveQuestion());
else void import("./engineWorker").then(({ serveEngine }) => serveEngine());
