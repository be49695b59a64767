import { contractOrders, editions, siblingAccess } from '../model/policy.ts';
import { contracts } from './contract-schema.ts';
import { done, gates, ownership } from './gate-schema.ts';

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

const why = {
  type: 'string',
  description: 'The reason, shown with each finding: a sentence or a decision record.',
} as const;

const kinds = {
  type: 'array',
  items: { enum: ['value', 'type', 'dynamic'] },
  minItems: 1,
  description:
    'The imports it is about: "value" exist at run time, "type" only for the compiler, "dynamic" are import() calls.',
} as const;

/** What every statement may say besides what it forbids. */
const statement = {
  why,
  owner: { type: 'string', description: 'Who decides about this, e.g. "@acme/payments".' },
  severity: { ...severity, description: 'The severity of findings that this statement decides.' },
} as const;

const selectors = {
  anyOf: [
    { type: 'string', description: 'A layer, slice or service by its name, or a glob.' },
    { type: 'array', items: { type: 'string' }, minItems: 1 },
  ],
} as const;

const names = { type: 'array', items: { type: 'string' } } as const;

/** What layers, slices and services have in common. */
const bounded = {
  name: { type: 'string', description: 'The name used in messages and by other statements.' },
  files: {
    ...globOrGlobs,
    description:
      'The files that belong here; {name} captures the name of one folder. The longest literal beginning wins.',
  },
  public: {
    ...globs,
    description:
      'What others may import, relative to the folder; by default everything, or what the exports of the package here offer.',
  },
  mayImport: {
    ...names,
    description:
      'The layers, slices and services that it may import besides itself; anything else is a finding. "slice:capture" names one.',
  },
  ...statement,
  kinds,
} as const;

const layer = {
  type: 'object',
  title: 'A layer',
  description: 'A layer. It may import itself and every layer below it in the list.',
  properties: {
    ...bounded,
    closed: {
      type: 'boolean',
      description: 'No import may pass over this layer, from strictly above it to strictly below it.',
    },
  },
  required: ['name'],
  additionalProperties: false,
} as const;

const slice = {
  type: 'object',
  title: 'A slice',
  description:
    'A vertical cut through the code, such as a feature; with a capture in "files" one slice for each captured name.',
  properties: {
    ...bounded,
    siblings: {
      enum: siblingAccess,
      description:
        'What slices of one family may import of each other: nothing, what is public (the default), or everything.',
    },
  },
  required: ['name'],
  additionalProperties: false,
} as const;

const service = {
  type: 'object',
  title: 'A service',
  description: 'What is deployed as one, such as a server.',
  properties: { ...bounded, contracts },
  required: ['name'],
  additionalProperties: false,
} as const;

const denied = {
  type: 'object',
  title: 'A package statement',
  description: 'Packages that may not be imported: at all, in some places, or anywhere but in some places.',
  properties: {
    deny: {
      type: 'array',
      items: { type: 'string' },
      minItems: 1,
      description:
        'Names such as "moment", "@aws-sdk/*" or "node:*", or specifiers such as "lodash/fp"; "!lodash/fp" takes one out again.',
    },
    in: { ...selectors, description: 'Only here; a name or a glob. Default is everywhere.' },
    notIn: { ...selectors, description: 'But not here; a name or a glob.' },
    use: { type: 'string', description: 'The package to use instead.' },
    ...statement,
    kinds,
  },
  required: ['deny'],
  additionalProperties: false,
} as const;

const reserved = {
  type: 'object',
  title: 'A package statement',
  description: 'Packages that only some places may import.',
  properties: {
    packages: { ...denied.properties.deny },
    onlyIn: { ...selectors, description: 'The only places that may import them; a name or a glob.' },
    use: denied.properties.use,
    ...statement,
    kinds,
  },
  required: ['packages', 'onlyIn'],
  additionalProperties: false,
} as const;

const reach = {
  type: 'object',
  title: 'A reach statement',
  description: 'What must not be reached from some files, over any number of imports.',
  properties: {
    from: { ...selectors, description: 'Where it starts; a name or a glob.' },
    mustNotReach: { ...selectors, description: 'Where it must not end; a name or a glob.' },
    ...statement,
    kinds,
  },
  required: ['from', 'mustNotReach'],
  additionalProperties: false,
} as const;

const exception = {
  type: 'object',
  title: 'An exception',
  description: 'Imports that are allowed for now, whatever layers, slices and services say.',
  properties: {
    from: { ...selectors, description: 'The importing files; a name or a glob.' },
    to: { ...selectors, description: 'The imported files; a name or a glob.' },
    why: { ...why, description: 'Why it is allowed for now: a sentence or a ticket.' },
    until: {
      type: 'string',
      description:
        'The last day, e.g. "2027-03-31"; after it the exception warns, and is an error of a change that touches what it is about.',
    },
  },
  required: ['from', 'to', 'why'],
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
    base: {
      type: 'string',
      description:
        'The revision that a change is compared with, e.g. "origin/main"; by default what CI or origin says.',
    },
    exclude: { ...globs, description: 'Files that are not judged. They may still be imported.' },
    tests: { ...globs, description: 'Files that are tests.' },
    layers: {
      type: 'array',
      description:
        'Layers from top to bottom. A list within the list holds layers that are equal and independent.',
      items: { anyOf: [layer, { type: 'array', items: layer }] },
    },
    slices: {
      type: 'array',
      items: slice,
      description:
        'Vertical cuts through the code, such as features, with a public entry. They nest; an import satisfies every boundary it crosses.',
    },
    services: {
      type: 'array',
      items: service,
      description: 'What is deployed as one, such as each server of the repository.',
    },
    packages: {
      type: 'array',
      items: { anyOf: [denied, reserved] },
      description: 'What may be imported from outside, and from where.',
    },
    reach: {
      type: 'array',
      items: reach,
      description: 'What must not be reached over any number of imports.',
    },
    except: {
      type: 'array',
      items: exception,
      description: 'Imports that are allowed for now; each says why.',
    },
    cover: { ...globs, description: 'Here a file that belongs to no layer is a finding.' },
    contractFirst: {
      enum: contractOrders,
      description:
        'Where an operation is to be promised before it is served: in the same "change" (the default), or in the "base". Turns the rules about contracts on.',
    },
    ownership,
    gates,
    done,
    suppressions: {
      type: 'object',
      title: 'Suppressions in comments',
      properties: {
        maxDays: {
          type: 'number',
          description:
            'Every suppression names its end, at most so many days from today: (until 2027-01-31). At least 1.',
        },
      },
      additionalProperties: false,
      description: 'What every comment that suppresses a finding has to say besides its reason.',
    },
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
