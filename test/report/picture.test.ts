import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileGlob } from '../../server/src/format/glob.ts';
import { createLineTable } from '../../server/src/model/line-table.ts';
import { focusOn } from '../../server/src/report/focus.ts';
import { graphDot } from '../../server/src/report/graph-dot.ts';
import { graphPage } from '../../server/src/report/graph-html.ts';
import { graphJson, graphReport } from '../../server/src/report/graph-json.ts';
import { boxMetrics } from '../../server/src/report/metrics.ts';
import { closedSchema } from './closed-schema.ts';
import { sourceFile } from './graph-fixture.ts';
import { fixture, openFixture, pictureIn, policy } from './picture-fixture.ts';

const noLines = () => undefined;

test('coupling is counted in files, by layer and by slice, without tests', async () => {
  const { files } = (await openFixture()).facts();
  assert.deepEqual(boxMetrics(files), [
    // main.ts and cart.ts import ui/page.ts, which imports two of domain.
    {
      ...{ kind: 'layer', name: 'ui', files: 1, afferent: 2, efferent: 1 },
      ...{ instability: 1 / 3, abstractness: 0, distance: Math.abs(1 / 3 - 1) },
    },
    {
      ...{ kind: 'layer', name: 'domain', files: 4, afferent: 1, efferent: 1 },
      ...{ instability: 0.5, abstractness: 0, distance: 0.5 },
    },
    {
      ...{ kind: 'slice', name: 'feature:cart', files: 2, afferent: 1, efferent: 2 },
      ...{ instability: 2 / 3, abstractness: 0, distance: Math.abs(2 / 3 - 1) },
    },
    {
      ...{ kind: 'slice', name: 'feature:pay', files: 1, afferent: 1, efferent: 1 },
      ...{ instability: 0.5, abstractness: 0, distance: 0.5 },
    },
  ]);
});

test('what nothing imports has no abstractness, and what stands alone no instability', () => {
  const alone = sourceFile(0, 'a.ts', { ...layerOf('a') });
  assert.deepEqual(boxMetrics([alone]), [{ kind: 'layer', name: 'a', files: 1, afferent: 0, efferent: 0 }]);
});

test('the JSON names layer and slice of a file, and nothing where there is none', async () => {
  const { files } = (await openFixture()).facts();
  const report = graphReport(files, noLines);
  assert.deepEqual(report.files[0], { path: 'main.ts' });
  assert.deepEqual(
    report.files.find(({ path }) => path.endsWith('page.ts')),
    { path: 'src/features/cart/ui/page.ts', layer: 'ui', slice: 'feature:cart' },
  );
});

test('the JSON keeps to its frozen schema', async () => {
  const validate = closedSchema('graph.schema.json');
  const rules = policy.replace(
    '"slices"',
    '"services": [{ "name": "shop", "files": "src/**" }],\n  "slices"',
  );
  const { files } = (await openFixture(`${fixture}import 'pg';\nimport './gone';\n`, rules)).facts();
  const text = graphJson(files, () => createLineTable('one\ntwo\n'));
  assert.ok(['"service"', '"pg"', '"./gone"', '"distance"'].every((part) => text.includes(part)));
  assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
  assert.ok(validate(JSON.parse(graphJson([], noLines))));
  assert.ok(!validate({ ...JSON.parse(text), metrics: [] }));
});

test('a picture holds files, boxes, imports once per pair of files, cycles and violations', async () => {
  const picture = pictureIn(await openFixture());
  const index = (path: string) => picture.files.indexOf(`src/features/${path}`);
  const [page, cart, pay] = [
    index('cart/ui/page.ts'),
    index('cart/domain/cart.ts'),
    index('pay/domain/pay.ts'),
  ];
  const edges = Array.from({ length: picture.edges.length / 5 }, (_, at) =>
    picture.edges.slice(at * 5, at * 5 + 5),
  );
  assert.deepEqual(
    edges.filter(([from]) => from === page),
    [
      [page, cart, 1, 0, 1],
      [page, pay, 1, 0, 0],
    ],
  );
  // A circle of types is none at run time.
  const money = picture.files.indexOf('shared/money.ts');
  assert.deepEqual(edges.find(([from]) => from === money)?.slice(2), [1, 1, 0]);
  assert.deepEqual(
    picture.standing[page]?.map((box) => picture.boxes[box]?.name),
    ['feature:cart', 'ui'],
  );
  assert.deepEqual(picture.tests, [index('cart/domain/cart.test.ts')]);
  const found = picture.findings.map(({ from, to, rule, line }) => [from, to, rule, line]);
  assert.ok(
    found.some((one) => String(one) === String([cart, page, 'architecture/upward-import', 2])),
    String(found),
  );
  assert.ok(
    found.some((one) => String(one) === String([page, pay, 'architecture/sibling-import', 2])),
    String(found),
  );
});

test('a focus keeps the files that match and their neighbours, and of these only their imports of a match', async () => {
  const workspace = await openFixture();
  const { files } = workspace.facts();
  const kept = focusOn(files, compileGlob('src/features/pay/**').matches) ?? [];
  assert.deepEqual(
    kept.map(({ path, targets }) => [path.split('/').at(-1), targets.length]),
    [
      ['money.ts', 0],
      ['cart.test.ts', 1],
      ['page.ts', 1],
      ['pay.ts', 1],
    ],
  );
  assert.equal(focusOn(files, compileGlob('gone/**').matches), undefined);
  // The metrics are of the whole.
  assert.deepEqual(graphReport(kept, noLines, files).metrics, boxMetrics(files));
});

test('the drawing for Graphviz has clusters, thick red violations, and labels that cannot leave their quotes', async () => {
  const workspace = await openFixture();
  const text = graphDot(workspace.facts().files, workspace.findings());
  assert.match(text, /^digraph parapet \{\n/);
  assert.match(text, /subgraph cluster0 \{\n {4}label="ui";/);
  assert.match(
    text,
    /n\d+ -> n\d+ \[label="1 violation", color="#dd3333", fontcolor="#dd3333", penwidth=3\];/,
  );
  assert.match(text, / {2}n0 -> n\d+;/);
  const hostile = graphDot([sourceFile(0, 'a"];\n}\\', undefined)], []);
  assert.match(hostile, /n0 \[label="a\\"\];\\n\}\\\\"\];\n\}\n$/);
});

test('many files are drawn as layers and folders for Graphviz, too', () => {
  const files = Array.from({ length: 250 }, (_, id) =>
    sourceFile(id, `lib/${id % 2 ? 'odd' : 'even'}/${id}.ts`, undefined, [
      ['x', { to: 'file', file: (id + 1) % 250 }],
    ]),
  );
  assert.match(
    graphDot(files, []),
    /n0 \[label="lib\/even\/\\n125 files"\];[\s\S]*n0 -> n1 \[label="125"\];/,
  );
});

test('the page lets only its own script run, is the same at each run, and no path can end its elements', async () => {
  const workspace = await openFixture('//- </script><img src=x>.ts\nexport {};\n');
  const parts = {
    ...{ script: 'run()', style: 'a{}', allowedScript: "'sha256-x'", allowedStyle: "'sha256-y'" },
    options: { links: { kind: 'relative', base: '</script>' } },
  };
  const page = graphPage({ ...pictureIn(workspace), title: '<b>"' }, parts);
  assert.match(
    page,
    /content="default-src 'none'; script-src 'sha256-x'; style-src 'sha256-y'; base-uri 'none'; form-action 'none'"/,
  );
  assert.equal(page.match(/<\/script>/g)?.length, 3);
  assert.doesNotMatch(page, /<img|<b>/);
  assert.doesNotMatch(page, /https?:\/\//);
  assert.equal(page, graphPage({ ...pictureIn(workspace), title: '<b>"' }, parts));
  assert.match(
    graphPage(pictureIn(workspace), { ...parts, nonce: 'n1' }),
    /<script nonce="n1">run\(\)<\/script>/,
  );
});

function layerOf(name: string) {
  const place = { path: 'parapet.jsonc', span: { start: 0, end: 0 } };
  return { kind: 'layer', name, rank: 0, files: [], closed: false, place } as const;
}
