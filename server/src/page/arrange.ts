import { type LayoutEdge, layOut } from '../graph/layered-layout.ts';
import { ancestry, type Tree, type TreeBox } from './tree.ts';
import type { View } from './view.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a view is drawn. */
export interface Arrangement {
  readonly places: ReadonlyMap<number, Rectangle>;
  readonly width: number;
  readonly height: number;
}

/** Height of the title of a box that is drawn open. */
export const titleHeight = 30;
const padding = 14;
const margin = 24;

/** Lays out each open box by itself, from the inside out, so that a box stays together whatever is in it. */
export function arrange(tree: Tree, view: View): Arrangement {
  const drawn = new Set([...view.closed, ...view.open]);
  const edges = edgesByParent(tree, view);
  const open = new Set(view.open);
  const places = new Map<number, Rectangle>();

  const size = (id: number): { readonly width: number; readonly height: number } => {
    const box = tree.boxes[id] as TreeBox;
    if (!open.has(id)) return closedSize(box);
    const inner = fill(box.children, edges.get(id) ?? [], box.depth + 1);
    return {
      width: Math.max(inner.width + 2 * padding, closedSize(box).width),
      height: inner.height + titleHeight + padding,
    };
  };
  /** Places below a parent are relative to it until all are known. */
  const fill = (ids: readonly number[], between: readonly LayoutEdge[], depth: number) => {
    const members = ids.filter((id) => drawn.has(id));
    const index = new Map(members.map((id, at) => [id, at]));
    const sizes = members.map(size);
    const nodes = sizes.map((own, at) => {
      const rank = tree.boxes[members[at] as number]?.rank;
      return rank === undefined ? own : { ...own, row: rank };
    });
    const known = between.map(({ from, to, weight }) => ({
      ...{ from: index.get(from) ?? 0, to: index.get(to) ?? 0, weight },
    }));
    const gaps = depth === 0 ? { across: 36, down: 56 } : { across: 22, down: 34 };
    const layout = layOut(nodes, known, gaps);
    for (const [at, id] of members.entries()) {
      const { x, y } = layout.places[at] ?? { x: 0, y: 0 };
      places.set(id, { x, y, ...(sizes[at] as { width: number; height: number }) });
    }
    return layout;
  };

  const whole = fill(tree.roots, edges.get(undefined) ?? [], 0);
  return {
    places: absolute(tree, places),
    width: whole.width + 2 * margin,
    height: whole.height + 2 * margin,
  };
}

function absolute(tree: Tree, relative: ReadonlyMap<number, Rectangle>): ReadonlyMap<number, Rectangle> {
  const places = new Map<number, Rectangle>();
  // Parents come before their children in a tree.
  for (const [id, own] of [...relative].sort(([a], [b]) => a - b)) {
    const { parent } = tree.boxes[id] as TreeBox;
    const outer = parent === undefined ? undefined : places.get(parent);
    const [x, y] = outer ? [outer.x + padding, outer.y + titleHeight] : [margin, margin];
    places.set(id, { ...own, x: own.x + x, y: own.y + y });
  }
  return places;
}

function closedSize({ kind, label }: TreeBox): { readonly width: number; readonly height: number } {
  const width = Math.min(Math.max(label.length * 7.4 + 54, 96), 280);
  return { width, height: kind === 'file' ? 30 : 48 };
}

/** Arrows between two boxes count for the two boxes around them that stand side by side. */
function edgesByParent(tree: Tree, view: View): ReadonlyMap<number | undefined, readonly LayoutEdge[]> {
  const sums = new Map<number | undefined, Map<string, LayoutEdge & { weight: number }>>();
  for (const { from, to, imports } of view.arrows) {
    const [outer, inner] = [[...ancestry(tree, from)].reverse(), [...ancestry(tree, to)].reverse()];
    let depth = 0;
    while (outer[depth] === inner[depth]) depth++;
    const [source, target] = [outer[depth], inner[depth]];
    if (source === undefined || target === undefined) continue;
    const parent = outer[depth - 1];
    const edges = sums.get(parent) ?? new Map<string, LayoutEdge & { weight: number }>();
    const edge = edges.get(`${source} ${target}`) ?? { from: source, to: target, weight: 0 };
    edge.weight += imports;
    edges.set(`${source} ${target}`, edge);
    sums.set(parent, edges);
  }
  return new Map([...sums].map(([parent, edges]) => [parent, [...edges.values()]]));
}
