/** Something that takes work and gains something, once all before it in its sequence is done. */
export interface Step<Item> {
  readonly item: Item;
  readonly effort: number;
  readonly gain: number;
}

interface Block<Item> {
  readonly items: readonly Item[];
  readonly density: number;
}

/**
 * Several sequences as one in which what gains most for its work comes first and each sequence keeps its order. Steps that
 * gain only together stay together.
 */
export function inBestOrder<Item>(sequences: readonly (readonly Step<Item>[])[]): readonly Item[] {
  return sequences
    .flatMap(blocksOf)
    .sort((a, b) => b.density - a.density)
    .flatMap(({ items }) => items);
}

/** Each block is the beginning of what is left that gains most for its work; those of one sequence never rise. */
function blocksOf<Item>(steps: readonly Step<Item>[]): readonly Block<Item>[] {
  const blocks: Block<Item>[] = [];
  for (let start = 0; start < steps.length; ) {
    let best = { end: start + 1, density: -1 };
    let gain = 0;
    let effort = 0;
    for (let end = start; end < steps.length; end++) {
      gain += steps[end]?.gain ?? 0;
      effort += steps[end]?.effort ?? 0;
      if (gain / effort > best.density + 1e-9) best = { end: end + 1, density: gain / effort };
    }
    blocks.push({ items: steps.slice(start, best.end).map(({ item }) => item), density: best.density });
    start = best.end;
  }
  return blocks;
}
