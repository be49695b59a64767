import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Workspace } from '../../server/src/engine/workspace.ts';
import { groupFiles } from '../../server/src/lsp/boundary-groups.ts';
import { BoundaryTable } from '../../server/src/lsp/boundary-table.ts';
import type { SourceFile } from '../../server/src/model/rule.ts';
import type { Boundaries } from '../../server/src/protocol/boundaries.ts';
import { createJudge } from '../../typescript-plugin/src/boundaries.ts';
import { runCommand } from '../support/command-line.ts';
import { makeFolder } from '../support/server.ts';
import { openWorkspace } from '../support/workspace.ts';

const policy = `{
  "tests": ["**/*.test.ts"],
  "exclude": ["src/generated/**"],
  "layers": [
    [{ "name": "ui", "files": "src/ui/**" }, { "name": "http", "files": "src/http/**" }],
    { "name": "application", "files": "src/application/**", "closed": true },
    { "name": "domain", "files": "src/domain/**", "why": "ADR-7" },
    { "name": "store", "files": "src/store/**", "mayImport": ["kit"] },
    { "name": "kit", "files": "src/kit/**" }
  ],
  "slices": [
    { "name": "feature", "files": "src/features/{feature}/**", "public": ["index.ts"], "siblings": "none" },
    { "name": "part", "files": "src/parts/{part}/**", "public": ["index.ts", "api/**"] }
  ],
  "services": [{ "name": "money", "files": "packages/money/**" }],
  "except": [{ "from": "src/domain/legacy.ts", "to": "src/http/old.ts", "why": "#812" }],
  "overrides": [{ "files": ["src/ui/old/**"], "rules": { "architecture/skipped-layer": "off" } }]
}`;

const paths = [
  ...['ui/page.ts', 'ui/old/page.ts', 'http/server.ts', 'http/old.ts', 'application/run.ts'],
  ...['domain/order.ts', 'domain/legacy.ts', 'domain/order.test.ts', 'store/rows.ts', 'kit/text.ts'],
  ...[
    'features/cart/index.ts',
    'features/cart/total.ts',
    'features/cart/deep/sum.ts',
    'features/pay/index.ts',
  ],
  ...['features/pay/card.ts', 'parts/a/index.ts', 'parts/a/inner.ts', 'parts/b/api/x.ts', 'parts/b/y.ts'],
  ...['generated/types.ts', 'loose.ts'],
].map((path) => `src/${path}`);

const files = new Map([
  ['parapet.jsonc', policy],
  ['packages/money/package.json', '{ "name": "@acme/money", "exports": "./src/index.ts" }'],
  ...[...paths, 'packages/money/src/index.ts', 'packages/money/src/round.ts'].map(
    (path) => [path, 'export {};\n'] as const,
  ),
]);

test('the table says of every pair of files what a supposed import would say', async () => {
  const workspace = await openWorkspace(files);
  const table = await tableOf(workspace);
  const judge = createJudge([{ ...table, root: '/work space' }], true);
  const { files: all } = workspace.facts();
  assert.equal(all.length, paths.length + 2);
  let denied = 0;
  for (const from of all) {
    for (const to of all) {
      if (from === to) continue;
      const [finding] = workspace.suppose.import(from, to).findings;
      const breach = judge(`/work space/${from.path}`, `/work space/${to.path}`);
      assert.equal(breach?.rule, finding?.rule, `${from.path} → ${to.path}`);
      if (!finding) continue;
      denied++;
      const why = finding.why === undefined ? '' : ` Why: ${finding.why}`;
      assert.equal(inFull(breach?.sentence, to), inFull(`${finding.message}${why}`, to));
    }
  }
  assert.ok(denied > 50 && denied < all.length ** 2 / 2, `${denied} of ${all.length ** 2} are denied`);
  const rules = new Set(table.rulings.map(({ rule }) => rule));
  assert.equal(rules.size, 6, [...rules].join());
});

/** A message names a file from its part of the policy on; the table, whose sentences serve many, from the root. */
function inFull(sentence: string | undefined, { path }: SourceFile): string | undefined {
  const segments = path.split('/');
  return segments.reduce(
    (text, _, index) => text?.replace(`"${segments.slice(index).join('/')}"`, '"…"'),
    sentence,
  );
}

test('the table agrees with parapet explain', async () => {
  const folder = makeFolder(Object.fromEntries(files));
  const workspace = await openWorkspace(files);
  const judge = createJudge([{ ...(await tableOf(workspace)), root: folder }], true);
  const pairs = [
    ['src/domain/order.ts', 'src/ui/page.ts'],
    ['src/ui/page.ts', 'src/domain/order.ts'],
    ['src/domain/legacy.ts', 'src/http/old.ts'],
    ['src/features/pay/card.ts', 'src/features/cart/total.ts'],
    ['src/loose.ts', 'src/features/cart/index.ts'],
    ['src/loose.ts', 'packages/money/src/round.ts'],
  ] as const;
  const breaches = pairs.map(([from, to]) => judge(`${folder}/${from}`, `${folder}/${to}`) !== undefined);
  assert.deepEqual(breaches, [true, true, false, true, false, true]);
  for (const [index, pair] of pairs.entries()) {
    const { out } = await runCommand(folder, ['explain', ...pair]);
    assert.equal(out.includes('Not allowed'), breaches[index], out);
  }
});

test('files that nobody knows have no verdict, and new ones that of their folder', async () => {
  const judge = createJudge([await tableOf(await openWorkspace(files))], true);
  assert.ok(judge('/w/src/domain/new.ts', '/w/src/ui/page'));
  assert.equal(judge('/w/src/domain/order.ts', '/w/src/ui/node_modules/x/index.d.ts'), undefined);
  assert.equal(judge('/w/src/domain/order.ts', '/w/dist/ui/page.js'), undefined);
  assert.equal(judge('/elsewhere/src/domain/order.ts', '/w/src/ui/page.ts'), undefined);
  assert.equal(judge('/w/src/domain/order.ts', '/w2/src/ui/page.ts'), undefined);
});

test('where letters do not tell files apart they do not here', async () => {
  const table = await tableOf(await openWorkspace(files));
  const sensitive = createJudge([{ ...table, root: 'C:/W' }], true);
  const insensitive = createJudge([{ ...table, root: 'C:/W' }], false);
  const pair = ['c:/w/src/Domain/order.ts', 'C:\\W\\src\\ui\\Page.ts'] as const;
  assert.equal(sensitive(...pair), undefined);
  assert.equal(insensitive(...pair)?.boundary, 'domain ↛ ui');
});

test('a table is small, and is given up when the files change meanwhile', async () => {
  const many = new Map([['parapet.jsonc', policy]]);
  for (let feature = 0; feature < 120; feature++) {
    for (let file = 0; file < 30; file++)
      many.set(`src/features/feature-${feature}/part-${file % 3}/file-${file}.ts`, 'export {};\n');
    many.set(`src/features/feature-${feature}/index.ts`, 'export {};\n');
  }
  for (let file = 0; file < 1400; file++)
    many.set(`src/${file % 2 ? 'ui' : 'domain'}/folder-${file % 70}/file-${file}.ts`, 'export {};\n');
  const workspace = await openWorkspace(many);
  assert.ok(workspace.fileCount > 5000);
  const isOpen = (path: string) => /feature-(?:1|2|30)\/.*file-[12]\.ts|ui\/folder-1\//.test(path);
  const bytes = JSON.stringify(await tableOf(workspace, isOpen)).length;
  assert.ok(bytes < 50_000, `${bytes} bytes for ${workspace.fileCount} files`);
  let rests = 0;
  const { files: all } = workspace.facts();
  assert.equal(await groupFiles({ files: all, kin: () => '', rest: async () => ++rests < 5 }), undefined);
  assert.equal(rests, 5);
});

test('only the groups of files that were asked for are judged', async () => {
  const workspace = await openWorkspace(files);
  const judge = createJudge([await tableOf(workspace, (path) => path === 'src/domain/order.ts')], true);
  assert.equal(judge('/w/src/domain/order.ts', '/w/src/ui/page.ts')?.boundary, 'domain ↛ ui');
  assert.equal(judge('/w/src/kit/text.ts', '/w/src/ui/page.ts'), undefined);
});

async function tableOf(workspace: Workspace, isCovered = (_path: string) => true): Promise<Boundaries> {
  const { files: all } = workspace.facts();
  const groups = await groupFiles({ files: all, kin: (file) => workspace.kin(file), rest: async () => true });
  assert.ok(groups);
  const table = new BoundaryTable(groups, (from, to) => workspace.suppose.imports(from, to).findings);
  for (const { path } of all) if (isCovered(path)) table.cover(path);
  return table.boundaries('/w');
}
