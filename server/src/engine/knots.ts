import { cyclicComponents } from '../graph/components.ts';
import { shortestCycle } from '../graph/shortest-cycle.ts';
import type { ImportClass } from '../model/facts.ts';
import type { Edge, Knot } from '../model/rule.ts';
import type { FileTable } from './file-table.ts';
import { type ImportGraph, importGraph } from './import-graph.ts';

interface Found {
  readonly graph: ImportGraph;
  /** Nodes of each cyclic component and the edges of a shortest cycle in it. */
  readonly knots: readonly { readonly members: readonly number[]; readonly cycle: readonly number[] }[];
}

/** The cycles of the import graph, found again only when some import leads elsewhere than before. */
export class Knots {
  readonly #files: FileTable;
  readonly #found = new Map<string, Found>();

  constructor(files: FileTable) {
    this.#files = files;
  }

  /** Notes that imports, or what is judged, changed. Moved text is no such change. */
  forget(): void {
    this.#found.clear();
  }

  of(classes: readonly ImportClass[]): readonly Knot[] {
    const key = classes.join();
    let found = this.#found.get(key);
    if (!found) {
      const graph = importGraph(this.#files.ordered, this.#files.rows, classes);
      const knots = cyclicComponents(graph).map((members) => ({
        members,
        cycle: shortestCycle(graph, members),
      }));
      found = { graph, knots };
      this.#found.set(key, found);
    }
    const { graph, knots } = found;
    return knots.map(({ members, cycle }) => ({
      files: members.map((node) => this.#files.file(graph.nodes[node] as number)),
      cycle: cycle.map((edge) => this.#edge(graph, edge)),
    }));
  }

  #edge({ nodes, starts, targets, imports }: ImportGraph, edge: number): Edge {
    const from = this.#files.file(nodes[sourceOf(starts, edge)] as number);
    const to = this.#files.file(nodes[targets[edge] as number] as number);
    const fact = from.facts.imports[imports[edge] as number];
    if (!fact) throw new Error(`"${from.path}" has no import ${imports[edge]}.`);
    return { from, to, fact };
  }
}

/** The node whose row holds an edge, by bisection. */
function sourceOf(starts: Int32Array, edge: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= edge) low = middle;
    else high = middle;
  }
  return low;
}
