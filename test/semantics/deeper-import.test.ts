import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderOf, joinPath } from '../../server/src/model/path.ts';
import { createSemantics } from '../../server/src/semantics/index.ts';

const library: Readonly<Record<string, string>> = {
  'lib/index.ts': `export { a, inner as b } from './a';
export * from './c.js';
export * from './deep';
export { default as D } from './d';
export { a as default } from './a';
export * as space from './a';
import { a } from './a';
export { a as local };
export const own = 1;
export * from 'somewhere';`,
  'lib/a.ts': 'export const a = 1;\nexport const inner = 2;\nexport const twice = 1;',
  'lib/c.ts':
    'export interface C {}\nexport class K {}\nexport const { x, y: [z] } = o;\nexport const twice = 2;',
  'lib/d.ts': 'export default function d() {}',
  'lib/deep/index.ts': "export { e } from './e';\nexport { loop } from '.';\nexport const twice = 3;",
  'lib/deep/e.ts': 'export function e() {}',
};

/** The statement that takes the place of the first one, or undefined. */
async function past(text: string, path = 'lib/user.ts'): Promise<string | undefined> {
  const all: Readonly<Record<string, string>> = { ...library, [path]: text };
  const follow = (from: string, specifier: string) => {
    if (!specifier.startsWith('.')) return undefined;
    const target = joinPath(folderOf(from), specifier).replace(/\.js$/, '');
    return [`${target}.ts`, `${target}/index.ts`].find((name) => name in all);
  };
  const semantics = createSemantics({ read: (name) => all[name], follow });
  const found = await semantics.deeperImport(path, text.indexOf('import'));
  return found?.statements.map((statement) => statement.text).join('\n');
}

const led: readonly (readonly [name: string, before: string, after: string])[] = [
  ['a name', "import { a } from '.';", "import { a } from './a';"],
  ['a renamed export', "import { b } from '.';", "import { inner as b } from './a';"],
  ['an alias', "import { a as mine } from '.';", "import { a as mine } from './a';"],
  ['an ending as the entry writes it', "import { K } from '.';", "import { K } from './c.js';"],
  ['a destructured one', "import { x, z } from '.';", "import { x, z } from './c.js';"],
  ['an entry within', "import { e } from '.';", "import { e } from './deep/e';"],
  ['what becomes a default', "import { D } from '.';", "import D from './d';"],
  ['what was a default', "import A from '.';", "import { a as A } from './a';"],
  [
    'a name that the entry imports and exports',
    "import { local } from '.';",
    "import { a as local } from './a';",
  ],
  [
    'several files, quotes and no semicolon',
    'import { a, e } from "./index"',
    'import { a } from "./a"\nimport { e } from "./deep/e"',
  ],
  ['type markers', "import { type C, K } from '.';", "import { type C, K } from './c.js';"],
  [
    'a type-only statement',
    "import type { C, D } from '.';",
    "import type { C } from './c.js';\nimport type D from './d';",
  ],
];

for (const [name, before, after] of led)
  test(`leads past the entry: ${name}`, async () => {
    assert.equal(await past(before), after);
  });

test('writes a way up and down', async () => {
  assert.equal(
    await past("import { e } from '../lib';", 'app/user.ts'),
    "import { e } from '../lib/deep/e';",
  );
  assert.equal(await past("import { e } from '..';", 'lib/deep/user.ts'), "import { e } from './e';");
  assert.equal(await past("import { a } from '..';", 'lib/deep/user.ts'), "import { a } from '../a';");
});

test('names a file beside the folder of its own name by that name', async () => {
  assert.equal(await past("import { a } from '..';", 'lib/a/user.ts'), "import { a } from '../a';");
});

const left: readonly (readonly [name: string, text: string])[] = [
  ['a namespace', "import * as all from '.';"],
  ['a side effect', "import '.';"],
  ['what the entry declares itself', "import { own } from '.';"],
  ['one name among others that the entry declares', "import { a, own } from '.';"],
  ['a namespace that the entry makes', "import { space } from '.';"],
  ['a name that two files have', "import { twice } from '.';"],
  ['a name that leads in a circle', "import { loop } from './deep';"],
  ['a name that nobody has', "import { nobody } from '.';"],
  ['a package', "import { a } from 'lib';"],
  ['attributes', "import { a } from '.' with { type: 'ts' };"],
  ['no names', "import {} from '.';"],
  ['the file that declares it', "import { a } from './a';"],
  ['broken source', 'import { a } from'],
  ['no import at all', "importAll('.');"],
];

for (const [name, text] of left)
  test(`leaves alone: ${name}`, async () => {
    assert.equal(await past(text), undefined);
  });
