import { count } from '../model/words.ts';
import { type Arrangement, characterWidth, titleHeight } from './arrange.ts';
import { arrowHeads, arrowShapes, boxName } from './arrow-shapes.ts';
import { shape } from './elements.ts';
import type { Tree, TreeBox } from './tree.ts';
import type { View } from './view.ts';

/** For each box, open or closed. */
export interface Counts {
  /** Its files that are on cycles. */
  readonly cyclicFiles: ReadonlyMap<number, number>;
  /** Findings about what its files import. */
  readonly violations: ReadonlyMap<number, number>;
}

/** Everything that the drawing shows. */
export interface Scene extends Counts {
  readonly tree: Tree;
  readonly view: View;
  readonly arrangement: Arrangement;
  readonly focus: number | undefined;
  readonly marked: ReadonlySet<string>;
  /** The box that the tab key leads to. */
  readonly current: number | undefined;
}

/** Draws a scene: open boxes first, arrows over them, closed boxes on top. */
export function draw(scene: Scene, title: string): SVGSVGElement {
  const { tree, view, arrangement } = scene;
  const { width, height } = arrangement;
  const nameOf = (id: number): string => boxName(tree.boxes[id] as TreeBox);
  const boxes = (ids: readonly number[], isOpen: boolean) =>
    ids.map((id) => boxShape(tree.boxes[id] as TreeBox, isOpen, scene));
  return shape(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, width, height, role: 'group', 'aria-label': title },
    arrowHeads(),
    shape('g', { class: 'open-boxes' }, ...boxes(view.open, true)),
    shape('g', { class: 'arrows', 'aria-hidden': 'true' }, ...arrowShapes(view, arrangement, nameOf)),
    shape('g', { class: 'closed-boxes' }, ...boxes(view.closed, false)),
    // Arrows lead over open boxes, and must not take the clicks that close them.
    shape('g', { 'aria-hidden': 'true' }, ...view.open.map((id) => closer(id, scene))),
  );
}

/** One sentence or two that say what the drawing shows of a box. */
export function describeBox(box: TreeBox, { tree, view, violations, cyclicFiles }: Scene): string {
  const ends = (own: 'from' | 'to', other: 'from' | 'to') =>
    view.arrows
      .filter((arrow) => arrow[own] === box.id)
      .map((arrow) => `${boxName(tree.boxes[arrow[other]] as TreeBox)} ${arrow.imports}`);
  const list = (words: string, names: readonly string[]) => {
    const more = names.length > 6 ? ` and ${names.length - 6} more` : '';
    return names.length === 0 ? '' : `. ${words} ${names.slice(0, 6).join(', ')}${more}`;
  };
  const found = violations.get(box.id) ?? 0;
  const cyclic = cyclicFiles.get(box.id) ?? 0;
  return [
    `${box.kind === 'file' ? '' : `${box.kind} `}${boxName(box)}`,
    box.kind === 'file' ? '' : `, ${count(box.files, 'file')}`,
    found > 0 ? `, ${count(found, 'violation')}` : '',
    cyclic > 0 ? `, ${count(cyclic, 'file')} on cycles` : '',
    list('Imports', ends('from', 'to')),
    list('Imported by', ends('to', 'from')),
  ].join('');
}

/** What stands below the label of a closed box. */
export function factsOf(box: TreeBox, { violations, cyclicFiles }: Counts): string {
  if (box.kind === 'file') return '';
  const found = violations.get(box.id) ?? 0;
  const cyclic = cyclicFiles.get(box.id) ?? 0;
  return [
    count(box.files, 'file'),
    ...(found > 0 ? [`${found} ⚠`] : []),
    ...(cyclic > 0 ? [`${cyclic} ↻`] : []),
  ].join(' · ');
}

function boxShape(box: TreeBox, isOpen: boolean, scene: Scene): SVGElement {
  const { x, y, width, height } = scene.arrangement.places.get(box.id) ?? { x: 0, y: 0, width: 0, height: 0 };
  const classes = [
    'box',
    box.kind,
    isOpen ? 'open' : 'closed',
    ...(box.id === scene.focus ? ['focused'] : []),
    ...(scene.marked.has(box.key) ? ['marked'] : []),
  ];
  const canOpen = box.children.length > 0;
  return shape(
    'g',
    {
      class: classes.join(' '),
      transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
      'data-box': box.id,
      role: 'button',
      tabindex: box.id === scene.current ? 0 : -1,
      'aria-label': describeBox(box, scene),
      'aria-expanded': canOpen ? String(isOpen) : undefined,
      'aria-pressed': String(box.id === scene.focus),
    },
    shape('title', {}, boxName(box)),
    shape('rect', { width, height, rx: box.kind === 'file' ? 4 : 7 }),
    ...(box.kind === 'layer' ? dropMarks(width, height) : []),
    ...texts(box, isOpen, width, scene),
    ...(canOpen && !isOpen ? [toggle(box.id, 'M-4 0 H4 M0 -4 V4', width - 15, titleHeight / 2)] : []),
  );
}

function texts(box: TreeBox, isOpen: boolean, width: number, scene: Scene): readonly SVGElement[] {
  const room = Math.floor((width - (box.children.length > 0 ? 44 : 20)) / characterWidth);
  const label = shape('text', { class: 'label', x: 10, y: 20 }, shortened(box.label, room));
  if (isOpen || box.kind === 'file') return [label];
  const facts = factsOf(box, scene);
  const name = facts.includes('⚠') ? 'facts bad' : 'facts';
  return [label, shape('text', { class: name, x: 10, y: 38 }, facts)];
}

function closer(id: number, { arrangement }: Scene): SVGElement {
  const { x, y, width } = arrangement.places.get(id) ?? { x: 0, y: 0, width: 0 };
  return toggle(id, 'M-4 0 H4', x + width - 15, y + titleHeight / 2);
}

function toggle(id: number, sign: string, x: number, y: number): SVGElement {
  return shape(
    'g',
    { class: 'toggle', 'data-toggle': id, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` },
    shape('circle', { r: 9 }),
    shape('path', { d: sign }),
  );
}

/** Where a dragged layer would go. */
function dropMarks(width: number, height: number): readonly SVGElement[] {
  const mark = (name: string, y: number) =>
    shape('rect', { class: `drop ${name}`, x: 0, y, width, height: 5, rx: 2 });
  return [mark('top', -9), mark('bottom', height + 4)];
}

/** The end of a name says most. */
function shortened(text: string, room: number): string {
  return text.length <= room ? text : `…${text.slice(text.length - room + 1)}`;
}
