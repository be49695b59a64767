import { rowOf } from './changes.ts';
import type { Spot } from './spot.ts';
import type { At, CompareUses } from './tell.ts';
import { createWalk, masks, narrow, reachOf, type Unit, type Walk } from './walk.ts';

/** Whether readers may be told what changed between two variants in place of that one went and another one came. */
export type Trial = (old: Spot, now: Spot) => boolean;

const mostTrials = 80;

/**
 * A variant that comes breaks readers. Where one under another name takes its place, it is told what changed within; but not
 * where that is only risky, as readers would be told less.
 */
export function createTrial({ walk }: At, compareUses: CompareUses): Trial {
  return (old, now) => {
    const [a, b] = [walk.old.follow(old).node, walk.now.follow(now).node];
    const others = walk.trials.get(a) ?? new Map<typeof b, boolean>();
    const known = others.get(b);
    if (known !== undefined) return known;
    if (walk.trials.size >= mostTrials) return false;
    // Within itself it is what it is taken for.
    walk.trials.set(a, others.set(b, true));
    const isFit = !isOnlyRisky(walk, old, now, compareUses);
    others.set(b, isFit);
    return isFit;
  };
}

function isOnlyRisky({ old, now, trials }: Walk, a: Spot, b: Spot, compareUses: CompareUses): boolean {
  const { walk, run } = createWalk(old, now, trials);
  const users = [{ user: '', mask: masks.response }];
  const unit: Unit = { noun: { kind: 'response' }, old: a, now: b, differences: [], users };
  compareUses({ unit, walk, property: '', mask: masks.response }, a, b);
  const { units, isWhole } = run();
  const levels = new Set(
    [unit, ...units]
      .filter((each) => reachOf(each, 'response').size > 0)
      .flatMap(({ differences }) => differences)
      .filter(({ mask }) => narrow(mask, masks.response) > 0)
      .map(({ kind }) => rowOf(kind, 'response')?.level),
  );
  return !isWhole || (levels.has('risky') && !levels.has('breaking'));
}
