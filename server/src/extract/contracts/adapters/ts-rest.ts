import type { Located } from '../../routes/evaluation.ts';
import { visit } from '../expressions.ts';
import type { ContractAdapter, ContractTools, Promised } from '../search.ts';
import { tsRestOperations, tsRestTrees } from '../ts-rest-tree.ts';
import { promisedBy } from './promised.ts';

/** Routers of ts-rest, with the prefixes of those around them. */
export const tsRest: ContractAdapter = {
  format: 'ts-rest',
  words: ['@ts-rest/', '.router({', '.router(\n', '.query({', '.mutation({'],
  read,
};

const makers = new Set(['router', 'query', 'mutation', 'nestControllerContract']);

function read({ paths, facts, evaluation }: ContractTools): Promised {
  const trees = tsRestTrees(evaluation);
  const roots = paths.flatMap((path) => {
    const found: Located[] = [];
    const own = facts(path);
    if (own === undefined) return found;
    visit(path, own, (located) => {
      const { expression } = located;
      if (expression.is !== 'call') return false;
      const { callee } = expression;
      const isLikely = callee.is === 'name' || (callee.is === 'member' && makers.has(callee.member));
      if (isLikely && trees.classify(located).is !== 'nothing') found.push(located);
      return false;
    });
    return found;
  });
  return promisedBy(trees, roots, (leaf) => tsRestOperations(leaf, trees));
}
