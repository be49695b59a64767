import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runGates } from '../../support/gates.ts';

const policy = (block?: string) => ({
  gates: { security: { reports: ['reports/*.sarif'], ...(block && { block }) } },
});

interface Result {
  readonly uri?: string;
  readonly region?: object;
  readonly level?: string;
  readonly more?: object;
}

function scan(...results: readonly Result[]): string {
  const all = results.map(({ uri = 'src/a.ts', region, level = 'error', more = {} }, index) => ({
    ruleId: `rule-${index}`,
    level,
    message: { text: 'Bad.' },
    locations: [{ physicalLocation: { artifactLocation: { uri }, ...(region && { region }) } }],
    ...more,
  }));
  return `//- reports/scan.sarif\n${JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'ScanIt' } }, results: all }] })}`;
}

/** The second line is added. */
const changed = `//- src/a.ts @base
export const one = 1;
export const three = 3;
//- src/a.ts
export const one = 1;
export const two = 2;
export const three = 3;
`;

test('on a line that the change added or altered, and on none beside it', async () => {
  const { told, items } = await runGates(
    policy(),
    changed +
      scan(
        { region: { startLine: 1 } },
        { region: { startLine: 2, startColumn: 14, endColumn: 17 } },
        { region: { startLine: 3 } },
      ),
  );
  assert.deepEqual(told, [
    'src/a.ts:2:14 error: "ScanIt" finds "rule-1" on a line that the change added or altered: Bad.',
  ]);
  assert.match(items[0] ?? '', /^fail/);
  const over = await runGates(policy(), changed + scan({ region: { startLine: 1, endLine: 3 } }));
  assert.equal(over.told.length, 1);
});

test('in an added file everywhere, in a file that is not touched nowhere', async () => {
  const files = '//- src/new.ts @new\nexport const x = 1;\n//- src/old.ts\nexport const y = 1;\n';
  const { told, items } = await runGates(
    policy(),
    changed +
      files +
      scan({ uri: 'src/new.ts' }, { uri: 'src/old.ts', region: { startLine: 1 } }, { uri: 'src/a.ts' }),
  );
  assert.deepEqual(
    told.map((line) => line.split(' ')[0]),
    ['src/new.ts:1:1'],
  );
  assert.match(items[0] ?? '', /^fail/);
});

test('what the scanner calls new is, wherever it is; what it calls old or somebody accepted is not', async () => {
  const region = { startLine: 2 };
  const { told, items } = await runGates(
    policy(),
    changed +
      scan(
        { region: { startLine: 3 }, more: { baselineState: 'new' } },
        { region, more: { baselineState: 'unchanged' } },
        { region, more: { suppressions: [{ kind: 'inSource' }] } },
      ),
  );
  assert.deepEqual(told, ['src/a.ts:3:1 error: "ScanIt" finds "rule-0", and calls it new: Bad.']);
  const { items: passing } = await runGates(
    policy(),
    changed + scan({ region, more: { baselineState: 'unchanged' } }),
  );
  assert.deepEqual([items[0]?.slice(0, 4), passing], ['fail', ['pass: no new one, 1 known before']]);
});

test('below the level of block it is a warning or an information', async () => {
  const severities = async (block?: string) => {
    const results = ['error', 'warning', 'note'].map((level) => ({ level, region: { startLine: 2 } }));
    const { told } = await runGates(policy(block), changed + scan(...results));
    return told.map((line) => /^\S+ (\w+)/.exec(line)?.[1]).join(' ');
  };
  assert.equal(await severities(), 'error warning info');
  assert.equal(await severities('warning'), 'error error info');
  assert.equal(await severities('note'), 'error error error');
});

test('what lies in no file here, or beyond its end, is told at the pattern and makes the gate unknown', async () => {
  const lost = await runGates(
    policy(),
    changed + scan({ uri: '/build/generated/x.js', region: { startLine: 1 } }),
  );
  assert.deepEqual(lost.told, [
    'parapet.jsonc:5:9 warning: 1 result of "reports/scan.sarif" lies in no file of this workspace as it is now, such as "/build/generated/x.js", so that nobody can tell whether it is new.',
  ]);
  assert.match(lost.items[0] ?? '', /^unknown: 1 result/);
  const beyond = await runGates(
    policy(),
    changed + scan({ region: { startLine: 99 }, more: { baselineState: 'new' } }),
  );
  assert.match(
    beyond.told[0] ?? '',
    /^parapet\.jsonc:5:9 error: 1 result .* such as line 99 of "src\/a\.ts", and the scanner calls it new\.$/,
  );
  const stale = await runGates(policy(), changed + scan({ region: { startLine: 99 } }));
  assert.match(stale.items[0] ?? '', /^unknown: 1 result .* such as line 99 of "src\/a\.ts"/);
  const last = await runGates(policy(), changed + scan({ region: { startLine: 3 } }));
  assert.equal(last.items[0], 'pass: no new one, 1 known before');
  const light = await runGates(policy(), changed + scan({ region: { startLine: 2 }, level: 'warning' }));
  assert.match(light.items[0] ?? '', /^pass: 1 new, none of which stops a merge; "ScanIt" finds/);
  const old = await runGates(
    policy(),
    changed + scan({ uri: '/build/x.js', more: { baselineState: 'unchanged' } }),
  );
  assert.deepEqual(old.told, []);
});

test('the same result in two reports is one', async () => {
  const one = scan({ region: { startLine: 2 } });
  const { told } = await runGates(policy(), `${changed}${one}\n${one.replace('scan.sarif', 'again.sarif')}`);
  assert.equal(told.length, 1);
});

test('columns beyond a line, and lines of another kind, end where the line does', async () => {
  const { findings } = await runGates(
    policy(),
    changed + scan({ region: { startLine: 2, startColumn: 900, endLine: 2, endColumn: 2 } }),
  );
  const [one] = findings;
  assert.ok(one && one.span.end >= one.span.start && one.span.end <= 66);
});
