import { defineItem } from '../../model/item.ts';
import { count, firstOf } from '../../model/words.ts';
import { judgedFiles } from '../files.ts';
import { fail, notHere, pass } from '../outcome.ts';

export default defineItem({
  id: 'owned',
  title: 'Every new file has an owner',
  summary: 'Somebody owns every file that the change adds.',
  why: 'What nobody owns nobody mends.',
  scope: 'Changes that add files, where a CODEOWNERS file names anybody.',
  weight: 'A should: many repositories leave some folders to everybody on purpose.',
  ways: ['Add a rule for the folder to CODEOWNERS.'],
  level: () => 'should',
  judge(facts) {
    const added = judgedFiles(facts).filter(({ status }) => status === 'added');
    if (added.length === 0) return notHere('no file is added');
    const { owners, paths } = facts;
    const unowned = added.filter(({ path }) => owners.of(path).length === 0).map(({ path }) => path);
    if (unowned.length === 0) return pass(`${count(added.length, 'new file')}, all owned`);
    if (!paths.some((path) => owners.of(path).length > 0)) return notHere('nobody is named as an owner here');
    const verb = unowned.length === 1 ? 'has' : 'have';
    return fail(
      `${unowned.length} of ${count(added.length, 'new file')} ${verb} no owner: ${firstOf(unowned, 3)}`,
      unowned.map((path) => ({ path, span: { start: 0, end: 0 } })),
    );
  },
});
