import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keptBoundaries } from '../../server/src/preview/boundaries.ts';
import { createFolderGraph, neighboursOf } from '../../server/src/preview/folder-graph.ts';
import { openWorkspace } from '../support/workspace.ts';

/** `amount` files in one folder that import a file of another. */
function importers(from: string, to: string, amount: number): readonly (readonly [string, string])[] {
  const up = '../'.repeat(from.split('/').length);
  return Array.from({ length: amount }, (_, index) => [
    `${from}/to-${to.replaceAll('/', '-')}-${index}.ts`,
    `import '${up}${to}/entry';\n`,
  ]);
}

async function boundariesOf(files: readonly (readonly [string, string])[]): Promise<readonly string[]> {
  const workspace = await openWorkspace(new Map(files));
  return keptBoundaries(createFolderGraph(workspace.facts())).map(
    ({ from, to, imports, offenders }) =>
      `${from} > ${to}: ${imports}${offenders.map(({ path, specifier }) => `, ${path} "${specifier}"`).join('')}`,
  );
}

const entries = ['ui', 'domain', 'packages/a', 'packages/b', 'packages/a/src/x'].map(
  (folder) => [`${folder}/entry.ts`, ''] as const,
);

describe('kept boundaries', () => {
  const cases: readonly (readonly [
    name: string,
    files: readonly (readonly [string, string])[],
    expected: readonly string[],
  ])[] = [
    ['ten imports one way are a boundary', importers('ui', 'domain', 10), ['ui > domain: 10']],
    ['nine may be chance', importers('ui', 'domain', 9), []],
    [
      'one in fifty against is an offender',
      [...importers('ui', 'domain', 49), ...importers('domain', 'ui', 1)],
      ['ui > domain: 49, domain/to-ui-0.ts "../ui/entry"'],
    ],
    [
      'one in forty-nine against leaves no boundary',
      [...importers('ui', 'domain', 48), ...importers('domain', 'ui', 1)],
      [],
    ],
    [
      'every import counts for the neighbours in which the paths part',
      [...importers('packages/a/src/x', 'packages/b', 10), ...importers('packages/a', 'domain', 10)],
      ['packages > domain: 10', 'packages/a > packages/b: 10'],
    ],
    ['a folder and one in it are no neighbours', importers('packages/a', 'packages/a/src/x', 10), []],
    [
      'type-only imports count',
      importers('ui', 'domain', 10).map(
        ([path, text]) => [path, text.replace('import', 'import type {} from')] as const,
      ),
      ['ui > domain: 10'],
    ],
    [
      'tests are apart, on both ends',
      [
        ...importers('ui', 'domain', 10),
        ['domain/order.test.ts', "import '../ui/entry';\n"],
        ['domain/__tests__/x.ts', "import '../../ui/entry';\n"],
        ['domain/y.ts', "import '../ui/test/support';\n"],
        ['ui/test/support.ts', ''],
      ],
      ['ui > domain: 10'],
    ],
    [
      'most imports come first, then the path decides',
      [
        ...importers('packages/a', 'packages/b', 10),
        ...importers('ui', 'domain', 11),
        ...importers('ui', 'packages/a', 10),
      ],
      ['ui > domain: 11', 'packages/a > packages/b: 10', 'ui > packages: 10'],
    ],
  ];
  for (const [name, files, expected] of cases) {
    test(name, async () => assert.deepEqual(await boundariesOf([...entries, ...files]), expected));
  }
});

for (const [a, b, expected] of [
  ['a/b', 'a/c', ['a/b', 'a/c']],
  ['a/b/x/y', 'a/c', ['a/b', 'a/c']],
  ['ab/x', 'abc/x', ['ab', 'abc']],
  ['ab', 'abc', ['ab', 'abc']],
  ['a', 'a/b', undefined],
  ['a/b', 'a', undefined],
  ['', 'a', undefined],
  ['a/b', 'a/b', undefined],
] as const) {
  test(`"${a}" and "${b}" part in ${expected?.join(' and ') ?? 'no neighbours'}`, () => {
    const found = neighboursOf(a, b);
    assert.deepEqual(found && [found.from, found.to], expected);
  });
}
