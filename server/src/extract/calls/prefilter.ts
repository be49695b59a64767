import { clientAdapters } from './adapters/index.ts';

/** Whether a file may call operations, by a few searches for plain words. */
export type CallPrefilter = (path: string, text: string) => boolean;

/** A call whose first argument is written like a path, and one of a description. */
const pathPassed = /\(\s*(?:["'`]\/|`\$\{|\{\s*(?:method|url|path|baseURL)\s*[:,])/;

export function createCallPrefilter(): CallPrefilter {
  const words = [
    ...clientAdapters.flatMap(({ globals = [] }) => globals.map((name) => `${name}(`)),
    ...clientAdapters.flatMap(({ clients = [], makers = [] }) =>
      [...clients, ...makers].flatMap(({ module }) => [`'${module}'`, `"${module}"`]),
    ),
  ];
  const all = [...new Set(words)];
  return (path, text) => {
    if (/\.d\.[cm]?ts$/.test(path)) return false;
    return all.some((word) => text.includes(word)) || pathPassed.test(text);
  };
}
