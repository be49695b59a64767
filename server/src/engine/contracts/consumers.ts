import { compileGlob } from '../../format/glob.ts';
import type { GovernedContract } from '../../model/contract-facts.ts';
import { isBelow, relativeTo } from '../../model/path.ts';

/** Which contracts a file consumes, and what it therefore calls first. */
export interface Consumers {
  /** Contracts whose consumers name a file, in order. */
  of(path: string): readonly GovernedContract[];
  /**
   * The operations that a file calls before any others: of the contracts that it consumes, or for a test of those that its code
   * implements. The same object for files that are alike; undefined for one that may call all alike.
   */
  first<Called>(
    operations: readonly Called[],
    contractOf: (called: Called) => string,
    isTest: (path: string) => boolean,
  ): (path: string) => readonly Called[] | undefined;
}

export function createConsumers(contracts: readonly GovernedContract[]): Consumers {
  const consumed = contracts.flatMap((governed) => {
    const globs = (governed.setting?.consumers ?? []).map(({ glob }) => compileGlob(glob));
    const { folder } = governed.policy;
    const isNamed = (path: string) =>
      isBelow(folder, path) && globs.some((glob) => glob.matches(relativeTo(folder, path)));
    return globs.length === 0 ? [] : [{ governed, isNamed }];
  });
  const known = new Map<string, readonly GovernedContract[]>();
  const of = (path: string): readonly GovernedContract[] => {
    let found = known.get(path);
    if (!found) {
      found = consumed.filter(({ isNamed }) => isNamed(path)).map(({ governed }) => governed);
      known.set(path, found);
    }
    return found;
  };
  return {
    of,
    first(operations, contractOf, isTest) {
      const groups = new Map<string, typeof operations>();
      return (path) => {
        const named = of(path);
        const own =
          named.length > 0 || !isTest(path)
            ? named
            : contracts.filter(({ implementedBy }) => implementedBy(path));
        if (own.length === 0) return undefined;
        const paths = own.map(({ contract }) => contract.path);
        const key = paths.join('\n');
        const group = groups.get(key) ?? operations.filter((called) => paths.includes(contractOf(called)));
        groups.set(key, group);
        return group;
      };
    },
  };
}
