import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { makeBranch } from '../support/branch.ts';
import { runCommand } from '../support/command-line.ts';
import { makeFolder, writeInto } from '../support/server.ts';

const layers = '"layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }]';
const files = {
  'parapet.jsonc': `{ ${layers} }`,
  'ui/page.ts': 'export const page = 1;\n',
  'domain/order.ts': 'export const order = 1;\n',
};
const warned = { ...files, 'parapet.jsonc': `{ ${layers.replace('"ui/**"', '["ui/**", "x/**"]')} }` };

describe('quiet prints nothing where the verdict is pass', () => {
  for (const command of ['check', 'done'] as const) {
    test(`of ${command}, whatever warns, unless warnings fail it`, async () => {
      const folder = makeBranch(files);
      writeInto(folder, 'parapet.jsonc', warned['parapet.jsonc']);
      const quiet = (...more: readonly string[]) => runCommand(folder, [command, '--quiet', ...more]);
      assert.match((await runCommand(folder, [command])).out, /unmatched-pattern/);
      const passed = await quiet();
      assert.deepEqual([passed.code, passed.out], [0, '']);
      const failed = await quiet('--fail-on', 'warning');
      assert.equal(failed.code, 1);
      assert.match(failed.out, /unmatched-pattern/);
    });
  }
});

describe('an item that should be done and is not', () => {
  const todo = (level: string) => `{ ${layers}, "done": { "todo-free": { "level": "${level}" } } }`;
  const failing = async (level: string, ...more: readonly string[]) => {
    const folder = makeBranch({ ...files, 'parapet.jsonc': todo(level) });
    writeInto(folder, 'domain/order.ts', `${files['domain/order.ts']}// ${['TO', 'DO'].join('')}: more\n`);
    const { code, out } = await runCommand(folder, ['done', '--format', 'json', ...more]);
    const { findings, items } = JSON.parse(out) as {
      findings: unknown[];
      items: { id: string; verdict: string }[];
    };
    assert.deepEqual(findings, []);
    return [code, items.find(({ id }) => id === 'todo-free')?.verdict];
  };

  test('fails where warnings do', async () => {
    assert.deepEqual(await failing('should'), [0, 'fail']);
    assert.deepEqual(await failing('should', '--fail-on', 'warning'), [1, 'fail']);
  });

  test('is none of its business where it is off, or unknown', async () => {
    assert.deepEqual(await failing('off', '--fail-on', 'warning'), [0, undefined]);
    const attested = `{ ${layers}, "done": { "threat-model": { "kind": "attest", "level": "should" } } }`;
    const folder = makeBranch({ ...files, 'parapet.jsonc': attested });
    writeInto(folder, 'domain/order.ts', 'export const order = 2;\n');
    const { code, out } = await runCommand(folder, ['done', '--fail-on', 'warning']);
    assert.match(out, /threat-model|Threat model/);
    assert.equal(code, 0, out);
  });
});

describe('a day', () => {
  const contract = 'openapi: 3.1.0\ninfo: { title: a, version: 1.0.0 }\npaths: {}\n';
  const commands: readonly (readonly string[])[] = [
    ['check'],
    ['done'],
    ['graph'],
    ['explain', 'architecture/upward-import'],
    ['explain', 'domain/order.ts'],
    ['explain', '--cuts'],
    ['owners'],
    ['contracts', 'routes'],
    ['contracts', 'operations'],
    ['contracts', 'scaffold'],
    ['contracts', 'diff', 'a.yaml', 'a.yaml'],
    ['baseline'],
    ['init', '--from-graph'],
  ];
  for (const argv of commands) {
    test(`goes with ${argv.join(' ')}, and has to be one`, async () => {
      const folder = makeBranch({ ...files, 'a.yaml': contract });
      const without = await runCommand(folder, argv);
      const { code, err } = await runCommand(folder, [...argv, '--now', '2027-01-31']);
      assert.equal(code, without.code, err);
      assert.notEqual(code, 70);
      assert.doesNotMatch(err, /takes no/);
      const wrong = await runCommand(folder, [...argv, '--now', 'soon']);
      assert.deepEqual([wrong.code, wrong.out], [2, '']);
      assert.match(wrong.err, /--now takes a date such as 2027-01-31, not "soon"/);
    });
  }

  test('counts for what a baseline accepts, and for no longer', async () => {
    const allowed =
      "// parapet-allow architecture/upward-import: moves down (until 2027-01-31)\nimport '../ui/page';\n";
    const accepted = async (now: string) => {
      const folder = makeFolder({ ...files, 'domain/order.ts': allowed });
      await runCommand(folder, ['baseline', '--now', now]);
      return readFileSync(join(folder, 'governance/baseline.txt'), 'utf8').match(/^policy\/.*$/gm);
    };
    assert.equal(await accepted('2027-01-31'), null);
    assert.match(
      (await accepted('2027-02-01'))?.[0] ?? '',
      /^policy\/expired-suppression\tdomain\/order\.ts\t/,
    );
  });

  test('counts for a first policy', async () => {
    const sources = {
      ...Object.fromEntries(
        Array.from({ length: 30 }, (_, index) => [`src/ui/p${index}.ts`, "import '../domain/a';\n"]),
      ),
      'src/domain/a.ts':
        "// parapet-allow architecture/upward-import: moves down (until 2027-01-31)\nimport '../ui/p0';\n",
    };
    const shown = async (now: string) =>
      (await runCommand(makeFolder(sources), ['init', '--now', now])).out.includes(
        'policy/expired-suppression',
      );
    assert.deepEqual([await shown('2027-01-31'), await shown('2027-02-01')], [false, true]);
  });
});
