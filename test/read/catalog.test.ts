import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseYaml } from '../../server/src/format/yaml.ts';
import { member } from '../../server/src/model/json.ts';
import { readCatalog } from '../../server/src/read/catalog.ts';

const component = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: checkout
  owner: not this one
spec:
  type: service
  system:
    owner: nor this
  owner: group:default/payments # on call
  lifecycle: production
`;

test('the owner of a component, with its place, as a reader of all of YAML sees it', () => {
  const owner = readCatalog(component);
  const node = member(member(parseYaml(component).root, 'spec'), 'owner');
  assert.deepEqual(owner, { text: 'group:default/payments', span: node?.span });
  assert.equal(node?.kind === 'string' && node.value, owner?.text);
});

test('quotes, carriage returns and several documents', () => {
  const text = `kind: Location\r\nspec:\r\n  owner: first\r\n---\r\nkind: Component\r\nspec:\r\n    owner: 'web team'\r\n`;
  const owner = readCatalog(text);
  assert.equal(owner?.text, 'web team');
  assert.equal(text.slice(owner?.span.start, owner?.span.end), "'web team'");
  assert.equal(readCatalog(text.slice(0, text.indexOf('---')))?.text, 'first');
});

for (const [name, text] of Object.entries({
  nothing: '',
  'no owner': 'kind: Component\nspec:\n  type: service\n',
  'an empty owner': 'kind: Component\nspec:\n  owner:\n  type: x\n',
  'flow style': 'kind: Component\nspec: { owner: web }\n',
  'an owner elsewhere': 'kind: Component\nmetadata:\n  owner: web\n',
  'another language': '{ "kind": "Component", "spec": { "owner": "web" } }',
  'too much': `spec:\n  owner: web\n${'#'.repeat(300_000)}`,
})) {
  test(`nobody is named by ${name}`, () => assert.equal(readCatalog(text), undefined));
}
