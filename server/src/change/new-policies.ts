import { type CompiledPattern, compilePolicy } from '../engine/compiled-policy.ts';
import type { Change } from '../model/change.ts';
import { isBelow, relativeTo } from '../model/path.ts';
import { declaresContracts } from '../model/policy.ts';
import { isTestPath } from '../model/test-path.ts';
import type { PolicyThen } from './policies-then.ts';

/**
 * Whether a policy does not judge contracts and code at a path yet, though it is the nearest one: what a policy of the base
 * judged goes on to be judged by that until the change is merged, unless it is for a service of the new one.
 */
export function passing(
  { now, before, outer }: PolicyThen,
  { files }: Change,
): ((path: string) => boolean) | undefined {
  if (!outer || !declaresContracts(outer)) return undefined;
  const from = new Map(files.map(({ path, from: earlier = path }) => [path, earlier]));
  const [own, then] = [compilePolicy(now), compilePolicy(outer)];
  const isOwn = (patterns: readonly CompiledPattern[], path: string) => isAmong(patterns, now.folder, path);
  const services = declaresContracts(now) ? own.services : [];
  return (path) => {
    const earlier = from.get(path) ?? path;
    // It came along with its policy.
    if (before && isBelow(before.folder, earlier)) return false;
    const isThen = (patterns: readonly CompiledPattern[]) => isAmong(patterns, outer.folder, earlier);
    if (isThen(then.exclude) || isThen(then.tests) || isTestPath(path)) return false;
    if (services.length === 0 || isOwn(own.exclude, path) || isOwn(own.tests, path)) return true;
    if (services.some((one) => isOwn(one.files, path))) return false;
    return then.services.some((one) => isThen(one.files));
  };
}

function isAmong(patterns: readonly CompiledPattern[], folder: string, path: string): boolean {
  return isBelow(folder, path) && patterns.some(({ glob }) => glob.matches(relativeTo(folder, path)));
}
