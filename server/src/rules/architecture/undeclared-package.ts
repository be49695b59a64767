import type { Problem } from '../../model/finding.ts';
import { defineRule, type WorkspaceFacts } from '../../model/rule.ts';
import { isPublishable } from '../../ruling/declarations.ts';
import { declaringAbove, isExcused } from './package-excuses.ts';
import { type LooseImport, looseImports } from './package-imports.ts';
import { precedenceOf } from './precedence.ts';

const id = 'architecture/undeclared-package';

export default defineRule({
  id,
  scope: 'file',
  severity: 'warning',
  declaredBy: 'packages',
  precedence: precedenceOf(id),
  docs: {
    summary: 'A package imports what its own package.json declares.',
    why: 'What is not declared is there by chance: the next install, or another package manager, leaves it out.',
    policy: `{
  "packages": []
}`,
    bad: `//- package.json
{ "name": "shop", "private": true, "dependencies": { "express": "^5.0.0" } }
//- server.ts
import express from 'express';
import { parse } from 'qs';
//                    ^^^^ warning: Package "qs" is not declared in "package.json".
export const server = [express, parse];`,
    good: `//- package.json
{ "name": "shop", "private": true, "dependencies": { "express": "^5.0.0", "qs": "^6.0.0" } }
//- server.ts
import { readFile } from 'node:fs/promises';
import express from 'express';
import { parse } from 'qs';
export const server = [express, parse, readFile];`,
    ways: [
      'Declare the package: *Add … to dependencies* takes the version that other manifests or the installation have. Or import one that is declared.',
      'The nearest package.json upward counts, in any of its sections. Those above it count for a package that is never published (`"private": true`, or without name, version or entry), for tests and tools, and for types.',
      'If the import uses nothing but types, *Make the import type-only*: then `@types/…` is enough.',
      'Names that no registry takes, modules that a `.d.ts` file declares, paths that are an alias of a folder here, and code in folders of fixtures, templates and examples are left alone.',
    ],
  },
  *check(file, workspace) {
    for (const loose of looseImports(file, workspace)) {
      if (loose.use === undefined && !isExcused(loose, workspace)) yield toProblem(loose, workspace);
    }
  },
  async *fix(finding, workspace, tools) {
    const { declareFixes } = await import('../fixes.ts');
    yield* declareFixes(finding, workspace, tools);
  },
});

function toProblem(loose: LooseImport, workspace: WorkspaceFacts): Problem {
  const { file, fact, name, manifest } = loose;
  const above = isPublishable(manifest) ? declaringAbove(loose, workspace) : undefined;
  const isMissing = `Package "${name}" is not declared in "${manifest.path}"`;
  return {
    path: file.path,
    span: { start: fact.start, end: fact.end },
    extent: { start: fact.statement, end: fact.end },
    message: above
      ? `${isMissing}; that of "${above.path}" is not there where "${manifest.name}" is installed.`
      : `${isMissing}.`,
    subject: name,
    related: [
      {
        path: manifest.path,
        span: manifest.dependencies[0]?.span ?? { start: 0, end: 1 },
        message: 'What this package depends on is declared here.',
      },
    ],
  };
}
