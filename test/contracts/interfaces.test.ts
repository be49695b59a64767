import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareInterfaces } from '../../server/src/contracts/compare-interfaces.ts';
import { readHead, readMemberText } from '../../server/src/contracts/read-type-text.ts';
import { goesOn } from '../../server/src/contracts/type-fits.ts';
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
  // What callers get.
  ['{ a(): 1 | 2 }', '{ a(): 1 | 2 | 3 }', ['changed /a/a']],
  ['{ a(): 1 | 2 }', '{ a(): 2 }', ['extended /a/a']],
  ['{ a(): { b: 1; c?: 2 } }', '{ a(): { b: 1 } }', ['changed /a/a']],
  ['{ a(): { b: 1 } }', '{ a(): { b?: 1 } }', ['changed /a/a']],
  ['{ a(): { b: 1 } }', '{ a(): { b: 1; c: 2 } }', ['extended /a/a']],
  ['{ a(): { b?: 1 } }', '{ a(): { b: 1 } }', ['extended /a/a']],
  ['{ a(): { b: 1 } }', '{ a(): { readonly b: 1 } }', ['changed /a/a']],
  ['{ a(): Promise<string> }', '{ a(): Promise<"x"> }', ['extended /a/a']],
  ['{ a(): Box<string> }', '{ a(): Box<"x"> }', ['changed /a/a']],
  ['{ a(): string[] }', '{ a(): readonly string[] }', ['changed /a/a']],
  ['{ a(): readonly string[] }', '{ a(): string[] }', ['extended /a/a']],
  ['{ a(): constructor }', '{ a(): toString }', ['changed /a/a']],
  // What callers give.
  ['{ a(x: 1): 2 }', '{ a(x: 1 | 3): 2 }', ['extended /a/a']],
  ['{ a(x: 1 | 3): 2 }', '{ a(x: 1): 2 }', ['changed /a/a']],
  ['{ a(x: any): 2 }', '{ a(x: string): 2 }', ['changed /a/a']],
  ['{ a(x: { b: 1 }): 2 }', '{ a(x: { b: 1; c?: 2 }): 2 }', ['extended /a/a']],
  ['{ a(x: { b: 1 }): 2 }', '{ a(x: { b: 1; c: 2 }): 2 }', ['changed /a/a']],
  ['{ a(x: { b: 1; c?: 2 }): 2 }', '{ a(x: { b: 1 }): 2 }', ['changed /a/a']],
  ['{ a(x: { b?: 1 }): 2 }', '{ a(x: { b: 1 }): 2 }', ['changed /a/a']],
  ['{ a(x: string[]): 2 }', '{ a(x: readonly string[]): 2 }', ['extended /a/a']],
  ['{ a(x: readonly string[]): 2 }', '{ a(x: string[]): 2 }', ['changed /a/a']],
  ['{ a(x: 1): 2 }', '{ a(x: 1, y?: 1): 2 }', ['extended /a/a']],
  ['{ a(x: 1, y?: 1): 2 }', '{ a(x: 1): 2 }', ['changed /a/a']],
  ['{ a(x?: 1): 2 }', '{ a(x: 1 | undefined): 2 }', ['changed /a/a']],
  ['{ a(x: 1): 2 }', '{ a(...x: 1[]): 2 }', ['extended /a/a']],
  ['{ a(...x: 1[]): 2 }', '{ a(x: 1): 2 }', ['changed /a/a']],
  // Callbacks go the other way round.
  ['{ on(x: (y: 1) => void): 2 }', '{ on(x: (y: 1, z: 3) => void): 2 }', ['extended /a/on']],
  ['{ on(x: (y: 1, z: 3) => void): 2 }', '{ on(x: (y: 1) => void): 2 }', ['changed /a/on']],
  ['{ on(x: (y: 1) => void): 2 }', '{ on(x: (y: 1 | 3) => void): 2 }', ['changed /a/on']],
  // What is not understood is a text.
  ['{ a: T extends 1 ? 2 : 3 }', '{ a: T extends 1 ? 3 : 2 }', ['changed /a/a']],
  ['{ a(this: X): 2 }', '{ a(this: Y): 2 }', ['changed /a/a']],
  ['{ get a(): 1 }', '{ get a(): 2 }', ['changed /a/a']],
  ['{ a(x: { [K in Y]: 1 }): 2 }', '{ a(x: { [K in Z]: 1 }): 2 }', ['changed /a/a']],
  ['extends B { a: 1 }', 'extends C, B { a: 1 }', ['extended /a']],
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
  ['{ a(x: 1 | 2 | { b: 3; c: 4 }): 5 & 6 }', '{ a(x: { c: 4; b: 3 } | 2 | 1): 6 & 5 }'],
  ['{ a: Array<1 | 2>; b: ReadonlyArray<3> }', '{ a: (2 | 1)[]; b: readonly 3[] }'],
  ['{ a: Map<string, Array<{ b: 1 }>> }', '{ a: Map<string, { b: 1 }[]> }'],
  [
    '{ a(x: 1, y?: 2, ...z: 3[]): 4 }',
    '{ a(\n  // the first\n  first: 1,\n  second?: 2, /* all */ ...rest: 3[],\n): (4) }',
  ],
  ['{ a(x: 1): 2 }', '{ a: (y: 1) => 2 }'],
  ['{ a({ b, c }: P): x is 1 }', '{ a({ c }: P): y is 1 }'],
  ['{ a: ((x: 1) => 2) | null }', '{ a: null | ((y: 1) => 2) }'],
  [
    "{ a: { 'b': 1; readonly [k: string]: 2; (x: 1): 2; new <T>(x: T): 3 } }",
    '{ a: { new <T>(y: T): 3; (y: 1): 2; readonly [other: string]: 2; b: 1 } }',
  ],
  [
    '{ a: keyof typeof x.y; b: A.B<-1>["c"]; d: unique symbol }',
    '{ a: (keyof typeof x.y); b: (A.B<-1>)["c"]; d: unique symbol }',
  ],
  ['{ readonly a?: 1; b(): asserts x is 1 }', '{ b(): asserts y is 1; a: 1 }'],
  ['{ readonly a?: T extends 1 ? 2 : 3; b: 1 }', '{ b: 1; a: T extends 1 ? 2 : 3 }'],
  ['extends B, C<1 | 2> { a: 1 }', 'extends C<2 | 1>, B { a: 1 }'],
] as const;

test('what is broken, endless or deep is held for a text, and ends', () => {
  const deep = (inner: string) => `{ a(): ${'('.repeat(300)}${inner}${')'.repeat(300)} }`;
  assert.deepEqual(idsOf(deep('1'), deep('2')), ['changed /a/a']);
  const words =
    '( ) [ ] { } < > , ; => = ? : | & . _ - a "b" is asserts readonly keyof new typeof extends'.split(' ');
  let seed = 7;
  const word = () => {
    seed = (seed * 48271) % 2147483647;
    return words[seed % words.length];
  };
  for (let round = 0; round < 3000; round += 1) {
    const text = Array.from({ length: 1 + (round % 30) }, word).join(' ');
    const read = readMemberText(text);
    assert.ok(read === undefined || goesOn(read, read), text);
    readHead(text);
  }
});

for (const [before, now] of twins)
  test(`no change: ${before} becomes ${now}`, () => assert.deepEqual(idsOf(before, now), []));
