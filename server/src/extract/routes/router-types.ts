import { sharedFolders } from '../../model/path.ts';
import type { RouteFacts } from '../../model/route-facts.ts';
import type { RouterAdapter } from './adapters/adapter.ts';
import { plain } from './adapters/plain.ts';
import type { Router } from './router.ts';

/** What a type says of a router. */
export type Typed = Pick<Router, 'adapter' | 'fitting'>;

export const untyped: Typed = { adapter: undefined };

/** Of which framework a router is that is known by its type alone: several have a `Router`. */
export class RouterTypes {
  readonly #adapters: readonly RouterAdapter[];
  /** Files that import what makes routers. */
  readonly #users: { readonly path: string; readonly adapter: RouterAdapter }[] = [];

  constructor(adapters: readonly RouterAdapter[]) {
    this.#adapters = adapters;
  }

  meet(path: string, facts: RouteFacts): void {
    for (const adapter of importedIn(facts, this.#adapters)) this.#users.push({ path, adapter });
  }

  /** By what its file imports. */
  of(facts: RouteFacts | undefined, type: string | undefined): Typed {
    if (type === undefined) return untyped;
    const fitting = this.#adapters.filter(({ types }) => types.includes(type));
    if (fitting.length < 2) return { adapter: fitting[0] };
    const [adapter] = importedIn(facts, fitting);
    return adapter ? { adapter } : { adapter, fitting };
  }

  /**
   * Gives routers that have no framework yet that of what they are mounted on, or else that of the nearest files which import
   * one. False where nothing was to be given.
   */
  decide(routers: readonly Router[]): boolean {
    const decided = routers.flatMap((router) => {
      const adapter = router.adapter ? undefined : this.#mounted(router, new Set());
      return adapter ? [{ router, adapter }] : [];
    });
    for (const { router, adapter } of decided) router.adapter = adapter;
    return decided.length > 0;
  }

  #mounted(router: Router, seen: Set<Router>): RouterAdapter | undefined {
    if (router.adapter !== undefined || seen.has(router)) return router.adapter;
    seen.add(router);
    for (const { parent } of router.mounts) {
      const adapter = this.#mounted(parent, seen);
      if (adapter !== undefined) return adapter;
    }
    return router.fitting && this.#nearest(router.file, router.fitting);
  }

  #nearest(file: string, fitting: readonly RouterAdapter[]): RouterAdapter {
    const users = this.#users.filter(({ adapter }) => fitting.includes(adapter));
    const shared = users.map(({ path }) => sharedFolders(path, file));
    const most = shared.reduce((one, other) => Math.max(one, other), -1);
    const near = new Set(users.flatMap(({ adapter }, index) => (shared[index] === most ? adapter : [])));
    const [first] = near;
    return first !== undefined && near.size === 1 ? first : plain;
  }
}

/** The frameworks that make what a file imports. */
function importedIn(
  facts: RouteFacts | undefined,
  adapters: readonly RouterAdapter[],
): readonly RouterAdapter[] {
  const { imports = [], typesFrom = [] } = facts ?? {};
  const modules = new Set([...imports.map(({ specifier }) => specifier), ...typesFrom]);
  return adapters.filter(({ makers }) => makers.some(({ module }) => modules.has(module)));
}
