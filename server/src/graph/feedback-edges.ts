import { type Arc, type ArcGraph, arcGraph, componentNumbers, marked, weightOf } from './arcs.ts';
import { hittingSet, type Steps } from './hitting-set.ts';
import { lightFeedback, withoutRedundant } from './node-order.ts';
import { shortCycles } from './short-cycles.ts';

/** Edges without which a graph has no cycle; without any one of them it would have one. */
export interface FeedbackEdges {
  /** Indices of edges, ascending. */
  readonly cut: readonly number[];
  readonly weight: number;
  /** No set without which there is no cycle is lighter than this. */
  readonly atLeast: number;
  /** True when it is proven that no set is lighter: `weight` equals `atLeast`. */
  readonly isLightest: boolean;
}

/** About a second of work. */
const mostSteps = 30_000_000;
const mostNewCycles = 400;

/**
 * A lightest set of edges without which a graph has no cycle, or a light one when proving that takes more than `steps`.
 * Each cyclic component is a question of its own. The same input gives the same output on every machine.
 */
export function feedbackEdges(size: number, arcs: readonly Arc[], steps = mostSteps): FeedbackEdges {
  const whole = arcGraph(size, arcs);
  const numbers = componentNumbers(whole, new Uint8Array(arcs.length));
  const groups = new Map<number, number[]>();
  for (const [index, { from, to }] of arcs.entries()) {
    const number = numbers[from] as number;
    if (number < 0 || number !== numbers[to]) continue;
    const group = groups.get(number);
    if (group) group.push(index);
    else groups.set(number, [index]);
  }
  const parts = [...groups.values()].map((group) => {
    const { cut, weight, atLeast } = ofComponent(inner(arcs, group), steps);
    return { cut: cut.map((index) => group[index] as number), weight, atLeast };
  });
  const sum = (key: 'weight' | 'atLeast') => parts.reduce((total, part) => total + part[key], 0);
  const [weight, atLeast] = [sum('weight'), sum('atLeast')];
  const cut = parts.flatMap((part) => part.cut).sort((a, b) => a - b);
  return { cut, weight, atLeast, isLightest: weight === atLeast };
}

/** The graph of some edges alone, its nodes numbered as they come. */
function inner(arcs: readonly Arc[], group: readonly number[]): ArcGraph {
  const names = new Map<number, number>();
  const name = (node: number) => {
    const known = names.get(node) ?? names.size;
    names.set(node, known);
    return known;
  };
  const renamed = group.map((index) => {
    const { from, to, weight } = arcs[index] as Arc;
    return { from: name(from), to: name(to), weight };
  });
  return arcGraph(names.size, renamed);
}

/**
 * A set that hits some of the cycles and is proven lightest weighs no more than any that hits all of them; where it hits
 * all of them, it is the answer, and where not, the cycles that it misses are added and the question is asked again.
 */
function ofComponent(graph: ArcGraph, budget: number): Omit<FeedbackEdges, 'isLightest'> {
  const weights = graph.arcs.map(({ weight }) => weight);
  const steps: Steps = { left: budget };
  let best = lightFeedback(graph);
  let weight = weightOf(graph, best);
  let atLeast = 1;
  const cycles = new Map(shortCycles(graph, new Uint8Array(weights.length)).map((one) => [one.join(), one]));
  while (atLeast < weight) {
    const found = hittingSet([...cycles.values()], weights, weight, steps);
    atLeast = Math.max(atLeast, Math.min(found.atLeast, weight));
    const { columns } = found;
    if (!columns) break;
    const missed = shortCycles(graph, marked(graph, columns), mostNewCycles);
    for (const cycle of missed) cycles.set(cycle.join(), cycle);
    const completed = missed.length === 0 ? columns : completion(graph, columns);
    const completedWeight = weightOf(graph, completed);
    if (completedWeight < weight) {
      best = completed;
      weight = completedWeight;
    }
    if (!found.isProven) break;
  }
  return { cut: best, weight, atLeast };
}

/** A set that hits some cycles, with what hits the others. */
function completion(graph: ArcGraph, columns: readonly number[]): readonly number[] {
  const isCut = marked(graph, columns);
  const kept = [...graph.arcs.keys()].filter((index) => isCut[index] === 0);
  const rest = lightFeedback(inner(graph.arcs, kept)).map((index) => kept[index] as number);
  return withoutRedundant(graph, [...columns, ...rest]);
}
