import { fixupMark, isGitsOwn, readCommitHeader } from '../../format/commit-message.ts';
import { defineItem } from '../../model/item.ts';
import { count } from '../../model/words.ts';
import { fail, notHere, pass } from '../outcome.ts';

export default defineItem({
  id: 'conventional-commits',
  title: 'The commits say what they are',
  summary: 'Each commit of the change starts with a type, as the Conventional Commits specification has it.',
  why: 'Release notes, versions and the items about certain types of change are computed from the types.',
  scope: 'Changes with commits; merges and reverts as git writes them are left alone.',
  weight: 'Off: it asks for a convention that most repositories do not follow.',
  ways: ['Reword the commits: `git rebase --interactive`, such as `feat(cart): add the one-click order`.'],
  level: () => 'off',
  judge({ change: { commits } }) {
    const own = commits.filter(({ isMerge, subject }) => !isMerge && !isGitsOwn(subject));
    if (own.length === 0) return notHere('there is no commit yet');
    const fixups = own.filter(({ subject }) => fixupMark(subject) !== undefined);
    const others = own.filter(
      ({ subject }) => fixupMark(subject) === undefined && readCommitHeader(subject) === undefined,
    );
    if (fixups.length + others.length === 0) return pass(`${count(own.length, 'commit')}, all with a type`);
    const told = [
      ...(others.length > 0 ? [`${others.length} of ${count(own.length, 'commit')} without a type`] : []),
      ...(fixups.length > 0 ? [`${count(fixups.length, 'commit')} still to be squashed`] : []),
    ].join(', ');
    const [first] = [...others, ...fixups];
    return fail(`${told}: "${first?.subject ?? ''}"`, [], {
      evidence: [...others, ...fixups].map(({ id, subject }) => ({ source: id, detail: subject })),
    });
  },
});
