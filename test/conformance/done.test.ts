import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { type DoneView, doneRequest } from '../../server/src/protocol/done.ts';
import { makeBranch } from '../support/branch.ts';
import { commandLineBundle, TestServer, writeInto } from '../support/server.ts';

/** The editor and the command line give one verdict on one change, with the same items, unsaved text included. */
const policy = `{
  "layers": [{ "name": "ui", "files": "src/ui/**" }, { "name": "domain", "files": "src/domain/**" }],
  "tests": ["**/*.test.ts"],
  "gates": {
    "coverage": { "reports": ["coverage/lcov.info"], "patch": 60, "minLines": 2 },
    "tests": { "reports": ["reports/*.xml"] }
  },
  "done": {
    "owned": { "level": "must" },
    "todo-free": { "level": "must" },
    "threat-model": { "kind": "attest", "level": "must", "when": { "paths": ["src/domain/**"] }, "owner": "@acme/security" }
  }
}
`;

const mark = ['TO', 'DO'].join('');
const lines = [
  "import { page } from '../ui/page';",
  "import { page } from './gone';",
  `// ${mark}: later`,
  'export const a = 1;',
  'export const b = 2;',
  '// parapet-allow architecture/upward-import',
  '',
];
const sources = [
  'src/domain/order.ts',
  'src/domain/new order.ts',
  'src/ui/page.ts',
  'src/domain/order.test.ts',
];

type Step =
  | { readonly kind: 'source'; readonly path: string; readonly text: string | undefined }
  | { readonly kind: 'file'; readonly path: string; readonly text: string | undefined }
  /** A test run that measures every source; each line is hit so often. */
  | { readonly kind: 'run'; readonly hits: readonly number[] };

const text = (choices: readonly string[]) =>
  fc.array(fc.constantFrom(...choices), { maxLength: 6 }).map((parts) => `${parts.join('\n')}\n`);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('run' as const), hits: fc.array(fc.nat(1), { minLength: 1, maxLength: 6 }) }),
  fc.record({
    kind: fc.constant('source' as const),
    path: fc.constantFrom(...sources),
    text: fc.option(text(lines), { nil: undefined, freq: 6 }),
  }),
  fc.record({
    kind: fc.constant('file' as const),
    path: fc.constant('coverage/lcov.info'),
    text: fc.option(
      fc
        .tuple(fc.constantFrom(...sources), fc.array(fc.nat(1), { maxLength: 6 }))
        .map(([path, hits]) =>
          [`SF:${path}`, ...hits.map((hit, index) => `DA:${index + 1},${hit}`), 'end_of_record', ''].join(
            '\n',
          ),
        ),
      { nil: undefined, freq: 4 },
    ),
  }),
  fc.record({
    kind: fc.constant('file' as const),
    path: fc.constant('reports/junit.xml'),
    text: fc.constantFrom(
      undefined,
      '<testsuite><testcase name="a" classname="b"/></testsuite>',
      '<testsuite><testcase name="a" classname="b"><failure message="no"/></testcase></testsuite>',
      '<testsuite>',
    ),
  }),
  fc.record({
    kind: fc.constant('file' as const),
    path: fc.constant('governance/changes/feature.yaml'),
    text: fc.constantFrom(
      undefined,
      'waive:\n  - item: tests-pass\n    by: "@acme/quality"\n    until: 2099-01-01\n    reason: none yet\n',
      'waive:\n  - item: threat-model\n    by: me\n    until: 2099-01-01\n    reason: later\n  - item: no-such\n    by: me\n    until: 2020-01-01\n    reason: x\n',
      'attest: nothing\n',
    ),
  }),
  fc.record({
    kind: fc.constant('file' as const),
    path: fc.constant('.github/CODEOWNERS'),
    text: fc.constantFrom(
      '* @acme/all\n',
      '/src/ui/ @acme/web\n',
      '/src/domain/*.test.ts @acme/tests\n',
      undefined,
    ),
  }),
);

test('over generated changes', async () => {
  const folder = repository();
  const server = await TestServer.start(folder);
  const verdicts = new Set<string>();
  const steps = fc.sample(step, { seed: 20_261_125, numRuns: 32 });
  for (const [index, one] of steps.entries()) {
    const view = await take(server, one);
    const told = run(folder);
    verdicts.add(told.verdict);
    assert.deepEqual(
      fromView(server, await ask(server)),
      told,
      `after step ${index}: ${JSON.stringify(one)}`,
    );
    if (view)
      assert.deepEqual(fromView(server, view), told, `unsaved in step ${index}: ${JSON.stringify(one)}`);
  }
  assert.deepEqual([...verdicts].sort(), ['fail', 'pass', 'unknown'], 'the changes are of several kinds');
  await server.stop();
});

test('with nothing changed it is the same, too', async () => {
  const folder = repository();
  const server = await TestServer.start(folder);
  assert.deepEqual(fromView(server, await ask(server)), run(folder));
  await server.stop();
});

function repository(): string {
  return makeBranch({
    'parapet.jsonc': policy,
    '.gitignore': 'coverage\nreports\n',
    'src/ui/page.ts': 'export const page = 1;\n',
    'src/domain/order.ts': 'export const order = 1;\n',
  });
}

/** Takes a step as an editor does: a source is typed, judged unsaved, and then saved. Returns what was judged unsaved. */
async function take(server: TestServer, one: Step): Promise<DoneView | undefined> {
  if (one.kind === 'run') {
    runTests(server.root, one.hits);
    await server.watched({ 'coverage/lcov.info': 2, 'reports/junit.xml': 2 });
    return undefined;
  }
  const { kind, path, text: next } = one;
  const absolute = join(server.root, path);
  const before = existsSync(absolute) ? readFileSync(absolute, 'utf8') : undefined;
  if (next === before) return undefined;
  if (next === undefined) {
    rmSync(absolute);
    await server.watched({ [path]: 3 });
    return undefined;
  }
  let view: DoneView | undefined;
  // Git does not know of a document that is not on disk.
  if (kind === 'source' && before !== undefined) {
    await server.open(path, before);
    await server.change(path, next);
    view = await ask(server);
  }
  writeInto(server.root, path, next);
  await server.watched({ [path]: before === undefined ? 1 : 2 });
  if (view) await server.close(path);
  return view;
}

function runTests(folder: string, hits: readonly number[]): void {
  const measured = sources.filter((path) => existsSync(join(folder, path)));
  const records = measured.map((path) => {
    const count = readFileSync(join(folder, path), 'utf8').split('\n').length - 1;
    const own = Array.from({ length: count }, (_, index) => `DA:${index + 1},${hits[index % hits.length]}`);
    return [`SF:${path}`, ...own, 'end_of_record', ''].join('\n');
  });
  writeInto(folder, 'coverage/lcov.info', records.join(''));
  writeInto(folder, 'reports/junit.xml', '<testsuite><testcase name="a" classname="b"/></testsuite>');
}

async function ask(server: TestServer): Promise<DoneView> {
  const params = { folder: pathToFileURL(server.root).href, isAsked: true };
  const view: DoneView | null = await server.connection.sendRequest(doneRequest, params);
  assert.ok(view);
  return view;
}

interface Told {
  readonly verdict: string;
  readonly items: readonly object[];
  readonly uncovered: readonly object[];
}

interface Range {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

interface DoneJson {
  readonly verdict: string;
  readonly items: readonly {
    readonly id: string;
    readonly evidence: readonly { readonly source: string; readonly detail?: string }[];
    readonly places: readonly { readonly path: string; readonly range: Range }[];
    readonly scope?: unknown;
  }[];
  readonly coverage?: {
    readonly files: readonly { readonly path: string; readonly uncovered: readonly number[] }[];
  };
}

function run(folder: string): Told {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'CI'));
  const args = [commandLineBundle, 'done', '--format', 'json', '--no-cache'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env });
  assert.notEqual(stdout, '', stderr);
  const { verdict, items, coverage } = JSON.parse(stdout) as DoneJson;
  return {
    verdict,
    items: items
      .map(({ places, evidence, scope: _, ...item }) => ({
        ...item,
        evidence: evidence.map(({ source, detail }) =>
          detail === undefined ? source : `${source}, ${detail}`,
        ),
        places: places.map(({ path, range: { start, end } }) => placeText(path, start, end)),
      }))
      .sort(byId),
    uncovered: (coverage?.files ?? [])
      .filter(({ uncovered }) => uncovered.length > 0)
      .map(({ path, uncovered }) => ({ path, uncovered })),
  };
}

function fromView(server: TestServer, { verdict, groups, uncovered }: DoneView): Told {
  const pathOf = (uri: string) => fileURLToPath(uri).slice(server.root.length + 1);
  const items = groups.flatMap((group) => group.items);
  return {
    verdict,
    items: items
      .map(({ actions: _, ways: __, places, ...item }) => ({
        ...item,
        places: places.map(({ uri, range: { start, end } }) =>
          placeText(
            pathOf(uri),
            { line: start.line + 1, column: start.character + 1 },
            { line: end.line + 1, column: end.character + 1 },
          ),
        ),
      }))
      .sort(byId),
    uncovered: uncovered.map(({ uri, lines: own }) => ({
      path: pathOf(uri),
      uncovered: own.map((line) => line + 1),
    })),
  };
}

function placeText(path: string, start: Range['start'], end: Range['end']): string {
  return `${path}:${start.line}:${start.column}-${end.line}:${end.column}`;
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
