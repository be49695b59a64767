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
    this.#dropped.clear();
    return new Set([...before.keys(), ...byPath.keys()]);
  }

  /** True when the document had some. */
  drop(path: string): boolean {
    if (this.#dropped.has(path) || !this.#byPath.has(path)) return false;
    this.#dropped.add(path);
    return true;
  }
}
