import type { Rows } from './components.ts';

/**
 * A shortest cycle within one strongly connected component, as edge indices in order.
 * Starts at its smallest node; among equally short cycles the one met first from the smallest node wins,
 * so that the answer does not depend on history.
 */
export function shortestCycle(rows: Rows, members: readonly number[]): readonly number[] {
  const inside = new Set(members);
  let best: readonly number[] = [];
  for (const start of members) {
    const found = cycleThrough(rows, start, inside, best.length === 0 ? Infinity : best.length - 1);
    if (found) best = found;
    if (best.length === 1) break;
  }
  return best;
}

/** Breadth-first search from `start` back to itself, at most `limit` edges long. */
function cycleThrough(
  { starts, targets }: Rows,
  start: number,
  inside: ReadonlySet<number>,
  limit: number,
): readonly number[] | undefined {
  const reachedBy = new Map<number, { readonly edge: number; readonly from: number }>();
  let frontier = [start];
  for (let depth = 1; depth <= limit && frontier.length > 0; depth++) {
    const next: number[] = [];
    for (const node of frontier) {
      for (let edge = starts[node] as number; edge < (starts[node + 1] as number); edge++) {
        const target = targets[edge] as number;
        if (target === start) return [...trail(reachedBy, start, node), edge];
        if (!inside.has(target) || reachedBy.has(target)) continue;
        reachedBy.set(target, { edge, from: node });
        next.push(target);
      }
    }
    frontier = next;
  }
  return undefined;
}

function trail(
  reachedBy: ReadonlyMap<number, { readonly edge: number; readonly from: number }>,
  start: number,
  end: number,
): readonly number[] {
  const edges: number[] = [];
  for (let node = end; node !== start; ) {
    const step = reachedBy.get(node);
    if (!step) break;
    edges.push(step.edge);
    node = step.from;
  }
  return edges.reverse();
}
