import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFix } from '../../../server/src/model/fix.ts';
import { applied, checkFix, checkRefusal, filesOf, openFixable, waysOut } from '../../support/fix.ts';

const slices = `{
  // Who may use whom.
  "slices": [
    { "name": "checkout", "files": "checkout/**", "mayImport": ["catalog"] }, // pays
    { "name": "feature", "files": "features/{feature}/**", "public": ["index.ts"] }
  ]
}
`;
const deep = `//- checkout/order.ts
import { total } from '../features/cart/total';
//- features/cart/total.ts
export const total = 1;
`;

describe('the policy is edited with its comments', () => {
  test('a dependency is added to the list of what may be imported', () =>
    checkFix({
      rule: 'architecture/undeclared-dependency',
      policy: slices,
      fix: 'add-to-may-import',
      safe: false,
      before: deep.replace('cart/total', 'cart').replace('cart/total', 'cart/index'),
      after: `//- parapet.jsonc\n${slices.replace('["catalog"]', '["catalog", "feature:cart"]').trimEnd()}`,
    }));

  test('of what the dependency belongs to, that is added which the importer does not belong to', () =>
    checkFix({
      rule: 'architecture/undeclared-dependency',
      policy: `{
  "slices": [{ "name": "core", "files": "core/**" }],
  "layers": [
    { "name": "cache", "files": "core/cache/**", "mayImport": ["base"] },
    { "name": "base", "files": "core/base/**" },
    { "name": "queue", "files": "core/queue/**" }
  ]
}\n`,
      fix: 'add-to-may-import',
      before: `//- core/cache/entry.ts
import { add } from '../queue/add';
//- core/base/text.ts
export const text = '';
//- core/queue/add.ts
export const add = 1;
`,
      after: `//- parapet.jsonc
{
  "slices": [{ "name": "core", "files": "core/**" }],
  "layers": [
    { "name": "cache", "files": "core/cache/**", "mayImport": ["base", "queue"] },
    { "name": "base", "files": "core/base/**" },
    { "name": "queue", "files": "core/queue/**" }
  ]
}`,
    }));

  test('a dependency is not added where something else denies the import, too', () =>
    checkRefusal({
      rule: 'architecture/undeclared-dependency',
      policy: slices,
      fix: 'add-to-may-import',
      before: deep,
      refused: /Then: Slice "checkout" must not import "total.ts"/,
    }));

  test('a file becomes public, beside what is public already', () =>
    checkFix({
      rule: 'architecture/private-import',
      policy: slices,
      fix: 'add-to-public',
      safe: false,
      before: deep.replace('checkout/order.ts', 'other/order.ts'),
      after: `//- parapet.jsonc\n${slices.replace('"public": ["index.ts"]', '"public": ["index.ts", "total.ts"]').trimEnd()}`,
    }));

  test('a file becomes public in every part around it', () =>
    checkFix({
      rule: 'architecture/private-import',
      policy: `{ "slices": [
  { "name": "all", "files": "features/**", "public": ["cart/index.ts"] },
  { "name": "feature", "files": "features/{feature}/**", "public": ["index.ts"] }
] }\n`,
      fix: 'add-to-public',
      before: deep.replace('checkout/order.ts', 'other/order.ts'),
      after: `//- parapet.jsonc
{ "slices": [
  { "name": "all", "files": "features/**", "public": ["cart/index.ts", "cart/total.ts"] },
  { "name": "feature", "files": "features/{feature}/**", "public": ["index.ts", "total.ts"] }
] }`,
    }));

  test('an exception is added, and has no effect before it has a reason', async () => {
    const files = filesOf(slices, deep.replace('checkout/order.ts', 'other/order.ts'));
    const after = await allow(files);
    assert.match(
      after.get('parapet.jsonc') ?? '',
      /"except": \[\{ "from": "other\/order.ts", "to": "features\/cart\/total.ts", "why": "reason" \}\]/,
    );
    assert.deepEqual(await saidOf(after), [
      'This exception gives no reason in its "why"; until it does it has no effect.',
      'Nothing outside of slice "feature:cart" must import its "total.ts", which is private: only "index.ts" is public.',
    ]);
    after.set('parapet.jsonc', (after.get('parapet.jsonc') ?? '').replace('"reason"', '"Leaves with #12."'));
    assert.deepEqual(await saidOf(after), []);
  });

  test('an exception is not offered beside a suppression, which it would leave without use', async () => {
    const comment = '// parapet-allow architecture/private-import\n';
    const fixture = deep.replace('checkout/order.ts\n', `other/order.ts\n${comment}`);
    const fixable = await openFixable(filesOf(slices, fixture));
    const finding = fixable.workspace.findings().find(({ rule }) => rule === 'architecture/private-import');
    const ways = finding ? await waysOut(fixable, finding) : [];
    assert.ok(ways.some(({ id }) => id === 'add-to-public'));
    assert.ok(!ways.some(({ id }) => id === 'add-exception'));
  });

  test('a preset is not edited', () =>
    checkRefusal({
      rule: 'architecture/private-import',
      policy: '{ "extends": ["./node_modules/acme/preset.jsonc"] }',
      fix: 'add-to-public',
      before: `${deep.replace('checkout/order.ts', 'other/order.ts')}//- node_modules/acme/preset.jsonc
${slices}`,
      refused: /not of this workspace/,
    }));
});

const layers = `{
  "layers": [
    { "name": "ui", "files": "src/shop/ui/**" },
    { "name": "domain", "files": ["src/domain/**"] }
  ],
  "cover": ["src/**"]
}
`;
const covered = `//- src/shop/ui/page.ts
export const page = 1;
//- src/domain/order.ts
export const order = 1;
//- src/shop/old/old.ts
export const old = 1;
`;

describe('a folder without a layer', () => {
  test('is not added to one whose boundaries it would break, which is said where none is left', () =>
    checkRefusal({
      rule: 'architecture/unassigned-file',
      policy: layers.replace('"ui", "files": "src/shop/ui/**"', '"ui", "files": "src/ui/**"'),
      fix: 'add-to-layer',
      before: `//- src/ui/page.ts
import { old } from '../old/old';
export const page = old;
//- src/domain/order.ts
import { old } from '../old/old';
export const order = old;
//- src/old/old.ts
import { page } from '../ui/page';
export const old = page;`,
      refused: /Then: Layer "domain" must not import layer "ui"/,
    }));

  test('is added to that of the nearest folder first', () =>
    checkFix({
      rule: 'architecture/unassigned-file',
      policy: layers,
      safe: false,
      before: covered,
      after: `//- parapet.jsonc\n${layers.replace('"src/shop/ui/**"', '["src/shop/ui/**", "src/shop/old/**"]').trimEnd()}`,
    }));

  test('is offered one action a layer', async () => {
    const fixable = await openFixable(filesOf(layers, covered));
    const [finding] = fixable.workspace.findings();
    const ways = finding ? await waysOut(fixable, finding) : [];
    assert.deepEqual(
      ways.map(({ title }) => title),
      [
        'Add "src/shop/old/**" to "files" of layer "ui"',
        'Add "src/shop/old/**" to "files" of layer "domain"',
      ],
    );
  });

  test('is offered nothing where there is no layer with files', async () => {
    const fixable = await openFixable(filesOf('{ "cover": ["src/**"] }', covered));
    const [finding] = fixable.workspace.findings();
    assert.deepEqual(finding ? await waysOut(fixable, finding) : [], []);
  });
});

async function allow(files: Map<string, string>): Promise<Map<string, string>> {
  const fixable = await openFixable(files);
  const [finding] = fixable.workspace.findings();
  const ways = finding ? await waysOut(fixable, finding) : [];
  const fix = ways.find(({ id }) => id === 'add-exception');
  assert.ok(fix && isFix(fix));
  return applied(fix, files);
}

/** What is said of the import and of the exception. */
async function saidOf(files: Map<string, string>): Promise<readonly string[]> {
  const { workspace } = await openFixable(files);
  return workspace
    .findings()
    .map(({ message }) => message)
    .filter((message) => /exception|private/.test(message))
    .sort((a, b) => b.localeCompare(a));
}

describe('an import becomes one of types', () => {
  const kinds = `{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }],
  "rules": { "architecture/upward-import": ["error", { "kinds": ["value"] }] } }`;
  const upward = (use: string) =>
    `//- domain/order.ts\nimport { Page } from '../ui/page';\n${use}\n//- ui/page.ts\nexport class Page {}\n`;

  test('where the rule is about values alone', () =>
    checkFix({
      rule: 'architecture/upward-import',
      policy: kinds,
      fix: 'make-type-only',
      safe: true,
      before: upward('export let page: Page;'),
      after: "//- domain/order.ts\nimport type { Page } from '../ui/page';\nexport let page: Page;",
    }));

  test('and not where it is used at run time', () =>
    checkRefusal({
      rule: 'architecture/upward-import',
      policy: kinds,
      fix: 'make-type-only',
      before: upward('export const page = new Page();'),
      refused: /run time/,
    }));

  test('and is not offered where the rule is about types, too', async () => {
    const fixable = await openFixable(
      filesOf(kinds.replace('["value"]', '["value", "type"]'), upward('export let page: Page;')),
    );
    const [finding] = fixable.workspace.findings();
    const ways = finding ? await waysOut(fixable, finding) : [];
    assert.ok(ways.length > 0 && !ways.some(({ id }) => id === 'make-type-only'));
  });
});
