// The modules that the runtime itself brings. A list and not `node:module`'s, so that results are equal under any version of it.

/** `fs` for `fs` and `node:fs`; undefined for what is no builtin. */
export function builtinModule(specifier: string): string | undefined {
  if (specifier.startsWith("node:")) return specifier.slice(5);
  const slash = specifier.indexOf("/");
  const first = slash < 0 ? specifier : specifier.slice(0, slash);
  if (!BUILTINS.has(first)) return undefined;
  return slash < 0 || SUBPATHS.has(specifier) ? specifier : undefined;
}

const BUILTINS: ReadonlySet<string> = new Set([
  "assert", "async_hooks", "buffer", "child_process", "cluster", "console", "constants", "crypto", "dgram", "diagnostics_channel", "dns",
  "domain", "events", "fs", "http", "http2", "https", "inspector", "module", "net", "os", "path", "perf_hooks", "process", "punycode",
  "querystring", "readline", "repl", "stream", "string_decoder", "sys", "timers", "tls", "trace_events", "tty", "url", "util", "v8", "vm",
  "wasi", "worker_threads", "zlib",
]);
const SUBPATHS: ReadonlySet<string> = new Set([
  "assert/strict", "dns/promises", "fs/promises", "inspector/promises", "path/posix", "path/win32", "readline/promises", "stream/consumers",
  "stream/promises", "stream/web", "timers/promises", "util/types",
]);
