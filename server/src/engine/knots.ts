import { type Component, LiveComponents } from '../graph/live-components.ts';
import type { ImportClass } from '../model/facts.ts';
import type { Knot } from '../model/rule.ts';
import type { FileTable } from './file-table.ts';
import { type Change, maskOf, type TakeChanges } from './import-graph.ts';

interface Found {
  readonly classes: readonly ImportClass[];
  readonly components: LiveComponents;
  /** What is told of a component, until text in it moves. */
  readonly knots: WeakMap<Component, Knot>;
}

/** The cycles of the import graph. A knot stays the same object until one of its files changes. */
export class Knots {
  readonly #files: FileTable;
  /** Nothing is noted before somebody asks. */
  #takeChanges: TakeChanges | undefined;
  readonly #found = new Map<string, Found>();

  constructor(files: FileTable) {
    this.#files = files;
  }

  of(classes: readonly ImportClass[]): readonly Knot[] {
    this.#takeChanges ??= this.#files.imports.follow();
    const changes = this.#takeChanges();
    if (changes.size > 0) for (const found of this.#found.values()) this.#update(found, changes);
    const key = classes.join();
    let found = this.#found.get(key);
    if (!found) {
      found = { classes, components: new LiveComponents(), knots: new WeakMap() };
      this.#found.set(key, found);
      this.#update(found, new Map([...this.#files.ids.values()].map((id) => [id, maskOf(classes)])));
    }
    const { components, knots } = found;
    return components.all.map((component) => {
      const knot = knots.get(component) ?? this.#knot(component);
      knots.set(component, knot);
      return knot;
    });
  }

  #update({ classes, components, knots }: Found, changes: ReadonlyMap<number, Change>): void {
    const mask = maskOf(classes);
    const nodes = new Map<number, boolean>();
    for (const [id, gained] of changes) {
      const component = components.of(id);
      if (component) knots.delete(component);
      if (gained !== undefined) nodes.set(id, (gained & mask) !== 0);
    }
    components.update({ rows: this.#files.imports.rows(classes), rank: this.#files.ranks, nodes });
  }

  #knot({ members, cycle }: Component): Knot {
    return {
      files: members.map((id) => this.#files.file(id)),
      cycle: cycle.map((step) => this.#files.edge(step)),
    };
  }
}
