import type { SpanEdit } from '../../format/jsonc-edit.ts';
import { declareEdits, moveEdits } from '../../format/manifest-edit.ts';
import { importClass } from '../../model/facts.ts';
import type { Finding } from '../../model/finding.ts';
import type { Fix, TextEdit, WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import type { DependencySection, PackageFacts } from '../../model/package-facts.ts';
import { splitPackage, typesPackage } from '../../model/package-name.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';
import { declarationsOf, packageAround } from '../../ruling/declarations.ts';
import { declaringAbove } from './package-excuses.ts';
import { isForDevelopment } from './package-imports.ts';
import { anyVersion, rangeFor } from './package-ranges.ts';

/** What both fixes rest on; undefined when the finding is no longer of an import. */
function situationOf({ path, span, subject }: Finding, workspace: WorkspaceFacts) {
  const file = workspace.fileAt(path);
  const fact = file?.facts.imports.find(({ start }) => start === span.start);
  const manifest = packageAround(path, workspace);
  return file && fact && manifest && { file, fact, manifest, name: subject };
}

/** The ways out of a package that is not declared: types need no more than `@types`, and the rest is declared. */
export async function* declareFixes(
  finding: Finding,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<Fix> {
  const situation = situationOf(finding, workspace);
  if (!situation) return;
  const { file, manifest, name } = situation;
  const types = typesPackage(name);
  const isTyped = [name, types].some(
    (one) =>
      declarationsOf(manifest).has(one) ||
      declaringAbove({ ...situation, name: one, use: undefined }, workspace) !== undefined,
  );
  if (isTyped) yield* typeOnlyFix(finding, workspace, tools);
  const section = isForDevelopment(file, manifest) ? 'devDependencies' : 'dependencies';
  const range = rangeFor(name, manifest, workspace, tools);
  const edits = addition(manifest, section, name, range, tools);
  if (edits.length === 0) return;
  const version = range === anyVersion ? `"${name}" in any version` : `"${name}"`;
  yield {
    id: 'declare-package',
    title: `Add ${version} to ${section} of "${manifest.path}"`,
    edits,
    safe: false,
  };
}

/** The ways out of a package for development: types are gone at run time, and the rest is moved. */
export async function* moveFixes(
  finding: Finding,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<Fix> {
  const situation = situationOf(finding, workspace);
  if (!situation) return;
  yield* typeOnlyFix(finding, workspace, tools);
  const { manifest, name } = situation;
  const declared = manifest.dependencies.find(
    (one) => one.name === name && one.section === 'devDependencies',
  );
  const text = tools.read(manifest.path);
  if (!declared || text === undefined) return;
  const edits = at(manifest.path, moveEdits(text, name, 'devDependencies', 'dependencies'));
  if (edits.length === 0) return;
  yield {
    id: 'move-package',
    title: `Move "${name}" from devDependencies to dependencies of "${manifest.path}"`,
    edits,
    safe: false,
  };
}

function addition(
  { path }: PackageFacts,
  section: DependencySection,
  name: string,
  range: string,
  { read }: Pick<FixTools, 'read'>,
): readonly TextEdit[] {
  const text = read(path);
  return text === undefined ? [] : at(path, declareEdits(text, section, name, range));
}

/**
 * Imports the package that takes another one's place, and declares it where it is not. Nobody said what takes the place
 * of a part, such as `lodash/debounce`, where the policy denies the whole.
 */
export async function* replaceFix(
  finding: Finding,
  { denied, use }: { readonly denied: string; readonly use: string },
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const situation = situationOf(finding, workspace);
  const text = tools.read(finding.path);
  if (!situation || text === undefined) return;
  const { file, fact, manifest } = situation;
  const id = 'use-replacement';
  const title = `Use "${use}"`;
  if (
    splitPackage(fact.specifier).subpath !== '.' &&
    withoutScheme(fact.specifier) !== withoutScheme(denied)
  ) {
    yield {
      id,
      title,
      refused: `"${use}" takes the place of "${denied}" as a whole, and this import is of a part of it.`,
    };
    return;
  }
  const quote = text[fact.start] ?? "'";
  const { name } = splitPackage(use);
  const isThere =
    use.startsWith('node:') ||
    declarationsOf(manifest).has(name) ||
    declaringAbove({ ...situation, name, use: undefined }, workspace) !== undefined;
  const section = isForDevelopment(file, manifest) ? 'devDependencies' : 'dependencies';
  const declared = isThere
    ? []
    : addition(manifest, section, name, rangeFor(name, manifest, workspace, tools), tools);
  yield {
    id,
    title,
    edits: [{ path: finding.path, start: fact.start, end: fact.end, text: quote + use + quote }, ...declared],
    safe: false,
  };
}

function withoutScheme(specifier: string): string {
  return specifier.replace(/^node:/, '');
}

async function* typeOnlyFix(
  { path, span }: Finding,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<Fix> {
  const fact = workspace.fileAt(path)?.facts.imports.find(({ start }) => start === span.start);
  if (!fact || importClass[fact.kind] !== 'value') return;
  const edits = await (await tools.semantics()).typeOnlyEdits(path, fact.statement);
  if (!edits) return;
  yield {
    id: 'make-type-only',
    title: `Make the import of "${fact.specifier}" type-only`,
    edits,
    safe: true,
  };
}

function at(path: string, edits: readonly SpanEdit[]): readonly TextEdit[] {
  return edits.map((edit) => ({ path, ...edit }));
}
