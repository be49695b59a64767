import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placesOf, referencesOf } from '../../server/src/lsp/contracts/navigation.ts';
import { isQuoted } from '../../server/src/lsp/contracts/standing.ts';
import { policyOf } from '../rules/contracts/shop.ts';
import { Editor } from './contract-editor.ts';
import { viewed } from './contract-view.ts';

const port = 'src/port.ts';
const marked = `/** @contract orders 1.2.0 */
export interface Orders { list(): string[] }
/** @contract orders 2.0.0 */
export interface NextOrders { list(): readonly string[] }
/** @contract labels */
export interface Labels { print(): void }
interface Own { a: 1 }
`;
const code = `import type { NextOrders, Orders } from './port';
export class Sql implements Orders, NextOrders { list() { return []; } }
export const fake: Orders = { list: () => [] };
export class Other {}
`;
const files = {
  'parapet.jsonc': policyOf({}, {}),
  'openapi.yaml': 'openapi: 3.1.0\ninfo: { title: a, version: 1.0.0 }\npaths: {}\n',
  [port]: marked,
  'src/sql.ts': code,
};

test('over an interface that is a contract stand version and implementations, and over these the contract', async () => {
  const promised = await viewed(files, port);
  assert.deepEqual(promised.titles, [
    'orders 1.2.0 · implemented by Sql and 1 more',
    'orders 2.0.0 · implemented by Sql',
    'labels · implemented by nothing',
  ]);
  const kept = await viewed(files, 'src/sql.ts');
  assert.deepEqual(kept.titles, [
    'implements orders 1.2.0',
    'implements orders 2.0.0',
    'implements orders 1.2.0',
  ]);
  const standing = kept.standing('Sql');
  assert.ok(standing);
  const places = (label: string) =>
    placesOf(standing, 'operations', label).map(({ path, span }) => [
      path,
      marked.slice(span.start, span.end),
    ]);
  assert.deepEqual(places('orders 1.2.0'), [[port, 'Orders']]);
  assert.deepEqual(places('orders 2.0.0'), [[port, 'NextOrders']]);
  assert.equal(kept.standing('Other'), undefined);
  assert.equal(promised.standing('Own'), undefined);
});

test('the mark leads to what implements it and tells version, places and owner; a name stays that of others', async () => {
  const { view, standing, hovered } = await viewed(files, port, { ownersOf: () => ['@acme/shop'] });
  assert.deepEqual(hovered('@contract orders 1'), [
    '**`orders`** · `1.2.0` · interface `Orders`',
    'Implemented by `Sql` ([`src/sql.ts:2`](file:///src/sql.ts#L2,14)), `fake` ([`src/sql.ts:3`](file:///src/sql.ts#L3,14))',
    'Owner: `@acme/shop`',
  ]);
  assert.deepEqual(hovered('@contract labels'), [
    '**`labels`** · no version · interface `Labels`',
    'Implemented by nothing',
    'Owner: `@acme/shop`',
  ]);
  const mark = standing('@contract orders 1');
  const name = standing('Orders {');
  assert.ok(mark && name);
  assert.ok(isQuoted(view, mark.span) && !isQuoted(view, name.span));
  const found = (withDeclarations: boolean) => referencesOf(mark, withDeclarations).map(({ path }) => path);
  assert.deepEqual(found(false), ['src/sql.ts', 'src/sql.ts']);
  assert.deepEqual(found(true), [port, 'src/sql.ts', 'src/sql.ts']);
  const own = await viewed(files, 'src/sql.ts');
  assert.deepEqual(own.hovered('Sql')?.slice(0, 1), [
    '**`orders`** · `1.2.0` · interface [`Orders`](file:///src/port.ts#L2,18)',
  ]);
  assert.deepEqual((await viewed({ ...files, 'parapet.jsonc': '{}' }, port)).titles, []);
});

test('an interface that is a contract leads from its mark to what implements it, and is told anew while one types', async () => {
  const sql = 'src/sql.ts';
  const text = '/** @contract orders 1.2.0 */\nexport interface Orders { list(): void }\n';
  const implementing =
    "import type { Orders } from './port';\nexport class Sql implements Orders { list() {} }\n";
  const editor = await Editor.start({ ...files, [port]: text, [sql]: implementing });
  await editor.server.open(port, text);
  await editor.server.open(sql, implementing);
  assert.deepEqual(await editor.titles(port), ['2 orders 1.2.0 · implemented by Sql']);
  assert.deepEqual(await editor.titles(sql), ['2 implements orders 1.2.0']);
  assert.deepEqual(await editor.defined(port, text, '@con|tract'), ['src/sql.ts:2:14']);
  assert.deepEqual(await editor.referenced(port, text, '@con|tract', true), [
    'src/port.ts:2:18',
    'src/sql.ts:2:14',
  ]);
  assert.deepEqual(await editor.defined(port, text, 'interface Or|ders'), [], 'a name is for TypeScript');
  assert.match(
    (await editor.hovered(port, text, '@con|tract')) ?? '',
    /`1\.2\.0`[\s\S]*Implemented by `Sql`/,
  );
  await editor.server.change(port, text.replace('1.2.0', '1.3.0'));
  await editor.server.change(sql, implementing.replace(' implements Orders', ''));
  assert.deepEqual(await editor.titles(port), ['2 orders 1.3.0 · likely implemented by nothing']);
  assert.deepEqual(await editor.titles(sql), []);
  await editor.server.stop();
});
