import type { FolderGraph } from './folder-graph.ts';
import { type LayerOrder, orderOfAll } from './layer-order.ts';
import { childrenOf, countBelow, weigh } from './units.ts';

type Levels = LayerOrder['levels'];

/** Below this many more imports held, a layer is not worth its line. */
const leastGain = 10;

/**
 * Takes folders out of those that hold them, as layers of their own beside the rest, as long as an order
 * holds for all, each takes more imports under it, and the result fits.
 */
export function withInnerLayers(
  levels: Levels,
  graph: FolderGraph,
  fits: (levels: Levels) => boolean,
): Levels {
  const candidates = levels
    .flat()
    .flatMap((main) => childrenOf(main, graph).map((child) => ({ main, child })));
  let best = { levels, held: heldImports(levels, graph) };
  for (;;) {
    const taken = best.levels.flat();
    const better = candidates
      .filter(({ main, child }) => !taken.includes(child) && leavesSome(main, [...taken, child], graph))
      .flatMap(({ child }) => {
        const order = orderOfAll(weigh([...taken, child].sort(), graph));
        return order && fits(order) ? [{ levels: order, held: heldImports(order, graph) }] : [];
      })
      .reduce((most, one) => (one.held > most.held ? one : most), best);
    if (better.held < best.held + leastGain) return best.levels;
    best = better;
  }
}

/** A layer that matches no file would be told as a mistake. */
function leavesSome(main: string, taken: readonly string[], graph: FolderGraph): boolean {
  const inner = taken.filter((folder) => folder.startsWith(`${main}/`));
  const gone = inner.reduce((sum, folder) => sum + countBelow(folder, graph), 0);
  return countBelow(main, graph) > gone;
}

/** How many imports lead from one layer to another, whichever way. */
function heldImports(levels: Levels, graph: FolderGraph): number {
  return weigh(levels.flat(), graph)
    .weights.flat()
    .reduce((sum, imports) => sum + imports, 0);
}
