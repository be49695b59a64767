import { compilePathPattern } from '../../matching/path-pattern.ts';
import { servingFiles } from '../../model/contract.ts';
import type { ContractFacts } from '../../model/contract-facts.ts';
import { isReadWhole } from '../../model/contract-whole.ts';
import type { Problem } from '../../model/finding.ts';
import type { ServedPaths } from '../../model/matching.ts';
import type { Policy } from '../../model/policy.ts';

/** What a policy says of paths that no route has; of what a contract covers also no operation. */
export function idlePaths(
  policy: Policy,
  { contracts, matching, routes }: ContractFacts,
): readonly Problem[] {
  const own = contracts.filter((one) => one.policy === policy);
  const covered = own.flatMap(({ contract, covers = [], implementedBy }) => {
    if (covers.length === 0 || !isReadWhole(contract)) return [];
    const paths = [
      ...routes.filter((route) => servingFiles(route).some(implementedBy)).map(({ template }) => template),
      ...contract.operations.flatMap(({ template, prefixes = contract.prefixes }) =>
        (prefixes.length === 0 ? [''] : prefixes).map((prefix) => prefix + template),
      ),
    ];
    return covers.map((cover) => ({ cover, isUsed: paths.some(compilePathPattern(cover.glob).matches) }));
  });
  // Several contracts that one glob names share what is said of them.
  const used = new Set(covered.filter(({ isUsed }) => isUsed).map(({ cover }) => keyOf(cover)));
  const idleCovers = covered.filter(({ cover }) => !used.has(keyOf(cover))).map(({ cover }) => cover);
  const statements = own.flatMap(({ internal }) => internal);
  const unmatched = new Set(matching.idle);
  const needed = new Set(statements.filter((one) => !unmatched.has(one)).map(keyOf));
  const idleInternal = statements.filter((one) => !needed.has(keyOf(one)));
  return [
    ...distinct(idleCovers).map((one) => toProblem(one, '"covers"', 'no route and no operation')),
    ...distinct(idleInternal).map((one) => toProblem(one, '"internal"', 'no route')),
  ].filter(({ path }) => path === policy.path);
}

function keyOf({ place: { path, span } }: ServedPaths): string {
  return `${path} ${span.start}`;
}

function distinct(all: readonly ServedPaths[]): readonly ServedPaths[] {
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

function toProblem({ glob, place }: ServedPaths, role: string, what: string): Problem {
  return { ...place, message: `The path "${glob}" of ${role} matches ${what}.`, subject: `${role} ${glob}` };
}
