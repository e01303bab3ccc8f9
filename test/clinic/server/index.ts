import { createApp } from "./app";
import { config } from "./lib/config";
import { logFor } from "./lib/logger";

createApp().listen(config.port, () => logFor("server").info("listening", { port: config.port }));
