import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TypeAnswer } from '../../server/src/model/inferred.ts';
import { createTypeReader } from '../../server/src/semantics/infer-types.ts';
import { passedOn, passingIn } from '../../server/src/semantics/passed-on.ts';
import { readFixture } from '../support/fixture.ts';
import { createMemoryDisk, memoryRoot } from '../support/memory-host.ts';

/** What every fixture may import. */
const rows = `//- rows.ts
export interface Row { id: string; at: Date }
export class Store { rows: Row[] = []; }
export enum State { Open, Done }
export type Key = 'a' | 'b';
export type Box<T> = { readonly held: T };
export const row = (): Row => ({ id: '1', at: new Date() });
export const key = (): Key => 'a';
export const state = (): State => State.Open;
export const rowLater = async (): Promise<Row> => row();
export const shape = () => ({ left: 1, right: 2 });
export const box = <T>(held: T): Box<T> => ({ held });
export const store = new Store();
export const handlers = { onRow: (it: Row) => it.id, count: 1 };
`;

interface Options {
  readonly config?: string;
  readonly aliases?: readonly (readonly [string, string])[];
}

async function answersTo(
  text: string,
  paths: readonly string[],
  { config, aliases = [] }: Options = {},
): Promise<readonly TypeAnswer[]> {
  const { files } = readFixture(text);
  const reader = createTypeReader({
    root: memoryRoot,
    disk: createMemoryDisk(new Map(files)),
    pause: () => Promise.resolve(),
  });
  const answers: TypeAnswer[] = [];
  const owned = paths.map((path) => (config === undefined ? { path } : { path, config }));
  const ended = await reader.infer(
    { files: owned, ambient: [], aliases, ground: 1 },
    (one) => answers.push(one),
    () => false,
  );
  assert.deepEqual(ended, { ended: 'done' });
  return answers;
}

/** `name is Type` or `name has Type`, an unnamed type as `?`. */
function described(given: TypeAnswer): readonly string[] {
  assert.ok(given.ok);
  return given.types.exports.flatMap(({ name, origins }) =>
    origins.map((origin) => `${name} ${origin.isWhole ? 'is' : 'has'} ${origin.name || '?'}`),
  );
}

async function inferred(text: string, options?: Options): Promise<readonly string[]> {
  const [given] = await answersTo(text, ['a.ts'], options);
  assert.ok(given);
  return described(given);
}

const cases: readonly (readonly [what: string, code: string, expected: readonly string[]])[] = [
  ['a constant', 'export const a = row();', ['a is Row']],
  ['a constant that is annotated', 'export const a: Row = row();', []],
  ['a result', 'export function a() { return row(); }', ['a is Row']],
  ['a result that is annotated', 'export function a(): Row { return row(); }', []],
  [
    'a result that may be nothing',
    'export const a = (no: boolean) => (no ? undefined : row());',
    ['a is Row'],
  ],
  ['a promise', 'export async function a() { return row(); }', ['a has Row']],
  ['a list', 'export const a = [row()];', ['a has Row']],
  ['a type argument', 'export const a = new Map([[1, row()]]);', ['a has Row']],
  ['an alias', 'export const a = key();', ['a is Key']],
  [
    'an alias that may be nothing',
    'export const a = (no: boolean) => (no ? undefined : key());',
    ['a is Key'],
  ],
  ['an alias and its argument', 'export const a = box(store);', ['a is Box', 'a has Store']],
  ['an enum', 'export const a = state();', ['a is State']],
  ['a class', 'export const a = store;', ['a is Store']],
  [
    'members of a name without a type of its own',
    'export const a = () => ({ found: row(), n: 1 });',
    ['a has Row'],
  ],
  ['a type without a name', 'export const a = () => shape();', ['a is ?']],
  ['a function of another file', 'export const a = handlers.onRow;', ['a has Row']],
  ['a default', 'export default row();', ['default is Row']],
  ['a default function', 'export default function () { return row(); }', ['default is Row']],
  ['a default function with a name', 'export default function a() { return row(); }', ['a is Row']],
  ['a default that is declared before', 'const a = row();\nexport default a;', ['a is Row']],
  ['a default class', 'export default class A { a = row(); }', ['A.a is Row']],
  ['a destructured name', 'export const { id, at: when } = { id: row(), at: 1 };', ['id is Row']],
  ['a name that is exported elsewhere', 'const a = row();\nexport { a as b };', ['b is Row']],
  ['a name that is not exported', 'const a = row();\nexport const b = a.id;', []],
  [
    'a name that is passed on',
    "export { row } from './rows';\nimport { store as s } from './rows';\nexport { s };",
    [],
  ],
  [
    'a property',
    'export class A { a = row(); private b = row(); #c = row(); d: Row = row(); }',
    ['A.a is Row'],
  ],
  ['a method', 'export class A { static a() { return row(); } b(): Row { return row(); } }', ['A.a is Row']],
  ['a getter', 'export class A { get a() { return row(); } }', ['A.a is Row']],
  [
    'a parameter property',
    'export class A { constructor(readonly a = row(), b = row()) {} }',
    ['A.a is Row'],
  ],
  ['a default parameter', 'export function a(b = row()): void {}', ['a is Row']],
  ['an overloaded function', 'export function a(): Row;\nexport function a() { return row(); }', []],
  ['a member', 'export const a = { b: row(), c: { d: () => row() } };', ['a.b is Row', 'a.c.d is Row']],
  ['a member that is annotated', 'export const a = { b(): Row { return row(); } } as const;', []],
  [
    'a type of the file itself',
    'export interface Own { id: string }\nexport const a = (): Own => row();\nexport const b = a();',
    [],
  ],
  [
    'behind a name of the file itself',
    'export interface Own { row: Row }\nconst own = (): Own => ({ row: row() });\nexport const b = own();',
    [],
  ],
  ['an installed type', 'export const a = new Date();', []],
];

const imports =
  "import { row, key, state, box, shape, store, handlers, rowLater, type Row } from './rows';\n";

/** Each case is a file of one program, because a program of its own would take half a second. */
describe('what is inferred', () => {
  const paths = cases.map((_, index) => `case-${index}.ts`);
  const text = cases.map(([, code], index) => `//- ${paths[index]}\n${imports}${code}\n`).join('');
  const answers = answersTo(rows + text, paths);
  for (const [index, [what, , expected]] of cases.entries()) {
    test(what, async () => {
      const given = (await answers)[index];
      assert.ok(given);
      assert.deepEqual(described(given), expected);
    });
  }
});

describe('what cannot be known', () => {
  test('a module that is not there', async () =>
    assert.deepEqual(
      await inferred("//- a.ts\nimport { row } from './gone';\nexport const a = row();\n"),
      [],
    ));

  test('a package that is not installed', async () =>
    assert.deepEqual(
      await inferred("//- a.ts\nimport { row } from 'gone';\nexport const a = [row()];\n"),
      [],
    ));

  test('a type that never ends', async () =>
    assert.deepEqual(
      await inferred(
        `${rows}//- a.ts\nimport { row } from './rows';\nexport const a = () => ({ next: a, row: row() });\nexport const deep = <T>(x: T, n: number): unknown => deep({ x }, n);\n`,
      ),
      ['a has Row'],
    ));

  test('code that does not compile', async () =>
    assert.deepEqual(
      await inferred(
        `${rows}//- a.ts\nimport { row } from './rows';\nexport const a = row(;\nexport const b = row();\nexport {{{\n`,
      ),
      ['a is Row', 'b is Row'],
    ));

  test('a file that is too large is told', async () => {
    const text = `//- a.ts\nexport const a = 1;\n//${'x'.repeat(1024 * 1024)}\n`;
    assert.deepEqual((await answersTo(text, ['a.ts']))[0], {
      path: 'a.ts',
      ok: false,
      problem: 'it is too large',
    });
  });

  test('what is global needs no import', async () =>
    assert.deepEqual(
      await inferred(
        `//- globals.ts\ndeclare global { interface Env { id: string } }\nexport declare const env: Env;\n//- a.ts\nimport { env } from './globals';\nexport const a = env;\n`,
      ),
      [],
    ));
});

describe('configurations', () => {
  const alias = `${rows}//- a.ts\nimport { row } from '@/rows';\nexport const a = row();\n`;

  test('paths are followed', async () => {
    const config = '//- tsconfig.json\n{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }\n';
    assert.deepEqual(await inferred(`${config}${alias}`, { config: 'tsconfig.json' }), ['a is Row']);
  });

  test('what the graph knows counts more', async () =>
    assert.deepEqual(await inferred(alias, { aliases: [['@/rows', 'rows.ts']] }), ['a is Row']));

  test('one that is broken, and one that is not there, leave the rest', async () => {
    const broken = `//- tsconfig.json\n{ "extends": "./gone.json", "compilerOptions": { "lib": ["none"], "strict": \n`;
    const text = `${rows}//- a.ts\nimport { row } from './rows';\nexport const a = row();\n`;
    assert.deepEqual(await inferred(`${broken}${text}`, { config: 'tsconfig.json' }), ['a is Row']);
    assert.deepEqual(await inferred(text, { config: 'gone/tsconfig.json' }), ['a is Row']);
  });

  test('without the declarations of the language what is left is claimed', async () => {
    const config = '//- tsconfig.json\n{ "compilerOptions": { "noLib": true } }\n';
    const text = `${config}${rows}//- a.ts\nimport { row, rowLater } from './rows';\nexport const a = row();\nexport const b = rowLater();\n`;
    assert.deepEqual(await inferred(text, { config: 'tsconfig.json' }), ['a is Row', 'b has Row']);
  });
});

test('a program is made anew from what changed', async () => {
  const files = new Map(
    readFixture(`${rows}//- a.ts\nimport { row } from './rows';\nexport const a = row();\n`).files,
  );
  const reader = createTypeReader({
    root: memoryRoot,
    disk: createMemoryDisk(files),
    pause: () => Promise.resolve(),
  });
  const names = async () => {
    const found: (readonly string[])[] = [];
    const request = { files: [{ path: 'a.ts' }], ambient: [], aliases: [], ground: 1 };
    await reader.infer(
      request,
      (one) => found.push(one.ok ? one.types.exports.map(({ name }) => name) : []),
      () => false,
    );
    return found[0];
  };
  assert.deepEqual(await names(), ['a']);
  files.set('rows.ts', 'export const row = () => 1;\n');
  assert.deepEqual(await names(), []);
  files.set('rows.ts', 'export class Row { a = 1 }\nexport const row = () => new Row();\n');
  assert.deepEqual(await names(), ['a']);
});

test('a run that is cancelled says no more', async () => {
  const files = new Map(readFixture(`${rows}//- a.ts\nexport const a = 1;\n`).files);
  const reader = createTypeReader({
    root: memoryRoot,
    disk: createMemoryDisk(files),
    pause: () => Promise.resolve(),
  });
  const request = { files: [{ path: 'a.ts' }, { path: 'rows.ts' }], ambient: [], aliases: [], ground: 1 };
  let told = 0;
  const ended = await reader.infer(
    request,
    () => told++,
    () => told > 0,
  );
  assert.deepEqual([told, ended], [1, { ended: 'cancelled' }]);
});

describe('what a file passes on', () => {
  const passing: readonly (readonly [text: string, names: readonly string[], expected: readonly string[]])[] =
    [
      ["export * from './rows';", ['Row', 'default'], ['Row']],
      ["export { Row as Line } from './rows';", ['Row'], ['Line']],
      ["export { Row } from './others';", ['Row'], []],
      ["export { Other } from './rows';", ['Row'], []],
      ["export type { Row } from './rows';", ['Row'], ['Row']],
      ["import type { Row as R } from './rows';\nexport type { R as Line };", ['Row'], ['Line']],
      ["import { Row } from './rows';\nexport const x: Row = 1;", ['Row'], []],
      ["export { default } from './rows';", ['Row', 'default'], ['default']],
      ["import Row from './rows';\nexport default Row;", ['default'], ['default']],
      ["export * as rows from './rows';", ['Row'], ['Row']],
    ];
  for (const [text, names, expected] of passing)
    test(text, () => assert.deepEqual(passedOn(passingIn('i.ts', text), ['./rows'], names), expected));
});
