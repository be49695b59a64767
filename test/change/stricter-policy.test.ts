import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doneIn } from '../support/done.ts';
import { openWorkspace } from '../support/workspace.ts';

type Files = Readonly<Record<string, string>>;

const layers = [
  { name: 'ui', files: 'src/ui/**' },
  { name: 'domain', files: 'src/domain/**' },
];
const policy = (more: object = {}) => JSON.stringify({ layers, ...more });
const strict = { 'parapet.jsonc': policy({ packages: [{ deny: ['moment'] }] }) };
const manifest = { 'package.json': '{ "dependencies": { "moment": "1" } }' };
const code = { ...manifest, 'src/ui/a.ts': "import moment from 'moment';\nexport const a = moment;\n" };
const upward = "import { a } from '../ui/a';\nexport const order = a;\n";

/** What `done` says besides of a change from some files to others, and the errors of a check afterwards. */
async function told(base: Files, now: Files) {
  const files = new Map(Object.entries(now));
  const before = new Map<string, string | null>(Object.entries(base));
  for (const path of files.keys()) if (!before.has(path)) before.set(path, null);
  const { result } = await doneIn(files, before);
  const findings = (await openWorkspace(new Map(files))).findings();
  const errors = findings.filter(({ severity, isBaselined }) => severity === 'error' && !isBaselined);
  return {
    notices: result.notices.flatMap(({ code, message }) => (code === 'POL-001' ? [message] : [])),
    verdict: result.verdict,
    errors: errors.length,
  };
}

const message = (amount: string, them: string, example: string) =>
  `The policy of this change finds ${amount} more in code that it leaves as it was, such as ${example}: that stops nothing here, and "parapet check" fails once this is merged, unless somebody mends ${them} or "parapet baseline" accepts ${them}.`;
const forbidden = 'architecture/forbidden-package in "src/ui/a.ts"';

test('what a stricter policy finds in code of before is told, and stops nothing', async () => {
  const base = { ...code, 'parapet.jsonc': policy() };
  assert.deepEqual(await told(base, { ...code, ...strict }), {
    notices: [message('1 error', 'it', forbidden)],
    verdict: 'pass',
    errors: 1,
  });
  const two = { ...code, 'src/ui/b.ts': code['src/ui/a.ts'] };
  const { notices } = await told({ ...two, 'parapet.jsonc': policy() }, { ...two, ...strict });
  assert.deepEqual(notices, [message('2 errors', 'them', forbidden)]);
});

test('what is accepted or mended with it is not told, nor what only warns', async () => {
  const base = { ...code, 'parapet.jsonc': policy() };
  const baseline = 'architecture/forbidden-package\tsrc/ui/a.ts\tmoment\n';
  const listed = await told(base, { ...code, ...strict, 'governance/baseline.txt': baseline });
  assert.deepEqual(listed, { notices: [], verdict: 'pass', errors: 0 });
  const mended = await told(base, { ...code, ...strict, 'src/ui/a.ts': 'export const a = 1;\n' });
  assert.deepEqual(mended, { notices: [], verdict: 'pass', errors: 0 });
  const light = policy({ packages: [{ deny: ['moment'], severity: 'warning' }] });
  assert.deepEqual((await told(base, { ...code, 'parapet.jsonc': light })).notices, []);
});

test('what stopped a check of the base is not told, and what weighs more by now is', async () => {
  const old = { ...code, 'src/domain/order.ts': upward };
  const red = { ...old, 'parapet.jsonc': policy() };
  assert.equal((await told(red, { ...red, 'src/ui/b.ts': 'export const b = 1;\n' })).errors, 1);
  const more = { ...red, 'parapet.jsonc': policy({ cover: ['**'] }) };
  assert.deepEqual((await told(red, more)).notices, [], 'another policy, and the same errors');
  assert.deepEqual((await told(red, { ...old, ...strict })).notices, [message('1 error', 'it', forbidden)]);
  const light = { ...old, 'parapet.jsonc': policy({ rules: { 'architecture/upward-import': 'warning' } }) };
  assert.deepEqual((await told(light, red)).notices, [
    message('1 error', 'it', 'architecture/upward-import in "src/domain/order.ts"'),
  ]);
});

test('a policy that is new, or no longer below another one, is compared with none', async () => {
  assert.deepEqual((await told(code, { ...code, ...strict })).notices, [message('1 error', 'it', forbidden)]);
  const nested = { ...code, ...strict, 'src/ui/parapet.jsonc': '{}' };
  assert.deepEqual((await told(nested, { ...code, ...strict })).notices, [
    message('1 error', 'it', forbidden),
  ]);
  assert.deepEqual((await told({ ...code, ...strict }, nested)).notices, []);
});

test('what the change adds is an error of its own, and told as one', async () => {
  const base = { ...code, 'parapet.jsonc': policy() };
  const adding = { ...code, ...strict, 'src/ui/b.ts': code['src/ui/a.ts'] };
  const { notices, verdict } = await told(base, adding);
  assert.deepEqual([notices, verdict], [[message('1 error', 'it', forbidden)], 'fail']);
});
