import type { ResolverInput } from '../model/resolution.ts';

/** How many files are compared before two folders count as one. */
const samples = 16;

/**
 * A configuration above the workspace root may name files inside it, as `../app/src/x.ts` for `src/x.ts`. The root's
 * own name is not known here, so that a folder beside it is taken for the root when a sample of the root's files is
 * there with the same text. Gives the path as seen from the root, or the path as it was.
 */
export function createOwnPath(input: ResolverInput): (path: string) => string {
  const isRoot = new Map<string, boolean>();
  return (path) => {
    if (!path.startsWith('../')) return path;
    const segments = path.split('/');
    const level = segments.findIndex((segment) => segment !== '..');
    if (level < 0 || segments.length < 2 * level) return path;
    const folder = segments.slice(0, 2 * level).join('/');
    const known = isRoot.get(folder) ?? isSameAsRoot(input, folder);
    isRoot.set(folder, known);
    return known ? segments.slice(2 * level).join('/') : path;
  };
}

function isSameAsRoot(input: ResolverInput, folder: string): boolean {
  const paths = [...input.configs, ...input.files.keys()];
  const step = Math.max(1, Math.floor(paths.length / samples));
  const chosen = paths.filter((_, at) => at % step === 0).slice(0, samples);
  return chosen.length > 0 && chosen.every((path) => isSame(input, path, `${folder}/${path}`));
}

/** A file that is only in an editor is nowhere on disk, and says nothing. */
function isSame(input: ResolverInput, own: string, other: string): boolean {
  const text = input.read(own);
  return text === undefined ? input.probe(other) === 'none' : text === input.read(other);
}
