import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchContracts } from '../../server/src/matching/match-contracts.ts';
import { bound, routes } from './matching-fixture.ts';

const methods = ['GET', 'POST', 'PUT', 'DELETE'];
const lines = (count: number, prefix = '') =>
  Array.from({ length: count }, (_, index) => {
    const method = methods[index % methods.length];
    const thing = Math.floor(index / methods.length);
    return `${method} ${prefix}/area${thing % 40}/thing${thing}/{id}`;
  });

/** The least of some runs, in milliseconds. */
function least(work: () => void): number {
  const times = Array.from({ length: 12 }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return Math.min(...times);
}

for (const [name, prefix, drop] of [
  ['that agree', '', 0],
  ['of which one in ten is missing on either side', '', 10],
  ['that all miss by one prefix', '/api', 0],
] as const)
  test(`2,000 routes and operations ${name} take time in proportion`, (context) => {
    const timeOf = (count: number): number => {
      const all = lines(count);
      const kept = (offset: number) => all.filter((_, index) => drop === 0 || index % drop !== offset);
      const contract = bound({ operations: kept(1) });
      const served = routes(...kept(2).map((line) => line.replace(' ', ` ${prefix}`)));
      return least(() => matchContracts([contract], served, []));
    };
    const [some, many] = [timeOf(500), timeOf(2000)];
    context.diagnostic(`500: ${some.toFixed(2)} ms, 2,000: ${many.toFixed(2)} ms`);
    assert.ok(many < 200 && many < some * 12, `500 took ${some} ms, 2,000 took ${many} ms`);
  });
