import type { ContractFacts } from '../../model/contract-facts.ts';
import type { ContractWriting, PromisedOperation } from '../../model/contract-writing.ts';
import type { Finding } from '../../model/finding.ts';
import type { TextEdit, WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import type { ParameterMismatch, ParameterProblem } from '../../model/matching.ts';
import { byCodeUnit } from '../../model/path.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';
import { count } from '../../model/words.ts';
import { operationName, parameterSubject } from './sentences.ts';
import { promisedOf, unless, wayOf, whyNotByHand } from './written-way.ts';

/** A parameter that one side knows: the other one learns it, or its name. */
export async function* parameterFixes(
  finding: Finding,
  { contracts }: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const subjects = new Set(finding.parts?.().map(({ subject }) => subject) ?? [finding.subject]);
  const all = contracts.matching.parameters.filter(
    (one) =>
      one.place.path === finding.path &&
      one.place.span.start === finding.span.start &&
      subjects.has(parameterSubject(one)),
  );
  const [mismatch] = all;
  if (!mismatch) return;
  const writing = await tools.contracts();
  if (finding.parts) yield addToAll(all, mismatch, writing);
  else yield* ways[mismatch.problem]({ mismatch, contracts, writing, promised: promisedOf(mismatch.match) });
}

interface Asked {
  readonly mismatch: ParameterMismatch;
  readonly contracts: ContractFacts;
  readonly writing: ContractWriting;
  readonly promised: PromisedOperation;
}

const ways: Readonly<Record<ParameterProblem, (asked: Asked) => Iterable<WayOut>>> = {
  undeclared: addWay,
  'not-promised': addWay,
  'not-in-template': strayWays,
  renamed: renameWays,
  'not-in-route': readWays,
};

const kinds = { path: 'path', query: 'query', header: 'header', cookie: 'cookie' } as const;

function* addWay({ mismatch, writing, promised }: Asked): Iterable<WayOut> {
  const { in: place, name, match, route } = mismatch;
  const title = `Add the ${kinds[place]} parameter "${name}" to ${operationName(match)}`;
  yield unless(whyNotByHand(match.bound), 'add-parameter', title, () =>
    writing.addParameter(promised, { in: place, name }, route),
  );
}

/** One that is read in one place for many operations. */
function addToAll(
  all: readonly ParameterMismatch[],
  { in: place, name, match }: ParameterMismatch,
  writing: ContractWriting,
): WayOut {
  const distinct = new Map(all.map((one) => [parameterSubject(one), one]));
  const title = `Add the ${kinds[place]} parameter "${name}" to ${count(distinct.size, 'operation')}`;
  return unless(whyNotByHand(match.bound), 'add-parameter', title, () => {
    const edits: TextEdit[] = [];
    for (const one of distinct.values()) {
      const written = writing.addParameter(promisedOf(one.match), { in: place, name }, one.route);
      if ('refused' in written) return written;
      edits.push(...written.edits);
    }
    return { edits: edits.sort((a, b) => byCodeUnit(a.path, b.path) || a.start - b.start) };
  });
}

/** The path has one that is not declared: that is meant. */
function* strayWays({ mismatch, writing, promised }: Asked): Iterable<WayOut> {
  const { in: place, name, match } = mismatch;
  const byHand = whyNotByHand(match.bound);
  const undeclared = namesIn(match.operation.template).filter((own) => !isDeclared(own, mismatch));
  const [meant, ...others] = undeclared;
  if (meant !== undefined && others.length === 0)
    yield unless(byHand, 'rename-in-contract', `Rename the parameter "${name}" to "${meant}"`, () =>
      writing.renameParameter(promised, { in: place, name }, meant),
    );
  yield unless(
    byHand,
    'remove-parameter',
    `Remove the parameter "${name}" from ${operationName(match)}`,
    () => writing.removeParameter(promised, { in: place, name }),
  );
}

function isDeclared(name: string, { match }: ParameterMismatch): boolean {
  return match.operation.parameters.some((one) => one.in === 'path' && one.name === name);
}

function* renameWays({ mismatch, writing, promised, contracts }: Asked): Iterable<WayOut> {
  const { name, other = '', match, route } = mismatch;
  const { template } = match.operation;
  if (route)
    yield wayOf(
      'rename-in-code',
      `Rename "${other}" to "${name}" in code`,
      writing.renameRoute(route, route.template.replace(`{${other}}`, `{${name}}`), contracts.routes),
    );
  const path = match.bound.contract.path;
  yield unless(
    whyNotByHand(match.bound),
    'rename-in-contract',
    `Rename "${name}" to "${other}" in "${path}"`,
    () => writing.renamePath(promised, template.replace(`{${name}}`, `{${other}}`)),
  );
}

/** One part of the path is read by nobody: that is meant. */
function* readWays({ mismatch: { name, route }, writing }: Asked): Iterable<WayOut> {
  if (!route) return;
  const read = new Set(route.reads?.filter((one) => one.in === 'path').map((one) => one.name));
  const [meant, ...others] = namesIn(route.template).filter((own) => !read.has(own));
  if (meant === undefined || others.length > 0) return;
  yield wayOf('rename-in-code', `Read "${meant}" instead`, writing.renameRead(route, name, meant));
}

function namesIn(template: string): readonly string[] {
  return [...template.matchAll(/\{([^{}*]*)\*?\}/g)].map(([, name = '']) => name);
}
