import { isBelow } from '../model/path.ts';
import { isOneWay } from './boundaries.ts';
import type { FolderGraph } from './folder-graph.ts';

/** A folder holding more than this share of what is in its parent stands for it. */
const mainShare = 0.8;
const mostUnits = 12;
/** Folder names that a glob would read as more than a name. */
const special = /[*?{}\\]/;

/** Folders side by side, and the production imports between them. */
export interface Units {
  /** In order of path. Where one holds another, it stands for the rest. */
  readonly folders: readonly string[];
  /** `weights[a][b]` imports lead from folder `a` to folder `b`. */
  readonly weights: readonly (readonly number[])[];
}

/**
 * The folders whose order says most: those at the top, and a folder's children in its place where more imports go one
 * way between these than between all that is known so far. Of too many, those with the most such imports are taken.
 */
export function chooseUnits(graph: FolderGraph): Units {
  let parts = childrenOf('', graph);
  for (;;) {
    const units = weighWorthy(parts, graph);
    let best = { gain: orderliness(units), instead: parts };
    for (const folder of parts) {
      for (const children of divisionsOf(folder, graph)) {
        const gain = orderliness(weighWorthy(children, graph));
        if (gain <= best.gain) continue;
        best = { gain, instead: [...parts.filter((part) => part !== folder), ...children].sort() };
      }
    }
    if (best.instead === parts) return units;
    parts = best.instead;
  }
}

/** The ways to divide a folder: by its children, and by those of a folder within it that holds nearly all of it. */
function* divisionsOf(folder: string, graph: FolderGraph): Generator<readonly string[]> {
  const children = childrenOf(folder, graph);
  const least = mainShare * countBelow(folder, graph);
  const main = children.find((child) => countBelow(child, graph) > least);
  yield children;
  if (main !== undefined) yield* divisionsOf(main, graph);
}

/** The folders right below a folder that hold production files. */
export function childrenOf(parent: string, { files }: FolderGraph): readonly string[] {
  const children = new Set<string>();
  const start = parent === '' ? 0 : parent.length + 1;
  for (const folder of files.keys()) {
    if (folder === parent || !isBelow(parent, folder)) continue;
    const end = folder.indexOf('/', start);
    children.add(end < 0 ? folder : folder.slice(0, end));
  }
  return [...children].filter((folder) => !special.test(folder)).sort();
}

export function countBelow(parent: string, { files }: FolderGraph): number {
  let total = 0;
  for (const [folder, count] of files) if (isBelow(parent, folder)) total += count;
  return total;
}

/** Adds up the imports between some folders and leaves out those that have none worth writing down. */
function weighWorthy(folders: readonly string[], graph: FolderGraph): Units {
  const { weights } = weigh(folders, graph);
  const worth = folders.map((_, unit) => oneWayImports(weights, unit));
  const chosen = [...folders.keys()]
    .filter((unit) => (worth[unit] ?? 0) > 0)
    .sort((a, b) => (worth[b] ?? 0) - (worth[a] ?? 0) || a - b)
    .slice(0, mostUnits)
    .sort((a, b) => a - b);
  return {
    folders: chosen.map((unit) => folders[unit] as string),
    weights: chosen.map((from) => chosen.map((to) => (from === to ? 0 : (weights[from]?.[to] ?? 0)))),
  };
}

/** Adds up the imports between some folders; what lies within two of them counts for the inner one. */
export function weigh(folders: readonly string[], graph: FolderGraph): Units {
  const innermostFirst = [...folders.keys()].sort(
    (a, b) => (folders[b]?.length ?? 0) - (folders[a]?.length ?? 0),
  );
  const unitOf = new Map<string, number>();
  for (const folder of graph.files.keys()) {
    unitOf.set(folder, innermostFirst.find((unit) => isBelow(folders[unit] as string, folder)) ?? -1);
  }
  const weights = folders.map(() => folders.map(() => 0));
  for (const { from, to, imports } of graph.imports) {
    const unit = unitOf.get(from) ?? -1;
    const column = unitOf.get(to) ?? -1;
    const row = weights[unit];
    if (row && column >= 0 && column !== unit) row[column] = (row[column] ?? 0) + imports;
  }
  return { folders, weights };
}

/** How many imports of a folder, to and from others, go the one way that the two keep. */
function oneWayImports(weights: Units['weights'], unit: number): number {
  let sum = 0;
  for (let other = 0; other < weights.length; other++) {
    if (other === unit) continue;
    const along = weights[unit]?.[other] ?? 0;
    const against = weights[other]?.[unit] ?? 0;
    if (isOneWay(along, against)) sum += along;
    else if (isOneWay(against, along)) sum += against;
  }
  return sum;
}

function orderliness({ folders, weights }: Units): number {
  return folders.reduce((sum, _, unit) => sum + oneWayImports(weights, unit), 0) / 2;
}
