import type { Rows } from '../graph/edge-rows.ts';
import { LiveImporters } from '../graph/live-importers.ts';
import { LiveReach, type Way } from '../graph/live-reach.ts';
import type { Reach, Reached, ReachQuestion } from '../model/rule.ts';
import type { FileTable } from './file-table.ts';
import type { Change, TakeChanges } from './import-graph.ts';

interface Asked {
  readonly question: ReachQuestion;
  readonly live: LiveReach;
  /** What is told of a way, until text on it moves. */
  readonly reaches: WeakMap<Way, Reach>;
  reached: Reached;
}

/** What files reach what others. A reach stays the same object until one of its files changes. */
export class Reaches {
  readonly #files: FileTable;
  /** Nothing is noted before somebody asks. */
  #takeChanges: TakeChanges | undefined;
  readonly #asked = new Map<ReachQuestion, Asked>();
  /** By the classes of imports that count. */
  readonly #importers = new Map<number, LiveImporters>();

  constructor(files: FileTable) {
    this.#files = files;
  }

  /** Forgets what was asked: other files are there, or they stand elsewhere. */
  forget(): void {
    this.#asked.clear();
    this.#importers.clear();
    this.#takeChanges?.();
  }

  of(question: ReachQuestion): Reached {
    this.#takeChanges ??= this.#files.imports.follow();
    const changes = this.#takeChanges();
    if (changes.size > 0) {
      const nodes = rewired(changes);
      for (const [mask, importers] of this.#importers)
        importers.update(this.#files.imports.masked(mask), nodes);
      for (const asked of this.#asked.values()) this.#update(asked, changes);
    }
    let asked = this.#asked.get(question);
    if (!asked) {
      const live = new LiveReach(question);
      asked = { question, live, reaches: new WeakMap(), reached: { all: [], ground: live.ground } };
      this.#asked.set(question, asked);
      this.#update(asked, new Map());
    }
    return asked.reached;
  }

  #update(asked: Asked, changes: ReadonlyMap<number, Change>): void {
    const { live, reaches, question } = asked;
    for (const way of live.all) {
      const isOver = ({ from, to }: Way['steps'][number]) => changes.has(from) || changes.has(to);
      if (way.steps.some(isOver)) reaches.delete(way);
    }
    const rows = this.#files.imports.rows(question.classes);
    const importers = this.#importersIn(rows);
    live.update({ rows, importers, rank: this.#files.ranks, nodes: rewired(changes) });
    const all = live.all.map((way) => {
      const reach = reaches.get(way) ?? this.#reachOf(way, asked);
      reaches.set(way, reach);
      return reach;
    });
    asked.reached = { all, ground: live.ground };
  }

  #importersIn(rows: Rows): LiveImporters {
    const known = this.#importers.get(rows.mask);
    if (known) return known;
    const importers = new LiveImporters();
    importers.update(rows, []);
    this.#importers.set(rows.mask, importers);
    return importers;
  }

  #reachOf({ steps }: Way, { live, question }: Asked): Reach {
    const start = steps[0]?.from as number;
    return {
      edges: steps.map((step) => this.#files.edge(step)),
      ends: () => {
        const { ranks, imports } = this.#files;
        return [...live.endsFrom(start, imports.rows(question.classes))]
          .sort((a, b) => (ranks[a] as number) - (ranks[b] as number))
          .map((id) => this.#files.file(id));
      },
    };
  }
}

/** The files that import something else now. */
function rewired(changes: ReadonlyMap<number, Change>): readonly number[] {
  return [...changes].flatMap(([id, change]) => (change === undefined ? [] : [id]));
}
