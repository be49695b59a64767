import { readdirSync } from 'node:fs';
import { suggestServed } from '../../authoring/contract-places.ts';
import { countOrNo, countsOf } from '../../authoring/descriptions.ts';
import { emptyHolding, holdingsOf } from '../../authoring/holdings.ts';
import { select } from '../../authoring/json-path.ts';
import type { Surroundings, Word } from '../../authoring/suggest.ts';
import type { JsonSchema } from '../../format/json-schema.ts';
import { absoluteOf, staysBelow } from '../../host/relative.ts';
import { mayBeContractName } from '../../model/contract-name.ts';
import { byCodeUnit, folderOf, isBelow, joinPath, lastSegment, relativeTo } from '../../model/path.ts';
import { rules } from '../../rules/index.ts';
import { membersOf } from '../../ruling/members.ts';
import { declaredNames, documentsAround } from './family.ts';
import { filesOf, localPaths, type PolicyView } from './view.ts';

/** What suggestions for a document are made of. */
export function surroundingsOf(view: PolicyView, schema: JsonSchema, completesSchema: boolean): Surroundings {
  return {
    schema,
    completesSchema,
    names: () => names(view),
    paths: () => localPaths(view),
    partPaths: (name) => partPaths(view, name),
    packages: () => packages(view),
    owners: () => owners(view),
    documents: (typed) => documents(view, typed),
    contracts: () => contracts(view),
    served: () => suggestServed(view.session.workspace.facts().contracts.routes),
    rules: rules.map(({ id }) => id),
  };
}

/** A part of a family can be meant by itself: `feature:cart`. */
function names(view: PolicyView): readonly Word[] {
  const declared = declaredNames(view);
  const holdings = view.policy && holdingsOf(view.policy, view.session.workspace.facts());
  const parts = [...(holdings?.keys() ?? [])].filter((name) => !declared.has(name)).sort(byCodeUnit);
  return [
    ...[...declared].map(([word, kind]) => ({ word, kind: `${kind}, ` })),
    ...parts.map((word) => ({ word, kind: '' })),
  ].map(({ word, kind }) => ({
    word,
    detail: holdings ? `${kind}${countsOf(holdings.get(word) ?? emptyHolding, 0)}` : kind.replace(/, $/, ''),
  }));
}

function partPaths(view: PolicyView, name: string): readonly string[] {
  return filesOf(view).flatMap(({ path, standing }) =>
    membersOf(standing)
      .filter(({ element }) => element.name === name)
      .map(({ folder }) => relativeTo(folder, path)),
  );
}

/** Packages that a manifest declares or a file imports, the most imported first. */
function packages(view: PolicyView): readonly Word[] {
  const counts = new Map(declaredPackages(view).map((name) => [name, 0]));
  for (const { targets } of filesOf(view)) {
    const names = targets.flatMap((target) =>
      target.to === 'package' || target.to === 'builtin' ? [target.name] : [],
    );
    for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || byCodeUnit(a, b))
    .map(([word, files]) => ({
      word,
      detail: files === 0 ? 'imported by no file' : `imported by ${countOrNo(files, 'file')}`,
    }));
}

function declaredPackages({ session, folder }: PolicyView): readonly string[] {
  return session.workspace
    .facts()
    .manifests.filter(({ path }) => isBelow(folder, path))
    .flatMap(({ dependencies }) => dependencies.map(({ name }) => name));
}

function owners(view: PolicyView): readonly string[] {
  const found = documentsAround(view).flatMap(({ root }) =>
    [
      ['layers', '*', 'owner'],
      ['layers', '*', '*', 'owner'],
      ...['slices', 'services', 'packages', 'reach'].map((section) => [section, '*', 'owner']),
    ].flatMap((pattern) => select(root, pattern)),
  );
  const words = found.flatMap(({ node }) =>
    node.kind === 'string' && node.value !== '' ? [node.value] : [],
  );
  return [...new Set(words)].sort(byCodeUnit);
}

/** A policy that declares no contract yet knows them by their names only. */
function contracts({ session, folder }: PolicyView): readonly string[] {
  const facts = session.workspace.facts();
  const { owners } = facts;
  const named = (owners.files() ?? []).map((path) => owners.fromRepository(path)).filter(mayBeContractName);
  const all = new Set([...facts.contracts.contracts.map(({ contract }) => contract.path), ...named]);
  return [...all]
    .filter((path) => isBelow(folder, path))
    .map((path) => relativeTo(folder, path))
    .sort(byCodeUnit);
}

/** Documents and folders in the folder that is typed so far; never outside the repository. */
function documents({ session, path }: PolicyView, typed: string): readonly string[] {
  const head = /^\.\.?\//.test(typed) ? typed.slice(0, typed.lastIndexOf('/') + 1) : './';
  const absolute = absoluteOf(session.root, joinPath(folderOf(path), head));
  if (!staysBelow(session.boundary, absolute)) return [];
  const own = lastSegment(path);
  const isHere = joinPath(folderOf(path), head) === folderOf(path);
  const found = entriesOf(absolute)
    .filter(({ name, isFolder }) =>
      isFolder ? !/^\.|^node_modules$/.test(name) : /\.jsonc?$/.test(name) && !(isHere && name === own),
    )
    .map(({ name, isFolder }) => `${head}${name}${isFolder ? '/' : ''}`);
  return head === './' ? [...found, '../'] : found;
}

function entriesOf(folder: string): readonly { readonly name: string; readonly isFolder: boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
      .sort((a, b) => byCodeUnit(a.name, b.name));
  } catch {
    return [];
  }
}
