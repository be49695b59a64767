import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lines } from './written-fixture.ts';

interface Case {
  readonly name: string;
  /** One schema that is sent and answered, with what stands before it. */
  readonly before: Side;
  readonly after: Side;
  /** Without the operation. */
  readonly told: readonly string[];
  /** Say the same as before in other words. */
  readonly twins: readonly Side[];
}

type Side = string | readonly [schema: string, more: string];

function api(side: Side): string {
  const [schema, more] = typeof side === 'string' ? [side, ''] : side;
  return `import { z } from 'zod';
import * as v from 'valibot';
import { pipe, number, minValue, object } from 'valibot';
import { Type } from '@sinclair/typebox';
import { initContract } from '@ts-rest/core';
${more}
export const api = initContract().router({
  add: { method: 'POST', path: '/a', body: ${schema}, responses: { 200: ${schema} } },
});
`;
}

function told(before: Side, after: Side): readonly string[] {
  return [...lines(api(before), api(after))].map((line) => line.replace(' POST /a', '')).sort();
}

const states = (values: string) => `enum State { ${values} }`;

const cases: readonly Case[] = [
  {
    name: 'transform: what is sent is compared, what is answered only code knows',
    before: 'z.object({ n: z.string().transform(Number) })',
    after: 'z.object({ n: z.boolean().transform(Number).nullable() })',
    told: ['request-became-nullable: z.boolean', 'request-type-changed: z.boolean'],
    twins: ['z.object({ n: z.string().trim().transform((text) => text.length) })'],
  },
  {
    name: 'pipe: the first one is sent, the last one answered',
    before: 'z.string().transform(Number).pipe(z.number().max(9))',
    after: 'z.string().max(5).transform(Number).pipe(z.string())',
    told: ['request-constraint-tightened: z.string', 'response-type-changed: z.string'],
    twins: [
      'z.string().pipe(z.coerce.number().max(9))',
      ['Text.pipe(Small)', 'const Text = z.string();\nconst Small = z.coerce.number().lte(9);'],
      'v.pipe(v.string(), v.transform(Number), v.number(), v.maxValue(9))',
    ],
  },
  {
    name: 'preprocess and catch: whatever is sent goes',
    before: 'z.object({ a: z.preprocess(clean, z.string()), b: z.number().max(9).catch(1) })',
    after: 'z.object({ a: z.preprocess(clean, z.boolean()), b: z.number().max(5).catch(1) })',
    told: ['response-constraint-tightened: z.number', 'response-type-changed: z.boolean'],
    twins: [
      'z.object({ a: z.preprocess(trim, z.string()), b: z.number().catch(2).pipe(z.number().max(9)) })',
    ],
  },
  {
    name: 'coerce: limits of one type are compared, other types may be made one of it',
    before: 'z.object({ a: z.coerce.number().max(9), b: z.string(), c: z.string().nullable() })',
    after: 'z.object({ a: z.coerce.number().max(5), b: z.coerce.number(), c: z.coerce.string() })',
    told: [
      'request-constraint-tightened: z.coerce.number',
      'response-became-not-nullable: z.coerce.string',
      'response-constraint-tightened: z.coerce.number',
      'response-type-changed: z.coerce.number',
    ],
    twins: ['z.object({ a: z.number().max(9), b: z.coerce.string(), c: z.string().nullable() })'],
  },
  {
    name: 'dates: any text that is one is read as one',
    before: 'z.object({ at: z.string().date() })',
    after: 'z.object({ at: z.coerce.date() })',
    told: ['request-constraint-loosened: z.coerce.date', 'response-format-changed: z.coerce.date'],
    twins: ['z.object({ at: z.iso.date() })'],
  },
  {
    name: "TypeScript's enum, objects of constants, and lists of them",
    before: ['z.nativeEnum(State)', states("A = 'a', B = 'b'")],
    after: ['z.nativeEnum(State)', states("A = 'a'")],
    told: ['request-enum-value-removed: z.nativeEnum', 'response-enum-value-removed: z.nativeEnum'],
    twins: [
      "z.enum(['b', 'a'])",
      ['z.enum(State)', "const State = { B: 'b', A: 'a' } as const;"],
      ['z.enum(Object.values(State) as [string])', `export const ${states('A = "a", "x-b" = "b"')}`],
      ["z.enum([...some, 'b'])", "const some = ['a'] as const;"],
      ["z.enum(['a', 'b', 'c']).exclude(['c'])", ''],
      ['z.object({ a: z.string(), b: z.string() }).keyof()', ''],
      ["v.picklist(['a', 'b'])", ''],
      ["Type.Union([Type.Literal('a'), Type.Literal('b')])", ''],
    ],
  },
  {
    name: 'an enum with numbers counts on',
    before: ['z.nativeEnum(State)', states('A, B = 5, C')],
    after: ['z.nativeEnum(State)', states('A, B = 5, C = 7')],
    told: [
      'request-enum-value-added: z.nativeEnum',
      'request-enum-value-removed: z.nativeEnum',
      'response-enum-value-added: z.nativeEnum',
      'response-enum-value-removed: z.nativeEnum',
    ],
    twins: [['z.nativeEnum(State)', states('C = 6, A = 0, B = -(-5)').replace('-(-5)', '5')]],
  },
  {
    name: 'a part of a schema',
    before: [
      'Order.shape.total',
      'const Order = z.object({ total: z.number(), more: z.array(z.string()) });',
    ],
    after: ['Order.shape.total', 'const Order = z.object({ total: z.string(), more: z.array(z.string()) });'],
    told: ['request-type-changed: z.string', 'response-type-changed: z.string'],
    twins: [
      'z.number()',
      [
        'Order.shape.lines.element.shape.n',
        'const Order = z.object({ lines: z.array(z.object({ n: z.number() })) });',
      ],
      ['z.object(Other.shape).shape.n', 'const Other = z.object({ n: z.number() });'],
      ['Other.entries.n', 'const Other = v.object({ n: v.number() });'],
    ],
  },
  {
    name: 'limits that are computed are compared with nothing, those beside them are',
    before:
      'z.object({ a: z.string().min(least()).max(9), b: z.string().regex(made).max(9), c: z.number().gt(least()).max(9) })',
    after: 'z.object({ a: z.string().min(3).max(5), b: z.string().max(5), c: z.number().gt(3).max(5) })',
    told: [
      'request-constraint-tightened: z.string',
      'request-constraint-tightened: z.string',
      'request-constraint-tightened: z.number',
      'response-constraint-tightened: z.number',
      'response-constraint-tightened: z.string',
      'response-constraint-tightened: z.string',
    ],
    twins: [
      'z.object({ a: z.string().max(9), b: z.string().max(9).regex(/^x$/), c: z.number().min(1).max(9) })',
    ],
  },
  {
    name: 'defaults, computed ones as well, say by themselves that something may be left out',
    before: "z.object({ a: z.string(), b: z.string().default('x'), c: made() })",
    after: 'z.object({ a: z.string().default(now()), b: z.string(), c: made().default(1) })',
    told: [
      'request-property-became-optional: a',
      'request-property-became-optional: c',
      'request-property-became-required: b',
    ],
    twins: [
      "z.object({ a: z.string(), b: z.string().optional().default('x'), c: made() })",
      "z.object({ a: z.string(), b: z.string().default('x').transform(trim), c: made() })",
    ],
  },
  {
    name: 'valibot',
    before: `v.object({
      a: v.pipe(v.string(), v.minLength(2), v.email()), b: v.optional(v.number()), c: v.nullable(v.array(v.boolean())),
      d: v.picklist(['x', 'y']), e: v.variant('k', [v.object({ k: v.literal('l') }), v.object({ k: v.literal('m') })]),
    })`,
    after: `v.object({
      a: v.pipe(v.string(), v.minLength(3), v.email()), b: v.number(), c: v.array(v.boolean()),
      d: v.picklist(['x']), e: v.variant('k', [v.object({ k: v.literal('l') })]),
    })`,
    told: [
      'request-became-not-nullable: v.array',
      'request-constraint-tightened: v.pipe',
      'request-enum-value-removed: v.picklist',
      'request-property-became-required: b',
      'request-variant-removed: v.object',
      'response-became-not-nullable: v.array',
      'response-constraint-tightened: v.pipe',
      'response-enum-value-removed: v.picklist',
      'response-property-became-required: b',
      'response-variant-removed: v.object',
    ],
    twins: [
      `z.object({
        a: z.string().min(2).email(), b: z.number().optional(), c: z.array(z.boolean()).nullable(),
        d: z.enum(['x', 'y']), e: z.union([z.object({ k: z.literal('l') }), z.object({ k: z.literal('m') })]),
      })`,
      [
        'v.object({ ...v.omit(Base, ["f"]).entries, ...More.entries })',
        `const Base = v.object({ a: v.pipe(v.string(), v.email(), v.minLength(2)), b: v.exactOptional(v.number()), f: v.string() });
const More = v.object({ c: v.nullable(v.array(v.boolean())), d: v.picklist(['x', 'y']),
  e: v.union([v.object({ k: v.literal('l') }), v.object({ k: v.literal('m') })]) });`,
      ],
    ],
  },
  {
    name: 'an enum with a name beside something else in a union is told where it changed',
    before: ['z.union([State, z.array(State)])', "const State = z.enum(['a', 'b']);"],
    after: ['z.union([State, z.array(State)])', "const State = z.enum(['a']);"],
    told: ['request-enum-value-removed: z.enum', 'response-enum-value-removed: z.enum'],
    twins: [
      ['State.or(State.array())', "const State = z.enum(['b', 'a']);"],
      "z.enum(['a', 'b']).or(z.enum(['a', 'b']).array())",
    ],
  },
  {
    name: 'functions of valibot that are imported by themselves',
    before: 'object({ a: pipe(number(), minValue(1)) })',
    after: 'object({ a: pipe(number(), minValue(2)) })',
    told: ['request-constraint-tightened: pipe', 'response-constraint-tightened: pipe'],
    twins: ['v.object({ a: v.pipe(v.number(), v.minValue(1)) })'],
  },
  {
    name: 'TypeBox',
    before: `Type.Object({ a: Type.String({ minLength: 2, description: 'd' }), b: Type.Optional(Type.Integer()), c: Type.Array(Type.Boolean()) })`,
    after: `Type.Object({ a: Type.String({ minLength: 3 }), b: Type.Integer(), c: Type.Array(Type.Number()) })`,
    told: [
      'request-constraint-tightened: Type.String',
      'request-property-became-required: b',
      'request-type-changed: Type.Number',
      'response-constraint-tightened: Type.String',
      'response-property-became-required: b',
      'response-type-changed: Type.Number',
    ],
    twins: [
      'z.object({ a: z.string().min(2), b: z.number().int().optional(), c: z.boolean().array() })',
      [
        "Type.Composite([Type.Pick(Base, ['a']), Type.Partial(More), Type.Object({ c: Type.Array(Type.Boolean()) })])",
        'const Base = Type.Object({ a: Type.String({ minLength: 2 }), x: Type.Null() });\nconst More = Type.Object({ b: Type.Integer() });',
      ],
    ],
  },
  {
    name: 'a tuple: each place is compared with its own, and what comes behind them',
    before: 'z.object({ a: z.tuple([z.string(), z.number()]), b: z.tuple([z.string()], z.number()) })',
    after: 'z.object({ a: z.tuple([z.string(), z.boolean()]), b: z.tuple([z.string()]).rest(z.boolean()) })',
    told: [
      'request-type-changed: z.boolean',
      'request-type-changed: z.boolean',
      'response-type-changed: z.boolean',
      'response-type-changed: z.boolean',
    ],
    twins: [
      'v.object({ a: v.strictTuple([v.string(), v.number()]), b: v.tupleWithRest([v.string()], v.number()) })',
      'z.object({ a: Type.Tuple([Type.String(), Type.Number()]), b: z.tuple([z.string()]).rest(z.number()) })',
      ['c.type<T>()', 'type T = { a: readonly [name: string, count: number]; b: [string, ...number[]] };'],
      ['c.type<T>()', 'type P = [number]; type T = { a: [string, ...P]; b: [string, ...Array<number>] };'],
    ],
  },
  {
    name: 'a tuple: how many there may be',
    before: 'z.tuple([z.string(), z.number().optional()])',
    after: 'z.tuple([z.string()])',
    told: ['request-constraint-tightened: z.tuple', 'response-constraint-tightened: z.tuple'],
    twins: [
      ['c.type<T>()', 'type T = [string, number?];'],
      ['c.type<T>()', 'type T = [name: string, count?: number];'],
    ],
  },
];

describe('schemas in contracts in TypeScript', () => {
  for (const { name, before, after, told: expected, twins } of cases) {
    test(name, () => assert.deepEqual(told(before, after), [...expected].sort()));
    for (const twin of twins)
      test(
        `${name}: in other words it is nothing: ${typeof twin === 'string' ? twin : twin.join(' of ')}`.slice(
          0,
          160,
        ),
        () => assert.deepEqual(told(before, twin), []),
      );
  }

  const unknown: readonly (readonly [Side, Side])[] = [
    ['z.custom(isOrder)', 'z.string()'],
    [['z.nativeEnum(State)', states('A = make(), B = 1')], 'z.literal(1)'],
    [['z.nativeEnum(State)', "import { State } from '@prisma/client';"], 'z.string()'],
    [['z.enum(Object.values(State))', states('A, B')], "z.enum(['A'])"],
    ['made().shape.a', 'z.string()'],
    ['z.object({ a: z.string() }).shape.b', 'z.number()'],
    ['z.object({ [made]: z.string(), ...{ a: z.string() } })', 'z.object({ a: z.string() , b: z.null() })'],
    ['v.pick(v.object({ a: v.string() }), names)', 'v.number()'],
    ['v.pipe(v.string(), v.transform(made), v.minValue(1))', 'z.string().transform(other)'],
    ['v.instance(Date)', 'v.string()'],
    ['Type.Object({ a: Type.String() }, options)', 'Type.Number()'],
    ['Type.Transform(Type.String())', 'Type.Number()'],
    [['c.type<T>()', 'type T = [...string[], number];'], 'z.number()'],
    [['c.type<T>()', 'type T = [...Made, number];'], 'z.number()'],
    ['z.tuple([...made, z.string()])', 'z.string()'],
    ['z.tuple([made(), z.string()])', 'z.tuple([z.number(), z.string()])'],
  ];
  for (const [one, other] of unknown)
    test(`what is not understood accuses nobody: ${one}`, () => {
      assert.deepEqual(told(one, other), []);
      assert.deepEqual(told(other, one), []);
    });
});
