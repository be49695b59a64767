import { isSameList } from '../../model/equality.ts';
import type { RouteFacts } from '../../model/route-facts.ts';
import type { Ground } from './ground.ts';
import { type Moves, movedFound, movesBetween } from './moves.ts';
import type { Rewording } from './rewording.ts';
import { type Found, nothing, type RouteInput } from './search.ts';

/** So many files that have only moved are not worth a search. */
const mostFiles = 32;

/** What the last search found, moved along with the text around it, as long as no more is other than the words of paths. */
export class Moving {
  readonly #ground: Ground;
  #paths: readonly string[] | undefined;
  #last: Found = nothing;
  #rewording: Rewording | undefined;
  /** By what the text says now; undefined where more has changed than places. */
  #moves = new WeakMap<RouteFacts, { readonly moves: Moves | undefined }>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  search(input: RouteInput, found: Found, rewording: Rewording): void {
    this.#paths = input.paths;
    this.#last = found;
    this.#rewording = rewording;
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
    if (changed.length === 0) return this.#last;
    const texts = [...movesOf.values()].flatMap((moves) => [...moves.texts]);
    const found = texts.length === 0 ? this.#last : this.#rewording?.found(this.#last, texts);
    return found && movedFound(found, movesOf);
  }

  #movesBetween(old: RouteFacts, now: RouteFacts): Moves | undefined {
    const known = this.#moves.get(now);
    if (known !== undefined) return known.moves;
    const rewording = this.#rewording;
    const moves = movesBetween(old, now, (path, text) => rewording?.isPath(path, text) === true);
    this.#moves.set(now, { moves });
    return moves;
  }
}
