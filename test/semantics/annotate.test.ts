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

const imports = "import { row, rowLater, state, store, other, tagged } from './rows';\n";
const withOrder = `${imports.trimEnd()}\nimport type { Order } from './order';\n`;

describe('annotations', () => {
  const cases: readonly (readonly [what: string, before: string, type: string, after: readonly string[]])[] =
    [
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
      ['a function without parentheses', 'export const ‸a = it => [it, row()];', 'Row', []],
      ['an alias', 'export const ‸a = state();', 'State', ["export const a: 'open' | 'paid' = state();"]],
      [
        'an alias among others',
        'export const ‸a = () => [state()];',
        'State',
        ["export const a = (): ('open' | 'paid')[] => [state()];"],
      ],
      ['an alias of what is not known here', 'export const ‸a = tagged();', 'Tagged', []],
      ['a default', 'export ‸default row();', 'Row', []],
      ['a member of an object', 'export const a = { ‸b: row() };', 'Row', []],
      ['a class with private members', 'export const ‸a = store();', 'Store', []],
      ['members that name what is not known here', 'export const ‸a = other();', 'Other', []],
    ];
  for (const [what, before, type, after] of cases) {
    test(what, async () =>
      assert.deepEqual(
        await annotated(`${imports}${before}\n`, type),
        after.map((line) => `${line.includes('Order') ? withOrder : imports}${line}\n`),
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
});
