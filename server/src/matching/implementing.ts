import { type Route, servingFiles } from '../model/contract.ts';
import type { BoundContract } from '../model/matching.ts';

/** Whether a route may implement a contract: by its own file, or by one that mounts it. */
export function implementsIt(route: Route, { implementedBy }: Pick<BoundContract, 'implementedBy'>): boolean {
  return implementedBy(route.path) || route.mountedIn?.some(implementedBy) === true;
}

/** How far out the mount is that makes a route a contract's own; 0 for the outermost. */
export function mountRank(route: Route, { implementedBy }: Pick<BoundContract, 'implementedBy'>): number {
  return servingFiles(route).findIndex(implementedBy);
}
