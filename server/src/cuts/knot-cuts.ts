import { marked } from '../graph/arcs.ts';
import { feedbackEdges } from '../graph/feedback-edges.ts';
import { shortCycles } from '../graph/short-cycles.ts';
import { efforts, type WayOut } from '../model/cut-plan.ts';
import { deeperEdits } from '../model/deeper-import.ts';
import type { TextEdit } from '../model/fix.ts';
import type { Knot } from '../model/rule.ts';
import { type Fate, type KnotGraph, type KnotTangle, knotGraph, tangleOf } from './knot-graph.ts';
import { type KnotImport, removal } from './knot-imports.ts';
import { partlySentence } from './words.ts';

/** An import of a knot that goes. */
export interface KnotCut {
  readonly import: KnotImport;
  readonly way: WayOut;
  readonly why: string;
  /** The workspace as it would be without it, except that what only a person can mend is simply gone. */
  readonly proof: readonly TextEdit[];
}

/** Cuts that take effect together: all imports of one file by another. */
export interface KnotStep {
  readonly cuts: readonly KnotCut[];
  readonly effort: number;
  /** What is left of the knot once this step and all before it are done. */
  readonly left: KnotTangle;
}

export interface KnotPlan {
  readonly knot: Knot;
  readonly before: KnotTangle;
  /** What ends most comes first. */
  readonly steps: readonly KnotStep[];
  readonly effort: number;
  /** Less work is proven not to end the knot. */
  readonly atLeast: number;
}

/** A group of imports between the same two files, all of which go. */
interface Group {
  readonly arc: number;
  readonly members: readonly number[];
  readonly effort: number;
}

/** Above this many groups they are ordered by how many cycles run through them, without trying each after each. */
const manyGroups = 120;

/** The cuts that end a knot with the least work that was found. */
export function cutKnot(knot: Knot, imports: readonly KnotImport[]): KnotPlan {
  const known = knotGraph(knot, imports);
  const found = feedbackEdges(known.graph.size, known.graph.arcs);
  const isCut = marked(known.graph, found.cut);
  const tangled = known.insteadOf.map((arcs) => arcs.filter((arc) => isCut[arc] === 1));
  const fates = imports.map((_, index): Fate => {
    if (isCut[known.arcOf[index] as number] === 0 && tangled[index]?.length === 0) return 'stays';
    return (known.insteadOf[index] ?? []).filter((arc) => isCut[arc] === 0);
  });
  const groups = groupsOf(known, fates, tangled);
  const needed = neededOf(known, groups, fates);
  const through = cyclesThrough(known);
  let sofar: readonly Fate[] = imports.map((): Fate => 'stays');
  const before = tangleOf(known, sofar);
  const steps = inOrder(known, needed, fates, through.counts).map(({ arc, members, effort }): KnotStep => {
    sofar = after(sofar, members, fates);
    const why = reason(through.counts[arc] ?? 0, through.total);
    const cuts = members.map((index) => toCut(known, index, tangled[index] ?? [], why));
    return { cuts, effort, left: tangleOf(known, sofar) };
  });
  const effort = steps.reduce((sum, step) => sum + step.effort, 0);
  // Where less is needed after all, the bound was proven for something else.
  return { knot, before, steps, effort, atLeast: effort < found.weight ? 1 : found.atLeast };
}

function groupsOf(
  { imports, arcOf }: KnotGraph,
  fates: readonly Fate[],
  tangled: readonly (readonly number[])[],
): readonly Group[] {
  const byArc = new Map<number, number[]>();
  for (const [index, fate] of fates.entries()) {
    if (fate === 'stays') continue;
    const arc = arcOf[index] as number;
    const members = byArc.get(arc);
    if (members) members.push(index);
    else byArc.set(arc, [index]);
  }
  const effortOf = (index: number) =>
    (imports[index]?.effort ?? 0) + efforts.hand * (tangled[index]?.length ?? 0);
  return [...byArc].map(([arc, members]) => {
    const effort = members.reduce((sum, index) => sum + effortOf(index), 0);
    return { arc, members, effort };
  });
}

/** The graph holds what fixes might import; where they are not made, a cut for its sake may not be needed. */
function neededOf(known: KnotGraph, groups: readonly Group[], fates: readonly Fate[]): readonly Group[] {
  if (known.insteadOf.every((arcs) => arcs.length === 0)) return groups;
  let kept = fates;
  const stay = fates.map((): Fate => 'stays');
  const needless = new Set<Group>();
  for (const group of [...groups].sort((a, b) => b.effort - a.effort)) {
    const spared = after(kept, group.members, stay);
    if (tangleOf(known, spared).cycles > 0) continue;
    kept = spared;
    needless.add(group);
  }
  return groups.filter((group) => !needless.has(group));
}

/** How many of the cycles, a shortest through each pair of files, run through each edge. */
function cyclesThrough({ graph, arcOf }: KnotGraph): {
  readonly counts: readonly number[];
  readonly total: number;
} {
  const isAbsent = new Uint8Array(graph.arcs.length).fill(1);
  for (const arc of arcOf) isAbsent[arc] = 0;
  const cycles = shortCycles(graph, isAbsent);
  const counts = graph.arcs.map(() => 0);
  for (const cycle of cycles) for (const arc of cycle) counts[arc] = (counts[arc] ?? 0) + 1;
  return { counts, total: cycles.length };
}

/** Each time the group that takes most imports out of cycles for its work; among equals that of most cycles. */
function inOrder(
  known: KnotGraph,
  groups: readonly Group[],
  fates: readonly Fate[],
  counts: readonly number[],
): readonly Group[] {
  const worth = ({ arc, effort }: Group) => (counts[arc] ?? 0) / effort;
  const left = [...groups].sort((a, b) => worth(b) - worth(a) || a.arc - b.arc);
  if (left.length > manyGroups) return left;
  const order: Group[] = [];
  let sofar: readonly Fate[] = fates.map((): Fate => 'stays');
  while (left.length > 0) {
    const now = tangleOf(known, sofar).imports;
    const gains = left.map(
      ({ members, effort }) => (now - tangleOf(known, after(sofar, members, fates)).imports) / effort,
    );
    const [next] = left.splice(gains.indexOf(Math.max(...gains)), 1);
    if (!next) break;
    sofar = after(sofar, next.members, fates);
    order.push(next);
  }
  return order;
}

function after(sofar: readonly Fate[], members: readonly number[], fates: readonly Fate[]): readonly Fate[] {
  const next = [...sofar];
  for (const index of members) next[index] = fates[index] as Fate;
  return next;
}

function reason(count: number, total: number): string {
  return total === 1
    ? 'the only cycle here runs through it'
    : `${count} of the ${total} shortest cycles here run through it`;
}

function toCut(
  { imports, insteadOf }: KnotGraph,
  index: number,
  tangled: readonly number[],
  through: string,
): KnotCut {
  const cut = imports[index] as KnotImport;
  const { from, to, fact, way, deeper, breaks } = cut;
  const why = breaks === undefined ? through : `${through}, and it breaks ${breaks}`;
  if (tangled.length === 0 || !deeper) {
    const proof = way.by === 'fix' ? way.edits : [removal(from.path, fact)];
    return { import: cut, way, why, proof };
  }
  const paths = cut.instead.flatMap(({ path }, at) =>
    tangled.includes(insteadOf[index]?.[at] ?? -1) ? [path] : [],
  );
  const title = partlySentence(from.path, to.path, paths);
  return { import: cut, way: { by: 'hand', title }, why, proof: deeperEdits(from.path, deeper, paths) };
}
