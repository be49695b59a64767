import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Random, random } from '../support/random.ts';
import { gets, type Json, sends } from './pairs.ts';
import { compare, idsOf } from './sides.ts';

/** Names and properties of variants; each has some that no other one has. */
type Variants = readonly (readonly [name: string, properties: Readonly<Record<string, Json>>])[];

function variantsOf(next: Random): Variants {
  const types = ['string', 'integer', 'boolean'];
  return Array.from({ length: 2 + next(5) }, (_, index) => {
    const count = 3 + next(4);
    const own = Array.from({ length: count }, (_, at) => [`p${index}_${at}`, { type: types[next(3)] }]);
    return [`V${index}`, Object.fromEntries([...own, ['id', { type: 'string' }]])];
  });
}

function shuffled(variants: Variants, next: Random, rename: (name: string) => string): Variants {
  const mixed = [...variants].sort(() => next(3) - 1);
  return mixed.map(([name, properties]) => [next(2) === 0 ? name : rename(name), properties]);
}

const union = (make: typeof gets, variants: Variants) =>
  make(
    { oneOf: variants.map(([name]) => ({ $ref: `#/components/schemas/${name}` })) },
    {
      components: {
        schemas: Object.fromEntries(
          variants.map(([name, properties]) => [name, { type: 'object', properties }]),
        ),
      },
    },
  );

test('variants in another order and under other names have not changed', () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const next = random(seed);
    const variants = variantsOf(next);
    const others = shuffled(variants, next, (name) => `${name}Dto`);
    for (const make of [gets, sends])
      assert.deepEqual(idsOf(compare(union(make, variants), union(make, others))), [], String(seed));
  }
});

test('one property of one variant that changes is told alone, whatever its variant is called', () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const next = random(seed);
    const variants = variantsOf(next);
    const [[name, properties] = ['', {}], ...rest] = variants;
    const changed = { ...properties, id: { type: 'array', items: {} } };
    const others = shuffled([[name, changed], ...rest], next, (each) => `${each}Dto`);
    for (const [make, way] of [
      [gets, 'response'],
      [sends, 'request'],
    ] as const)
      assert.deepEqual(
        idsOf(compare(union(make, variants), union(make, others))),
        [`${way}-type-changed`],
        String(seed),
      );
  }
});

test('what is told of a union that lost its names stays quick however many there are', () => {
  const many = (suffix: string, more: Readonly<Record<string, Json>>): Variants =>
    Array.from({ length: 200 }, (_, index) => {
      const parent: Json = { oneOf: [0, 7].map((by) => `V${(index + by) % 200}${suffix}`).map(reference) };
      return [
        `V${index}${suffix}`,
        Object.assign({ [`a${index}`]: {}, [`b${index}`]: {}, parent }, more),
      ] as const;
    });
  const started = performance.now();
  const { changes } = compare(
    union(gets, many('', {})),
    union(gets, many('Dto', { note: { type: 'string' } })),
  );
  assert.ok(changes.length >= 200, String(changes.length));
  const took = performance.now() - started;
  assert.ok(took < 10_000, `${took} ms`);
});

function reference(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}
