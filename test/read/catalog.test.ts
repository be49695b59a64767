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
  'flow style': 'kind: Component\nspec: {owner: web:team/x, type: x}\n',
  'flow style over several lines, with comments':
    'kind: Component\nspec: {\n  # owner: no\n  type: service, # , owner: no\n  system: { owner: no },\n  owner: web:team/x # yes\n}\n',
  'flow style on the next line':
    'kind: Component\nspec:\n  { owner: "web:team/x" }\nmetadata:\n  owner: no\n',
  'quoted keys': `kind: Component\n"spec":\n  type: x\n  'owner': "web:team/x" # c\n`,
  'block style, whatever texts hold':
    'kind: API\nmetadata:\n  a: |\n    { "spec": { "owner": no } }\nspec:\n  definition: |\n    { "owner": no }\n  owner: web:team/x\n',
  JSON: '{ "kind": "Component",\n  "spec": {"type":"x","owner":"web:team/x"} }',
  'a component in flow style behind another entity':
    '{ kind: Location, spec: { owner: no } }\n---\n{ kind: Component, spec: { owner: web:team/x } }\n',
}))
  test(`the owner is read from ${name}`, () => {
    const owner = readCatalog(text);
    assert.equal(owner?.text, 'web:team/x');
    assert.equal(text.slice(owner?.span.start, owner?.span.end).replaceAll('"', ''), 'web:team/x');
  });

for (const [name, text] of Object.entries({
  nothing: '',
  'no owner': 'kind: Component\nspec:\n  type: service\n',
  'an empty owner': 'kind: Component\nspec:\n  owner:\n  type: x\n',
  'an owner elsewhere': 'kind: Component\nmetadata:\n  owner: web\n',
  'an owner deeper in flow style': 'kind: Component\nspec: { system: { owner: web }, tags: [owner, web] }\n',
  'an owner elsewhere in flow style': 'metadata: { owner: web }\nspec: { type: service }\n',
  'a flow mapping that never ends': `kind: Component\nspec: { a: ${'{ '.repeat(9999)}`,
  'an empty owner in flow style': 'spec: { owner: , type: x }\n',
  'too much': `spec:\n  owner: web\n${'#'.repeat(300_000)}`,
})) {
  test(`nobody is named by ${name}`, () => assert.equal(readCatalog(text), undefined));
}

test('blanks behind an owner take no time', () => {
  const blanks = ' '.repeat(180_000);
  for (const text of [`spec: { owner: web${blanks}}`, `spec:\n  owner: web${blanks}\n`])
    assert.equal(readCatalog(text)?.text, 'web');
});
