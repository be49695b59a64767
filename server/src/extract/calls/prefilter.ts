import { wordSearch } from '../word-search.ts';
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
  const holdsWord = wordSearch(
    clientAdapters.flatMap(({ globals = [], words: own = [] }) => [
      ...globals.map((name) => `${name}(`),
      ...own,
    ]),
  );
  const quoted = new RegExp(`["'](?:${[...new Set(modules)].join('|')})["']`);
  return (path, text) => {
    if (/\.d\.[cm]?ts$/.test(path)) return false;
    return (
      holdsWord(text) || quoted.test(importing(text)) || pathStarts.some((start) => isPassed(text, start))
    );
  };
}

/** What of a text holds its imports: they stand at the beginning, unless a function requires them. */
function importing(text: string): string {
  if (text.includes('require(') || text.includes('import(')) return text;
  return text.slice(0, Math.max(0, text.lastIndexOf('\nimport ')) + 2000);
}

/** Functions that everybody passes paths to, and that request none. */
const others = new Set(
  [
    'push replace redirect permanentRedirect startsWith endsWith includes indexOf split join resolve match goto',
    'toBe toEqual toStrictEqual toContain toMatch toHaveBeenCalledWith toThrow mock unmock doMock importActual import',
    'require it test describe each expect if return use route mount revalidatePath log error warn info debug cn clsx',
    'waitForURL toHaveURL navigate Link href t concat readFileSync writeFileSync existsSync readFile writeFile',
    'setAttribute toHaveAttribute querySelector querySelectorAll getByText getByTestId Error',
  ].flatMap((names) => names.split(' ')),
);

/** Whether what begins so is the first argument of a call; searching plain text is ten times as fast as an expression. */
function isPassed(text: string, start: string): boolean {
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 2)) {
    let before = at - 1;
    while (before >= 0 && text.charCodeAt(before) <= 32) before -= 1;
    if (text.charCodeAt(before) !== 40 || !isPath(text, at, start)) continue;
    if (!others.has(/\w*$/.exec(text.slice(Math.max(0, before - 24), before))?.[0] ?? '')) return true;
  }
  return false;
}

/** A word behind the slash, or a slash behind the first hole. */
function isPath(text: string, at: number, start: string): boolean {
  const rest = text.slice(at + start.length, at + 200);
  return start.endsWith('/') ? /^[\w$:{]/.test(rest) : /^[^`}]*\}\//.test(rest);
}
