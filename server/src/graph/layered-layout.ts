import { rankNodes } from './layer-ranks.ts';

export interface LayoutNode {
  readonly width: number;
  readonly height: number;
  /** Where the node has to stand from top to bottom; nodes of one number share a row. Default is by its edges. */
  readonly row?: number;
}

/** An edge between two nodes by index; heavier ones are more likely to lead down. */
export interface LayoutEdge {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

export interface Layout {
  /** The upper left corner of each node. */
  readonly places: readonly { readonly x: number; readonly y: number }[];
  readonly width: number;
  readonly height: number;
}

export interface Gaps {
  readonly across: number;
  readonly down: number;
}

const sweeps = 4;

/**
 * A layered drawing: edges lead down where they can, rows are ordered so that edges cross less, and a row that is much
 * wider than the whole is high is broken. Deterministic: equal graphs are drawn alike.
 */
export function layOut(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[], gaps: Gaps): Layout {
  const rows = orderRows(rowsOf(rankNodes(nodes, edges)), nodes.length, edges);
  const broken = breakRows(rows, nodes, gaps);
  const widths = broken.map((row) => widthOf(row, nodes, gaps));
  const width = Math.max(0, ...widths);
  const places = nodes.map(() => ({ x: 0, y: 0 }));
  let y = 0;
  for (const [index, row] of broken.entries()) {
    let x = (width - (widths[index] ?? 0)) / 2;
    for (const node of row) {
      places[node] = { x, y };
      x += (nodes[node]?.width ?? 0) + gaps.across;
    }
    y += Math.max(0, ...row.map((node) => nodes[node]?.height ?? 0)) + gaps.down;
  }
  return { places, width, height: Math.max(0, y - gaps.down) };
}

function rowsOf(ranks: readonly number[]): readonly (readonly number[])[] {
  const rows = new Map<number, number[]>();
  for (const [node, rank] of ranks.entries()) {
    const row = rows.get(rank);
    if (row) row.push(node);
    else rows.set(rank, [node]);
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
}

/** Moves each node towards the middle of its neighbours, row by row, down and up again. */
function orderRows(
  rows: readonly (readonly number[])[],
  size: number,
  edges: readonly LayoutEdge[],
): readonly (readonly number[])[] {
  const neighbours: { readonly node: number; readonly weight: number }[][] = Array.from(
    { length: size },
    () => [],
  );
  for (const { from, to, weight } of edges) {
    neighbours[from]?.push({ node: to, weight });
    neighbours[to]?.push({ node: from, weight });
  }
  const position = new Float64Array(size);
  const note = (row: readonly number[]) => {
    for (const [index, node] of row.entries()) position[node] = (index + 0.5) / row.length;
  };
  for (const row of rows) note(row);
  const ordered = rows.map((row) => [...row]);
  const middle = (node: number): number => {
    let sum = 0;
    let weights = 0;
    for (const { node: other, weight } of neighbours[node] ?? []) {
      sum += (position[other] as number) * weight;
      weights += weight;
    }
    return weights === 0 ? (position[node] as number) : sum / weights;
  };
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const row of sweep % 2 === 0 ? ordered : [...ordered].reverse()) {
      const middles = new Map(row.map((node) => [node, middle(node)]));
      row.sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0) || a - b);
      note(row);
    }
  }
  return ordered;
}

/** About twice as wide as high, which is what a window is. */
function breakRows(
  rows: readonly (readonly number[])[],
  nodes: readonly LayoutNode[],
  gaps: Gaps,
): readonly (readonly number[])[] {
  const area = nodes.reduce(
    (sum, { width, height }) => sum + (width + gaps.across) * (height + gaps.down),
    0,
  );
  const widest = Math.max(...nodes.map(({ width }) => width), Math.sqrt(area * 2.4), 0);
  return rows.flatMap((row) => {
    const parts = Math.ceil(widthOf(row, nodes, gaps) / widest);
    if (parts <= 1) return [row];
    const share = Math.ceil(row.length / parts);
    return Array.from({ length: Math.ceil(row.length / share) }, (_, part) =>
      row.slice(part * share, (part + 1) * share),
    );
  });
}

function widthOf(row: readonly number[], nodes: readonly LayoutNode[], gaps: Gaps): number {
  return row.reduce((sum, node) => sum + (nodes[node]?.width ?? 0), 0) + gaps.across * (row.length - 1);
}
