import type { ChangeFacts } from '../../model/change-facts.ts';
import type { Bump } from '../../model/contract.ts';
import { isLowered, largest, nextVersion } from '../../model/contract-bump.ts';
import { type ComparedContract, unversionedContract } from '../../model/contract-changes.ts';
import type { Problem } from '../../model/finding.ts';
import { count, withoutStop } from '../../model/words.ts';
import {
  acceptanceOf,
  type JudgedChange,
  judgedChanges,
  levelsIn,
  weightOfChange,
} from './judged-changes.ts';
import { nameOf, ofService } from './sentences.ts';

/** Contracts that promise something else than in the base under the version that they had there, or an older one; one finding for each. */
export function* unversionedChanges(facts: ChangeFacts): Iterable<Problem> {
  const told = new Set<string>();
  for (const compared of facts.contracts.compared) {
    const { now, versionBefore } = compared;
    const { version } = now.contract;
    const key = `${now.contract.path} ${now.contract.name ?? ''}`;
    const versioning = now.setting?.versioning ?? 'semver';
    if (versioning !== 'semver' || told.has(key) || !version || versionBefore === undefined) continue;
    const isOlder = isLowered(versionBefore, version.text);
    const asked = askedOf(compared, facts);
    if (!isOlder && (asked.bump === 'none' || version.text !== versionBefore)) continue;
    told.add(key);
    const next = nextVersion(versionBefore, asked.bump) ?? (isOlder ? versionBefore : undefined);
    yield {
      path: version.path,
      span: version.span,
      ...weightOfChange(facts.policy, unversionedContract),
      message: isOlder
        ? `"${nameOf(now.contract)}" goes down from ${versionBefore} to ${version.text}, so that callers take it for what was promised before.`
        : messageOf(compared, version.text, asked),
      subject: `${isOlder ? 'lowered' : 'unchanged'} ${nameOf(now.contract)}`,
      remedy: {
        ...{ contract: now.contract.path, name: nameOf(now.contract), bump: asked.bump },
        ...(next !== undefined && { version: next }),
      },
      ...ofService(now),
    };
  }
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
  const open = asking.filter(({ change }) => !acceptanceOf(facts, change.fingerprint));
  return open.length > 0
    ? { bump: largest(open.map(({ bump }) => bump)), changes: open, isAccepted: false }
    : { bump: 'minor', changes: asking, isAccepted: true };
}

function messageOf(
  { now }: ComparedContract,
  version: string,
  { bump, changes: [first, ...rest], isAccepted }: Asked,
): string {
  const more = rest.length > 0 ? ` (and ${count(rest.length, 'more change')})` : '';
  const next = nextVersion(version, bump);
  const named = next === undefined ? `a new ${bump} version` : `version ${next}`;
  const asked = isAccepted ? 'is accepted and asks for a new version only' : `asks for ${named}`;
  return `"${nameOf(now.contract)}" is still ${version} and promises something else: ${withoutStop(first?.change.message ?? '')}${more}; that ${asked}.`;
}
