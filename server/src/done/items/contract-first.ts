import { defineItem } from '../../model/item.ts';
import { count, firstOf } from '../../model/words.ts';
import { judgedFiles } from '../files.ts';
import { fail, notHere, pass, unknown } from '../outcome.ts';
import { contractChanges } from '../public-changes.ts';

export default defineItem({
  id: 'contract-first',
  title: 'A changed contract has a new version',
  summary:
    'Each OpenAPI or AsyncAPI document that promises something else than before carries another `info.version`.',
  why: 'Who calls the service can only rely on a version that says when the promise changed.',
  scope:
    'Changes to contracts that carry a version. Descriptions, examples and layout are no promise; GraphQL and protobuf carry no version; whether code and contract agree is not looked at.',
  weight: 'A should: some teams set the version at the release.',
  ways: ['Set `info.version` to the next version.'],
  level: () => 'should',
  judge(facts) {
    const changes = judgedFiles(facts).flatMap((file) => contractChanges(facts, file));
    const broken = changes.filter(({ isBroken }) => isBroken);
    if (broken.length > 0)
      return unknown(
        `${firstOf(
          broken.map(({ path }) => path),
          2,
        )} cannot be read to ${broken.length === 1 ? 'its' : 'their'} end`,
        { places: broken.map(({ path, span }) => ({ path, span })) },
      );
    const versioned = changes.filter(({ version }) => version !== undefined);
    if (versioned.length === 0) {
      return notHere(
        changes.length === 0 ? 'no contract is changed' : 'the changed contracts carry no version',
      );
    }
    const same = versioned.filter(({ version }) => version?.now === version?.before);
    if (same.length === 0)
      return pass(`${count(versioned.length, 'changed contract')}, all with a new version`);
    const [first] = same;
    const rest = same.length > 1 ? ` and ${same.length - 1} more` : '';
    return fail(
      `${first?.path ?? ''}${rest} changed and is still version ${first?.version?.now ?? ''}`,
      same.map(({ path, span }) => ({ path, span })),
    );
  },
});
