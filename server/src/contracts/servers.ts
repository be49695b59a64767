import { member } from '../model/json.ts';
import type { OperationPairs } from './operation-pairs.ts';
import { type Prefix, partsOf, prefixOf } from './server-prefix.ts';
import { items, type Spot, textOf } from './spot.ts';
import { type At, tell } from './tell.ts';

/**
 * Tells which operations are called at another address by now though their paths read the same, once for each two prefixes.
 * Where no servers are written nothing was promised of them.
 */
export function compareAddresses(at: (users: readonly string[]) => At, { pairs }: OperationPairs): void {
  const moved = new Map<string, { readonly old: Prefix; readonly now: Prefix; readonly users: string[] }>();
  for (const [{ prefix: old, address }, { prefix: now, address: other, name }] of pairs) {
    if (!old?.spot || !now?.spot || address === other) continue;
    const key = JSON.stringify([old.path, now.path]);
    const one = moved.get(key) ?? { old, now, users: [] };
    moved.set(key, one);
    one.users.push(name);
  }
  for (const { old, now, users } of moved.values()) {
    const words = { before: shown(old), after: shown(now) };
    tell(at(users), 'server-moved', old.spot && urlOf(old.spot), now.spot && urlOf(now.spot), words);
  }
}

function shown({ path }: Prefix): string {
  return path === '' ? 'none' : `"${path}"`;
}

/** The text of the address, which is what moved. */
function urlOf(server: Spot): Spot {
  const node = member(server.node, 'url');
  return node ? { ...server, node, pointer: `${server.pointer}/url` } : server;
}

/** Whether what servers put in front of paths is known, and judged by the operations below it. */
export function isByHost(
  servers: { readonly old: Spot | undefined; readonly now: Spot | undefined },
  pairs: OperationPairs['pairs'],
): boolean {
  const [old, now] = [prefixOf(servers.old), prefixOf(servers.now)];
  if (!old || !now || old.path === now.path) return false;
  const isKept = pairs.some(
    ([one, other]) => one.address !== undefined && one.address === other.address && one.key !== other.key,
  );
  return isKept || (old.spot !== undefined && now.spot !== undefined && pairs.length > 0);
}

/**
 * Servers are known by their address; their order and what is said of them is none of it. Where what they put in front of
 * paths is told by itself, or stands in the paths by now, they are known by their hosts.
 */
export function compareServers(at: At, old: Spot | undefined, now: Spot | undefined, isByHost = false): void {
  const [before, after] = [addresses(old, isByHost), addresses(now, isByHost)];
  for (const [key, { url, spot }] of before) {
    if (!after.has(key) && spot)
      tell({ ...at, mask: 1 }, 'server-removed', spot, undefined, { before: `"${url}"` });
  }
  for (const [key, { url, spot }] of after) {
    if (!before.has(key) && spot)
      tell({ ...at, mask: 1 }, 'server-added', undefined, spot, { after: `"${url}"` });
  }
}

interface Address {
  readonly url: string;
  /** Absent where nothing is written, which is the host that serves the document. */
  readonly spot?: Spot;
}

function addresses(servers: Spot | undefined, isByHost: boolean): ReadonlyMap<string, Address> {
  const found = items(servers, (item, index) => textOf(member(item, 'url')) ?? String(index)).flatMap(
    (spot) => {
      const url = textOf(member(spot.node, 'url'))?.replace(/(.)\/+$/, '$1');
      return url === undefined ? [] : [[isByHost ? partsOf(url).host : url, { url, spot }] as const];
    },
  );
  return new Map<string, Address>(found.length === 0 && isByHost ? [['', { url: '/' }]] : found);
}
