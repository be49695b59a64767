import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { commandLineBundle, makeFolder, TestServer } from '../support/server.ts';

/** The editor and the command line give one verdict on the same freshly opened tree. */
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

interface Reported {
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly path: string;
    readonly range: { readonly start: Place; readonly end: Place };
    readonly message: string;
    readonly fingerprint: string;
    readonly owners: readonly string[];
  }[];
}

interface Place {
  readonly line: number;
  readonly column: number;
}

const severities = ['error', 'warning', 'information'];

for (const example of readdirSync(join(root, 'examples'))) {
  test(`examples/${example}`, () => {
    const folder = makeFolder({});
    cpSync(join(root, 'examples', example), folder, { recursive: true });
    return compare(folder, true);
  });
}

const broken: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a truncated policy': { 'parapet.jsonc': '{ "layers": [{ "name": "a", "files": "a/**" },', 'a/x.ts': '' },
  'an empty policy': { 'parapet.jsonc': '', 'a/x.ts': "import './y';\n" },
  'a missing parent': {
    'parapet.jsonc': '{ "extends": "./gone.jsonc", "cover": ["**"] }',
    'a/x.ts': "import './gone';\n",
  },
  'a baseline': {
    'parapet.jsonc': '{ "rules": { "architecture/unresolved-import": "error" } }',
    'governance/baseline.txt': 'architecture/unresolved-import\tx.ts\t./gone\n',
    'x.ts': "import './gone';\nimport './gone';\nimport './other';\n",
  },
  'a broken tsconfig': {
    'parapet.jsonc': '{ "rules": { "architecture/unresolved-import": "error" } }',
    'tsconfig.json': '{ "compilerOptions": { "paths": ',
    'x.ts': "import './gone';\n",
  },
  'contracts that the code has left, and broken ones': {
    'parapet.jsonc': `{ "contractFirst": "change", "services": [
      { "name": "shop", "files": "shop/**", "contracts": [{ "file": "shop.yaml", "covers": ["/no/**", "/orders/**"] }] },
      { "name": "cart", "files": "cart/**", "contracts": [{ "file": "gone/*.yaml" }] }] }`,
    'shop.yaml':
      "openapi: 3.1.0\ninfo: { title: Shop, version: 1 }\npaths:\n  /orders:\n    get: { responses: { 200: { $ref: '#/no' } } }\n    # parapet-allow contracts/route-mismatch: nothing here\n    put: { responses: {} }\n",
    'openapi.json': '{ "openapi": "3.1.0", "paths": ',
    'shop/app.ts':
      "import express from 'express';\nconst app = express();\napp.get('/orders', a);\napp.patch('/orders', a);\napp.get('/orders/:id', a);\napp.get(process.env.X, a);\n",
    'cart/app.ts': "import express from 'express';\nexpress().get('/carts', a);\n",
  },
};

for (const [name, files] of Object.entries(broken)) {
  test(name, () => compare(makeFolder(files), true));
}

test('nothing to say is the same on both sides, too', () =>
  compare(makeFolder({ 'parapet.jsonc': '{ "cover": [] }', 'x.ts': 'export {};\n' }), false));

for (const [place, text] of [
  ['.github/CODEOWNERS', '* @acme/all\n/srk/ @acme/web\nx.ts acme/web\n/src/a.ts @b\n/src/ @acme/web @bob\n'],
  ['.gitlab/CODEOWNERS', '* @acme/all\n[Web] @acme/web\nsrc\nsrc/\n^[Docs\n*.md @docs # with @bob\n'],
] as const) {
  test(`owners by ${place}`, () => {
    const folder = makeFolder({
      'parapet.jsonc': `{
        "layers": [{ "name": "src", "files": "src/**" }, { "name": "lib", "files": "lib/**", "owner": "@acme/lib" }],
        "services": [{ "name": "pay", "files": "src/**", "owner": "@acme/pay" }]
      }`,
      [place]: text,
      'src/a.ts': '',
      'src/catalog-info.yaml': 'kind: Component\nspec:\n  owner: shop\n',
      'lib/b.ts': "import '../src/a';\n",
      'README.md': '',
      'governance/baseline.txt': '',
    });
    spawnSync('git', ['init', '-q'], { cwd: folder });
    return compare(folder, true);
  });
}

test('inferred types', () =>
  compare(
    makeFolder({
      'parapet.jsonc': `{
        "layers": [{ "name": "infra", "files": "infra/**" }, { "name": "app", "files": "app/**" }],
        "except": [{ "from": "app/ports.ts", "to": "infra", "why": "for now" }],
        "rules": { "architecture/leaked-type": "error" }
      }`,
      'infra/rows.ts': 'export class Row { id = 1 }\nexport const load = () => new Row();\n',
      'app/ports.ts': "import { load } from '../infra/rows';\nexport const found: typeof load = load;\n",
      'app/use.ts':
        "import { found } from './ports';\nexport const use = () => [found()];\n// parapet-allow architecture/leaked-type: for now\nexport const other = found();\n// parapet-allow architecture/leaked-type: left over\nexport const last = 1;\n",
    }),
    true,
    true,
  ));

/** With types, what is open has them all, and what is not open has none. */
async function compare(folder: string, expectsFindings: boolean, isDeep = false): Promise<void> {
  const deep = isDeep ? ['--deep'] : [];
  const run = spawnSync(process.execPath, [commandLineBundle, 'check', '--format', 'json', ...deep], {
    cwd: folder,
    encoding: 'utf8',
  });
  const { findings } = JSON.parse(run.stdout) as Reported;
  const expected = findings.map(
    ({ rule, severity, path, range: { start, end }, message, fingerprint, owners }) =>
      `${path}:${start.line}:${start.column}-${end.line}:${end.column} ${severity} ${rule} ${message} ${fingerprint} ${owners.join(', ')}`,
  );
  assert.equal(expected.length > 0, expectsFindings);
  const server = await TestServer.start(folder);
  const paths = [...new Set(findings.map(({ path }) => path))];
  for (const path of isDeep ? paths.filter((file) => file.endsWith('.ts')) : [])
    await server.open(path, readFileSync(join(folder, path), 'utf8'));
  await server.settled('parapet.jsonc');
  await server.until(
    () => paths.every((path) => server.diagnostics(path).length > 0),
    'every document to be told',
  );
  const told = [...new Set(server.published)].length;
  const shown = paths.flatMap((path) =>
    server.diagnostics(path).map(({ range: { start, end }, severity, code, message, data }) => {
      const place = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
      const level = severities[(severity ?? 1) - 1]?.replace('information', 'info');
      const { fingerprint } = data as { fingerprint: string };
      const owners = /^Owner: (.*)$/m.exec(String(message))?.[1] ?? '';
      return `${path}:${place} ${level} ${code} ${String(message).split('\n')[0]} ${fingerprint} ${owners}`;
    }),
  );
  assert.deepEqual(shown, expected);
  assert.equal(told, paths.length, 'no other document carries findings');
  await server.stop();
}
