import { contractModes, contractVersionings } from '../model/policy.ts';

const paths = {
  type: 'array',
  items: { type: 'string' },
  minItems: 1,
  description:
    'Paths with the servers\' prefix that it promises, e.g. "/api/v2/**": * is one segment, ** any number; by default what its operations have in common.',
} as const;

const internal = {
  type: 'object',
  title: 'Internal paths',
  description: 'Paths that are served and promised to nobody.',
  properties: {
    path: { type: 'string', description: 'A path, e.g. "/health"; * is one segment, ** any number.' },
    why: { type: 'string', description: 'Why nobody may rely on it: a sentence.' },
  },
  required: ['path', 'why'],
  additionalProperties: false,
} as const;

/** What a service promises. */
const contract = {
  type: 'object',
  title: 'A contract',
  description: 'A document that says which operations a service offers.',
  properties: {
    file: {
      type: 'string',
      description:
        "The contract, by path or glob relative to this policy's folder: OpenAPI, or TypeScript that declares operations.",
    },
    covers: paths,
    mode: {
      enum: contractModes,
      description:
        'Whether people write it before the code ("design-first", the default), or a tool writes it from the code.',
    },
    versioning: {
      enum: contractVersionings,
      description:
        'How it tells of breaking changes: by "info.version" (the default), by a new path such as /v2, or not at all.',
    },
    internal: { type: 'array', items: internal, description: 'What is served and promised to nobody.' },
    consumers: {
      type: 'array',
      items: { type: 'string' },
      minItems: 1,
      description: "Files whose calls are calls of this contract, as globs relative to this policy's folder.",
    },
  },
  required: ['file'],
  additionalProperties: false,
} as const;

export const contracts = {
  type: 'array',
  items: contract,
  description: 'What it promises to those who call it.',
} as const;
