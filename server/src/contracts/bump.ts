import type { Bump } from '../model/contract.ts';
import { member } from '../model/json.ts';
import type { References } from './references.ts';
import { below, entries, items, type Spot } from './spot.ts';

/**
 * What two documents say of their versions. In `0.x` a minor step counts as major and a patch as minor, as nothing is
 * stable there. A version in all paths or servers that rose counts as major where they say none by themselves.
 */
export function declaredBump(old: string, now: string, isPathRaised: boolean): Bump {
  const saysNone = old === '' && now === '';
  return saysNone && isPathRaised ? 'major' : versionBump(old, now);
}

/** What `info.version` of a document says, here or behind a reference; empty where it says nothing. */
export function versionIn(root: Spot, { follow }: Pick<References, 'follow'>): string {
  const info = below(root, 'info');
  const version = info && below(follow(info), 'version');
  const node = version && follow(version).node;
  return node && 'value' in node ? String(node.value) : '';
}

/** A version that is a day is a version of its own: each other day is major. */
const day = /^\d{4}-\d{2}-\d{2}/;

export function versionBump(old: string, now: string): Bump {
  if (old === now) return 'none';
  if (day.test(old) && day.test(now)) return now > old ? 'major' : 'none';
  const [a, b] = [numbers(old), numbers(now)];
  if (!a || !b) return 'none';
  const at = a.findIndex((number, index) => number !== b[index]);
  if (at < 0) return /^v?[\d.]+$/.test(now) ? 'patch' : 'none';
  if ((b[at] ?? 0) < (a[at] ?? 0)) return 'none';
  const isUnstable = a[0] === 0;
  return (['major', isUnstable ? 'major' : 'minor', isUnstable ? 'minor' : 'patch'] as const)[at] ?? 'none';
}

function numbers(version: string): readonly number[] | undefined {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?![\d.])/.exec(version.trim());
  return found ? [found[1], found[2], found[3]].map((text) => Number(text ?? 0)) : undefined;
}

/** A version in all paths or servers rose. */
export function isPathRaised(old: Spot, now: Spot): boolean {
  return isRaised(addressesOf(old), addressesOf(now));
}

/** The same of addresses and paths. */
export function isRaised(old: readonly string[], now: readonly string[]): boolean {
  const [before, after] = [pathVersions(old), pathVersions(now)];
  return before.length > 0 && after.length > 0 && Math.min(...after) > Math.max(...before);
}

function addressesOf(root: Spot): readonly string[] {
  const servers = items(below(root, 'servers')).map(({ node }) => member(node, 'url'));
  const urls = servers.map((url) => (url?.kind === 'string' ? url.value : ''));
  return [...urls, ...entries(below(root, 'paths')).keys()];
}

function pathVersions(texts: readonly string[]): readonly number[] {
  return texts.flatMap((text) => {
    const found = /\/v(\d{1,6})(?=[/.]|$)/.exec(text);
    return found ? [Number(found[1])] : [];
  });
}
