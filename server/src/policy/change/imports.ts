import { parseJsonc } from '../../format/jsonc.ts';
import { insertJsonItem, removeJsonEntry, setJsonValue } from '../../format/jsonc-edit.ts';
import { isOpen } from '../../model/finding.ts';
import { member } from '../../model/json.ts';
import { byCodeUnit } from '../../model/path.ts';
import type { Element, Policy } from '../../model/policy.ts';
import type { Membership, SourceFile } from '../../model/rule.ts';
import type { BoxName } from '../../protocol/architecture.ts';
import { insertLayer, nameProblem } from './layers.ts';
import { type ChangedPolicy, type Ground, refuse } from './outcome.ts';
import { declaredAt, elementOf, filesOf, globOf, isOurs } from './places.ts';

/** The rules that a policy can be told to make an exception from. */
const boundaryRules: ReadonlySet<string> = new Set([
  'architecture/upward-import',
  'architecture/skipped-layer',
  'architecture/undeclared-dependency',
  'architecture/sibling-import',
  'architecture/private-import',
]);

/** Forbids imports from one box to another: by what the one may import, or by the order of layers. */
export function forbid(from: BoxName, to: BoxName, ground: Ground): ChangedPolicy {
  const policy = policyFor(from, ground);
  if (!policy) return refuse(`No policy judges "${from.name}".`);
  const freedom = freedomOf(from, ground);
  if (freedom !== undefined) return refuse(freedom);
  const [own, other] = [elementOf(from, policy), elementOf(to, policy)];
  if (own && other) {
    const isOrdered = own.kind === 'layer' && other.kind === 'layer' && other !== own;
    if (isOrdered && other.rank <= own.rank) return refuse('The order of the layers forbids it already.');
    return forbidByList(own, to, policy, ground);
  }
  const inner = [from, to].find((box) => !elementOf(box, policy) && mainLayer(box, ground) !== undefined);
  if (inner) {
    const layer = mainLayer(inner, ground);
    return refuse(
      `"${inner.name}" is in layer "${layer}": forbid what the layer imports, or name the folder a layer.`,
    );
  }
  if (from.kind === 'file' || to.kind === 'file')
    return refuse('A file alone is no layer: choose its folder.');
  // What must not be imported stands above: an import of it would lead up.
  if (other?.kind === 'layer') return layerOf(from, { at: 'below', layer: other.name }, policy, ground);
  if (own?.kind === 'layer') return layerOf(to, { at: 'above', layer: own.name }, policy, ground);
  if (own || other)
    return refuse(`Only layers have an order: name "${(own ? to : from).name}" a layer first.`);
  return twoLayers(to, from, policy, ground);
}

/** Allows imports from one box to another: in the list of what the one may import, else as an exception. */
export function allow(from: BoxName, to: BoxName, why: string, ground: Ground): ChangedPolicy {
  const policy = policyFor(from, ground);
  if (!policy) return refuse(`No policy judges "${from.name}".`);
  const rules = rulesAgainst(from, to, ground);
  if (rules.size === 0) return refuse(`Nothing forbids "${from.name}" to import "${to.name}".`);
  const [own, other] = [elementOf(from, policy), elementOf(to, policy)];
  const isOnlyUnlisted = [...rules].every((rule) => rule === 'architecture/undeclared-dependency');
  if (own?.mayImport && other && isOnlyUnlisted) {
    const declared = declaredAt(own, policy, ground);
    if (!declared) return refuse(`The ${own.kind} "${own.name}" stands in a document that cannot be edited.`);
    const { path, text, at } = declared;
    const after = insertJsonItem(text, [...at, 'mayImport'], own.mayImport.length, to.name);
    const sentence = `The ${own.kind} "${own.name}" may import ${other.kind} "${to.name}".`;
    return { ok: true, path, before: text, after, sentence };
  }
  if (why.trim() === '') return refuse('An exception says why.');
  const before = isOurs(policy.path) ? ground.read(policy.path) : undefined;
  if (before === undefined) return refuse(`The policy "${policy.path}" cannot be read.`);
  const statement = { from: selectorOf(from, policy), to: selectorOf(to, policy), why: why.trim() };
  const list = member(parseJsonc(before).root, 'except');
  const after = insertJsonItem(before, ['except'], list?.kind === 'array' ? list.items.length : 0, statement);
  const sentence = `"${from.name}" may import "${to.name}" as an exception.`;
  return { ok: true, path: policy.path, before, after, sentence };
}

/** Why no statement can forbid what a box imports, a sentence; undefined where one can. */
function freedomOf(box: BoxName, { facts }: Ground): string | undefined {
  const judged = filesOf(box, facts).filter(({ isExcluded }) => !isExcluded);
  if (judged.length === 0) return `"${box.name}" is excluded by the policy: its imports are not judged.`;
  return judged.every(({ isTest }) => isTest)
    ? `"${box.name}" holds only tests, and tests may import anything.`
    : undefined;
}

function forbidByList(own: Element, to: BoxName, policy: Policy, ground: Ground): ChangedPolicy {
  const declared = declaredAt(own, policy, ground);
  if (!declared) return refuse(`The ${own.kind} "${own.name}" stands in a document that cannot be edited.`);
  const { path, text, at } = declared;
  const sentence = (list: readonly string[]) =>
    `The ${own.kind} "${own.name}" may import ${list.length === 0 ? 'nothing else' : `only ${list.map((name) => `"${name}"`).join(', ')}`}.`;
  if (!own.mayImport) {
    const list = importedBy(own, ground).filter((name) => name !== to.name);
    const after = setJsonValue(text, [...at, 'mayImport'], list);
    return { ok: true, path, before: text, after, sentence: sentence(list) };
  }
  const listed = own.mayImport.map((reference) => reference.text);
  const index = listed.indexOf(to.name);
  if (index < 0) {
    const family = elementOf(to, policy)?.name;
    return family !== undefined && listed.includes(family)
      ? refuse(`The ${own.kind} "${own.name}" lists all of "${family}" in its "mayImport".`)
      : refuse(`The "mayImport" of ${own.kind} "${own.name}" forbids it already.`);
  }
  const after = removeJsonEntry(text, [...at, 'mayImport', index]);
  return {
    ok: true,
    path,
    before: text,
    after,
    sentence: sentence(listed.filter((name) => name !== to.name)),
  };
}

/** The names of what an element imports today: by a part of its own kind where there is one, else by the innermost. */
function importedBy(own: Element, { facts }: Ground): readonly string[] {
  const names = new Set<string>();
  for (const file of facts.files) {
    if (file.isExcluded || file.isTest) continue;
    const part = membersOf(file).find(({ element }) => element === own);
    if (!part) continue;
    for (const target of file.targets) {
      const members = target.to === 'file' ? membersOf(facts.file(target.file)) : [];
      const isSame = members.some(({ element, name }) => element === own && name === part.name);
      const imported = members.findLast(({ element }) => element.kind === own.kind) ?? members.at(-1);
      if (imported && !isSame) names.add(imported.element === own ? own.name : imported.name);
    }
  }
  return [...names].sort(byCodeUnit);
}

function membersOf({ standing: { layer, slices, service } }: SourceFile): readonly Membership[] {
  return [layer, service, ...slices].flatMap((one: Membership | undefined) => one ?? []);
}

function layerOf(
  folder: BoxName,
  place: { readonly at: 'above' | 'below'; readonly layer: string },
  policy: Policy,
  ground: Ground,
): ChangedPolicy {
  return insertLayer(
    { name: freeName(folder, policy), files: globOf(folder, policy) },
    place,
    policy,
    ground,
  );
}

/** Two folders that are in no layer become two, in the order that forbids the import. */
function twoLayers(upper: BoxName, lower: BoxName, policy: Policy, ground: Ground): ChangedPolicy {
  const first = insertLayer(
    { name: freeName(upper, policy), files: globOf(upper, policy) },
    undefined,
    policy,
    ground,
  );
  if (!first.ok) return first;
  const taken = freeName(upper, policy);
  const name = freeName(lower, policy, taken);
  const length = policy.layers.length === 0 ? 1 : countLayers(first.after);
  const after = insertJsonItem(first.after, ['layers'], length, { name, files: globOf(lower, policy) });
  const sentence = `"${upper.name}" and "${lower.name}" are the layers "${taken}" and "${name}" below it.`;
  return { ...first, after, sentence };
}

function countLayers(text: string): number {
  const layers = member(parseJsonc(text).root, 'layers');
  return layers?.kind === 'array' ? layers.items.length : 0;
}

/** The last folder's name, with a number where it is taken. */
function freeName({ name }: BoxName, policy: Policy, alsoTaken?: string): string {
  const base = (name.split('/').at(-1) ?? 'layer').replace(/[^\w@-]+/g, '-') || 'layer';
  const isFree = (text: string) => text !== alsoTaken && nameProblem(text, policy) === undefined;
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? base : `${base}-${number}`;
    if (isFree(candidate)) return candidate;
  }
}

function policyFor(box: BoxName, { facts }: Ground): Policy | undefined {
  return filesOf(box, facts).find(({ policy }) => policy)?.policy;
}

function mainLayer(box: BoxName, { facts }: Ground): string | undefined {
  return filesOf(box, facts).find(({ standing }) => standing.layer)?.standing.layer?.name;
}

function selectorOf(box: BoxName, policy: Policy): string {
  return box.kind === 'folder' || box.kind === 'file' ? globOf(box, policy) : box.name;
}

/** The boundary rules that have something against an import from one box to another. */
function rulesAgainst(from: BoxName, to: BoxName, { facts, findings }: Ground): ReadonlySet<string> {
  const targets = new Set(filesOf(to, facts).map(({ id }) => id));
  const rules = new Set<string>();
  const importers = new Map(filesOf(from, facts).map((file) => [file.path, file]));
  for (const finding of findings) {
    const file = importers.get(finding.path);
    if (!file || !isOpen(finding) || !boundaryRules.has(finding.rule)) continue;
    const index = file.facts.imports.findIndex(({ start }) => start === finding.span.start);
    const target = file.targets[index];
    if (target?.to === 'file' && targets.has(target.file)) rules.add(finding.rule);
  }
  return rules;
}
