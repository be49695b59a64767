import type { Point } from '../graph/layered-layout.ts';
import { count } from '../model/words.ts';
import type { Arrangement, Rectangle } from './arrange.ts';
import { shape } from './elements.ts';
import type { TreeBox } from './tree.ts';
import type { Arrow, View } from './view.ts';

type Side = 'top' | 'bottom';

/** Beyond so many, weights are shown only where one points. */
const mostWeights = 70;
/** How far an arrow between boxes beside each other reaches below them. */
const arcDepth = 40;

/** The arrows of a view, each a path with its weight; `data-arrow` is its index in the view. */
export function arrowShapes(
  view: View,
  { places, routes }: Arrangement,
  nameOf: (id: number) => string,
): readonly SVGElement[] {
  const ports = portsOf(view.arrows, places);
  const isCrowded = view.arrows.length > mostWeights;
  return view.arrows.map((arrow, index) => {
    const [start, end] = [ports.get(`${index} from`) as Point, ports.get(`${index} to`) as Point];
    const name = arrowName(arrow);
    const stops = [start, ...(routes.get(index) ?? []), end];
    const sides = sidesOf(arrow, places);
    const middle = middleOf(stops, sides);
    const weight = weightOf(arrow);
    const path = curve(stops, sides);
    return shape(
      'g',
      {
        class: [
          ...['arrow', name],
          ...(arrow.closesCircle ? ['closing'] : []),
          ...(isCrowded && name === 'plain' ? ['crowded'] : []),
        ].join(' '),
        'data-arrow': index,
        'data-from': arrow.from,
        'data-to': arrow.to,
      },
      shape('title', {}, describeArrow(arrow, nameOf)),
      shape('path', { class: 'touch', d: path }),
      shape('path', {
        class: 'line',
        d: path,
        'stroke-width': Math.min(1 + Math.log2(arrow.imports) * 0.55, 6).toFixed(1),
        'marker-end': `url(#head-${name})`,
      }),
      shape('text', { x: middle.x, y: middle.y + 4, 'text-anchor': 'middle' }, weight),
    );
  });
}

/** The heads of arrows, one for each kind. */
export function arrowHeads(): SVGElement {
  const heads = ['plain', 'circle', 'violating'].map((name) =>
    shape(
      'marker',
      {
        ...{ id: `head-${name}`, class: `head ${name}`, viewBox: '0 0 10 10', refX: 9, refY: 5 },
        ...{ markerWidth: 9, markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto' },
      },
      shape('path', { d: 'M0 0 L10 5 L0 10 z' }),
    ),
  );
  return shape('defs', {}, ...heads);
}

/** One sentence about an arrow. */
export function describeArrow(arrow: Arrow, nameOf: (id: number) => string): string {
  const { imports, typeOnly, violations } = arrow;
  const parts = [
    count(imports, 'import'),
    ...(typeOnly > 0 ? [`${typeOnly} type-only`] : []),
    ...(violations > 0 ? [count(violations, 'violation')] : []),
    ...(arrow.closesCircle ? ['closes a circle'] : []),
  ];
  return `${nameOf(arrow.from)} → ${nameOf(arrow.to)}: ${parts.join(', ')}`;
}

function weightOf({ imports, violations }: Arrow): string {
  if (violations === 0) return String(imports);
  return violations >= imports ? `${violations} ⚠` : `${violations} ⚠ of ${imports}`;
}

function arrowName({ violations, closesCircle }: Arrow): 'plain' | 'circle' | 'violating' {
  return violations > 0 ? 'violating' : closesCircle ? 'circle' : 'plain';
}

/** Where each arrow leaves and arrives: spread over the side, in the order of what is at the other end. */
function portsOf(
  arrows: readonly Arrow[],
  places: ReadonlyMap<number, Rectangle>,
): ReadonlyMap<string, Point> {
  const sides = new Map<
    string,
    { readonly port: string; readonly box: Rectangle; readonly other: number }[]
  >();
  for (const [index, arrow] of arrows.entries()) {
    const { from, to } = ends(arrow, places);
    const [leaving, arriving] = sidesOf(arrow, places);
    const add = (key: string, port: string, box: Rectangle, other: Rectangle) => {
      const entry = { port, box, other: centre(other).x };
      const known = sides.get(key);
      if (known) known.push(entry);
      else sides.set(key, [entry]);
    };
    add(`${arrow.from} ${leaving}`, `${index} from`, from, to);
    add(`${arrow.to} ${arriving}`, `${index} to`, to, from);
  }
  const ports = new Map<string, Point>();
  for (const [side, entries] of sides) {
    entries.sort((a, b) => a.other - b.other);
    for (const [at, { port, box }] of entries.entries()) {
      const x = box.x + box.width * (0.12 + (0.76 * (at + 0.5)) / entries.length);
      ports.set(port, { x, y: side.endsWith('top') ? box.y : box.y + box.height });
    }
  }
  return ports;
}

/** Down from bottom to top, up from top to bottom; beside each other below both. */
function sidesOf(arrow: Arrow, places: ReadonlyMap<number, Rectangle>): readonly [Side, Side] {
  const { from, to } = ends(arrow, places);
  if (to.y >= from.y + from.height) return ['bottom', 'top'];
  if (to.y + to.height <= from.y) return ['top', 'bottom'];
  return ['bottom', 'bottom'];
}

/** Leaves and arrives at right angles to the sides, and passes the stops between straight up or down. */
function curve(stops: readonly Point[], [leaving, arriving]: readonly [Side, Side]): string {
  const [first] = stops;
  if (!first) return '';
  const isArc = leaving === arriving;
  const pieces = stops.slice(1).map((end, index) => {
    const start = stops[index] as Point;
    const reach = isArc ? arcDepth : (end.y - start.y) * 0.45;
    const second = isArc ? end.y + reach : end.y - reach;
    return `C${at(start.x, start.y + reach)} ${at(end.x, second)} ${at(end.x, end.y)}`;
  });
  return `M${at(first.x, first.y)} ${pieces.join(' ')}`;
}

function at(x: number, y: number): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

/** The middle of the piece in the middle. */
function middleOf(stops: readonly Point[], [leaving, arriving]: readonly [Side, Side]): Point {
  const piece = Math.floor((stops.length - 2) / 2);
  const [start, end] = [stops[piece] as Point, stops[piece + 1] as Point];
  // A curve of this kind comes three quarters of the way to its control points.
  const sag = leaving === arriving ? arcDepth * 0.75 : 0;
  return { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 + sag };
}

const nowhere: Rectangle = { x: 0, y: 0, width: 0, height: 0 };

function ends({ from, to }: Arrow, places: ReadonlyMap<number, Rectangle>) {
  return { from: places.get(from) ?? nowhere, to: places.get(to) ?? nowhere };
}

function centre({ x, y, width, height }: Rectangle): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** The name of a box in sentences. */
export function boxName({ kind, label, path }: TreeBox): string {
  if (kind === 'range') return `files ${label}`;
  return path ?? label;
}
