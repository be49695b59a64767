import type { Route } from '../../model/contract.ts';
import type { Expression } from '../../model/route-facts.ts';
import type { Placement } from './placement.ts';
import type { Router, Served } from './router.ts';
import type { Found } from './search.ts';

/** What a search leaves that its routes were placed by. */
export interface Placing {
  readonly placed: Placement;
  readonly routers: readonly Router[];
  /** Files that hand requests to what serves a contract. */
  readonly handing: ReadonlySet<string>;
}

interface Place {
  readonly router: Router;
  readonly served: Served;
}

/**
 * The paths that are written where they are served. What else one search found does not rest on their words, so that with
 * others only their own routes are placed again.
 */
export class Rewording {
  readonly #placing: Placing;
  readonly #distinct: (routes: readonly Route[]) => readonly Route[];
  #places: ReadonlyMap<Expression, readonly Place[]> | undefined;

  /** `distinct` gives of the routes of one path each once. */
  constructor(placing: Placing, distinct: (routes: readonly Route[]) => readonly Route[]) {
    this.#placing = placing;
    this.#distinct = distinct;
  }

  /** Whether an expression is such a path, and is one by the other text as well. */
  isPath(path: Expression, text: string): boolean {
    if (path.is !== 'text' || lookOf(path.value) !== lookOf(text)) return false;
    this.#places ??= placesIn(this.#placing.routers);
    const places = this.#places.get(path);
    return places?.every(({ served }) => served.isPromised !== true) === true;
  }

  /** The same with other texts, where each of them stood before; undefined where other routes may count by now. */
  found({ routes, unresolved }: Found, texts: readonly (readonly [Expression, string])[]): Found | undefined {
    const others = new Map<string, readonly Route[]>();
    for (const [path, text] of texts) {
      const places = this.#places?.get(path) ?? [];
      const now = places.flatMap(({ router, served }) =>
        this.#placing.placed.routesOf(router, served, [text]),
      );
      for (const { served } of places)
        others.set(`${served.path.context.file} ${path.start}`, this.#distinct(now));
    }
    const left = new Map(others);
    const old = routes.filter((route) => others.has(keyOf(route)));
    const all = routes.flatMap((route) => {
      const key = keyOf(route);
      const now = others.has(key) ? (left.get(key) ?? []) : [route];
      left.delete(key);
      return now;
    });
    const changed = [...old, ...[...others.values()].flat()];
    return left.size > 0 || changed.some((route) => this.#mayHide(route))
      ? undefined
      : { routes: all, unresolved };
  }

  /** Whether other routes count only without this one, or it only without others. */
  #mayHide(route: Route): boolean {
    const { placed, handing } = this.#placing;
    return handing.has(route.path) || placed.alone.some(({ head }) => isBelow(route, head));
  }
}

/** True for a route at the path or below it. */
export function isBelow({ template }: Route, head: string): boolean {
  return `${template}/`.startsWith(`${head}/`);
}

function keyOf({ path, span }: Route): string {
  return `${path} ${span.start}`;
}

function placesIn(routers: readonly Router[]): ReadonlyMap<Expression, readonly Place[]> {
  const found = new Map<Expression, Place[]>();
  for (const router of routers)
    for (const served of router.serves) {
      const { expression } = served.path;
      const before = found.get(expression);
      if (before === undefined) found.set(expression, [{ router, served }]);
      else before.push({ router, served });
    }
  return found;
}

/** Frameworks tell by no more than this what a text is for; their settings have spaces in their names. */
function lookOf(text: string): string {
  return text.includes(' ') ? text : text === '*' || text.startsWith('/') ? '/' : '';
}
