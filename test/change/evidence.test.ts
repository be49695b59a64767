import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doneIn } from '../support/done.ts';

const policyWith = (base: string) => `{
  "gates": { "coverage": { "reports": ["lcov.info"], "drop": 1, "base": "${base}" } }
}`;
const files = (base: string) =>
  new Map([
    ['parapet.jsonc', policyWith(base)],
    ['a.ts', 'export const a = 1;\nexport const b = 2;\n'],
    ['lcov.info', 'SF:a.ts\nDA:1,1\nDA:2,1\nend_of_record\n'],
    ['base.info', 'SF:a.ts\nDA:1,1\nend_of_record\n'],
    ['../secret', 'SF:a.ts\nDA:1,1\nend_of_record\n'],
  ]);
const before = new Map([['a.ts', 'export const a = 1;\n']]);

const told = async (base: string) => {
  const { result } = await doneIn(files(base), before);
  return result.findings
    .filter(({ rule }) => rule === 'gates/missing-evidence')
    .map(({ message }) => message);
};

test('coverage of the base is read from the workspace', async () => {
  assert.deepEqual(await told('base.info'), []);
});

test('and from nowhere else', async () => {
  for (const base of ['../secret', '../../etc/passwd', '/etc/passwd']) {
    const [message = ''] = await told(base);
    assert.match(message, /must lie in the folder of the workspace/, base);
  }
});
