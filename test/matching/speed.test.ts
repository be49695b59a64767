import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchContracts } from '../../server/src/matching/match-contracts.ts';
import { bound, routes } from './matching-fixture.ts';

const methods = ['GET', 'POST', 'PUT', 'DELETE'];
const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const thing = Math.floor(index / methods.length);
    return `${methods[index % methods.length]} /area${thing % 40}/thing${thing}/{id}`;
  });

/** How many routes were looked at for an operation: the work, whatever the machine does meanwhile. */
function looksOf(operations: readonly string[], served: readonly string[]): number {
  const contract = bound({ operations });
  const known = routes(...served);
  let looks = 0;
  const counting = {
    ...contract,
    implementedBy: () => {
      looks += 1;
      return true;
    },
  };
  matchContracts([counting], known, []);
  return looks;
}

const cases: readonly {
  readonly name: string;
  readonly operations: (all: readonly string[]) => readonly string[];
  readonly served: (all: readonly string[]) => readonly string[];
}[] = [
  { name: 'that agree', operations: (all) => all, served: (all) => all },
  {
    name: 'of which one in ten is missing on either side',
    operations: (all) => all.filter((_, index) => index % 10 !== 1),
    served: (all) => all.filter((_, index) => index % 10 !== 2),
  },
  {
    name: 'that all miss by one prefix',
    operations: (all) => all,
    served: (all) => all.map((line) => line.replace(' ', ' /api')),
  },
  {
    name: 'that have nothing in common',
    operations: (all) => all,
    served: (all) => all.map((line) => line.replace('area', 'zone').replace('thing', 'other')),
  },
];

for (const { name, operations, served } of cases)
  test(`routes and operations ${name} are looked at in proportion to how many there are`, () => {
    const looks = (count: number) => looksOf(operations(lines(count)), served(lines(count)));
    const many = looks(2000);
    assert.ok(many < 12 * 2000, `${many} looks`);
    assert.ok(many < looks(500) * 5, `${many} looks`);
  });
