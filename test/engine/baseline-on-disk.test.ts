import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOpen } from '../../server/src/model/finding.ts';
import { openWorkspace } from '../support/workspace.ts';

const baseline = 'governance/baseline.txt';
const entry = 'architecture/upward-import\tdomain/order.ts\tui/page.ts\n';

test('a baseline that went and comes back with the same lines accepts again', async () => {
  const files = new Map([
    [
      'parapet.jsonc',
      '{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }',
    ],
    ['ui/page.ts', 'export const page = 1;\n'],
    ['domain/order.ts', "import '../ui/page';\n"],
    [baseline, entry],
  ]);
  const workspace = await openWorkspace(files);
  const open = () => workspace.findings().filter(isOpen).length;
  const refreshed = async (text: string | undefined) => {
    if (text === undefined) files.delete(baseline);
    else files.set(baseline, text);
    workspace.touch(baseline);
    await workspace.refresh();
    return open();
  };
  assert.equal(open(), 0);
  assert.equal(await refreshed(undefined), 1);
  assert.equal(await refreshed(entry), 0);
  assert.equal(await refreshed(entry.replace('order', 'other')), 1, 'one that lists something else does not');
});
