import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runCommand } from '../support/command-line.ts';
import { makeFolder, writeInto } from '../support/server.ts';

const textOf = (folder: string) => readFileSync(join(folder, 'parapet.jsonc'), 'utf8');

async function rulesFound(folder: string): Promise<readonly string[]> {
  const report = JSON.parse((await runCommand(folder, ['check', '--format', 'json'])).out);
  return report.findings.map(({ path, rule }: { path: string; rule: string }) => `${path} ${rule}`);
}

describe('where there is a policy', () => {
  const policy = `{
  // Top to bottom.
  "layers": [
    { "name": "ui", "files": "ui/**" }, // screens
    { "name": "app", "files": "app/**", "mayImport": [
      "ui",
      // the rules
      "domain"
    ] },
    { "name": "domain", "files": "domain/**" }
  ],
  "slices": [
    { "name": "feature", "files": "app/{feature}/**" },
    { "name": "kit", "files": "kit/**", "why": "ADR-9" }
  ]
}
`;
  const sources = {
    'parapet.jsonc': policy,
    'ui/page.ts': "import '../app/cart/a';\nimport '../domain/order';\n",
    'app/cart/a.ts': "import '../orders/b';\nimport '../../kit/k';\nimport '../../domain/order';\n",
    'app/orders/b.ts': '',
    'app/admin/c.ts': '',
    'kit/k.ts': '',
    'domain/order.ts': '',
  };
  const written = policy
    .replace('"files": "ui/**" }', '"files": "ui/**", "mayImport": ["app", "domain"] }')
    .replace('      "ui",\n', '')
    .replace('"domain"\n    ]', '"domain",\n      "kit"\n    ]')
    .replace('"files": "domain/**" }', '"files": "domain/**", "mayImport": [] }')
    .replace('"app/{feature}/**" }', '"app/{feature}/**", "mayImport": ["domain", "feature", "kit"] }')
    .replace('"why": "ADR-9" }', '"why": "ADR-9", "mayImport": [] }');

  test('it is shown with the lists of today, and nothing is written', async () => {
    const folder = makeFolder(sources);
    const { code, out, err } = await runCommand(folder, ['init', '--from-graph']);
    assert.equal(code, 0, err);
    assert.equal(out, written);
    assert.match(err, /Nothing was written/);
    assert.equal(textOf(folder), policy);
  });

  test('with yes it is written, today passes, and a new dependency is a finding', async () => {
    const folder = makeFolder(sources);
    const { code, out } = await runCommand(folder, ['init', '--from-graph', '--yes']);
    assert.equal(code, 0);
    assert.match(out, /^Wrote parapet\.jsonc: 5 lists say/);
    assert.equal(textOf(folder), written);
    assert.deepEqual(await rulesFound(folder), []);
    writeInto(folder, 'domain/order.ts', "import '../kit/k';\n");
    assert.deepEqual(await rulesFound(folder), ['domain/order.ts architecture/undeclared-dependency']);
    writeInto(folder, 'domain/order.ts', '');
    const again = await runCommand(folder, ['init', '--from-graph', '--yes']);
    assert.match(again.err, /every list is what is imported today/);
    assert.equal(textOf(folder), written);
  });

  test('some parts of a family are named one by one, and a wrong list is corrected', async () => {
    const folder = makeFolder({
      ...sources,
      'kit/k.ts': "import '../app/orders/b';\nimport '../app/admin/c';\n",
    });
    assert.equal((await runCommand(folder, ['init', '--from-graph', '--yes'])).code, 0);
    assert.match(textOf(folder), /"ADR-9", "mayImport": \["feature:admin", "feature:orders"\]/);
    assert.deepEqual(await rulesFound(folder), []);
  });

  test('what the lists do not judge is not in them', async () => {
    const folder = makeFolder({
      ...sources,
      'parapet.jsonc': policy.replace(
        '{\n',
        '{\n  "tests": ["**/*.test.ts"],\n  "except": [{ "from": "domain/old.ts", "to": "app", "why": "for now" }],\n',
      ),
      'domain/order.test.ts': "import '../kit/k';\n",
      'domain/old.ts': "import '../app/cart/a';\n",
      'domain/up.ts': "import '../ui/page';\n",
    });
    const before = await rulesFound(folder);
    assert.deepEqual(before, [
      'app/cart/a.ts architecture/undeclared-dependency',
      'domain/up.ts architecture/upward-import',
      'parapet.jsonc policy/idle-statement',
    ]);
    assert.equal((await runCommand(folder, ['init', '--from-graph', '--yes'])).code, 0);
    assert.match(textOf(folder), /"domain\/\*\*", "mayImport": \[\]/);
    assert.deepEqual(await rulesFound(folder), ['domain/up.ts architecture/upward-import']);
  });

  test('files that belong to nothing and are imported get a slice, so that a list can name them', async () => {
    const folder = makeFolder({ ...sources, 'domain/order.ts': "import '../loose';\n", 'loose.ts': '' });
    const { err } = await runCommand(folder, ['init', '--from-graph', '--yes']);
    assert.match(err, /^The slice "loose" is for "loose\.ts", which has no other name to be listed by\./);
    assert.match(textOf(folder), /"domain\/\*\*", "mayImport": \["loose"\]/);
    assert.match(
      textOf(folder),
      /\{ "name": "loose", "files": \["loose\.ts"\], "public": \["\*\*"\], "mayImport": \[\] \}/,
    );
    assert.deepEqual(await rulesFound(folder), []);
  });

  const within = (more: string) => `{
  "layers": [{ "name": "x", "files": "src/x/**" }, { "name": "y", "files": "src/y/**" }],
  "services": [{ "name": "s", "files": "src/**" }]${more}
}`;
  const inService = {
    'src/x/a.ts': "import '../y/a';\nimport '../z/a';\n",
    'src/y/a.ts': '',
    'src/z/a.ts': '',
  };

  test('the name of what an element lies in itself is not listed: it would let in all of that', async () => {
    const folder = makeFolder({ ...inService, 'parapet.jsonc': within('') });
    const { err } = await runCommand(folder, ['init', '--from-graph', '--yes']);
    assert.match(err, /^The slice "loose" is for "src\/z\/a\.ts", which has no other name/);
    assert.match(textOf(folder), /"src\/x\/\*\*", "mayImport": \["y", "loose"\]/);
    assert.deepEqual(await rulesFound(folder), []);
    writeInto(folder, 'src/y/a.ts', "import '../z/b';\n");
    writeInto(folder, 'src/z/b.ts', '');
    assert.deepEqual(await rulesFound(folder), ['src/y/a.ts architecture/undeclared-dependency']);
  });

  test('where nothing else can stand for a file the name is listed, and that is said', async () => {
    const slices = `,
  "slices": [{ "name": "outer", "files": "src/**" }, { "name": "inner", "files": "src/z/in/**" }]`;
    const folder = makeFolder({
      ...inService,
      'src/x/a.ts': '',
      'src/z/in/b.ts': "import '../a';\nimport '../../y/a';\n",
      'parapet.jsonc': within(slices),
    });
    const { err } = await runCommand(folder, ['init', '--from-graph', '--yes']);
    assert.match(textOf(folder), /"src\/z\/in\/\*\*", "mayImport": \["y", "outer"\]/);
    assert.match(
      err,
      /^The list of slice "inner" names what it lies in itself, and lets in all of that: nothing else stands for "src\/z\/a\.ts"\./,
    );
    assert.deepEqual(await rulesFound(folder), []);
  });

  test('an element that imports what cannot be named gets no list, and that is said', async () => {
    const folder = makeFolder({
      ...sources,
      'domain/order.ts': "import '../own/x';\n",
      'own/x.ts': '',
      'own/parapet.jsonc': '{ "rules": {} }',
    });
    const { err } = await runCommand(folder, ['init', '--from-graph', '--yes']);
    assert.match(err, /The layer "domain" gets no list: it imports "own\/x\.ts"/);
    assert.doesNotMatch(textOf(folder), /"domain\/\*\*", "mayImport"/);
    assert.deepEqual(await rulesFound(folder), []);
  });

  test('a broken policy is not touched', async () => {
    const folder = makeFolder({ ...sources, 'parapet.jsonc': '{ "layers": [' });
    const { code, err } = await runCommand(folder, ['init', '--from-graph', '--yes']);
    assert.equal(code, 2);
    assert.match(err, /cannot be read as written/);
    assert.equal(textOf(folder), '{ "layers": [');
  });
});

test('without a policy the first one has the lists, and today passes', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`src/ui/page${index}.ts`, "import '../domain/order';\n"]),
  );
  const folder = makeFolder({
    ...many,
    'src/domain/order.ts': '',
    'src/domain/old.ts': "import '../ui/page0';\n",
  });
  assert.equal((await runCommand(folder, ['init', '--from-graph', '--yes'])).code, 0);
  assert.match(textOf(folder), /"src\/ui\/\*\*", "mayImport": \["domain"\]/);
  assert.match(textOf(folder), /"src\/domain\/\*\*", "mayImport": \[\]/);
  assert.deepEqual(await rulesFound(folder), []);
  const plain = await runCommand(folder, ['init']);
  assert.equal(plain.code, 2, 'without the option a policy is left alone');
});
