import type { Rectangle } from './arrange.ts';
import type { Scene } from './draw.ts';

export type Direction = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';

/** The drawn box that an arrow key leads to: the nearest in its direction. */
export function nextBox(id: number, direction: Direction, { view, arrangement }: Scene): number | undefined {
  const drawn = [...view.open, ...view.closed].sort((a, b) => a - b);
  if (direction === 'first') return drawn[0];
  if (direction === 'last') return drawn.at(-1);
  const start = arrangement.places.get(id);
  if (!start) return undefined;
  let best: number | undefined;
  let least = Infinity;
  for (const other of drawn) {
    const place = arrangement.places.get(other);
    if (other === id || !place) continue;
    const cost = costOf(anchor(start), anchor(place), direction);
    if (cost < least) [best, least] = [other, cost];
  }
  return best;
}

interface Anchor {
  readonly x: number;
  readonly y: number;
}

/** Where a box carries its title. */
function anchor({ x, y, width }: Rectangle): Anchor {
  return { x: x + width / 2, y: y + 15 };
}

function costOf(from: Anchor, to: Anchor, direction: Exclude<Direction, 'first' | 'last'>): number {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const isVertical = direction === 'up' || direction === 'down';
  const ahead = isVertical ? (direction === 'up' ? -down : down) : direction === 'left' ? -across : across;
  const aside = Math.abs(isVertical ? across : down);
  if (ahead < 8) return Infinity;
  // Up and down go row by row, left and right stay in the row.
  return isVertical ? 2 * ahead + aside : ahead + 2.5 * aside;
}
