import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readFixture } from '../../support/fixture.ts';
import { openWorkspace } from '../../support/workspace.ts';

const layers = `"layers": [
  { "name": "infra", "files": "infra/**" }, { "name": "app", "files": "app/**" }, { "name": "domain", "files": "domain/**" }
], "except": [{ "from": "app/ports.ts", "to": "infra", "why": "for now" }], "tests": ["**/*.test.ts"]`;
const on = '"rules": { "architecture/leaked-type": "error" }';

/** What the application may import leads to what it may not. */
const world = `//- infra/rows.ts
export interface Row { id: string; cents: number }
export const load = (): Row => ({ id: '1', cents: 1 });
export const loadShape = () => ({ id: '1', cents: 1 });
//- app/ports.ts
import * as rows from '../infra/rows';
export const load: typeof rows.load = rows.load;
export const loadShape: typeof rows.loadShape = rows.loadShape;
//- domain/order.ts
export interface Order { id: string }
`;

async function leaks(policy: string, text: string): Promise<readonly string[]> {
  const files = new Map([['parapet.jsonc', policy], ...readFixture(text).files]);
  const workspace = await openWorkspace(files);
  await workspace.deep.run(undefined);
  return workspace
    .findings()
    .filter(({ rule }) => rule === 'architecture/leaked-type' || rule === 'policy/unused-suppression')
    .map(({ rule, path, severity, message, suppressed }) =>
      rule === 'architecture/leaked-type'
        ? `${path} ${suppressed ? 'suppressed' : severity}: ${message}`
        : rule,
    );
}

const use = "//- app/use.ts\nimport { load, loadShape } from './ports';\n";
const told =
  'app/use.ts error: The inferred type of "use" is "Row" of layer "infra", which layer "app" must not import.';

describe('layers', () => {
  const cases: readonly (readonly [
    what: string,
    policy: string,
    text: string,
    expected: readonly string[],
  ])[] = [
    ['a result from above', `{ ${layers}, ${on} }`, `${use}export const use = () => load();\n`, [told]],
    ['a rule that nobody named', `{ ${layers} }`, `${use}export const use = () => load();\n`, []],
    [
      'a type without a name is at most likely',
      `{ ${layers}, ${on} }`,
      `${use}export const use = () => loadShape();\n`,
      [
        'app/use.ts warning: The inferred type of "use" is an unnamed type of layer "infra", which layer "app" must not import.',
      ],
    ],
    [
      'a test',
      `{ ${layers}, ${on} }`,
      "//- app/use.test.ts\nimport { load } from './ports';\nexport const use = () => load();\n",
      [],
    ],
    [
      'what the file imports already has its finding',
      `{ ${layers}, ${on} }`,
      `${use}import '../infra/rows';\nexport const use = () => load();\n`,
      [],
    ],
    [
      'a type that a file below offers',
      `{ ${layers}, ${on} }`,
      `${use}export const use = () => load();\n//- domain/row.ts\nexport type { Row } from '../infra/rows';\n`,
      [],
    ],
    [
      'a file below that offers something else of the same file',
      `{ ${layers}, ${on} }`,
      `${use}export const use = () => load();\n//- domain/row.ts\nexport { load } from '../infra/rows';\n`,
      [told],
    ],
    [
      'a boundary about values',
      `{ ${layers}, "rules": { "architecture/leaked-type": "error", "architecture/upward-import": ["error", { "kinds": ["value"] }] } }`,
      `${use}export const use = () => load();\n`,
      [],
    ],
    [
      'a boundary that is off',
      `{ ${layers}, "rules": { "architecture/leaked-type": "error", "architecture/upward-import": "off" } }`,
      `${use}export const use = () => load();\n`,
      [],
    ],
    [
      'an exception',
      `{ ${layers.replace('"app/ports.ts"', '"app/**"')}, ${on} }`,
      `${use}export const use = () => load();\n`,
      [],
    ],
    [
      'a suppression that is used, and one that is not',
      `{ ${layers}, ${on} }`,
      `${use}// parapet-allow architecture/leaked-type: the port moves with #812\nexport const use = () => load();\n// parapet-allow architecture/leaked-type: left over\nexport const other = 1;\n`,
      [told.replace('error:', 'suppressed:'), 'policy/unused-suppression'],
    ],
  ];
  for (const [what, policy, text, expected] of cases)
    test(what, async () => assert.deepEqual(await leaks(policy, world + text), expected));
});

describe('slices', () => {
  const policy = `{ "slices": [{ "name": "feature", "files": "features/{feature}/**", "public": ["index.ts"], "siblings": "public" }], ${on} }`;
  const cart = `//- features/cart/model.ts
export class Cart { id = 1 }
export class Line { id = 2; cart = new Cart() }
export const cart = (): Cart => new Cart();
export const line = (): Line => new Line();
//- features/cart/index.ts
export { cart, line, Cart } from './model';
//- features/pay/use.ts
import { cart, line } from '../cart/index';
`;

  test('a type that the entry does not offer', async () =>
    assert.deepEqual(await leaks(policy, `${cart}export const use = () => line();\n`), [
      'features/pay/use.ts error: The inferred type of "use" is "Line" of slice "feature:cart", which slice "feature:pay" must not import.',
    ]));

  test('a type that it does', async () =>
    assert.deepEqual(await leaks(policy, `${cart}export const use = () => cart();\n`), []));

  test('within the slice everything may be named', async () =>
    assert.deepEqual(
      await leaks(
        policy,
        `${cart}//- features/cart/more.ts\nimport { line } from './index';\nexport const use = () => line();\n`,
      ),
      [],
    ));
});

test('where types are not known silence means nothing', async () => {
  const text = `${use}// parapet-allow architecture/leaked-type: left over\nexport const other = 1;\n`;
  const files = new Map([['parapet.jsonc', `{ ${layers}, ${on} }`], ...readFixture(world + text).files]);
  const workspace = await openWorkspace(files);
  const unused = () => workspace.findings().filter(({ rule }) => rule === 'policy/unused-suppression').length;
  assert.equal(unused(), 0);
  await workspace.deep.run([]);
  assert.equal(unused(), 0);
  await workspace.deep.run(['app/use.ts']);
  assert.equal(unused(), 1);
  workspace.setText('app/use.ts', `${files.get('app/use.ts')}\n`);
  await workspace.refresh();
  assert.equal(unused(), 0, 'another text has other types');
});

test('a policy that changes while types are read makes them void', async () => {
  const files = new Map([
    ['parapet.jsonc', `{ ${layers}, ${on} }`],
    ...readFixture(`${world}${use}export const use = () => load();\n`).files,
  ]);
  const workspace = await openWorkspace(files);
  const running = workspace.deep.run(undefined);
  workspace.setText('parapet.jsonc', `{ ${layers} }`);
  await workspace.refresh();
  assert.equal(await running, undefined);
  assert.equal(workspace.findingsAt('app/use.ts').length, 0);
});
