import { securityLevels, vulnerabilityLevels } from '../model/evidence.ts';
import { itemLevels } from '../model/policy.ts';

/** Asked for where all documents are merged: those that build on each other may say it in another than the limits. */
const reports = {
  type: 'array',
  items: { type: 'string' },
  minItems: 1,
  description: "Report files, by path or glob relative to this policy's folder; git may ignore them.",
} as const;

const coverage = {
  type: 'object',
  title: 'The coverage gate',
  description: 'What a coverage run must have seen: lcov, Cobertura, Clover, or JSON of Istanbul.',
  properties: {
    reports,
    patch: {
      type: 'number',
      description: 'Percent of the added measurable lines that must be covered, e.g. 80.',
    },
    drop: {
      type: 'number',
      description: 'Percentage points that the whole may lose against the base, e.g. 0.5; needs "base".',
    },
    minLines: {
      type: 'number',
      description: 'Below so many added measurable lines a low patch coverage only warns; default 20.',
    },
    unmeasured: {
      type: 'array',
      items: { type: 'string' },
      description:
        "Files that no report has to measure, such as entry points: globs, relative to this policy's folder.",
    },
    branches: {
      type: 'boolean',
      description: 'Lines some of whose branches were not taken count as uncovered; default false.',
    },
    base: {
      type: 'string',
      description:
        'A report of the base: a path, or "git:BRANCH/PATH" for one that CI keeps on a branch of its own.',
    },
  },
  additionalProperties: false,
} as const;

const vulnerabilities = {
  type: 'object',
  title: 'The vulnerability gate',
  description: 'What a scanner of dependencies has found: npm audit (JSON), OSV-Scanner (JSON), or SARIF.',
  properties: {
    reports,
    block: {
      enum: vulnerabilityLevels,
      description: 'New vulnerabilities of this level and above stop a merge; default "high".',
    },
    accept: {
      type: 'array',
      items: { type: 'string' },
      description:
        'Documents that accept vulnerabilities with a reason: OpenVEX, CycloneDX VEX, osv-scanner.toml.',
    },
  },
  additionalProperties: false,
} as const;

const security = {
  type: 'object',
  title: 'The security gate',
  description: 'What scanners of source code and of secrets have found, as SARIF.',
  properties: {
    reports,
    block: {
      enum: securityLevels,
      description: 'New results of this level and above stop a merge; default "error".',
    },
  },
  additionalProperties: false,
} as const;

const tests = {
  type: 'object',
  title: 'The test gate',
  description: 'What the tests have found, as JUnit XML.',
  properties: { reports },
  additionalProperties: false,
} as const;

/** No-Go gates: each judges a change by evidence that other tools have written. */
export const gates = {
  type: 'object',
  title: 'The gates',
  description: 'What stops a merge, judged by what tests and scanners have written down.',
  properties: { coverage, vulnerabilities, security, tests },
  additionalProperties: false,
} as const;

const item = {
  type: 'object',
  title: 'An item',
  description: 'One item of the Definition of Done.',
  properties: {
    kind: {
      enum: ['check', 'attest'],
      description: 'A built-in item is checked; any other is attested by a person.',
    },
    level: { enum: itemLevels, description: 'A "must" stops a merge; "off" leaves the item out.' },
    title: { type: 'string', description: 'What is to be done, as the list shows it.' },
    when: {
      type: 'object',
      title: 'When',
      description: 'The changes that the item is about; by default all.',
      properties: {
        paths: {
          type: 'array',
          items: { type: 'string' },
          description: "Globs, relative to this policy's folder, of which some file must have changed.",
        },
        types: {
          type: 'array',
          items: { type: 'string' },
          description: 'Types of conventional commits, e.g. "feat", of which there must be one.',
        },
        services: {
          type: 'array',
          items: { type: 'string' },
          description: 'Services of which some file must have changed.',
        },
      },
      additionalProperties: false,
    },
    maxAge: {
      type: 'string',
      description: 'How old its evidence or attestation may be, e.g. "14d".',
    },
    owner: { type: 'string', description: 'Who attests or waives it, e.g. "@acme/security".' },
  },
  additionalProperties: false,
} as const;

/** The Definition of Done: items by id. */
export const done = {
  type: 'object',
  title: 'The Definition of Done',
  description: 'Items of the Definition of Done by id: settings of the built-in ones, and your own.',
  additionalProperties: item,
} as const;

/** Where owners are written down. */
export const ownership = {
  type: 'object',
  title: 'Ownership',
  description: 'Where owners are written down, if not where your hosting service looks for CODEOWNERS.',
  properties: {
    codeowners: {
      type: 'string',
      description: "Path of the CODEOWNERS file, relative to this policy's folder.",
    },
    dialect: { enum: ['github', 'gitlab'], description: 'Whose rules the file follows.' },
  },
  additionalProperties: false,
} as const;
