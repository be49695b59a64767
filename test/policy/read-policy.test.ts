import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReadResult } from '../../server/src/model/host.ts';
import type { Policy } from '../../server/src/model/policy.ts';
import { readPolicy } from '../../server/src/policy/read-policy.ts';
import { rules } from '../../server/src/rules/index.ts';

function read(files: Readonly<Record<string, string>>, path = 'parapet.jsonc'): Policy {
  const readFile = (name: string): ReadResult => {
    const text = files[name];
    return text === undefined
      ? { ok: false, problem: 'missing', detail: 'it does not exist' }
      : { ok: true, text };
  };
  return readPolicy(path, { read: readFile, rules, version: '1.2.3' });
}

/** Code, marked text and message of each problem. */
function problems(files: Readonly<Record<string, string>>): readonly (readonly [string, string, string])[] {
  return read(files).problems.map(({ code, place, message }) => [
    code,
    (files[place.path] ?? '').slice(place.span.start, place.span.end),
    message,
  ]);
}

const bad: readonly (readonly [
  name: string,
  text: string,
  ...expected: (readonly [string, string, string])[],
])[] = [
  ['an empty document', '', ['CFG-002', '', 'The policy is empty.']],
  ['a document that is a list', '[]', ['CFG-002', '[', 'The policy holds no JSON object.']],
  [
    'an unknown key',
    '{ "layer": [] }',
    ['CFG-003', '"layer"', 'The policy has no "layer". Did you mean "layers"?'],
  ],
  ['a key of the wrong kind', '{ "cover": "src" }', ['CFG-004', '"src"', '"cover" must be a list.']],
  [
    'a severity that does not exist',
    '{ "rules": { "architecture/import-cycle": "eror" } }',
    [
      'CFG-004',
      '"eror"',
      '"architecture/import-cycle" must be "error", "warning", "info" or "off". Did you mean "error"?',
    ],
  ],
  [
    'a layer without a name',
    '{ "layers": [{ "files": "a/**" }] }',
    ['CFG-005', '{', 'A layer needs a "name".'],
  ],
  [
    'internal paths without a reason',
    '{ "services": [{ "name": "a", "files": "a/**", "contracts": [{ "file": "a.yaml", "internal": [{ "path": "/x" }] }] }] }',
    ['CFG-005', '{', 'Internal paths need a "why".'],
  ],
  [
    'a key that stands twice',
    '{ "cover": [], "cover": [] }',
    ['CFG-006', '"cover"', '"cover" stands here a second time; the last one counts.'],
  ],
  [
    'a glob that leaves the folder',
    '{ "cover": ["../src/**"] }',
    [
      'CFG-009',
      '"../src/**"',
      `The pattern "../src/**" starts with "./" or "../"; patterns are relative to the policy's folder.`,
    ],
  ],
  [
    'a name in braces',
    '{ "cover": ["src/{feature}/**"] }',
    [
      'CFG-009',
      '"src/{feature}/**"',
      'The pattern "src/{feature}/**" holds one name in braces; braces hold alternatives here, such as "{a,b}".',
    ],
  ],
  [
    'a key that every object has',
    '{ "constructor": 1 }',
    ['CFG-003', '"constructor"', 'The policy has no "constructor".'],
  ],
  [
    'an item of an item',
    '{ "layers": [[[]]] }',
    ['CFG-004', '[]', 'Each item of "layers" must be an object.'],
  ],
  [
    'an edition that does not exist',
    '{ "edition": "2020-01" }',
    ['CFG-004', '"2020-01"', '"edition" must be "2026-11".'],
  ],
  [
    'a rule without its family',
    '{ "rules": { "import-cycle": "error" } }',
    [
      'CFG-010',
      '"import-cycle"',
      'There is no rule "import-cycle". Did you mean "architecture/import-cycle"?',
    ],
  ],
  [
    'an unknown rule',
    '{ "rules": { "architecture/upward-imports": "error" } }',
    [
      'CFG-010',
      '"architecture/upward-imports"',
      'There is no rule "architecture/upward-imports". Did you mean "architecture/upward-import"?',
    ],
  ],
  [
    'two layers of one name',
    '{ "layers": [{ "name": "a", "files": "a/**" }, { "name": "a", "files": "b/**" }] }',
    ['CFG-011', '"a"', 'A layer named "a" is already in this list.'],
  ],
  [
    'a layer without files',
    '{ "layers": [{ "name": "a" }] }',
    ['CFG-012', '"a"', 'The layer "a" has no "files".'],
  ],
  [
    'a layer with an empty list of files',
    '{ "layers": [{ "name": "a", "files": [] }] }',
    ['CFG-012', '"a"', 'The layer "a" has no "files".'],
  ],
  [
    'a slice with an empty name',
    '{ "slices": [{ "name": " ", "files": "a/**" }] }',
    ['CFG-004', '" "', 'The "name" of a slice must not be empty.'],
  ],
  [
    'suppressions of no day',
    '{ "suppressions": { "maxDays": 0 } }',
    ['CFG-020', '0', '"maxDays" must be a whole number of days, at least 1.'],
  ],
  [
    'suppressions of half a day',
    '{ "suppressions": { "maxDays": 0.5 } }',
    ['CFG-020', '0.5', '"maxDays" must be a whole number of days, at least 1.'],
  ],
  [
    'a version outside the range',
    '{ "engine": "^2.0" }',
    ['CFG-014', '"^2.0"', 'This policy asks for Parapet ^2.0, and this is 1.2.3.'],
  ],
  [
    'a range that is none',
    '{ "engine": "latest" }',
    ['CFG-004', '"latest"', '"latest" is not a version range, such as "^1.0".'],
  ],
  [
    'an option that does not exist',
    '{ "rules": { "architecture/import-cycle": ["error", { "kind": [] }] } }',
    ['CFG-015', '"kind"', 'The rule "architecture/import-cycle" has no "kind". Did you mean "kinds"?'],
  ],
  [
    'options for a rule without any',
    '{ "rules": { "policy/ambiguous-file": ["error", {}] } }',
    ['CFG-015', '{}', 'The rule "policy/ambiguous-file" takes no options.'],
  ],
  [
    'a name that nothing has',
    '{ "slices": [{ "name": "cart", "files": "a/**", "mayImport": ["catalog"] }] }',
    ['CFG-016', '"catalog"', 'There is no layer, slice or service "catalog".'],
  ],
  [
    'a selector that looks like a name',
    '{ "layers": [{ "name": "ui", "files": "ui/**" }], "reach": [{ "from": "uis", "mustNotReach": ["db/**"] }] }',
    ['CFG-016', '"uis"', 'There is no layer, slice or service "uis". Did you mean "ui"?'],
  ],
  [
    'a selector that is neither a name nor a glob',
    '{ "except": [{ "from": "../a/**", "to": "b/**", "why": "x" }] }',
    [
      'CFG-009',
      '"../a/**"',
      `The pattern "../a/**" starts with "./" or "../"; patterns are relative to the policy's folder.`,
    ],
  ],
  [
    'a slice with the name of a layer',
    '{ "layers": [{ "name": "a", "files": "a/**" }], "slices": [{ "name": "a", "files": "b/**" }] }',
    ['CFG-017', '"a"', 'There is a layer named "a" already; this slice has no effect.'],
  ],
  [
    'an exception whose end is no day',
    '{ "except": [{ "from": "a/**", "to": "b/**", "why": "x", "until": "2027-02-30" }] }',
    [
      'CFG-018',
      '"2027-02-30"',
      '"2027-02-30" is not a date such as "2027-03-31"; the exception has no effect.',
    ],
  ],
  ['a service without files', '{ "services": [{ "name": "a" }] }', ['CFG-019', '"a"', '"a" has no "files".']],
  [
    'a package statement with the keys of the other form',
    '{ "packages": [{ "packages": ["pg"], "onlyin": "db/**" }] }',
    ['CFG-003', '"onlyin"', 'A package statement has no "onlyin". Did you mean "onlyIn"?'],
    ['CFG-005', '{', 'A package statement needs an "onlyIn".'],
  ],
  [
    'an empty list of packages',
    '{ "packages": [{ "deny": [] }] }',
    ['CFG-004', '[]', '"deny" must have at least 1 item.'],
  ],
  [
    'a parent that is missing',
    '{ "extends": "./gone.jsonc" }',
    ['CFG-007', '"./gone.jsonc"', 'This policy cannot be used. The policy "gone.jsonc" does not exist.'],
  ],
  [
    'a parent that is no path',
    '{ "extends": ["preset"] }',
    [
      'CFG-007',
      '"preset"',
      '"preset" is not a relative path; "extends" takes paths that start with "./" or "../".',
    ],
  ],
  [
    'a policy that extends itself',
    '{ "extends": "./parapet.jsonc" }',
    [
      'CFG-008',
      '"./parapet.jsonc"',
      'Policies extend each other in a circle: "parapet.jsonc" extends "parapet.jsonc".',
    ],
  ],
];

for (const [name, text, ...expected] of bad) {
  test(`${name} is told at its place`, () => {
    assert.deepEqual(problems({ 'parapet.jsonc': text }), expected);
  });
}

test('a truncated document is told and what stands before its end still applies', () => {
  const policy = read({ 'parapet.jsonc': '{ "layers": [{ "name": "a", "files": "a/**" }], "cover": ["a' });
  assert.deepEqual(
    policy.layers.map(({ name }) => name),
    ['a'],
  );
  assert.ok(policy.problems.some(({ code, fatal }) => code === 'CFG-002' && fatal));
});

test('a missing document is fatal', () => {
  const [problem] = read({}).problems;
  assert.equal(problem?.code, 'CFG-001');
  assert.equal(problem?.fatal, true);
});

test('a good policy has no problems, and comments and trailing commas are fine', () => {
  const text = `// why
  { "layers": [ { "name": "a", "files": ["a/**", "b/*.{ts,tsx}",], }, [{ "name": "b", "files": "c/**" }] ], }`;
  assert.deepEqual(problems({ 'parapet.jsonc': text }), []);
});

test('parents merge left to right and the document itself comes last', () => {
  const files = {
    'parapet.jsonc': `{ "extends": ["./a.jsonc", "./b.jsonc"], "layers": [{ "name": "low", "files": "l/**" }, { "name": "top", "files": "t/**" }],
      "rules": { "architecture/import-cycle": "warning" }, "exclude": ["x/**"] }`,
    'a.jsonc': `{ "layers": [{ "name": "top", "why": "A", "closed": true }, { "name": "low" }], "exclude": ["y/**"],
      "rules": { "architecture/import-cycle": ["error", { "kinds": ["value"] }], "architecture/upward-import": "warning" } }`,
    'b.jsonc': `{ "layers": [{ "name": "top", "why": "B" }, { "name": "low" }] }`,
  };
  const policy = read(files);
  assert.deepEqual(policy.problems, []);
  assert.deepEqual(
    policy.layers.map(({ name, rank, why, closed }) => [name, rank, why, closed]),
    [
      ['low', 0, undefined, false],
      ['top', 1, 'B', true],
    ],
  );
  assert.deepEqual(
    policy.rules.map(({ rule, severity, options }) => [rule, severity, options]),
    [
      ['architecture/upward-import', 'warning', undefined],
      ['architecture/import-cycle', 'warning', undefined],
    ],
  );
  assert.deepEqual(
    policy.exclude.map(({ glob }) => glob),
    ['y/**', 'x/**'],
  );
  assert.deepEqual(policy.inputs, ['parapet.jsonc', 'a.jsonc', 'b.jsonc']);
});

test('an inherited layer that the last list leaves out is told at the list', () => {
  const files = {
    'parapet.jsonc': '{ "extends": "./a.jsonc", "layers": [{ "name": "top", "files": "t/**" }] }',
    'a.jsonc': '{ "layers": [{ "name": "top" }, { "name": "low", "files": "l/**" }] }',
  };
  assert.deepEqual(problems(files), [
    ['CFG-013', '"layers"', 'The layer "low" of "a.jsonc" is missing from this list, which sets the order.'],
  ]);
});

test('elements merge by name, statements append, and a parent may name what only the document declares', () => {
  const files = {
    'parapet.jsonc': `{ "extends": "./a.jsonc",
      "slices": [{ "name": "feature", "files": "f/{feature}/**" }], "services": [{ "name": "web", "files": "web/**" }],
      "packages": [{ "packages": ["pg"], "onlyIn": ["web"] }] }`,
    'a.jsonc': `{ "slices": [{ "name": "feature", "public": ["index.ts"], "siblings": "none", "why": "A" }],
      "packages": [{ "deny": ["moment"], "in": "feature:cart", "use": "date-fns" }],
      "except": [{ "from": "web", "to": ["lib/**"], "why": "B" }] }`,
  };
  const { problems: found, slices, services, packages, except, sections } = read(files);
  assert.deepEqual(found, []);
  assert.deepEqual(
    slices.map(({ name, siblings, why, files: globs }) => [
      name,
      siblings,
      why,
      globs.map(({ glob }) => glob),
    ]),
    [['feature', 'none', 'A', ['f/{feature}/**']]],
  );
  assert.deepEqual(
    services.map(({ kind, name }) => [kind, name]),
    [['service', 'web']],
  );
  assert.deepEqual(
    packages.map(({ form, in: inside, notIn, use }) => [form, inside?.length, notIn.length, use]),
    [
      ['deny', 1, 0, 'date-fns'],
      ['onlyIn', undefined, 1, undefined],
    ],
  );
  assert.deepEqual(
    except.map(({ from, to }) => [from[0]?.by, to[0]?.by]),
    [['name', 'glob']],
  );
  assert.deepEqual([...sections].sort(), ['except', 'extends', 'packages', 'services', 'slices']);
});
