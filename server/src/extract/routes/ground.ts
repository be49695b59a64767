import type { RouteFacts } from '../../model/route-facts.ts';
import type { RouteInput } from './search.ts';

/** Something that was found, and the files that were asked for it, in order. */
interface Kept<T> {
  readonly value: T;
  readonly files: readonly string[];
}

/** One file at the last search and now. */
export interface ChangedFacts {
  readonly path: string;
  readonly old: RouteFacts | undefined;
  readonly now: RouteFacts | undefined;
}

export type Finds<Key, T> = Map<Key, Kept<T>>;

/**
 * The files of one workspace as searches ask for them. What was found outlives a search and is forgotten as soon as one of its
 * files changes; where it is taken again its files are met again, in the same order, as if it was found anew.
 */
export class Ground {
  readonly #finds: Finds<unknown, unknown>[] = [];
  readonly #facts = new Map<string, RouteFacts | undefined>();
  readonly #met = new Set<string>();
  /** The files of what is being found just now, within each other. */
  readonly #open: Set<string>[] = [];
  #isSettled = false;
  #input: RouteInput | undefined;
  #meet: (path: string, facts: RouteFacts) => void = () => undefined;

  /** Where finds are kept as long as their files are what they were. */
  keep<Key, T>(): Finds<Key, T> {
    const finds: Finds<Key, T> = new Map();
    this.#finds.push(finds as Finds<unknown, unknown>);
    return finds;
  }

  /** Begins a search; `meet` is told of each file once. */
  enter(input: RouteInput, meet: (path: string, facts: RouteFacts) => void): void {
    this.#input = input;
    this.#meet = meet;
    this.#met.clear();
    this.#open.length = 0;
    this.#isSettled = false;
    const changed = this.changedFor(input);
    if (changed) this.#forget(new Set(changed.map(({ path }) => path)));
    else for (const known of [...this.#finds, this.#facts]) known.clear();
  }

  /** From here on nothing comes of meeting a file. */
  settle(): void {
    this.#isSettled = true;
  }

  /** The files whose facts are others than at the last search, with both; undefined where imports may lead elsewhere. */
  changedFor(input: RouteInput): readonly ChangedFacts[] | undefined {
    if (!input.leadsAsBefore) return undefined;
    const changed: ChangedFacts[] = [];
    for (const [path, old] of this.#facts) {
      const now = input.facts(path);
      if (now !== old) changed.push({ path, old, now });
    }
    return changed;
  }

  readonly facts = (path: string): RouteFacts | undefined => {
    this.#open.at(-1)?.add(path);
    let facts = this.#facts.get(path);
    if (facts === undefined && !this.#facts.has(path)) {
      facts = this.#input?.facts(path);
      this.#facts.set(path, facts);
    }
    if (facts !== undefined && !this.#met.has(path)) {
      this.#met.add(path);
      this.#meet(path, facts);
    }
    return facts;
  };

  readonly follow = (from: string, specifier: string): string | undefined =>
    this.#input?.follow(from, specifier);

  /**
   * What is kept, or what is found now; it is about this file. `serves` says whether it may be kept, and whether what was kept
   * is meant.
   */
  once<Key, T>(
    finds: Finds<Key, T>,
    key: Key,
    about: string,
    find: () => T,
    serves: (value: T) => boolean = () => true,
  ): T {
    const kept = finds.get(key);
    if (kept !== undefined && serves(kept.value)) {
      if (!this.#isSettled || this.#open.length > 0) for (const path of kept.files) this.facts(path);
      return kept.value;
    }
    const files = new Set([about]);
    this.#open.push(files);
    const value = find();
    this.#open.pop();
    const around = this.#open.at(-1);
    if (around !== undefined) for (const path of files) around.add(path);
    if (serves(value)) finds.set(key, { value, files: [...files] });
    return value;
  }

  #forget(changed: ReadonlySet<string>): void {
    if (changed.size === 0) return;
    for (const path of changed) this.#facts.delete(path);
    for (const finds of this.#finds)
      for (const [key, { files }] of finds) if (files.some((path) => changed.has(path))) finds.delete(key);
  }
}
