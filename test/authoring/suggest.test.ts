import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { matching, suggestGlobs } from '../../server/src/authoring/globs.ts';
import { placesAt } from '../../server/src/authoring/json-path.ts';
import { namesIn } from '../../server/src/authoring/names.ts';
import { statementsIn } from '../../server/src/authoring/statements.ts';
import { type Surroundings, suggest } from '../../server/src/authoring/suggest.ts';
import type { JsonSchema } from '../../server/src/format/json-schema.ts';
import { parseJsonc } from '../../server/src/format/jsonc.ts';
import { descriptionAt } from '../../server/src/format/schema-walk.ts';
import { policyJsonSchema } from '../../server/src/policy/json-schema.ts';
import { rules } from '../../server/src/rules/index.ts';

const schema = policyJsonSchema(rules) as JsonSchema;
const around: Surroundings = {
  schema,
  completesSchema: true,
  names: () => [{ word: 'ui', detail: 'layer' }],
  paths: () => [
    'src/ui/page.ts',
    'src/ui/deep/a.ts',
    'src/main.ts',
    'app/cart/index.ts',
    'app/order/index.ts',
  ],
  partPaths: () => ['index.ts', 'index.ts'],
  packages: () => [{ word: 'moment', detail: '' }],
  owners: () => ['@acme/web'],
  documents: () => ['./base.jsonc'],
  contracts: () => ['api/openapi.yaml'],
  served: () => ['/api/**', '/api/orders'],
  rules: rules.map(({ id }) => id),
};
const policy = `{ // a policy
  "extends": ["./base.jsonc"],
  "layers": [[{ "name": "ui", "files": "src/ui/**" }], { "name": "app", "mayImport": ["ui"], "public": ["a"] }],
  "slices": [{ "name": "feature", "files": "app/{feature}/**", "siblings": "none" }],
  "packages": [{ "deny": ["moment"], "in": ["ui"] }], "reach": [{ "from": "ui", "mustNotReach": "app" }],
  "rules": { "architecture/import-cycle": ["error", { "kinds": ["value"] }] },
  "overrides": [{ "files": ["src/**"], "rules": { "policy/*": "off" } }]
}`;

/** Everything that is asked about a document at an offset. */
function askAll(text: string, offset: number): void {
  const { root } = parseJsonc(text);
  suggest(text, root, offset, around);
  namesIn(root, text);
  statementsIn(root);
  const place = placesAt(root, offset).at(-1);
  if (place) descriptionAt(schema, place.path);
}

test('a document cut off anywhere, or without any one character, is answered everywhere', () => {
  for (let cut = 0; cut <= policy.length; cut++) {
    askAll(policy.slice(0, cut), cut);
    askAll(policy.slice(0, cut) + policy.slice(cut + 1), cut);
  }
});

test('so is any text at all', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"layers"',
    '"name"',
    '//',
    '/*',
    '\\',
    '\n',
    '1',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), fc.nat(), (parts, at) => {
      const text = parts.join('');
      askAll(text, at % (text.length + 1));
    }),
    { numRuns: 500 },
  );
});

test('what is suggested replaces what stands there and leaves a document with fewer problems or none', () => {
  for (const marked of [
    '{ "cover": ["|"] }',
    '{ "layers": [{ "name": "a", "mayImport": ["u|"] }] }',
    '{ "rules": { "|" } }',
    '{ "rules": { | } }',
    '{ "rules": { "policy/*": | } }',
    '{ | "cover": [] }',
    '{ "extends": | }',
    '{ "packages": [{ "deny": ["m|o"] }] }',
    '{ "services": [{ "contracts": [{ "file": "|" }] }] }',
    '{ "services": [{ "contracts": [{ "covers": ["/|"] }] }] }',
    '{ "services": [{ "contracts": [{ | }] }] }',
  ]) {
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    const { items, span } = suggest(text, parseJsonc(text).root, offset, around);
    assert.ok(items.length > 0, marked);
    for (const item of items) {
      const done = text.slice(0, span.start) + item.text + text.slice(span.end);
      // A key whose value only a person knows is left open.
      const isOpen = /"\w+": ?(?:,|\s*[}"])/.test(done);
      assert.deepEqual(isOpen ? [] : parseJsonc(done).problems, [], `${marked}: ${done}`);
    }
  }
});

test('keys that stand there are not suggested, and those of the next object do not count', () => {
  const keys = (marked: string) => {
    const text = marked.replace('|', '');
    return suggest(text, parseJsonc(text).root, marked.indexOf('|'), around).items.map(({ label }) => label);
  };
  const [closed, unclosed] = ['""', '"'].map((typed) =>
    keys(`{ "layers": [{ "name": "a", ${typed[0]}|${typed.slice(1)} },\n{ "why": "b" }] }`),
  );
  assert.ok(closed?.includes('why') && !closed.includes('name'), String(closed));
  assert.ok(unclosed?.includes('why') && !unclosed.includes('name'), String(unclosed));
});

test('globs: what is suggested matches what it says', () => {
  for (const typed of ['', 'src/', 'src/u', 'app/*/', 'app/{feature}/', 'src/ui/deep/']) {
    const suggestions = suggestGlobs(typed, around.paths());
    assert.ok(suggestions.length > 0, typed);
    for (const { glob, files } of suggestions)
      assert.equal(matching(glob, around.paths())?.length, files, `${typed}: ${glob}`);
  }
});

test('globs: nothing below what names no folder', () => {
  for (const typed of ['gone/', '../', './src/', 'src/**/', 'a//', '{/', 'src/{a b}/'])
    assert.deepEqual(suggestGlobs(typed, around.paths()), [], typed);
});

test('globs: of a large workspace only a part is listed', () => {
  const paths = Array.from({ length: 50_000 }, (_, index) => `a${index % 500}/b${index % 7}/c${index}.ts`);
  assert.equal(suggestGlobs('', paths).length, 200);
  assert.equal(suggestGlobs('*/b1/', paths).length, 200);
});
