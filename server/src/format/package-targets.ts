/** What `exports` or `imports` says of one key. */
export type Targets =
  | { readonly found: 'targets'; readonly targets: readonly string[] }
  /** The key leads to null: it is closed on purpose. */
  | { readonly found: 'closed' }
  | { readonly found: 'none' };

type Conditions = (name: string) => boolean;
type Keyed = Readonly<Record<string, unknown>>;

/**
 * The targets of a subpath (`.` or `./x`) by Node's algorithm PACKAGE_EXPORTS_RESOLVE, in order of preference.
 * Where Node takes the first condition that holds, all that hold are listed, as TypeScript does: files may not be
 * built yet.
 */
export function exportTargets(exports: unknown, subpath: string, conditions: Conditions): Targets {
  const map = isSubpathMap(exports) ? exports : { '.': exports };
  return keyTargets(map, subpath, conditions);
}

/** The targets of a `#key` by PACKAGE_IMPORTS_RESOLVE; a target that starts with no dot is a package's name. */
export function importTargets(imports: unknown, key: string, conditions: Conditions): Targets {
  return isObject(imports) ? keyTargets(imports, key, conditions) : { found: 'none' };
}

function keyTargets(map: Keyed, key: string, conditions: Conditions): Targets {
  if (Object.hasOwn(map, key) && !key.includes('*')) return collect(map[key], '', conditions);
  const best = Object.keys(map)
    .filter((pattern) => captureOf(pattern, key) !== undefined)
    .sort(bySpecificity)[0];
  return best === undefined
    ? { found: 'none' }
    : collect(map[best], captureOf(best, key) as string, conditions);
}

/** What the `*` of a pattern stands for. A key that ends in `/` is the older form of `/*`. */
function captureOf(pattern: string, key: string): string | undefined {
  const whole = pattern.endsWith('/') ? `${pattern}*` : pattern;
  const [before, after, ...more] = whole.split('*');
  if (before === undefined || after === undefined || more.length > 0) return undefined;
  const fits = key.length >= whole.length && key.startsWith(before) && key.endsWith(after);
  return fits ? key.slice(before.length, key.length - after.length) : undefined;
}

/** PATTERN_KEY_COMPARE: the longer text before the `*` first, then the longer key. */
function bySpecificity(a: string, b: string): number {
  return baseLength(b) - baseLength(a) || b.length - a.length;
}

function baseLength(pattern: string): number {
  const star = pattern.indexOf('*');
  return star < 0 ? pattern.length : star + 1;
}

function collect(target: unknown, capture: string, conditions: Conditions): Targets {
  const targets: string[] = [];
  const end = visit(target);
  if (targets.length > 0) return { found: 'targets', targets };
  return { found: end === 'closed' ? 'closed' : 'none' };

  /** `closed` ends the search: what stands behind a null is not reached. */
  function visit(value: unknown): 'closed' | 'open' {
    if (value === null) return 'closed';
    if (typeof value === 'string') targets.push(filled(value, capture));
    else if (Array.isArray(value)) return visitList(value);
    else if (isObject(value)) {
      for (const [name, inner] of Object.entries(value)) {
        if (conditions(name) && visit(inner) === 'closed') return 'closed';
      }
    }
    return 'open';
  }

  /** In a list a null is passed over, and closes only when it is last. */
  function visitList(values: readonly unknown[]): 'closed' | 'open' {
    const ends = values.map(visit);
    return ends.at(-1) === 'closed' && targets.length === 0 ? 'closed' : 'open';
  }
}

function filled(target: string, capture: string): string {
  return target.endsWith('/') ? target + capture : target.replaceAll('*', () => capture);
}

function isSubpathMap(exports: unknown): exports is Keyed {
  return isObject(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
}

function isObject(value: unknown): value is Keyed {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
