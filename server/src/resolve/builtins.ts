/**
 * Modules of Node.js that need no `node:` before their name, as `module.builtinModules` of Node 20 to 24 lists them,
 * without the deprecated ones that start with `_`.
 */
const builtins: ReadonlySet<string> = new Set(
  `assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram
   diagnostics_channel dns dns/promises domain events fs fs/promises http http2 https inspector
   inspector/promises module net os path path/posix path/win32 perf_hooks process punycode querystring
   readline readline/promises repl stream stream/consumers stream/promises stream/web string_decoder sys
   timers timers/promises tls trace_events tty url util util/types v8 vm wasi worker_threads zlib`.split(
    /\s+/,
  ),
);

/** The name policies use, with its scheme: `node:fs` for `fs`; undefined when Node has no such module. */
export function builtinName(specifier: string): string | undefined {
  return builtins.has(specifier) ? `node:${specifier}` : undefined;
}
