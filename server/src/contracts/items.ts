import type { Schema } from './schema.ts';
import type { Spot } from './spot.ts';
import type { At, CompareUses } from './tell.ts';

/** Compares what lists hold: at each place that is described by itself, and behind these. */
export function compareItems(at: At, old: Schema, now: Schema, compareUses: CompareUses): void {
  const count = Math.max(old.prefix.length, now.prefix.length);
  const here = (place: number | '') => ({ ...at, property: `${at.property}[${place}]` });
  const least = Math.min(mostOf(old), mostOf(now));
  // What comes behind the last item of one side is told by how many there may be.
  for (let index = 0; index < Math.min(count, least); index += 1)
    compareUses(here(index), old.prefix[index] ?? restOf(old), now.prefix[index] ?? restOf(now));
  if (old.items && now.items) compareUses(here(''), old.items, now.items);
  else if (count > 0 && count < least && (old.items || now.items))
    compareUses(here(''), restOf(old), restOf(now));
}

function mostOf({ keywords }: Schema): number {
  const most = keywords.get('maxItems');
  return most?.kind === 'number' ? most.value : Number.POSITIVE_INFINITY;
}

/** Anything, where nothing is said of it. */
function restOf({ items, spot }: Schema): Spot {
  return items ?? { ...spot, node: { kind: 'object', span: spot.node.span, members: [] } };
}
