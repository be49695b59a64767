import { cyclicComponents } from './components.ts';
import { type Beginnings, CycleSearch } from './cycle-search.ts';
import type { Rows } from './edge-rows.ts';

/** One step of a cycle; the next one begins where it leads. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly label: number;
}

/** A strongly connected component with a cycle in it. Never changed: where an edge in it is edited, another replaces it. */
export interface Component {
  /** In order of rank. */
  readonly members: readonly number[];
  /** A shortest cycle: of equally short ones that with the first node, and from there the one met first. */
  readonly cycle: readonly Step[];
}

/** What an update goes by. */
export interface Edited {
  readonly rows: Rows;
  /** The place of each node in the order in which components and cycles are told. */
  readonly rank: Int32Array;
  /** Every node whose row was replaced since the last update, and whether it has edges that it did not have. */
  readonly nodes: ReadonlyMap<number, boolean>;
}

/** Above this share of edited nodes a component is searched as a whole. */
const fewEdited = 0.25;

/**
 * The cyclic components of a graph that is edited. An update looks at what the edited nodes reach and at the components
 * that held them; all others stay the same objects. However the graph came about, the outcome is the same.
 */
export class LiveComponents {
  #all: readonly Component[] = [];
  readonly #byNode = new Map<number, Component>();

  /** In order of their first nodes. */
  get all(): readonly Component[] {
    return this.#all;
  }

  of(node: number): Component | undefined {
    return this.#byNode.get(node);
  }

  update({ rows, rank, nodes }: Edited): void {
    const stale = new Set<Component>();
    const roots: number[] = [];
    // A new cycle has a new edge in it, so that it is found from where that begins; an old one ends in its component.
    for (const [node, hasGained] of nodes) {
      const component = this.#byNode.get(node);
      if (component) stale.add(component);
      else if (hasGained) roots.push(node);
    }
    for (const { members } of stale) for (const member of members) roots.push(member);
    if (roots.length === 0) return;
    let search: CycleSearch | undefined;
    const fresh: Component[] = [];
    for (const found of cyclicComponents(rows, roots)) {
      if (this.#isKept(found, stale)) continue;
      const members = inOrder(found, rank);
      search ??= new CycleSearch(rows, rank);
      search.enter(members);
      const beginnings = this.#beginnings(members, rank, search, nodes);
      fresh.push({ members, cycle: toSteps(rows, search.shortest(beginnings)) });
    }
    this.#replace(stale, fresh, rank);
  }

  /** True for a component that is as it was; notes the others that are part of a larger one now. */
  #isKept(members: readonly number[], stale: Set<Component>): boolean {
    const old = this.#byNode.get(members[0] as number);
    if (old && !stale.has(old) && old.members.length === members.length) return true;
    for (const component of this.#within(members)) stale.add(component);
    return false;
  }

  /** The components as they were that these nodes were in. */
  #within(members: readonly number[]): ReadonlySet<Component> {
    return new Set(members.flatMap((member) => this.#byNode.get(member) ?? []));
  }

  /**
   * Where the shortest cycle may begin. It leads through an edited node, or it was there before: then it is that of
   * its old component, or, where that one is broken, may begin anywhere in it.
   */
  #beginnings(
    members: readonly number[],
    rank: Int32Array,
    search: CycleSearch,
    nodes: Edited['nodes'],
  ): Beginnings {
    const edited = members.filter((member) => nodes.has(member));
    if (edited.length > fewEdited * members.length) return { starts: members, atMost: Infinity, atLeast: 1 };
    const starts = new Set<number>();
    let atMost = Infinity;
    let atLeast = Infinity;
    for (const { members: before, cycle } of this.#within(members)) {
      const isWhole = cycle.every(({ from }) => search.isInside(from) && !nodes.has(from));
      atLeast = Math.min(atLeast, cycle.length);
      if (isWhole) atMost = Math.min(atMost, cycle.length);
      for (const node of isWhole ? [(cycle[0] as Step).from] : before) {
        if (search.isInside(node)) starts.add(node);
      }
    }
    for (const node of edited) {
      const { length, nodes: around } = search.around(node);
      atLeast = Math.min(atLeast, length);
      atMost = Math.min(atMost, length);
      for (const start of around) starts.add(start);
    }
    return { starts: inOrder([...starts], rank), atMost, atLeast };
  }

  #replace(stale: ReadonlySet<Component>, fresh: readonly Component[], rank: Int32Array): void {
    for (const { members } of stale) for (const member of members) this.#byNode.delete(member);
    for (const component of fresh)
      for (const member of component.members) this.#byNode.set(member, component);
    const first = ({ members }: Component) => rank[members[0] as number] as number;
    this.#all = [...this.#all.filter((component) => !stale.has(component)), ...fresh].sort(
      (a, b) => first(a) - first(b),
    );
  }
}

function inOrder(nodes: readonly number[], rank: Int32Array): readonly number[] {
  return [...nodes].sort((a, b) => (rank[a] as number) - (rank[b] as number));
}

function toSteps({ targets, labels }: Rows, edges: readonly number[]): readonly Step[] {
  let from = edges.length === 0 ? -1 : (targets[edges.at(-1) as number] as number);
  return edges.map((edge) => {
    const step = { from, to: targets[edge] as number, label: labels[edge] as number };
    from = step.to;
    return step;
  });
}
