import { type ContractPair, gets, type Json, pair, sends, text } from './pairs.ts';

const integer = { type: 'integer' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const holding = (properties: Json, ...required: readonly string[]) => ({
  ...{ type: 'object', properties, ...(required.length > 0 && { required }) },
});
const order = { id: text, total: integer };
const failure = holding({ code: text, reason: text }, 'code');
const states = (...values: readonly string[]) => ({ type: 'string', enum: values });
const cat = (kind: Json, more: Json = {}) => holding({ kind, lives: integer, ...more }, 'kind', 'lives');
const dog = holding({ kind: { const: 'dog' }, barks: { type: 'boolean' } }, 'kind');

interface Union {
  readonly schema: Json;
  readonly schemas: Json;
}

/** The second of two variants stays as it is. */
const oneOf = (name: string, schema: Json, more: Json = {}): Union => ({
  schema: { oneOf: [ref(name), ref('Failure')] },
  schemas: { [name]: schema, Failure: failure, ...more },
});
const pets = (name: string, schema: Json): Union => ({
  schema: { oneOf: [ref(name), ref('Dog')] },
  schemas: { [name]: schema, Dog: dog },
});
const told = ({ schema, schemas }: Union, mapping?: Json): Union => ({
  schema: { ...schema, discriminator: { propertyName: 'kind', ...(mapping && { mapping }) } },
  schemas,
});
const lists = (...variants: readonly Json[]): Union => ({ schema: { oneOf: variants }, schemas: {} });
const kinds = (name: string) => ({ cat: `#/components/schemas/${name}`, dog: '#/components/schemas/Dog' });
const named = (name: string, kind: string, lives: Json): Union => ({
  schema: { oneOf: [ref(name), ref(kind)] },
  schemas: {
    [name]: holding({ kind: text, lives }),
    [kind]: holding({ kind: text, barks: text }),
  },
});

type Ids = string | readonly string[];
const another = ['variant-added', 'variant-removed'] as const;

/** What is told of requests and of responses, without the word for which of the two. */
const of = (name: string, inRequest: Ids, inResponse: Ids, old: Union, now: Union) =>
  (
    [
      ['request', 'sent', inRequest, sends],
      ['response', 'answered', inResponse, gets],
    ] as const
  ).map(([way, word, ids, make]) =>
    pair(
      [ids].flat().map((id) => `${way}-${id}`),
      make(old.schema, { components: { schemas: old.schemas } }),
      make(now.schema, { components: { schemas: now.schemas } }),
      `${name}, ${word}`,
    ),
  );

const added = ['optional-property-added', 'property-added'] as const;

/** One variant of a union goes and another one comes: what changed between the two, or that they are two. */
export const unionPairs: readonly ContractPair[] = [
  ...of(
    'a variant of another name holds more',
    ...added,
    oneOf('Order', holding(order, 'id')),
    oneOf('OrderV2', holding({ ...order, note: text }, 'id')),
  ),
  ...of(
    'a variant of another name asks for more',
    'required-property-added',
    'property-added',
    oneOf('Order', holding(order, 'id')),
    oneOf('OrderV2', holding({ ...order, note: text }, 'id', 'note')),
  ),
  ...of(
    'a variant of another name holds less',
    'property-removed',
    'optional-property-removed',
    oneOf('Order', holding(order, 'id')),
    oneOf('OrderV2', holding({ id: text }, 'id')),
  ),
  ...of(
    'a variant of another name lists more values',
    'enum-value-added',
    another,
    oneOf('Order', holding({ ...order, state: states('a', 'b') })),
    oneOf('OrderV2', holding({ ...order, state: states('a', 'b', 'c') })),
  ),
  ...of(
    'a variant that holds itself has another name',
    ...added,
    oneOf('Order', holding({ ...order, parent: { oneOf: [ref('Order'), ref('Failure')] } })),
    oneOf('OrderV2', holding({ ...order, note: text, parent: { oneOf: [ref('OrderV2'), ref('Failure')] } })),
  ),
  ...of(
    'a variant has nothing of the one that is gone',
    another,
    another,
    oneOf('Order', holding(order)),
    oneOf('Person', holding({ name: text, email: text })),
  ),
  ...of(
    'a variant of another name and the same constant',
    ...added,
    pets('Cat', cat({ const: 'cat' })),
    pets('Feline', cat({ const: 'cat' }, { fur: text })),
  ),
  ...of(
    'a variant of another constant',
    another,
    another,
    pets('Cat', cat({ const: 'cat' })),
    pets('Feline', cat({ const: 'feline' })),
  ),
  ...of(
    'a constant with another value next to it',
    another,
    another,
    pets('Cat', cat({ const: 'cat' })),
    pets('Feline', cat({ enum: ['cat', 'lion'] })),
  ),
  ...of(
    'a variant that is mapped to the same value',
    'type-changed',
    'type-changed',
    told(named('Cat', 'Dog', integer), kinds('Cat')),
    told(named('Feline', 'Dog', text), kinds('Feline')),
  ),
  ...of(
    'a variant that its name tells apart',
    another,
    another,
    told(named('Cat', 'Dog', integer)),
    told(named('Feline', 'Dog', integer)),
  ),
  ...of(
    'variants without names in another order',
    [added[0], added[0]],
    [added[1], added[1]],
    lists(holding({ a: text, b: text }), holding({ c: text, d: text })),
    lists(holding({ c: text, d: text, e: text }), holding({ a: text, b: text, f: text })),
  ),
  ...of(
    'a number in place of an integer',
    'type-widened',
    'type-widened',
    lists(text, integer),
    lists({ type: 'number' }, text),
  ),
];
