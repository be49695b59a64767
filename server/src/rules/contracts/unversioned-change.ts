import type { ChangeFacts } from '../../model/change-facts.ts';
import type { Bump } from '../../model/contract.ts';
import { largest, nextVersion } from '../../model/contract-bump.ts';
import { type ComparedContract, unversionedContract } from '../../model/contract-changes.ts';
import type { Problem } from '../../model/finding.ts';
import { count, withoutStop } from '../../model/words.ts';
import {
  acceptanceOf,
  isCertain,
  isUnversioned,
  type JudgedChange,
  judgedChanges,
  levelsIn,
  versionKey,
  weightOfChange,
} from './judged-changes.ts';
import { nameOf, ofService } from './sentences.ts';

/**
 * Contracts that promise something else than in the base under the version that they had there, or an older one; one finding
 * for each version: all contracts in TypeScript of a package have that of the package.
 */
export function* unversionedChanges(facts: ChangeFacts): Iterable<Problem> {
  const byVersion = new Map<string, ComparedContract[]>();
  for (const compared of facts.contracts.compared) {
    const key = isUnversioned(compared) ? versionKey(compared.now.contract) : undefined;
    if (key === undefined) continue;
    byVersion.set(key, [...(byVersion.get(key) ?? []), compared]);
  }
  for (const [key, all] of byVersion) yield* unversioned(key, all, facts);
}

function* unversioned(key: string, all: readonly ComparedContract[], facts: ChangeFacts): Iterable<Problem> {
  const asked = all.map((compared) => ({
    ...{ compared, name: nameOf(compared.now.contract) },
    ...askedOf(compared, facts),
  }));
  // One that several of the base were put together in has the version of the first.
  const lowered = asked.filter(
    ({ compared: { now, versionBefore }, name }, at) =>
      now.contract.version?.text !== versionBefore && asked.findIndex((one) => one.name === name) === at,
  );
  const asking = asked.filter((one) => one.bump !== 'none' || lowered.includes(one));
  const [first] = asking;
  if (!first) return;
  const {
    name,
    compared: { now, versionBefore = '' },
  } = first;
  const { version } = now.contract;
  if (!version) return;
  const isOlder = lowered.includes(first);
  const bump = largest(asking.map((one) => one.bump));
  const next = nextVersion(versionBefore, bump) ?? (isOlder ? versionBefore : undefined);
  const others = new Set(asking.map(({ name }) => name)).size - 1;
  const more = others > 0 ? ` and ${count(others, 'more contract')}` : '';
  yield {
    path: version.path,
    span: version.span,
    ...weightOfChange(facts.policy, unversionedContract),
    message: isOlder
      ? `"${name}"${more} ${more ? 'go' : 'goes'} down from ${versionBefore} to ${version.text}, so that callers take it for what was promised before.`
      : messageOf(`"${name}"${more}`, version.text, {
          bump,
          changes: asking.flatMap(({ changes }) => changes),
          isAccepted: asking.every(({ isAccepted }) => isAccepted),
        }),
    subject: `${isOlder ? 'lowered' : 'unchanged'} ${name}`,
    remedy: {
      ...{ contract: now.contract.path, name, bump, versioned: key },
      ...(next !== undefined && { version: next }),
    },
    ...(asking.every(({ compared }) => isCertain(compared)) ? {} : { confidence: 'likely' }),
    ...ofService(now),
  };
}

/** What asks for another version, and for which one. */
interface Asked {
  readonly bump: Bump;
  readonly changes: readonly JudgedChange[];
  /** Somebody answers for all of them: then any other version will do. */
  readonly isAccepted: boolean;
}

const noneAsked: Asked = { bump: 'none', changes: [], isAccepted: false };

/** At the levels that the policy gives to changes, so that both rules ask for one version. */
function askedOf(compared: ComparedContract, facts: ChangeFacts): Asked {
  const judged = judgedChanges(compared, levelsIn(facts));
  const asking = judged.filter(({ bump }) => bump !== 'none');
  if (asking.length === 0) return noneAsked;
  const open = asking.filter(({ change }) => !acceptanceOf(facts, change));
  return open.length > 0
    ? { bump: largest(open.map(({ bump }) => bump)), changes: open, isAccepted: false }
    : { bump: 'minor', changes: asking, isAccepted: true };
}

function messageOf(
  name: string,
  version: string,
  { bump, changes: [first, ...rest], isAccepted }: Asked,
): string {
  const [be, promise] = name.endsWith('"') ? ['is', 'promises'] : ['are', 'promise'];
  const more = rest.length > 0 ? ` (and ${count(rest.length, 'more change')})` : '';
  const next = nextVersion(version, bump);
  const named = next === undefined ? `a new ${bump} version` : `version ${next}`;
  const asked = isAccepted ? 'is accepted and asks for a new version only' : `asks for ${named}`;
  return `${name} ${be} still ${version} and ${promise} something else: ${withoutStop(first?.change.message ?? '')}${more}; that ${asked}.`;
}
