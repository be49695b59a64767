import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lines } from './written-fixture.ts';

function api(type: string): string {
  return `//- lib.ts
export const roles = ['admin', 'user'] as const;
export const loose = ['admin', 'user'];
export const states = { open: 'OPEN', shut: 'SHUT' } as const;
export enum Colour { red = 'r', blue = 'b' }
export interface Order { id: string; state: 'a' | 'b' | null; note?: string; lines: Line[] }
export interface Line { sku: string }
export function listOrders(id: string): Promise<Order[]> { return db.all(); }
export const readOrder = async (id: string): Promise<Order> => db.one();
export const inferred = async (id: string) => db.one();
export type Event = { kind: 'a'; a: string } | { kind: 'b'; b: number };
//- api.ts
import { initContract } from '@ts-rest/core';
import { roles, loose, states, Colour, listOrders, readOrder, inferred } from './lib';
import type { Order, Line, Event } from './lib';
type T = ${type};
const c = initContract();
export const api = c.router({ add: { method: 'POST', path: '/a', body: c.type<T>(), responses: { 200: c.type<T>() } } });
`;
}

const told = (before: string, after: string) => lines(api(before), api(after));

/** A type, the same in plain words, and another one. */
const same: readonly (readonly [type: string, plain: string, other: string])[] = [
  ["Record<'a' | 'b', string>", '{ a: string; b: string }', '{ a: string; b: number }'],
  ["Partial<Record<'a' | 'b', string>>", '{ a?: string; b?: string }', '{ a: string; b: string }'],
  ['Record<string, number>', '{ [key: string]: number }', 'Record<string, string>'],
  ['Record<(typeof roles)[number], 1>', '{ admin: 1; user: 1 }', '{ admin: 1 }'],
  ['(typeof roles)[number]', "'admin' | 'user'", "'admin'"],
  ['typeof roles[number]', "'admin' | 'user'", "'admin'"],
  ['(typeof states)[keyof typeof states]', "'OPEN' | 'SHUT'", "'OPEN'"],
  ['keyof typeof states', "'open' | 'shut'", "'open'"],
  ['keyof Line', "'sku'", "'other'"],
  ["Exclude<'a' | 'b' | 'c', 'b'>", "'a' | 'c'", "'a'"],
  ["Extract<'a' | 'b' | 'c', 'b'>", "'b'", "'a'"],
  ["Exclude<Order['state'], null>", "'a' | 'b'", "'a' | 'b' | null"],
  ["NonNullable<Order['state']>", "'a' | 'b'", "'a'"],
  ['NonNullable<string | null | undefined>', 'string', 'string | null'],
  ["Extract<Event, { kind: 'a' }>", "{ kind: 'a'; a: string }", "{ kind: 'a'; a: number }"],
  ["Exclude<Event, { kind: 'a' }>", "{ kind: 'b'; b: number }", "{ kind: 'b'; b: string }"],
  ['Awaited<ReturnType<typeof listOrders>>', 'Order[]', 'Line[]'],
  ['Awaited<ReturnType<typeof readOrder>>', 'Order', 'Line'],
  ["Order['lines'][number]", 'Line', '{ sku: number }'],
  ["{ [K in 'a' | 'b']?: string }", '{ a?: string; b?: string }', '{ a: string; b: string }'],
  ["{ readonly [K in 'a']-?: string }", '{ a: string }', '{ a?: string }'],
  [
    'Page<Line>; interface Page<X> { items: X[]; next?: string }',
    '{ items: Line[]; next?: string }',
    '{ items: { sku: number }[]; next?: string }',
  ],
  ['Page<Line>; type Page<Order> = { items: Order[] }', '{ items: Line[] }', '{ items: Order[] }'],
  [
    'Outer<Line>; interface Outer<T1> extends Base<T1> { a: T1 } interface Base<Q> { b: Q }',
    '{ a: Line; b: Line }',
    '{ a: Line; b: Order }',
  ],
];

const unknown: readonly string[] = [
  'Awaited<ReturnType<typeof inferred>>',
  'ReturnType<typeof made>',
  '(typeof loose)[number]',
  'Line extends Order ? string : number',
  'Wrap<Line>; type Wrap<X> = X extends string ? X : never',
  'Record<Made, string>',
  '{ [K in keyof Order]: Order[K] }',
  "{ [K in 'a' as `x${K}`]: string }",
  "Exclude<Made, 'a'>",
  'Extract<Line, Order>',
  'keyof Made',
  "Order['nope']",
  'Page; type Page<Order> = Order',
  'Parameters<typeof readOrder>',
  'typeof readOrder',
  '(typeof Colour)[keyof typeof Colour]',
];

describe('types that are made of others', () => {
  for (const [type, plain, other] of same)
    test(type, () => {
      assert.deepEqual(told(type, plain), []);
      assert.deepEqual(told(plain, type), []);
      assert.notDeepEqual(told(type, other), []);
    });
  for (const type of unknown)
    test(`what is not plain accuses nobody: ${type}`, () => {
      assert.deepEqual(told(type, '{ other: boolean }'), []);
      assert.deepEqual(told('{ other: boolean }', type), []);
    });
});
