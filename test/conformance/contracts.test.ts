import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { type DoneView, doneRequest } from '../../server/src/protocol/done.ts';
import { makeBranch } from '../support/branch.ts';
import { commandLineBundle, TestServer, writeInto } from '../support/server.ts';

/** The editor and the command line say the same of what a change does to contracts, unsaved text included. */
const policies = ['', ', "contractFirst": "base"'].map(
  (more) =>
    `{ "services": [{ "name": "shop", "files": "src/**", "contracts": [{ "file": "api/*.yaml" }] }]${more} }\n`,
);

const judged: ReadonlySet<string> = new Set([
  'contracts/breaking-change',
  'contracts/implementation-first',
  'contracts/invalid-acceptance',
  'contracts/unversioned-contract',
]);

const operations = [
  '  /orders: { get: { responses: {} } }\n',
  '  /orders: { get: { parameters: [{ name: since, in: query, required: true }], responses: {} } }\n',
  '  /carts:\n    get: { responses: {} }\n    post: { deprecated: true, responses: {} }\n',
  '  /carts:\n    get: { x-internal: true, responses: {} }\n',
  "  /items: { $ref: './items.yaml' }\n",
];
const contract = (version: string, parts: readonly string[]) =>
  `openapi: 3.1.0\ninfo: { title: Shop, version: ${version} }\npaths:\n${parts.join('')}`;
const app = (routes: readonly string[]) =>
  `import express from 'express';\nconst app = express();\n${routes.map((route) => `app.${route}, () => {});\n`).join('')}`;

const contractText = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('1.0.0', '1.1.0', '2.0.0'),
        fc.uniqueArray(fc.constantFrom(...operations), {
          maxLength: 3,
          selector: (part) => part.slice(0, 8),
        }),
      )
      .map(([version, parts]) => contract(version, parts)),
  },
  { weight: 1, arbitrary: fc.constantFrom(undefined, 'openapi: [\n', '') },
);

interface Step {
  readonly path: string;
  readonly text: string | undefined;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ path: fc.constant('api/shop.yaml'), text: contractText }) },
  { weight: 1, arbitrary: fc.record({ path: fc.constant('api/carts.yaml'), text: contractText }) },
  {
    weight: 1,
    arbitrary: fc.record({
      path: fc.constant('api/items.yaml'),
      text: fc.constantFrom('get: { responses: {} }\n', 'put: { responses: {} }\n', undefined),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      path: fc.constant('src/app.ts'),
      text: fc
        .subarray(["get('/orders'", "get('/carts'", "post('/carts'", "put('/items'", "all('/rest'"])
        .map(app),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ path: fc.constant('parapet.jsonc'), text: fc.constantFrom(...policies) }),
  },
);

test('over generated changes of contracts and routes', async () => {
  const folder = repository();
  const server = await TestServer.start(folder);
  const seen = new Set<string>();
  for (const [index, one] of fc.sample(step, { seed: 20_261_127, numRuns: 18 }).entries()) {
    const unsaved = await take(server, one);
    const told = run(folder);
    for (const line of told) seen.add(line.replace(/^\S+ /, '').replace(/: .*/s, ''));
    assert.deepEqual(await ask(server), told, `after step ${index}: ${JSON.stringify(one)}`);
    if (unsaved) assert.deepEqual(unsaved, told, `unsaved in step ${index}: ${JSON.stringify(one)}`);
  }
  for (const rule of ['contracts/breaking-change', 'contracts/implementation-first'])
    assert.ok(seen.has(rule), `the changes are of several kinds: ${[...seen].join(', ')}`);
  assert.ok(seen.has('fail') && seen.has('pass'), [...seen].join(', '));
  await take(server, { path: 'api/shop.yaml', text: contract('1.0.0', []) });
  const fingerprint = fingerprintIn(folder);
  const entry = `accepted:\n  - { fingerprint: "${fingerprint}", reason: nobody calls it, owner: "@acme/shop" }\n`;
  for (const text of [entry, entry.replace('nobody calls it', '""'), 'accepted: [\n', undefined]) {
    await take(server, { path: 'governance/accepted.yaml', text });
    assert.deepEqual(await ask(server), run(folder), `accepted: ${text}`);
  }
  await server.stop();
});

function repository(): string {
  return makeBranch({
    'parapet.jsonc': policies[0] ?? '',
    'api/shop.yaml': contract('1.0.0', [operations[0] ?? '', operations[2] ?? '']),
    'src/app.ts': app(["get('/orders'", "get('/carts'"]),
  });
}

/** Takes a step as an editor does: it is typed, judged unsaved, and then saved. Returns what was said unsaved. */
async function take(server: TestServer, { path, text }: Step): Promise<readonly string[] | undefined> {
  const absolute = join(server.root, path);
  const before = existsSync(absolute) ? readFileSync(absolute, 'utf8') : undefined;
  if (text === before) return undefined;
  if (text === undefined) {
    rmSync(absolute);
    await server.watched({ [path]: 3 });
    return undefined;
  }
  let said: readonly string[] | undefined;
  if (before !== undefined) {
    await server.open(path, before, path.endsWith('.ts') ? 'typescript' : 'yaml');
    await server.change(path, text);
    said = await ask(server);
  }
  writeInto(server.root, path, text);
  await server.watched({ [path]: before === undefined ? 1 : 2 });
  if (said) await server.close(path);
  return said;
}

const documents = [
  'api/shop.yaml',
  'api/carts.yaml',
  'api/items.yaml',
  'src/app.ts',
  'parapet.jsonc',
  'governance/accepted.yaml',
];

/** The item, and what is shown of the change, in order. */
async function ask(server: TestServer): Promise<readonly string[]> {
  const params = { folder: pathToFileURL(server.root).href, isAsked: true };
  const view: DoneView | null = await server.connection.sendRequest(doneRequest, params);
  const item = view?.groups.flatMap(({ items }) => items).find(({ id }) => id === 'contract-first');
  const shown = documents.flatMap((path) =>
    server
      .diagnostics(path)
      .filter(({ code }) => judged.has(String(code)))
      .map(({ range, code, message }) =>
        lineOf(path, range.start.line + 1, range.start.character + 1, String(code), message),
      ),
  );
  return [`item ${item?.verdict}: ${item?.detail}`, ...shown.sort()];
}

function lineOf(path: string, line: number, column: number, rule: string, message: unknown): string {
  return `${path}:${line}:${column} ${rule}: ${String(message).split('\n')[0]}`;
}

interface Report {
  readonly items: readonly { readonly id: string; readonly verdict: string; readonly detail: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly message: string;
    readonly fingerprint: string;
    readonly range: { readonly start: { readonly line: number; readonly column: number } };
  }[];
}

function report(folder: string): Report {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'CI'));
  const args = [commandLineBundle, 'done', '--format', 'json', '--no-cache'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env });
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout) as Report;
}

function run(folder: string): readonly string[] {
  const { items, findings } = report(folder);
  const item = items.find(({ id }) => id === 'contract-first');
  const told = findings
    .filter(({ rule }) => judged.has(rule))
    .map(({ rule, path, message, range: { start } }) =>
      lineOf(path, start.line, start.column, rule, message),
    );
  return [`item ${item?.verdict}: ${item?.detail}`, ...told.sort()];
}

/** What accepts the first breaking change. */
function fingerprintIn(folder: string): string {
  const { findings } = report(folder);
  const found = findings.find(({ rule }) => rule === 'contracts/breaking-change');
  assert.ok(found, JSON.stringify(findings));
  return found.fingerprint;
}
