import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  findInterfaceContracts,
  mayImplement,
  mayMarkInterface,
} from '../../../server/src/extract/contracts/find-interfaces.ts';
import { readInterfaceFacts } from '../../../server/src/extract/contracts/read-interfaces.ts';
import { filesOf, followIn } from '../routes/route-fixture.ts';

function contractsIn(files: string): readonly string[] {
  const texts = filesOf(files);
  const textAt = (path: string, span: { start: number; end: number }) =>
    texts.get(path)?.slice(span.start, span.end);
  const found = findInterfaceContracts({
    paths: [...texts.keys()],
    facts: (path) => readInterfaceFacts(path, texts.get(path) ?? ''),
    follow: (from, specifier) => followIn(texts, from, specifier),
  });
  return found.map(({ path, span, name, contract, version, members, implementations }) => {
    assert.equal(textAt(path, span), name);
    if (version !== undefined) assert.equal(textAt(version.path, version.span), version.text);
    const told = members.map((member) => textAt(member.path, member.span)).join(' ');
    const by = implementations.map((each) => `${each.name} in ${each.path}`).join(', ');
    return `${path} ${name}: ${contract} ${version?.text ?? '-'} [${told}] by ${by || 'none'}`;
  });
}

test('an interface with its version and members, and what implements it across files', () => {
  assert.deepEqual(
    contractsIn(`//- contract.ts
/**
 * Orders as others see them.
 * @contract orders 1.2.0
 * @since now
 */
export interface OrdersApi<T extends { a: 1 } = { a: 1 }> {
  readonly list: (page?: { size: number }) => Promise<T[]>
  get(id: string): Promise<{ inner: string }>; 'remove'?: () => void,
  stream<U>(of: U): Map<string,
    number>
  limit: 1 |
    2
}
//- index.ts
export type { OrdersApi as Orders } from './contract';
export * as all from './contract';
export * from './contract';
//- service.ts
import { type Orders } from './index';
import type { OrdersApi } from './index';
import * as contracts from './contract';
export class OrderService extends Base<{ b: 2 }> implements Disposable, Orders<{ a: 1 }> {}
export const Inline = class implements contracts.OrdersApi {};
export const orders: OrdersApi<X> = { list };
export const made = { list } satisfies OrdersApi;
export const createOrders = (): OrdersApi => ({ list });
export function buildOrders(deps: Deps): OrdersApi { log(); return { list }; }
`),
    [
      "contract.ts OrdersApi: orders 1.2.0 [list get 'remove' stream limit] by OrderService in service.ts, Inline in service.ts, orders in service.ts, made in service.ts, createOrders in service.ts, buildOrders in service.ts",
    ],
  );
});

test('what extends a contract implements it by what implements it', () => {
  assert.deepEqual(
    contractsIn(`//- a.ts
/** @contract v2 */
export interface Reader { read(): void }
export interface Both extends Reader, Writer { both(): void }
export default class implements Both {}
`),
    ['a.ts Reader: Reader v2 [read] by default in a.ts'],
  );
});

test('without a version or an implementation there is none', () => {
  assert.deepEqual(
    contractsIn(`//- a.ts
/** @contract orders of the shop */
export interface Orders { list(): void }
/* @contract */
interface Plain {}
//- b.ts
import type { Orders } from './a';
export function use(orders: Orders = fallback): Orders { return orders; }
export const injected: Orders = inject(token);
export let later: Orders;
//- c.ts
import type { Orders } from 'another-package';
export class Other implements Orders {}
`),
    ['a.ts Orders: orders - [list] by none', 'a.ts Plain: Plain - [] by none'],
  );
});

test('a comment that is elsewhere, or in a text, marks nothing', () => {
  assert.deepEqual(
    contractsIn(`//- a.ts
/** @contract orders 1.0.0 */
const between = 1;
export interface Orders { list(): void }
const text = '/** @contract a 1.0.0 */'
export interface Second {}
/** See the @contract tag: an example is {@contract b}. */
export interface Third {}
/** @contractual c 1.0.0 */
export interface Fourth {}
`),
    [],
  );
});

test('texts are told by their words first', () => {
  assert.ok(mayMarkInterface('/** @contract a 1 */ export interface A {}'));
  assert.ok(!mayMarkInterface('export interface A {}'));
  assert.ok(mayImplement(new Set(['Orders']), 'class A implements Orders {}'));
  assert.ok(!mayImplement(new Set(['Orders']), 'class A implements Others {}'));
});

const source = `/** @contract orders 1.2.0 */
export interface Orders<T = {}> extends A.B<T>, C { list(): Promise<T[]>; 'x'?: { y: 1 } }
import type { D } from './d'; export type { E } from './e'; export * from './f'; export { Orders as F };
class G<T> extends H<{ a: 1 }> implements Orders<T>, A.B { m(): Orders { return { list }; } }
const i: Orders = { list } satisfies Orders; export default (): Orders => ({ list });
`;

test('no truncation fails, and every place is within the text', () => {
  for (let end = 0; end <= source.length; end += 1)
    for (const text of [source.slice(0, end), source.slice(end)]) {
      const facts = readInterfaceFacts('a.ts', text);
      const found = findInterfaceContracts({ paths: ['a.ts'], facts: () => facts, follow: () => 'a.ts' });
      for (const { span, members, implementations, version } of found)
        for (const each of [span, ...[...members, ...implementations].map((one) => one.span), version?.span])
          if (each !== undefined)
            assert.ok(each.start >= 0 && each.end >= each.start && each.end <= text.length, text);
    }
});

test('names that lead in a circle, and large texts, end', () => {
  const circle = readInterfaceFacts(
    'a.ts',
    `import { A } from './a'; export * from './a'; class B implements A {}`,
  );
  assert.deepEqual(
    findInterfaceContracts({ paths: ['a.ts'], facts: () => circle, follow: () => 'a.ts' }),
    [],
  );
  for (const text of [
    '/** @contract a 1 */ interface A<'.repeat(5000),
    'class A implements '.repeat(20_000),
    `${'(): A {'.repeat(3000)}`,
    `/** @contract a 1 */ interface A { ${'a: {'.repeat(20_000)}`,
  ]) {
    const start = performance.now();
    readInterfaceFacts('a.ts', text);
    assert.ok(performance.now() - start < 20_000, text.slice(0, 30));
  }
});
