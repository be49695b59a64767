/** What became of one fix of one rule. */
export interface Tally {
  tried: number;
  applied: number;
  typeErrors: number;
  newFindings: number;
  /** The finding was there as before. */
  stays: number;
  /** Milliseconds that each took to be computed. */
  readonly times: number[];
  readonly refused: Map<string, number>;
}

export type Tallies = Map<string, Tally>;

export function tallyOf(tallies: Tallies, name: string): Tally {
  const known = tallies.get(name);
  if (known) return known;
  const tally = {
    ...{ tried: 0, applied: 0, typeErrors: 0, newFindings: 0, stays: 0 },
    ...{ times: [], refused: new Map() },
  };
  tallies.set(name, tally);
  return tally;
}

export function countRefusal({ refused }: Tally, reason: string): void {
  const key = reason.replace(/"[^"]*"/g, '…');
  refused.set(key, (refused.get(key) ?? 0) + 1);
}

export function print(tallies: Tallies): void {
  console.log(
    '| rule and fix | tried | applied | refused | new type errors | new findings | finding stays |',
  );
  console.log('|---|---:|---:|---:|---:|---:|---:|');
  for (const [name, { tried, applied, refused, typeErrors, newFindings, stays }] of tallies) {
    const refusals = [...refused.values()].reduce((sum, one) => sum + one, 0);
    console.log(
      `| ${name} | ${tried} | ${applied} | ${refusals} | ${typeErrors} | ${newFindings} | ${stays} |`,
    );
  }
  const times = [...tallies.values()].flatMap((tally) => tally.times);
  console.log(`\nThe fixes of one finding: ${spread(times)}.`);
  for (const [name, { refused }] of tallies) {
    for (const [reason, times] of [...refused].sort((a, b) => b[1] - a[1]))
      console.log(`\n- ${name}, ${times} times: ${reason}`);
  }
}

/** @param times in milliseconds */
export function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1);
  return `${at(0.5)} ms (median), ${at(0.95)} ms (95th percentile)`;
}
