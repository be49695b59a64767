import { pathShape } from '../model/contract.ts';
import type { OperationMatch } from '../model/matching.ts';
import { sharedFolders } from '../model/path.ts';
import { segmentsOf } from './paths.ts';
import type { IndexedRoute } from './route-index.ts';

/** How near a route is to the operations of a contract. */
export interface Nearness {
  /** How many literal segments it begins with like one of them. */
  readonly begins: number;
  /** How many folders lead to it and to a route that serves one of them. */
  readonly beside: number;
}

/** Nothing is computed before it is asked for: of most contracts nobody asks. */
export function nearnessOf(matches: readonly OperationMatch[]): (each: IndexedRoute) => Nearness {
  let known: { readonly beginnings: ReadonlySet<string>; readonly files: ReadonlySet<string> } | undefined;
  return ({ route, shape }) => {
    known ??= {
      beginnings: new Set(
        matches.flatMap(({ paths }) => paths.flatMap((path) => beginningsOf(pathShape(path)))),
      ),
      files: new Set(matches.flatMap(({ routes }) => routes.map(({ path }) => path))),
    };
    const { beginnings, files } = known;
    const begin = beginningsOf(shape).findLast((one) => beginnings.has(one)) ?? '';
    return {
      begins: segmentsOf(begin).filter((segment) => segment !== '' && !segment.includes('{')).length,
      get beside() {
        return [...files].reduce((most, path) => Math.max(most, commonFolders(path, route.path)), 0);
      },
    };
  };
}

/** `/a`, `/a/{}` and `/a/{}/b` of `/a/{}/b`. */
function beginningsOf(shape: string): readonly string[] {
  const segments = shape.split('/').slice(1);
  return segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`);
}

/** How many folders lead to both files; one file is nearer to itself than to its neighbours. */
export function commonFolders(a: string, b: string): number {
  return sharedFolders(a, b) + (a === b ? 1 : 0);
}
