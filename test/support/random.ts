/** A whole number from 0 that is below another one. */
export type Random = (below: number) => number;

/** The same numbers for the same seed, everywhere. */
export function random(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
