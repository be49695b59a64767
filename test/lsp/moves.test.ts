import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { createLineTable } from '../../server/src/model/line-table.ts';
import type { Moved } from '../../server/src/protocol.ts';
import { makeFolder, TestServer } from '../support/server.ts';

const policy = `{
  // The layers.
  "layers": [
    { "name": "ui", "files": "src/ui/**" },
    { "name": "domain", "files": ["src/domain/**", "src/rules/price.ts"], "why": "ADR-7" }
  ],
  "exclude": ["src/ui/old/**"]
}
`;

const files = {
  'parapet.jsonc': policy,
  'src/ui/page.ts': "import { button } from './button';\nimport { order } from '../domain/order';\n",
  'src/ui/button.ts': "export const button = '';\n",
  'src/domain/order.ts': "import { price } from '../rules/price';\nexport const order = price;\n",
  'src/rules/price.ts': 'export const price = 1;\n',
};

describe('a move that would break boundaries', () => {
  test('is told once it is made, with each import and its place', async () => {
    await using(files, {}, async ({ server, texts, will, did }) => {
      assert.equal(await will({ 'src/ui/page.ts': 'src/domain/page.ts' }), null);
      const moved = await did();
      assert.equal(
        moved?.message,
        'Moving "page.ts" to "src/domain" breaks a boundary: Layer "domain" must not import layer "ui", which is above it.',
      );
      assert.match(
        moved.markdown,
        /\[src\/domain\/page\.ts:1\]\(\/src\/domain\/page\.ts#L1,24\) imports src\/ui\/button\.ts/,
      );
      assert.match(moved.markdown, /Why: ADR-7/);
      assert.equal(moved.files.length, 1);
      assert.deepEqual(server.shown('src/ui/page.ts'), [], 'the live state is untouched');
      assert.equal(texts.size, 0);
    });
  });

  test('is told of the importers, too, unless they move along or the policy names what moves', async () => {
    const cart = { ...files, 'src/domain/cart.ts': "import { order } from './order';\n" };
    await using(cart, {}, async ({ will, did }) => {
      await will({ 'src/domain/order.ts': 'src/ui/order.ts' });
      assert.match((await did())?.markdown ?? '', /cart\.ts:1\]\(.*\) imports src\/ui\/order\.ts/);
      await will({ 'src/domain/order.ts': 'src/ui/order.ts', 'src/domain/cart.ts': 'src/ui/cart.ts' });
      assert.equal(await did(), undefined);
      await will({ 'src/rules/price.ts': 'src/ui/price.ts' });
      assert.equal(await did(), undefined);
    });
  });

  test('says nothing of what was broken before, is suppressed, or is kept', async () => {
    const broken = {
      ...files,
      'src/domain/a.ts': "import { button } from '../ui/button';\n",
      'src/ui/b.ts':
        "// parapet-allow architecture/upward-import: leaves soon\nimport { button } from './button';\n",
    };
    await using(broken, {}, async ({ will, did }) => {
      await will({ 'src/domain/a.ts': 'src/domain/deep/a.ts' });
      assert.equal(await did(), undefined);
      await will({ 'src/ui/b.ts': 'src/domain/b.ts' });
      assert.equal(await did(), undefined);
      await will({ 'src/ui/page.ts': 'src/ui/deep/page.ts' });
      assert.equal(await did(), undefined);
    });
  });

  test('that is not made is not told, and one that is judged by no policy neither', async () => {
    await using(files, {}, async ({ will, did, server }) => {
      await will({ 'src/ui/page.ts': 'src/domain/page.ts' });
      await server.connection.sendRequest('workspace/willRenameFiles', {
        files: [{ oldUri: server.uri('src/ui/page.ts'), newUri: server.uri('../elsewhere/page.ts') }],
      });
      assert.equal(await did(), undefined);
    });
  });

  test('is told beforehand in an editor that is not ours', async () => {
    await using(files, { isOwnClient: false }, async ({ will, did, warnings }) => {
      await will({ 'src/ui/page.ts': 'src/domain/page.ts' });
      assert.equal(await did(), undefined);
      assert.match(warnings.join(), /^Moving "page\.ts" to "src\/domain" would break a boundary: Layer/);
    });
  });
});

describe('what follows a move', () => {
  test("globs of the policy that name the moved folder, with its files' layer", async () => {
    await using(files, {}, async ({ will, did, texts }) => {
      await will({ 'src/ui': 'src/domain/screens' });
      assert.equal(
        texts.get('parapet.jsonc'),
        policy
          .replaceAll('src/ui/**', 'src/domain/screens/**')
          .replace('src/ui/old', 'src/domain/screens/old'),
      );
      assert.equal(await did(), undefined, 'the layer went along');
    });
  });

  test('a literal path in the policy, and nothing that only a wildcard reaches', async () => {
    await using(files, {}, async ({ will, texts }) => {
      await will({ 'src/rules/price.ts': 'src/rules/prices.ts' });
      assert.equal(texts.get('parapet.jsonc'), policy.replace('src/rules/price.ts', 'src/rules/prices.ts'));
      assert.equal(await will({ 'src/ui/page.ts': 'src/ui/pages.ts' }), null);
    });
  });

  test('lines of the baseline, on both sides, sorted again', async () => {
    const lines = ['domain/a.ts\tui/button.ts', 'domain/z.ts\tui/page.ts'].map(
      (line) => `architecture/upward-import\t${line.replaceAll(/(^|\t)/g, '$1src/')}\n`,
    );
    const accepted = {
      ...files,
      'src/domain/a.ts': "import '../ui/button';\n",
      'src/domain/z.ts': "import '../ui/page';\n",
      'governance/baseline.txt': `# Accepted.\n${lines.join('')}`,
    };
    await using(accepted, {}, async ({ will, texts }) => {
      await will({ 'src/domain/a.ts': 'src/domain/zz.ts' });
      assert.equal(
        texts.get('governance/baseline.txt'),
        `# Accepted.\n${lines[1]}${lines[0]?.replace('/a.ts', '/zz.ts')}`,
      );
      texts.clear();
      await will({ 'src/ui/page.ts': 'src/ui/home.ts' });
      assert.match(texts.get('governance/baseline.txt') ?? '', /src\/domain\/z\.ts\tsrc\/ui\/home\.ts\n/);
      texts.clear();
      assert.equal(await will({ 'src/domain/order.ts': 'src/domain/orders.ts' }), null);
    });
  });

  const markup = {
    'parapet.jsonc': '{}',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
    'src/app.vue': [
      '<script setup lang="ts">',
      "import Cart from './cart/Cart.vue';",
      'import { total } from "@/cart/total";',
      "import logo from './logo.svg?url';",
      '</script>',
      '',
    ].join('\n'),
    'src/logo.svg': '<svg/>',
    'src/main.ts': "import App from './app.vue';\nimport { total } from './cart/total.js';\n",
    'src/cart/Cart.vue': "<script>\nimport { total } from './total';\nimport './index';\n</script>\n",
    'src/cart/total.ts': 'export const total = 1;\n',
    'src/cart/index.ts': "export * from './total';\n",
  };
  const followsMoves = ['ts', 'js'];

  test('specifiers in and of markup, where the editor rewrites only those between scripts', async () => {
    await using(markup, { followsMoves }, async ({ will, texts }) => {
      await will({ 'src/cart': 'src/shop/cart' });
      assert.deepEqual(
        [...texts],
        [
          [
            'src/app.vue',
            markup['src/app.vue']
              .replace('./cart/Cart.vue', './shop/cart/Cart.vue')
              .replace('@/cart', '@/shop/cart'),
          ],
        ],
      );
      texts.clear();
      await will({ 'src/app.vue': 'src/pages/app.vue' });
      assert.deepEqual(
        [...texts],
        [
          ['src/app.vue', markup['src/app.vue'].replace('./cart', '../cart').replace('./logo', '../logo')],
          ['src/main.ts', markup['src/main.ts'].replace('./app.vue', './pages/app.vue')],
        ],
      );
    });
  });

  test('every specifier where the client says that nobody else rewrites any', async () => {
    await using(markup, { followsMoves: [] }, async ({ will, texts }) => {
      await will({ 'src/cart/total.ts': 'src/sum.mts' });
      assert.equal(texts.get('src/main.ts'), markup['src/main.ts'].replace('./cart/total.js', './sum.mjs'));
      assert.equal(texts.get('src/cart/index.ts'), "export * from '../sum.mjs';\n");
      texts.clear();
      await will({ 'src/cart/index.ts': 'src/cart/all.ts' });
      assert.deepEqual(
        [...texts],
        [['src/cart/Cart.vue', markup['src/cart/Cart.vue'].replace('./index', './all')]],
      );
    });
  });

  test('no specifier where the client says nothing, and none twice where markup is followed, too', async () => {
    await using(markup, {}, async ({ will }) => {
      assert.equal(await will({ 'src/cart': 'src/shop/cart' }), null);
    });
    await using(markup, { followsMoves: ['ts', 'js', 'vue'] }, async ({ will }) => {
      assert.equal(await will({ 'src/cart': 'src/shop/cart' }), null);
    });
  });

  test('what nobody can rewrite is told, and what needs no rewriting is not', async () => {
    const packages = {
      'parapet.jsonc': '{}',
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/money/package.json': '{ "name": "@acme/money", "exports": "./src/index.ts" }',
      'packages/money/src/index.ts': 'export {};\n',
      'web/app.vue': "<script>\nimport '@acme/money';\n</script>\n",
    };
    await using(packages, { followsMoves: [] }, async ({ will, did }) => {
      await will({ 'packages/money/src/index.ts': 'packages/money/src/main.ts' });
      const moved = await did();
      assert.equal(moved?.message, 'Renaming "index.ts" to "main.ts": 1 import must be rewritten by hand.');
      assert.match(
        moved.markdown,
        /## To be rewritten by hand\n\n- \[web\/app\.vue:2\]\(\/web\/app\.vue#L2,8\) "@acme\/money"/,
      );
      assert.equal(await will({ 'web/app.vue': 'web/deep/app.vue' }), null);
      assert.equal(await did(), undefined);
    });
  });

  test('the text on screen and not the one on disk', async () => {
    await using(markup, { followsMoves }, async ({ server, will, texts }) => {
      const unsaved = `\n\n${markup['src/app.vue']}`;
      await server.open('src/app.vue', unsaved, 'vue');
      await will({ 'src/cart/total.ts': 'src/cart/sum.ts' }, { 'src/app.vue': unsaved });
      assert.equal(texts.get('src/app.vue'), unsaved.replace('@/cart/total', '@/cart/sum'));
    });
  });
});

interface Mover {
  readonly server: TestServer;
  /** What the edits make of the documents that they name. */
  readonly texts: Map<string, string>;
  readonly warnings: readonly string[];
  /** Asks as before a move of files and folders, by their paths. */
  will(
    moves: Readonly<Record<string, string>>,
    open?: Readonly<Record<string, string>>,
  ): Promise<WorkspaceEdit | null>;
  /** Makes the move on disk and tells the server; returns what it has to say. */
  did(): Promise<Moved | undefined>;
}

async function using(
  all: Readonly<Record<string, string>>,
  {
    isOwnClient = true,
    followsMoves,
  }: { readonly isOwnClient?: boolean; readonly followsMoves?: readonly string[] },
  run: (mover: Mover) => Promise<void>,
): Promise<void> {
  const server = await TestServer.start(makeFolder(all), {
    initializationOptions: {
      ...(isOwnClient && { version: 'test' }),
      ...(followsMoves && { followsMoves }),
    },
  });
  const said: Moved[] = [];
  const warnings: string[] = [];
  server.connection.onNotification('parapet/moved', (moved: Moved) => {
    said.push(moved);
  });
  server.connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
    warnings.push(message);
  });
  const texts = new Map<string, string>();
  let announced: { oldUri: string; newUri: string }[] = [];
  try {
    await run({
      server,
      texts,
      warnings,
      async will(moves, open = {}) {
        announced = Object.entries(moves).map(([from, to]) => ({
          oldUri: server.uri(from),
          newUri: server.uri(to),
        }));
        const edit = await server.connection.sendRequest<WorkspaceEdit | null>('workspace/willRenameFiles', {
          files: announced,
        });
        for (const [uri, edits] of Object.entries(edit?.changes ?? {}).sort()) {
          const path = uri.slice(server.uri('').length + 1);
          texts.set(path, applied(open[path] ?? all[path] ?? '', edits));
        }
        return edit;
      },
      async did() {
        said.length = 0;
        await server.connection.sendNotification('workspace/didRenameFiles', { files: announced });
        await server.settled('parapet.jsonc');
        return said[0];
      },
    });
  } finally {
    await server.stop();
  }
}

type Edits = NonNullable<WorkspaceEdit['changes']>[string];

function applied(text: string, edits: Edits): string {
  const lines = createLineTable(text);
  const spans = edits.map(({ range, newText }) => ({
    start: lines.offset(range.start),
    end: lines.offset(range.end),
    newText,
  }));
  return spans
    .sort((a, b) => b.start - a.start)
    .reduce((before, { start, end, newText }) => before.slice(0, start) + newText + before.slice(end), text);
}
