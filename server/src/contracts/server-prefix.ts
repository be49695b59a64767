import { member } from '../model/json.ts';
import { items, type Spot, textOf } from './spot.ts';

/** What the addresses of servers put in front of paths. */
export interface Prefix {
  /** `/api/v1`; empty for none. */
  readonly path: string;
  /** Where it is written; absent where nothing says it, so that it is none. */
  readonly spot?: Spot;
}

/** The one path that all of some servers have; undefined where they have several, or it depends on a variable. */
export function prefixOf(servers: Spot | undefined): Prefix | undefined {
  const found = items(servers).flatMap((spot) => {
    const url = textOf(member(spot.node, 'url'));
    return url === undefined ? [] : [{ path: partsOf(url).path, spot }];
  });
  const [first] = found;
  if (!first) return { path: '' };
  return found.every(({ path }) => path === first.path) && !/[{}]/.test(first.path) ? first : undefined;
}

/** Host and path of an address. */
export function partsOf(url: string): { readonly host: string; readonly path: string } {
  const [, host = '', rest = ''] =
    /^((?:[a-z][a-z\d+.-]*:)?\/\/[^/?#]*|\{[^{}]*\}(?=\/|$))?([^?#]*)/i.exec(url.trim()) ?? [];
  const segments = rest.split('/').filter((segment) => !/^\.{0,2}$/.test(segment));
  return { host: host.toLowerCase(), path: segments.map((segment) => `/${segment}`).join('') };
}
