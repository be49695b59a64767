import { clientAdapters } from './adapters/index.ts';

/** Whether a file may call operations, by a few searches for plain words. */
export type CallPrefilter = (path: string, text: string) => boolean;

/** A call whose first argument is written like a path, and one of a description. */
const pathPassed = /\(\s*(?:["'`]\/[\w$:{]|`\$\{[^`}]*\}\/|\{\s*(?:method|url|path|baseURL)\s*[:,])/;

/** Only where a word of a client is found, or something that is written like a path is passed, a file is read by tokens. */
export function createCallPrefilter(): CallPrefilter {
  const globals = clientAdapters.flatMap(({ globals: names = [] }) => names.map((name) => `${name}(`));
  const modules = clientAdapters.flatMap(({ clients = [], makers = [] }) =>
    [...clients, ...makers].map(({ module }) => module),
  );
  const stems = shortest(modules);
  const quoted = new RegExp(`["'](?:${[...new Set(modules)].join('|')})["']`);
  const called = shortest(globals);
  return (path, text) => {
    if (/\.d\.[cm]?ts$/.test(path)) return false;
    return (
      called.some((word) => text.includes(word)) ||
      (stems.some((word) => text.includes(word)) && quoted.test(text)) ||
      pathPassed.test(text)
    );
  };
}

/** Without those that hold another one. */
function shortest(words: readonly string[]): readonly string[] {
  return [...new Set(words)].filter((word) => !words.some((other) => other !== word && word.includes(other)));
}
