/** Pseudo-random numbers that are the same on every machine: a multiplicative congruence modulo the prime 2^31 - 1. */
export function createRandom(seed) {
  const modulus = 2147483647;
  let state = (seed % (modulus - 1)) + 1;
  const next = () => {
    state = Number((BigInt(state) * 48271n) % BigInt(modulus));
    return state / modulus;
  };
  for (let skipped = 0; skipped < 5; skipped++) next();
  return {
    below: (limit) => Math.floor(next() * limit),
    chance: (share) => next() < share,
    of: (items) => items[Math.floor(next() * items.length)],
  };
}
