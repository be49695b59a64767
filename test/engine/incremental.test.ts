import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Workspace } from '../../server/src/engine/workspace.ts';
import type { Finding } from '../../server/src/model/finding.ts';
import type { ResolverInput } from '../../server/src/model/resolution.ts';
import { createResolver } from '../../server/src/resolve/resolver.ts';
import { createMemoryStore, openWorkspace, plain } from '../support/workspace.ts';

/** However a state was reached, it is the state of a fresh run, and so is that of a process that starts from a kept one. */
const paths = [
  'ui/a.ts',
  'ui/b.ts',
  'domain/a.ts',
  'domain/b.ts',
  'domain/deep/c.ts',
  'domain/made.d.ts',
  'loose.ts',
  'ui/style.css',
];
/** A folder at times, at others a file, and never open. */
const odd = 'odd.ts';
const folders = ['ui', 'domain', 'domain/deep', 'elsewhere', 'governance', odd];
const documents: Readonly<Record<string, readonly string[]>> = {
  'parapet.jsonc': [
    '{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }], "cover": ["**"] }',
    '{ "layers": [{ "name": "domain", "files": "domain/**" }, { "name": "ui", "files": "ui/**" }], "exclude": ["ui/b.ts"] }',
    '{ "layers": [[{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "**/a.ts" }]] }',
    '{ "slices": [{ "name": "part", "files": "{part}/**", "siblings": "none" }], "tests": ["ui/b.ts"] }',
    '{ "slices": [{ "name": "part", "files": "{part}/**" }, { "name": "deep", "files": "domain/deep/**", "public": [] }] }',
    `{ "services": [{ "name": "domain", "files": "domain/**", "public": ["a.ts"], "mayImport": ["ui"] }],
      "layers": [{ "name": "ui", "files": "ui/**" }], "packages": [],
      "except": [{ "from": "ui/a.ts", "to": "domain", "why": "agreed", "until": "2026-01-01" }] }`,
    `{ "reach": [{ "from": "ui/**", "mustNotReach": ["domain/b.ts", "domain/deep/**"] }, { "from": "**/a.ts", "mustNotReach": "loose.ts", "kinds": ["type", "value"] }],
      "except": [{ "from": "domain/a.ts", "to": "domain/**", "why": "agreed" }, { "from": "ui/a.ts", "to": "ui/b.ts", "why": "agreed" }],
      "rules": { "architecture/unreachable-file": ["warning", { "entries": ["ui/a.ts", "odd.ts"] }] } }`,
    `{ "layers": [{ "name": "ui", "files": ["ui/**", "**/a.ts"], "mayImport": ["domain"] }, { "name": "domain", "files": "domain/**", "mayImport": ["ui"] }],
      "reach": [{ "from": "ui", "mustNotReach": "domain" }], "tests": ["ui/b.ts"] }`,
    `{ "services": [{ "name": "domain", "files": "domain/**" }, { "name": "ui", "files": "ui/**" }],
      "except": [{ "from": "ui/**", "to": "domain", "why": "agreed" }], "rules": { "architecture/undeclared-package": "error" } }`,
    '{ "cover": [',
  ],
  'domain/parapet.jsonc': ['{ "rules": { "architecture/import-cycle": "error" } }', '{}'],
  'governance/baseline.txt': [
    'architecture/upward-import\tdomain/a.ts\tui/a.ts\n',
    'architecture/forbidden-reach\tui/a.ts\tdomain/b.ts\narchitecture/unreachable-file\tui/b.ts\tui/b.ts\n',
    '',
  ],
  'tsconfig.json': [
    '{}',
    '{ "compilerOptions": { "paths": { "@/*": ["./ui/*"], "domain": ["./domain/b.ts"] } } }',
    '{',
  ],
  'domain/package.json': [
    '{ "name": "domain", "exports": "./a.ts" }',
    '{ "name": "domain" }',
    '{ "type": "module" }',
    '{',
  ],
  'package.json': ['{ "name": "self", "exports": { "./*": "./domain/*.ts" } }', '{}', '{'],
};
const specifiers = [
  './a',
  './b',
  '../ui/a',
  '../domain/a',
  '../domain/b',
  './deep/c',
  '@/a',
  'self/a',
  'domain',
  '../domain/deep/c',
  './style.css',
  './gone',
  'pkg',
];

const line = fc.oneof(
  fc.constantFrom(...specifiers).map((specifier) => `import '${specifier}';`),
  fc.constantFrom(...specifiers).map((specifier) => `import type { T } from '${specifier}';`),
  fc.constant('// parapet-allow architecture/upward-import: agreed'),
  fc.constant('// parapet-allow architecture/import-cycle'),
  fc.constant('export const x = 1;'),
  fc.constant("declare module 'pkg';"),
);
const source = fc.array(line, { maxLength: 4 }).map((lines) => `${lines.join('\n')}\n`);

type Step =
  | { readonly kind: 'write' | 'type'; readonly path: string; readonly text: string }
  | { readonly kind: 'delete' | 'close'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('write', 'type'), path: fc.constantFrom(...paths), text: source }),
  fc.record({
    kind: fc.constantFrom('delete', 'close'),
    path: fc.constantFrom(...paths, ...Object.keys(documents)),
  }),
  fc.record({ kind: fc.constant('write'), path: fc.constant(odd), text: source }),
  fc.record({ kind: fc.constant('delete'), path: fc.constantFrom(...folders) }),
  ...[paths, folders].map((names) =>
    fc.record({
      kind: fc.constant('rename'),
      path: fc.constantFrom(...names),
      to: fc.constantFrom(...names),
    }),
  ),
  fc.constantFrom(...Object.keys(documents)).chain((path) =>
    fc.record({
      kind: fc.constantFrom('write', 'type'),
      path: fc.constant(path),
      text: fc.constantFrom(...(documents[path] ?? [])),
    }),
  ),
) as fc.Arbitrary<Step>;

function apply(workspace: Workspace, files: Map<string, string>, typed: Map<string, string>, at: Step): void {
  switch (at.kind) {
    case 'write':
      put(files, at.path, at.text);
      break;
    case 'delete':
      for (const path of below(files, at.path)) files.delete(path);
      break;
    case 'type':
      typed.set(at.path, at.text);
      workspace.setText(at.path, at.text);
      return;
    case 'close':
      typed.delete(at.path);
      workspace.setText(at.path, undefined);
      return;
    case 'rename':
      for (const path of below(files, at.path)) {
        const text = files.get(path) as string;
        files.delete(path);
        put(files, at.to + path.slice(at.path.length), text);
      }
      workspace.touch(at.to);
  }
  workspace.touch(at.path);
}

/** On a disk nothing is a file and a folder at once. */
function put(files: Map<string, string>, path: string, text: string): void {
  for (const known of below(files, path)) files.delete(known);
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
    files.delete(path.slice(0, at));
  files.set(path, text);
}

/** Unsaved text counts for documents on disk; a source file that was never saved is there as well. */
function shown(
  files: ReadonlyMap<string, string>,
  typed: ReadonlyMap<string, string>,
): Iterable<[string, string]> {
  return [...typed].filter(([path]) => path.endsWith('.ts') || files.has(path));
}

/** A folder stands for everything in it, as it does to a watcher. */
function below(files: ReadonlyMap<string, string>, path: string): readonly string[] {
  return [...files.keys()].filter((known) => known === path || known.startsWith(`${path}/`));
}

async function holds(batches: readonly (readonly Step[])[]): Promise<void> {
  const files = new Map([['parapet.jsonc', documents['parapet.jsonc']?.[0] as string]]);
  const typed = new Map<string, string>();
  const store = createMemoryStore();
  const parts = { store, build: 'one' };
  const workspace = await openWorkspace(files, { parts });
  const told = new Map(workspace.findings().map(({ path }) => [path, workspace.findingsAt(path)]));
  for (const batch of batches) {
    for (const at of batch) apply(workspace, files, typed, at);
    for (const path of await workspace.refresh()) told.set(path, workspace.findingsAt(path));
    const fresh = await openWorkspace(new Map([...files, ...shown(files, typed)]));
    assert.deepEqual(plain(workspace.findings()), plain(fresh.findings()));
    assert.deepEqual(workspace.notices(), fresh.notices());
    assert.equal(
      [...told.values()].flat().length,
      fresh.findings().length,
      'every change of findings is told',
    );
    workspace.save();
    const next = await openWorkspace(files, { parts });
    const cold = await openWorkspace(files);
    assert.deepEqual(
      plain(next.findings()),
      plain(cold.findings()),
      'a process that starts from what was kept',
    );
    assert.deepEqual(next.facts().files, cold.facts().files);
  }
}

const batch = fc.array(step, { minLength: 1, maxLength: 8 });

/** Short sequences find most faults and shrink well; long ones, of a thousand steps, find what piles up. */
for (const [length, batches] of Object.entries({
  short: fc.array(batch, { maxLength: 12 }),
  long: fc.array(batch, { maxLength: 500, size: 'max' }),
})) {
  test(`any ${length} sequence of changes leaves the state of a fresh run`, {
    timeout: 900_000,
  }, async () => {
    const seconds = Number(process.env['PARAPET_PROPERTY_SECONDS'] ?? 4);
    await fc.assert(fc.asyncProperty(batches, holds), {
      numRuns: 100_000,
      interruptAfterTimeLimit: seconds * 1000,
      markInterruptAsFailure: false,
    });
  });
}

test('an edit that leaves the facts equal tells nothing', async () => {
  const files = new Map([
    ['parapet.jsonc', documents['parapet.jsonc']?.[0] as string],
    ['domain/a.ts', "import '../ui/a';\n"],
    ['ui/a.ts', 'export {};\n'],
  ]);
  const workspace = await openWorkspace(files);
  workspace.setText('domain/a.ts', "import '../ui/a';\nexport const x = 1;\n");
  assert.deepEqual([...(await workspace.refresh())], []);
  workspace.setText('domain/a.ts', 'export const x = 1;\n');
  assert.deepEqual([...(await workspace.refresh())], ['domain/a.ts']);
});

test('a cycle that one file closes or ends is told where it stands, in the other file', async () => {
  const files = new Map([
    ['parapet.jsonc', '{ "rules": { "architecture/import-cycle": "error" } }'],
    ['a.ts', "import './b';\n"],
    ['b.ts', 'export {};\n'],
  ]);
  const workspace = await openWorkspace(files);
  const rulesAt = (path: string) => workspace.findingsAt(path).map(({ rule }) => rule);
  workspace.setText('b.ts', "import './a';\n");
  assert.deepEqual([...(await workspace.refresh())], ['a.ts']);
  assert.deepEqual(rulesAt('a.ts'), ['architecture/import-cycle']);
  workspace.setText('b.ts', "\nimport './a';\n");
  await workspace.refresh();
  assert.equal(workspace.findingsAt('a.ts')[0]?.related[0]?.span.start, 8, 'the other end moved');
  workspace.setText('b.ts', "import type {} from './a';\n");
  assert.deepEqual([...(await workspace.refresh())], ['a.ts']);
  assert.deepEqual(rulesAt('a.ts'), []);
});

test('a file that no entry reaches is told of the folder that now holds nothing else', async () => {
  const files = new Map([
    [
      'parapet.jsonc',
      '{ "rules": { "architecture/unreachable-file": ["warning", { "entries": ["**/main.ts"] }] } }',
    ],
    ['main.ts', ''],
    ['domain/deep/c.ts', ''],
  ]);
  const workspace = await openWorkspace(files);
  files.set('domain/main.ts', '');
  workspace.touch('domain/main.ts');
  await workspace.refresh();
  const fresh = await openWorkspace(files);
  assert.deepEqual(
    fresh.findings().map(({ subject }) => subject),
    ['domain/deep'],
  );
  assert.deepEqual(plain(workspace.findings()), plain(fresh.findings()));
});

/** One document that has several texts one after the other. */
interface Edited {
  readonly files: Readonly<Record<string, string>>;
  readonly path: string;
  readonly texts: readonly string[];
  readonly rule: string;
  /** How often the rule tells something at each of them. */
  readonly told: readonly number[];
}

const edited: Readonly<Record<string, Edited>> = {
  'a module is declared for the package that the declaration belongs to by now': {
    files: {
      'parapet.jsonc': '{ "rules": { "architecture/undeclared-package": "error" } }',
      'package.json': '{ "name": "root" }',
      'sub/types.d.ts': "declare module 'made';\n",
      'a.ts': "import 'made';\n",
    },
    path: 'sub/package.json',
    texts: ['{ "type": "module" }', '{ "name": "sub" }', '{ "type": "module" }'],
    rule: 'architecture/undeclared-package',
    told: [0, 1, 0],
  },
  'an exception excepts nothing once the same file is imported by a name that its package offers': {
    files: {
      'parapet.jsonc': `{ "services": [{ "name": "shop", "files": "shop/**" }, { "name": "web", "files": "web/**" }],
        "except": [{ "from": "web/a.ts", "to": "shop", "why": "agreed" }] }`,
      'tsconfig.json': '{ "compilerOptions": { "paths": { "shop": ["./shop/main.ts"] } } }',
      'shop/package.json': '{ "name": "shop", "exports": "./open.ts" }',
      'shop/open.ts': '',
      'shop/main.ts': '',
    },
    path: 'web/a.ts',
    texts: ["import '../shop/main';\n", "import 'shop';\n", "import '../shop/main';\n"],
    rule: 'policy/idle-statement',
    told: [0, 1, 0],
  },
};

for (const [name, { files: others, path, texts, rule, told }] of Object.entries(edited))
  test(name, async () => {
    const files = new Map([...Object.entries(others), [path, texts[0] as string]]);
    const workspace = await openWorkspace(files);
    for (const [at, text] of texts.entries()) {
      files.set(path, text);
      workspace.touch(path);
      await workspace.refresh();
      assert.equal(workspace.findings().filter((finding) => finding.rule === rule).length, told[at]);
    }
  });

test('files that no entry reaches are named anew where others of them are accepted', async () => {
  const files = new Map([
    [
      'parapet.jsonc',
      '{ "rules": { "architecture/unreachable-file": ["warning", { "entries": ["main.ts"] }] } }',
    ],
    ['governance/baseline.txt', 'architecture/unreachable-file\told/b.ts\told/b.ts\n'],
    ...['main.ts', 'old/a.ts', 'old/b.ts', 'old/c.ts'].map((path) => [path, ''] as const),
  ]);
  const workspace = await openWorkspace(files);
  const named = ([finding]: readonly Finding[]) => finding?.related.map(({ path }) => path);
  assert.deepEqual(named(workspace.findings()), ['old/a.ts', 'old/c.ts']);
  const last = {
    listsSome: () => true,
    lists: (_policy: unknown, _rule: string, path: string) => path === 'old/c.ts',
  };
  assert.deepEqual(named(workspace.judgeImports(last)), ['old/a.ts', 'old/b.ts']);
});

const silent: Readonly<Record<string, (workspace: Workspace) => void>> = {
  'a configuration that is opened as it is': (workspace) => workspace.setText('tsconfig.json', '{}'),
  'a manifest that is touched as it is': (workspace) => workspace.touch('package.json'),
  'a policy that is opened as it is': (workspace) =>
    workspace.setText('parapet.jsonc', documents['parapet.jsonc']?.[0] as string),
  'an ignore file that is opened': (workspace) => workspace.setText('.gitignore', 'anything'),
  'a file that nothing asked for': (workspace) => workspace.touch('README.md'),
};

for (const [name, note] of Object.entries(silent)) {
  test(`${name} sets nothing in motion`, async () => {
    const files = new Map([
      ['parapet.jsonc', documents['parapet.jsonc']?.[0] as string],
      ['tsconfig.json', '{}'],
      ['package.json', '{}'],
      ['README.md', ''],
      ['ui/a.ts', "import './gone';\nimport 'pkg';\n"],
    ]);
    const made: unknown[] = [];
    const parts = {
      createResolver: (input: ResolverInput) => {
        made.push(input);
        return createResolver(input);
      },
    };
    const workspace = await openWorkspace(files, { parts });
    note(workspace);
    assert.deepEqual([...(await workspace.refresh())], []);
    assert.equal(made.length, 1);
    files.set('ui/gone.ts', '');
    workspace.touch('ui/gone.ts');
    await workspace.refresh();
    assert.equal(made.length, 2, 'what an import may lead to sets it in motion');
  });
}
