import { feedbackEdges } from '../graph/feedback-edges.ts';
import type { Picture } from '../report/picture.ts';
import { ancestry, type Tree } from './tree.ts';

/** All imports from one drawn box to another. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly imports: number;
  readonly typeOnly: number;
  /** Findings about them. */
  readonly violations: number;
  /** Without the lightest arrows of which it is one, no box would reach itself at run time. */
  readonly closesCircle: boolean;
}

/** What is drawn of a tree. */
export interface View {
  /** Boxes that are drawn closed, in order of the tree. */
  readonly closed: readonly number[];
  /** Boxes that are drawn around others. */
  readonly open: readonly number[];
  readonly arrows: readonly Arrow[];
  /** The drawn box of each file; undefined for one that is not drawn. */
  readonly drawnOf: readonly (number | undefined)[];
}

export interface Wish {
  /** Keys of the boxes that are to be drawn open. */
  readonly expanded: ReadonlySet<string>;
  /** The box that alone is to be drawn, with its neighbours. */
  readonly focus: number | undefined;
  readonly showsTypeOnly: boolean;
}

/** Counts the imports between the boxes that are to be drawn; linear in the files and edges. */
export function viewOf(picture: Picture, tree: Tree, wish: Wish): View {
  const { closed, open } = cut(tree, wish.expanded);
  const drawn = new Set(closed);
  const drawnOf = tree.boxOf.map((box) =>
    box === undefined ? undefined : ancestry(tree, box).find((id) => drawn.has(id)),
  );
  const arrows = arrowsOf(picture, drawnOf, wish.showsTypeOnly);
  return wish.focus === undefined
    ? { closed, open, arrows, drawnOf }
    : focused({ closed, open, arrows, drawnOf }, tree, wish.focus);
}

/** Adds boxes from the outside in, the smallest first, as long as no more than `most` are drawn. */
export function firstExpanded(tree: Tree, most: number): ReadonlySet<string> {
  const expanded = new Set<string>();
  let drawn = tree.roots.length;
  let candidates = tree.roots.flatMap((id) => tree.boxes[id] ?? []);
  while (candidates.length > 0) {
    const next: typeof candidates = [];
    for (const { key, children } of [...candidates].sort((a, b) => a.children.length - b.children.length)) {
      if (children.length === 0 || drawn + children.length - 1 > most) continue;
      expanded.add(key);
      drawn += children.length - 1;
      next.push(...children.flatMap((id) => tree.boxes[id] ?? []).filter(({ kind }) => kind !== 'range'));
    }
    candidates = next;
  }
  return expanded;
}

function cut(tree: Tree, expanded: ReadonlySet<string>): Pick<View, 'closed' | 'open'> {
  const closed: number[] = [];
  const open: number[] = [];
  const visit = (id: number): void => {
    const box = tree.boxes[id];
    if (!box) return;
    if (box.children.length === 0 || !expanded.has(box.key)) {
      closed.push(id);
      return;
    }
    open.push(id);
    for (const child of box.children) visit(child);
  };
  for (const root of tree.roots) visit(root);
  return { closed, open };
}

function arrowsOf(
  { edges, findings, files }: Picture,
  drawnOf: View['drawnOf'],
  showsTypeOnly: boolean,
): readonly Arrow[] {
  const accused = new Map<number, number>();
  for (const { from, to } of findings) {
    const key = from * files.length + (to ?? from);
    accused.set(key, (accused.get(key) ?? 0) + 1);
  }
  const arrows = new Map<string, Arrow & { imports: number; typeOnly: number; violations: number }>();
  for (let at = 0; at < edges.length; at += 5) {
    const [source, target, imports, typeOnly] = edges.slice(at, at + 4) as [number, number, number, number];
    const [from, to] = [drawnOf[source], drawnOf[target]];
    if (from === undefined || to === undefined || from === to) continue;
    if (!showsTypeOnly && typeOnly === imports) continue;
    const known = arrows.get(`${from} ${to}`);
    const arrow = known ?? { from, to, imports: 0, typeOnly: 0, violations: 0, closesCircle: false };
    arrow.imports += showsTypeOnly ? imports : imports - typeOnly;
    arrow.typeOnly += showsTypeOnly ? typeOnly : 0;
    arrow.violations += accused.get(source * files.length + target) ?? 0;
    if (!known) arrows.set(`${from} ${to}`, arrow);
  }
  return withCircles([...arrows.values()]);
}

/** Every redrawing pays for it: a few milliseconds, after which it takes what it has. */
const mostSteps = 300_000;

function withCircles(arrows: readonly Arrow[]): readonly Arrow[] {
  const hasCost = [...arrows.entries()].filter(([, { imports, typeOnly }]) => imports > typeOnly);
  const numbers = new Map<number, number>();
  const numberOf = (box: number): number => {
    const known = numbers.get(box) ?? numbers.size;
    numbers.set(box, known);
    return known;
  };
  const arcs = hasCost.map(([, { from, to, imports, typeOnly }]) => ({
    ...{ from: numberOf(from), to: numberOf(to), weight: imports - typeOnly },
  }));
  const { cut } = feedbackEdges(numbers.size, arcs, mostSteps);
  const closing = new Set(cut.map((index) => hasCost[index]?.[0]));
  return arrows.map((arrow, index) => (closing.has(index) ? { ...arrow, closesCircle: true } : arrow));
}

/** The box with all that is in it, and the closed boxes that import it or that it imports. */
function focused({ closed, open, arrows, drawnOf }: View, tree: Tree, focus: number): View {
  const around = ancestry(tree, focus);
  const isWithin = (id: number): boolean => id === focus || ancestry(tree, id).includes(focus);
  // A focus that is not drawn because a box around it is closed is drawn as that box.
  const centre = new Set(closed.filter((id) => isWithin(id) || around.includes(id)));
  const touching = arrows.filter(({ from, to }) => centre.has(from) || centre.has(to));
  const kept = new Set([...centre, ...touching.flatMap(({ from, to }) => [from, to])]);
  const outer = new Set([...kept].flatMap((id) => ancestry(tree, id).slice(1)));
  return {
    closed: closed.filter((id) => kept.has(id)),
    open: open.filter((id) => outer.has(id)),
    arrows: touching,
    drawnOf: drawnOf.map((id) => (id !== undefined && kept.has(id) ? id : undefined)),
  };
}
