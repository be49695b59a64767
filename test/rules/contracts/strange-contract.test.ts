import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contractOf, serving, told } from './shop.ts';

const operations = (amount: number) => Array.from({ length: amount }, (_, index) => `GET /things${index}`);
const files = (amount: number, ...served: readonly string[]) => ({
  'parapet.jsonc': '{ "contractFirst": "change" }',
  'openapi.yaml': contractOf(operations(amount)),
  'src/app.ts': serving(...served),
});
const missing = async (given: Readonly<Record<string, string>>) =>
  (await told(given)).filter((line) => line.includes('operation-without-route'));

describe('a contract of no service of which nothing is served', () => {
  test('is told once where it is large', async () => {
    assert.deepEqual(await missing(files(20, 'GET /other')), [
      'openapi.yaml:2 warning operation-without-route: Nothing that is known here serves any of the 20 operations of "openapi.yaml", such as GET /things0.',
    ]);
  });

  test('is told operation by operation where it is small, or one of them is served', async () => {
    assert.equal((await missing(files(19, 'GET /other'))).length, 19);
    assert.equal((await missing(files(20, 'GET /things7'))).length, 19);
  });

  test('and where a service of the policy answers for it', async () => {
    const services = [{ name: 'shop', files: 'src/**', contracts: [{ file: 'openapi.yaml' }] }];
    const given = { ...files(20, 'GET /other'), 'parapet.jsonc': JSON.stringify({ services }) };
    assert.equal((await missing(given)).length, 20);
  });

  test('is accepted by a baseline that lists all of its operations, and by no other', async () => {
    const lines = operations(20).map((key) => `contracts/operation-without-route\topenapi.yaml\t${key}\n`);
    const states = async (list: readonly string[]) =>
      (await missing({ ...files(20, 'GET /other'), 'governance/baseline.txt': list.join('') })).map(
        (line) => line.split(' ')[1],
      );
    assert.deepEqual(await states(lines), ['baselined']);
    assert.deepEqual(await states(lines.slice(1)), ['warning']);
  });
});
