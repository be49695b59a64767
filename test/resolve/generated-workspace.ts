import fc from 'fast-check';
import type { Files } from './small-world.ts';

/** A workspace of one application and one package, on which the compiler is asked the same questions. */
export interface Generated {
  readonly files: Files;
  /** Where the package manager puts links. */
  readonly links: Readonly<Record<string, string>>;
  readonly questions: readonly (readonly [from: string, specifier: string])[];
}

const sources = [
  ...['src/a.ts', 'src/a/index.ts', 'src/b.tsx', 'src/lib/a.ts', 'src/lib/b.d.ts', 'src/lib/c.js'],
  ...['lib/a.ts', 'lib/index.ts', 'generated/a.ts', 'generated/d.ts', 'generated/lib/e.ts'],
];
const packageFiles = [
  ...['src/b.ts', 'src/lib/a.ts', 'src/lib/b.ts', 'src/lib/inner/c.ts'],
  ...['index.ts', 'a.ts', 'part/a.ts', 'newer/a.ts', 'older/a.ts'],
];

/** Always there: where an entry is missing, we look for what it is built from, and the compiler does not. */
const entryFiles = ['src/index.ts', 'src/a.ts', 'newer/index.ts', 'part/index.ts'];

const aliasTargets = fc.uniqueArray(
  fc.constantFrom('./src/*', './lib/*', './gone/*', './generated/*', './src/lib/*', './*/a'),
  { minLength: 1, maxLength: 3 },
);
const paths = fc.dictionary(
  fc.constantFrom('@/*', '@/lib/*', '@/l*', '@/*/a', '@one', '@*', 'kit/lib/*', '~/*.js'),
  aliasTargets,
  { maxKeys: 4 },
);

const target = fc.constantFrom('./src/*.ts', './src/lib/*.ts', './src/lib/*', './part/*.ts', './gone/*.ts');
const single = fc.constantFrom('./src/index.ts', './src/a.ts', './src/lib/b.ts', './gone.ts', './a.ts');
const conditional = (value: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 5, arbitrary: value },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.record({ types: value, default: value }) },
    { weight: 1, arbitrary: fc.record({ import: value, require: value }) },
    { weight: 1, arbitrary: fc.record({ node: fc.record({ import: value }), default: value }) },
    { weight: 1, arbitrary: fc.record({ 'types@<4': value, 'types@>=4': value, default: value }) },
    { weight: 1, arbitrary: fc.tuple(value, value) },
  );
const subpaths = fc
  .tuple(
    fc.dictionary(fc.constantFrom('.', './a', './b', './lib/a'), conditional(single), { maxKeys: 3 }),
    fc.dictionary(
      fc.constantFrom('./*', './lib/*', './lib/*.js', './lib/inner/*', './l*'),
      conditional(target),
      { maxKeys: 4 },
    ),
  )
  .map(([singles, patterns]) => ({ ...singles, ...patterns }));
const imports = fc
  .tuple(
    fc.dictionary(fc.constantFrom('#a', '#lib/a'), conditional(single), { maxKeys: 2 }),
    fc.dictionary(fc.constantFrom('#*', '#lib/*', '#lib/*.js'), conditional(target), { maxKeys: 3 }),
  )
  .map(([singles, patterns]) => ({ ...singles, ...patterns }));
const typesVersions = fc.record({
  '<4.0': fc.constant({ '*': ['older/*'] }),
  '>=4.0': fc.dictionary(
    fc.constantFrom('*', 'a', 'lib/*', 'index', 'src/*'),
    fc.uniqueArray(fc.constantFrom('newer/*', 'gone/*', 'src/*', 'newer/a.ts'), {
      minLength: 1,
      maxLength: 2,
    }),
    { maxKeys: 3 },
  ),
});

const manifest = fc.oneof(
  fc.record({ exports: subpaths, imports }),
  fc.record(
    {
      main: fc.constantFrom('./src/index.ts', './part', './src/a.ts', './src/a'),
      types: fc.constantFrom('./src/index.ts', './newer/index.ts'),
      typesVersions,
      imports,
    },
    { requiredKeys: [] },
  ),
);

const options = fc.record(
  {
    paths,
    baseUrl: fc.constantFrom('.', './src', './lib'),
    rootDirs: fc.constantFrom(['src', 'generated'], ['src', 'generated', 'src/lib'], ['.', 'generated/lib']),
  },
  { requiredKeys: [] },
);

const ownQuestions = [
  ...['./a', './a.js', './a/', './b', './b.js', './d', './lib/e', './lib/a', './lib', '../lib', '../lib/a'],
  ...['@/a', '@/a.js', '@/b', '@/lib/a', '@/lib/b', '@/lib/gone', '@/lib/lib/a', '@one', '@a', '~/a.js'],
  ...['a', 'lib/a', 'lib', 'src/a', 'b.js'],
];
const packageQuestions = [
  ...['kit', 'kit/a', 'kit/b', 'kit/a.js', 'kit/lib/a', 'kit/lib/a.js', 'kit/lib/b', 'kit/lib/gone'],
  ...['kit/lib/inner/c', 'kit/src/a', 'kit/src/a.ts', 'kit/index', 'kit/newer/a', 'kit/package.json'],
];
const keyQuestions = ['#a', '#b', '#lib/a', '#lib/b', '#lib/a.js', '#lib/gone', '#lib/inner/c'];

export const generatedWorkspaces: fc.Arbitrary<Generated> = fc
  .record({
    options,
    isInherited: fc.boolean(),
    manifest,
    own: fc.subarray(sources, { minLength: 4 }),
    packaged: fc.subarray(packageFiles, { minLength: 4 }),
  })
  .map(({ options: compilerOptions, isInherited, manifest: fields, own, packaged }) => {
    const files: Record<string, string | object> = {
      'package.json': { name: 'root', workspaces: ['packages/*'] },
      'packages/kit/package.json': { name: 'kit', ...fields },
      'src/from.ts': '',
      'packages/kit/src/from.ts': '',
    };
    if (isInherited) {
      files['tsconfig.json'] = { extends: './config/base' };
      files['config/base.json'] = { compilerOptions: below(compilerOptions) };
    } else files['tsconfig.json'] = { compilerOptions };
    for (const path of own) files[path] = '';
    for (const path of [...entryFiles, ...packaged]) files[`packages/kit/${path}`] = '';
    return {
      files,
      links: { 'node_modules/kit': 'packages/kit' },
      questions: [
        ...[...ownQuestions, ...packageQuestions].map((specifier) => ['src/from.ts', specifier] as const),
        ...[...packageQuestions, ...keyQuestions].map(
          (specifier) => ['packages/kit/src/from.ts', specifier] as const,
        ),
      ],
    };
  });

/** The same options, written in a folder below. */
function below({ paths: aliases, baseUrl, rootDirs }: Record<string, unknown>): object {
  const up = (path: string) => `../${path}`;
  const base = typeof baseUrl === 'string' ? { baseUrl: up(baseUrl) } : {};
  const mapped = Object.entries((aliases ?? {}) as Record<string, readonly string[]>).map(
    ([pattern, targets]) => [pattern, 'baseUrl' in base ? targets : targets.map(up)],
  );
  return {
    ...base,
    ...(aliases === undefined ? {} : { paths: Object.fromEntries(mapped) }),
    ...(Array.isArray(rootDirs) ? { rootDirs: rootDirs.map(up) } : {}),
  };
}
