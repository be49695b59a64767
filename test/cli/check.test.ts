import assert from 'node:assert/strict';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runCommand } from '../support/command-line.ts';
import { makeFolder, writeInto } from '../support/server.ts';

const policy = `{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }`;
const clean = {
  'parapet.jsonc': policy,
  'ui/page.ts': "import { order } from '../domain/order';\nexport const page = order;\n",
  'domain/order.ts': 'export const order = 1;\n',
};
const upward = {
  ...clean,
  'domain/cart.ts': "import { page } from '../ui/page';\nexport const cart = page;\n",
};

describe('exit codes', () => {
  const cases: readonly (readonly [
    name: string,
    files: Record<string, string>,
    argv: readonly string[],
    code: number,
  ])[] = [
    ['a clean tree passes', clean, ['check'], 0],
    ['a violation fails', upward, ['check'], 1],
    ['a violation does not fail when nothing may', upward, ['check', '--fail-on', 'never'], 0],
    [
      'a warning does not fail by default',
      { ...clean, 'parapet.jsonc': policy.replace('"ui/**"', '["ui/**", "x/**"]') },
      ['check'],
      0,
    ],
    [
      'a warning fails when asked to',
      { ...clean, 'parapet.jsonc': policy.replace('"ui/**"', '["ui/**", "x/**"]') },
      ['check', '--fail-on', 'warning'],
      1,
    ],
    [
      'without a policy it is a preview',
      { 'a.ts': "import './b';\n", 'b.ts': "import './a';\n" },
      ['check'],
      0,
    ],
    [
      'a broken policy outweighs a violation',
      { ...upward, 'parapet.jsonc': policy.slice(0, -1) },
      ['check'],
      2,
    ],
    ['an empty policy is broken', { ...clean, 'parapet.jsonc': '' }, ['check'], 2],
    ['a policy that is a folder is broken', { 'parapet.jsonc/x': '', 'a.ts': '' }, ['check'], 2],
    [
      'a missing parent is broken',
      { ...clean, 'parapet.jsonc': '{ "extends": "./gone.jsonc" }' },
      ['check'],
      2,
    ],
    ['an unknown key fails', { ...clean, 'parapet.jsonc': '{ "layer": [] }' }, ['check'], 1],
    ['an unknown command is wrong usage', clean, ['chekc'], 2],
    ['an unknown option is wrong usage', clean, ['check', '--foo'], 2],
    ['an option of another command is wrong usage', clean, ['graph', '--only', 'x'], 2],
    ['an unknown format is wrong usage', clean, ['check', '--format', 'xml'], 2],
    ['a date that is none is wrong usage', clean, ['check', '--now', 'soon'], 2],
    ['a path that is missing is wrong usage', clean, ['check', 'gone'], 2],
    ['a rule that does not exist is wrong usage', clean, ['check', '--only', 'architecture/none'], 2],
    ['a named policy that is missing is wrong usage', clean, ['check', '--policy', 'gone.jsonc'], 2],
    ['no command is wrong usage', clean, [], 2],
    ['help is not', clean, ['--help'], 0],
  ];
  test('a wrong option is told in one sentence', async () => {
    const folder = makeFolder(clean);
    const said = async (...argv: readonly string[]) => (await runCommand(folder, ['check', ...argv])).err;
    assert.equal(
      await said('--polcy', 'x'),
      'parapet: There is no option --polcy. Did you mean "--policy"?\n',
    );
    assert.equal(await said('-x'), 'parapet: There is no option -x.\n');
    assert.equal(await said('--format'), 'parapet: --format needs a value.\n');
    assert.equal(await said('--only', '--quiet'), 'parapet: --only needs a value.\n');
    assert.equal(await said('--fix=3'), 'parapet: --fix takes no value.\n');
  });

  for (const [name, files, argv, code] of cases) {
    test(name, async () => {
      const ran = await runCommand(makeFolder(files), argv);
      assert.equal(ran.code, code, `${ran.out}\n${ran.err}`);
      assert.notEqual(ran.out + ran.err, '', 'it says something');
    });
  }
});

describe('check', () => {
  test('a path limits the findings and not what is judged', async () => {
    const folder = makeFolder({ ...upward, 'domain/deep/a.ts': "import '../../ui/page';\n" });
    const { out } = await runCommand(folder, ['check', '--format', 'json', 'domain/deep']);
    const { findings, summary } = JSON.parse(out);
    assert.deepEqual(
      findings.map(({ path }: { path: string }) => path),
      ['domain/deep/a.ts'],
    );
    assert.equal(summary.files, 4);
  });

  test('from a folder below, the policy above judges', async () => {
    const folder = makeFolder(upward);
    assert.equal((await runCommand(join(folder, 'ui'), ['check'])).code, 1);
  });

  test('only some rules are shown and counted', async () => {
    const folder = makeFolder(upward);
    assert.equal((await runCommand(folder, ['check', '--only', 'policy/*'])).code, 0);
    assert.equal((await runCommand(folder, ['check', '--only', 'architecture/*'])).code, 1);
  });

  const idle: readonly (readonly [rule: string, policy: object, says: string])[] = [
    [
      'gates/failed-test',
      { gates: { tests: { reports: ['j.xml'] } } },
      'judges a change, which "parapet done" does',
    ],
    ['done/*', {}, 'judges a change, which "parapet done" does'],
    ['ownership/unowned-file', {}, 'is off: it runs once the policy names it in "rules"'],
    [
      'architecture/unreachable-file',
      { rules: { 'architecture/*': 'warning' } },
      'is off: it runs once the policy names it in "rules"',
    ],
    [
      'architecture/upward-import',
      { layers: [{ name: 'a', files: '**' }], rules: { 'architecture/*': 'off' } },
      'is off: "rules" of the policy say so',
    ],
    ['architecture/forbidden-reach', {}, 'is off: it runs once the policy declares "reach"'],
    [
      'contracts/*',
      {},
      'judges a change, which "parapet done" does; is off: it runs once a service declares "contracts", or the policy "contractFirst"; is off: it runs once the policy names it in "rules"',
    ],
  ];
  for (const [rule, policy, says] of idle)
    test(`${rule}, which does not run there, is wrong usage`, async () => {
      const folder = makeFolder({ 'src/a.ts': 'export {};\n', 'parapet.jsonc': JSON.stringify(policy) });
      const { code, err, out } = await runCommand(folder, ['check', '--only', rule]);
      assert.deepEqual([code, err, out], [2, `parapet: --only ${rule} ${says}.\n`, '']);
    });

  const running: readonly (readonly [rule: string, policy: object])[] = [
    ['ownership/*', {}],
    ['ownership/unowned-file', { rules: { 'ownership/unowned-file': 'warning' } }],
    [
      'architecture/upward-import',
      { layers: [{ name: 'a', files: '**', severity: 'error' }], rules: { 'architecture/*': 'off' } },
    ],
    [
      'architecture/unreachable-file',
      { overrides: [{ files: 'src/**', rules: { 'architecture/unreachable-file': 'info' } }] },
    ],
    ['contracts/*', { contractFirst: 'change' }],
  ];
  for (const [rule, policy] of running)
    test(`${rule}, of which some run, is no wrong usage under ${JSON.stringify(policy)}`, async () => {
      const folder = makeFolder({ 'src/a.ts': 'export {};\n', 'parapet.jsonc': JSON.stringify(policy) });
      const { code, err } = await runCommand(folder, ['check', '--only', rule, '--fail-on', 'never']);
      assert.deepEqual([code, err], [0, '']);
    });

  test('a policy that cannot be read is told, and not which rules it would turn on', async () => {
    const folder = makeFolder({ 'src/a.ts': 'export {};\n', 'parapet.jsonc': '{' });
    const { code, err } = await runCommand(folder, ['check', '--only', 'architecture/forbidden-reach']);
    assert.deepEqual([code, err], [2, '']);
  });

  test('another policy may judge', async () => {
    const folder = makeFolder({ ...upward, 'other/loose.jsonc': '{ "cover": [] }' });
    assert.equal((await runCommand(folder, ['check', '--policy', 'other/loose.jsonc'])).code, 0);
  });

  test('a policy builds on nothing outside its repository, unless it is named by hand', async () => {
    const outside = {
      'loose.jsonc': '{ "cover": [] }',
      'repository/.git/HEAD': '',
      'repository/a.ts': '',
      'repository/parapet.jsonc': '{ "extends": "../loose.jsonc" }',
    };
    const folder = join(makeFolder(outside), 'repository');
    const found = await runCommand(folder, ['check']);
    assert.equal(found.code, 2);
    assert.match(found.out, /cannot be read: it is outside the repository/);
    assert.equal((await runCommand(folder, ['check', '--policy', 'parapet.jsonc'])).code, 0);
    assert.equal((await runCommand(folder, ['check', '--policy', '../loose.jsonc'])).code, 0);
    symlinkSync('../loose.jsonc', join(folder, 'link.jsonc'));
    writeInto(folder, 'parapet.jsonc', '{ "extends": "./link.jsonc" }');
    assert.equal((await runCommand(folder, ['check'])).code, 2, 'a link leads outside, too');
  });

  test('a path that holds nothing to judge is told', async () => {
    const folder = makeFolder({ ...clean, 'docs/a.md': '' });
    assert.match((await runCommand(folder, ['check', 'docs'])).err, /"docs" holds nothing that is judged/);
    assert.equal((await runCommand(folder, ['check', 'domain', 'ui/page.ts'])).err, '');
  });

  test('a suppression ends with the day it names', async () => {
    const folder = makeFolder({
      ...clean,
      'domain/cart.ts': `// parapet-allow architecture/upward-import: moves with #8 (until 2026-03-31)\n${upward['domain/cart.ts']}`,
    });
    const rules = async (now: string) => {
      const { out } = await runCommand(folder, ['check', '--format', 'json', '--now', now]);
      return JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule);
    };
    assert.deepEqual(await rules('2026-03-31'), []);
    assert.deepEqual(await rules('2026-04-01'), ['policy/expired-suppression']);
  });

  test('two runs are equal to the byte', async () => {
    const folder = makeFolder(upward);
    const [first, second] = [
      await runCommand(folder, ['check', '--format', 'json']),
      await runCommand(folder, ['check', '--format', 'json']),
    ];
    assert.equal(first.out, second.out);
  });

  test('a report goes to a file, and standard output stays empty', async () => {
    const folder = makeFolder(upward);
    const { out, code } = await runCommand(folder, [
      'check',
      '--format',
      'sarif',
      '--output',
      'report.sarif',
    ]);
    assert.equal(out, '');
    assert.equal(code, 1);
    assert.equal(JSON.parse(readFileSync(join(folder, 'report.sarif'), 'utf8')).version, '2.1.0');
  });

  test('a report that cannot be written is wrong usage', async () => {
    const { code, err } = await runCommand(makeFolder(clean), ['check', '--output', 'gone/report.json']);
    assert.equal(code, 2);
    assert.match(err, /cannot be written/);
  });

  test('quiet says nothing about a pass, and everything about a failure', async () => {
    assert.equal((await runCommand(makeFolder(clean), ['check', '--quiet'])).out, '');
    assert.notEqual((await runCommand(makeFolder(upward), ['check', '--quiet'])).out, '');
  });

  test('colour is for terminals, and NO_COLOR ends it', async () => {
    const folder = makeFolder(upward);
    const code = '\u001b[';
    assert.ok(!(await runCommand(folder, ['check'])).out.includes(code));
    assert.ok((await runCommand(folder, ['check'], { isOutputTerminal: true })).out.includes(code));
    const silent = { isOutputTerminal: true, env: { NO_COLOR: '1' } };
    assert.ok(!(await runCommand(folder, ['check'], silent)).out.includes(code));
  });
});

describe('the other commands', () => {
  test('explain says why an import is not allowed, and why another is', async () => {
    const folder = makeFolder(upward);
    const bad = await runCommand(folder, ['explain', 'domain/cart.ts', 'ui/page.ts']);
    assert.match(bad.out, /Not allowed.*Layer "domain" must not import layer "ui"/);
    const good = await runCommand(folder, ['explain', 'ui/page.ts']);
    assert.match(good.out, /Allowed\. Layer "domain" is below layer "ui" \(`parapet\.jsonc:1`\)\./);
    const written = await runCommand(folder, ['explain', 'domain/cart.ts', '../ui/page']);
    assert.equal(written.out, bad.out);
    const supposed = await runCommand(folder, ['explain', 'domain/order.ts', 'ui/page.ts']);
    assert.match(supposed.out, /does not import "ui\/page.ts"\. If it did:[\s\S]*Not allowed/);
    const allowed = await runCommand(folder, ['explain', 'ui/page.ts', 'domain/cart.ts']);
    assert.match(allowed.out, /If it did:[\s\S]*Allowed/);
  });

  test('explain knows the rules and what was meant', async () => {
    const folder = makeFolder(clean);
    assert.match((await runCommand(folder, ['explain', 'architecture/upward-import'])).out, /Ways out/);
    assert.match((await runCommand(folder, ['explain', 'CFG-004'])).out, /policy\/invalid-policy/);
    const wrong = await runCommand(folder, ['explain', 'upward-import']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /Did you mean the rule "architecture\/upward-import"/);
    const elsewhere = await runCommand(folder, ['explain', 'ui/page.ts', 'react']);
    assert.equal(elsewhere.code, 2);
    assert.match(
      elsewhere.err,
      /"react" is no source file of this workspace, and "ui\/page.ts" does not import it/,
    );
  });

  test('graph prints the graph in both formats', async () => {
    const folder = makeFolder(upward);
    const { edges } = JSON.parse((await runCommand(folder, ['graph'])).out);
    assert.equal(edges.length, 2);
    assert.match(
      (await runCommand(folder, ['graph', '--format', 'mermaid'])).out,
      /^(?:%%|flowchart|graph)/m,
    );
  });

  test('init writes a policy that today keeps and tomorrow guards, and never twice', async () => {
    const { 'parapet.jsonc': _, ...ungoverned } = clean;
    const folder = makeFolder({ ...ungoverned, 'package.json': '{}' });
    const shown = await runCommand(folder, ['init']);
    assert.match(shown.out, /"name": "ui"/);
    assert.equal(
      (await runCommand(folder, ['check'])).out.startsWith('Preview'),
      true,
      'nothing was written',
    );
    assert.equal((await runCommand(folder, ['init', '--yes'])).code, 0);
    assert.equal((await runCommand(folder, ['check', '--fail-on', 'warning'])).code, 0);
    const text = readFileSync(join(folder, 'parapet.jsonc'), 'utf8');
    assert.ok(text.split('\n').length <= 16, text);
    assert.equal((await runCommand(folder, ['init', '--yes'])).code, 2);
    assert.ok(!existsSync(join(folder, 'governance')), 'nothing had to be accepted');
    const broken = makeFolder({ ...upward, 'parapet.jsonc': text });
    assert.equal((await runCommand(broken, ['check'])).code, 1, 'a later upward import fails');
  });

  test('init accepts the cycles of today, and the next one fails', async () => {
    const cyclic = {
      'src/a.ts': "import './b';\n",
      'src/b.ts': "import './a';\n",
      'src/c.ts': 'export {};\n',
    };
    const folder = makeFolder(cyclic);
    const { code, out } = await runCommand(folder, ['init', '--yes']);
    assert.equal(code, 0);
    assert.match(out, /governance\/baseline.txt: 1 finding accepted/);
    assert.equal((await runCommand(folder, ['check'])).code, 0);
    writeInto(folder, 'src/c.ts', "import './c';\n");
    assert.equal((await runCommand(folder, ['check'])).code, 1);
  });
});
