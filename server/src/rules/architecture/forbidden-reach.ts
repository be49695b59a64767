import type { Problem } from '../../model/finding.ts';
import { lastSegment } from '../../model/path.ts';
import type { Policy, ReachStatement, Selector } from '../../model/policy.ts';
import {
  type Acceptance,
  defineRule,
  type Edge,
  type Reach,
  type ReachQuestion,
  type SourceFile,
  type WorkspaceFacts,
} from '../../model/rule.ts';
import { selects } from '../../ruling/selectors.ts';
import { kindsOption } from './boundary-problems.ts';
import { type ReachOptions, reachQuestion, waysFrom } from './reach-question.ts';

const id = 'architecture/forbidden-reach';
const longestShown = 6;
/** What is as it was is told by the same object, so that the engine need not judge it again. */
const problems = new WeakMap<Reach, Told>();

interface Told {
  readonly problem: Problem;
  readonly acceptance: Acceptance;
  /** Where the baseline accepts such problems, all ends count; else the nearest one does. */
  readonly ends?: { readonly ground: object; readonly paths: string };
}

export default defineRule({
  id,
  scope: 'workspace',
  reads: 'imports',
  severity: 'error',
  declaredBy: 'reach',
  options: {
    ...kindsOption,
    properties: { ...kindsOption.properties, tests: { type: 'boolean' } },
  },
  docs: {
    summary: 'What must not be reached from some files is not reached over any number of imports.',
    why: 'A boundary that looks at single imports lets the same dependency through as soon as one file stands between.',
    policy: `{
  "reach": [{ "from": ["src/routes/**"], "mustNotReach": ["src/db/**"] }]
}`,
    bad: `//- src/routes/a.ts
import { load } from '../service';
//                   ^^^^^^^^^^^^ error: "src/routes/a.ts" reaches "src/db/pool.ts", which "src/routes/**" must not reach, over 2 imports: a.ts → service.ts → pool.ts.
export const a = load;
//- src/routes/all.ts
import { a } from './a';
export const all = [a];
//- src/service.ts
import { pool } from './db/pool';
export const load = pool;
//- src/db/pool.ts
export const pool = 1;`,
    good: `//- src/routes/a.ts
import { load } from '../service';
export const a = load;
//- src/service.ts
import type { Pool } from './db/pool';
export const load = (pool: Pool) => pool;
//- src/db/pool.ts
export type Pool = number;`,
    ways: [
      '*Make an import on the way type-only* where only types are used, or remove it.',
      'Let a file between the two declare what it needs as an interface, and pass the other side in.',
      'Where one import is meant for now, add it to "except" with the reason.',
    ],
  },
  *check(policy, workspace, options) {
    if (!policy) return;
    for (const statement of policy.reach) {
      const question = reachQuestion(statement, policy, workspace, (options ?? {}) as ReachOptions);
      const { all, ground } = workspace.reach(question);
      const asked = { statement, policy, question, ground, workspace };
      for (const reach of all) yield problemOf(reach, asked);
    }
  },
  async *fix(finding, workspace, tools) {
    const { reachFixes } = await import('../fixes.ts');
    yield* reachFixes(finding, workspace, tools);
  },
});

interface Asked {
  readonly statement: ReachStatement;
  readonly policy: Policy;
  readonly question: ReachQuestion;
  readonly ground: object;
  readonly workspace: WorkspaceFacts;
}

function problemOf(reach: Reach, asked: Asked): Problem {
  const { policy, ground, workspace } = asked;
  const { acceptance } = workspace;
  const before = problems.get(reach);
  const known = before?.acceptance === acceptance ? before : undefined;
  if (!acceptance.listsSome(policy, id)) {
    const problem = known?.problem ?? toProblem(reach.edges, reach, asked);
    problems.set(reach, { problem, acceptance });
    return problem;
  }
  if (known?.ends?.ground === ground) return known.problem;
  const ends = reach.ends();
  const paths = ends.map(({ path }) => path).join('\n');
  if (known?.ends?.paths === paths) {
    problems.set(reach, { ...known, ends: { ground, paths } });
    return known.problem;
  }
  const way = wayToTell(reach, ends, asked);
  const problem = toProblem(way, reach, asked);
  // Another way than the reach's own may change while that one does not.
  if (way === reach.edges) problems.set(reach, { problem, acceptance, ends: { ground, paths } });
  return problem;
}

/** The baseline may accept the nearest end, and another be as new as any. */
function wayToTell(
  { edges }: Reach,
  ends: readonly SourceFile[],
  { policy, question, workspace }: Asked,
): readonly Edge[] {
  const start = (edges[0] as Edge).from;
  const isNew = ({ path }: SourceFile) => !workspace.acceptance.lists(policy, id, start.path, path);
  if (!ends.some(isNew) || isNew(endOf(edges))) return edges;
  return waysFrom(start, question, workspace).find((way) => isNew(endOf(way))) ?? edges;
}

function toProblem(way: readonly Edge[], reach: Reach, { statement, policy }: Asked): Problem {
  const [first, ...rest] = way as readonly [Edge, ...Edge[]];
  const { why, owner, severity } = statement;
  return {
    path: first.from.path,
    span: { start: first.fact.start, end: first.fact.end },
    extent: { start: first.fact.statement, end: first.fact.end },
    message: sentence(way, selectorFor(first.from, statement, policy)),
    subject: endOf(way).path,
    parts: () => reach.ends().map(({ path }) => ({ path: first.from.path, subject: path })),
    related: [
      ...rest.map(({ from, to, fact }) => ({
        path: from.path,
        span: { start: fact.start, end: fact.end },
        message: `"${from.path}" imports "${to.path}".`,
      })),
      { ...statement.place, message: 'What must not be reached is declared here.' },
    ],
    ...(why !== undefined && { why }),
    ...(owner !== undefined && { owner }),
    ...(severity !== undefined && { severity }),
  };
}

function sentence(way: readonly Edge[], selector: string): string {
  const start = (way[0] as Edge).from.path;
  const end = endOf(way).path;
  if (way.length === 1) return `"${start}" imports "${end}", which "${selector}" must not reach.`;
  const names = [start, ...way.map(({ to }) => to.path)].map((path) => lastSegment(path));
  const shown =
    names.length > longestShown ? [...names.slice(0, longestShown - 2), '…', names.at(-1)] : names;
  return `"${start}" reaches "${end}", which "${selector}" must not reach, over ${way.length} imports: ${shown.join(' → ')}.`;
}

/** The selector by which a file is meant, as written. */
function selectorFor(file: SourceFile, { from }: ReachStatement, policy: Policy): string {
  const found = from.find((selector) => selects([selector], file, policy));
  return found ? textOf(found) : file.path;
}

function textOf(selector: Selector): string {
  return selector.by === 'name' ? selector.name : selector.glob;
}

function endOf(way: readonly Edge[]): SourceFile {
  return (way.at(-1) as Edge).to;
}
