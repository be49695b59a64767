import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadTypes } from '../../server/src/types-here.ts';
import { makeFolder } from '../support/server.ts';

const files = {
  'rows.ts':
    'export interface Row { id: string; cents: number }\nexport const load = (): Row => ({ id: "1", cents: 1 });\n',
  'a.ts': "import { load } from './rows';\nexport const use = () => load();\n",
  'b.ts': '',
};

test('an annotation is of the text on screen, whatever was asked about before', async () => {
  const root = makeFolder(files).replaceAll('\\', '/');
  let screen: readonly (readonly [string, string])[] = [];
  const reader = await loadTypes({ root, boundary: root }, () => screen);
  const ask = (path: string) =>
    reader.infer(
      { files: [{ path }], ambient: [], aliases: [], ground: 1 },
      () => {},
      () => false,
    );
  const use = (text: string) => ({ path: 'a.ts', start: text.indexOf('use'), type: 'Row', allowed: [] });
  await ask('a.ts');
  await ask('b.ts');
  const changed = `// One more line.\n${files['a.ts']}`;
  screen = [['a.ts', changed]];
  const [annotation] = await reader.annotations(use(changed));
  assert.ok(annotation && 'edits' in annotation);
  assert.deepEqual(annotation.edits, [
    {
      path: 'a.ts',
      start: changed.indexOf(' =>'),
      end: changed.indexOf(' =>'),
      text: ': { id: string; cents: number }',
    },
  ]);
  assert.deepEqual(await reader.annotations(use(files['a.ts'])), []);
  assert.deepEqual(await reader.annotations({ ...use(changed), path: 'never-asked.ts' }), []);
  reader.end();
});
