// The policy of a corpus with every kind of architecture statement in it, so that every rule has something to judge.
const mostReach = 4;

/**
 * @param {{ layers?: unknown[] }} policy
 * @returns {object} the same with lists of what each layer may import (all below it), up to four reach statements (no
 *   lower layer reaches the top one), an exception, statements about packages, and unreachable files
 */
export function withAllStatements(policy) {
  const levels = (policy.layers ?? []).map((level) => [level].flat());
  const namesBelow = (rank) =>
    levels
      .slice(rank + 1)
      .flat()
      .map(({ name }) => name);
  const top = levels[0].map(({ name }) => name);
  // The imports that are typed lead to the top layer.
  const second = levels[1].map(({ name }) => name);
  const lowest = levels.at(-1).map(({ name }) => name);
  return {
    ...policy,
    layers: levels.map((level, rank) =>
      level.map((layer) => ({
        ...layer,
        ...(namesBelow(rank).length > 0 && { mayImport: namesBelow(rank) }),
      })),
    ),
    reach: namesBelow(0)
      .slice(-mostReach)
      .map((name) => ({ from: name, mustNotReach: top })),
    except: [{ from: lowest, to: second, why: 'The bench wants an exception to look at.' }],
    packages: [
      { deny: ['react'], in: lowest },
      { packages: ['express'], onlyIn: top },
    ],
    rules: { ...policy.rules, 'architecture/unreachable-file': ['warning', { entries: top }] },
  };
}
