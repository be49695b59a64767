import type { Route } from '../model/contract.ts';
import type { BoundContract, Matching } from '../model/matching.ts';

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
  return services.flatMap(({ name, contains }) => {
    const routes = uncovered.filter(({ path }) => contains(path));
    const hasContract = contracts.some(
      ({ service, implementedBy }) =>
        service === name || (service === undefined && routes.some(({ path }) => implementedBy(path))),
    );
    return routes.length === 0 ? [] : [{ name, routes, hasContract }];
  });
}
