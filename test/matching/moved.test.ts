import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { matchContracts } from '../../server/src/matching/match-contracts.ts';
import { createMatcher } from '../../server/src/matching/moved.ts';
import type { ParameterRead, Route, UnresolvedRoute } from '../../server/src/model/contract.ts';
import type { BoundContract } from '../../server/src/model/matching.ts';
import type { Place } from '../../server/src/model/span.ts';
import { bound, routes } from './matching-fixture.ts';

const line = fc
  .tuple(
    fc.constantFrom('GET', 'POST', 'ANY'),
    fc.constantFrom('', '/api', '/v1'),
    fc.constantFrom('/orders', '/order', '/users/{id}', '/users/{name}', '/items/{id?}', '/{rest*}'),
  )
  .map(([method, prefix, path]) => `${method} ${prefix}${path.replace('?', '')}`);

/** Everything from an offset on stands further down, in files of this name. */
const shift = fc.record({
  path: fc.constantFrom('src/a.ts', 'src/b.ts'),
  from: fc.nat(1200),
  by: fc.integer({ min: 1, max: 900 }),
});

type Shift = typeof shift extends fc.Arbitrary<infer T> ? T : never;

function moved<T extends Place>(place: T, { path, from, by }: Shift): T {
  const { start, end } = place.span;
  return place.path !== path || start < from
    ? place
    : { ...place, span: { start: start + by, end: end + by } };
}

function movedRoute(route: Route, by: Shift): Route {
  const own = moved(route, by);
  const reads = route.reads?.map((read) => moved(read, by));
  const isSame = reads === undefined || reads.every((read, at) => read === route.reads?.[at]);
  return own === route && isSame ? route : { ...own, ...(reads && { reads }) };
}

/** In two files, each reading something at a place of its own. */
function served(lines: readonly string[]): readonly Route[] {
  return routes(...lines).map((route, at) => {
    const path = at * 2 < lines.length ? 'src/a.ts' : 'src/b.ts';
    const span = { start: at * 100 + 20, end: at * 100 + 25 };
    const name = at % 3 === 0 ? 'page' : 'id';
    return { ...route, path, reads: [{ in: 'query', name, path, span, confidence: 'certain' }] };
  });
}

const hidden: readonly UnresolvedRoute[] = [
  { path: 'src/a.ts', span: { start: 50, end: 60 }, framework: 'express', reason: 'Computed.' },
  {
    path: 'src/b.ts',
    span: { start: 950, end: 960 },
    framework: 'express',
    reason: 'A call.',
    below: ['/api'],
  },
];

test('what was matched moves along with its routes: the same as matched anew', () => {
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 10 }),
      fc.array(line, { maxLength: 12 }),
      fc.array(shift, { maxLength: 4 }),
      (promised, lines, shifts) => {
        const operations = promised.filter((each) => !/ANY|\*/.test(each));
        const reading = operations.map((each) => `${each} query:page! query:other!`);
        const contracts = [
          bound({ operations: reading, covers: ['/api/**'] }),
          bound({ path: 'b.yaml', operations: operations.slice(0, 3), covers: ['/v1/**'] }),
        ];
        const match = createMatcher();
        let [known, unresolved]: [readonly Route[], readonly UnresolvedRoute[]] = [served(lines), hidden];
        match(contracts, known, unresolved);
        for (const by of shifts) {
          known = known.map((route) => movedRoute(route, by));
          unresolved = unresolved.map((one) => moved(one, by));
          const found = match(contracts, known, unresolved);
          assert.deepEqual(found, matchContracts(contracts, known, unresolved));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('moving asks for nothing; what says something else is matched anew', () => {
  const looks = { count: 0 };
  const contract = {
    ...bound({ operations: ['GET /orders', 'POST /orders'] }),
    implementedBy: () => {
      looks.count += 1;
      return true;
    },
  };
  const looksAt = (known: readonly Route[]) => {
    looks.count = 0;
    const matching = match(contracts, known, []);
    const { count } = looks;
    assert.deepEqual(matching, matchContracts(contracts, known, []));
    return count;
  };
  let contracts: readonly BoundContract[] = [contract];
  const match = createMatcher();
  const known = served(['GET /orders', 'GET /users']);
  match(contracts, known, []);
  assert.equal(looksAt(known.map((route) => movedRoute(route, { path: 'src/b.ts', from: 0, by: 5 }))), 0);
  assert.ok(looksAt(served(['GET /orders', 'PUT /orders'])) > 0, 'another route');
  const other = known.map((route) => ({ ...route, reads: [] }));
  assert.ok(looksAt(other) > 0, 'reads that are gone');
  assert.ok(looksAt(known) > 0, 'reads that are there again');
  const reading = (...names: readonly string[]) =>
    known.map((route) => ({
      ...route,
      reads: names.map(
        (name, at): ParameterRead => ({
          ...{ in: 'query', name, path: route.path, confidence: 'certain' },
          span: { start: route.span.start + 20 + at, end: route.span.start + 21 + at },
        }),
      ),
    }));
  looksAt(reading('page', 'id'));
  assert.ok(looksAt(reading('page', 'sort')) > 0, 'another name');
  assert.equal(looksAt(reading('page', 'sort')), 0);
  assert.ok(
    looksAt(reading('page', 'sort').map((route) => ({ ...route, ignoresCase: true }))) > 0,
    'more is said',
  );
  const atOne = routes('GET /orders at=3', 'GET /users at=3');
  looksAt(atOne);
  assert.equal(looksAt(routes('GET /orders at=4', 'GET /users at=4')), 0);
  assert.ok(looksAt(routes('GET /orders at=4', 'GET /users at=5')) > 0, 'one place that is two');
  assert.ok(looksAt(routes('GET /orders at=6', 'GET /users at=6')) > 0, 'two places that are one');
  contracts = [{ ...contract, mode: 'generated' }];
  assert.ok(looksAt(known) > 0, 'another contract');
});
