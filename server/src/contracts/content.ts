import { compareUses } from './schema-pair.ts';
import { below, type Entry, entries, type Spot } from './spot.ts';
import { type At, keyword, tell } from './tell.ts';

/** Compares what a body may be, media type by media type. */
export function compareContent(at: At, old: Spot | undefined, now: Spot | undefined): void {
  const before = mediaOf(old);
  const after = mediaOf(now);
  const isRead = at.unit.noun.kind === 'body';
  for (const [media, entry] of before) {
    const other = after.get(media) ?? (isRead ? rangeOver(after, media) : undefined);
    if (other) compareMedia(at, entry.spot, other.spot);
    else tell(at, 'media-removed', entry.spot, undefined, { before: entry.key, old: keyPlace(entry) });
  }
  for (const [media, entry] of after) {
    if (before.has(media)) continue;
    tell(at, 'media-added', undefined, entry.spot, { after: entry.key, now: keyPlace(entry) });
  }
}

function keyPlace({ keySpan, spot }: Entry) {
  return { path: spot.path, span: keySpan };
}

/** Without parameters such as the character set. */
function mediaOf(content: Spot | undefined): ReadonlyMap<string, Entry> {
  return new Map(
    [...entries(content)].map(([media, entry]) => [media.replace(/\s*;.*$/s, '').toLowerCase(), entry]),
  );
}

function rangeOver(all: ReadonlyMap<string, Entry>, media: string): Entry | undefined {
  return all.get(`${media.split('/')[0]}/*`) ?? all.get('*/*');
}

function compareMedia(at: At, old: Spot, now: Spot): void {
  for (const [key, property] of [
    ['schema', ''],
    ['itemSchema', '[]'],
  ] as const) {
    const [a, b] = [below(old, key), below(now, key)];
    if (a || b) compareUses({ ...at, property }, a ?? anything(old), b ?? anything(now));
  }
  const [a, b] = [below(old, 'encoding'), below(now, 'encoding')];
  if ((a && at.walk.old.isPartial(a)) || (b && at.walk.now.isPartial(b))) return;
  if ((a || b) && (!a || !b || at.walk.old.contentOf(a) !== at.walk.now.contentOf(b))) {
    tell(at, 'media-encoded', keyword(old, 'encoding'), keyword(now, 'encoding'));
  }
}

/** What a body without a schema may be. */
function anything(media: Spot): Spot {
  return { ...media, node: { kind: 'object', span: media.node.span, members: [] } };
}
