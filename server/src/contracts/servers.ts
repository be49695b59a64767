import { member } from '../model/json.ts';
import { items, type Spot, textOf } from './spot.ts';
import { type At, tell } from './tell.ts';

/** Servers are known by their address; their order and what is said of them is none of it. */
export function compareServers(at: At, old: Spot | undefined, now: Spot | undefined): void {
  const [before, after] = [addresses(old), addresses(now)];
  for (const [url, spot] of before) {
    if (!after.has(url)) tell({ ...at, mask: 1 }, 'server-removed', spot, undefined, { before: `"${url}"` });
  }
  for (const [url, spot] of after) {
    if (!before.has(url)) tell({ ...at, mask: 1 }, 'server-added', undefined, spot, { after: `"${url}"` });
  }
}

function addresses(servers: Spot | undefined): ReadonlyMap<string, Spot> {
  const found = items(servers, (item, index) => textOf(member(item, 'url')) ?? String(index)).flatMap(
    (spot) => {
      const url = textOf(member(spot.node, 'url'));
      return url === undefined ? [] : [[url.replace(/(.)\/+$/, '$1'), spot] as const];
    },
  );
  return new Map(found);
}
