import type { ImportClass } from '../model/facts.ts';
import type { Knot } from '../model/rule.ts';
import type { AcceptedImport } from './accepted.ts';
import type { KnotCut, KnotPlan } from './knot-cuts.ts';
import type { Rechecked } from './source.ts';

/** The plans whose claims do not hold in the workspace after the edits. `classesOf` tells what makes a knot a cycle. */
export function refuted(
  plans: readonly KnotPlan[],
  before: readonly Knot[],
  classesOf: (knot: Knot) => readonly ImportClass[],
  { facts, isWhole }: Rechecked,
): readonly KnotPlan[] {
  if (!isWhole) return plans;
  const known = new Set(before.map(nameOf));
  const planned = new Set(plans.map(({ knot }) => nameOf(knot)));
  const cyclic = new Set<string>();
  let isNew = false;
  for (const classes of distinct(plans.map(({ knot }) => classesOf(knot)))) {
    for (const knot of facts.knots(classes)) {
      const name = nameOf(knot);
      if (known.has(name) && !planned.has(name)) continue;
      const paths = knot.files.map(({ path }) => path);
      const isInside = plans.some(({ knot: { files } }) => {
        const members = new Set(files.map(({ path }) => path));
        return paths.some((path) => members.has(path));
      });
      isNew ||= !isInside;
      for (const path of paths) cyclic.add(path);
    }
  }
  return plans.filter(({ knot, steps }) => {
    const cuts = steps.flatMap((step) => step.cuts);
    const leadsPast = cuts.some((cut) => cut.import.deeper !== undefined);
    return (
      knot.files.some(({ path }) => cyclic.has(path)) ||
      (isNew && leadsPast) ||
      cuts.some((cut) => !leadsWhere(cut, facts))
    );
  });
}

/** True when a fix that lets an import name other files does lead to them. */
function leadsWhere({ way, import: { from, deeper } }: KnotCut, facts: Rechecked['facts']): boolean {
  if (way.by === 'hand' || !deeper) return true;
  const targets = new Set(
    facts.fileAt(from.path)?.targets.flatMap((target) => (target.to === 'file' ? [target.file] : [])),
  );
  return deeper.statements.every(({ file }) => targets.has(facts.fileAt(file)?.id ?? -1));
}

/** True when the accepted findings about an import are gone. */
export function isEnded({ from, findings }: AcceptedImport, { findings: left, isWhole }: Rechecked): boolean {
  const about = new Set(findings.map(({ rule, subject }) => `${rule}\n${subject}`));
  return (
    isWhole && !left.some(({ path, rule, subject }) => path === from.path && about.has(`${rule}\n${subject}`))
  );
}

function nameOf({ files }: Knot): string {
  return files.map(({ path }) => path).join('\n');
}

function distinct(all: readonly (readonly ImportClass[])[]): readonly (readonly ImportClass[])[] {
  return [...new Map(all.map((classes) => [classes.join(), classes])).values()];
}
