import type { BoxName, LayerPlace, PolicyChange } from '../protocol/architecture.ts';
import type { Picture } from '../report/picture.ts';
import { button, element } from './elements.ts';
import type { Tree, TreeBox } from './tree.ts';
import type { Arrow } from './view.ts';

/** What the forms need to know. */
export interface FormSource {
  readonly picture: Picture;
  readonly tree: Tree;
  readonly marked: ReadonlySet<string>;
  readonly propose: (change: PolicyChange) => void;
  readonly unmark: (id: number) => void;
}

/** Names the marked folders a layer; nothing where none is marked. */
export function layerForm({ picture, tree, marked, propose, unmark }: FormSource): readonly Node[] {
  const boxes = tree.boxes.filter(({ key }) => marked.has(key));
  if (boxes.length === 0) return [];
  const name = element('input', { 'aria-label': 'Name of the layer', placeholder: 'Name', required: true });
  name.value = boxes.length === 1 ? (boxes[0]?.path?.split('/').at(-1) ?? '') : '';
  const place = placeChoice(picture);
  const form = element(
    'form',
    { class: 'form' },
    element('h2', {}, 'A layer of these folders'),
    element(
      'ul',
      {},
      ...boxes.map((box) =>
        element(
          'li',
          {},
          `${box.path ?? box.label} `,
          button('remove', () => unmark(box.id), { class: 'link' }),
        ),
      ),
    ),
    name,
    place.field,
    element('button', { type: 'submit' }, 'Preview'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const folders = boxes.flatMap(({ path }) => path ?? []);
    const at = place.read();
    propose({ kind: 'layer', name: name.value.trim(), folders, ...(at && { place: at }) });
  });
  return [form];
}

/** Moves a layer up or down; nothing for a box that is no layer or has no other to pass. */
export function orderButtons(box: TreeBox, { picture, propose }: FormSource): readonly Node[] {
  if (box.kind !== 'layer') return [];
  const moves = (['up', 'down'] as const).flatMap((direction) => {
    const place = stepOf(picture, box, direction);
    return place ? [button(`Move ${direction}`, () => propose(orderOf(box, place)))] : [];
  });
  return moves.length === 0 ? [] : [element('p', { class: 'actions' }, 'Order: ', ...moves)];
}

/** The change that moves a layer. */
export function orderOf({ label, policy }: TreeBox, place: LayerPlace): PolicyChange {
  return { kind: 'order', layer: elementName(label), place, ...(policy !== undefined && { policy }) };
}

/** Where a layer goes by one step: out of its row, or past the next one. */
export function stepOf(picture: Picture, box: TreeBox, direction: 'up' | 'down'): LayerPlace | undefined {
  const own = box.box === undefined ? undefined : picture.boxes[box.box];
  if (own?.rank === undefined) return undefined;
  const layers = picture.boxes.filter(
    ({ kind, policy, name }) => kind === 'layer' && policy === own.policy && name !== own.name,
  );
  const at = direction === 'up' ? 'above' : 'below';
  const beside = layers.find(({ rank }) => rank === own.rank);
  if (beside) return { at, layer: elementName(beside.name) };
  const rank = own.rank;
  const passed = layers
    .filter((other) => (direction === 'up' ? (other.rank ?? 0) < rank : (other.rank ?? 0) > rank))
    .sort((a, b) => Math.abs((a.rank ?? 0) - rank) - Math.abs((b.rank ?? 0) - rank))[0];
  return passed && { at, layer: elementName(passed.name) };
}

/** Forbids what an arrow draws or, where it carries violations, allows it with a reason. */
export function arrowForms(arrow: Arrow, { tree, propose }: FormSource): readonly Node[] {
  const [from, to] = [nameOf(tree.boxes[arrow.from]), nameOf(tree.boxes[arrow.to])];
  if (!from || !to) return [];
  const forbid = button('Forbid these imports', () => propose({ kind: 'forbid', from, to }));
  if (arrow.violations === 0) return [element('p', { class: 'actions' }, forbid)];
  const why = element('input', {
    'aria-label': 'Why it is allowed',
    placeholder: 'Why, e.g. leaves with #812',
    required: true,
  });
  const form = element(
    'form',
    { class: 'form' },
    why,
    element('button', { type: 'submit' }, 'Allow these imports'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    propose({ kind: 'allow', from, to, why: why.value.trim() });
  });
  return [form];
}

/** Forbids imports that may not be there yet, from a box to any other that is drawn. */
export function forbidForm(
  box: TreeBox,
  drawn: readonly number[],
  { tree, propose }: FormSource,
): readonly Node[] {
  const from = nameOf(box);
  const others = drawn.flatMap((id) => {
    const name = id === box.id ? undefined : nameOf(tree.boxes[id]);
    return name && name.kind !== 'file' ? [name] : [];
  });
  if (!from || box.kind === 'file' || others.length === 0) return [];
  const choice = element(
    'select',
    { 'aria-label': `What ${from.name} must not import` },
    ...others.map(({ name }, index) => element('option', { value: index }, name)),
  );
  const ask = () => {
    const to = others[Number(choice.value)];
    if (to) propose({ kind: 'forbid', from, to });
  };
  return [element('p', { class: 'actions' }, 'Must not import ', choice, button('Preview', ask))];
}

/** How a policy can name a box; a range of files it cannot. */
export function nameOf(box: TreeBox | undefined): BoxName | undefined {
  if (!box || box.kind === 'range') return undefined;
  const { kind, label, path, policy } = box;
  if (kind === 'folder' || kind === 'file') return path === undefined ? undefined : { kind, name: path };
  return { kind, name: label, ...(policy !== undefined && { policy }) };
}

/** Of `domain:cart` the layer that the policy lists. */
export function elementName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(0, colon);
}

function placeChoice({ boxes }: Picture) {
  const layers = [
    ...new Set(boxes.filter(({ kind }) => kind === 'layer').map(({ name }) => elementName(name))),
  ];
  const at = element(
    'select',
    { 'aria-label': 'Place of the layer' },
    ...['below', 'above', 'beside'].map((value) => element('option', { value }, value)),
  );
  const layer = element(
    'select',
    { 'aria-label': 'By which layer' },
    ...layers.map((name) => element('option', { value: name }, name)),
  );
  layer.value = layers.at(-1) ?? '';
  return {
    field: layers.length === 0 ? undefined : element('span', { class: 'actions' }, at, layer),
    read: (): LayerPlace | undefined =>
      layers.length === 0 ? undefined : { at: at.value as LayerPlace['at'], layer: layer.value },
  };
}
