import { type ImportClass, importClass } from '../../model/facts.ts';
import type { Policy, ReachStatement } from '../../model/policy.ts';
import type { Belonging, Edge, ReachQuestion, SourceFile, WorkspaceFacts } from '../../model/rule.ts';
import { selects } from '../../ruling/selectors.ts';

export interface ReachOptions {
  readonly kinds?: readonly ImportClass[];
  /** Judge tests, too. */
  readonly tests?: boolean;
}

const runTime: readonly ImportClass[] = ['value', 'dynamic'];

/** Questions by where files stand, so that the same object is asked as long as they stand there. */
const asked = new WeakMap<Belonging, Map<ReachStatement, ReachQuestion>>();

/** What a statement asks of the graph: excluded files and tests are not judged, and what is excepted leads nowhere. */
export function reachQuestion(
  statement: ReachStatement,
  policy: Policy,
  workspace: WorkspaceFacts,
  { kinds = runTime, tests = false }: ReachOptions,
): ReachQuestion {
  let questions = asked.get(workspace.belonging);
  if (!questions) {
    questions = new Map();
    asked.set(workspace.belonging, questions);
  }
  const known = questions.get(statement);
  if (known) return known;
  const isJudged = (file: SourceFile) =>
    file.policy === policy && !file.isExcluded && (tests || !file.isTest);
  const isCut = cutsOf(workspace);
  const question: ReachQuestion = {
    from: idsOf(workspace, (file) => isJudged(file) && selects(statement.from, file, policy)),
    to: idsOf(workspace, (file) => selects(statement.mustNotReach, file, policy)),
    classes: statement.kinds ?? kinds,
    ...(isCut && { isCut }),
  };
  questions.set(statement, question);
  return question;
}

/** A shortest way from a file to each end that it reaches over no other beginning, nearest first, then in order of path. */
export function waysFrom(
  start: SourceFile,
  { from, to, classes, isCut }: ReachQuestion,
  { file: fileOf }: WorkspaceFacts,
): readonly (readonly Edge[])[] {
  const ends = new Set(to);
  const beginnings = new Set(from.filter((id) => !ends.has(id)));
  const cameBy = new Map<number, Edge>();
  const queue = [start];
  const reached: Edge[] = [];
  for (let next = 0; next < queue.length; next++) {
    const importer = queue[next] as SourceFile;
    for (const edge of edgesOf(importer, classes, fileOf)) {
      const { id } = edge.to;
      if (beginnings.has(id) || cameBy.has(id) || isCut?.(importer.id, id)) continue;
      cameBy.set(id, edge);
      if (ends.has(id)) reached.push(edge);
      else queue.push(edge.to);
    }
  }
  return reached.map((last) => {
    const way = [last];
    for (let edge = last; edge.from !== start; ) {
      edge = cameBy.get(edge.from.id) as Edge;
      way.unshift(edge);
    }
    return way;
  });
}

function edgesOf(
  from: SourceFile,
  classes: readonly ImportClass[],
  fileOf: WorkspaceFacts['file'],
): readonly Edge[] {
  if (from.isExcluded) return [];
  const edges = from.targets.flatMap((target, index): readonly Edge[] => {
    const fact = from.facts.imports[index];
    if (target.to !== 'file' || !fact || !classes.includes(importClass[fact.kind])) return [];
    return [{ from, to: fileOf(target.file), fact }];
  });
  return edges.sort((a, b) => (a.to.path < b.to.path ? -1 : a.to.path > b.to.path ? 1 : 0));
}

/** Whether an exception of the importer's policy is about an import between two files; undefined where there are none. */
function cutsOf(workspace: WorkspaceFacts): ReachQuestion['isCut'] {
  const cuts = workspace.policies.flatMap((policy) =>
    policy.except.map((exception) => ({
      from: new Set(
        idsOf(workspace, (file) => file.policy === policy && selects(exception.from, file, policy)),
      ),
      to: new Set(idsOf(workspace, (file) => selects(exception.to, file, policy))),
    })),
  );
  if (cuts.length === 0) return undefined;
  return (importer, target) => cuts.some(({ from, to }) => from.has(importer) && to.has(target));
}

function idsOf({ files }: WorkspaceFacts, isMeant: (file: SourceFile) => boolean): readonly number[] {
  return files.filter(isMeant).map(({ id }) => id);
}
