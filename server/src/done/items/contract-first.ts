import { isContractName } from '../../model/contract-name.ts';
import type { ItemFacts, ItemOutcome } from '../../model/item.ts';
import { defineItem } from '../../model/item.ts';
import { isBelow } from '../../model/path.ts';
import { declaresContracts, type Policy } from '../../model/policy.ts';
import { count, firstOf } from '../../model/words.ts';
import { judgeContracts } from '../contract-outcome.ts';
import { createMatcher, judgedFiles } from '../files.ts';
import { fail, notHere, pass, unknown } from '../outcome.ts';
import { documentPlace } from '../policy/loosening.ts';
import { contractChanges } from '../public-changes.ts';

export default defineItem({
  id: 'contract-first',
  title: 'Contracts come first, with a new version',
  summary:
    'Each OpenAPI or AsyncAPI document that promises something else than before carries another `info.version`; where the policy declares contracts, nothing breaks callers unannounced, and no route comes before its operation.',
  why: 'Who calls the service can only rely on a version that says when the promise changed.',
  scope:
    'Changes to contracts that carry a version. Descriptions, examples and layout are no promise; GraphQL and protobuf carry no version. Where the policy declares contracts, findings of `contracts/breaking-change`, `contracts/implementation-first` and `contracts/unversioned-contract` decide for HTTP by their errors, and so does what the change no longer serves.',
  weight:
    'A must where the policy declares `contracts` or `contractFirst`; else a should: some teams set the version at the release.',
  ways: [
    'Set `info.version` to the next version.',
    'Keep and deprecate what callers rely on, or accept the change in `governance/accepted.yaml`.',
    'Write the operation of a new route into its contract.',
  ],
  level: (policy, base) =>
    declaresContracts(policy) || (base && declaresContracts(base)) ? 'must' : 'should',
  judge(facts) {
    const then = [facts.basePolicy ?? [], facts.lostPolicies ?? []].flat();
    const withdrawn = [...new Set(then.flatMap((policy) => withdrawnContracts(facts, policy)))];
    if (withdrawn[0] !== undefined)
      return fail(
        `the policy of the base holds ${firstOf(withdrawn, 2)} to be a contract, and this change no longer does`,
        [documentPlace(facts.policy)],
      );
    if (then.some((policy) => isGivenUp(facts, policy)))
      return fail(
        'the policy of the base holds code and contracts against each other, and this change no longer does',
        [documentPlace(facts.policy)],
      );
    if (!declaresContracts(facts.policy)) return judgeVersions(facts, () => true);
    const governed = new Set(
      facts.workspace.contracts.contracts.flatMap(({ contract: { path, inputs } }) => [path, ...inputs]),
    );
    const http = judgeContracts(facts);
    const others = judgeVersions(facts, (path) => !governed.has(path));
    return weights[others.verdict] > weights[http.verdict] ? others : http;
  },
});

/**
 * Documents that the policy of the base names, and of which the policy of now says nothing: those that are there, and those
 * that are gone, unless something was compared with them or a new document that the policy names may have taken their place.
 */
function withdrawnContracts(facts: ItemFacts, basePolicy: Policy): readonly string[] {
  const { policy, paths, workspace, change, contracts } = facts;
  const patterns = (own: Policy) =>
    own.services.flatMap(({ contracts = [] }) => contracts.map(({ file }) => file));
  if (basePolicy.canonical === policy.canonical && basePolicy.folder === policy.folder) return [];
  const isThen = createMatcher(basePolicy, patterns(basePolicy));
  const isNow = createMatcher(policy, patterns(policy));
  const known = new Set(
    workspace.contracts.contracts.flatMap(({ contract: { path, inputs } }) => [path, ...inputs]),
  );
  const followed = new Set([
    ...contracts.compared.flatMap(({ before: { path, inputs } }) => [path, ...inputs]),
    ...contracts.removed.flatMap(({ contract: { path, inputs } }) => [path, ...inputs]),
  ]);
  const hasNew = change.files.some(({ path, status }) => status === 'added' && isNow(path));
  const gone = change.files.flatMap(({ path, from, status }) => {
    const then = from ?? path;
    const isHere = from !== undefined && (isNow(path) || known.has(path));
    if (status === 'deleted' && hasNew) return [];
    return status === 'added' || status === 'modified' || isHere || followed.has(then) ? [] : [then];
  });
  const isLost = (path: string) => isThen(path) && !isNow(path) && !known.has(path);
  return [...new Set([...paths, ...gone])].filter(isLost);
}

/** Whether nothing is asked of contracts any more that the base has by their names. */
function isGivenUp({ policy, paths }: ItemFacts, basePolicy: Policy): boolean {
  if (!declaresContracts(basePolicy) || declaresContracts(policy)) return false;
  const isLeftOut = createMatcher(basePolicy, [...basePolicy.exclude, ...basePolicy.tests]);
  return paths.some((path) => isBelow(basePolicy.folder, path) && isContractName(path) && !isLeftOut(path));
}

/** How much is to be told of an outcome. */
const weights = { na: 0, pass: 1, unknown: 2, fail: 3 } as const;

/** Whether documents that promise something else have another version; only of those that are wanted. */
function judgeVersions(facts: ItemFacts, isWanted: (path: string) => boolean): ItemOutcome {
  const changes = judgedFiles(facts)
    .flatMap((file) => contractChanges(facts, file))
    .filter(({ path }) => isWanted(path));
  const broken = changes.filter(({ isBroken }) => isBroken);
  if (broken.length > 0)
    return unknown(
      `${firstOf(
        broken.map(({ path }) => path),
        2,
      )} cannot be read to ${broken.length === 1 ? 'its' : 'their'} end`,
      { places: broken.map(({ path, span }) => ({ path, span })) },
    );
  const versioned = changes.filter(({ version }) => version !== undefined);
  if (versioned.length === 0) {
    return notHere(
      changes.length === 0 ? 'no contract is changed' : 'the changed contracts carry no version',
    );
  }
  const same = versioned.filter(({ version }) => version?.now === version?.before);
  if (same.length === 0)
    return pass(`${count(versioned.length, 'changed contract')}, all with a new version`);
  const [first] = same;
  const rest = same.length > 1 ? ` and ${same.length - 1} more` : '';
  return fail(
    `${first?.path ?? ''}${rest} changed and is still version ${first?.version?.now ?? ''}`,
    same.map(({ path, span }) => ({ path, span })),
  );
}
