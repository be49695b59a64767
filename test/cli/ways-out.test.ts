import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWorkspace } from '../../server/src/cli/open.ts';
import { waysOut } from '../../server/src/cli/ways-out.ts';
import { contractOf, policyOf, serving } from '../rules/contracts/shop.ts';
import { runCommand } from '../support/command-line.ts';
import { createRepository } from '../support/repository.ts';
import { makeFolder } from '../support/server.ts';

const drift = {
  'parapet.jsonc': policyOf(),
  'openapi.yaml': contractOf(['GET /orders']),
  'src/app.ts': serving('GET /orders', 'GET /carts'),
};

/** At a terminal; elsewhere a plain check does not look for ways out. */
const reader = { isOutputTerminal: true, env: { NO_COLOR: '1' } };

test('texts tell the best way out of a finding, and all of them where all is asked for', async () => {
  const root = makeFolder(drift);
  const add = 'Add GET /carts to "openapi.yaml"';
  const { out } = await runCommand(root, ['check'], reader);
  assert.ok(out.includes(`\n  Fix: ${add}\n`), out);
  assert.doesNotMatch(out, /Or:|looks for/);
  const { out: piped } = await runCommand(root, ['check']);
  assert.doesNotMatch(piped, /Fix:|looks for/);
  const { out: all } = await runCommand(root, ['check', '--all']);
  assert.ok(all.includes(`\n  Fix: ${add}\n  Or: Mark GET /carts as internal, with a reason\n`), all);
  const { out: markdown } = await runCommand(root, ['check', '--format', 'markdown']);
  assert.ok(markdown.includes(`<br>Fix: ${add}`), markdown);
  const { out: github } = await runCommand(root, ['check', '--format', 'github']);
  assert.ok(github.includes(`%0AFix: ${add}\n`), github);
  for (const format of ['sarif', 'gitlab', 'junit', 'json']) {
    const { out: machine } = await runCommand(root, ['check', '--format', format]);
    assert.ok(!machine.includes(add), format);
  }
});

const sliced = {
  'parapet.jsonc':
    '{ "slices": [{ "name": "feature", "files": "features/{feature}/**", "public": ["index.ts"] }] }',
  'app.ts': "import { total } from './features/cart/total';\nexport const app = total;\n",
  'features/cart/index.ts': "export { total } from './total';\n",
  'features/cart/total.ts': 'export const total = 1;\n',
};

test('a plain check starts no compiler, and says for how many findings one is needed', async () => {
  const root = makeFolder(sliced);
  const { out } = await runCommand(root, ['check'], reader);
  assert.doesNotMatch(out, /Fix:/);
  assert.match(out, /\n--all looks for ways out of 1 more finding\.\nFail: /);
  const { out: all } = await runCommand(root, ['check', '--all']);
  assert.match(all, /\n {2}Fix: Import from ".\/features\/cart" \(safe\)\n/);
  assert.doesNotMatch(all, /looks for/);
});

test('of many findings the first ones tell their ways out, errors before all others', async () => {
  const paths = Array.from({ length: 14 }, (_, index) => `GET /p${String(index).padStart(2, '0')}`);
  const many = makeFolder({ ...drift, 'src/app.ts': serving('GET /orders', ...paths) });
  const { out } = await runCommand(many, ['check'], reader);
  assert.equal(out.match(/^ {2}Fix: /gm)?.length, 10, out);
  assert.match(out, /\n--all looks for ways out of 4 more findings\.\n/);
  const planned = paths.map((path) => path.replace('p', 'a'));
  const mixed = makeFolder({ ...drift, 'openapi.yaml': contractOf(['GET /orders', ...planned]) });
  const { out: sorted } = await runCommand(mixed, ['check'], reader);
  assert.match(sorted, /\n {2}Fix: Add GET \/carts to "openapi.yaml"\n/, 'the one error comes last');
});

test('a way out that cannot be found takes no finding away', async () => {
  const { err, ...terminal } = { err: '', out: () => {}, env: {}, isOutputTerminal: false };
  const opened = await openWorkspace(
    { command: 'check', operands: [], values: {} },
    { ...terminal, cwd: makeFolder(drift), isErrorTerminal: false, columns: undefined, err: () => {} },
  );
  const broken = {
    ...opened,
    fixTools: { ...opened.fixTools, contracts: () => Promise.reject(new Error(`gone${err}`)) },
  };
  const findings = opened.workspace.findings();
  const { notices, fixes } = await waysOut(findings, broken, { format: 'pretty', all: false, isRead: true });
  assert.deepEqual(
    notices.map(({ code, message }) => [code, message]),
    [
      [
        'BUG-001',
        'The ways out of "contracts/route-without-operation" in "src/app.ts" could not be found: gone',
      ],
    ],
  );
  assert.deepEqual(
    findings.flatMap((finding) => fixes?.(finding) ?? []),
    [],
  );
});

test('done lists the ways out of what it finds of the change, as check does', async (context) => {
  const repository = createRepository(context);
  const { root } = repository;
  repository.write({ ...drift, 'src/app.ts': serving('GET /orders') });
  repository.commit();
  repository.git('switch', '--quiet', '--create', 'feature');
  repository.write({ 'openapi.yaml': contractOf(['GET /stock']), 'src/app.ts': drift['src/app.ts'] });
  const ways = async (...argv: readonly string[]) => {
    const { out } = await runCommand(root, ['done', '--base', 'main', '--format', 'json', ...argv]);
    const { findings } = JSON.parse(out) as { findings: { rule: string; fixes?: { title: string }[] }[] };
    return Object.fromEntries(findings.map(({ rule, fixes }) => [rule, fixes?.map(({ title }) => title)]));
  };
  const all = await ways('--all');
  assert.deepEqual(all['contracts/implementation-first'], [
    'Add GET /carts to "openapi.yaml"',
    'Mark GET /carts as internal, with a reason',
  ]);
  assert.deepEqual(all['contracts/breaking-change']?.slice(0, 2), [
    'Set the version of "openapi.yaml" to 2.0.0',
    'Restore GET /orders as deprecated',
  ]);
  assert.deepEqual(Object.values(await ways()).filter(Boolean), [], 'as check: only where all is asked for');
  const { out } = await runCommand(root, ['done', '--base', 'main']);
  assert.match(out, /\n {2}Fix: Add GET \/carts to "openapi.yaml"\n/);
  assert.match(out, /\n {2}Fix: Set the version of "openapi.yaml" to 2\.0\.0\n/);
});

test('the ways out rest on what the change does under the policy that judges it', async (context) => {
  const repository = createRepository(context);
  const inner = Object.fromEntries(
    Object.entries({ ...drift, 'src/app.ts': serving('GET /orders') }).map(([path, text]) => [
      `web/${path}`,
      text,
    ]),
  );
  repository.write({ ...drift, ...inner });
  repository.commit();
  repository.write({ 'web/openapi.yaml': contractOf(['GET /stock']) });
  const { out } = await runCommand(repository.root, ['done', '--base', 'HEAD', '--all']);
  assert.match(out, /\n {2}(?:Fix|Or): Restore GET \/orders as deprecated\n/);
});
