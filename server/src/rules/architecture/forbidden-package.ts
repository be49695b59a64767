import type { ImportClass, ImportFact } from '../../model/facts.ts';
import type { Problem } from '../../model/finding.ts';
import type { Resolution } from '../../model/resolution.ts';
import { defineRule, type SourceFile, type WorkspaceFacts } from '../../model/rule.ts';
import { isRelative } from '../../ruling/imported-package.ts';
import { type PackageDenial, packageDenial } from '../../ruling/package-statements.ts';
import { denialSentence } from './package-sentences.ts';
import { precedenceOf } from './precedence.ts';

const id = 'architecture/forbidden-package';

interface Options {
  readonly kinds?: readonly ImportClass[];
  /** Judge tests, too. */
  readonly tests?: boolean;
}

export default defineRule({
  id,
  scope: 'file',
  severity: 'error',
  declaredBy: 'packages',
  precedence: precedenceOf(id),
  options: {
    type: 'object',
    properties: {
      kinds: { type: 'array', items: { enum: ['value', 'type', 'dynamic'] } },
      tests: { type: 'boolean' },
    },
    additionalProperties: false,
  },
  docs: {
    summary: 'A package is imported only where the policy lets it.',
    why: 'A package that everybody imports can neither be replaced nor kept out of where it does harm.',
    policy: `{
  "layers": [
    { "name": "infrastructure", "files": "infrastructure/**" },
    { "name": "domain", "files": "domain/**" }
  ],
  "packages": [
    { "deny": ["moment"], "use": "date-fns" },
    { "deny": ["node:*", "lodash", "!lodash/fp"], "in": "domain", "why": "ADR-7: the domain runs anywhere" },
    { "packages": ["pg", "@aws-sdk/*"], "onlyIn": ["infrastructure"] }
  ],
  "rules": { "architecture/undeclared-package": "off" }
}`,
    bad: `//- domain/order.ts
import { readFile } from 'fs/promises';
//                       ^^^^^^^^^^^^^ error: Layer "domain" must not import module "fs/promises".
import { Pool } from 'pg';
//                   ^^^^ error: Layer "domain" must not import package "pg", which only layer "infrastructure" may import.
import moment from 'moment';
//                 ^^^^^^^^ error: Package "moment" must not be imported; "date-fns" takes its place.
export const order = [readFile, Pool, moment];
//- infrastructure/orders.ts
import { Pool } from 'pg';
export const orders = Pool;`,
    good: `//- infrastructure/orders.ts
import { readFile } from 'node:fs/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { Pool } from 'pg';
export const orders = [readFile, S3Client, Pool];
//- domain/order.ts
import { pipe } from 'lodash/fp';
export const order = pipe;`,
    ways: [
      '*Use* the package that the statement names in "use", or what is allowed to import this one.',
      'If the place is right, add it to "onlyIn" or "notIn"; exceptions in "except" are about files and do not apply to packages.',
      'A name stands for everything below it: `lodash` means `lodash/fp`, too, and `!lodash/fp` takes that out again. `*` stands for anything, `node:*` for every module of Node.js however it is written.',
      'Types count, and a test may import anything: "kinds" in a statement and the options "kinds" and "tests" of this rule say otherwise. Of several statements the first one that denies an import decides.',
    ],
  },
  *check(file, _workspace, options) {
    const { kinds, tests = false } = (options ?? {}) as Options;
    if (!file.policy?.packages.length || (file.isTest && !tests)) return;
    const { targets, facts } = file;
    for (let index = 0; index < targets.length; index++) {
      const target = targets[index];
      const fact = facts.imports[index];
      if (!target || !fact || isRelative(target, fact)) continue;
      const denial = packageDenial(file, fact, target, kinds);
      if (denial) yield toProblem(file, fact, target, denial);
    }
  },
  async *fix(finding, workspace, tools) {
    const denial = denialAt(finding.path, finding.span.start, workspace);
    const { use } = denial?.statement ?? {};
    if (!denial || use === undefined) return;
    const { replaceFix } = await import('../fixes.ts');
    yield* replaceFix(finding, { denied: denial.reference.text, use }, workspace, tools);
  },
});

function denialAt(path: string, start: number, workspace: WorkspaceFacts): PackageDenial | undefined {
  const file = workspace.fileAt(path);
  const index = file?.facts.imports.findIndex((fact) => fact.start === start) ?? -1;
  const fact = file?.facts.imports[index];
  const target = file?.targets[index];
  return file && fact && target && packageDenial(file, fact, target, undefined);
}

function toProblem(file: SourceFile, fact: ImportFact, target: Resolution, denial: PackageDenial): Problem {
  const { statement, reference } = denial;
  const { why, owner, severity, form } = statement;
  const message =
    form === 'onlyIn'
      ? `Who may import "${reference.text}" is declared here.`
      : `"${reference.text}" is denied here.`;
  return {
    path: file.path,
    span: { start: fact.start, end: fact.end },
    extent: { start: fact.statement, end: fact.end },
    message: denialSentence(file, fact.specifier, target, denial),
    subject: fact.specifier,
    related: [{ ...reference.place, message }],
    ...(why !== undefined && { why }),
    ...(owner !== undefined && { owner }),
    ...(severity !== undefined && { severity }),
  };
}
