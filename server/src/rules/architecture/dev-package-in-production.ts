import { type ImportClass, importClass } from '../../model/facts.ts';
import type { Problem } from '../../model/finding.ts';
import type { PackageFacts } from '../../model/package-facts.ts';
import { relativeTo } from '../../model/path.ts';
import { defineRule, type WorkspaceFacts } from '../../model/rule.ts';
import { isMaterialPath } from '../../model/tool-path.ts';
import { isBundled } from '../../ruling/bundled.ts';
import { declarationsOf, isPublishable, packageAbove } from '../../ruling/declarations.ts';
import { packagesNamed } from '../../ruling/imported-package.ts';
import { isProvided } from './package-excuses.ts';
import { isForDevelopment, isTypeOnly, type LooseImport, looseImports } from './package-imports.ts';
import { precedenceOf } from './precedence.ts';

const id = 'architecture/dev-package-in-production';

interface Options {
  readonly kinds?: readonly ImportClass[];
  /** Judge packages that a bundler builds, too. */
  readonly bundled?: boolean;
}

export default defineRule({
  id,
  scope: 'file',
  severity: 'warning',
  declaredBy: 'packages',
  precedence: precedenceOf(id),
  options: {
    type: 'object',
    properties: {
      kinds: { type: 'array', items: { enum: ['value', 'type', 'dynamic'] } },
      bundled: { type: 'boolean' },
    },
    additionalProperties: false,
  },
  docs: {
    summary: 'What runs in production does not import a package that is installed for development only.',
    why: 'An install for production, or whoever installs the published package, leaves devDependencies out: the program fails at its first line.',
    policy: `{
  "packages": []
}`,
    bad: `//- package.json
{
  "name": "shop",
  "private": true,
  "dependencies": { "express": "^5.0.0" },
  "devDependencies": { "pino": "^9.0.0", "vitest": "^3.0.0" }
}
//- server.ts
import express from 'express';
import { pino } from 'pino';
//                   ^^^^^^ warning: Package "pino" is declared in "package.json" for development only, and this file runs in production.
export const server = [express, pino];`,
    good: `//- package.json
{
  "name": "shop",
  "private": true,
  "dependencies": { "express": "^5.0.0" },
  "devDependencies": { "pino": "^9.0.0", "vitest": "^3.0.0" }
}
//- server.ts
import express from 'express';
import type { Logger } from 'pino';
export const server = (logger: Logger) => [express, logger];
//- server.test.ts
import { test } from 'vitest';
test('it starts', () => undefined);`,
    ways: [
      '*Move … from devDependencies to dependencies*.',
      'If the import uses nothing but types, *Make the import type-only*: types are gone at run time.',
      'If the file is a test, name it in "tests". Where the policy has no "tests", files that are named or placed as tests usually are count as such; configurations, dot folders and a package\'s `scripts`, `tools`, `build`, `docs` and the like never run in production.',
      'A package that a bundler builds is not judged, because what is bundled need not be installed, and neither is one that depends on nothing: it is either bundled or not run by itself. The option "bundled" judges the former, too.',
      'Only imports that run at once count; `import()` is how development code is kept out of production. The option "kinds" says otherwise.',
    ],
  },
  *check(file, workspace, options) {
    const { kinds = ['value'], bundled = false } = (options ?? {}) as Options;
    for (const loose of looseImports(file, workspace)) {
      const { fact, name, manifest, use } = loose;
      if (use === undefined) continue;
      if (!kinds.includes(isTypeOnly(loose) ? 'type' : importClass[fact.kind])) continue;
      if (isProvided(name, manifest) || isOfTypes(name, workspace)) continue;
      if (isForDevelopment(file, manifest) || isMaterialPath(relativeTo(manifest.folder, file.path))) return;
      if (!isInstalled(manifest) || (!bundled && isBundled(manifest, workspace))) return;
      if (!isInstalledAbove(loose, workspace)) yield toProblem(loose);
    }
  },
  async *fix(finding, workspace, tools) {
    const { moveFixes } = await import('../fixes.ts');
    yield* moveFixes(finding, workspace, tools);
  },
});

/** A package of the workspace that is named for its types has nothing else, so that the compiler takes its imports out. */
function isOfTypes(name: string, workspace: WorkspaceFacts): boolean {
  return /(?:^|[/-])types$/.test(name) && packagesNamed(name, workspace).length > 0;
}

/** A package that brings nothing along is bundled, or it is no program and no library. */
function isInstalled({ dependencies }: PackageFacts): boolean {
  return dependencies.some(({ section }) => section !== 'devDependencies');
}

/** What a package that is never published imports may be promised by the root of its workspace. */
function isInstalledAbove({ name, manifest }: LooseImport, workspace: WorkspaceFacts): boolean {
  if (isPublishable(manifest)) return false;
  for (let above = packageAbove(manifest, workspace); above; above = packageAbove(above, workspace)) {
    if (above.isBroken || declarationsOf(above).get(name) === 'production') return true;
  }
  return false;
}

/** Without a compiler nobody knows whether an import is used for its types alone, which the compiler takes out. */
function toProblem({ file, fact, name, manifest }: LooseImport): Problem {
  const declared = manifest.dependencies.find((one) => one.name === name);
  return {
    path: file.path,
    span: { start: fact.start, end: fact.end },
    extent: { start: fact.statement, end: fact.end },
    message: `Package "${name}" is declared in "${manifest.path}" for development only, and this file runs in production.`,
    subject: name,
    confidence: 'likely',
    ...(declared && {
      related: [{ path: manifest.path, span: declared.span, message: `"${name}" is declared here.` }],
    }),
  };
}
