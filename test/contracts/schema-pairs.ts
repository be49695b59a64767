import {
  bothWays,
  type ContractPair,
  gets,
  holds,
  type Json,
  operation,
  pair,
  secured,
  sends,
  shut,
  text,
} from './pairs.ts';

const titled = (title: string, name: string, property: Json) => ({
  ...{ title, type: 'object', properties: { [name]: property } },
});
const constant = (value: string, property: Json) => ({
  ...{ type: 'object', properties: { kind: { const: value }, size: property } },
});
const number = { type: 'integer' };
const form = (schema: unknown) =>
  operation({
    requestBody: {
      content: { 'multipart/form-data': { schema, encoding: { id: { contentType: 'text/csv' } } } },
    },
  });

/** What is inline is told apart by its title, or by its constants, and is then compared. */
const ofNameless: readonly ContractPair[] = [
  ...bothWays(
    'request-type-changed',
    'response-type-changed',
    { oneOf: [titled('A', 'a', text), titled('B', 'b', text)] },
    { oneOf: [titled('B', 'b', number), titled('A', 'a', text)] },
  ),
  ...bothWays(
    'request-type-changed',
    'response-type-changed',
    { oneOf: [constant('a', text), constant('b', text)] },
    { oneOf: [constant('b', number), constant('a', text)] },
  ),
  ...bothWays(
    'request-type-changed',
    'response-type-changed',
    { allOf: [{ minLength: 1 }, { type: 'string' }] },
    { allOf: [{ minLength: 1 }, { type: 'integer' }] },
  ),
  pair('request-type-changed', form(holds(text)), form(holds(number)), 'no encoding, where it is the same'),
  ...bothWays(
    'request-type-changed',
    'response-type-changed',
    { allOf: [titled('A', 'a', text), titled('B', 'b', text)] },
    { type: 'object', properties: { a: number, b: text } },
  ),
];

/** What properties may be that have no name, and what is required without one. */
const ofRest: readonly ContractPair[] = [
  ...bothWays(
    'request-type-changed',
    'response-type-changed',
    { additionalProperties: text },
    { additionalProperties: number },
  ),
  ...bothWays('request-additional-properties-opened', 'response-additional-properties-opened', shut, {
    additionalProperties: text,
  }),
  ...bothWays(
    'request-additional-properties-closed',
    'response-additional-properties-closed',
    { type: 'object' },
    { additionalProperties: text },
  ),
  ...bothWays(
    'request-type-changed',
    'response-type-changed',
    { required: ['x'], properties: { a: text } },
    { required: ['x'], properties: { a: number } },
  ),
];

/** What may be anything may be null. */
const ofAnything: readonly ContractPair[] = [
  ...bothWays('request-type-widened', 'response-type-widened', { type: ['string', 'null'] }, {}),
  ...bothWays('request-type-narrowed', 'response-type-narrowed', {}, { type: ['string', 'null'] }),
];

const tuple = (...prefixItems: readonly Json[]) => ({
  ...{ type: 'array', prefixItems, minItems: prefixItems.length, maxItems: prefixItems.length },
});
const limits = (way: string) => [`${way}-constraint-loosened`, `${way}-constraint-tightened`];

/** Lists with places of their own. */
const ofTuples: readonly ContractPair[] = [
  ...bothWays(
    'request-type-widened',
    'response-type-widened',
    tuple(text, number),
    tuple(text, {
      type: 'number',
    }),
  ),
  ...bothWays(
    'request-type-narrowed',
    'response-type-narrowed',
    { type: 'array', prefixItems: [text], minItems: 1 },
    { type: 'array', prefixItems: [text, number], minItems: 1 },
  ),
  ...bothWays(
    'request-type-changed',
    'response-type-changed',
    { prefixItems: [text], items: text },
    { type: 'array', prefixItems: [text], items: number },
  ),
  ...bothWays(
    'request-constraint-tightened',
    'response-constraint-tightened',
    { type: 'array', prefixItems: [text] },
    { type: 'array', prefixItems: [text], items: false },
  ),
  ...[
    ['added', tuple(text), tuple(text, number)] as const,
    ['removed', tuple(text, number), tuple(text)] as const,
  ].flatMap(([name, old, now]) => [
    pair(limits('request'), sends(old), sends(now), `a place of a shut tuple is ${name}, sent`),
    pair(limits('response'), gets(old), gets(now), `a place of a shut tuple is ${name}, answered`),
  ]),
];

const flow = (name: string) => ({ o: { type: 'oauth2', flows: { [name]: {} } } });
const keyed = (place: string) => ({ key: { type: 'apiKey', in: place, name: 'x' } });
const ofSchemes: readonly ContractPair[] = [
  pair(
    'security-scheme-changed',
    secured([{ o: [] }], flow('implicit')),
    secured([{ o: [] }], flow('password')),
  ),
  pair(
    'security-scheme-changed',
    secured([{ key: [] }], keyed('header')),
    secured([{ key: [] }], keyed('cookie')),
  ),
];

/** What has no name of its own: schemas within schemas, other properties, anything, and schemes. */
export const schemaPairs: readonly ContractPair[] = [
  ...ofNameless,
  ...ofRest,
  ...ofAnything,
  ...ofTuples,
  ...ofSchemes,
];
