import { classesIn, cycleRule, policyOfKnot } from '../../model/cycle-policy.ts';
import { type ImportClass, importClass } from '../../model/facts.ts';
import type { Problem } from '../../model/finding.ts';
import type { Policy } from '../../model/policy.ts';
import { type Acceptance, defineRule, type Edge, type Knot, type WorkspaceFacts } from '../../model/rule.ts';
import { cycleToTell, edgesWithin } from './cycle-edges.ts';

const id = cycleRule;
const longestShown = 6;
/** A cycle that is as it was is told by the same object, so that the engine need not judge it again. */
const problems = new WeakMap<Knot, { readonly acceptance: Acceptance; readonly problem: Problem }>();

export default defineRule({
  id,
  scope: 'workspace',
  reads: 'imports',
  severity: 'error',
  declaredBy: 'layers',
  options: {
    type: 'object',
    properties: { kinds: { type: 'array', items: { enum: ['value', 'type', 'dynamic'] } } },
    additionalProperties: false,
  },
  docs: {
    summary: 'Files do not import each other in a circle at run time.',
    why: 'Files in a cycle load in an order that nobody chose, cannot be tested or moved alone, and grow together.',
    policy: `{
  "rules": { "architecture/import-cycle": "error" }
}`,
    bad: `//- cart.ts
import { price } from './price';
//                    ^^^^^^^^^ error: "cart.ts" and "price.ts" import each other at run time.
export const cart = () => price();
//- price.ts
import { cart } from './cart';
export const price = () => cart;`,
    good: `//- cart.ts
import { price } from './price';
export interface Cart { total: number }
export const cart = () => price;
//- price.ts
import type { Cart } from './cart';
export const price = (cart: Cart) => cart.total;`,
    ways: [
      '*Make the import type-only* where only types are used.',
      '*Import from the file that declares it* instead of one that only passes it on.',
      'Move what both files need into a third file.',
      'Pass the other side in as a parameter.',
      'Where many files are tangled, ask the cut plan which imports to begin with: `parapet explain --cuts`.',
    ],
  },
  *check(policy, workspace, options) {
    const kinds = classesIn(options);
    for (const knot of workspace.knots(kinds)) {
      if (policy !== policyOfKnot(knot, workspace)) continue;
      yield problemOf(knot, policy, workspace, kinds);
    }
  },
  async *fix(finding, workspace, tools) {
    const { cycleFixes } = await import('../fixes.ts');
    yield* cycleFixes(finding, workspace, tools);
  },
});

function problemOf(
  knot: Knot,
  policy: Policy | undefined,
  workspace: WorkspaceFacts,
  kinds: readonly ImportClass[],
): Problem {
  const { acceptance } = workspace;
  const known = problems.get(knot);
  if (known?.acceptance === acceptance) return known.problem;
  const edges = () => edgesWithin(knot, workspace, kinds);
  const isAccepted = ({ from, to }: Edge) => acceptance.lists(policy, id, from.path, to.path);
  const cycle = acceptance.listsSome(policy, id) ? cycleToTell(knot, edges(), isAccepted) : knot.cycle;
  const problem = toProblem({ ...knot, cycle }, edges, isAtRunTime(cycle, edges));
  problems.set(knot, { acceptance, problem });
  return problem;
}

/** True where none of the imports is needed by types alone; two files may import each other in several ways. */
function isAtRunTime(cycle: readonly Edge[], edges: () => readonly Edge[]): boolean {
  const isType = ({ fact }: Edge) => importClass[fact.kind] === 'type';
  return cycle
    .filter(isType)
    .every(({ from, to }) =>
      edges().some((other) => other.from.id === from.id && other.to.id === to.id && !isType(other)),
    );
}

function toProblem({ cycle, files }: Knot, edges: () => readonly Edge[], isAtRunTime: boolean): Problem {
  const [first, ...rest] = cycle as [Edge, ...Edge[]];
  return {
    path: first.from.path,
    span: { start: first.fact.start, end: first.fact.end },
    extent: { start: first.fact.statement, end: first.fact.end },
    message: sentence(cycle, files.length, isAtRunTime),
    subject: first.to.path,
    parts: () => edges().map(({ from, to }) => ({ path: from.path, subject: to.path })),
    related: rest.map(({ from, to, fact }) => ({
      path: from.path,
      span: { start: fact.start, end: fact.end },
      message: `"${from.path}" imports "${to.path}".`,
    })),
  };
}

function sentence(cycle: readonly Edge[], size: number, isAtRunTime: boolean): string {
  const names = cycle.map(({ from }) => from.path);
  const more = size > names.length ? ` ${size} files are in cycles with each other here.` : '';
  const types = isAtRunTime ? '' : ', counting imports of types';
  if (names.length === 1) return `"${names[0]}" imports itself.${more}`;
  if (names.length === 2) {
    const how = isAtRunTime ? ' at run time' : types;
    return `"${names[0]}" and "${names[1]}" import each other${how}.${more}`;
  }
  const shown = names.length > longestShown ? [...names.slice(0, longestShown - 1), '…'] : names;
  const cycleOf = `${isAtRunTime ? 'run-time ' : ''}cycle of ${names.length} files${types}`;
  return `This import is part of a ${cycleOf}: ${[...shown, names[0]].join(' → ')}.${more}`;
}
