import assert from 'node:assert/strict';
import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import type { BaseTexts, Change, ChangedFile } from '../../server/src/model/change.ts';
import { applied, changeOf, lines, textsOf } from '../support/change.ts';
import { createRepository, type TestRepository } from '../support/repository.ts';

/** What a person does to the file that an index chooses among those there are. */
type Step =
  | { readonly act: 'create' | 'edit' | 'unsaved'; readonly index: number; readonly seed: number }
  | { readonly act: 'rename'; readonly index: number; readonly seed: number; readonly byGit: boolean }
  | { readonly act: 'delete' | 'stage' | 'unstage' | 'revert'; readonly index: number }
  | { readonly act: 'stage-all' | 'commit' };

const index = fc.nat(99);
const seed = fc.nat(9999);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: fc.constantFrom('create', 'edit', 'unsaved'), index, seed }) },
    {
      weight: 2,
      arbitrary: fc.record({ act: fc.constant('rename' as const), index, seed, byGit: fc.boolean() }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ act: fc.constantFrom('delete', 'stage', 'unstage', 'revert'), index }),
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('stage-all', 'commit') }) },
  ) as fc.Arbitrary<Step>,
  { minLength: 1, maxLength: 12 },
);

/** The three states of the files, kept beside git. */
interface Model {
  readonly repository: TestRepository;
  readonly base: Map<string, string>;
  readonly disk: Map<string, string>;
  readonly unsaved: Map<string, string>;
}

const names = [
  'plain',
  'with space',
  '-dash',
  'ünï',
  'quote"',
  'tab\t',
  'line\nfeed',
  "it's",
  'dir/deep',
  'dir/a b/c',
];

function start(context: TestContext): Model {
  const repository = createRepository(context);
  const base = new Map<string, string>([['.gitignore', '*.log\n']]);
  for (const [at, name] of names.slice(0, 7).entries()) base.set(`src/${name}.ts`, textFor(at));
  repository.write(Object.fromEntries(base));
  repository.commit('Base');
  repository.git('checkout', '-q', '-b', 'feature');
  repository.write({ 'ignored.log': 'never\n' });
  return { repository, base, disk: new Map(base), unsaved: new Map() };
}

function textFor(number: number): string {
  return lines(...Array.from({ length: 12 + (number % 5) }, (_, line) => `text ${number} line ${line % 7}`));
}

function edited(text: string, number: number): string {
  const all = text.split('\n');
  const at = number % all.length;
  if (number % 3 === 0) all.splice(at, 1);
  else if (number % 3 === 1) all.splice(at, 0, `inserted ${number}`);
  else all[at] = `replaced ${number}`;
  return all.join('\n');
}

function act(model: Model, step: Step): void {
  const { repository, disk, unsaved, base } = model;
  const { git, write } = repository;
  const paths = [...disk.keys()].filter((path) => path !== '.gitignore').sort();
  const path = 'index' in step ? paths[step.index % Math.max(paths.length, 1)] : undefined;
  const save = (place: string, text: string) => {
    disk.set(place, text);
    write({ [place]: text });
  };
  if (step.act === 'stage-all') git('add', '--all');
  else if (step.act === 'commit') repository.commit(`Commit`);
  else if (step.act === 'create') {
    const name = `new/${names[step.index % names.length]}${step.seed % 3}.ts`;
    if (!disk.has(name)) save(name, textFor(step.seed));
  } else if (path === undefined) return;
  else if (step.act === 'edit') save(path, edited(disk.get(path) as string, step.seed));
  else if (step.act === 'unsaved')
    unsaved.set(path, edited(unsaved.get(path) ?? (disk.get(path) as string), step.seed));
  else if (step.act === 'revert') {
    if (base.has(path)) save(path, base.get(path) as string);
  } else if (step.act === 'stage') git('add', '--', path);
  else if (step.act === 'unstage') git('reset', '-q', '--', path);
  else remove(model, step, path);
}

function remove(model: Model, step: Step, path: string): void {
  const { repository, disk, unsaved } = model;
  const text = disk.get(path) as string;
  disk.delete(path);
  unsaved.delete(path);
  if (step.act !== 'rename') {
    repository.write({ [path]: null });
    return;
  }
  const to = `moved${step.seed % 4}/${path.replaceAll('/', '_')}`;
  if (disk.has(to)) {
    disk.set(path, text);
    return;
  }
  disk.set(to, text);
  const place = join(repository.root, to);
  mkdirSync(dirname(place), { recursive: true });
  renameSync(join(repository.root, path), place);
  if (step.byGit) repository.git('add', '--all');
}

test('after whatever was done, the change is the difference of two trees', async (context) => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const model = start(context);
      for (const step of sequence) act(model, step);
      const { change, base } = await changeOf(model.repository.root, { unsaved: model.unsaved });
      await checkTrees(model, change, base);
    }),
    { numRuns: 30 },
  );
});

async function checkTrees(model: Model, change: Change, texts: BaseTexts): Promise<void> {
  const now = new Map([...model.disk, ...model.unsaved]);
  const { base } = model;
  const expected = {
    added: [...now.keys()].filter((path) => !base.has(path)),
    deleted: [...base.keys()].filter((path) => !now.has(path)),
    modified: [...now.keys()].filter((path) => base.has(path) && base.get(path) !== now.get(path)),
  };
  const of = (status: ChangedFile['status']) => change.files.filter((file) => file.status === status);
  const paths = (files: readonly ChangedFile[]) => files.map(({ path }) => path);
  const renamed = of('renamed');
  assert.deepEqual([...paths(of('added')), ...paths(renamed)].sort(), expected.added.sort());
  assert.deepEqual(
    [...paths(of('deleted')), ...renamed.map(({ from }) => from)].sort(),
    expected.deleted.sort(),
  );
  assert.deepEqual(paths(of('modified')).sort(), expected.modified.sort());
  assert.deepEqual(paths(change.files), paths(change.files).sort());
  const read = await textsOf(texts, [...base.keys(), ...now.keys()]);
  assert.deepEqual(read, Object.fromEntries(base));
  for (const { path, from, status, hunks } of change.files) {
    if (status === 'deleted') continue;
    const before = status === 'added' ? '' : (base.get(from ?? path) as string);
    assert.equal(applied(before, now.get(path) as string, hunks), now.get(path));
  }
  for (const path of expected.deleted) {
    const alike = expected.added.filter((place) => model.disk.get(place) === base.get(path));
    const before = [...base.keys()].filter((place) => base.get(place) === base.get(path));
    if (alike.length !== 1 || before.length !== 1) continue;
    assert.ok(
      renamed.some(({ from }) => from === path),
      `"${path}" moved to "${alike[0]}"`,
    );
  }
}
