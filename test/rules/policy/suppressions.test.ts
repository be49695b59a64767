import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findings } from '../../support/rule.ts';
import { openWorkspace } from '../../support/workspace.ts';

const policy =
  '{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }], "cover": ["**"] }';
const upward = 'architecture/upward-import';
const fixture = (code: string) => `//- domain/a.ts\n${code}\n//- ui/a.ts\nexport {};`;
const judged = (code: string, today?: string) =>
  findings(policy, fixture(code), today === undefined ? {} : { today });
const rulesOf = (lines: readonly string[]) => lines.map((line) => line.split(' ').slice(1).join(' '));

describe('where a suppression applies', () => {
  const places: readonly (readonly [name: string, code: string])[] = [
    ['above', `// parapet-allow ${upward}: agreed\nimport '../ui/a';`],
    ['beside', `import '../ui/a'; // parapet-allow ${upward}: agreed`],
    ['in a block comment', `/* parapet-allow ${upward}: agreed */\nimport '../ui/a';`],
    [
      'above, with more comment between',
      `// parapet-allow ${upward}: agreed\n// and more\nimport '../ui/a';`,
    ],
    ['on any line of the statement', `import {\n  a, // parapet-allow ${upward}: agreed\n} from '../ui/a';`],
    [
      'above a statement of several lines',
      `// parapet-allow ${upward}: agreed\nimport {\n  a,\n} from '../ui/a';`,
    ],
    [
      'with several rules',
      `// parapet-allow architecture/import-cycle, ${upward}: agreed\nimport '../ui/a';`,
    ],
  ];
  for (const [name, code] of places) {
    test(name, async () => {
      const [first] = rulesOf(await judged(code)).filter((line) => line.endsWith(upward));
      assert.equal(first, `suppressed ${upward}`);
    });
  }
  test('not over a blank line, and not in a string', async () => {
    for (const code of [
      `// parapet-allow ${upward}: agreed\n\nimport '../ui/a';`,
      `const s = '// parapet-allow ${upward}: agreed';\nimport '../ui/a';`,
    ]) {
      assert.ok(rulesOf(await judged(code)).includes(`error ${upward}`), code);
    }
  });
});

describe('what is told of it', () => {
  const told = async (directive: string, today?: string) =>
    rulesOf(await judged(`// parapet-allow ${directive}\nimport '../ui/a';`, today));
  test('nothing about a good one', async () => {
    assert.deepEqual(await told(`${upward}: agreed`), [`suppressed ${upward}`]);
  });
  test('no reason, no rule, no date', async () => {
    assert.deepEqual(await told(upward), ['error policy/unreasoned-suppression', `error ${upward}`]);
    assert.deepEqual(await told(`${upward}: reason`), [
      'error policy/unreasoned-suppression',
      `error ${upward}`,
    ]);
    assert.deepEqual(await told(`${upward}: agreed (until 2027-02-30)`), [
      'error policy/unreasoned-suppression',
      `error ${upward}`,
    ]);
  });
  test('a reason that is still the word of the fix is told as that', async () => {
    const message = async (comment: string) => {
      const files = new Map([
        ['parapet.jsonc', policy],
        ['domain/a.ts', `// parapet-allow ${upward}${comment}\nimport '../ui/a';`],
        ['ui/a.ts', ''],
      ]);
      const all = (await openWorkspace(files)).findings();
      return all.find(({ rule }) => rule === 'policy/unreasoned-suppression')?.message;
    };
    for (const end of ['', ' (until 2099-01-31)'])
      assert.equal(
        await message(`: reason${end}`),
        'This suppression still says "reason" where its reason belongs, and has no effect.',
      );
    const none = 'This suppression gives no reason and has no effect; write it after a colon.';
    for (const comment of ['', ':', ' reason']) assert.equal(await message(comment), none, comment);
    assert.equal(await message(': a reason'), undefined);
  });
  test('a rule that does not exist', async () => {
    assert.deepEqual(await told('architecture/upward-imports: agreed'), [
      'warning policy/unused-suppression',
      `error ${upward}`,
    ]);
  });
  test('a rule that did not run says nothing about use', async () => {
    const off = policy.replace('{ "layers"', `{ "rules": { "${upward}": "off" }, "layers"`);
    assert.deepEqual(
      await findings(off, fixture(`// parapet-allow ${upward}: agreed\nimport '../ui/a';`)),
      [],
    );
  });
  test('its end is inclusive, and an ended one still holds', async () => {
    const directive = `${upward}: agreed (until 2026-06-30)`;
    assert.deepEqual(await told(directive, '2026-06-30'), [`suppressed ${upward}`]);
    assert.deepEqual(await told(directive, '2026-07-01'), [
      'warning policy/expired-suppression',
      `suppressed ${upward}`,
    ]);
  });
  test('where the policy asks for an end it has one, soon enough, and holds without it', async () => {
    const asking = policy.replace('{', '{ "suppressions": { "maxDays": 30 },');
    const judgedOn = async (comment: string) =>
      rulesOf(
        await findings(asking, fixture(`// parapet-allow ${upward}: agreed${comment}\nimport '../ui/a';`), {
          today: '2026-06-01',
        }),
      );
    const error = 'error policy/unreasoned-suppression';
    assert.deepEqual(await judgedOn(''), [error, `suppressed ${upward}`]);
    assert.deepEqual(await judgedOn(' (until 2026-07-02)'), [error, `suppressed ${upward}`]);
    assert.deepEqual(await judgedOn(' (until 2026-07-01)'), [`suppressed ${upward}`]);
  });
  test('it works in the policy, and not for what is wrong with the policy', async () => {
    const inPolicy = (comment: string, text: string) =>
      findings(`{\n  // parapet-allow ${comment}: agreed\n  ${text}\n}`, '//- ui/a.ts\nexport {};');
    assert.deepEqual(rulesOf(await inPolicy('policy/unmatched-pattern', '"cover": [], "tests": ["no/**"]')), [
      'suppressed policy/unmatched-pattern',
    ]);
    const broken = rulesOf(await inPolicy('policy/invalid-policy', '"layer": []'));
    assert.ok(broken.includes('error policy/invalid-policy'));
  });
});
