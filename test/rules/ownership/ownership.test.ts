import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFix, filesOf, openFixable, waysOut } from '../../support/fix.ts';
import { createMemoryHost } from '../../support/memory-host.ts';
import { findings } from '../../support/rule.ts';
import { openWorkspace } from '../../support/workspace.ts';

const owned = '* @acme/all\n';
const at = (text: string, more = '') => `//- .github/CODEOWNERS\n${text}\n//- src/a.ts\nexport {};${more}`;
const gitlab = (text: string, more = '') =>
  `//- .gitlab/CODEOWNERS\n${text}\n//- src/a.ts\nexport {};${more}`;

test('without CODEOWNERS nothing is judged', async () => {
  assert.deepEqual(await findings('{}', '//- src/a.ts\nexport {};'), []);
});

test('dead-pattern: what git does not list is not there', async () => {
  const fixture = at(`${owned}/src/\n/dist/ @acme/web`, '\n//- dist/a.js\n');
  assert.deepEqual(await findings('{}', fixture), []);
  const files = () => ['.github/CODEOWNERS', 'parapet.jsonc', 'src/a.ts'];
  assert.deepEqual(await findings('{}', fixture, { ownership: { files } }), [
    '.github/CODEOWNERS:3:1 warning ownership/dead-pattern',
  ]);
  assert.deepEqual(await findings('{}', fixture, { ownership: { files: () => undefined } }), []);
  assert.deepEqual(await findings('{}', fixture, { ownership: { files: () => [] } }), []);
});

test('dead-pattern: the line for the records of changes comes before the first of them', async () => {
  for (const pattern of ['/governance/', '/governance/**', '/governance/changes/'])
    assert.deepEqual(await findings('{}', at(`${owned}${pattern} @acme/a`)), []);
  for (const pattern of ['/governence/', '/src/governance/', '/governance/*.txt'])
    assert.equal((await findings('{}', at(`${owned}${pattern} @acme/a`))).length, 1, pattern);
});

test('dead-pattern: a submodule is a file to git, and what is in it another repository', async () => {
  const modules = '\n//- .gitmodules\n[submodule "x"]\n\tpath = vendor/x\n\turl = ../x\n';
  const text = `${owned}/vendor/x @acme/a\n/vendor/x/ @acme/a\n/vendor/x/deep/y.c @acme/a\n`;
  assert.deepEqual(await findings('{}', at(text, modules)), []);
  assert.equal((await findings('{}', at(text))).length, 3);
});

test('dead-pattern: GitLab takes a folder without a slash for a file, and says so', async () => {
  const files = filesOf('{}', gitlab('* @all\nsrc @web\nsrc/ @web'));
  const { workspace } = await openFixable(files);
  assert.deepEqual(
    workspace.findings().map(({ message }) => message),
    ['No file of the repository matches "src". It is a folder; to GitLab its files are "src/".'],
  );
  assert.deepEqual(await findings('{}', at(`${owned}src @web`)), []);
});

test('dead-pattern: the nearest path, or no line', async () => {
  const rule = 'ownership/dead-pattern';
  const cases = [
    ['/srk/ @acme/web', '/src/ @acme/web'],
    ['/srk/*.ts @acme/web', '/src/*.ts @acme/web'],
    ['lib/a.ts @acme/web', '/src/a.ts @acme/web'],
  ] as const;
  for (const [before, after] of cases)
    await checkFix({ rule, policy: '{}', before: at(owned + before), after: at(owned + after) });
  await checkFix({
    rule,
    policy: '{}',
    before: gitlab('* @all\n/src @web'),
    after: gitlab('* @all\n/src/ @web'),
  });
  const last = { rule, policy: '{}', fix: 'delete-line' };
  await checkFix({ ...last, before: at(`${owned}/gone/ @a\n/src/ @b`), after: at(`${owned}/src/ @b`) });
  await checkFix({ ...last, before: at(`${owned}/gone/ @a\n`), after: at(`${owned}`) });
});

test('dead-pattern: nothing is near a name that is like no other', async () => {
  const fixable = await openFixable(filesOf('{}', at(`${owned}/quite/else/ @a`)));
  const [finding] = fixable.workspace.findings();
  assert.ok(finding);
  assert.deepEqual(
    (await waysOut(fixable, finding)).map(({ id }) => id),
    ['delete-line'],
  );
});

test('shadowed-pattern: a later line without owners is intended, one with owners is told', async () => {
  assert.deepEqual(await findings('{}', at(`${owned}/src/a.ts @acme/a\n/src/`)), []);
  assert.deepEqual(await findings('{}', at(`/src/a.ts @acme/a\n${owned}`)), [
    '.github/CODEOWNERS:1:1 info ownership/shadowed-pattern',
  ]);
  assert.deepEqual(await findings('{}', gitlab('[A]\n/src/a.ts @a\n!/src/\n[B]\n* @b')), []);
  assert.deepEqual(await findings('{}', gitlab('[A]\n/src/a.ts @a\n[B]\n* @b')), []);
});

test('shadowed-pattern: the line moves below the one that decides', () =>
  checkFix({
    rule: 'ownership/shadowed-pattern',
    policy: '{}',
    before: at(`# web\n/src/ @acme/web\n* @acme/all\n# end`),
    after: at(`# web\n* @acme/all\n/src/ @acme/web\n# end`),
  }));

test('shadowed-pattern: of two equal lines the first can only go', async () => {
  const fixable = await openFixable(filesOf('{}', at('* @acme/all\n/src/ @a\n/src/ @b')));
  const [finding] = fixable.workspace.findings();
  assert.ok(finding);
  assert.deepEqual(
    (await waysOut(fixable, finding)).map(({ id }) => id),
    ['delete-line'],
  );
});

test('invalid-codeowners: what a file is called is no mistake', async () => {
  const more = '\n//- @acme/web/x.ts\nexport {};\n//- app/[id]/p.ts\nexport {};';
  const text = `${owned}@acme/web @acme/all\n/app/[id]/ @acme/web`;
  assert.deepEqual(await findings('{}', at(text, more)), []);
  assert.deepEqual(await findings('{}', at(text)), [
    '.github/CODEOWNERS:2:1 error ownership/invalid-codeowners',
    '.github/CODEOWNERS:3:1 error ownership/invalid-codeowners',
  ]);
});

test('invalid-codeowners: what was probably meant', async () => {
  const rule = 'ownership/invalid-codeowners';
  const github = [
    ['@acme/web', '* @acme/web'],
    ['*.ts acme/web', '*.ts @acme/web'],
    ['/ @acme/web', '* @acme/web'],
    ['***/a.ts @acme/web', '**/a.ts @acme/web'],
    ['!/src/ @acme/web', '/src/'],
  ] as const;
  for (const [before, after] of github)
    await checkFix({ rule, policy: '{}', before: at(owned + before), after: at(owned + after) });
  const others = [
    ['*.ts @a # ask @b', '# ask @b\n*.ts @a'],
    ['[Docs @a\n*.ts', '[Docs] @a\n*.ts'],
    ['[Docs][0] @a\n*.ts', '[Docs] @a\n*.ts'],
  ] as const;
  for (const [before, after] of others)
    await checkFix({
      rule,
      policy: '{}',
      before: gitlab(`* @all\n${before}`),
      after: gitlab(`* @all\n${after}`),
    });
});

test('invalid-codeowners: a file that the policy names and that is not there', async () => {
  const policy = '{ "ownership": { "codeowners": "OWNERS" } }';
  assert.deepEqual(await findings(policy, at(owned)), [
    'parapet.jsonc:1:32 error ownership/invalid-codeowners',
  ]);
  assert.deepEqual(await findings(policy, `//- OWNERS\n${owned}`), []);
  const outside = '{ "ownership": { "codeowners": "../../x" } }';
  assert.deepEqual(await findings(outside, at(owned)), [
    'parapet.jsonc:1:32 error ownership/invalid-codeowners',
  ]);
});

test('invalid-codeowners: a file that cannot be read is told, and no other takes its place', async () => {
  const files = new Map(
    Object.entries({ 'parapet.jsonc': '{}', CODEOWNERS: '* @a\n', '.github/CODEOWNERS': '* @b' }),
  );
  const host = createMemoryHost(files);
  const read: typeof host.read = (path) =>
    path === '.github/CODEOWNERS'
      ? { ok: false, problem: 'binary', detail: 'contains a NUL byte' }
      : host.read(path);
  const workspace = await openWorkspace(files, { parts: { host: { ...host, read } } });
  assert.deepEqual(
    workspace.findings().map(({ path, rule, message }) => [path, rule, message]),
    [
      [
        '.github/CODEOWNERS',
        'ownership/invalid-codeowners',
        'The CODEOWNERS file ".github/CODEOWNERS" cannot be read: contains a NUL byte.',
      ],
    ],
  );
});

const service = '{ "services": [{ "name": "s", "files": "src/**", "owner": "@acme/pay" }] }';
const catalog = (owner: string) => `\n//- src/catalog-info.yaml\nkind: Component\nspec:\n  owner: ${owner}\n`;

test('owner-mismatch: an owner of some of the files is right, and other names of a team are the same', async () => {
  const rule = 'ownership/owner-mismatch';
  assert.deepEqual(await findings(service, at(owned)), [`parapet.jsonc:1:59 warning ${rule}`]);
  assert.deepEqual(await findings(service, at(`${owned}/src/ @ACME/pay`)), []);
  assert.deepEqual(
    await findings(service, at(`${owned}/src/a.ts @acme/pay`, '\n//- src/b.ts\nexport {};')),
    [],
  );
  assert.deepEqual(await findings(service, at('/parapet.jsonc @x\n/.github/ @x')), []);
  assert.deepEqual(await findings(service, at(`${owned}/src/ @acme/pay`, catalog('group:default/pay'))), []);
  assert.deepEqual(await findings(service, at(`${owned}/src/ @acme/pay`, catalog('web'))), [
    `src/catalog-info.yaml:3:10 warning ${rule}`,
  ]);
  assert.deepEqual(await findings('{}', at(owned, catalog('web'))), [
    `src/catalog-info.yaml:3:10 warning ${rule}`,
  ]);
  assert.deepEqual(await findings('{}', at(owned, catalog('all'))), []);
});

test('owner-mismatch: the other owner is copied', async () => {
  const rule = 'ownership/owner-mismatch';
  const policy = `//- parapet.jsonc\n${service}`;
  await checkFix({
    ...{ rule, policy: '', before: `${policy}\n${at(owned)}` },
    after: policy.replace('@acme/pay', '@acme/all'),
  });
  await checkFix({
    ...{ rule, policy: '{}', before: at(owned, catalog('web')) },
    after: at(owned, catalog('all')),
  });
});

const named = '{ "rules": { "ownership/unowned-file": "warning" }, "exclude": ["out/**"] }';

test('unowned-file: one finding for each outermost folder, not for what has none on purpose or is not judged', async () => {
  const more =
    '\n//- src/b/c/d.ts\nexport {};\n//- src/b/e.ts\nexport {};\n//- out/o.ts\nexport {};\n//- gen/g.ts\nexport {};';
  const lines = '/.github/ @a\n/parapet.jsonc @a\n/src/a.ts @a\n/gen/';
  const workspace = await openWorkspace(filesOf(named, at(lines, more)));
  assert.deepEqual(
    workspace.findings().map(({ subject, message }) => [subject, message]),
    [['src/b', 'No line of CODEOWNERS is about "src/b", which holds 2 files.']],
  );
  const only = '{ "rules": { "ownership/unowned-file": ["warning", { "files": ["src/*"] }] } }';
  assert.deepEqual(await findings(only, at(lines, more)), []);
});

test('unowned-file: without CODEOWNERS everything is unowned but what belongs to a service', async () => {
  assert.deepEqual(await findings(named, '//- src/a.ts\nexport {};\n//- out/o.ts\nexport {};'), [
    'parapet.jsonc:1:14 warning ownership/unowned-file',
  ]);
  const all =
    '{ "services": [{ "name": "s", "files": "**", "owner": "@a" }], "rules": { "ownership/unowned-file": "error" } }';
  assert.deepEqual(await findings(all, '//- src/a.ts\nexport {};'), []);
});

test('unowned-file: a line for the folder takes nothing from other lines', () =>
  checkFix({
    rule: 'ownership/unowned-file',
    policy: named,
    before: at('# top\n/.github/ @a\n/parapet.jsonc @a\n/lib/ @web', '\n//- lib/a.ts\nexport {};'),
    after: at('# top\n/src/ @a\n/.github/ @a\n/parapet.jsonc @a\n/lib/ @web', '\n//- lib/a.ts\nexport {};'),
  }));

test('unowned-governance: the policy and its records, also where owners were taken away', async () => {
  const rule = 'ownership/unowned-governance';
  const records = '\n//- governance/changes/a.yaml\ntype: feat\n';
  assert.deepEqual(await findings('{}', at(owned, records)), []);
  assert.deepEqual(await findings('{}', at(`${owned}/governance/`, records)), [
    `.github/CODEOWNERS:2:1 warning ${rule}`,
  ]);
  assert.deepEqual(await findings('{}', at('/.github/ @a\n/src/ @a', records)), [
    `.github/CODEOWNERS:2:1 warning ${rule}`,
    `.github/CODEOWNERS:2:1 warning ${rule}`,
  ]);
  await checkFix({
    rule,
    policy: '{}',
    before: at('/.github/ @a\n/src/ @a'),
    after: at('/.github/ @a\n/src/ @a\n/parapet.jsonc @a'),
  });
  await checkFix({
    ...{ rule, policy: '{}', before: at(`${owned}/governance/`, records) },
    after: at(`${owned}/governance/\n/governance/ @acme/all`, records),
  });
  const itself = { rule, policy: '{}', before: at('/src/ @a\n/parapet.jsonc @a') };
  assert.deepEqual(await findings('{}', itself.before), [`.github/CODEOWNERS:2:1 warning ${rule}`]);
  await checkFix({ ...itself, after: at('/src/ @a\n/parapet.jsonc @a\n/.github/CODEOWNERS @a') });
});

test('severity, overrides, the baseline and suppressions hold for CODEOWNERS as for sources', async () => {
  const dead = at(`${owned}/gone/ @a`);
  const place = '.github/CODEOWNERS:2:1';
  assert.deepEqual(await findings('{ "rules": { "ownership/*": "error" } }', dead), [
    `${place} error ownership/dead-pattern`,
  ]);
  const override =
    '{ "overrides": [{ "files": [".github/**"], "rules": { "ownership/dead-pattern": "info" } }] }';
  assert.ok((await findings(override, dead)).includes(`${place} info ownership/dead-pattern`));
  const line = `${owned}# parapet-allow ownership/dead-pattern: comes with the next release\n/gone/ @a`;
  assert.deepEqual(await findings('{}', at(line)), [
    '.github/CODEOWNERS:3:1 suppressed ownership/dead-pattern',
  ]);
  const inline = `${owned}/gone/ @a # parapet-allow ownership/dead-pattern: soon`;
  assert.deepEqual(await findings('{}', at(inline)), [`${place} suppressed ownership/dead-pattern`]);
  const unused = `${owned}# parapet-allow ownership/dead-pattern: left over\n/src/ @a`;
  assert.deepEqual(await findings('{}', at(unused)), [
    '.github/CODEOWNERS:2:17 warning policy/unused-suppression',
  ]);
  const bare = `${owned}# parapet-allow ownership/dead-pattern\n/gone/ @a`;
  assert.deepEqual(await findings('{}', at(bare)), [
    '.github/CODEOWNERS:2:3 error policy/unreasoned-suppression',
    '.github/CODEOWNERS:3:1 warning ownership/dead-pattern',
  ]);
  const baseline = `${dead}\n//- governance/baseline.txt\nownership/dead-pattern\t.github/CODEOWNERS\t/gone/\n`;
  const workspace = await openWorkspace(filesOf('{}', baseline));
  assert.deepEqual(
    workspace.findings().map(({ isBaselined }) => isBaselined),
    [true],
  );
});

test('a nested policy does not judge the CODEOWNERS file of the outer one again', async () => {
  const nested = '\n//- src/parapet.jsonc\n{}\n';
  assert.deepEqual(await findings('{}', at(`${owned}/gone/ @a`, nested)), [
    '.github/CODEOWNERS:2:1 warning ownership/dead-pattern',
  ]);
});
