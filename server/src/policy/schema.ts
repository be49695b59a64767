import { editions } from '../model/policy.ts';

const severity = {
  enum: ['error', 'warning', 'info', 'off'],
  description: 'How much a finding weighs; "off" turns the rule off.',
} as const;

const glob = {
  type: 'string',
  description:
    "A glob relative to this policy's folder: * within a folder, ** across folders, {a,b} alternatives; other characters mean themselves.",
} as const;

const globs = { type: 'array', items: glob } as const;

const globOrGlobs = { anyOf: [glob, globs] } as const;

const ruleSettings = {
  type: 'object',
  description: 'Severity by rule id or pattern ("architecture/*"); with options as ["error", { … }].',
  additionalProperties: {
    anyOf: [severity, { type: 'array', items: [severity, { type: 'object' }], minItems: 1, maxItems: 2 }],
  },
} as const;

const layer = {
  type: 'object',
  title: 'A layer',
  description: 'A layer. It may import itself and every layer below it in the list.',
  properties: {
    name: { type: 'string', description: 'The name used in messages and by other statements.' },
    files: {
      ...globOrGlobs,
      description: 'The files of the layer. A file belongs to the longest literal prefix.',
    },
    closed: {
      type: 'boolean',
      description: 'No import may pass over this layer, from strictly above it to strictly below it.',
    },
    why: {
      type: 'string',
      description: 'The reason, shown with each finding: a sentence or a decision record.',
    },
    owner: { type: 'string', description: 'Who decides about this layer, e.g. "@acme/payments".' },
    severity: { ...severity, description: 'The severity of findings that this layer decides.' },
  },
  required: ['name'],
  additionalProperties: false,
} as const;

/**
 * The policy document: the one source of its validation, of the JSON Schema and of the types that are shipped.
 * It holds only what works; an unknown section is an error at its key.
 */
export const policySchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'The policy',
  type: 'object',
  properties: {
    $schema: { type: 'string', description: 'Path of the JSON Schema, for completion in an editor.' },
    engine: {
      type: 'string',
      description: 'The range of Parapet versions that may judge by this policy, e.g. "^1.0".',
    },
    edition: { enum: editions, description: 'The rule pack this policy was written for.' },
    extends: {
      anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
      description: 'Policies to build on, by relative path; later ones and this document win.',
    },
    exclude: { ...globs, description: 'Files that are not judged. They may still be imported.' },
    tests: { ...globs, description: 'Files that are tests.' },
    layers: {
      type: 'array',
      description:
        'Layers from top to bottom. A list within the list holds layers that are equal and independent.',
      items: { anyOf: [layer, { type: 'array', items: layer }] },
    },
    cover: { ...globs, description: 'Here a file that belongs to no layer is a finding.' },
    rules: ruleSettings,
    overrides: {
      type: 'array',
      description: 'Settings for some files; the last match wins, on the file that carries the finding.',
      items: {
        type: 'object',
        title: 'An override',
        properties: { files: globOrGlobs, rules: ruleSettings },
        required: ['files', 'rules'],
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
} as const;
