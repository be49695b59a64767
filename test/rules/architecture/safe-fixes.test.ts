import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { safelyFixed } from '../../../server/src/fix-all.ts';
import { isOpen } from '../../../server/src/model/finding.ts';
import { isFix } from '../../../server/src/model/fix.ts';
import { applied, openFixable, waysOut } from '../../support/fix.ts';
import { typeErrors } from '../../support/small-types.ts';

/** On any small workspace: what is fixed brings no type error and no finding, and is no longer found. */
const policy = `{
  "layers": [{ "name": "app", "files": "app/**" }, { "name": "parts", "files": "parts/**" }],
  "slices": [{ "name": "part", "files": "parts/{part}/**", "public": ["index.ts", "api.ts"] }],
  "rules": { "architecture/import-cycle": "error" }
}`;

const deep = `export const one = 1;
export interface Shape { readonly size: number }
export class Kind { readonly own = 1 }
export function make(shape: Shape): number { return shape.size; }
export default function main(): number { return 1; }
`;

/** How an entry passes on what is in the file \`deep\`. */
const passings = [
  '',
  "export * from './deep';",
  "export { one } from './deep';",
  "export { one as single, make } from './deep';",
  "export type { Shape } from './deep';",
  "export type { Kind } from './deep';",
  "export { Kind, type Shape } from './deep';",
  "export { default } from './deep';",
  "export { default as main } from './deep';",
  "import { one } from './deep';\nexport { one as first };",
  "export * as deep from './deep';",
  "export * from './other';",
  'export const make = 2;',
  "import '../../app/b';",
] as const;

/** How an importer takes something; # is the specifier, and the index keeps names apart. */
const takings: readonly ((specifier: string, at: number) => string)[] = [
  (from, at) => `import { one as a${at} } from ${from};\nexport const x${at}: number = a${at};`,
  (from, at) =>
    `import { make as m${at}, type Shape as S${at} } from ${from};\nexport const y${at} = (shape: S${at}): number => m${at}(shape);`,
  (from, at) => `import type { Kind as K${at} } from ${from};\nexport let k${at}: K${at} | undefined;`,
  (from, at) => `import { Kind as N${at} } from ${from};\nexport const n${at}: N${at} = new N${at}();`,
  (from, at) => `import d${at} from ${from};\nexport const r${at}: number = d${at}();`,
  (from, at) =>
    `import e${at}, { one as o${at} } from ${from};\nexport const s${at}: number = e${at}() + o${at};`,
  (from, at) =>
    `import * as w${at} from ${from};\nexport const t${at}: number = w${at}.one + w${at}.make({ size: 1 });`,
  (from, at) => `import * as v${at} from ${from};\nexport const all${at} = v${at};`,
  (from, at) => `export { one as u${at} } from ${from};`,
  (from, at) => `export const l${at} = import(${from}).then(({ one }) => one);`,
  (from, at) => `export let i${at}: import(${from}).Shape | undefined;`,
  (from) => `import ${from};`,
];

const entry = fc
  .uniqueArray(fc.constantFrom(...passings), { maxLength: 4 })
  .map((lines) => `${lines.join('\n')}\nexport const own = 1;\n`);
const importer = fc
  .array(
    fc.tuple(
      fc.nat(takings.length - 1),
      fc.constantFrom('a', 'b'),
      fc.constantFrom('deep', 'deep', 'other', 'index'),
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((list) =>
    list
      .map(([taking, part, file], at) => {
        const way = file === 'index' ? '' : `/${file}`;
        return takings[taking]?.(`'../parts/${part}${way}'`, at) ?? '';
      })
      .join('\n'),
  );
const workspaces = fc
  .record({ a: entry, b: entry, api: entry, first: importer, second: importer, back: fc.boolean() })
  .map(
    ({ a, b, api, first, second, back }) =>
      new Map([
        ['parapet.jsonc', policy],
        ['app/a.ts', `${first}\n`],
        ['app/b.ts', `${second}\n`],
        ['parts/a/index.ts', a],
        ['parts/a/api.ts', api],
        ['parts/a/deep.ts', back ? `import './index';\n${deep}` : deep],
        ['parts/a/other.ts', deep],
        ['parts/b/index.ts', b],
        ['parts/b/deep.ts', deep],
        ['parts/b/other.ts', deep],
      ]),
  );

test('a safe fix brings no finding and no type error, alone and with all others', async () => {
  let fixes = 0;
  await fc.assert(
    fc.asyncProperty(workspaces, async (files) => {
      const fixable = await openFixable(files);
      const before = fixable.workspace.findings().filter(isOpen);
      const errors = typeErrors(files);
      // An entry that gives two things one name gives neither.
      fc.pre(!errors.some((error) => error.startsWith('/parts')));
      const holds = async (after: Map<string, string>, mended: number) => {
        const { workspace } = await openFixable(after);
        const known = new Set(before.map(({ fingerprint }) => fingerprint));
        const open = workspace.findings().filter(isOpen);
        assert.deepEqual(
          open.filter(({ fingerprint }) => !known.has(fingerprint)).map(({ message }) => message),
          [],
        );
        assert.ok(open.length <= before.length - mended, 'what was fixed is no longer found');
        // What was broken before may be told in other words.
        const told = typeErrors(after);
        assert.ok(told.length <= errors.length, told.join('\n'));
      };
      for (const finding of before) {
        for (const way of await waysOut(fixable, finding)) {
          if (!isFix(way) || !(way.safe || way.id === 'extend-public-entry')) continue;
          fixes++;
          await holds(applied(way, files), 1);
        }
      }
      const { texts } = await safelyFixed(fixable, before);
      await holds(new Map([...files, ...texts]), Math.min(1, texts.size));
    }),
    { numRuns: Number(process.env['PARAPET_RUNS'] ?? 25) },
  );
  assert.ok(fixes > 20, `${fixes} fixes were tried`);
});
