import { type Route, servingFiles } from '../model/contract.ts';
import type { BoundContract, Matching } from '../model/matching.ts';
import { implementsIt } from './implementing.ts';

/** A service as far as routes need it. */
export interface ServiceFiles {
  readonly name: string;
  contains(path: string): boolean;
}

/** A service that serves what no contract covers. */
export interface UncoveredService {
  readonly name: string;
  /** At least one, in the order of the code. */
  readonly routes: readonly Route[];
  /** Whether some contract is for its files, if for other paths. */
  readonly hasContract: boolean;
}

/** The services with routes that belong to no contract, in the order of the policy. */
export function uncoveredServices(
  services: readonly ServiceFiles[],
  contracts: readonly BoundContract[],
  { uncovered }: Pick<Matching, 'uncovered'>,
): readonly UncoveredService[] {
  return services.flatMap(({ name }) => {
    const routes = uncovered.filter((route) => servingService(route, services) === name);
    const hasContract = contracts.some(
      ({ service, implementedBy }) =>
        service === name ||
        (service === undefined && routes.some((route) => implementsIt(route, { implementedBy }))),
    );
    return routes.length === 0 ? [] : [{ name, routes, hasContract }];
  });
}

/** The service of the outermost file that belongs to one. */
function servingService(route: Route, services: readonly ServiceFiles[]): string | undefined {
  for (const file of servingFiles(route)) {
    const found = services.find(({ contains }) => contains(file));
    if (found !== undefined) return found.name;
  }
  return undefined;
}
