import type { SchemaSketch } from '../../../model/route-sketch.ts';

/** What is made without arguments: `z.string()`, `z.email()`. */
export const plain: Readonly<Record<string, SchemaSketch>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  int: { type: 'integer' },
  bigint: { type: 'integer' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date-time' },
  null: { type: 'null' },
  email: { type: 'string', format: 'email' },
  uuid: { type: 'string', format: 'uuid' },
  guid: { type: 'string', format: 'uuid' },
  url: { type: 'string', format: 'uri' },
  datetime: { type: 'string', format: 'date-time' },
};

/** What is added behind: keywords that depend on nothing. */
export const marks: Readonly<Record<string, SchemaSketch>> = {
  int: { type: 'integer' },
  email: { format: 'email' },
  uuid: { format: 'uuid' },
  guid: { format: 'uuid' },
  url: { format: 'uri' },
  datetime: { format: 'date-time' },
  date: { format: 'date' },
  positive: { exclusiveMinimum: 0 },
  nonnegative: { minimum: 0 },
  nonempty: { minLength: 1 },
};

/** Formats that are only compared: readers of OpenAPI do not know them. */
export const formats: Readonly<Record<string, string>> = {
  base64: 'base64',
  cuid: 'cuid',
  cuid2: 'cuid2',
  duration: 'duration',
  emoji: 'emoji',
  ip: 'ip',
  ipv4: 'ipv4',
  ipv6: 'ipv6',
  jwt: 'jwt',
  nanoid: 'nanoid',
  time: 'time',
  ulid: 'ulid',
};

/** Keywords of bounds by type: of texts, lists and numbers. */
export const bounds: Readonly<Record<string, readonly [string, string, string]>> = {
  min: ['minLength', 'minItems', 'minimum'],
  max: ['maxLength', 'maxItems', 'maximum'],
  gte: ['minLength', 'minItems', 'minimum'],
  lte: ['maxLength', 'maxItems', 'maximum'],
  gt: ['minLength', 'minItems', 'exclusiveMinimum'],
  lt: ['maxLength', 'maxItems', 'exclusiveMaximum'],
};

/** What says nothing of the values that JSON Schema could say. */
export const neutral: ReadonlySet<string> = new Set([
  'brand',
  'check',
  'describe',
  'endsWith',
  'finite',
  'includes',
  'meta',
  'multipleOf',
  'normalize',
  'openapi',
  'readonly',
  'refine',
  'register',
  'safe',
  'startsWith',
  'step',
  'superRefine',
  'toLowerCase',
  'toUpperCase',
  'trim',
]);
