import { baselineName } from '../../format/baseline.ts';
import { movedBaseline } from '../../format/moved-baseline.ts';
import { pathNow } from '../../model/change.ts';
import { defineItem, type ItemFacts } from '../../model/item.ts';
import { isBelow, joinPath } from '../../model/path.ts';
import { declaresContracts } from '../../model/policy.ts';
import { count, firstOf } from '../../model/words.ts';
import { textBefore } from '../files.ts';
import { fail, notHere, pass } from '../outcome.ts';
import { loosenedContracts } from '../policy/contracts.ts';
import { loosenedElements } from '../policy/elements.ts';
import { loosenedGates } from '../policy/gates.ts';
import { loosenedItems } from '../policy/items.ts';
import type { Both, Loosening } from '../policy/loosening.ts';
import { documentPlace } from '../policy/loosening.ts';
import { loosenedRules } from '../policy/rules.ts';
import { loosenedPatterns, loosenedStatements } from '../policy/statements.ts';

export default defineItem({
  id: 'policy-intact',
  title: 'The policy is as strict as before',
  summary:
    'No rule, boundary, gate or item is weaker than in the base, no file is newly excluded, and the baseline has not grown.',
  why: 'The easiest way through a gate is to lower it in the same change.',
  scope: 'Changes where the base has a policy that can be read.',
  weight:
    'A should: policies are loosened for good reasons, too; with `must` each time needs a waiver of the owner.',
  ways: ['Take the loosening back.', 'Let the owner of the policy waive it, with a reason and an end.'],
  level: () => 'should',
  judge(facts, items) {
    const { basePolicy: before, policy: now } = facts;
    if (!before && takesOver(facts))
      return fail(
        `1 loosening: contracts and code below "${now.folder}" are not held against each other any more`,
        [documentPlace(now)],
      );
    if (!before) return notHere('the base has no policy to compare with');
    const both: Both = { before, now };
    const found =
      before.canonical === now.canonical
        ? []
        : [
            ...loosenedRules(both, facts.rules),
            ...loosenedElements(both),
            ...loosenedContracts(both),
            ...loosenedStatements(both),
            ...loosenedPatterns(both),
            ...loosenedGates(both),
            ...loosenedItems(both, items),
            ...elsewhere(both),
          ];
    const all = [...found, ...grownBaseline(facts)];
    if (all.length === 0) return pass('nothing is looser');
    return fail(
      `${count(all.length, 'loosening')}: ${firstOf(
        all.map(({ what }) => what),
        2,
      )}`,
      all.map(({ place }) => place),
    );
  },
});

/** Whether a policy is new in a folder whose contracts or routes were judged until now, and asks for none. */
function takesOver({ policy, outerPolicy: outer, workspace: { contracts } }: ItemFacts): boolean {
  if (!outer || !declaresContracts(outer) || declaresContracts(policy)) return false;
  const all = [...contracts.contracts.map(({ contract }) => contract), ...contracts.routes];
  return all.some(({ path }) => isBelow(policy.folder, path));
}

/** What a change is compared with, who owns it, and how long a suppression may last decide about everything else. */
function elsewhere({ before, now }: Both): readonly Loosening[] {
  const found: Loosening[] = [];
  if (before.base && now.base?.text !== before.base.text) {
    const what = `changes are compared with ${now.base ? `"${now.base.text}"` : 'another base'} now`;
    found.push({ what, place: now.base?.place ?? documentPlace(now) });
  }
  const [then, since] = [before.ownership.codeowners, now.ownership.codeowners];
  if (then && then.text !== since?.text) {
    found.push({
      what: `owners no longer come from "${then.text}"`,
      place: since?.place ?? documentPlace(now),
    });
  }
  const [old, own] = [before.suppressions.maxDays, now.suppressions.maxDays];
  if (old && (own?.days ?? Number.POSITIVE_INFINITY) > old.days) {
    const what = `suppressions may last ${own ? `${own.days} days` : 'for ever'} instead of ${count(old.days, 'day')}`;
    found.push({ what, place: own?.place ?? documentPlace(now) });
  }
  return found;
}

/** A baseline of before as it reads after the moves of the change: an entry that moves along accepts nothing more. */
function knownEntries({ policy: { folder }, change }: ItemFacts, before: string): string {
  const now = pathNow(change);
  return movedBaseline(before, { before: folder, after: folder }, (then) => now(then) ?? then);
}

function grownBaseline(facts: ItemFacts): readonly Loosening[] {
  const path = joinPath(facts.policy.folder, baselineName);
  const file = facts.change.files.find((one) => one.path === path && one.status !== 'deleted');
  const text = file && facts.text(path);
  if (!file || text === undefined) return [];
  const known = new Set(knownEntries(facts, textBefore(facts, file) ?? '').split(/\r?\n/));
  const added = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#') && !known.has(line));
  const [first] = added;
  if (first === undefined) return [];
  const start = text.indexOf(first);
  return [
    {
      what: `the baseline accepts ${count(added.length, 'finding')} more`,
      place: { path, span: { start, end: start + first.length } },
    },
  ];
}
