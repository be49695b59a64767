import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { carts, head, orders, policyWith } from '../rules/contracts/contract-change.ts';
import { doneIn } from '../support/done.ts';
import { openWorkspace } from '../support/workspace.ts';

const upward = 'architecture/upward-import';
const policy = (more: object = {}) =>
  JSON.stringify({
    layers: [
      { name: 'ui', files: 'src/ui/**' },
      { name: 'domain', files: 'src/domain/**' },
    ],
    ...more,
  });
const today = '2026-10-02';
const ended = `// parapet-allow ${upward}: leaves with #812 (until 2026-10-01)\n`;
const importing = "import { page } from '../ui/page';\n";
const used = 'export const order = page;\n';
const page = { 'src/ui/page.ts': 'export const page = 1;\nexport const more = 2;\n' };

type Files = Readonly<Record<string, string>>;

/** What of ends is told of a change and of the tree that it leaves, and whether the change is done. */
async function told(base: Files, now: Files, day = today) {
  const files = new Map(Object.entries({ 'parapet.jsonc': policy(), ...page, ...now }));
  const before = new Map<string, string | null>(Object.entries({ ...page, ...base }));
  for (const path of files.keys()) if (!before.has(path)) before.set(path, base[path] ?? null);
  if (!('parapet.jsonc' in base)) before.delete('parapet.jsonc');
  const { result } = await doneIn(files, before, { today: day });
  const workspace = await openWorkspace(new Map(files), { today: day });
  const own = (findings: typeof result.findings) =>
    findings.flatMap(({ rule, severity, message, related }) =>
      rule.startsWith('policy/expired-')
        ? [[`${severity}: ${message}`, ...related.map((one) => `${one.path} ${one.message}`)]]
        : [],
    );
  return {
    done: own(result.findings).flat(),
    check: own(workspace.findings()).map(([first]) => first),
    verdict: result.verdict,
    clean: result.items.find(({ id }) => id === 'check-clean')?.verdict,
  };
}

const order = 'src/domain/order.ts';
const warning = 'warning: This suppression ended on 2026-10-01.';

describe('a suppression that has ended', () => {
  const accepted = `src/domain/order.ts It accepts this: Layer "domain" must not import layer "ui", which is above it.`;
  test('is an error of the change that writes it, and a warning of a check', async () => {
    const result = await told({}, { [order]: ended + importing + used });
    assert.equal(result.done[0], 'error: This suppression ended on 2026-10-01, and this change writes it.');
    assert.deepEqual([result.check, result.verdict, result.clean], [[warning], 'fail', 'fail']);
    const inTime = await told({}, { [order]: ended + importing + used }, '2026-10-01');
    assert.deepEqual(
      [inTime.done, inTime.check, inTime.verdict],
      [[], [], 'pass'],
      'the last day is inclusive',
    );
  });

  test('is one of the change that touches what it accepts, and of no other', async () => {
    const base = { [order]: ended + importing + used };
    const touched = await told(base, {
      [order]: `${ended}import { page as order } from '../ui/page';\nexport { order };\n`,
    });
    assert.equal(
      touched.done[0],
      'error: This suppression ended on 2026-10-01, and this change touches what it is about.',
    );
    assert.match(touched.done[1] ?? '', /^src\/domain\/order\.ts It accepts this: /, accepted);
    assert.deepEqual([touched.check, touched.verdict], [[warning], 'fail']);
    const beside = await told(base, { [order]: `${ended + importing + used}export const other = 2;\n` });
    assert.deepEqual([beside.done, beside.check, beside.verdict], [[], [warning], 'pass']);
    const moved = await told(base, { [order]: `export const first = 0;\n\n${ended + importing + used}` });
    assert.deepEqual([moved.done, moved.verdict], [[], 'pass'], 'it stands elsewhere, and says the same');
  });

  test('counts where a line is taken out of what it accepts, or its own words change', async () => {
    const long = "import {\n  more,\n  page,\n} from '../ui/page';\n";
    const base = { [order]: ended + long + used };
    const shorter = await told(base, { [order]: ended + long.replace('  more,\n', '') + used });
    assert.equal(shorter.verdict, 'fail');
    const reworded = await told(base, { [order]: ended.replace('#812', '#813') + long + used });
    assert.equal(reworded.done[0], 'error: This suppression ended on 2026-10-01, and this change writes it.');
    const renewed = await told(base, { [order]: ended.replace('2026-10', '2026-12') + long + used });
    assert.deepEqual([renewed.done, renewed.verdict], [[], 'pass']);
  });

  test('weighs what the policy says, and no baseline settles it', async () => {
    const now = { [order]: ended + importing + used };
    const weighed = policy({ rules: { 'policy/expired-suppression': 'warning' } });
    const advised = await told({ 'parapet.jsonc': weighed }, { ...now, 'parapet.jsonc': weighed });
    assert.deepEqual(
      [advised.done[0], advised.verdict],
      ['warning: This suppression ended on 2026-10-01, and this change writes it.', 'pass'],
    );
    const off = policy({ rules: { 'policy/expired-suppression': 'off' } });
    assert.deepEqual((await told({ 'parapet.jsonc': off }, { ...now, 'parapet.jsonc': off })).done, []);
    const baseline = `policy/expired-suppression\t${order}\t${upward}\n`;
    const listed = await told({}, { ...now, 'governance/baseline.txt': baseline });
    assert.deepEqual([listed.verdict, listed.clean], ['fail', 'fail']);
  });

  test('is told where it accepts what the change does elsewhere in the document', async () => {
    const contract = (version: string, more: string) =>
      head(version).replace(
        'info:',
        '# parapet-allow contracts/unversioned-contract: set at the release (until 2026-10-01)\ninfo:',
      ) +
      orders +
      more;
    const own = { 'parapet.jsonc': policyWith({}) };
    const at = (version: string, more: string) =>
      told(
        { ...own, 'openapi.yaml': contract('1.0.0', '') },
        { ...own, 'openapi.yaml': contract(version, more) },
      );
    const { done, verdict } = await at('1.0.0', carts);
    assert.equal(
      done[0],
      'error: This suppression ended on 2026-10-01, and this change touches what it is about.',
    );
    assert.equal(verdict, 'fail');
    const same = await at('1.0.0', '# No promise.\n');
    assert.deepEqual([same.done, same.verdict], [[], 'pass']);
  });
});

describe('an exception that has ended', () => {
  const except = (until: string, more: object = {}) =>
    policy({ except: [{ from: 'src/domain/**', to: 'ui', why: 'leaves with #812', until }], ...more });
  const late = { 'parapet.jsonc': except('2026-10-01') };
  const base = { ...late, [order]: importing + used };
  const told1 = 'warning: This exception ended on 2026-10-01.';

  test('is an error of the change that writes it, and a warning of a check', async () => {
    const written = await told({ ...base, 'parapet.jsonc': policy() }, base);
    assert.deepEqual(written.done, ['error: This exception ended on 2026-10-01, and this change writes it.']);
    assert.deepEqual([written.check, written.verdict, written.clean], [[told1], 'fail', 'fail']);
    const shortened = await told({ ...base, 'parapet.jsonc': except('2026-12-01') }, base);
    assert.equal(shortened.verdict, 'fail');
    const inTime = await told({ ...base, 'parapet.jsonc': policy() }, base, '2026-10-01');
    assert.deepEqual([inTime.done, inTime.verdict], [[], 'pass']);
  });

  test('is one of the change that touches an import that it is about, and of no other', async () => {
    const edited = { ...late, [order]: `import { page as order } from '../ui/page';\nexport { order };\n` };
    const { done, check, verdict } = await told(base, edited);
    assert.deepEqual(done, [
      'error: This exception ended on 2026-10-01, and this change touches an import that it is about.',
      'src/domain/order.ts It excepts this import.',
    ]);
    assert.deepEqual([check, verdict], [[told1], 'fail']);
    const fresh = await told(base, { ...base, 'src/domain/cart.ts': importing + used });
    assert.equal(fresh.verdict, 'fail', 'a new file that rests on it');
    const beside = await told(base, { ...late, [order]: `${importing + used}export const other = 2;\n` });
    assert.deepEqual([beside.done, beside.verdict], [[], 'pass']);
    const within = {
      ...base,
      'src/domain/a.ts': "import { order } from './order';\nexport const a = order;\n",
    };
    assert.deepEqual((await told(base, within)).done, [], 'an import that nothing denies');
    const elsewhere = { ...base, 'parapet.jsonc': except('2026-10-01', { tests: ['**/*.test.ts'] }) };
    assert.equal((await told(base, elsewhere)).verdict, 'pass', 'the same line of the policy');
  });

  test('counts for what must not be reached as well', async () => {
    const reach = (until: string) =>
      JSON.stringify({
        reach: [{ from: 'src/domain/**', mustNotReach: 'src/ui/**', why: 'it is no page' }],
        except: [{ from: 'src/domain/**', to: 'src/ui/**', why: 'leaves with #812', until }],
      });
    const own = { 'parapet.jsonc': reach('2026-10-01') };
    const now = { ...own, [order]: `// More.\nimport { page } from '../ui/page.ts';\n${used}` };
    assert.equal((await told({ ...own, [order]: importing + used }, now)).verdict, 'fail');
    const same = { ...own, [order]: `// More.\n${importing + used}` };
    assert.deepEqual((await told({ ...own, [order]: importing + used }, same)).done, []);
  });
});
