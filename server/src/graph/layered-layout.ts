import { rankNodes } from './layer-ranks.ts';
import { orderRows } from './row-order.ts';
import { placeRows } from './row-places.ts';

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
  readonly places: readonly Point[];
  /** For each edge the points it passes between other nodes, from its start to its end. */
  readonly routes: readonly (readonly Point[])[];
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Gaps {
  readonly across: number;
  readonly down: number;
}

/** An edge that passes a row takes a place in it, as long as there are not too many of them. */
const passageWidth = 12;
const mostPassages = 500;

/**
 * A layered drawing: edges lead down where they can and around the nodes of the rows they pass, rows are ordered so
 * that edges cross less, and a row that is much wider than the whole is high is broken. Equal graphs are drawn alike.
 */
export function layOut(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[], gaps: Gaps): Layout {
  const ranked = orderRows(rowsOf(rankNodes(nodes, edges)), edges);
  const rows = breakRows(ranked, nodes, gaps);
  const rowOf = new Map(rows.flatMap((row, index) => row.map((node) => [node, index] as const)));
  const passages = passagesOf(edges, rowOf, nodes.length);
  const full = rows.map((row) => [...row]);
  for (const chain of passages.chains) for (const { node, row } of chain) full[row]?.push(node);
  const ordered = orderRows(full, passages.links);
  const widthOf = (node: number): number => nodes[node]?.width ?? passageWidth;
  const { lefts, width } = placeRows(ordered, passages.links, { widthOf, gap: gaps.across });
  const { tops, heights, height } = stackRows(rows, nodes, gaps.down);
  const places = nodes.map((_, node) => ({ x: lefts.get(node) ?? 0, y: tops[rowOf.get(node) ?? 0] ?? 0 }));
  const routes = passages.chains.map((chain) =>
    chain.flatMap(({ node, row, isUp }) => {
      const x = (lefts.get(node) ?? 0) + passageWidth / 2;
      const [top, bottom] = [tops[row] ?? 0, (tops[row] ?? 0) + (heights[row] ?? 0)];
      return (isUp ? [bottom, top] : [top, bottom]).map((y) => ({ x, y }));
    }),
  );
  return { places, routes, width, height };
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
    const width = row.reduce((sum, node) => sum + (nodes[node]?.width ?? 0) + gaps.across, -gaps.across);
    const parts = Math.ceil(width / widest);
    if (parts <= 1) return [row];
    const share = Math.ceil(row.length / parts);
    return Array.from({ length: Math.ceil(row.length / share) }, (_, part) =>
      row.slice(part * share, (part + 1) * share),
    );
  });
}

interface Passage {
  readonly node: number;
  readonly row: number;
  readonly isUp: boolean;
}

interface Passages {
  /** For each edge the places it takes in the rows between its ends, from start to end. */
  readonly chains: readonly (readonly Passage[])[];
  /** The edges, cut at those places. */
  readonly links: readonly LayoutEdge[];
}

function passagesOf(
  edges: readonly LayoutEdge[],
  rowOf: ReadonlyMap<number, number>,
  size: number,
): Passages {
  const spans = edges.map(({ from, to }) => (rowOf.get(to) ?? 0) - (rowOf.get(from) ?? 0));
  const needed = spans.reduce((sum, span) => sum + Math.max(0, Math.abs(span) - 1), 0);
  if (needed > mostPassages) return { chains: edges.map(() => []), links: edges };
  let next = size;
  const links: LayoutEdge[] = [];
  const chains = edges.map(({ from, to, weight }, index) => {
    const [span, start] = [spans[index] ?? 0, rowOf.get(from) ?? 0];
    const step = Math.sign(span);
    const chain: Passage[] = [];
    for (let row = start + step; step !== 0 && row !== start + span; row += step) {
      chain.push({ node: next++, row, isUp: step < 0 });
    }
    const stops = [from, ...chain.map(({ node }) => node), to];
    for (let at = 1; at < stops.length; at++) {
      links.push({ from: stops[at - 1] as number, to: stops[at] as number, weight });
    }
    return chain;
  });
  return { chains, links };
}

function stackRows(rows: readonly (readonly number[])[], nodes: readonly LayoutNode[], gap: number) {
  const heights = rows.map((row) => Math.max(0, ...row.map((node) => nodes[node]?.height ?? 0)));
  const tops: number[] = [];
  let y = 0;
  for (const height of heights) {
    tops.push(y);
    y += height + gap;
  }
  return { tops, heights, height: Math.max(0, y - gap) };
}
