import {
  type Cut,
  type CutCycle,
  type CutPlan,
  efforts,
  type Tangle,
  type WayOut,
} from '../model/cut-plan.ts';
import type { Finding } from '../model/finding.ts';
import type { TextEdit } from '../model/fix.ts';
import { type AcceptedImport, isAccepted } from './accepted.ts';
import type { KnotPlan, KnotStep } from './knot-cuts.ts';
import { placeKey, removal } from './knot-imports.ts';
import { inBestOrder, type Step } from './order.ts';

/** An accepted import that is not among the cuts of a cycle. */
export interface AcceptedCut {
  readonly accepted: AcceptedImport;
  readonly way: WayOut;
}

/** Cuts that take effect together, and what they take off a tangle. */
interface Portion {
  readonly cuts: readonly Omit<Cut, 'left'>[];
  readonly taken: Tangle;
}

export function editsOfAccepted({ way, accepted: { from, fact } }: AcceptedCut): readonly TextEdit[] {
  return way.by === 'fix' ? way.edits : [removal(from.path, fact)];
}

/** The accepted imports that no plan of a knot takes away. */
export function notPlanned<Accepted extends { readonly accepted: AcceptedImport }>(
  all: readonly Accepted[],
  plans: readonly KnotPlan[],
): readonly Accepted[] {
  const planned = new Set(
    plans.flatMap(({ steps }) =>
      steps.flatMap(({ cuts }) => cuts.map(({ import: { from, fact } }) => placeKey(from.path, fact.start))),
    ),
  );
  return all.filter(({ accepted: { from, fact } }) => !planned.has(placeKey(from.path, fact.start)));
}

/** Puts the proven plans of knots and the accepted imports together as one; `accepted` are all of these, `apart` those on no plan. */
export function toWholePlan(
  plans: readonly KnotPlan[],
  accepted: readonly AcceptedCut[],
  findings: readonly Finding[],
  unproven: readonly string[],
): CutPlan {
  const apart = notPlanned(accepted, plans);
  const counts = new Map(
    accepted.map((cut) => [
      placeKey(cut.accepted.from.path, cut.accepted.fact.start),
      cut.accepted.findings.length,
    ]),
  );
  const sequences = [
    ...plans.map((plan, cycle) => knotSteps(plan, cycle, counts, isAccepted(plan.knot, findings))),
    ...apart.map((cut) => [acceptedStep(cut)]),
  ];
  const order = inBestOrder(sequences);
  const before = order.reduce<Tangle>((sum, { taken }) => plus(sum, taken, 1), nothing);
  const cuts: Cut[] = [];
  let left = before;
  for (const portion of order) {
    const next = plus(left, portion.taken, -1);
    for (const [index, cut] of portion.cuts.entries())
      cuts.push({ ...cut, left: index === portion.cuts.length - 1 ? next : left });
    left = next;
  }
  return { before, after: left, cycles: plans.map(toCycle), cuts, unproven };
}

const nothing: Tangle = { cycles: 0, files: 0, imports: 0, accepted: 0 };

function plus(a: Tangle, b: Tangle, sign: 1 | -1): Tangle {
  return {
    cycles: a.cycles + sign * b.cycles,
    files: a.files + sign * b.files,
    imports: a.imports + sign * b.imports,
    accepted: a.accepted + sign * b.accepted,
  };
}

function knotSteps(
  { before, steps }: KnotPlan,
  cycle: number,
  counts: ReadonlyMap<string, number>,
  isListed: boolean,
): readonly Step<Portion>[] {
  return steps.map((step, index) => {
    const was = steps[index - 1]?.left ?? before;
    const imports = was.imports - step.left.imports;
    const others = step.cuts.reduce(
      (sum, { import: { from, fact } }) => sum + (counts.get(placeKey(from.path, fact.start)) ?? 0),
      0,
    );
    const taken = {
      cycles: was.cycles > 0 && step.left.cycles === 0 ? 1 : 0,
      files: was.files - step.left.files,
      imports,
      accepted: others + (isListed ? imports : 0),
    };
    return { item: { cuts: cutsOf(step, cycle), taken }, effort: step.effort, gain: imports + others };
  });
}

function cutsOf({ cuts }: KnotStep, cycle: number): Portion['cuts'] {
  return cuts.map(({ import: { from, to, fact }, way, why }) => ({
    path: from.path,
    span: { start: fact.start, end: fact.end },
    specifier: fact.specifier,
    to: to.path,
    why,
    way,
    cycle,
  }));
}

function acceptedStep({ accepted: { from, fact, to, findings }, way }: AcceptedCut): Step<Portion> {
  const rules = [...new Set(findings.map(({ rule }) => rule))].join(' and ');
  const cut = {
    path: from.path,
    span: { start: fact.start, end: fact.end },
    specifier: fact.specifier,
    to,
    why: `the baseline accepts it for ${rules}`,
    way,
  };
  const effort = way.by === 'fix' ? efforts.deeper : efforts.hand;
  const taken = { ...nothing, accepted: findings.length };
  return { item: { cuts: [cut], taken }, effort, gain: findings.length };
}

function toCycle({ knot, before, steps, effort, atLeast }: KnotPlan): CutCycle {
  return {
    files: knot.files.map(({ path }) => path),
    imports: before.imports,
    cuts: steps.reduce((sum, { cuts }) => sum + cuts.length, 0),
    effort,
    atLeast,
  };
}
