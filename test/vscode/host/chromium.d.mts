/** Path of a Chromium that is installed, or undefined. */
export function findChromium(): string | undefined;
