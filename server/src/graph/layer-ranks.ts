/** An edge by the indexes of its nodes. */
interface WeightedEdge {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/**
 * A row number for each node, smaller is higher: nodes that have one keep it, the others stand above what they point
 * at as far as circles allow, and nodes without an edge stand below all.
 */
export function rankNodes(
  nodes: readonly { readonly row?: number }[],
  edges: readonly WeightedEdge[],
): readonly number[] {
  const proper = edges.filter(({ from, to }) => from !== to);
  const hasFixed = nodes.some(({ row }) => row !== undefined);
  const ranks = hasFixed ? ranksAround(nodes, proper) : longestPaths(nodes.length, proper);
  const linked = new Set(proper.flatMap(({ from, to }) => [from, to]));
  const below = Math.max(-1, ...ranks) + 1;
  return ranks.map((rank, node) =>
    !linked.has(node) && nodes[node]?.row === undefined && linked.size > 0 ? below : rank,
  );
}

/** Free nodes stand between the rows that are given: right above the highest they point at, else below what points at them. */
function ranksAround(
  nodes: readonly { readonly row?: number }[],
  edges: readonly WeightedEdge[],
): readonly number[] {
  const last = Math.max(...nodes.map(({ row }) => row ?? 0));
  return nodes.map(({ row }, node) => {
    if (row !== undefined) return row;
    const rowsOf = (ends: readonly number[]) => ends.flatMap((end) => nodes[end]?.row ?? []);
    const targets = rowsOf(edges.flatMap(({ from, to }) => (from === node ? to : [])));
    if (targets.length > 0) return Math.min(...targets) - 0.5;
    const sources = rowsOf(edges.flatMap(({ from, to }) => (to === node ? from : [])));
    return sources.length > 0 ? Math.max(...sources) + 0.5 : last + 1;
  });
}

/** The length of the longest path to each node along the edges that lead forward in an order that few oppose. */
function longestPaths(size: number, edges: readonly WeightedEdge[]): readonly number[] {
  const order = fewestBackward(size, edges);
  const place = new Map(order.map((node, index) => [node, index]));
  const at = (node: number): number => place.get(node) ?? 0;
  const leaving: number[][] = Array.from({ length: size }, () => []);
  for (const { from, to } of edges) if (at(from) < at(to)) leaving[from]?.push(to);
  const ranks = new Array<number>(size).fill(0);
  for (const node of order) {
    for (const target of leaving[node] ?? []) {
      ranks[target] = Math.max(ranks[target] as number, (ranks[node] as number) + 1);
    }
  }
  return ranks;
}

/**
 * An order in which little weight leads backward, by the greedy rule of Eades, Lin and Smyth: sinks go to the end,
 * sources to the beginning, and else the node whose edges lead out most.
 */
function fewestBackward(size: number, edges: readonly WeightedEdge[]): readonly number[] {
  const out = new Float64Array(size);
  const into = new Float64Array(size);
  const touching: WeightedEdge[][] = Array.from({ length: size }, () => []);
  for (const edge of edges) {
    out[edge.from] = (out[edge.from] as number) + edge.weight;
    into[edge.to] = (into[edge.to] as number) + edge.weight;
    touching[edge.from]?.push(edge);
    touching[edge.to]?.push(edge);
  }
  const left = new Set(Array.from({ length: size }, (_, node) => node));
  const first: number[] = [];
  const last: number[] = [];
  const take = (node: number): void => {
    left.delete(node);
    for (const { from, to, weight } of touching[node] ?? []) {
      if (from === node) into[to] = (into[to] as number) - weight;
      else out[from] = (out[from] as number) - weight;
    }
  };
  while (left.size > 0) {
    const sink = [...left].filter((node) => out[node] === 0);
    for (const node of sink) take(node);
    last.unshift(...sink);
    if (sink.length > 0) continue;
    let best = -1;
    for (const node of left) {
      const isBetter = best < 0 || lead(node) > lead(best);
      if (isBetter) best = node;
    }
    take(best);
    first.push(best);
  }
  return [...first, ...last];

  function lead(node: number): number {
    return into[node] === 0 ? Infinity : (out[node] as number) - (into[node] as number);
  }
}
