import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWorkspace, plain, type WorkspaceOptions } from '../support/workspace.ts';

const policy = `{
  "layers": [{ "name": "ui", "files": "ui/**", "owner": "@acme/ui" }, { "name": "core", "files": "core/**" }],
  "services": [{ "name": "shop", "files": "core/**", "owner": "@acme/shop" }]
}`;
const files = {
  'parapet.jsonc': policy,
  '.github/CODEOWNERS': '* @acme/all\n/core/ @acme/core\n/gone/ @acme/web\n',
  'core/order.ts': "import '../ui/page';\n",
  'ui/page.ts': 'export {};\n',
};
const upward = 'architecture/upward-import';

const open = (own: Readonly<Record<string, string>>, options?: WorkspaceOptions) => {
  const map = new Map(Object.entries(own));
  return openWorkspace(map, options).then((workspace) => ({ map, workspace }));
};

test('a finding names the owner of its statement, then those of its path', async () => {
  const { workspace } = await open(files);
  const owners = (rule: string) => workspace.findings().find((finding) => finding.rule === rule)?.owners;
  assert.deepEqual(owners(upward), ['@acme/core']);
  assert.deepEqual(owners('ownership/dead-pattern'), ['@acme/all']);
  const statement = {
    ...files,
    'parapet.jsonc': policy.replace('"core/**" }]', '"core/**", "owner": "@arch" }]'),
  };
  const { workspace: other } = await open(statement);
  assert.deepEqual(other.findings().find(({ rule }) => rule === upward)?.owners, ['@arch', '@acme/core']);
});

test('where CODEOWNERS says nothing of a path, its service does, then the nearest descriptor', async () => {
  const { '.github/CODEOWNERS': _, ...rest } = files;
  const owners = async (own: Readonly<Record<string, string>>) =>
    (await open(own)).workspace.findings().find(({ rule }) => rule === upward)?.owners;
  assert.deepEqual(await owners(rest), ['@acme/shop']);
  const bare = { ...rest, 'parapet.jsonc': policy.replace(', "owner": "@acme/shop"', '') };
  assert.deepEqual(await owners(bare), []);
  const catalog = 'kind: Component\nspec:\n  owner: group:default/shop\n';
  assert.deepEqual(await owners({ ...bare, 'catalog-info.yaml': catalog }), ['group:default/shop']);
  assert.deepEqual(await owners({ ...bare, 'ui/catalog-info.yaml': catalog }), []);
});

test('whatever changes, the findings are those of a fresh start', async () => {
  const { map, workspace } = await open(files);
  const same = async (what: string) => {
    await workspace.refresh();
    const fresh = await openWorkspace(new Map([...map, ...workspace.overlays]));
    assert.deepEqual(plain(workspace.findings()), plain(fresh.findings()), what);
  };
  const write = (path: string, text: string | undefined) => {
    if (text === undefined) map.delete(path);
    else map.set(path, text);
    workspace.touch(path);
  };
  const codeowners = '.github/CODEOWNERS';
  workspace.setText(codeowners, '* @acme/all\n/core/ @acme/other\n');
  await same('unsaved text');
  workspace.setText(
    codeowners,
    '* @acme/all\nx acme\n# parapet-allow ownership/dead-pattern: soon\n/gone/ @a\n',
  );
  await same('a suppression and a mistake');
  workspace.setText(codeowners, undefined);
  await same('the disk counts again');
  write('gone/a.md', 'x');
  await same('a file that brings a line to life');
  write('gone/a.md', undefined);
  await same('and takes it back');
  write('CODEOWNERS', '* @root\n');
  await same('a file that does not count');
  write(codeowners, undefined);
  await same('until the other one is gone');
  write('core/catalog-info.yaml', 'spec:\n  owner: someone\n');
  await same('a descriptor');
  write('CODEOWNERS', undefined);
  await same('no CODEOWNERS at all');
  write(
    'parapet.jsonc',
    `{ "ownership": { "codeowners": "OWNERS", "dialect": "gitlab" }, ${policy.slice(1)}`,
  );
  await same('a file of another name, missing');
  write('OWNERS', '[Core] @core\n/core/\n');
  await same('and there');
  write('ui/other.ts', "import './page';\n");
  await same('another source file');
});

test('git is asked for its files only where something rests on them', async () => {
  let asked = 0;
  const listed = () => {
    asked++;
    return Object.keys(files);
  };
  const count = { ownership: { files: listed } };
  const { '.github/CODEOWNERS': _, ...rest } = files;
  const without = await open(
    { ...rest, 'parapet.jsonc': policy.replace(/\n {2}"services".*\n/, '\n').replace('],\n}', ']\n}') },
    count,
  );
  assert.deepEqual([asked, without.workspace.policies.length], [0, 1]);
  const { workspace } = await open(files, count);
  assert.equal(asked, 1);
  workspace.setText('core/order.ts', "import '../ui/page';\n// typed\n");
  workspace.setText('.github/CODEOWNERS', '* @typed\n');
  await workspace.refresh();
  assert.equal(asked, 1);
});

test('a file that git leaves out is asked about once, however often it grows', async () => {
  let asked = 0;
  const listed = () => {
    asked++;
    return Object.keys(files);
  };
  const { map, workspace } = await open(files, { ownership: { files: listed } });
  const grow = async (path: string) => {
    map.set(path, `${map.get(path) ?? ''}x`);
    workspace.touch(path);
    await workspace.refresh();
    return asked;
  };
  assert.deepEqual([await grow('a.log'), await grow('a.log'), await grow('a.log')], [2, 2, 2]);
  assert.deepEqual([await grow('b.log'), await grow('core/order.ts')], [3, 3]);
});

const contract = (owner: string) => `openapi: 3.1.0
info: { title: Shop, version: 1.0.0${owner} }
paths:
  /orders: { get: { responses: {} } }
`;
const promising = {
  'parapet.jsonc': '{ "contractFirst": "change" }',
  'api.yaml': contract(''),
  'app.ts': "import express from 'express';\nconst app = express();\napp.get('/others', list);\n",
};
const unserved = 'contracts/operation-without-route';

test('findings at a contract name the owner that it names itself, unless CODEOWNERS does', async () => {
  const owners = async (own: Readonly<Record<string, string>>) =>
    (await open({ ...promising, ...own })).workspace.findings().find(({ rule }) => rule === unserved)?.owners;
  assert.deepEqual(await owners({}), []);
  const atRoot = `x-owner: "@acme/x"\n${contract('')}`;
  assert.deepEqual(await owners({ 'api.yaml': atRoot }), ['@acme/x']);
  assert.deepEqual(await owners({ 'api.yaml': contract(", x-owner: '@acme/y'") }), ['@acme/y']);
  assert.deepEqual(await owners({ 'api.yaml': contract(", x-owner: ' '") }), []);
  const catalog = 'kind: Component\nspec: { owner: web }\n';
  assert.deepEqual(await owners({ 'catalog-info.yaml': catalog }), ['web']);
  assert.deepEqual(await owners({ 'api.yaml': atRoot, 'catalog-info.yaml': catalog }), ['@acme/x']);
  const codeowners = { '.github/CODEOWNERS': '* @acme/all\n' };
  assert.deepEqual(await owners({ 'api.yaml': atRoot, ...codeowners }), ['@acme/all']);
});

test('an owner that a contract comes to name, or no longer names, is told as after a fresh start', async () => {
  const { map, workspace } = await open(promising);
  for (const owner of [", x-owner: '@acme/x'", ", x-owner: '@acme/y'", '', ", x-owner: ['@acme/x']"]) {
    map.set('api.yaml', contract(owner));
    workspace.touch('api.yaml');
    await workspace.refresh();
    const fresh = await openWorkspace(new Map(map));
    assert.ok(fresh.findings().length > 0);
    assert.deepEqual(plain(workspace.findings()), plain(fresh.findings()), owner);
  }
});
