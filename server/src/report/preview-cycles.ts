import type { Finding } from '../model/finding.ts';
import { isTestPath } from '../model/test-path.ts';
import { count } from '../model/words.ts';

/** `1 run-time cycle`, and how many of them are in tests. */
export function cycleHeading(cycles: readonly Finding[]): string {
  if (cycles.length === 0) return 'No run-time cycles';
  const tests = cycles.filter(({ path }) => isTestPath(path)).length;
  const apart = tests > 0 ? `, ${tests === cycles.length ? 'all' : tests} of them in tests` : '';
  return `${count(cycles.length, 'run-time cycle')}${apart}`;
}

/** Those in tests last: they hurt less. */
export function orderedCycles(cycles: readonly Finding[]): readonly Finding[] {
  return [
    ...cycles.filter(({ path }) => !isTestPath(path)),
    ...cycles.filter(({ path }) => isTestPath(path)),
  ];
}

/** The shown cycle by the names of its files, and how many more it is tangled with. */
export function cycleText({ path, related, parts }: Finding): string {
  const files = [path, ...related.map((place) => place.path)];
  const names = namesApart(files);
  const shown = names.length >= longestCycle ? [...names.slice(0, longestCycle - 2), '…'] : names;
  // Every file of a component imports another one of it, so that its imports name all of its files.
  const tangled = new Set(parts?.().map((part) => part.path)).size;
  const more = tangled > files.length ? `; ${tangled} files in cycles with each other` : '';
  return `${[...shown, names[0]].join(' → ')}${more}`;
}

const longestCycle = 7;

/** File names with as many folders as tell each from the others; that of an index says nothing by itself. */
function namesApart(paths: readonly string[]): readonly string[] {
  const name = (path: string, segments: number) => path.split('/').slice(-segments).join('/');
  return paths.map((path) => {
    let segments = /(?:^|\/)index\.\w+$/.test(path) ? 2 : 1;
    const isShared = () =>
      paths.some((other) => other !== path && name(other, segments) === name(path, segments));
    while (name(path, segments) !== path && isShared()) segments++;
    return name(path, segments);
  });
}
