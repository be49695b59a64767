import type { Boundaries, Ruling } from '../../server/src/protocol.ts';

/** What an import would break. */
export interface Breach {
  readonly rule: string;
  readonly sentence: string;
  /** The boundary in a few words, e.g. `domain ↛ ui`. */
  readonly boundary: string;
}

/** Says what the import of one file by another would break; paths are absolute, as the TypeScript server writes them. */
export type Judge = (from: string, to: string) => Breach | undefined;

/** A judge by what the language server found; it works no rule out by itself. */
export function createJudge(all: readonly Boundaries[], isCaseSensitive: boolean): Judge {
  const key = (path: string) => {
    const slashed = path.replaceAll('\\', '/');
    return isCaseSensitive ? slashed : slashed.toLowerCase();
  };
  const roots = all.map((boundaries) => {
    const { root, folders, files } = boundaries;
    return {
      boundaries,
      prefix: `${key(root).replace(/\/$/, '')}/`,
      folders: byKey(folders, key),
      files: byKey(files, key),
    };
  });
  return (from, to) => {
    const [importer, target] = [key(from), key(to)];
    const root = roots.find(({ prefix }) => importer.startsWith(prefix) && target.startsWith(prefix));
    if (!root) return undefined;
    const group = (path: string) => groupOf(path.slice(root.prefix.length), root.folders, root.files);
    return breach(root.boundaries, group(importer), group(target));
  };
}

type Groups = ReadonlyMap<string, number>;

function byKey(groups: Readonly<Record<string, number>>, key: (path: string) => string): Groups {
  return new Map(Object.entries(groups).map(([path, group]) => [key(path), group]));
}

/** A module may be named without its extension; a folder without source files has no group, and neither has what is in it. */
function groupOf(path: string, folders: Groups, files: Groups): number | undefined {
  const group = folders.get(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  if (group === undefined) return undefined;
  for (const extension of extensions) {
    const other = files.get(path + extension);
    if (other !== undefined) return other;
  }
  return group;
}

const extensions = ['', '.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cts', '.cjs', '.d.ts'];

function breach(
  { groups, rows, rulings }: Boundaries,
  from: number | undefined,
  to: number | undefined,
): Breach | undefined {
  const importer = from === undefined ? undefined : groups[from];
  const target = to === undefined ? undefined : groups[to];
  if (!importer || !target || to === undefined) return undefined;
  const ruling = rulings[rulingIn(rows[importer.row] ?? [], to)];
  return ruling && worded(ruling, importer.name, target.name);
}

function rulingIn(row: readonly number[], target: number): number {
  for (let at = 0; at < row.length; at += 3) {
    const [first = 0, count = 0, ruling = -1] = row.slice(at, at + 3);
    if (target >= first && target < first + count) return ruling;
  }
  return -1;
}

function worded({ rule, sentence }: Ruling, from: string, to: string): Breach {
  const names: Readonly<Record<string, string>> = { '{from}': from, '{to}': to };
  return {
    rule,
    sentence: sentence.replace(/\{from\}|\{to\}/g, (place) => names[place] ?? place),
    boundary: `${from || 'here'} ↛ ${to || 'there'}`,
  };
}
