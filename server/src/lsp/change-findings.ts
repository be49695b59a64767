import type { Finding } from '../model/finding.ts';

const none: readonly Finding[] = [];

/**
 * Findings about the change as it was last judged, by document. A document that is typed in loses them until it is
 * judged again, as they would stand on other lines.
 */
export class ChangeFindings {
  #byPath: ReadonlyMap<string, readonly Finding[]> = new Map();
  readonly #dropped = new Set<string>();

  at(path: string): readonly Finding[] {
    return this.#dropped.has(path) ? none : (this.#byPath.get(path) ?? none);
  }

  get paths(): Iterable<string> {
    return this.#byPath.keys();
  }

  /** Returns the documents about which something else may be said. */
  replace(findings: readonly Finding[]): ReadonlySet<string> {
    const before = this.#byPath;
    const byPath = new Map<string, Finding[]>();
    for (const finding of findings) {
      const list = byPath.get(finding.path);
      if (list) list.push(finding);
      else byPath.set(finding.path, [finding]);
    }
    this.#byPath = byPath;
    const paths = [...new Set([...before.keys(), ...byPath.keys()])];
    const changed = paths.filter((path) => {
      const [old, now] = [before.get(path) ?? none, byPath.get(path) ?? none];
      return (
        this.#dropped.has(path) || old.length !== now.length || !old.every((one, at) => isSame(one, now[at]))
      );
    });
    this.#dropped.clear();
    return new Set(changed);
  }

  /** True when the document had some. */
  drop(path: string): boolean {
    if (this.#dropped.has(path) || !this.#byPath.has(path)) return false;
    this.#dropped.add(path);
    return true;
  }
}

/** Each judgement makes new objects; what is shown of them is plain. */
function isSame(a: Finding, b: Finding | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
