import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../server/src/model/finding.ts';
import { createLineTable } from '../../server/src/model/line-table.ts';
import { groupFiles } from '../../server/src/report/file-groups.ts';
import { graphJson, graphReport } from '../../server/src/report/graph-json.ts';
import { graphMermaid } from '../../server/src/report/graph-mermaid.ts';
import { finding } from './fixture.ts';
import { layer, sourceFile, to } from './graph-fixture.ts';

const lines = () => createLineTable('012345678\n'.repeat(9));
const [ui, domain] = [layer('ui', 0), layer('domain', 1)];

const small = [
  sourceFile(7, 'domain/order.ts', domain, [
    ['../ui/page', to(9), 'type'],
    ['pg', { to: 'package', name: 'pg' }],
    ['./gone', { to: 'unresolved', reason: 'nothing is there' }],
    ['./a.css', { to: 'outside', path: 'domain/a.css' }],
  ]),
  sourceFile(8, 'main.ts', undefined, [['node:fs', { to: 'builtin', name: 'node:fs' }, 'dynamic']]),
  sourceFile(9, 'ui/page.ts', ui, [['../domain/order', to(7)]]),
];

const violation: Finding = finding({ path: 'domain/order.ts', span: { start: 2, end: 8 } });

test('the graph as JSON, with indexes for ids and positions from 1', () => {
  const single = { files: 1, afferent: 1, efferent: 1, instability: 0.5, distance: 0.5 };
  const range = (line: number) => ({ start: { line, column: 3 }, end: { line, column: 9 } });
  assert.deepEqual(graphReport(small, lines), {
    version: 1,
    files: [
      { path: 'domain/order.ts', layer: 'domain' },
      { path: 'main.ts' },
      { path: 'ui/page.ts', layer: 'ui' },
    ],
    edges: [
      { from: 0, to: 2, kind: 'type', specifier: '../ui/page', range: range(1) },
      { from: 2, to: 0, kind: 'value', specifier: '../domain/order', range: range(1) },
    ],
    external: [
      { from: 0, package: 'pg', kind: 'value', range: range(2) },
      { from: 1, package: 'node:fs', kind: 'dynamic', range: range(1) },
    ],
    unresolved: [{ from: 0, specifier: './gone', range: range(3) }],
    metrics: [
      { kind: 'layer', name: 'ui', ...single, abstractness: 1 },
      { kind: 'layer', name: 'domain', ...single, abstractness: 0 },
    ],
  });
  assert.equal(graphJson(small, lines), graphJson(structuredClone(small), lines));
});

test('an empty graph', () => {
  assert.deepEqual(JSON.parse(graphJson([], lines)), {
    version: 1,
    files: [],
    edges: [],
    external: [],
    unresolved: [],
  });
  assert.equal(graphMermaid([], []), 'flowchart TB\n');
});

test('few files stand in their layers, and violations are marked', () => {
  assert.equal(
    graphMermaid(small, [violation]),
    `flowchart TB
  subgraph box0["ui"]
    n2["ui/page.ts"]
  end
  subgraph box1["domain"]
    n0["domain/order.ts"]
  end
  n1["main.ts"]
  n0 ==>|"1 violation"| n2
  n2 --> n0
  linkStyle 0 stroke:#d33,stroke-width:3px
`,
  );
});

test('suppressed findings and other rules mark nothing', () => {
  const others = [
    { ...violation, suppressed: { reason: 'x' } },
    { ...violation, rule: 'policy/unused-suppression' },
    { ...violation, span: { start: 0, end: 8 } },
  ];
  assert.equal(graphMermaid(small, others), graphMermaid(small, []));
  assert.doesNotMatch(graphMermaid(small, others), /==>|linkStyle/);
});

const many = Array.from({ length: 80 }, (_, id) =>
  id < 40
    ? sourceFile(id, `ui/deep/${id}.ts`, ui, [
        ['x', to(id + 1)],
        ['y', to(40)],
      ])
    : sourceFile(id, `lib/${id % 2 ? 'odd' : 'even'}/${id}.ts`, undefined, [['z', to(0)]]),
);

test('many files become layers and folders with weights', () => {
  const wrong = finding({ path: 'lib/even/40.ts', span: { start: 2, end: 8 } });
  assert.equal(
    graphMermaid(many, [wrong]),
    `flowchart TB
  n0["ui (40 files)"]
  n1["lib/even/ (20 files)"]
  n2["lib/odd/ (20 files)"]
  n0 -->|"41"| n1
  n1 ==>|"20, 1 violation"| n0
  n2 -->|"20"| n0
  linkStyle 1 stroke:#d33,stroke-width:3px
`,
  );
});

test('folders are as deep as the room allows', () => {
  const labels = (most: number) => groupFiles(many, most).map(({ label }) => label);
  assert.deepEqual(labels(3), ['ui', 'lib/even/', 'lib/odd/']);
  assert.deepEqual(labels(2), ['ui', 'lib/']);
  assert.deepEqual(labels(1), ['ui', '/']);
});

test('layers of one name in two policies are two', () => {
  const files = [
    sourceFile(0, 'a/x.ts', layer('ui', 0, 'a/p')),
    sourceFile(1, 'b/x.ts', layer('ui', 0, 'b/p')),
  ];
  assert.equal(groupFiles(files, 60).length, 2);
});

test('labels cannot leave their quotes', () => {
  const text = graphMermaid([sourceFile(0, 'a"] --> b[`x`]<i>\n#quot;.ts', undefined)], []);
  assert.match(text, /^flowchart TB\n {2}n0\["[^"[\]<>`\n]*"\]\n$/);
  assert.match(
    graphMermaid([sourceFile(0, 'app/(group)/page.ts', undefined)], []),
    /"app\/\(group\)\/page\.ts"/,
  );
});
