import { isBelow, joinPath, relativeTo } from '../model/path.ts';
import { withoutExtension } from './extensions.ts';

/** Where a configuration compiles from and to; paths relative to the workspace root. */
export interface Compilation {
  /** `outDir` or `declarationDir`. */
  readonly output: string;
  readonly rootDir?: string;
}

const outputNames: ReadonlySet<string> = new Set(
  'dist build out lib libs output .output es esm cjs umd types typings bin release prod .build compiled'.split(
    ' ',
  ),
);

/**
 * The sources that a file of a package's build output may come from, best guess first, without extensions:
 * by the configurations of the package, then by the usual names (`dist/esm/x.js` is written from `src/x.ts`).
 */
export function sourceGuesses(
  folder: string,
  target: string,
  compilations: readonly Compilation[],
): readonly string[] {
  const stem = withoutExtension(joinPath(folder, target));
  if (!isBelow(folder, stem)) return [];
  const known = compilations
    .filter(({ output }) => isBelow(output, stem) && output !== '')
    .flatMap(({ output, rootDir }) => {
      const rest = relativeTo(output, stem);
      return (rootDir === undefined ? [folder, joinPath(folder, 'src')] : [rootDir]).map((from) =>
        joinPath(from, rest),
      );
    });
  return [...new Set([...known, ...usual(folder, relativeTo(folder, stem))])];
}

/** Some packages are published from a folder that `src` is compiled into, so that no target says where it is. */
export function hiddenSource(target: string): string {
  return `src/${withoutExtension(joinPath('', target))}`;
}

/** True for a path that a build would write, so that nothing can be said before one ran. */
export function isBuildOutput(folder: string, target: string, compilations: readonly Compilation[]): boolean {
  const path = joinPath(folder, target);
  if (compilations.some(({ output }) => output !== '' && output !== folder && isBelow(output, path)))
    return true;
  return isBelow(folder, path) && outputNames.has(relativeTo(folder, path).split('/')[0] as string);
}

function usual(folder: string, path: string): readonly string[] {
  const guesses: string[] = [];
  let rest = path.split('/');
  while (rest.length > 1 && outputNames.has(rest[0] as string)) {
    rest = rest.slice(1);
    guesses.push(joinPath(folder, `src/${rest.join('/')}`), joinPath(folder, rest.join('/')));
  }
  return guesses;
}
