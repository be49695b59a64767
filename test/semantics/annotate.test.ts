import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEdits } from '../../server/src/model/apply-edits.ts';
import { createTypeReader } from '../../server/src/semantics/infer-types.ts';
import { readFixture } from '../support/fixture.ts';
import { createMemoryDisk, memoryRoot } from '../support/memory-host.ts';

const world = `//- rows.ts
export interface Row { id: string; readonly cents: number; note?: string }
export class Store { id = ''; private rows: Row[] = []; }
export interface Other { kind: Kind; id: string }
export enum Kind { A }
export type State = 'open' | 'paid';
export type Tagged = string & { readonly tag: Kind };
export const state = (): State => 'open';
export const tagged = (): Tagged => '' as Tagged;
export const row = (): Row => ({ id: '', cents: 1 });
export const rowLater = async (): Promise<Row> => row();
export const store = () => new Store();
export const other = (): Other => ({ kind: Kind.A, id: '' });
export interface Line { row: Row; next?: Line }
export const line = (): Line => ({ row: row() });
export interface Sum { total: number; of(...rows: Row[]): readonly [first: Row, second?: string] }
export const sum = (): Sum => ({ total: 1, of: (it) => [it] });
export const both = () => ({ row: row(), state: state() });
export interface Held<T> { readonly held: T; when?: () => void }
export const hold = <T>(held: T): Held<T> => ({ held });
export interface Loose { id: any; readonly cents: number; note?: string }
export const loose = (): Loose => row();
const mark = Symbol();
export interface Marked { [mark]: string }
export const marked = (): Marked => ({ [mark]: '' });
type Five = 'a' | 'b' | 'c' | 'd' | 'e';
export type Wide = { [Key in \`k\${Five}\${Five}\`]: string };
export const wide = (): Wide => ({}) as Wide;
//- order.ts
export interface Order { id: string; readonly cents: number; note?: string }
export interface Narrow { id: string; cents: number; note: string }
interface Hidden { id: string; readonly cents: number; note?: string }
`;

/** The file after each annotation that is offered for the name marked by `‸`. */
async function annotated(
  marked: string,
  type: string,
  allowed: readonly string[] = ['order.ts'],
): Promise<readonly string[]> {
  const start = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  const files = new Map([...readFixture(world).files, ['a.ts', text]]);
  const reader = createTypeReader({
    root: memoryRoot,
    disk: createMemoryDisk(files),
    pause: () => Promise.resolve(),
  });
  const request = { files: [{ path: 'a.ts' }], ambient: [], aliases: [], ground: 1 };
  await reader.infer(
    request,
    () => {},
    () => false,
  );
  const found = await reader.annotations({ path: 'a.ts', start, type, allowed });
  return found.map((annotation) =>
    'refused' in annotation ? `refused: ${annotation.refused}` : applyEdits(text, annotation.edits),
  );
}

const imports =
  "import { row, rowLater, state, store, other, tagged, line, sum, both, hold, loose, marked, wide } from './rows';\n";
const writtenRow = '{ id: string; readonly cents: number; note?: string }';
const withOrder = `${imports.trimEnd()}\nimport type { Order } from './order';\n`;

const cases: readonly (readonly [what: string, before: string, type: string, after: readonly string[]])[] = [
  ['a function', 'export const ‸a = () => row();', 'Row', ['export const a = (): Order => row();']],
  [
    'a promise',
    'export async function ‸a() { return rowLater(); }',
    'Row',
    ['export async function a(): Promise<Order> { return rowLater(); }'],
  ],
  ['a constant', 'export const ‸a = row();', 'Row', ['export const a: Order = row();']],
  [
    'a method',
    'export class A { ‸a() { return [row()]; } }',
    'Row',
    ['export class A { a(): Order[] { return [row()]; } }'],
  ],
  ['a property', 'export class A { ‸a = row(); }', 'Row', ['export class A { a: Order = row(); }']],
  [
    'a function without parentheses',
    'export const ‸a = it => row();',
    'Row',
    ['export const a = (it): Order => row();'],
  ],
  ['what is not made of it', 'export const ‸a = state();', 'Row', []],
  ['an alias', 'export const ‸a = state();', 'State', ["export const a: 'open' | 'paid' = state();"]],
  [
    'an alias among others',
    'export const ‸a = () => [state()];',
    'State',
    ["export const a = (): ('open' | 'paid')[] => [state()];"],
  ],
  [
    'an alias of what is not known here',
    'export const ‸a = tagged();',
    'Tagged',
    ['refused: "Kind" is an enum, which nothing else can stand for.'],
  ],
  ['a default', 'export ‸default row();', 'Row', ['export default row() as Order;']],
  [
    'a default that is not one value',
    'export ‸default a ?? row();\ndeclare const a: string | undefined;',
    'Row',
    ['export default (a ?? row()) as string | Order;\ndeclare const a: string | undefined;'],
  ],
  [
    'a member of an object',
    'export const a = { ‸b: row() };',
    'Row',
    ['export const a = { b: row() as Order };'],
  ],
  [
    'a member with the name of its value',
    'const b = row();\nexport const a = { ‸b };',
    'Row',
    ['const b = row();\nexport const a = { b: b as Order };'],
  ],
  [
    'a default of a parameter, beside a written result',
    'export function ‸a(b = row()): void { b; }',
    'Row',
    ['export function a(b: Order = row()): void { b; }'],
  ],
  [
    'what is taken out of an object',
    'export const { row: ‸a } = both();',
    'Row',
    ['refused: A name that is taken out of an object or a list cannot have a type of its own.'],
  ],
  [
    'several types at once',
    'export const ‸a = () => ({ ...both(), more: line });',
    'Row',
    ['refused: "Line" is a part of itself, and needs a name.'],
  ],
  [
    'a method, a rest and a list of a length',
    'export const ‸a = sum();',
    'Sum',
    [
      'export const a: { total: number; of(...rows: Order[]): readonly [first: Order, second?: string] } = sum();',
    ],
  ],
  [
    'type arguments of its own',
    'export function ‸a<T>(it: T) { return hold([it]); }',
    'Held',
    ['export function a<T>(it: T): { readonly held: T[]; when?: () => void } { return hold([it]); }'],
  ],
  [
    'any in place of what another type says',
    'export const ‸a = loose();',
    'Loose',
    ['export const a: { id: any; readonly cents: number; note?: string } = loose();'],
  ],
  [
    'a class with private members',
    'export const ‸a = store();',
    'Store',
    ['refused: "Store" has members that are not public, so that nothing else is like it.'],
  ],
  [
    'members that name what is not known here',
    'export const ‸a = other();',
    'Other',
    ['refused: "Kind" is an enum, which nothing else can stand for.'],
  ],
  [
    'a member named by a symbol',
    'export const ‸a = marked();',
    'Marked',
    ['refused: A part of the type has a member that is named by a symbol.'],
  ],
  [
    'more members than anybody reads',
    'export const ‸a = wide();',
    'Wide',
    ['refused: Written out the type has too many members.'],
  ],
  [
    'what comes from a module that is not there',
    "import { gone } from './gone';\nexport const ‸a = () => ({ row: row(), gone });",
    'Row',
    ['refused: A part of the type is not known, because something it comes from cannot be found.'],
  ],
];

describe('annotations', () => {
  for (const [what, before, type, after] of cases) {
    test(what, async () =>
      assert.deepEqual(
        await annotated(`${imports}${before}\n`, type),
        after.map((line) =>
          line.startsWith('refused') ? line : `${line.includes('Order') ? withOrder : imports}${line}\n`,
        ),
      ),
    );
  }

  test('a type of the file itself needs no import', async () => {
    const own = 'interface Own { id: string; readonly cents: number; note?: string }\n';
    assert.deepEqual(await annotated(`${imports}${own}export const ‸a = row();\n`, 'Row', []), [
      `${imports}${own}export const a: Own = row();\n`,
    ]);
  });

  test('a type that is imported already is named as it is there', async () => {
    const named = "import { type Order as Line } from './order';\n";
    assert.deepEqual(await annotated(`${imports}${named}export const ‸a = row();\n`, 'Row'), [
      `${imports}${named}export const a: Line = row();\n`,
    ]);
  });

  test('where no type is the same it is written out', async () =>
    assert.deepEqual(await annotated(`${imports}export const ‸a = row();\n`, 'Row', []), [
      `${imports}export const a: { id: string; readonly cents: number; note?: string } = row();\n`,
    ]));

  test('all types of a name that must not be named are replaced at once', async () =>
    assert.deepEqual(
      await annotated(`${imports}export const ‸a = () => [both(), row()] as const;\n`, 'Row', []),
      [
        `${imports}export const a = (): readonly [{ row: ${writtenRow}; state: 'open' | 'paid' }, ${writtenRow}] => [both(), row()] as const;\n`,
      ],
    ));

  test('a type without a name is written out', async () =>
    assert.deepEqual(await annotated(`${imports}export const ‸a = both();\n`, ''), [
      `${withOrder}export const a: { row: Order; state: 'open' | 'paid' } = both();\n`,
    ]));

  test('a name that is taken is not imported again', async () =>
    assert.deepEqual(
      await annotated(`${imports}const Order = 1;\nexport const ‸a = [row(), Order];\n`, 'Row'),
      [`${imports}const Order = 1;\nexport const a: (number | ${writtenRow})[] = [row(), Order];\n`],
    ));

  test('a type that is made of the name itself is not taken, the leaked one is written out', async () => {
    const own = 'type Same<T> = { [Key in keyof T]: T[Key] };\ntype Own = Same<typeof a>;\n';
    assert.deepEqual(await annotated(`${imports}${own}export const ‸a = row();\n`, 'Row', []), [
      `${imports}${own}export const a: ${writtenRow} = row();\n`,
    ]);
  });

  test('an error that was there before tells nothing, though it names another type now', async () =>
    assert.deepEqual(await annotated(`${imports}export let ‸a = row();\nconst b: 1 = a;\n`, 'Row'), [
      `${withOrder}export let a: Order = row();\nconst b: 1 = a;\n`,
    ]));
});
