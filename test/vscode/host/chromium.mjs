// Where Chromium is. Apart from the rest, because the test runner asks before anything is installed.
import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

/** Path of Chromium, or undefined. `CHROMIUM_PATH` names another. */
export const findChromium = () => [process.env.CHROMIUM_PATH, ...PLACES].find((file) => file && existsSync(file));
