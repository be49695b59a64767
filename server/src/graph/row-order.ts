interface WeightedEdge {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

const sweeps = 6;

/** The same rows, each in an order in which fewer edges cross: nodes move towards the middle of their neighbours. */
export function orderRows(
  rows: readonly (readonly number[])[],
  edges: readonly WeightedEdge[],
): readonly (readonly number[])[] {
  const neighbours = new Map<number, { readonly node: number; readonly weight: number }[]>();
  const add = (node: number, other: number, weight: number): void => {
    const known = neighbours.get(node);
    if (known) known.push({ node: other, weight });
    else neighbours.set(node, [{ node: other, weight }]);
  };
  for (const { from, to, weight } of edges) {
    add(from, to, weight);
    add(to, from, weight);
  }
  const position = new Map<number, number>();
  const note = (row: readonly number[]): void => {
    for (const [index, node] of row.entries()) position.set(node, (index + 0.5) / row.length);
  };
  const middle = (node: number): number => {
    let sum = 0;
    let weights = 0;
    for (const { node: other, weight } of neighbours.get(node) ?? []) {
      sum += (position.get(other) ?? 0) * weight;
      weights += weight;
    }
    return weights === 0 ? (position.get(node) ?? 0) : sum / weights;
  };
  for (const row of rows) note(row);
  const ordered = rows.map((row) => [...row]);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const row of sweep % 2 === 0 ? ordered : [...ordered].reverse()) {
      const middles = new Map(row.map((node) => [node, middle(node)]));
      row.sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0) || a - b);
      note(row);
    }
  }
  return ordered;
}
