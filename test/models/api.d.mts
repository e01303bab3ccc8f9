/** A path with each of its alternatives spelled out. */
export function pathsOf(path: string): string[];
