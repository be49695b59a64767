import type { ChangeFacts } from '../../model/change-facts.ts';
import { isLowered, nextVersion } from '../../model/contract-bump.ts';
import type { ComparedContract } from '../../model/contract-changes.ts';
import type { Problem } from '../../model/finding.ts';
import { count, withoutStop } from '../../model/words.ts';
import { nameOf, ofService } from './sentences.ts';

/** Contracts that promise something else than in the base under the version that they had there, or an older one; one finding for each. */
export function* unversionedChanges({ contracts }: ChangeFacts): Iterable<Problem> {
  const told = new Set<string>();
  for (const compared of contracts.compared) {
    const { now, required, versionBefore } = compared;
    const { version } = now.contract;
    const key = `${now.contract.path} ${now.contract.name ?? ''}`;
    const versioning = now.setting?.versioning ?? 'semver';
    if (versioning !== 'semver' || told.has(key) || !version || versionBefore === undefined) continue;
    const isOlder = isLowered(versionBefore, version.text);
    if (!isOlder && (required === 'none' || version.text !== versionBefore)) continue;
    told.add(key);
    const next = nextVersion(versionBefore, required) ?? (isOlder ? versionBefore : undefined);
    yield {
      path: version.path,
      span: version.span,
      message: isOlder
        ? `"${nameOf(now.contract)}" goes down from ${versionBefore} to ${version.text}, so that callers take it for what was promised before.`
        : messageOf(compared, version.text),
      subject: `${isOlder ? 'lowered' : 'unchanged'} ${nameOf(now.contract)}`,
      remedy: { bump: required, ...(next !== undefined && { version: next }) },
      ...ofService(now),
    };
  }
}

function messageOf({ now, required, changes }: ComparedContract, version: string): string {
  const [first] = changes.filter(({ bump }) => bump !== 'none');
  const rest = changes.length - 1;
  const more = rest > 0 ? ` (and ${count(rest, 'more change')})` : '';
  const next = nextVersion(version, required);
  const asked = next === undefined ? `a new ${required} version` : `version ${next}`;
  return `"${nameOf(now.contract)}" is still ${version} and promises something else: ${withoutStop(first?.message ?? '')}${more}; that asks for ${asked}.`;
}
