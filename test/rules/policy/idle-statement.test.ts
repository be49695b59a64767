import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFix } from '../../../server/src/model/fix.ts';
import { rules } from '../../../server/src/rules/index.ts';
import { readFixture } from '../../support/fixture.ts';
import { openWorkspace, plain } from '../../support/workspace.ts';

const id = 'policy/idle-statement';
const tree = `//- ui/page.ts
import '../app/cart';
//- app/cart.ts
import '../domain/order';
//- domain/order.ts
export const order = 1;`;
const layers = (ui = '', app = '', domain = '') => `"layers": [
    { "name": "ui", "files": "ui/**"${ui} },
    { "name": "app", "files": "app/**"${app} },
    { "name": "domain", "files": "domain/**"${domain} }
  ]`;

function filesOf(policy: string, fixture: string): Map<string, string> {
  return new Map([['parapet.jsonc', policy], ...readFixture(fixture).files]);
}

/** The text that is underlined, and what is said of it. */
async function idle(policy: string, fixture = tree): Promise<readonly string[]> {
  const workspace = await openWorkspace(filesOf(policy, fixture));
  return workspace
    .findings()
    .filter(({ rule }) => rule === id)
    .map(({ span, message }) => `${policy.slice(span.start, span.end)}: ${message}`);
}

/** The policy once the fix of each finding in turn was applied. */
async function mended(policy: string, fixture = tree): Promise<string> {
  const workspace = await openWorkspace(filesOf(policy, fixture));
  const [finding] = workspace.findings().filter(({ rule }) => rule === id);
  const rule = rules.find((candidate) => candidate.id === id);
  if (!finding || !rule?.fix) return policy;
  const noCompiler = () => assert.fail('no compiler is needed');
  const tools = { read: () => policy, follow: () => undefined, semantics: noCompiler, contracts: noCompiler };
  for await (const way of rule.fix(finding, workspace.facts(), tools)) {
    const [edit] = isFix(way) ? way.edits : [];
    return edit ? policy.slice(0, edit.start) + edit.text + policy.slice(edit.end) : policy;
  }
  return policy;
}

describe('names in "mayImport"', () => {
  test('what is imported is silent, by whichever of its names', async () => {
    assert.deepEqual(await idle(`{ ${layers(', "mayImport": ["app"]', ', "mayImport": ["domain"]')} }`), []);
  });
  test('what is never imported is told', async () => {
    assert.deepEqual(await idle(`{ ${layers(', "mayImport": ["app", "domain"]')} }`), [
      '"domain": Layer "ui" lists "domain" in its "mayImport" and never imports it.',
    ]);
  });
  test('itself, twice, and one of a family that is listed', async () => {
    assert.deepEqual(await idle(`{ ${layers(', "mayImport": ["ui", "app", "app"]')} }`), [
      '"ui": The "mayImport" of layer "ui" lists itself, which it may always import.',
      '"app": The "mayImport" of layer "ui" lists "app" twice.',
    ]);
    const family = `{ "slices": [
      { "name": "shell", "files": "ui/**", "mayImport": ["feature", "feature:app"] },
      { "name": "feature", "files": "{feature}/**" }] }`;
    assert.deepEqual(await idle(family), [
      '"feature:app": "feature:app" is one of "feature", which the "mayImport" of slice "shell" lists, too.',
    ]);
  });
  test('an import that comes makes a name used, and one that goes makes it idle', async () => {
    const policy = `{ ${layers(', "mayImport": ["app", "domain"]')} }`;
    const files = filesOf(policy, tree);
    const live = await openWorkspace(files);
    for (const text of [
      "import '../app/cart';\nimport '../domain/order';",
      "// moved\nimport '../app/cart';\nimport '../domain/order';",
      "import '../domain/order';",
      '',
    ]) {
      files.set('ui/page.ts', text);
      live.touch('ui/page.ts');
      await live.refresh();
      const fresh = await openWorkspace(new Map(files));
      assert.deepEqual(plain(live.findings()), plain(fresh.findings()), text);
    }
  });
});

describe('exceptions', () => {
  const upward = `${tree}\n//- domain/up.ts\nimport '../ui/page';`;
  const except = (...pairs: readonly (readonly [string, string])[]) =>
    `{ ${layers()}, "except": [${pairs.map(([from, to]) => `{ "from": "${from}", "to": "${to}", "why": "for now" }`).join(', ')}] }`;
  test('one that an import needs is silent, and one that none needs is told', async () => {
    assert.deepEqual(await idle(except(['domain/up.ts', 'ui']), upward), []);
    assert.deepEqual(await idle(except(['ui', 'app']), upward), [
      '"ui": This exception excepts nothing: no import that it is about is denied by anything.',
    ]);
  });
  test('of two for the same imports the first decides', async () => {
    assert.equal((await idle(except(['domain/up.ts', 'ui'], ['domain/**', 'ui']), upward)).length, 1);
    assert.deepEqual(await idle(except(['domain/up.ts', 'ui'], ['domain/up.ts', 'ui']), upward), [
      '"domain/up.ts": An earlier statement of "except" says the same.',
    ]);
  });
  test('one that cuts a way to what must not be reached is needed', async () => {
    const reach = (end: string) =>
      except(['app', 'domain']).replace(
        '"except"',
        `"reach": [{ "from": "ui", "mustNotReach": "${end}" }], "except"`,
      );
    assert.deepEqual(await idle(reach('domain')), []);
    assert.equal((await idle(reach('other/**'), `${tree}\n//- other/a.ts\n`)).length, 1);
  });
});

describe('statements', () => {
  test('a closed layer at an end can never be passed, and one between can', async () => {
    assert.deepEqual(await idle(`{ ${layers('', ', "closed": true')} }`), []);
    assert.deepEqual(await idle(`{ ${layers(', "closed": true')} }`), [
      '"ui": Layer "ui" is closed, yet no import can pass over it: no layer is above it.',
    ]);
    assert.deepEqual(await idle(`{ ${layers('', '', ', "closed": true')} }`), [
      '"domain": Layer "domain" is closed, yet no import can pass over it: no layer is below it.',
    ]);
  });
  test('"siblings" of a slice without captures', async () => {
    const slice = (files: string) =>
      `{ "slices": [{ "name": "app", "files": "${files}", "siblings": "none" }] }`;
    assert.deepEqual(await idle(slice('{app}/**')), []);
    assert.deepEqual(await idle(slice('app/**')), [
      '"app": Slice "app" has no siblings: nothing in its "files" is captured, so that there is only one of it.',
    ]);
  });
  test('packages that were denied before', async () => {
    const packages = (...statements: readonly string[]) => `{ "packages": [${statements.join(', ')}] }`;
    const aws = '{ "deny": ["@aws-sdk/*", "moment"] }';
    assert.deepEqual(await idle(packages(aws, '{ "deny": ["@aws-sdk/s3", "moment/min"], "in": "ui/**" }')), [
      '"@aws-sdk/s3": This statement never decides: an earlier one denies "@aws-sdk/s3", "moment/min" everywhere.',
    ]);
    assert.deepEqual(await idle(packages(aws, aws)), [
      '"@aws-sdk/*": An earlier statement of "packages" says the same.',
    ]);
    assert.deepEqual(await idle(packages(aws, '{ "deny": ["moment", "lodash"] }')), []);
    const inside = aws.replace(' }', ', "in": "ui/**" }');
    assert.deepEqual(await idle(packages(inside, '{ "deny": ["moment"] }')), []);
  });
  test('an override whose rules a later one sets for the same files', async () => {
    const overrides = (first: string, second: string) => `{ ${layers()}, "overrides": [
      { "files": ["ui/**"], "rules": { "architecture/import-cycle": "off" } },
      { "files": ${first}, "rules": { "${second}": "warning" } }] }`;
    assert.deepEqual(await idle(overrides('["ui/**", "app/**"]', 'architecture/*')), [
      '"ui/**": This override never decides: a later one sets the same rules for the same files.',
    ]);
    assert.deepEqual(await idle(overrides('["app/**"]', 'architecture/*')), []);
    assert.deepEqual(await idle(overrides('["ui/**"]', 'architecture/upward-import')), []);
  });
  test('a pattern all of whose files belong elsewhere', async () => {
    const policy = (files: string) => `{ "layers": [{ "name": "ui", "files": ["ui/**", ${files}] },
      { "name": "app", "files": "app/**" }, { "name": "domain", "files": "domain/**" }] }`;
    assert.deepEqual(await idle(policy('"**/cart.ts"')), [
      '"**/cart.ts": The pattern "**/cart.ts" of layer "ui" never decides: every file that it matches belongs elsewhere, such as to layer "app", whose pattern begins with more folders.',
    ]);
    assert.deepEqual(await idle(policy('"**/cart.ts"'), `${tree}\n//- cart.ts\n`), []);
    assert.deepEqual(await idle(policy('"ui/page.ts"')), [], 'two patterns of one layer');
  });
  test('statements of a parent are not told', async () => {
    const files = filesOf('{ "extends": "./base.jsonc" }', tree);
    files.set('base.jsonc', `{ ${layers(', "closed": true', ', "mayImport": ["ui"]')} }`);
    const workspace = await openWorkspace(files);
    assert.deepEqual(
      workspace.findings().filter(({ rule }) => rule === id),
      [],
    );
  });
});

describe('fixes', () => {
  test('a name goes, and comments stay', async () => {
    const policy = `{ ${layers(', "mayImport": [/* what it needs */ "app", "domain"]')} // order\n}`;
    assert.equal(await mended(policy), policy.replace('"app", "domain"', '"app"'));
  });
  test('a property of an element goes', async () => {
    const policy = `{ ${layers(', "closed": true')} }`;
    assert.equal(await mended(policy), policy.replace(', "closed": true', ''));
    const slice = '{ "slices": [{ "name": "app", "files": "app/**", "siblings": "none" }] }';
    assert.equal(await mended(slice), slice.replace(', "siblings": "none"', ''));
  });
  test('a statement goes whole', async () => {
    const policy = `{
  "packages": [
    // nobody needs it
    { "deny": ["moment"] },
    // nor these
    { "deny": ["moment"] }
  ]
}`;
    assert.equal(
      await mended(policy),
      `{
  "packages": [
    // nobody needs it
    { "deny": ["moment"] }
  ]
}`,
    );
  });
  test('the only pattern of a layer stays', async () => {
    const policy = `{ "layers": [{ "name": "ui", "files": "**/order.ts" }, { "name": "domain", "files": "domain/**" }] }`;
    assert.equal((await idle(policy)).length, 1);
    assert.equal(await mended(policy), policy);
  });
});

test('an exception for a test is told unless a rule judges tests', async () => {
  const excepting = (rule: string) => `{
  "tests": ["**/*.test.ts"],
  "slices": [{ "name": "cart", "files": "cart/**", "public": ["index.ts"] }],
  "except": [{ "from": "*.test.ts", "to": "cart", "why": "it looks inside" }]${rule}
}`;
  const fixture = `//- a.test.ts
import './cart/total';
//- cart/index.ts
export {};
//- cart/total.ts
export const total = 1;`;
  assert.deepEqual(await idle(excepting(''), fixture), [
    '"*.test.ts": This exception excepts nothing: no import that it is about is denied by anything.',
  ]);
  const judging = ',\n  "rules": { "architecture/private-import": ["error", { "tests": true }] }';
  assert.deepEqual(await idle(excepting(judging), fixture), []);
});
