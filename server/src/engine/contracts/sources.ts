import { isSameData } from '../../model/equality.ts';
import type { ReadResult } from '../../model/host.ts';
import type { RouteFacts } from '../../model/route-facts.ts';
import type { ContractParts } from '../parts.ts';

/** What source files say of routes and contracts, read of those that look like it and of those that they lead to. */
export class ContractSources {
  readonly #read: (path: string) => ReadResult;
  readonly #seeAll: (path: string, text: string) => void;
  /** Whether a source file may register a route. */
  readonly #likely = new Map<string, boolean>();
  /** Whether a source file may hold a contract. */
  readonly #promising = new Map<string, boolean>();
  readonly #facts = new Map<string, RouteFacts | undefined>();
  #changes = 0;
  #likelyChanges = 0;

  /** Unsaved text wins; `see` takes notice of a text for all who want to know of it, this one included. */
  constructor(read: (path: string) => ReadResult, see: (path: string, text: string) => void) {
    this.#read = read;
    this.#seeAll = see;
  }

  /** Grows when something else is known of some file. */
  get changes(): number {
    return this.#changes;
  }

  /** Grows when other files than before may register a route or hold a contract. */
  get likelyChanges(): number {
    return this.#likelyChanges;
  }

  clear(): void {
    for (const known of [this.#likely, this.#promising, this.#facts]) known.clear();
  }

  /** Forgets what is not there any more. */
  keep(isThere: (path: string) => boolean): void {
    for (const known of [this.#likely, this.#promising, this.#facts])
      for (const path of known.keys()) if (!isThere(path)) known.delete(path);
  }

  /** Takes notice of a source file while its text is at hand. */
  see(path: string, text: string, parts: ContractParts): void {
    const serves = parts.mayServe(path, text);
    const promises = parts.mayPromise(path, text);
    if (serves !== this.#likely.get(path) || promises !== this.#promising.get(path)) this.#likelyChanges += 1;
    this.#likely.set(path, serves);
    this.#promising.set(path, promises);
    const before = this.#facts.get(path);
    if (!serves && !promises && !this.#facts.has(path)) return;
    const facts = parts.routeFacts(path, text);
    if (before !== undefined && isSameData(before, facts)) return;
    this.#facts.set(path, facts);
    this.#changes += 1;
  }

  mayServe(path: string): boolean {
    if (!this.#likely.has(path)) {
      const result = this.#read(path);
      if (result.ok) this.#seeAll(path, result.text);
    }
    return this.#likely.get(path) === true;
  }

  mayPromise(path: string): boolean {
    return this.#promising.get(path) === true;
  }

  get hasPromising(): boolean {
    return [...this.#promising.values()].includes(true);
  }

  facts(path: string, { routeFacts }: ContractParts): RouteFacts | undefined {
    if (!this.#facts.has(path)) {
      const result = this.#read(path);
      this.#facts.set(path, result.ok ? routeFacts(path, result.text) : undefined);
    }
    return this.#facts.get(path);
  }
}
