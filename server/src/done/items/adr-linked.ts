import {
  type DecisionRecord,
  decisionStates,
  isDecisionPath,
  leadsTo,
  readDecision,
  supersedes,
} from '../../format/decision-record.ts';
import { defineItem, type ItemFacts } from '../../model/item.ts';
import { folderOf, isBelow } from '../../model/path.ts';
import type { Place } from '../../model/span.ts';
import { count, firstOf } from '../../model/words.ts';
import { fail, notHere, pass } from '../outcome.ts';
import { structureChanges } from '../structure.ts';

interface Flaw extends Place {
  readonly what: string;
}

export default defineItem({
  id: 'adr-linked',
  title: 'Structure changes with a decision',
  summary:
    'A change to layers, slices, services, statements or exceptions comes with a decision record that names it, and the records it touches are sound.',
  why: 'A boundary whose reason is not written down is moved by the next one who is in its way.',
  scope:
    'Repositories that keep decision records (`adr/`, `docs/adr/`, `docs/decisions/`, …), MADR or Nygard. A record is sound when its number is its own, its status is a known one, and `superseded by` leads to a record that says so, too.',
  weight: 'A should: it asks for a habit, and only where records are kept already.',
  ways: [
    'Write a decision record that names what changed, or add to one.',
    'Mend the number, status or link that is told.',
  ],
  level: () => 'should',
  judge(facts) {
    const paths = facts.paths.filter((path) => isBelow(facts.policy.folder, path) && isDecisionPath(path));
    if (paths.length === 0) return notHere('no decision records are kept here');
    const touched = touchedRecords(facts);
    const structure = structureChanges(facts);
    if (touched.length === 0 && structure.length === 0)
      return notHere('neither structure nor decisions are changed');
    const unnamed: readonly Flaw[] = structure
      .filter(({ names }) => !touched.some(({ text }) => names.some((name) => mentions(text, name))))
      .map(({ what, path, span }) => ({ what: `${what}, and no changed record names it`, path, span }));
    const flaws = [...unnamed, ...(touched.length > 0 ? unsound(facts, paths, touched) : [])];
    if (flaws.length === 0) {
      const told = touched.length > 0 ? count(touched.length, 'changed record') : 'no changed record';
      return pass(`${told}, ${count(structure.length, 'change')} of structure`);
    }
    return fail(
      firstOf(
        flaws.map(({ what }) => what),
        2,
      ),
      flaws.map(({ path, span }) => ({ path, span })),
    );
  },
});

function touchedRecords(facts: ItemFacts): readonly DecisionRecord[] {
  return facts.change.files
    .filter(({ path, status }) => status !== 'deleted' && isDecisionPath(path))
    .flatMap(({ path }) => readRecord(facts, path));
}

function readRecord(facts: ItemFacts, path: string): readonly DecisionRecord[] {
  const text = facts.text(path);
  return text === undefined ? [] : [readDecision(path, text)];
}

/** A name as a word of its own. */
function mentions(text: string, name: string): boolean {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${literal}(?![\\w-])`, 'i').test(text);
}

/** What is wrong with the records of the change, or with others because of them. */
function unsound(
  facts: ItemFacts,
  paths: readonly string[],
  touched: readonly DecisionRecord[],
): readonly Flaw[] {
  const all = paths.flatMap((path) => touched.find((one) => one.path === path) ?? readRecord(facts, path));
  return touched.flatMap((record) => [
    ...numberFlaws(record, all),
    ...statusFlaws(record),
    ...linkFlaws(record, all),
  ]);
}

function at({ path, status }: DecisionRecord, what: string): Flaw {
  return { path, span: status?.span ?? { start: 0, end: 0 }, what };
}

function numberFlaws(record: DecisionRecord, all: readonly DecisionRecord[]): readonly Flaw[] {
  if (record.number === undefined) return [];
  const same = all.find(
    ({ path, number }) =>
      path !== record.path && number === record.number && folderOf(path) === folderOf(record.path),
  );
  return same ? [at(record, `${record.path} has the number of ${same.path}`)] : [];
}

function statusFlaws(record: DecisionRecord): readonly Flaw[] {
  if (record.status === undefined || record.state === undefined)
    return [at(record, `${record.path} has no status`)];
  if (decisionStates.includes(record.state)) return [];
  return [at(record, `${record.path} has the unknown status "${record.state}"`)];
}

function linkFlaws(record: DecisionRecord, all: readonly DecisionRecord[]): readonly Flaw[] {
  const own = all.filter(({ path }) => folderOf(path) === folderOf(record.path));
  const flaws = record.supersededBy.flatMap((link): readonly Flaw[] => {
    const target = (link.path === undefined ? own : all).find((one) => leadsTo(link, one));
    const named = link.path ?? `record ${link.number ?? ''}`;
    if (!target) return [at(record, `${record.path} is superseded by ${named}, which does not exist`)];
    return supersedes(target, record)
      ? []
      : [at(target, `${target.path} does not say that it supersedes ${record.path}`)];
  });
  const taken = own
    .filter((other) => other.path !== record.path && supersedes(record, other))
    .filter((other) => !other.supersededBy.some((link) => leadsTo(link, record)))
    .map((other) => at(other, `${other.path} does not say that ${record.path} supersedes it`));
  return [...flaws, ...taken];
}
