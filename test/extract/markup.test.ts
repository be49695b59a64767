import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { describe, test } from 'node:test';
import { assemble } from '../../server/src/assemble.ts';
import { extract } from '../../server/src/extract/imports.ts';
import { createLineTable } from '../../server/src/model/line-table.ts';
import { parseImports } from '../../server/src/semantics/parse-imports.ts';
import { makeFolder } from '../support/server.ts';
import { differences } from './differences.ts';

/** A file with the text of each import's span, and of each directive's governed line. */
interface Case {
  readonly file: string;
  readonly text: string;
  readonly imports: readonly string[];
  readonly governed?: readonly string[];
  readonly isDisputed?: true;
}

const cases: readonly Case[] = [
  {
    file: 'a.vue',
    text: `<template>\n  <p title="import 'no'">import 'no'</p>\n</template>\r\n<script>\nexport * from "x";\n</script>\n<script setup lang="ts">\nimport type { A } from './y';\nlet b = <A>c; import('z')\n</script>`,
    imports: ['reexport "x"', "type './y'", "dynamic 'z'"],
  },
  {
    file: 'a.vue',
    text: `<script src="./x.ts"></script><script lang="tsx">const a = <p>import 'no'</p>; import 'y'</script>`,
    imports: ['value "./x.ts"', "value 'y'"],
  },
  {
    file: 'a.vue',
    text: `<script>a = { b, /* </script><script setup>import 'x'</script>`,
    imports: ["value 'x'"],
  },
  {
    file: 'a.vue',
    text: `<script lang="ts">function f(): a\n/'/.test(b); import('x')</script><script setup>import 'y'</script>`,
    imports: ["dynamic 'x'", "value 'y'"],
    isDisputed: true,
  },
  {
    file: 'a.svelte',
    text: `<script module>\n  import 'x';\n</script>\n<script lang="ts">\n  $: a = <T>b;\n  import C from './C.svelte';\n</script>\n{#await import('no')}{/await}`,
    imports: ["value 'x'", "value './C.svelte'"],
  },
  {
    file: 'a.astro',
    text: `---\n/// <reference path="./x.d.ts" />\nimport A from './A.astro';\nif (A) return import('y');\n---\n<A>{import('no')} import 'no'</A><script>\nimport 'z'\n</script>`,
    imports: ['type "./x.d.ts"', "value './A.astro'", "dynamic 'y'", "value 'z'"],
  },
  {
    file: 'a.vue',
    text: `<!-- parapet-allow a/b: why -->\n<!-- more -->\n<script src="x"></script>\n<!-- parapet-allow a/b -->\n\n<script>// parapet-allow a/b: why\nimport 'x' // parapet-allow c/d: no</script>\n<i/> <!--parapet-allow a/b\n  (until 2027-01-31)--> x\n<!-- no parapet-allow a/b --><script setup>"<!-- parapet-allow a/b -->"</script>`,
    imports: ['value "x"', "value 'x'"],
    governed: [
      '<script src="x"></script>',
      '<!-- parapet-allow a/b -->',
      "import 'x' // parapet-allow c/d: no",
      "import 'x' // parapet-allow c/d: no",
      '<i/> <!--parapet-allow a/b',
    ],
  },
  {
    file: 'a.svelte',
    text: `<p>\n  <!-- parapet-allow a/b: why -->\n  <b title="<!-- parapet-allow a/b: no -->"/>\n</p>\n<!-- parapet-allow a/b: open`,
    imports: [],
    governed: ['  <b title="<!-- parapet-allow a/b: no -->"/>', '<!-- parapet-allow a/b: open'],
  },
];

for (const { file, text, imports, governed = [], isDisputed = false } of cases) {
  test(`${file}: ${JSON.stringify(text)}`, () => {
    const { facts, disputed } = extract(file, text);
    const parsed = parseImports(file, text);
    assert.equal(disputed, isDisputed);
    assert.deepEqual(
      parsed.imports.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`),
      imports,
    );
    assert.deepEqual(
      parsed.directives.map(({ line }) => text.slice(line.start, line.end)),
      governed,
    );
    for (const { span, rules } of parsed.directives) {
      assert.ok(text.startsWith('parapet-allow', span.start));
      assert.deepEqual(
        rules.map((rule) => text.slice(rule.span.start, rule.span.end)),
        rules.map(({ id }) => id),
      );
    }
    if (!isDisputed) assert.deepEqual(differences(facts, parsed), []);
  });
}

test('each statement starts with its own word', () => {
  const text = `<script>import 'a'; export * from 'b'; c(require('d'))</script><script src="e"/>`;
  assert.deepEqual(
    extract('a.vue', text).facts.imports.map(({ statement }) => text.slice(statement, statement + 6)),
    ['import', 'export', 'requir', '<scrip'],
  );
});

const policy = `{
  "layers": [
    { "name": "ui", "files": "src/ui/**" },
    { "name": "domain", "files": "src/domain/**" }
  ],
  "cover": ["src/**"],
  "rules": { "architecture/unresolved-import": "error" }
}`;

describe('on the disk', () => {
  test('a finding in a file of markup stands on the specifier, and imports lead to such files', async () => {
    const files = {
      'parapet.jsonc': policy,
      'tsconfig.json': '{ "references": [{ "path": "./tsconfig.app.json" }], "files": [] }',
      'tsconfig.app.json': '{ "include": ["src"], "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'src/ui/Cart.vue': `<template/>\n<script setup>import order from '../domain/Order.vue'</script>`,
      'src/ui/List.astro': `---\nimport Cart from './Cart.vue';\nimport Item from './Item.svelte';\n---\n<Cart/>`,
      'src/ui/Item.svelte': '<p/>',
      'src/domain/Order.vue': `<template>\n</template>\n<script lang="ts">\nimport Cart from '@/ui/Cart.vue';\n</script>`,
      'src/domain/Price.svelte': `<script>\n  // parapet-allow architecture/upward-import: a test\n  import Item from '../ui/Item.svelte';\n</script>`,
      'src/domain/Tax.astro': `<script src="../ui/List.astro"></script>`,
      'src/domain/index.ts': `import './Order';\nimport './Order.vue';\nimport './Gone.vue';\n`,
    };
    const root = makeFolder(files);
    const { workspace } = assemble(root);
    await workspace.refresh();
    const found = workspace.findings().map(({ path, span, rule, suppressed }) => {
      const text = files[path as keyof typeof files];
      const { line } = createLineTable(text).position(span.start);
      return `${path}:${line + 1} ${text.slice(span.start, span.end)} ${rule}${suppressed ? ', suppressed' : ''}`;
    });
    rmSync(root, { recursive: true });
    assert.deepEqual(found, [
      "src/domain/Order.vue:4 '@/ui/Cart.vue' architecture/import-cycle",
      "src/domain/Order.vue:4 '@/ui/Cart.vue' architecture/upward-import",
      "src/domain/Price.svelte:3 '../ui/Item.svelte' architecture/upward-import, suppressed",
      'src/domain/Tax.astro:1 "../ui/List.astro" architecture/upward-import',
      "src/domain/index.ts:1 './Order' architecture/unresolved-import",
      "src/domain/index.ts:3 './Gone.vue' architecture/unresolved-import",
    ]);
  });
});
