import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { joinPath } from '../../server/src/model/path.ts';
import { createMembership, defaultExclude } from '../../server/src/resolve/tsconfig-files.ts';

/** No two differ in the extension only: of such TypeScript takes one, which is not about the lists. */
const paths = [
  'x.ts',
  'j.js',
  'y.tsx',
  'm.mts',
  'types.d.ts',
  'data.json',
  '.hidden.ts',
  'src/x.ts',
  'src/.hidden.ts',
  'src/.folder/x.ts',
  'src/deep/y.ts',
  'src/deep/deeper/z.spec.ts',
  'src/node_modules/p/x.ts',
  'node_modules/p/x.ts',
  'srcs/x.ts',
  'test/x.spec.ts',
  'out/x.ts',
];

const lists = [
  {},
  { include: ['src'] },
  { include: ['src/'] },
  { include: ['./src/**/*'] },
  { include: ['src/*'] },
  { include: ['src/**/*.ts'] },
  { include: ['*.ts'] },
  { include: ['**/*.spec.ts'] },
  { include: ['s?c/x.ts'] },
  { include: ['src/.folder/*'] },
  { include: ['src/x.ts'] },
  { include: ['**/deep/*'] },
  { include: ['.'] },
  { include: ['**/*'], exclude: ['src'] },
  { include: ['**/*'], exclude: ['**/*.spec.ts', 'out'] },
  { include: ['**/*'], exclude: ['**/deep/**'] },
  { include: ['src'], exclude: ['src/deep/*'] },
  { include: ['src'], exclude: [] },
  { files: ['x.ts', 'test/x.spec.ts'] },
  { files: ['j.js'], include: ['src/deep/*'], exclude: ['j.js'] },
  { include: [] },
];

/** TypeScript's own choice among the paths, on a host that has just these. */
function oracle(config: object, allowJs: boolean): readonly string[] {
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    fileExists: (path) => paths.includes(path.slice(3)),
    readFile: () => undefined,
    readDirectory: (root, extensions, excludes, includes, depth) =>
      // Internal, but the one place where the compiler's matching can be asked without a disk.
      (ts as unknown as { matchFiles: (...input: unknown[]) => string[] }).matchFiles(
        root,
        extensions,
        excludes,
        includes,
        true,
        '/r',
        depth,
        listing,
        (path: string) => path,
      ),
  };
  return ts
    .parseJsonConfigFileContent(
      { ...config, compilerOptions: { allowJs } },
      host,
      '/r',
      undefined,
      '/r/tsconfig.json',
    )
    .fileNames.map((path) => path.slice(3));
}

function listing(folder: string): { files: string[]; directories: string[] } {
  const prefix = folder === '/r' ? '' : `${folder.slice(3)}/`;
  const below = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  const folders = below.filter((path) => path.includes('/')).map((path) => path.split('/')[0] as string);
  return { files: below.filter((path) => !path.includes('/')), directories: [...new Set(folders)] };
}

for (const config of lists) {
  for (const allowJs of [false, true]) {
    test(`membership equals TypeScript's: ${JSON.stringify(config)}${allowJs ? ' with JavaScript' : ''}`, () => {
      const { files, include, exclude } = config as {
        files?: string[];
        include?: string[];
        exclude?: string[];
      };
      const located = (list: readonly string[]) => list.map((path) => joinPath('', path));
      const isMember = createMembership({
        files: located(files ?? []),
        include: located(include ?? (files ? [] : ['**/*'])),
        exclude: located(exclude ?? defaultExclude),
        allowJs,
      });
      assert.deepEqual(paths.filter(isMember).sort(), [...oracle(config, allowJs)].sort());
    });
  }
}
