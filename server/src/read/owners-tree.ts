import type { PathPattern } from './owners-pattern.ts';
import { globstar, type SegmentPattern } from './owners-segment.ts';

/** Patterns by their numbers, together: what begins alike is walked once. */
export interface PatternTree {
  /** Calls back with the number of every pattern that matches a path, given as its segments, in no order. */
  match(path: readonly string[], found: (pattern: number) => void): void;
}

/** Where patterns have come to after some segments. */
interface Node {
  readonly literals: Map<string, Node>;
  readonly extensions: Map<string, Node>;
  readonly others: { readonly segment: SegmentPattern; readonly node: Node }[];
  /** After `**`: this node stays where it is, too, whatever comes. */
  deep: Node | undefined;
  readonly loops: boolean;
  /** Patterns that end here, by what may follow. */
  readonly ends: { readonly [Tail in PathPattern['tail']]: number[] };
  /** The step at which the node was last reached, so that no step visits it twice. */
  reached: number;
}

/** What is known of a folder: all that holds for each of its files. */
interface Frame {
  readonly name: string;
  readonly active: readonly Node[];
  /** The patterns that match whatever is below. */
  readonly found: readonly number[];
}

/** The folders of the last path stay known, so that the next file of a folder costs one step. */
export function createPatternTree(patterns: readonly PathPattern[]): PatternTree {
  const root = createNode(false);
  for (const [number, { segments, tail }] of patterns.entries()) {
    let node = root;
    for (const segment of segments) node = next(node, segment);
    node.ends[tail].push(number);
  }
  let step = 1;
  const start: Node[] = [];
  reach(root, step, start);
  const frames: Frame[] = [frameOf('', start, [])];
  return {
    match(path, found) {
      const folders = path.length - 1;
      let depth = 0;
      while (depth < folders && frames[depth + 1]?.name === path[depth]) depth++;
      frames.length = depth + 1;
      for (; depth < folders; depth++) {
        const { active, found: before } = frames[depth] as Frame;
        const name = path[depth] as string;
        frames.push(frameOf(name, follow(active, name, ++step), before));
      }
      const folder = frames[folders] as Frame;
      for (const number of folder.found) found(number);
      for (const { ends } of follow(folder.active, path[folders] as string, ++step)) {
        for (const number of ends.both) found(number);
        for (const number of ends.nothing) found(number);
      }
    },
  };
}

function frameOf(name: string, active: readonly Node[], before: readonly number[]): Frame {
  const own = active.flatMap(({ ends }) => [...ends.both, ...ends.below]);
  return { name, active, found: own.length === 0 ? before : [...before, ...own] };
}

function createNode(loops: boolean): Node {
  return {
    literals: new Map(),
    extensions: new Map(),
    others: [],
    deep: undefined,
    loops,
    ends: { nothing: [], below: [], both: [] },
    reached: 0,
  };
}

function next(node: Node, segment: SegmentPattern | typeof globstar): Node {
  if (segment === globstar) {
    if (node.loops) return node;
    node.deep ??= createNode(true);
    return node.deep;
  }
  const { literal, extension, source } = segment;
  if (literal !== undefined) return childOf(node.literals, literal);
  if (extension !== undefined) return childOf(node.extensions, extension);
  const known = node.others.find((other) => other.segment.source === source);
  if (known) return known.node;
  const made = createNode(false);
  node.others.push({ segment, node: made });
  return made;
}

function childOf(children: Map<string, Node>, key: string): Node {
  const known = children.get(key);
  if (known) return known;
  const made = createNode(false);
  children.set(key, made);
  return made;
}

/** What one more name leads to. */
function follow(active: readonly Node[], name: string, step: number): Node[] {
  const reached: Node[] = [];
  const dot = name.lastIndexOf('.');
  const extension = dot < 0 ? undefined : name.slice(dot);
  for (const node of active) {
    if (node.loops) reach(node, step, reached);
    const { literals, extensions, others } = node;
    if (literals.size > 0) reach(literals.get(name), step, reached);
    if (extensions.size > 0 && extension !== undefined) reach(extensions.get(extension), step, reached);
    for (const { segment, node: other } of others) if (segment.matches(name)) reach(other, step, reached);
  }
  return reached;
}

function reach(node: Node | undefined, step: number, into: Node[]): void {
  if (!node || node.reached === step) return;
  node.reached = step;
  into.push(node);
  reach(node.deep, step, into);
}
