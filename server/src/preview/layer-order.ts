import { isOneWay } from './boundaries.ts';
import type { Units } from './units.ts';

export interface LayerOrder {
  /** Folders from top to bottom; folders of one level do not import each other. */
  readonly levels: readonly (readonly string[])[];
  /** Folders for which no order holds beside these. */
  readonly left: readonly string[];
}

/**
 * The order that most imports keep: between any two of its folders at most a few imports go up. Every subset of the
 * folders is tried, as there are few.
 *
 * @param mostLevels an order with more levels is none
 */
export function orderLayers({ folders, weights }: Units, mostLevels: number): LayerOrder {
  let best: readonly number[] = [];
  let levels: readonly number[] = [];
  let most = 0;
  for (let bits = 1; bits < 1 << folders.length; bits++) {
    const nodes = folders.flatMap((_, node) => (bits & (1 << node) ? [node] : []));
    const sum = importsWithin(nodes, weights);
    if (sum < most || (sum === most && nodes.length <= best.length)) continue;
    const found = levelsOf(nodes, weights);
    if (!found || Math.max(...found) >= mostLevels) continue;
    best = nodes;
    levels = found;
    most = sum;
  }
  if (most === 0) return { levels: [], left: [] };
  const top = Math.max(...levels);
  return {
    levels: Array.from({ length: top + 1 }, (_, index) =>
      best.flatMap((node, at) => (levels[at] === top - index ? [folders[node] as string] : [])),
    ),
    left: folders.filter((_, node) => !best.includes(node)),
  };
}

/** The order of all of the folders, where one holds. */
export function orderOfAll({ folders, weights }: Units): LayerOrder['levels'] | undefined {
  const levels = levelsOf([...folders.keys()], weights);
  if (!levels) return undefined;
  const top = Math.max(...levels);
  return Array.from({ length: top + 1 }, (_, index) =>
    folders.filter((_, node) => levels[node] === top - index),
  );
}

function importsWithin(nodes: readonly number[], weights: Units['weights']): number {
  let sum = 0;
  for (const from of nodes) for (const to of nodes) sum += weights[from]?.[to] ?? 0;
  return sum;
}

/** The longest way down from each node: 0 imports none of the others. Undefined where no order holds. */
function levelsOf(nodes: readonly number[], weights: Units['weights']): readonly number[] | undefined {
  const below = new Map<number, readonly number[]>();
  for (const from of nodes) {
    const targets: number[] = [];
    for (const to of nodes) {
      const along = weights[from]?.[to] ?? 0;
      const against = weights[to]?.[from] ?? 0;
      if (isOneWay(along, against)) targets.push(to);
      else if (along > 0 && !isOneWay(against, along)) return undefined;
    }
    below.set(from, targets);
  }
  const levels = new Map<number, number>();
  let rest = nodes;
  while (rest.length > 0) {
    const ready = rest.filter((node) => below.get(node)?.every((target) => levels.has(target)));
    if (ready.length === 0) return undefined;
    for (const node of ready) {
      levels.set(node, Math.max(-1, ...(below.get(node) ?? []).map((target) => levels.get(target) ?? 0)) + 1);
    }
    rest = rest.filter((node) => !levels.has(node));
  }
  return nodes.map((node) => levels.get(node) ?? 0);
}
