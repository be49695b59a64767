import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareOperations } from '../../server/src/contracts/compare-operations.ts';
import type { Contract, Operation, Parameter } from '../../server/src/model/contract.ts';
import { compare, idsOf } from './sides.ts';

/** Contracts in TypeScript, of which only operations and parameters are known. */
const place = { path: 'src/contract.ts', span: { start: 1, end: 2 } };

function parameter(name: string, isRequired = false, kind: Parameter['in'] = 'query'): Parameter {
  return { ...place, name, in: kind, isRequired };
}

function operation(
  template: string,
  parameters: readonly Parameter[] = [],
  more: Partial<Operation> = {},
): Operation {
  return { ...place, method: 'GET', template, parameters, isDeprecated: false, isPlanned: false, ...more };
}

function contract(...operations: readonly Operation[]): Contract {
  const none = { isFragment: false, prefixes: [''], problems: [], inputs: [] };
  return { path: place.path, format: 'ts-rest', infoPlace: place, ...none, operations };
}

const told = (old: Contract, now: Contract) =>
  compareOperations(old, now)
    .changes.map(({ id }) => id)
    .sort();

test('operations and parameters come, go and change', () => {
  const old = contract(
    operation('/orders', [parameter('since'), parameter('limit'), parameter('X-Id', true, 'header')]),
    operation('/gone'),
    operation('/old', [], { isDeprecated: true }),
  );
  const now = contract(
    operation(
      '/orders',
      [parameter('since', true), parameter('page', true), parameter('x-id', false, 'header')],
      {
        isDeprecated: true,
      },
    ),
    operation('/new'),
  );
  assert.deepEqual(told(old, now), [
    'deprecated-operation-removed',
    'operation-added',
    'operation-deprecated',
    'operation-removed',
    'parameter-became-optional',
    'parameter-became-required',
    'parameter-removed',
    'required-parameter-added',
  ]);
  assert.equal(compareOperations(old, now).required, 'major');
});

test('names of path parameters, what is internal and what is planned are nothing', () => {
  const old = contract(
    operation('/orders/{id}', [parameter('id', true, 'path')]),
    operation('/a', [], { isInternal: true }),
    operation('/b', [], { isPlanned: true }),
  );
  assert.deepEqual(told(old, contract(operation('/orders/{order}', [parameter('order', true, 'path')]))), []);
});

test('versions in paths that rose are major', () => {
  const outcome = compareOperations(contract(operation('/v1/a')), contract(operation('/v2/a')));
  assert.deepEqual([outcome.declared, outcome.isPathRaised], ['major', true]);
  const beside = compareOperations(
    contract(operation('/v1/a')),
    contract(operation('/v1/a'), operation('/v2/a')),
  );
  assert.deepEqual([beside.declared, beside.isPathRaised], ['none', false]);
});

test('ids and pointers are those of documents', () => {
  const document = (parameters: string) =>
    `openapi: 3.1.0\ninfo: { title: a, version: 1.0.0 }\npaths: { /a: { get: { parameters: [${parameters}], responses: {} } } }\n`;
  const { changes } = compare(
    document('{ name: b, in: query }'),
    document('{ name: c, in: query, required: true }'),
  );
  const own = compareOperations(
    contract(operation('/a', [parameter('b')])),
    contract(operation('/a', [parameter('c', true)])),
  ).changes;
  const names = (all: typeof changes) =>
    all.map(({ id, pointer, message, bump }) => [id, pointer, message, bump]).sort();
  assert.deepEqual(names(own), names(changes));
});

test('a document promises nothing that is internal or planned', () => {
  const document = (paths: string) =>
    `openapi: 3.1.0\ninfo: { title: a, version: 1.0.0 }\npaths: { ${paths} }\n`;
  const kept = '/a: { get: { responses: {} } }';
  for (const mark of ['x-internal: true', 'x-status: planned']) {
    const marked = `/b: { get: { ${mark}, responses: {} } }`;
    assert.deepEqual(idsOf(compare(document(`${kept}, ${marked}`), document(kept))), [], mark);
    const open = '/b: { get: { responses: {} } }';
    assert.deepEqual(idsOf(compare(document(`${kept}, ${open}`), document(`${kept}, ${marked}`))), [
      'operation-removed',
    ]);
    assert.deepEqual(idsOf(compare(document(`${kept}, ${marked}`), document(`${kept}, ${open}`))), [
      'operation-added',
    ]);
    const whole = `/b: { ${mark}, get: { responses: {} } }`;
    assert.deepEqual(
      idsOf(compare(document(`${kept}, ${whole}`), document(kept))),
      [],
      `${mark} on the path`,
    );
  }
});
