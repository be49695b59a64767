import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPolicy } from '../../server/src/policy/read-policy.ts';
import { rules } from '../../server/src/rules/index.ts';

function read(contract: object) {
  const text = JSON.stringify({ services: [{ name: 'shop', files: 'src/**', contracts: [contract] }] });
  const policy = readPolicy('parapet.jsonc', { read: () => ({ ok: true, text }), rules, version: '1.0.0' });
  return {
    setting: policy.services[0]?.contracts?.[0],
    problems: policy.problems.map(({ message }) => message),
  };
}

test('what a contract covers and what is internal are paths of a server, not globs of files', () => {
  const internal = [{ path: '/health', why: 'The orchestrator asks.' }];
  const { setting, problems } = read({ file: 'api.yaml', covers: ['/api/**', '/v1/{id}'], internal });
  assert.deepEqual(problems, []);
  assert.deepEqual(
    [setting?.covers, setting?.internal.map(({ path }) => path)].map((list) => list?.map(({ glob }) => glob)),
    [['/api/**', '/v1/{id}'], ['/health']],
  );
});

test('a path of a server without a slash is told and left out', () => {
  const { setting, problems } = read({ file: 'api.yaml', covers: ['api/**'] });
  assert.deepEqual(problems, ['"api/**" is no path of a server: it does not begin with a slash.']);
  assert.deepEqual(setting?.covers, []);
});
