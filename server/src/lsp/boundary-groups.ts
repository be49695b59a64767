import { byCodeUnit, folderOf } from '../model/path.ts';
import type { SourceFile, Standing } from '../model/rule.ts';
import type { Boundaries } from '../protocol/boundaries.ts';

/** Files that are judged alike, as importers and as targets. */
export interface FileGroup {
  readonly names: readonly string[];
  /** One file that stands for all, and another one where there is one: no file imports itself. */
  readonly files: [SourceFile, ...SourceFile[]];
}

export interface FileGroups extends Pick<Boundaries, 'folders' | 'files'> {
  readonly groups: readonly FileGroup[];
  readonly byPath: ReadonlyMap<string, number>;
}

export interface Grouping {
  /** In order of path. */
  readonly files: readonly SourceFile[];
  /** What tells files of one standing apart. */
  kin(file: SourceFile): string;
  /** Lets other work run; false when the files are not what they were. */
  rest(): Promise<boolean>;
}

/** About two milliseconds of work. */
const filesPerSlice = 250;

/** Sorts the files of a workspace into groups; undefined when it had to be given up. */
export async function groupFiles({ files, kin, rest }: Grouping): Promise<FileGroups | undefined> {
  const standings = new Map<Standing, string>();
  const byKey = new Map<string, FileGroup>();
  const keyed: (readonly [path: string, key: string])[] = [];
  for (const [index, file] of files.entries()) {
    if (index % filesPerSlice === 0 && !(await rest())) return undefined;
    const { standing, path } = file;
    const names = namesOf(standing);
    const number = standings.get(standing) ?? String(standings.size);
    standings.set(standing, number);
    // Neighbours in the order of these keys mostly share their rulings, so that the runs are long.
    const key = [standing.policy?.path, ...names.toReversed(), number, kin(file)].join('\n');
    const group = byKey.get(key);
    if (!group) byKey.set(key, { names, files: [file] });
    else if (group.files.length < 2) group.files.push(file);
    keyed.push([path, key]);
  }
  const keys = [...byKey.keys()].sort(byCodeUnit);
  const indices = new Map(keys.map((key, index) => [key, index]));
  const byPath = new Map(keyed.map(([path, key]) => [path, indices.get(key) as number]));
  return { groups: keys.map((key) => byKey.get(key) as FileGroup), byPath, ...byFolder(byPath) };
}

function namesOf({ slices, service, layer }: Standing): readonly string[] {
  return [...slices.toReversed(), service, layer].flatMap((member) => member?.name ?? []);
}

/** Nearly all files of a folder belong to one group, so that only the others are named. */
function byFolder(byPath: ReadonlyMap<string, number>): Pick<FileGroups, 'folders' | 'files'> {
  const counts = new Map<string, Map<number, number>>();
  for (const [path, group] of byPath) {
    const folder = folderOf(path);
    const inFolder = counts.get(folder) ?? new Map<number, number>();
    counts.set(folder, inFolder.set(group, (inFolder.get(group) ?? 0) + 1));
  }
  const folders: Record<string, number> = {};
  for (const [folder, inFolder] of counts) folders[folder] = most(inFolder);
  const others = [...byPath].filter(([path, group]) => folders[folderOf(path)] !== group);
  return { folders, files: Object.fromEntries(others) };
}

function most(counts: ReadonlyMap<number, number>): number {
  const [[group] = [0]] = [...counts].sort(([a, more], [b, less]) => less - more || a - b);
  return group;
}
