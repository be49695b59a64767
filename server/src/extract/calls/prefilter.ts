import { clientAdapters } from './adapters/index.ts';

/** Whether a file may call operations, by a few searches for plain words. */
export type CallPrefilter = (path: string, text: string) => boolean;

/** How a text begins that is a path, or a template with a base. */
const pathStarts = ['"/', "'/", '`/', '`${'];

/** Only where a word of a client is found, or something that is written like a path is passed, a file is read by tokens. */
export function createCallPrefilter(): CallPrefilter {
  const modules = clientAdapters.flatMap(({ clients = [], makers = [] }) =>
    [...clients, ...makers].map(({ module }) => module),
  );
  const words = shortest(
    clientAdapters.flatMap(({ globals = [], words: own = [] }) => [
      ...globals.map((name) => `${name}(`),
      ...own,
    ]),
  );
  const stems = shortest(modules);
  const quoted = new RegExp(`["'](?:${[...new Set(modules)].join('|')})["']`);
  return (path, text) => {
    if (/\.d\.[cm]?ts$/.test(path)) return false;
    return (
      words.some((word) => text.includes(word)) ||
      (stems.some((word) => text.includes(word)) && quoted.test(text)) ||
      pathStarts.some((start) => isPassed(text, start))
    );
  };
}

/** Whether what begins so is the first argument of a call; searching plain text is ten times as fast as an expression. */
function isPassed(text: string, start: string): boolean {
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 2)) {
    let before = at - 1;
    while (before >= 0 && text.charCodeAt(before) <= 32) before -= 1;
    if (text.charCodeAt(before) === 40 && isPath(text, at, start)) return true;
  }
  return false;
}

/** A word behind the slash, or a slash behind the first hole. */
function isPath(text: string, at: number, start: string): boolean {
  const rest = text.slice(at + start.length, at + 200);
  return start.endsWith('/') ? /^[\w$:{]/.test(rest) : /^[^`}]*\}\//.test(rest);
}

/** Without those that hold another one. */
function shortest(words: readonly string[]): readonly string[] {
  return [...new Set(words)].filter((word) => !words.some((other) => other !== word && word.includes(other)));
}
