import type { Finding } from '../model/finding.ts';
import { byCodeUnit, folderOf } from '../model/path.ts';
import type { SourceFile } from '../model/rule.ts';
import type { Boundaries, BoundaryGroup, Ruling } from '../protocol.ts';

/** What the table is made from. */
export interface TableSource {
  /** In order of path. */
  readonly files: readonly SourceFile[];
  /** Equal for files that are judged alike, as importers and as targets. */
  kin(file: SourceFile): string;
  /** What an import that is not there would break. */
  judge(from: SourceFile, to: SourceFile): readonly Finding[];
  /** Lets other work run; false when the files are not what they were and the table would be wrong. */
  rest(): Promise<boolean>;
}

export type BoundaryTable = Omit<Boundaries, 'root'>;

interface Group {
  readonly name: string;
  /** One file that stands for all, and another one where there is one: no file imports itself. */
  readonly files: SourceFile[];
}

/** Judges one file of each group against one of each other; undefined when it had to be given up. */
export async function boundaryTable(source: TableSource): Promise<BoundaryTable | undefined> {
  const { groups, byPath } = groupsOf(source);
  const rulings = new Interned<Ruling>();
  const rows = new Interned<readonly number[]>();
  const rowed: BoundaryGroup[] = [];
  for (const from of groups) {
    if (!(await source.rest())) return undefined;
    const row = groups.map((to) => rulings.of(rulingOf(from, to, source)));
    rowed.push({ name: from.name, row: rows.of(runs(row)) });
  }
  return { groups: rowed, ...byFolder(byPath), rows: rows.values, rulings: rulings.values };
}

function groupsOf({ files, kin }: TableSource): {
  readonly groups: readonly Group[];
  readonly byPath: readonly (readonly [path: string, group: number])[];
} {
  const byKin = new Map<string, Group>();
  for (const file of files) {
    const key = kin(file);
    const group = byKin.get(key);
    if (!group) byKin.set(key, { name: file.layer?.name ?? '', files: [file] });
    else if (group.files.length < 2) group.files.push(file);
  }
  // Neighbours in this order mostly share their rulings, so that the runs are long.
  const keys = [...byKin.keys()].sort(byCodeUnit);
  const indices = new Map(keys.map((key, index) => [key, index]));
  return {
    groups: keys.map((key) => byKin.get(key) as Group),
    byPath: files.map((file) => [file.path, indices.get(kin(file)) as number]),
  };
}

function rulingOf(from: Group, to: Group, { judge }: TableSource): Ruling | undefined {
  const [importer] = from.files;
  const target = to === from ? to.files.at(-1) : to.files[0];
  const [finding] = importer && target ? judge(importer, target) : [];
  if (!finding) return undefined;
  const place = (text: string, name: string, mark: string) =>
    name === '' ? text : text.replaceAll(`"${name}"`, `"${mark}"`);
  const message = finding.why === undefined ? finding.message : `${finding.message} Why: ${finding.why}`;
  const sentence = place(place(message, from.name, '{from}'), to.name, '{to}');
  return { rule: finding.rule, sentence };
}

/** First index, count and value of each stretch of equal values; what has none is left out. */
function runs(values: readonly (number | undefined)[]): readonly number[] {
  const found: number[] = [];
  for (const [index, value] of values.entries()) {
    if (value === undefined) continue;
    const isGoingOn = index > 0 && values[index - 1] === value;
    if (isGoingOn) found[found.length - 2] = (found[found.length - 2] as number) + 1;
    else found.push(index, 1, value);
  }
  return found;
}

/** Nearly all files of a folder belong to one group, so that only the others are named. */
function byFolder(
  byPath: readonly (readonly [path: string, group: number])[],
): Pick<BoundaryTable, 'folders' | 'files'> {
  const counts = new Map<string, Map<number, number>>();
  for (const [path, group] of byPath) {
    const folder = folderOf(path);
    const inFolder = counts.get(folder) ?? new Map<number, number>();
    counts.set(folder, inFolder.set(group, (inFolder.get(group) ?? 0) + 1));
  }
  const folders: Record<string, number> = {};
  for (const [folder, inFolder] of counts) folders[folder] = most(inFolder);
  return {
    folders,
    files: Object.fromEntries(byPath.filter(([path, group]) => folders[folderOf(path)] !== group)),
  };
}

function most(counts: ReadonlyMap<number, number>): number {
  const [[group] = [0]] = [...counts].sort(([a, more], [b, less]) => less - more || a - b);
  return group;
}

/** Equal values once each, by their text. */
class Interned<Value> {
  readonly values: Value[] = [];
  readonly #indices = new Map<string, number>();

  of(value: Value): number;
  of(value: Value | undefined): number | undefined;
  of(value: Value | undefined): number | undefined {
    if (value === undefined) return undefined;
    const text = JSON.stringify(value);
    const known = this.#indices.get(text);
    if (known !== undefined) return known;
    this.#indices.set(text, this.values.length);
    return this.values.push(value) - 1;
  }
}
