import assert from 'node:assert/strict';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { ResolverFactory } from 'oxc-resolver';
import ts from 'typescript';
import { createNodeHost } from '../../server/src/host/node-host.ts';
import { createResolver } from '../../server/src/resolve/resolver.ts';
import { treeOf } from '../host/small-tree.ts';
import { questions, workspace } from './oracle-workspace.ts';
import { worldOf } from './small-world.ts';

/** Where an oracle answers otherwise, what it answers, and why ours is right for a graph. */
const bundlerOrder =
  'Bundlers try .mts for a name without an extension; a false "unresolved" would be worse than an edge.';
const asset = 'An asset exists; TypeScript has no type for it and says nothing.';
const uninstalled =
  'A package has its name, installed or not, and whatever it exports: we judge by the name.';
const unbuilt = 'Nothing is built: the target is mapped back to the source it is built from.';
const runtime = 'A module of the runtime; TypeScript knows it from declarations only.';

const known: readonly {
  oracle: 'TypeScript' | 'oxc';
  specifiers: readonly string[];
  answer: string;
  why: string;
}[] = [
  {
    oracle: 'TypeScript',
    specifiers: ['./plain.ts'],
    answer: 'src/plain.js',
    why: 'The mapping does not work backwards: no runtime and no bundler finds a .js by .ts.',
  },
  {
    oracle: 'oxc',
    specifiers: ['./react.js'],
    answer: 'nothing',
    why: 'Its aliases are a setting; TypeScript takes a .jsx for .js, and so do we.',
  },
  {
    oracle: 'oxc',
    specifiers: ['./both/'],
    answer: 'src/both.ts',
    why: 'A slash at the end names the folder; TypeScript and Node agree with us.',
  },
  { oracle: 'TypeScript', specifiers: ['./esm'], answer: 'nothing', why: bundlerOrder },
  { oracle: 'oxc', specifiers: ['./esm'], answer: 'nothing', why: bundlerOrder },
  { oracle: 'TypeScript', specifiers: ['./logo.svg', './logo.svg?raw'], answer: 'nothing', why: asset },
  {
    oracle: 'TypeScript',
    specifiers: ['vendor/gone', '@scope/pack/closed', 'not-installed'],
    answer: 'nothing',
    why: uninstalled,
  },
  {
    oracle: 'oxc',
    specifiers: ['vendor/gone', '@scope/pack/closed', 'not-installed'],
    answer: 'nothing',
    why: uninstalled,
  },
  { oracle: 'TypeScript', specifiers: ['@acme/kit/built', 'unbuilt'], answer: 'nothing', why: unbuilt },
  { oracle: 'oxc', specifiers: ['@acme/kit/built', 'unbuilt'], answer: 'nothing', why: unbuilt },
  { oracle: 'TypeScript', specifiers: ['fs', 'node:fs'], answer: 'nothing', why: runtime },
];

const oracles = { TypeScript: byTypeScript, oxc: byOxc } as const;

for (const [name, byOracle] of Object.entries(oracles)) {
  test(`resolution equals that of ${name}, except for the known differences`, (context) => {
    const root = treeOf(context, workspace);
    const [own, oracle] = [ours(root), byOracle(root)];
    const differences: Record<string, string> = {};
    for (const { from, specifiers } of questions) {
      for (const specifier of specifiers) {
        const answer = oracle(from, specifier);
        if (own(from, specifier) !== answer) differences[`${from} ${specifier}`] = answer;
      }
    }
    const expected = known
      .filter(({ oracle: of }) => of === name)
      .flatMap(({ specifiers, answer }) =>
        specifiers.map((specifier) => [`src/from.ts ${specifier}`, answer]),
      );
    assert.deepEqual(differences, Object.fromEntries(expected));
  });
}

test('relative specifiers on any set of files: as TypeScript, but for .ts and .mts', () => {
  const stems = ['a', 'a/index', 'a/b', 'a.b', 'index'];
  const file = fc.tuple(
    fc.constantFrom(...stems),
    fc.constantFrom('.ts', '.tsx', '.d.ts', '.js', '.jsx', '.mts', '.mjs'),
  );
  const specifiers = [
    './a',
    './a.js',
    './a.jsx',
    './a.mjs',
    './a/',
    './a/index',
    './a/index.js',
    './a/b',
    './a/b.js',
    './a.b',
    './a.b.js',
    '.',
    './',
    './a/..',
  ];
  fc.assert(
    fc.property(
      fc.uniqueArray(
        file.map((parts) => parts.join('')),
        { maxLength: 6 },
      ),
      (paths) => {
        const world = worldOf(Object.fromEntries(paths.map((path) => [path, ''])));
        for (const specifier of specifiers) {
          const answer = world.answer('from.ts', specifier).replace(/^unresolved: .*/, 'nothing');
          const oracle = inMemory(paths, specifier);
          if (answer !== oracle)
            assert.ok(
              oracle === 'nothing' && /\.m[tj]s$/.test(answer),
              `${paths} ${specifier}: ${answer}, not ${oracle}`,
            );
        }
      },
    ),
    { numRuns: 1000 },
  );
});

function inMemory(paths: readonly string[], specifier: string): string {
  const known = new Set(paths.map((path) => `/r/${path}`));
  const host = { fileExists: (path: string) => known.has(path), readFile: () => '' };
  const options = {
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    allowJs: true,
  };
  const { resolvedModule } = ts.resolveModuleName(specifier, '/r/from.ts', options, host);
  return resolvedModule?.resolvedFileName.slice('/r/'.length) ?? 'nothing';
}

type Ask = (from: string, specifier: string) => string;

function ours(root: string): Ask {
  const host = createNodeHost(root);
  const walk = host.walk();
  const resolver = createResolver({
    files: new Map(walk.sources.map((path, id) => [path, id])),
    configs: walk.configs,
    links: walk.links,
    read(path) {
      const result = host.read(path);
      return result.ok ? result.text : undefined;
    },
    probe: (path) => host.probe(path),
  });
  return (from, specifier) => {
    const answer = resolver.resolve(from, specifier, 'value');
    if (answer.to === 'file') return walk.sources[answer.file] as string;
    if (answer.to === 'outside') return answer.path;
    return answer.to === 'unresolved' ? 'nothing' : `${answer.to} ${answer.name}`;
  };
}

function byTypeScript(root: string): Ask {
  const path = join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root, undefined, path);
  return (from, specifier) => {
    const { resolvedModule } = ts.resolveModuleName(specifier, join(root, from), options, ts.sys);
    return resolvedModule ? inWords(root, resolvedModule.resolvedFileName) : 'nothing';
  };
}

function byOxc(root: string): Ask {
  const resolver = new ResolverFactory({
    tsconfig: { configFile: join(root, 'tsconfig.json') },
    extensions: ['.ts', '.tsx', '.d.ts', '.js', '.jsx'],
    extensionAlias: {
      '.js': ['.ts', '.tsx', '.d.ts', '.js'],
      '.jsx': ['.tsx', '.jsx'],
      '.mjs': ['.mts', '.mjs'],
      '.cjs': ['.cts', '.cjs'],
    },
    conditionNames: ['types', 'import', 'node', 'default'],
    mainFields: ['types', 'module', 'main'],
    builtinModules: true,
  });
  return (from, specifier) => {
    const { path, builtin } = resolver.sync(join(root, from, '..'), specifier);
    if (builtin) return `builtin ${builtin.resolved}`;
    return path === undefined ? 'nothing' : inWords(root, path);
  };
}

function inWords(root: string, absolute: string): string {
  const path = relative(root, absolute).replaceAll('\\', '/').replace(/\?.*$/, '');
  const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return name === undefined ? path : `package ${name}`;
}
