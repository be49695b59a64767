import type { Expression, RouteFacts } from '../../model/route-facts.ts';
import type { Value } from './evaluation.ts';
import type { FoundReads } from './parameter-reads.ts';
import type { Found, RouteInput } from './search.ts';

/** Something that was found, and the files that were asked for it, in order. */
interface Kept<T> {
  readonly value: T;
  readonly files: readonly string[];
}

export type Finds<Key, T> = Map<Key, Kept<T>>;

/**
 * The files of one workspace as searches ask for them. What was found outlives a search and is forgotten as soon as one of its
 * files changes; where it is taken again its files are met again, in the same order, as if it was found anew.
 */
export class Ground {
  /** Where imported names lead. */
  readonly imported: Finds<string, Value> = new Map();
  /** What handlers read, by their expressions. */
  readonly reads: Finds<Expression, { readonly framework: string; readonly found: FoundReads | undefined }> =
    new Map();
  /** What file adapters found. */
  readonly inFiles: Finds<string, readonly Found[]> = new Map();
  readonly #facts = new Map<string, RouteFacts | undefined>();
  readonly #met = new Set<string>();
  /** The files of what is being found just now, within each other. */
  readonly #open: Set<string>[] = [];
  #surroundings: readonly unknown[] = [];
  #input: RouteInput | undefined;
  #meet: (path: string, facts: RouteFacts) => void = () => undefined;

  /** Begins a search; `meet` is told of each file once. */
  enter(input: RouteInput, meet: (path: string, facts: RouteFacts) => void): void {
    this.#input = input;
    this.#meet = meet;
    this.#met.clear();
    this.#open.length = 0;
    if (input.leadsAsBefore) this.#forget(this.#changed(input));
    else for (const known of [this.imported, this.reads, this.inFiles, this.#facts]) known.clear();
  }

  /** Forgets what file adapters found where something that it all rests on is another object than at the last search. */
  surround(surroundings: readonly unknown[]): void {
    const before = this.#surroundings;
    const isSame =
      before.length === surroundings.length && before.every((each, at) => each === surroundings[at]);
    if (!isSame) this.inFiles.clear();
    this.#surroundings = surroundings;
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

  /** What is kept, or what is found now; it is about this file, and kept unless it turns out not to be worth it. */
  once<Key, T>(
    finds: Finds<Key, T>,
    key: Key,
    about: string,
    find: () => T,
    isWorthKeeping: (value: T) => boolean = () => true,
  ): T {
    const kept = finds.get(key);
    if (kept !== undefined) {
      for (const path of kept.files) this.facts(path);
      return kept.value;
    }
    const files = new Set([about]);
    this.#open.push(files);
    const value = find();
    this.#open.pop();
    const around = this.#open.at(-1);
    if (around !== undefined) for (const path of files) around.add(path);
    if (isWorthKeeping(value)) finds.set(key, { value, files: [...files] });
    return value;
  }

  #changed(input: RouteInput): ReadonlySet<string> {
    const changed = new Set<string>();
    for (const [path, facts] of this.#facts) if (input.facts(path) !== facts) changed.add(path);
    for (const path of changed) this.#facts.delete(path);
    return changed;
  }

  #forget(changed: ReadonlySet<string>): void {
    if (changed.size === 0) return;
    for (const finds of [this.imported, this.reads, this.inFiles] as readonly Finds<unknown, unknown>[])
      for (const [key, { files }] of finds) if (files.some((path) => changed.has(path))) finds.delete(key);
  }
}
