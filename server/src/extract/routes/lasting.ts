import type { ParameterRead, Route, UnresolvedRoute } from '../../model/contract.ts';
import { isSameList } from '../../model/equality.ts';
import type { Place } from '../../model/span.ts';
import { inOrder } from './moves.ts';
import { isSameUnknown, keyOfUnknown } from './unknown-prefix.ts';

/** What each search finds, in order: the same objects as long as they say the same. */
export class Lasting<T extends UnresolvedRoute | Route> {
  readonly #same: (a: T, b: T) => boolean;
  readonly #merged = new WeakMap<T, { readonly before: T; readonly merged: T }>();
  /** What stands for something that was found again and is kept elsewhere. */
  readonly #alike = new WeakMap<T, T>();
  #known: ReadonlyMap<string, T> = new Map();
  #all: readonly T[] = [];

  constructor(same: (a: T, b: T) => boolean) {
    this.#same = same;
  }

  /** Each registration once. */
  distinct(found: readonly T[]): readonly T[] {
    return [...this.#keyed(found).values()];
  }

  /** The same by files and offsets; the same list where nothing differs. */
  once(found: readonly T[]): readonly T[] {
    const keyed = this.#keyed(found);
    for (const [key, each] of keyed) {
      const before = this.#known.get(key);
      if (before !== undefined && this.#isKnown(each, before)) keyed.set(key, before);
    }
    this.#known = keyed;
    return this.asBefore(inOrder([...keyed.values()]));
  }

  #keyed(found: readonly T[]): Map<string, T> {
    const keyed = new Map<string, T>();
    for (const each of found) {
      const key = keyOf(each);
      const before = keyed.get(key);
      keyed.set(key, before === undefined ? each : this.#withMounts(each, before));
    }
    return keyed;
  }

  #isKnown(found: T, before: T): boolean {
    if (found === before || this.#alike.get(found) === before) return true;
    const is = this.#same(before, found);
    if (is) this.#alike.set(found, before);
    return is;
  }

  /** One registration that several routers serve at the same path is mounted where all of them are. */
  #withMounts(found: T, before: T): T {
    if (!('mountedIn' in before) || before.mountedIn === undefined) return found;
    const known = this.#merged.get(found);
    if (known?.before === before) return known.merged;
    const own = 'mountedIn' in found && found.mountedIn !== undefined ? found.mountedIn : [];
    const merged = { ...found, mountedIn: [...new Set([...before.mountedIn, ...own])] };
    this.#merged.set(found, { before, merged });
    return merged;
  }

  /** The list of before as long as all that it holds is the same; what is the same at the same place stays the same object. */
  asBefore(found: readonly T[]): readonly T[] {
    const before = this.#all;
    const all = found.map((each, at) => {
      const old = before[at];
      return old !== undefined && (old === each || this.#same(old, each)) ? old : each;
    });
    if (!isSameList(all, before)) this.#all = all;
    return this.#all;
  }
}

function keyOf(found: UnresolvedRoute | Route): string {
  const { path, span } = found;
  const what =
    'reason' in found ? found.reason : `${found.method} ${keyOfUnknown(found.beneath)}${found.template}`;
  return `${path} ${span.start} ${what}`;
}

export function sameRoute(a: Route, b: Route): boolean {
  return (
    samePlace(a, b) &&
    a.method === b.method &&
    a.template === b.template &&
    a.framework === b.framework &&
    a.confidence === b.confidence &&
    a.ignoresCase === b.ignoresCase &&
    isSameUnknown(a.beneath, b.beneath) &&
    a.handler === b.handler &&
    a.isExcluded === b.isExcluded &&
    isSameList(a.mountedIn, b.mountedIn) &&
    samePlace(a.operation, b.operation) &&
    isSameList(a.reads, b.reads, sameRead) &&
    isSameList(a.readsOpen, b.readsOpen)
  );
}

export function sameUnresolved(a: UnresolvedRoute, b: UnresolvedRoute): boolean {
  return (
    samePlace(a, b) &&
    a.reason === b.reason &&
    a.framework === b.framework &&
    a.isPrefix === b.isPrefix &&
    isSameList(a.below, b.below)
  );
}

function sameRead(a: ParameterRead, b: ParameterRead): boolean {
  return samePlace(a, b) && a.in === b.in && a.name === b.name && a.confidence === b.confidence;
}

function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.path === b.path && a.span.start === b.span.start && a.span.end === b.span.end;
}
