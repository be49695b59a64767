import { parseJsonc } from '../../format/jsonc.ts';
import { insertJsonItem, type JsonPath, moveJsonItem, removeJsonEntry } from '../../format/jsonc-edit.ts';
import { member } from '../../model/json.ts';
import { isBelow } from '../../model/path.ts';
import type { Policy } from '../../model/policy.ts';
import type { LayerPlace, PolicyChange } from '../../protocol/architecture.ts';
import { type ChangedPolicy, type Ground, refuse } from './outcome.ts';
import { type Declared, declaredAt, globOf, isOurs } from './places.ts';

const placeWords = { above: 'above', beside: 'beside', below: 'below' } as const;

/** Names folders a layer. */
export function nameLayer(
  { name, folders, place }: Extract<PolicyChange, { kind: 'layer' }>,
  ground: Ground,
): ChangedPolicy {
  const [first] = folders;
  if (first === undefined) return refuse('No folder is marked.');
  const policy = ground.facts.policyOf(`${first}/x`);
  if (!policy) return refuse(`No policy judges "${first}".`);
  const foreign = folders.find((folder) => ground.facts.policyOf(`${folder}/x`) !== policy);
  if (foreign !== undefined) return refuse(`"${foreign}" is judged by another policy than "${first}".`);
  const unnameable = folders.find((folder) => /[*?{}\\]/.test(folder));
  if (unnameable !== undefined) return refuse(`No pattern can name the folder "${unnameable}".`);
  const wrong = nameProblem(name, policy);
  if (wrong !== undefined) return refuse(wrong);
  const globs = folders
    .filter((folder) => !isInAnother(folder, folders))
    .map((path) => globOf({ kind: 'folder', name: path }, policy));
  const [only] = globs;
  const layer = { name, files: globs.length === 1 && only !== undefined ? only : globs };
  return insertLayer(layer, place, policy, ground);
}

/** Moves a layer to where another one is. */
export function orderLayer(
  { layer: name, place, policy: document }: Extract<PolicyChange, { kind: 'order' }>,
  ground: Ground,
): ChangedPolicy {
  const found = policyWith(name, place.layer, ground, document);
  if (!found) return refuse(`No policy orders both "${name}" and "${place.layer}".`);
  const { layer, other, policy } = found;
  const [own, target] = [declaredAt(layer, policy, ground), declaredAt(other, policy, ground)];
  if (!own || !target || own.path !== target.path) {
    return refuse(
      `The layers "${name}" and "${place.layer}" do not stand in one document that can be edited.`,
    );
  }
  const moved = movedTo(own, target, place);
  const after = withoutEmptyGroups(moved);
  if (after === own.text) return refuse(`The layer "${name}" is there already.`);
  const sentence = `The layer "${name}" stands ${placeWords[place.at]} "${place.layer}".`;
  return { ok: true, path: own.path, before: own.text, after, sentence };
}

/** Puts a new layer at a place, or below all others. */
export function insertLayer(
  layer: { readonly name: string; readonly files: string | readonly string[] },
  place: LayerPlace | undefined,
  policy: Policy,
  ground: Ground,
): ChangedPolicy {
  const other = place && policy.layers.find(({ name }) => name === place.layer);
  if (place && !other) return refuse(`There is no layer "${place.layer}".`);
  const target = other && declaredAt(other, policy, ground);
  if (other && !target)
    return refuse(`The layer "${other.name}" stands in a document that cannot be edited.`);
  const path = target?.path ?? policy.path;
  const before = isOurs(path) ? ground.read(path) : undefined;
  if (before === undefined) return refuse(`The policy "${path}" cannot be read.`);
  const where = place ? `, ${placeWords[place.at]} "${place.layer}"` : '';
  const sentence = `The layer "${layer.name}" holds ${lineText(layer.files)}${where}.`;
  const after =
    target && place
      ? inserted(before, layer, target.at, place)
      : insertJsonItem(before, ['layers'], lengthOf(before), layer);
  return { ok: true, path, before, after, sentence };
}

function lineText(files: string | readonly string[]): string {
  return [files]
    .flat()
    .map((glob) => `"${glob}"`)
    .join(', ');
}

function inserted(text: string, layer: unknown, target: JsonPath, { at }: LayerPlace): string {
  const [list = 'layers', row = 0, inner] = target as [string, number, number?];
  if (at !== 'beside') return insertJsonItem(text, [list], at === 'above' ? row : row + 1, layer);
  const grouped = inner === undefined ? group(text, [list, row]) : text;
  return insertJsonItem(grouped, [list, row], Number(inner ?? 0) + 1, layer);
}

function movedTo(own: Declared, target: Declared, { at }: LayerPlace): string {
  const [list = 'layers', row = 0, inner] = target.at as [string, number, number?];
  if (at !== 'beside') return moveJsonItem(own.text, own.at, [list], at === 'above' ? row : row + 1);
  if (own.at[1] === row) return own.text;
  const grouped = inner === undefined ? group(own.text, [list, row]) : own.text;
  return moveJsonItem(grouped, own.at, [list, row], Number(inner ?? 0) + 1);
}

/** Puts brackets around an item, with the comments that belong to it. */
function group(text: string, path: JsonPath): string {
  const [list, row] = [path.slice(0, -1), Number(path.at(-1))];
  const withList = insertJsonItem(text, list, row, []);
  return moveJsonItem(withList, [...list, row + 1], [...list, row], 0);
}

/** A list of layers from which the last was moved away. */
function withoutEmptyGroups(text: string): string {
  const layers = member(parseJsonc(text).root, 'layers');
  if (layers?.kind !== 'array') return text;
  const empty = layers.items.findIndex((item) => item.kind === 'array' && item.items.length === 0);
  return empty < 0 ? text : removeJsonEntry(text, ['layers', empty]);
}

function lengthOf(text: string): number {
  const layers = member(parseJsonc(text).root, 'layers');
  return layers?.kind === 'array' ? layers.items.length : 0;
}

function policyWith(name: string, otherName: string, { facts }: Ground, document: string | undefined) {
  for (const policy of facts.policies) {
    const layer = policy.layers.find(
      (own) => own.name === name && (document === undefined || own.place.path === document),
    );
    const other = policy.layers.find((own) => own.name === otherName);
    if (layer && other) return { policy, layer, other };
  }
  return undefined;
}

/** Why a layer cannot have a name. */
export function nameProblem(name: string, { layers, slices, services }: Policy): string | undefined {
  if (!/^[\w@-]+$/.test(name)) return 'A name has letters, digits, "-" and "_" only.';
  const taken = [...layers, ...slices, ...services].find((element) => element.name === name);
  return taken && `There is a ${taken.kind} named "${name}" already.`;
}

function isInAnother(folder: string, folders: readonly string[]): boolean {
  return folders.some((other) => other !== folder && isBelow(other, folder));
}
