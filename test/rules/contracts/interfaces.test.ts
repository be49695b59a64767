import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judged, told as messages, shown } from './contract-change.ts';
import { told } from './shop.ts';

const policy = JSON.stringify({ contractFirst: 'change', services: [{ name: 'shop', files: 'src/**' }] });
const marked = (mark: string, body = '{ list(): string[] }', name = 'Orders') =>
  `/** @contract ${mark} */\nexport interface ${name} ${body}\n`;
const service = `import type { Orders } from './contract';\nexport class Service implements Orders { list() { return []; } }\n`;

const lines = (files: Readonly<Record<string, string>>) => told({ 'parapet.jsonc': policy, ...files });

test('an interface that nothing implements is told at its name', async () => {
  const message =
    'src/contract.ts:2 warning operation-without-route: Interface "Orders" promises contract "orders", and nothing implements it.';
  const contract = { 'src/contract.ts': marked('orders 1.0.0') };
  assert.deepEqual(await lines(contract), [message]);
  const mock = {
    'src/orders.test.ts': service,
    'parapet.jsonc': policy.replace('{', '{"tests":["**/*.test.ts"],'),
  };
  assert.deepEqual(await lines({ ...contract, ...mock }), [message]);
  assert.deepEqual(await lines({ ...contract, 'src/service.ts': service }), []);
  assert.deepEqual(await lines({ 'src/contract.ts': 'export interface Orders { list(): void }\n' }), []);
});

test('by another name, through another file, it is implemented', async () => {
  const files = {
    'src/contract.ts': marked('orders 1.0.0'),
    'src/index.ts': "export type { Orders as Port } from './contract';\n",
    'src/wide.ts':
      "import type { Port } from './index';\nexport interface Wide extends Port { more(): void }\n",
    'src/service.ts': "import type { Wide } from './wide';\nexport const made: Wide = { list, more };\n",
  };
  assert.deepEqual(await lines(files), []);
  assert.equal((await lines({ ...files, 'src/service.ts': '' })).length, 1);
  const spaced = {
    'src/wide.ts':
      "import type * as own from './contract';\nexport interface Wide extends own.Orders { more(): void }\n",
  };
  assert.deepEqual(await lines({ ...files, ...spaced }), []);
});

test('without a version, and with something that is none, it is told at the mark', async () => {
  const of = async (mark: string) => lines({ 'src/contract.ts': marked(mark), 'src/service.ts': service });
  const start = 'src/contract.ts:1 warning unversioned-contract: ';
  assert.deepEqual(await of('orders'), [
    `${start}Contract "orders" has no version: it stands behind the name, as in "@contract orders 1.0.0".`,
  ]);
  assert.deepEqual(await of('orders latest'), [
    `${start}"latest" is no version of contract "orders", such as 1.2.0.`,
  ]);
  for (const mark of ['orders 1.0.0', 'orders v2', 'orders 2026-11-01', '1.2'])
    assert.deepEqual(await of(mark), [], mark);
});

test('the policy may want no version, and names the file without a finding', async () => {
  const naming = (versioning: string) =>
    JSON.stringify({
      services: [{ name: 'shop', files: 'src/**', contracts: [{ file: 'src/contract.ts', versioning }] }],
    });
  const files = { 'src/contract.ts': marked('orders'), 'src/service.ts': service };
  assert.deepEqual(await told({ ...files, 'parapet.jsonc': naming('none') }), []);
  assert.deepEqual(await told({ ...files, 'parapet.jsonc': naming('path') }), []);
  assert.equal((await told({ ...files, 'parapet.jsonc': naming('semver') })).length, 1);
});

test('one contract twice, and one that is not exported, are errors', async () => {
  const twice = marked('orders 1.0.0') + marked('orders 1.0.0', '{}', 'Others');
  const implemented = `${service}export const others: Others = { };\n`.replace(
    '{ Orders }',
    '{ Orders, Others }',
  );
  const files = { 'src/contract.ts': twice, 'src/service.ts': implemented };
  assert.deepEqual(await lines(files), [
    'src/contract.ts:3 error invalid-contract: Contract "orders 1.0.0" is interface "Others" here and interface "Orders" in "src/contract.ts".',
  ]);
  const versions = { ...files, 'src/contract.ts': twice.replace('1.0.0', '2.0.0') };
  assert.deepEqual(await lines(versions), []);
  assert.deepEqual(await lines({ 'src/contract.ts': marked('orders 1.0.0').replace('export ', '') }), [
    'src/contract.ts:1 error invalid-contract: Interface "Orders" is marked as contract "orders" and is not exported, so that nobody else can use it.',
  ]);
});

const breaking = 'contracts/breaking-change';
const change = (before: string, now: string) =>
  judged(
    { 'src/contract.ts': before, 'src/service.ts': service },
    { 'src/contract.ts': now, 'src/service.ts': service },
    policy,
  );

test('a member that is gone or another one breaks callers unless the version says so', async () => {
  const before = marked('orders 1.2.0', '{ list(): string[]; get(id: string): string }');
  const gone = await change(before, marked('orders 1.3.0'));
  assert.deepEqual(messages(gone.of(breaking)), [
    'error: Member "get" of contract "orders" was removed, which breaks callers and asks for version 2.0.0; "orders" goes from 1.2.0 to 1.3.0 only.',
  ]);
  assert.deepEqual(
    gone.of(breaking).map((finding) => shown(finding, gone.files)),
    ['src/contract.ts: Orders'],
  );
  assert.equal(gone.item?.verdict, 'fail');
  const other = await change(before, before.replace('get(id: string)', 'get(id: number)'));
  assert.deepEqual(
    other.of(breaking).map((finding) => shown(finding, other.files)),
    ['src/contract.ts: get'],
  );
  const raised = await change(before, marked('orders 2.0.0'));
  assert.deepEqual(messages(raised.of(breaking)), []);
  assert.equal(raised.item?.verdict, 'pass');
});

test('what callers do not see changes nothing', async () => {
  const before = marked(
    'orders 1.0.0',
    `{ list(page?: { a: 'x', b: 1 }): Promise<string[]>; size?: number }`,
  );
  const now = marked(
    'orders 1.0.0',
    `{\n  // All.\n  list(\n    which?: {\n a: "x"\n b: 1 },\n  ): Promise<\n string[]>,\n  size: number\n}`,
  );
  const { result } = await change(before, now);
  assert.deepEqual(messages(result.findings), []);
});

test('a new member is compatible and asks for a minor version', async () => {
  const body = '{ list(): string[]; get(id: string): string }';
  const still = await change(marked('orders 1.0.0'), marked('orders 1.0.0', body));
  assert.deepEqual(messages(still.result.findings), [
    'error: "orders" is still 1.0.0 and promises something else: Member "get" of contract "orders" was added; that asks for version 1.1.0.',
  ]);
  const raised = await change(marked('orders 1.0.0'), marked('orders 1.1.0', body));
  assert.deepEqual(messages(raised.result.findings), []);
});

test('several versions side by side are each followed by name and place, then by version', async () => {
  const both = (one: string, two: string, names = ['One', 'Two']) => [
    marked('orders 1.0.0', one, names[0]),
    marked('orders 2.0.0', two, names[1]),
  ];
  const before = both('{ a(): 1; b(): 1 }', '{ a(): 2; c(): 2 }').join('');
  const removed = async (now: readonly string[]) =>
    (await change(before, now.join(''))).of(breaking).map(({ message }) => message.split(',')[0]);
  assert.deepEqual(await removed(both('{ a(): 1; b(): 1 }', '{ a(): 2 }')), [
    'Member "c" of contract "orders" was removed',
  ]);
  const same = both('{ a(): 1; b(): 1 }', '{ a(): 2; c(): 2 }', ['Uno', 'Due']);
  assert.deepEqual(await removed(same), []);
  assert.deepEqual(await removed(same.toReversed()), []);
  assert.deepEqual(await removed(both('{ a(): 2; c(): 2 }', '{ a(): 1; b(): 1 }', ['Two', 'One'])), []);
  const added = await change(
    both('{ a(): 1; b(): 1 }', '').slice(0, 1).join(''),
    both('{ a(): 1; b(): 1 }', '{ a(): 2 }').join(''),
  );
  assert.deepEqual(messages(added.of(breaking)), [], 'another version beside it takes nothing away');
  const near = [marked('orders 1.0.0', '{ a(): 1 }', 'One'), marked('orders 1.1.0', '{ b(): 1 }', 'Two')];
  const beside = await change(near.slice(0, 1).join(''), near.join(''));
  assert.deepEqual(messages(beside.of(breaking)), [], 'nor one that does not say it breaks');
});

test('what is gone is told in the file where it was, or at its service in the policy', async () => {
  const before = marked('orders 1.0.0');
  const placed = async (now: Readonly<Record<string, string>>) => {
    const { of, files } = await judged({ 'src/contract.ts': before }, now, policy);
    return of(breaking).map((finding) => `${shown(finding, files)} ${finding.subject}`);
  };
  assert.deepEqual(await placed({ 'src/contract.ts': 'export {};\n' }), [
    'src/contract.ts: e contract-removed orders',
  ]);
  assert.deepEqual(await placed({ 'src/a.ts': '' }), ['parapet.jsonc: "shop" contract-removed orders']);
  const shared = await judged({ 'lib/contract.ts': before }, { 'src/a.ts': '' }, policy);
  assert.deepEqual(
    shared.of(breaking).map((finding) => shown(finding, shared.files)),
    ['parapet.jsonc: {'],
    'or of no service at its beginning',
  );
  const renamed = await change(before, marked('baskets 1.0.0'));
  assert.deepEqual(
    renamed.of(breaking).map(({ message }) => message),
    ['Contract "orders" is gone: no interface is marked with it any more, which breaks callers.'],
    'another contract by the same interface is no successor',
  );
});

test('a contract is followed by its name into another file, and told when it is gone', async () => {
  const rest = { 'src/service.ts': 'export const made = {};\n' };
  const before = { 'src/contract.ts': marked('orders 1.0.0', '{ list(): string[]; get(): 1 }'), ...rest };
  const moved = await judged(before, { 'src/moved.ts': marked('orders 1.0.0'), ...rest }, policy);
  assert.deepEqual(
    moved.of(breaking).map(({ path, detail }) => `${path} ${detail}`),
    ['src/moved.ts interface-member-removed'],
  );
  const gone = await judged(before, rest, policy);
  assert.deepEqual(messages(gone.of(breaking)), [
    'error: Contract "orders" is gone: no interface is marked with it any more, which breaks callers.',
  ]);
  const same = await judged(before, { 'src/moved.ts': before['src/contract.ts'], ...rest }, policy);
  assert.deepEqual(messages(same.of(breaking)), []);
});
