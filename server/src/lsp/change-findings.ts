import { type Finding, saysMoreThan, standsFor } from '../model/finding.ts';

const none: readonly Finding[] = [];

/** The finding of a check that one about the change stands for, without its place. */
type Partner = Pick<Finding, 'rule' | 'subject'>;

/**
 * Findings about the change as it was last judged, by document. A document that is typed in loses them until it is
 * judged again, as they would stand on other lines; those that stand for a finding of the check stay with that one.
 */
export class ChangeFindings {
  #byPath: ReadonlyMap<string, readonly Finding[]> = new Map();
  #partners: ReadonlyMap<Finding, Partner> = new Map();
  readonly #dropped = new Set<string>();

  at(path: string): readonly Finding[] {
    return this.#dropped.has(path) ? none : (this.#byPath.get(path) ?? none);
  }

  /** The findings of a document that a check has, with those about the change among them. */
  over(path: string, own: readonly Finding[]): readonly Finding[] {
    const about = this.#byPath.get(path) ?? none;
    if (about.length === 0) return own;
    const shown = about.flatMap((one): readonly Finding[] => {
      const partner = this.#partners.get(one);
      if (!partner) return this.#dropped.has(path) ? none : [one];
      // It goes at once where that one goes, and moves along with it.
      const there = own.find(({ rule, subject }) => rule === partner.rule && subject === partner.subject);
      return there ? [{ ...one, span: there.span, extent: there.extent }] : none;
    });
    return [...own.filter((finding) => !shown.some((one) => standsFor(one, finding))), ...shown];
  }

  get paths(): Iterable<string> {
    return this.#byPath.keys();
  }

  /** `ownAt` are the findings of the check in a document. Returns the documents about which something else may be said. */
  replace(
    findings: readonly Finding[],
    ownAt: (path: string) => readonly Finding[] = () => none,
  ): ReadonlySet<string> {
    const before = this.#byPath;
    const byPath = new Map<string, Finding[]>();
    for (const finding of findings) {
      const list = byPath.get(finding.path);
      if (list) list.push(finding);
      else byPath.set(finding.path, [finding]);
    }
    this.#byPath = byPath;
    this.#partners = new Map(
      findings.flatMap((one) => {
        const partner = one.inPlaceOf && ownAt(one.path).find((other) => saysMoreThan(one, other));
        return partner ? [[one, partner] as const] : [];
      }),
    );
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
