import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lockEntry, readLockFile } from '../../server/src/format/lock-file.ts';
import type { LockGraph, LockManifest } from '../../server/src/model/lock-graph.ts';

const manifest: LockManifest = {
  folder: '',
  dependencies: [
    { name: 'express', section: 'dependencies', range: '^4.0.0' },
    { name: 'mocha', section: 'devDependencies', range: '^5.0.0' },
  ],
};

/** The same small tree in every format: express needs qs, mocha needs qs in another version. */
const locks = {
  'npm 1': {
    path: 'package-lock.json',
    text: JSON.stringify({
      lockfileVersion: 1,
      dependencies: {
        express: { version: '4.16.0', requires: { qs: '6.5.1' } },
        qs: { version: '6.5.1' },
        mocha: {
          version: '5.0.0',
          dev: true,
          requires: { qs: '^1.0.0' },
          dependencies: { qs: { version: '1.0.0', dev: true } },
        },
      },
    }),
  },
  'npm 3': {
    path: 'package-lock.json',
    text: JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { express: '^4.0.0' }, devDependencies: { mocha: '^5.0.0' } },
        'node_modules/express': { version: '4.16.0', dependencies: { qs: '6.5.1' } },
        'node_modules/qs': { version: '6.5.1' },
        'node_modules/mocha': { version: '5.0.0', dependencies: { qs: '^1.0.0' } },
        'node_modules/mocha/node_modules/qs': { version: '1.0.0' },
      },
    }),
  },
  'pnpm 5': {
    path: 'pnpm-lock.yaml',
    text: `lockfileVersion: 5.4

specifiers:
  express: ^4.0.0
  mocha: ^5.0.0

dependencies:
  express: 4.16.0

devDependencies:
  mocha: 5.0.0_supports-color@8.1.1

packages:

  /express/4.16.0:
    resolution: {integrity: sha512-a}
    dependencies:
      qs: 6.5.1

  /mocha/5.0.0_supports-color@8.1.1:
    resolution: {integrity: sha512-b}
    dependencies:
      qs: 1.0.0
    dev: true

  /qs/1.0.0:
    resolution: {integrity: sha512-c}
    dev: true

  /qs/6.5.1:
    resolution: {integrity: sha512-d}
`,
  },
  'pnpm 6': {
    path: 'pnpm-lock.yaml',
    text: `lockfileVersion: '6.0'

dependencies:
  express:
    specifier: ^4.0.0
    version: 4.16.0

devDependencies:
  mocha:
    specifier: ^5.0.0
    version: 5.0.0(supports-color@8.1.1)

packages:

  /express@4.16.0:
    resolution: {integrity: sha512-a}
    dependencies:
      qs: 6.5.1

  /mocha@5.0.0(supports-color@8.1.1):
    resolution: {integrity: sha512-b}
    dependencies:
      qs: 1.0.0
    dev: true

  /qs@1.0.0:
    resolution: {integrity: sha512-c}
    dev: true

  /qs@6.5.1:
    resolution: {integrity: sha512-d}
`,
  },
  'pnpm 9': {
    path: 'pnpm-lock.yaml',
    text: `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      express:
        specifier: ^4.0.0
        version: 4.16.0
    devDependencies:
      mocha:
        specifier: ^5.0.0
        version: 5.0.0(supports-color@8.1.1)

packages:

  express@4.16.0:
    resolution: {integrity: sha512-a}

  mocha@5.0.0:
    resolution: {integrity: sha512-b}
    peerDependencies:
      supports-color: '*'

  qs@1.0.0:
    resolution: {integrity: sha512-c}

  qs@6.5.1:
    resolution: {integrity: sha512-d}

snapshots:

  express@4.16.0:
    dependencies:
      qs: 6.5.1

  mocha@5.0.0(supports-color@8.1.1):
    dependencies:
      qs: 1.0.0

  qs@1.0.0: {}

  qs@6.5.1: {}
`,
  },
  'yarn 1': {
    path: 'yarn.lock',
    text: `# yarn lockfile v1


express@^4.0.0:
  version "4.16.0"
  dependencies:
    qs "6.5.1"

mocha@^5.0.0:
  version "5.0.0"
  dependencies:
    qs "^1.0.0"

qs@6.5.1:
  version "6.5.1"

"qs@>=1.0.0 <2", qs@^1.0.0:
  version "1.0.0"
`,
  },
  'yarn 4': {
    path: 'yarn.lock',
    text: `__metadata:
  version: 8

"express@npm:^4.0.0":
  version: 4.16.0
  resolution: "express@npm:4.16.0"
  dependencies:
    qs: "npm:6.5.1"
  languageName: node
  linkType: hard

"mocha@npm:^5.0.0":
  version: 5.0.0
  resolution: "mocha@npm:5.0.0"
  dependencies:
    qs: "npm:^1.0.0"
  languageName: node
  linkType: hard

"qs@npm:6.5.1":
  version: 6.5.1
  resolution: "qs@npm:6.5.1"
  languageName: node
  linkType: hard

"qs@npm:>=1.0.0 <2, qs@npm:^1.0.0":
  version: 1.0.0
  resolution: "qs@npm:1.0.0"
  languageName: node
  linkType: hard

"shop@workspace:.":
  version: 0.0.0-use.local
  resolution: "shop@workspace:."
  dependencies:
    express: "npm:^4.0.0"
  languageName: unknown
  linkType: soft
`,
  },
} as const;

for (const [name, { path, text }] of Object.entries(locks)) {
  test(`${name}: packages, what they need, and what brought them`, () => {
    const graph = graphOf(path, text);
    assert.deepEqual(graph.packages.map((one) => `${one.name}@${one.version}`).sort(), [
      'express@4.16.0',
      'mocha@5.0.0',
      'qs@1.0.0',
      'qs@6.5.1',
    ]);
    assert.deepEqual(edgesOf(graph), ['express > qs@6.5.1', 'mocha > qs@1.0.0']);
    assert.deepEqual(
      graph.roots.map((root) => `${root.name} ${root.isDev} ${graph.packages[root.target]?.name}`).sort(),
      ['express false express', 'mocha true mocha'],
    );
  });

  test(`${name}: the same with CRLF and a byte order mark`, () => {
    const other = graphOf(path, `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    assert.deepEqual(edgesOf(other), ['express > qs@6.5.1', 'mocha > qs@1.0.0']);
  });

  test(`${name}: an entry is found where it stands`, () => {
    const laid = path.endsWith('.json') ? JSON.stringify(JSON.parse(text), undefined, 2) : text;
    const entry = graphOf(path, laid).packages.find((one) => one.name === 'qs' && one.version === '6.5.1');
    assert.ok(entry);
    const { start, end } = lockEntry(laid, entry);
    assert.match(laid.slice(start, end), /^["']?(?:node_modules\/)?\/?qs/);
    assert.match(laid.slice(end, end + 200), /6\.5\.1|sha512-d/);
  });

  test(`${name}: cut off anywhere it is read or refused, and nothing is made up`, () => {
    for (let length = 0; length < text.length; length += 7) {
      const read = readLockFile(path, text.slice(0, length), [manifest]);
      if (read.ok) assert.ok(read.content.packages.length <= 5);
      else assert.match(read.message, /^it /);
    }
  });
}

test('an alias is known by the name of the registry, and declared under its own', () => {
  const npm = graphOf(
    'package-lock.json',
    JSON.stringify({
      packages: {
        '': { dependencies: { underscore: 'npm:lodash@^4' } },
        'node_modules/underscore': { name: 'lodash', version: '4.17.20' },
      },
    }),
  );
  const pnpm = graphOf(
    'pnpm-lock.yaml',
    `lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      underscore:\n        specifier: npm:lodash@^4\n        version: lodash@4.17.20\nsnapshots:\n  lodash@4.17.20: {}\n`,
  );
  for (const { packages, roots } of [npm, pnpm]) {
    assert.equal(packages[0]?.name, 'lodash');
    assert.deepEqual(roots, [{ folder: '', name: 'underscore', isDev: false, target: 0 }]);
  }
});

test('a workspace of npm is a beginning of its own, and its modules are looked for upward', () => {
  const { packages, roots } = graphOf(
    'package-lock.json',
    JSON.stringify({
      packages: {
        '': { workspaces: ['packages/*'] },
        'packages/a': { name: '@shop/a', version: '1.0.0', dependencies: { qs: '1', '@shop/b': '*' } },
        'packages/b': { name: '@shop/b', devDependencies: { qs: '6' } },
        'packages/a/node_modules/qs': { version: '1.0.0' },
        'node_modules/qs': { version: '6.5.1' },
        'node_modules/@shop/b': { resolved: 'packages/b', link: true },
      },
    }),
  );
  assert.deepEqual(
    roots.map(({ folder, name, isDev, target }) => [folder, name, isDev, packages[target]?.version]),
    [
      ['packages/a', 'qs', false, '1.0.0'],
      ['packages/b', 'qs', true, '6.5.1'],
    ],
  );
});

test('a name that every object inherits is a package like others', () => {
  const lock = `{"packages":{"":{"dependencies":{"__proto__":"1","constructor":"1"}},"node_modules/__proto__":{"version":"1.0.0"},"node_modules/constructor":{"version":"2.0.0"},"__proto__":{"x":1}}}`;
  const { packages, roots } = graphOf('package-lock.json', lock);
  assert.deepEqual(
    packages.map(({ name, version }) => `${name}@${version}`),
    ['__proto__@1.0.0', 'constructor@2.0.0'],
  );
  assert.equal(roots.length, 2);
});

test('what is no lock file says why', () => {
  const refused = (path: string, text: string) => {
    const read = readLockFile(path, text, []);
    return read.ok ? `${read.content.packages.length} packages` : read.message;
  };
  assert.equal(refused('package-lock.json', ''), 'it is empty');
  assert.equal(refused('package-lock.json', '{"name": "x"'), 'it is not valid JSON; it seems to be cut off');
  assert.equal(refused('package-lock.json', '<<<<<<< HEAD\n{}'), 'it holds conflict markers of a merge');
  assert.equal(refused('package-lock.json', '[]'), 'it does not say which packages are installed');
  assert.equal(refused('package-lock.json', '{"lockfileVersion": 1}'), '0 packages');
  assert.equal(refused('pnpm-lock.yaml', 'packages: {}'), 'it has no "lockfileVersion"');
  assert.equal(refused('yarn.lock', 'hello'), 'it does not say which packages are installed');
  assert.equal(refused('yarn.lock', '# yarn lockfile v1\n'), '0 packages');
  assert.equal(refused('bun.lock', '{}'), 'it is not read: of lock files those of npm, pnpm and yarn are');
});

test('deep nesting ends with a sentence', () => {
  let text = '{}';
  for (let depth = 0; depth < 3000; depth++) text = `{"dependencies":{"a":${text}}}`;
  const read = readLockFile('package-lock.json', text, []);
  assert.deepEqual(read, { ok: false, message: 'it is nested too deeply' });
});

function graphOf(path: string, text: string): LockGraph {
  const read = readLockFile(path, text, [manifest]);
  assert.ok(read.ok, read.ok ? '' : read.message);
  return read.content;
}

function edgesOf({ packages }: LockGraph): readonly string[] {
  return packages
    .flatMap(({ name, needs }) =>
      needs.map((need) => `${name} > ${packages[need]?.name}@${packages[need]?.version}`),
    )
    .sort();
}
