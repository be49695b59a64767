import { isSameList } from '../../model/equality.ts';
import type { RouteFacts } from '../../model/route-facts.ts';
import type { Ground } from './ground.ts';
import { type Moves, movedFound, movesBetween } from './moves.ts';
import { type Found, nothing, type RouteInput } from './search.ts';

/** So many files that have only moved are not worth a search. */
const mostFiles = 4;

/** What the last search found, moved along with the text around it, as long as nothing else is other. */
export class Moving {
  readonly #ground: Ground;
  #paths: readonly string[] | undefined;
  #last: Found = nothing;
  /** By what the text says now; undefined where more has changed than places. */
  #moves = new WeakMap<RouteFacts, { readonly moves: Moves | undefined }>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  search(input: RouteInput, found: Found): void {
    this.#paths = input.paths;
    this.#last = found;
    this.#moves = new WeakMap();
  }

  /** Undefined where it takes a search. */
  found(input: RouteInput): Found | undefined {
    if (this.#paths === undefined || !isSameList(input.paths, this.#paths)) return undefined;
    const changed = this.#ground.changedFor(input);
    if (changed === undefined || changed.length > mostFiles) return undefined;
    const movesOf = new Map<string, Moves>();
    for (const { path, old, now } of changed) {
      const moves = old && now && this.#movesBetween(old, now);
      if (moves === undefined) return undefined;
      movesOf.set(path, moves);
    }
    return changed.length === 0 ? this.#last : movedFound(this.#last, movesOf);
  }

  #movesBetween(old: RouteFacts, now: RouteFacts): Moves | undefined {
    const known = this.#moves.get(now);
    if (known !== undefined) return known.moves;
    const moves = movesBetween(old, now);
    this.#moves.set(now, { moves });
    return moves;
  }
}
