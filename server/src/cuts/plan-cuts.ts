import type { CutPlan } from '../model/cut-plan.ts';
import { cycleClassesOf, policyOfKnot } from '../model/cycle-policy.ts';
import type { ImportClass } from '../model/facts.ts';
import { byCodeUnit, isBelow } from '../model/path.ts';
import type { Knot } from '../model/rule.ts';
import { acceptedImports, wayOutOf } from './accepted.ts';
import { cutKnot, type KnotPlan } from './knot-cuts.ts';
import { knotImports, type Trust } from './knot-imports.ts';
import { isEnded, refuted } from './proof.ts';
import type { CutSource } from './source.ts';
import { type AcceptedCut, editsOfAccepted, notPlanned, toWholePlan } from './whole-plan.ts';

export interface CutOptions {
  /** Files and folders: only cycles that a file of theirs is in, and accepted imports in them. Default is everything. */
  readonly paths?: readonly string[];
  readonly isCancelled?: () => boolean;
}

/** What is trusted next, once a proof failed; undefined when nothing is left to try. */
const lessTrust = { 'all-fixes': 'type-only', 'type-only': 'removals', removals: undefined } as const;

/**
 * The imports that end the cycles and the accepted findings of a workspace, proven by judging it without them. What fails
 * its proof is planned again with fewer fixes, and left out when it fails even as mere removals. Undefined when cancelled.
 */
export async function planCuts(source: CutSource, options: CutOptions = {}): Promise<CutPlan | undefined> {
  const isWanted = (path: string) => options.paths?.some((wanted) => isBelow(wanted, path)) ?? true;
  const classesOf = (knot: Knot) => cycleClassesOf(policyOfKnot(knot, source.facts));
  const knots = allKnots(source, classesOf);
  const wanted = knots.filter(({ files }) => files.some(({ path }) => isWanted(path)));
  const made = new Map<Knot, { readonly trust: Trust; readonly plan: KnotPlan }>();
  const make = async (knot: Knot, trust: Trust) => {
    const imports = await knotImports(knot, classesOf(knot), trust, source);
    made.set(knot, { trust, plan: cutKnot(knot, imports) });
  };
  for (const knot of wanted) {
    if (options.isCancelled?.()) return undefined;
    await make(knot, 'all-fixes');
  }
  let accepted = await acceptedCuts(source, isWanted);
  const unproven: string[] = [];
  for (;;) {
    const plans = [...made.values()].map(({ plan }) => plan);
    const apart = notPlanned(accepted, plans);
    const checked = await recheck(source, plans, apart);
    if (options.isCancelled?.()) return undefined;
    const failed = checked ? refuted(plans, knots, classesOf, checked) : [];
    const standing = checked ? apart.filter((cut) => !isEnded(cut.accepted, checked)) : [];
    if (failed.length === 0 && standing.length === 0)
      return toWholePlan(inOrder(plans), accepted, source.findings, unproven.sort(byCodeUnit));
    for (const { knot } of failed) {
      const next = lessTrust[made.get(knot)?.trust ?? 'removals'];
      made.delete(knot);
      if (next) await make(knot, next);
      else unproven.push(knot.files[0]?.path ?? '');
    }
    for (const cut of standing) if (cut.way.by === 'hand') unproven.push(cut.accepted.from.path);
    const left = accepted.filter((cut) => !standing.includes(cut) || cut.way.by === 'fix');
    accepted = await Promise.all(left.map((cut) => (standing.includes(cut) ? byHand(cut, source) : cut)));
  }
}

/** Every cyclic component by the imports that its policy counts, each once. */
function allKnots({ facts }: CutSource, classesOf: (knot: Knot) => readonly ImportClass[]): readonly Knot[] {
  const policies = facts.policies.length > 0 ? facts.policies : [undefined];
  const wanted = new Map(policies.map((policy) => [cycleClassesOf(policy).join(), cycleClassesOf(policy)]));
  return [...wanted].flatMap(([name, classes]) =>
    facts.knots(classes).filter((knot) => classesOf(knot).join() === name),
  );
}

async function recheck(source: CutSource, plans: readonly KnotPlan[], apart: readonly AcceptedCut[]) {
  const edits = [
    ...plans.flatMap(({ steps }) => steps.flatMap(({ cuts }) => cuts.flatMap(({ proof }) => proof))),
    ...apart.flatMap(editsOfAccepted),
  ];
  return edits.length === 0 ? undefined : source.recheck(edits);
}

async function acceptedCuts(
  source: CutSource,
  isWanted: (path: string) => boolean,
): Promise<readonly AcceptedCut[]> {
  const wanted = acceptedImports(source).filter(({ from }) => isWanted(from.path));
  return Promise.all(
    wanted.map(async (accepted) => ({ accepted, way: await wayOutOf(accepted, source, true) })),
  );
}

async function byHand({ accepted }: AcceptedCut, source: CutSource): Promise<AcceptedCut> {
  return { accepted, way: await wayOutOf(accepted, source, false) };
}

function inOrder(plans: readonly KnotPlan[]): readonly KnotPlan[] {
  const first = ({ knot }: KnotPlan) => knot.files[0]?.path ?? '';
  return [...plans].sort((a, b) => byCodeUnit(first(a), first(b)));
}
