import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { createWorkspace } from '../support/workspace.ts';

const { routeCount, serviceFiles } = await import(
  new URL('../../bench/generate-service.mjs', import.meta.url).href
);

const size = 40;
const bytes = 40_000;
const generated = (format: string) => new Map<string, string>(serviceFiles(size, bytes, format));

async function opened(files: Map<string, string>) {
  const workspace = createWorkspace(files);
  await workspace.refresh();
  return workspace;
}

test('the service that the bench generates is the same each time, as YAML and as JSON', () => {
  const [yaml, json] = [generated('yaml'), generated('json')];
  assert.deepEqual(generated('yaml'), yaml);
  const text = yaml.get('openapi.yaml') ?? '';
  assert.ok(text.length >= bytes, `${text.length} bytes`);
  assert.deepEqual(parse(text), JSON.parse(json.get('openapi.json') ?? ''));
  assert.equal([...yaml.keys()].filter((path) => path.endsWith('.ts')).length, size);
});

test('its contract promises all that is served, and nothing is found before something is changed', async () => {
  for (const format of ['yaml', 'json']) {
    const files = generated(format);
    const workspace = await opened(files);
    const { routes, unresolved } = workspace.facts().contracts;
    assert.equal(routes.length, routeCount(size));
    assert.deepEqual(unresolved, []);
    assert.deepEqual(workspace.findings(), []);
    const path = `openapi.${format}`;
    workspace.setText(path, (files.get(path) ?? '').replace('/area-7/', '/area-7/x-'));
    await workspace.refresh();
    assert.ok(workspace.findings().length > 0, format);
  }
});
