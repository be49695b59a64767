interface Link {
  readonly from: number;
  readonly to: number;
}

interface Measures {
  widthOf(node: number): number;
  readonly gap: number;
}

const sweeps = 8;

/**
 * Where each node begins from the left: as near below and above its neighbours as the order within its row and the
 * gaps allow. Every row is solved exactly, for the least sum of squared distances, while the others stand still.
 */
export function placeRows(
  rows: readonly (readonly number[])[],
  links: readonly Link[],
  { widthOf, gap }: Measures,
): { readonly lefts: ReadonlyMap<number, number>; readonly width: number } {
  const neighbours = new Map<number, number[]>();
  for (const { from, to } of links) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  const centres = new Map<number, number>();
  for (const row of rows) {
    const length = row.reduce((sum, node) => sum + widthOf(node) + gap, -gap);
    let x = -length / 2;
    for (const node of row) {
      centres.set(node, x + widthOf(node) / 2);
      x += widthOf(node) + gap;
    }
  }
  const wish = (node: number): number => {
    const own = neighbours.get(node) ?? [];
    if (own.length === 0) return centres.get(node) ?? 0;
    return own.reduce((sum, other) => sum + (centres.get(other) ?? 0), 0) / own.length;
  };
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const row of sweep % 2 === 0 ? rows : [...rows].reverse()) {
      const solved = nearest(row.map(wish), row.map(widthOf), gap);
      for (const [index, node] of row.entries()) centres.set(node, solved[index] ?? 0);
    }
  }
  const edgesOf = (side: 1 | -1) => [...centres].map(([node, centre]) => centre + (side * widthOf(node)) / 2);
  const left = edgesOf(-1).reduce((least, x) => Math.min(least, x), Infinity);
  const right = edgesOf(1).reduce((most, x) => Math.max(most, x), -Infinity);
  const lefts = new Map([...centres].map(([node, centre]) => [node, centre - widthOf(node) / 2 - left]));
  return { lefts, width: centres.size === 0 ? 0 : right - left };
}

/** Centres in the given order, not closer than widths and gap allow, nearest to what is wished: pooled averages. */
function nearest(wishes: readonly number[], widths: readonly number[], gap: number): readonly number[] {
  const offsets: number[] = [];
  for (const [index, width] of widths.entries()) {
    const before = widths[index - 1];
    offsets.push(before === undefined ? 0 : (offsets[index - 1] as number) + (before + width) / 2 + gap);
  }
  const pools: { sum: number; size: number }[] = [];
  for (const [index, wish] of wishes.entries()) {
    pools.push({ sum: wish - (offsets[index] as number), size: 1 });
    while (pools.length > 1) {
      const [before, last] = pools.slice(-2) as [
        { sum: number; size: number },
        { sum: number; size: number },
      ];
      if (before.sum / before.size <= last.sum / last.size) break;
      pools.pop();
      before.sum += last.sum;
      before.size += last.size;
    }
  }
  return pools
    .flatMap(({ sum, size }) => new Array<number>(size).fill(sum / size))
    .map((start, index) => start + (offsets[index] as number));
}
