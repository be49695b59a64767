import assert from 'node:assert/strict';
import { test } from 'node:test';
import type ts from 'typescript';
import type { Boundaries, PluginConfiguration } from '../../server/src/protocol/boundaries.ts';
import init from '../../typescript-plugin/src/index.ts';

const boundaries: Boundaries = {
  root: '/w',
  groups: [
    { names: ['domain'], row: 0 },
    { names: ['ui'], row: 1 },
  ],
  folders: { 'src/domain': 0, 'src/ui': 1 },
  files: {},
  rows: [[1, 1, 0], []],
  rulings: [
    {
      rule: 'architecture/upward-import',
      sentence: 'Layer "{from}" must not import layer "{to}".',
      from: 0,
      to: 0,
    },
  ],
};

const entry = (name: string, fileName?: string, source = fileName?.replace(/\.ts$/, '')) =>
  ({
    name,
    sortText: '16',
    kind: 'function',
    ...(source !== undefined && { source, hasAction: true }),
    ...(fileName !== undefined && { data: { exportName: name, fileName }, isRecommended: true }),
    ...(fileName !== undefined && { sourceDisplay: [{ kind: 'text', text: '../x' }] }),
  }) as unknown as ts.CompletionEntry;

const list = (...entries: ts.CompletionEntry[]) => ({ entries }) as unknown as ts.CompletionInfo;

const fix = (description: string, newText: string, fixName = 'import') =>
  ({
    fixName,
    fixId: 'fixMissingImport',
    description,
    changes: [
      { fileName: '/w/src/domain/order.ts', textChanges: [{ span: { start: 0, length: 0 }, newText }] },
    ],
  }) as ts.CodeFixAction;

const order = '/w/src/domain/order.ts';
const page = entry('page', '/w/src/ui/page.ts');
const total = entry('total', '/w/src/domain/total.ts');
const local = entry('local');

test('completions that would break a boundary are marked and sort after all others', () => {
  const { service } = load({ completions: list(page, total, local) });
  const marked = service.getCompletionsAtPosition(order, 0, undefined);
  assert.deepEqual(
    marked?.entries.map(({ labelDetails }) => labelDetails),
    [{ description: '⊘ domain ↛ ui  ../x' }, undefined, undefined],
  );
  const [first] = marked?.entries ?? [];
  assert.ok((first?.sortText ?? '') > 'z~zz');
  assert.ok(first?.filterText?.endsWith(' page'));
  assert.equal(first?.isRecommended, undefined);
  assert.deepEqual(marked?.entries.slice(1), [total, local]);
});

test('where nothing would break the answer is the very same object', () => {
  const completions = list(total, local, page);
  const { service, configure } = load({ completions });
  assert.equal(service.getCompletionsAtPosition('/w/src/ui/other.ts', 0, undefined), completions);
  assert.equal(service.getCompletionsAtPosition('/elsewhere/order.ts', 0, undefined), completions);
  configure({ boundaries: [] });
  assert.equal(service.getCompletionsAtPosition(order, 0, undefined), completions);
  configure({ boundaries: [boundaries] });
  assert.notEqual(service.getCompletionsAtPosition(order, 0, undefined), completions);
});

test('older servers name the module and not the file, and packages are not ours to judge', () => {
  const { service } = load({
    completions: list(entry('a', undefined, '/w/src/ui/page'), entry('b', undefined, 'react'), local),
  });
  const marked = service.getCompletionsAtPosition(order, 0, undefined);
  assert.deepEqual(
    marked?.entries.map(({ labelDetails }) => labelDetails?.description),
    ['⊘ domain ↛ ui', undefined, undefined],
  );
});

test('the details of a completion name both layers and the rule, before its own documentation', () => {
  const own = { kind: 'text', text: 'A page.' };
  const details = { name: 'page', documentation: [own] } as unknown as ts.CompletionEntryDetails;
  const { service } = load({ details });
  const ask = (file: string) =>
    service.getCompletionEntryDetails(file, 0, 'page', undefined, page.source, undefined, page.data);
  const text = '⊘ Layer "domain" must not import layer "ui". (architecture/upward-import)\n\n';
  assert.deepEqual(ask(order)?.documentation, [{ kind: 'text', text }, own]);
  assert.equal(ask('/w/src/ui/other.ts'), details);
});

test('import fixes that would break a boundary come last, say so, and are no longer preferred by name', () => {
  const bad = fix('Add import from "../ui/page"', 'import { page } from "../ui/page";\n');
  const good = fix('Add import from "./page"', "import { page } from './page';\n");
  const added = fix('Update import from "../ui/page"', ', page');
  const other = fix('Change spelling to "../ui/page"', 'from "../ui/page"', 'spelling');
  const { service } = load({ fixes: [bad, other, added, good] });
  const fixes = service.getCodeFixesAtPosition(order, 0, 1, [2304], {}, {});
  assert.deepEqual(
    fixes.map(({ description, fixName }) => `${fixName}: ${description}`),
    [
      'spelling: Change spelling to "../ui/page"',
      'import: Add import from "./page"',
      'importPastBoundary: Add import from "../ui/page" ⊘ domain ↛ ui: breaks architecture/upward-import',
      'importPastBoundary: Update import from "../ui/page" ⊘ domain ↛ ui: breaks architecture/upward-import',
    ],
  );
  assert.deepEqual(fixes[2]?.changes, bad.changes);
  const silent = [good, other];
  const { service: untouched } = load({ fixes: silent });
  assert.equal(untouched.getCodeFixesAtPosition(order, 0, 1, [2304], {}, {}), silent);
});

test('nothing of ours throws into the TypeScript server', () => {
  const broken = {
    entries: [
      {
        name: 'x',
        get data(): never {
          throw new Error('broken');
        },
      },
    ],
  };
  const { service, log, configure } = load({ completions: broken as unknown as ts.CompletionInfo });
  assert.equal(service.getCompletionsAtPosition(order, 0, undefined), broken);
  assert.match(log.join(), /Parapet could not mark an answer: Error: broken/);
  for (const config of [
    undefined,
    null,
    'x',
    {},
    { boundaries: 'x' },
    { boundaries: [null] },
    { boundaries: [{}] },
  ]) {
    configure(config as unknown as PluginConfiguration);
    assert.equal(service.getCompletionsAtPosition(order, 0, undefined), broken);
  }
});

test('a server that has no answer keeps having none, and its own failures stay its own', () => {
  const { service } = load({});
  assert.equal(service.getCompletionsAtPosition(order, 0, undefined), undefined);
  assert.throws(() => service.getDefinitionAtPosition(order, 0), /its own failure/);
});

interface Answers {
  readonly completions?: ts.CompletionInfo;
  readonly details?: ts.CompletionEntryDetails;
  readonly fixes?: readonly ts.CodeFixAction[];
}

/** The plugin around a language service that gives prepared answers. */
function load(answers: Answers) {
  const log: string[] = [];
  const plain = {
    getCompletionsAtPosition: () => answers.completions,
    getCompletionEntryDetails: () => answers.details,
    getCodeFixesAtPosition: () => answers.fixes ?? [],
    getDefinitionAtPosition(): never {
      throw new Error(this === plain ? 'its own failure' : 'called on another object');
    },
  };
  const typescript = {
    sys: { useCaseSensitiveFileNames: true },
    resolveModuleName: (specifier: string, from: string) => ({
      resolvedModule: { resolvedFileName: new URL(`${specifier}.ts`, `file://${from}`).pathname },
    }),
  };
  const info = {
    config: { name: 'parapet-typescript-plugin', boundaries: [boundaries] },
    languageService: plain,
    project: {
      getCompilerOptions: () => ({}),
      projectService: { logger: { info: (line: string) => log.push(line) } },
    },
  };
  const plugin = init({ typescript: typescript as unknown as typeof ts });
  const service = plugin.create(info as unknown as ts.server.PluginCreateInfo);
  const configure = (config: PluginConfiguration) => plugin.onConfigurationChanged?.(config);
  return { service, log, configure };
}
