import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findings } from '../../support/rule.ts';
import { openWorkspace } from '../../support/workspace.ts';

/** What the pages of the rules about slices, services and lists do not show. */
const file = (path: string, ...imports: readonly string[]): string =>
  [`//- ${path}`, ...imports.map((specifier) => `import '${specifier}';`), 'export {};'].join('\n');
const files = (...texts: readonly string[]): string => texts.join('\n');

/** Rules and importers only. */
const told = async (policy: string, fixture: string, options = {}): Promise<readonly string[]> =>
  (await findings(policy, fixture, options)).map((line) => line.replace(/^(\S+) \S+ /, '$1 '));

const features = (own: string) =>
  `{ "slices": [{ "name": "feature", "files": "features/{feature}/**", ${own} }] }`;
const cart = file('features/cart/model.ts', '../orders/model', '../orders/index');
const orders = files(file('features/orders/model.ts'), file('features/orders/index.ts', './model'));

describe('slices with captures', () => {
  test('siblings import what is public, by default', async () => {
    assert.deepEqual(await told(features('"public": ["index.ts"]'), files(cart, orders)), [
      'features/cart/model.ts:1:8 architecture/private-import',
    ]);
  });
  test('siblings may be free', async () => {
    assert.deepEqual(
      await told(features('"public": ["index.ts"], "siblings": "free"'), files(cart, orders)),
      [],
    );
    const app = file('app.ts', './features/cart/model');
    assert.deepEqual(
      await told(features('"public": ["index.ts"], "siblings": "free"'), files(app, cart, orders)),
      ['app.ts:1:8 architecture/private-import'],
    );
  });
  test('siblings may be closed to each other, and one import has one finding', async () => {
    assert.deepEqual(
      await told(features('"public": ["index.ts"], "siblings": "none"'), files(cart, orders)),
      [
        'features/cart/model.ts:1:8 architecture/sibling-import',
        'features/cart/model.ts:2:8 architecture/sibling-import',
      ],
    );
  });
  test('a second rule tells what a first one that is off does not', async () => {
    const policy = features('"public": ["index.ts"], "siblings": "none"').replace(
      '{ "slices"',
      '{ "rules": { "architecture/sibling-import": "off" }, "slices"',
    );
    assert.deepEqual(await told(policy, files(cart, orders)), [
      'features/cart/model.ts:1:8 architecture/private-import',
    ]);
  });
  test('a re-export is an import', async () => {
    const barrel = '//- app.ts\nexport * from "./features/orders/model";';
    assert.deepEqual(await told(features('"public": ["index.ts"]'), files(barrel, orders)), [
      'app.ts:1:15 architecture/private-import',
    ]);
  });
  test('a slice of its own name outranks the family in its folder', async () => {
    const policy = `{ "slices": [
      { "name": "feature", "files": "features/{feature}/**", "public": ["index.ts"] },
      { "name": "orders", "files": "features/orders/**" }] }`;
    const own = file('features/cart/index.ts', './model');
    assert.deepEqual(await told(policy, files(cart, own, orders)), []);
  });
  test('two slices that fit one folder equally well are told, and neither holds', async () => {
    const policy = `{ "slices": [
      { "name": "a", "files": "features/{feature}/**" },
      { "name": "b", "files": "features/{part}/**" }] }`;
    assert.deepEqual(await told(policy, files(cart, orders)), ['parapet.jsonc:3:17 policy/ambiguous-file']);
  });
});

describe('nested slices', () => {
  const policy = `{ "slices": [
    { "name": "module", "files": "modules/{module}/**", "public": ["index.ts", "parts/*/index.ts"] },
    { "name": "part", "files": "modules/{module}/parts/{part}/**", "public": ["index.ts"] }] }`;
  const inner = files(file('modules/a/parts/x/deep.ts'), file('modules/a/parts/x/index.ts', './deep'));
  const outer = files(file('modules/a/own.ts'), file('modules/a/index.ts', './own'));
  test('an import satisfies every boundary that it crosses', async () => {
    const others = file('modules/b/index.ts', '../a/parts/x', '../a/parts/x/deep', '../a/own', '../a');
    assert.deepEqual(await told(policy, files(inner, outer, others)), [
      'modules/b/index.ts:2:8 architecture/private-import',
      'modules/b/index.ts:3:8 architecture/private-import',
    ]);
  });
  test('what is around a part sees the public of the part only', async () => {
    const around = file('modules/a/use.ts', './parts/x', './parts/x/deep', './own');
    assert.deepEqual(await told(policy, files(inner, outer, around)), [
      'modules/a/use.ts:2:8 architecture/private-import',
    ]);
  });
});

describe('a package is a slice with a public entry of its own', () => {
  const policy = '{ "slices": [{ "name": "package", "files": "packages/{package}/**" }] }';
  const manifest = (name: string, rest = '') =>
    `//- packages/${name}/package.json\n{ "name": "@acme/${name}"${rest} }`;
  const app = (...imports: readonly string[]) =>
    files(manifest('app'), file('packages/app/main.ts', ...imports), '//- package.json\n{ "name": "root" }');
  const exported = ', "exports": { ".": "./src/index.ts", "./money": "./src/money.ts" }';
  const core = files(
    file('packages/core/src/index.ts', './deep'),
    file('packages/core/src/money.ts'),
    file('packages/core/src/deep.ts'),
  );
  test('exports are the default of public', async () => {
    const imports = ['@acme/core', '@acme/core/money', '../core/src/money', '../core/src/deep'];
    assert.deepEqual(await told(policy, files(app(...imports), manifest('core', exported), core)), [
      'packages/app/main.ts:4:8 architecture/private-import',
    ]);
  });
  test('what the policy says outranks them', async () => {
    const open = policy.replace('/**" }', '/**", "public": ["src/deep.ts"] }');
    const imports = ['@acme/core', '../core/src/deep'];
    assert.deepEqual(await told(open, files(app(...imports), manifest('core', exported), core)), [
      'packages/app/main.ts:1:8 architecture/private-import',
    ]);
  });
});

describe('allow-lists', () => {
  const policy = (list: string, more = '') => `{
    "layers": [{ "name": "app", "files": "app/**"${list} }, { "name": "kit", "files": "kit/**", "public": ["index.ts"] }],
    "slices": [{ "name": "feature", "files": "app/{feature}/**" }]${more} }`;
  const fixture = files(
    file('app/cart/a.ts', '../orders/b', '../../kit', '../../kit/deep', '../../loose'),
    file('app/orders/b.ts'),
    file('kit/index.ts'),
    file('kit/deep.ts'),
    file('loose.ts'),
  );
  test('a layer imports itself and what is listed, through its public entry', async () => {
    assert.deepEqual(await told(policy(', "mayImport": ["kit"]'), fixture), [
      'app/cart/a.ts:3:8 architecture/private-import',
      'app/cart/a.ts:4:8 architecture/undeclared-dependency',
    ]);
  });
  test('without a list everything below may be imported', async () => {
    assert.deepEqual(await told(policy(''), fixture), ['app/cart/a.ts:3:8 architecture/private-import']);
  });
  test('one of a family is listed by its capture', async () => {
    const services = (list: string) => `{ "services": [
      { "name": "cart", "files": "app/cart/**", "mayImport": [${list}] }, { "name": "kit", "files": "kit/**" }],
      "slices": [{ "name": "feature", "files": "app/{feature}/**" }] }`;
    const imports = file('app/cart/a.ts', '../orders/b', '../../kit');
    const others = files(file('app/orders/b.ts'), file('kit/index.ts'));
    assert.deepEqual(await told(services('"feature:orders", "kit"'), files(imports, others)), []);
    assert.deepEqual(await told(services('"feature:gone", "kit"'), files(imports, others)), [
      'app/cart/a.ts:1:8 architecture/undeclared-dependency',
    ]);
  });
  test('the target is the innermost that the importer does not belong to as well', async () => {
    const nested = `{ "services": [{ "name": "s", "files": "src/**" }, { "name": "t", "files": "t/**" }], "layers": [
      { "name": "x", "files": "src/x/**", "mayImport": [] }, { "name": "y", "files": "src/y/**" }] }`;
    const all = new Map([
      ['parapet.jsonc', nested],
      ['src/x/a.ts', "import '../y/a';\nimport '../z';\nimport '../../t/a';\n"],
      ...['src/y/a.ts', 'src/z.ts', 't/a.ts'].map((path) => [path, ''] as const),
    ]);
    const found = (await openWorkspace(all)).findings();
    const list = 'which its "mayImport" does not list.';
    assert.deepEqual(
      found.flatMap(({ rule, message }) => (rule.endsWith('undeclared-dependency') ? message : [])),
      [
        `Layer "x" must not import layer "y", ${list}`,
        `Layer "x" must not import "src/z.ts" of service "s", ${list}`,
        `Layer "x" must not import service "t", ${list}`,
      ],
    );
  });
  test('a name that does not exist is told and allows nothing', async () => {
    assert.deepEqual(await told(policy(', "mayImport": ["kti"]'), fixture), [
      'app/cart/a.ts:2:8 architecture/undeclared-dependency',
      'app/cart/a.ts:3:8 architecture/undeclared-dependency',
      'app/cart/a.ts:4:8 architecture/undeclared-dependency',
      'parapet.jsonc:2:66 policy/invalid-policy',
    ]);
  });
});

describe('layers with captures', () => {
  const policy = `{ "layers": [
    { "name": "ui", "files": "modules/{module}/ui/**" }, { "name": "domain", "files": "modules/{module}/domain/**" },
    { "name": "base", "files": "base/**" }] }`;
  test('order counts at equal captures, and against what captures nothing', async () => {
    const fixture = files(
      file('modules/a/domain/x.ts', '../ui/y', '../../b/ui/y', '../../../base/z'),
      file('modules/a/ui/y.ts'),
      file('modules/b/ui/y.ts'),
      file('base/z.ts', '../modules/a/ui/y'),
    );
    assert.deepEqual(await told(policy, fixture), [
      'base/z.ts:1:8 architecture/upward-import',
      'modules/a/domain/x.ts:1:8 architecture/upward-import',
    ]);
  });
});

describe('exceptions', () => {
  const policy = (except: string, today = '') => `{
    "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }],
    "except": [{ "from": "domain/old/**", "to": "ui", "why": "leaves with #812"${except} }]${today} }`;
  const fixture = files(
    file('domain/old/a.ts', '../../ui/page'),
    file('domain/b.ts', '../ui/page'),
    file('ui/page.ts'),
  );
  test('an exception allows what it names and nothing else', async () => {
    assert.deepEqual(await told(policy(''), fixture), ['domain/b.ts:1:8 architecture/upward-import']);
  });
  test('after its end it warns and still holds', async () => {
    const until = policy(', "until": "2026-11-21"');
    assert.deepEqual(await told(until, fixture, { today: '2026-11-21' }), [
      'domain/b.ts:1:8 architecture/upward-import',
    ]);
    assert.deepEqual(await told(until, fixture, { today: '2026-11-22' }), [
      'domain/b.ts:1:8 architecture/upward-import',
      'parapet.jsonc:3:91 policy/expired-exception',
    ]);
  });
  test('one whose end cannot be read has no effect', async () => {
    assert.deepEqual(await told(policy(', "until": "soon"'), fixture), [
      'domain/b.ts:1:8 architecture/upward-import',
      'domain/old/a.ts:1:8 architecture/upward-import',
      'parapet.jsonc:3:91 policy/invalid-policy',
    ]);
  });
});

describe('kinds', () => {
  const fixture = `//- domain/a.ts
import type { T } from '../ui/page';
import { page } from '../ui/page';
const later = import('../ui/page');
//- ui/page.ts
export {};`;
  const policy = (layer: string, rules = '{}') => `{ "rules": ${rules},
    "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**"${layer} }] }`;
  const lines = async (text: string) => (await told(text, fixture)).map((line) => line.split(':')[1]);
  test('every kind counts unless something says otherwise', async () => {
    assert.deepEqual(await lines(policy('')), ['1', '2', '3']);
  });
  test('a rule says which, and a statement outranks it', async () => {
    const rules = '{ "architecture/upward-import": ["error", { "kinds": ["value"] }] }';
    assert.deepEqual(await lines(policy('', rules)), ['2']);
    assert.deepEqual(await lines(policy(', "kinds": ["type", "dynamic"]', rules)), ['1', '3']);
  });
});

describe('tests', () => {
  const policy = (rules: string) =>
    `{ "tests": ["**/*.test.ts"], ${rules} ${features('"public": ["index.ts"]').slice(1)}`;
  const fixture = files(orders, file('features/cart/a.test.ts', '../orders/model'));
  test('may look inside, unless the policy says otherwise', async () => {
    assert.deepEqual(await told(policy(''), fixture), []);
    const rules = '"rules": { "architecture/private-import": ["error", { "tests": true }] },';
    assert.deepEqual(await told(policy(rules), fixture), [
      'features/cart/a.test.ts:1:8 architecture/private-import',
    ]);
  });
});
