import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isContractToolName, readContractTool } from '../../server/src/read/contract-tools.ts';

function linesOf(path: string, text: string) {
  const read = readContractTool(path, text);
  return (
    read && {
      tool: read.tool,
      covers: read.covers.map(({ span, contract, contractPath }) =>
        [text.slice(span.start, span.end), contract, contractPath].join(' → '),
      ),
      problems: read.problems.map(({ message }) => message),
    }
  );
}

test('Dredd: the blueprint and further paths, beside the configuration', () => {
  const text =
    'dry-run: false\nblueprint: ../contracts/orders.yaml\npath: ["more.yml", "https://x.example/api.yaml"]\n';
  assert.deepEqual(linesOf('services/dredd.yml', text), {
    tool: 'Dredd',
    covers: [
      '../contracts/orders.yaml → ../contracts/orders.yaml → contracts/orders.yaml',
      '"more.yml" → more.yml → services/more.yml',
      '"https://x.example/api.yaml" → https://x.example/api.yaml → ',
    ],
    problems: [],
  });
});

test('Specmatic: what is provided is tested, what is consumed is not, and other repositories are not here', () => {
  const text = `version: 2
contracts:
  - filesystem:
      directory: ./contracts
    provides:
      - orders.yaml
      - specs: [items.yaml]
        baseUrl: http://localhost
    consumes:
      - payments.yaml
  - git: { url: https://git.example/x.git }
    provides: [far.yaml]
`;
  assert.deepEqual(linesOf('specmatic.yaml', text)?.covers, [
    'orders.yaml → orders.yaml → contracts/orders.yaml',
    'items.yaml → items.yaml → contracts/items.yaml',
  ]);
  const older = '{ "sources": [{ "provider": "filesystem", "test": ["a.yaml"], "stub": ["b.yaml"] }] }';
  assert.deepEqual(linesOf('api/specmatic.json', older)?.covers, ['"a.yaml" → a.yaml → api/a.yaml']);
});

test('Schemathesis: the contract is named on the command line, so that any is meant', () => {
  assert.deepEqual(linesOf('schemathesis.toml', 'base-url = "http://localhost"\n'), {
    tool: 'Schemathesis',
    covers: ['b →  → '],
    problems: [],
  });
});

test('configurations that are broken say so and cover nothing', () => {
  assert.match(
    linesOf('schemathesis.toml', 'a = [')?.problems[0] ?? '',
    /^The configuration is not valid TOML/,
  );
  assert.ok(linesOf('dredd.yml', 'blueprint: "a')?.problems.length);
  assert.deepEqual(linesOf('dredd.yml', 'blueprint: 7\n')?.covers, []);
  assert.deepEqual(linesOf('specmatic.yaml', 'contracts: none\n'), {
    tool: 'Specmatic',
    covers: [],
    problems: [],
  });
  assert.equal(readContractTool('dredd.md', 'blueprint: a'), undefined);
  assert.equal(isContractToolName('my-dredd.yml'), false);
  assert.equal(isContractToolName('a/dredd.yaml'), true);
});

test('paths that leave the workspace lead nowhere', () => {
  assert.deepEqual(linesOf('dredd.yml', 'blueprint: ../x.yaml\n')?.covers, ['../x.yaml → ../x.yaml → ']);
  assert.deepEqual(linesOf('dredd.yml', 'blueprint: /etc/x.yaml\n')?.covers, [
    '/etc/x.yaml → /etc/x.yaml → ',
  ]);
});
