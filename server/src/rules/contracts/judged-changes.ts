import { type AcceptedChange, isHolding } from '../../model/accepted-changes.ts';
import type { ChangeFacts } from '../../model/change-facts.ts';
import { type Bump, type ChangeLevel, type Contract, changeLevels } from '../../model/contract.ts';
import { isEnough, isLowered, levelBumps } from '../../model/contract-bump.ts';
import {
  breakingChange,
  type ComparedContract,
  fingerprintsOf,
  type PlacedChange,
} from '../../model/contract-changes.ts';
import type { Problem } from '../../model/finding.ts';
import { declaresContracts, type Policy } from '../../model/policy.ts';
import { namesRule } from '../../model/rule-name.ts';

/** Levels by id in place of those of the published table. */
type Levels = Readonly<Record<string, ChangeLevel>>;

/** Options of the rule about breaking changes. */
interface LevelOptions {
  readonly levels?: Levels;
}

/** A change at the level that the policy gives it, and what it asks of the version. */
export interface JudgedChange {
  readonly change: PlacedChange;
  readonly compared: ComparedContract;
  readonly level: ChangeLevel;
  readonly bump: Bump;
}

/**
 * The levels that the policy gives to changes, and those of the base, for both rules that ask for a version: what a change
 * makes looser holds once it is merged.
 */
export function levelsIn({
  policy,
  basePolicy,
  outerPolicy = basePolicy,
}: Pick<ChangeFacts, 'policy' | 'basePolicy' | 'outerPolicy'>): readonly Levels[] {
  const then = outerPolicy && declaresContracts(outerPolicy) ? [levelsOf(outerPolicy)] : [];
  return [levelsOf(policy), ...then];
}

function levelsOf({ rules }: Policy): Levels {
  const own = rules.findLast(({ rule }) => rule === breakingChange);
  const named = own ?? rules.findLast(({ rule }) => namesRule(rule, breakingChange));
  return ((named?.options ?? {}) as LevelOptions).levels ?? {};
}

/** The heaviest level that some policies give to a change with one of these ids. */
export function heaviestLevel(
  ids: readonly string[],
  published: ChangeLevel,
  levels: readonly Levels[],
): ChangeLevel {
  const all = ids.flatMap((id) => levels.map((own) => own[id] ?? published));
  return changeLevels.find((one) => all.includes(one)) ?? published;
}

export function judgedChanges(
  compared: ComparedContract,
  levels: readonly Levels[],
): readonly JudgedChange[] {
  return compared.changes.map((change) => {
    // What is told of both directions weighs as much as in the worse one.
    const ids = [change.id, ...(change.also === undefined ? [] : [change.also])];
    const level = heaviestLevel(ids, change.level, levels);
    return { change, compared, level, bump: level === change.level ? change.bump : levelBumps[level] };
  });
}

/** Whether the contract says as much as its way to tell of changes asks for; one that tells nothing never does. */
export function isAnnounced({ compared, level, bump }: JudgedChange): boolean {
  const { now, declared, isPathRaised } = compared;
  if (level === 'compatible') return true;
  if (now.setting?.versioning === 'path') return isPathRaised || level !== 'breaking';
  return now.setting?.versioning !== 'none' && isEnough(declared, bump);
}

/** Whether a contract has the version of before, or an older one, where versions tell of changes. */
export function isUnversioned({ now, versionBefore }: ComparedContract): boolean {
  const { contract, setting } = now;
  if ((setting?.versioning ?? 'semver') !== 'semver' || !contract.version) return false;
  const { text } = contract.version;
  return versionBefore !== undefined && (text === versionBefore || isLowered(versionBefore, text));
}

/** Names where the version of a contract is written; undefined where it has none. */
export function versionKey({ version }: Contract): string | undefined {
  return version && `${version.path} ${version.span.start}`;
}

/** False where some of what there is now could not be compared, though it could before. */
export function isCertain({ unresolved, isWhole }: ComparedContract): boolean {
  const before = new Set(unresolved.flatMap(({ side, message }) => (side === 'old' ? [message] : [])));
  return isWhole && unresolved.every(({ side, message }) => side === 'old' || before.has(message));
}

/** Who accepts a change, if somebody does: what has ended accepts nothing that a change does. */
export function acceptanceOf(
  { accepted, workspace }: Pick<ChangeFacts, 'accepted' | 'workspace'>,
  change: Pick<PlacedChange, 'fingerprint' | 'earlier'>,
): AcceptedChange | undefined {
  const names = fingerprintsOf(change);
  return accepted.entries.find(
    (entry) => names.includes(entry.fingerprint) && isHolding(entry, workspace.today),
  );
}

/** What a change does weighs more than what is found of it in a check, unless the policy says how much the rule weighs. */
export function weightOfChange({ rules }: Policy, id: string): Pick<Problem, 'severity'> {
  return rules.some(({ rule }) => namesRule(rule, id)) ? {} : { severity: 'error' };
}
