import type { Exception, Policy, Reference } from '../../model/policy.ts';
import type {
  Belonging,
  Edge,
  ReachQuestion,
  SourceFile,
  Standing,
  WorkspaceFacts,
} from '../../model/rule.ts';
import { deniedImports, exceptionFor, holds } from '../../ruling/judgement.ts';
import { isNamed, membersOf, sameMember } from '../../ruling/members.ts';
import { selects } from '../../ruling/selectors.ts';
import { type ReachOptions, reachQuestion } from '../architecture/reach-question.ts';

const reachRule = 'architecture/forbidden-reach';

/** A statement, or a part of one, that an import makes use of. */
type Used = Reference | Exception;

/** How often imports make use of the parts of a policy. */
export interface Uses {
  isUsed(part: Used): boolean;
  /** The ids of the files that imports lead to which an exception is about, wherever these boundaries stand. */
  targetsOf(exception: Exception): readonly number[];
}

/** What the imports of one file make use of. */
interface Contribution {
  readonly used: readonly Used[];
  readonly excepted: readonly (readonly [exception: Exception, target: number])[];
}

interface Counted {
  readonly belonging: Belonging;
  readonly named: Map<Standing, Map<Standing, readonly Reference[]>>;
  wiring: number;
  /** What packages offer may decide what an exception is needed for; read only where there is one. */
  manifests: WorkspaceFacts['manifests'] | undefined;
  files: readonly SourceFile[];
  readonly contributions: Contribution[];
  readonly uses: Map<Used, number>;
  readonly targets: Map<Exception, Map<number, number>>;
}

/** Counts are kept from one run to the next; only files that are other objects by now are looked at again. */
const countedOf = new WeakMap<Policy, Counted>();
const nothing: Contribution = { used: [], excepted: [] };

/** Counts what the imports that a policy judges make use of; of an unchanged workspace at no cost. */
export function usesOf(policy: Policy, workspace: WorkspaceFacts): Uses {
  const known = countedOf.get(policy);
  const manifests = policy.except.length > 0 ? workspace.manifests : undefined;
  const isKnown = known?.belonging === workspace.belonging && known.manifests === manifests;
  const counted = isKnown ? known : emptyCount(workspace.belonging, manifests);
  if (counted.wiring !== workspace.wiring) {
    recount(counted, policy, workspace);
    countedOf.set(policy, counted);
  }
  return {
    isUsed: (part) => (counted.uses.get(part) ?? 0) > 0,
    targetsOf: (exception) =>
      [...(counted.targets.get(exception) ?? [])].flatMap(([id, count]) => (count > 0 ? [id] : [])),
  };
}

function emptyCount(belonging: Belonging, manifests: Counted['manifests']): Counted {
  return {
    belonging,
    manifests,
    named: new Map(),
    wiring: -1,
    files: [],
    contributions: [],
    uses: new Map(),
    targets: new Map(),
  };
}

function recount(counted: Counted, policy: Policy, workspace: WorkspaceFacts): void {
  const { files } = workspace;
  const { contributions } = counted;
  for (let index = 0; index < files.length; index++) {
    const file = files[index] as SourceFile;
    if (file === counted.files[index]) continue;
    add(contributions[index] ?? nothing, -1, counted);
    const contribution =
      file.policy === policy && !file.isExcluded ? contributionOf(file, policy, workspace, counted) : nothing;
    contributions[index] = contribution;
    add(contribution, 1, counted);
  }
  counted.files = files;
  counted.wiring = workspace.wiring;
}

function add({ used, excepted }: Contribution, amount: 1 | -1, { uses, targets }: Counted): void {
  for (const part of used) uses.set(part, (uses.get(part) ?? 0) + amount);
  for (const [exception, target] of excepted) {
    const counts = targets.get(exception) ?? new Map<number, number>();
    counts.set(target, (counts.get(target) ?? 0) + amount);
    targets.set(exception, counts);
  }
}

/** The imports of a file that would be told but for an exception. */
export function exceptedEdges(
  exception: Exception,
  file: SourceFile,
  policy: Policy,
  workspace: WorkspaceFacts,
): readonly Edge[] {
  if (file.isExcluded || (file.isTest && !judgesTests(policy)) || !selects(exception.from, file, policy))
    return [];
  const denied = new Set(
    deniedImports(file, workspace)
      .filter(({ edge, rulings }) => rulings.some((ruling) => holds(ruling, edge, workspace)))
      .map(({ edge }) => edge.fact),
  );
  return file.targets.flatMap((target, index): readonly Edge[] => {
    const fact = file.facts.imports[index];
    if (target.to !== 'file' || !fact) return [];
    const edge = { from: file, to: workspace.file(target.file), fact };
    if (exceptionFor(edge) !== exception) return [];
    return denied.has(fact) || cutsWay([target.file], policy, workspace) ? [edge] : [];
  });
}

/** Whether some files are, or lead to, what a policy says must not be reached. */
export function cutsWay(targets: readonly number[], policy: Policy, workspace: WorkspaceFacts): boolean {
  const setting = policy.rules.findLast(({ rule }) => rule === reachRule);
  return policy.reach.some((statement) => {
    const question = reachQuestion(statement, policy, workspace, (setting?.options ?? {}) as ReachOptions);
    return leadsOn(targets, question, workspace);
  });
}

/** Where no rule is told to judge tests, what they import needs no exception. */
function judgesTests({ rules, overrides }: Policy): boolean {
  const settings = [...rules, ...overrides.flatMap((override) => override.rules)];
  return settings.some(({ options }) => (options as { tests?: boolean } | undefined)?.tests === true);
}

function contributionOf(
  file: SourceFile,
  policy: Policy,
  workspace: WorkspaceFacts,
  { named }: Counted,
): Contribution {
  const hasList = membersOf(file.standing).some(({ element }) => element.mayImport);
  const exceptions = policy.except.filter(({ from }) => selects(from, file, policy));
  if (!hasList && exceptions.length === 0) return nothing;
  const targets = file.targets.flatMap((target) =>
    target.to === 'file' ? [workspace.file(target.file)] : [],
  );
  const denied = file.isTest && !judgesTests(policy) ? [] : deniedImports(file, workspace);
  const excepting = denied.flatMap(({ edge, rulings }) =>
    rulings.some((ruling) => holds(ruling, edge, workspace)) ? (exceptionFor(edge) ?? []) : [],
  );
  return {
    used: [
      ...(hasList ? targets.flatMap((to) => namesBetween(file.standing, to.standing, named)) : []),
      ...excepting,
    ],
    excepted: targets.flatMap((to) => {
      const exception = exceptions.find((one) => selects(one.to, to, policy));
      return exception ? [[exception, to.id] as const] : [];
    }),
  };
}

/** The listed names by which files that stand in one place may import files in another. */
function namesBetween(from: Standing, to: Standing, named: Counted['named']): readonly Reference[] {
  if (from === to) return [];
  const row = named.get(from) ?? new Map<Standing, readonly Reference[]>();
  named.set(from, row);
  const known = row.get(to);
  if (known) return known;
  const found = membersOf(from).flatMap((member) =>
    sameMember(member, from, to)
      ? []
      : (member.element.mayImport ?? []).filter(({ text }) => isNamed(to, text)),
  );
  row.set(to, found);
  return found;
}

const questions = new WeakMap<ReachQuestion, Map<string, ReachQuestion>>();

/** Whether one of some files is an end that must not be reached, or reaches one. */
function leadsOn(targets: readonly number[], question: ReachQuestion, workspace: WorkspaceFacts): boolean {
  if (targets.length === 0) return false;
  const ends = new Set(question.to);
  if (targets.some((id) => ends.has(id))) return true;
  const known = questions.get(question) ?? new Map<string, ReachQuestion>();
  questions.set(question, known);
  const key = targets.join();
  const asked = known.get(key) ?? { from: targets, to: question.to, classes: question.classes };
  known.set(key, asked);
  return workspace.reach(asked).all.length > 0;
}
