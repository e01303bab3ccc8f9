// Entry of dist/server.js: the language server, or, when this file is started as a worker thread, the engine behind it.

import { isMainThread } from "node:worker_threads";
import { serveEngine } from "./engineWorker";
import { startServer } from "./server";

if (isMainThread) startServer({ stdio: process.argv.includes("--stdio") });
else serveEngine();
