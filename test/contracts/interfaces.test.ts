import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareInterfaces } from '../../server/src/contracts/compare-interfaces.ts';
import { findInterfaceContracts } from '../../server/src/extract/contracts/find-interfaces.ts';
import { readInterfaceFacts } from '../../server/src/extract/contracts/read-interfaces.ts';

function idsOf(before: string, now: string): readonly string[] {
  const [old, after] = [before, now].map((text) => {
    const facts = readInterfaceFacts('a.ts', `/** @contract a 1.0.0 */ export interface A ${text}`);
    return findInterfaceContracts({ paths: ['a.ts'], facts: () => facts, follow: () => undefined })[0];
  });
  assert.ok(old && after);
  return compareInterfaces(old, after).changes.map(({ id, pointer }) => `${id.slice(17)} ${pointer}`);
}

const pairs = [
  ['{ a(): 1 }', '{ b(): 1 }', ['added /a/b', 'removed /a/a']],
  ['{ a(x: string): 1 }', '{ a(x: string, y: string): 1 }', ['changed /a/a']],
  ['{ a: 1 }', '{ a?: 1 }', ['changed /a/a']],
  ['{ a: 1 }', '{ readonly a: 1 }', ['changed /a/a']],
  ['{ a(): 1; a(x: 1): 2 }', '{ a(): 1 }', ['changed /a/a']],
  ['{ a(): 1 }', '{ a(): 1; a(x: 1): 2 }', ['added /a/a']],
  ['{ (x: 1): 2; new (x: 1): 3 }', '{ new (x: 2): 3 }', ['changed /a/new', 'removed /a/()']],
  ['{ [key: string]: 1 }', '{ [key: number]: 1 }', ['added /a/[number]', 'removed /a/[string]']],
  ['{ a: `x${1}y` }', '{ a: `z${1}y` }', ['changed /a/a']],
  ['{ a: { b: 1 } }', '{ a: { b?: 1 } }', ['changed /a/a']],
  ['extends B { a: 1 }', '{ a: 1 }', ['changed /a']],
  ['<T> { a: T }', '<T, U> { a: T }', ['changed /a']],
] as const;

for (const [before, now, expected] of pairs)
  test(`told: ${before} becomes ${now}`, () => assert.deepEqual(idsOf(before, now), expected));

const twins = [
  ['{ a(x: string): 1 }', '{ a(other: string): 1; }'],
  ["{ a: 'x' | 'y' }", '{ a:\n | "x"\n | "y"\n }'],
  ['{ a: { b: 1; c: 2 } }', '{ a: {\n b: 1\n c: 2\n } }'],
  ['{ a: { b: 1, c: Map<1, 2> } }', '{ a: { b: 1; c: Map<1, 2>; }; }'],
  ['{ a?: 1; readonly b?: 2 }', '{ a: 1; b: 2 }'],
  ['{ [key: string]: (a: 1) => [first: 2] }', '{ [name: string]: (b: 1) => [second: 2] }'],
  ['{ a: 1; b: 2 }', "{ 'b': 2, 'a': 1 }"],
] as const;

for (const [before, now] of twins)
  test(`no change: ${before} becomes ${now}`, () => assert.deepEqual(idsOf(before, now), []));
