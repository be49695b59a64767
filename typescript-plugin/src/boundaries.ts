import type { Boundaries, ForbiddenImport } from '../../server/src/protocol/boundaries.ts';

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
      rows: boundaries.rows.map(() => undefined as readonly number[] | undefined),
    };
  });
  return (from, to) => {
    const [importer, target] = [key(from), key(to)];
    const root = roots.find(({ prefix }) => importer.startsWith(prefix) && target.startsWith(prefix));
    if (!root) return undefined;
    const groupIn = (path: string) => groupOf(path, root.folders, root.files);
    const [own = '', other = ''] = [importer, target].map((path) => path.slice(root.prefix.length));
    const files = { from: from.slice(-own.length), to: to.slice(-other.length) };
    return breach(root, [groupIn(own), groupIn(other)], files);
  };
}

/** What is said of both ends of an import. */
interface Ends {
  readonly from: string;
  readonly to: string;
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
  { boundaries, rows }: { readonly boundaries: Boundaries; readonly rows: (readonly number[] | undefined)[] },
  [from, to]: readonly [number | undefined, number | undefined],
  files: Ends,
): Breach | undefined {
  const { groups, rulings } = boundaries;
  const importer = from === undefined ? undefined : groups[from];
  const target = to === undefined ? undefined : groups[to];
  if (importer?.row === undefined || !target || to === undefined) return undefined;
  rows[importer.row] ??= unpacked(boundaries.rows[importer.row] ?? []);
  const ruling = rulings[rows[importer.row]?.[to] ?? -1];
  const names = { from: importer.names[ruling?.from ?? 0] ?? '', to: target.names[ruling?.to ?? 0] ?? '' };
  return ruling && worded(ruling, names, files);
}

/** The ruling for each target group, from runs of three numbers. */
function unpacked(runs: readonly number[]): readonly number[] {
  const rulings: number[] = [];
  for (let at = 0; at < runs.length; at += 3) {
    const [first = 0, count = 0, ruling = -1] = runs.slice(at, at + 3);
    for (let group = first; group < first + count; group++) rulings[group] = ruling;
  }
  return rulings;
}

function worded({ rule, sentence }: ForbiddenImport, names: Ends, files: Ends): Breach {
  const words: Readonly<Record<string, string>> = {
    '{from}': names.from,
    '{to}': names.to,
    '{importer}': files.from,
    '{file}': files.to,
  };
  return {
    rule,
    sentence: sentence.replace(/\{(?:from|to|importer|file)\}/g, (place) => words[place] ?? place),
    boundary: `${names.from || nameOf(files.from)} ↛ ${names.to || nameOf(files.to)}`,
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
