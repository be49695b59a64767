import { defineItem } from '../../model/item.ts';
import { firstOf } from '../../model/words.ts';
import { fail, notHere, pass } from '../outcome.ts';
import { publicChanges } from '../public-changes.ts';

/**
 * Prose, change logs and the files that tools write change logs from; records about changes are none of them, nor is code
 * that happens to be called so, such as `history.ts`.
 */
const prose =
  /(?:^|\/)(?:docs?|documentation)\/|\.(?:mdx?|rst|adoc)$|(?:^|\/)(?:CHANGELOG|HISTORY|CHANGES)(?:\.(?:txt|json|ya?ml))?$|(?:^|\/)\.changeset\//i;
const records = /(?:^|\/)governance\//;

export default defineItem({
  id: 'docs-touched',
  title: 'What others rely on is documented',
  summary:
    'A change to the exports of a published package, or to a contract, comes with documentation or a change-log entry.',
  why: 'Others learn of a change by reading, or by breaking.',
  scope:
    "Names that entry files of packages export that are not private, `exports` and its kin in package.json, and contracts. Names behind `export *` are not followed, and documentation outside of the policy's folder is not seen.",
  weight: 'A should: it cannot know whether the words are needed.',
  ways: ['Describe the change in the documentation, the change log or a changeset.'],
  level: () => 'should',
  judge(facts) {
    const changes = publicChanges(facts);
    if (changes.length === 0) return notHere('nothing public is changed');
    const altered = new Set(changes.map(({ path }) => path));
    const written = facts.change.files.filter(
      ({ path, status }) =>
        status !== 'deleted' && prose.test(path) && !records.test(path) && !altered.has(path),
    );
    const [first] = written;
    if (first)
      return pass(
        `told in ${firstOf(
          written.map(({ path }) => path),
          2,
        )}`,
      );
    const what = firstOf(
      changes.map((change) => change.what),
      2,
    );
    return fail(
      `nothing is written about ${what}`,
      changes.map(({ path, span }) => ({ path, span })),
    );
  },
});
