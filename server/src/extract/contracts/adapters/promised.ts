import type { Operation, UnresolvedContract } from '../../../model/contract.ts';
import type { Located } from '../../routes/evaluation.ts';
import { idOf } from '../expressions.ts';
import type { MadeOperations } from '../operations.ts';
import type { Promised } from '../search.ts';
import type { Leaf, Trees } from '../tree.ts';

/** What the roots of trees promise: one that stands within another root speaks through that one only. */
export function promisedBy(
  trees: Trees,
  roots: readonly Located[],
  read: (leaf: Leaf) => MadeOperations,
): Promised {
  const found = roots.map((root) => ({ id: idOf(root), tree: trees.of(root) }));
  const outer = found.filter(({ id }) => !trees.reached.has(id)).map(({ tree }) => tree);
  const unresolved: Omit<UnresolvedContract, 'format'>[] = outer.flatMap((tree) => tree.unresolved);
  const operations: Operation[] = [];
  for (const leaf of outer.flatMap(({ leaves }) => leaves)) {
    const made = read(leaf);
    if (made.operations === undefined) unresolved.push({ ...made.place, reason: made.reason });
    else operations.push(...made.operations);
  }
  return { operations, unresolved };
}
