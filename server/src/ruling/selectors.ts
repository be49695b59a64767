import { compileGlob, type Glob } from '../format/glob.ts';
import { isBelow, relativeTo } from '../model/path.ts';
import type { Policy, Selector } from '../model/policy.ts';
import type { SourceFile } from '../model/rule.ts';
import { isNamed } from './members.ts';

/** A selector is compiled once; a policy that is read anew has other objects. */
const globs = new WeakMap<Selector, Glob>();

/** True when one of the selectors of a policy means a file. */
export function selects(selectors: readonly Selector[], file: SourceFile, policy: Policy): boolean {
  return selectors.some((selector) => {
    if (selector.by === 'name') return isNamed(file.standing, selector.name);
    return (
      isBelow(policy.folder, file.path) && globOf(selector).matches(relativeTo(policy.folder, file.path))
    );
  });
}

function globOf(selector: Extract<Selector, { by: 'glob' }>): Glob {
  const known = globs.get(selector);
  if (known) return known;
  const glob = compileGlob(selector.glob);
  globs.set(selector, glob);
  return glob;
}
