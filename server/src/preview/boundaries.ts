import { byCodeUnit } from '../model/path.ts';
import type { Boundary, WrittenImport } from '../model/preview.ts';
import { type FolderGraph, neighboursOf } from './folder-graph.ts';

/** Below this many imports one direction may well be chance. */
const leastImports = 10;
/** The share of the imports between two folders that may go against the others. */
const mostAgainst = 0.02;

/** True when so many imports against so many others leave a direction that somebody means. */
export function isOneWay(along: number, against: number): boolean {
  return along > 0 && against <= mostAgainst * (along + against);
}

/** The pairs of neighbouring folders whose imports go one way in at least 98 % of all cases, most imports first. */
export function keptBoundaries(graph: FolderGraph): readonly Boundary[] {
  const sums = sumByNeighbours(graph);
  const kept = [...sums.values()].flatMap((along) => {
    const against = sums.get(pairKey(along.to, along.from));
    const isKept = along.imports >= leastImports && isOneWay(along.imports, against?.imports ?? 0);
    return isKept ? [{ along, against }] : [];
  });
  const offenders = findOffenders(
    graph,
    kept.flatMap(({ against }) => against ?? []),
  );
  return kept
    .map(({ along: { from, to, imports }, against }) => ({
      from,
      to,
      imports,
      offenders: (against && offenders.get(against)) ?? [],
    }))
    .sort((a, b) => b.imports - a.imports || byCodeUnit(a.from, b.from) || byCodeUnit(a.to, b.to));
}

/** The imports from one neighbour to another. */
interface Sum {
  readonly from: string;
  readonly to: string;
  imports: number;
  /** The pairs of folders in the graph that add up to it. */
  readonly keys: number[];
}

function sumByNeighbours(graph: FolderGraph): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const { from, to, imports, key } of graph.imports) {
    const pair = neighboursOf(from, to);
    if (!pair) continue;
    const name = pairKey(pair.from, pair.to);
    const sum = sums.get(name);
    if (sum) {
      sum.imports += imports;
      sum.keys.push(key);
    } else sums.set(name, { ...pair, imports, keys: [key] });
  }
  return sums;
}

function findOffenders(graph: FolderGraph, sums: readonly Sum[]): ReadonlyMap<Sum, readonly WrittenImport[]> {
  const found = new Map<Sum, WrittenImport[]>(sums.map((sum) => [sum, []]));
  const byKey = new Map(sums.flatMap((sum) => sum.keys.map((key) => [key, found.get(sum)])));
  graph.visit(new Set(byKey.keys()), (key, { path }, { specifier, start, end }) =>
    byKey.get(key)?.push({ path, span: { start, end }, specifier }),
  );
  return found;
}

function pairKey(from: string, to: string): string {
  return `${from}\n${to}`;
}
