import { operationKey, type Route, servingFiles } from '../../model/contract.ts';
import type { Finding } from '../../model/finding.ts';
import type { WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import type { OperationMatch } from '../../model/matching.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';
import { operationName } from './sentences.ts';
import { continuedWay, promisedOf, unless, wayOf, whyNotByHand } from './written-way.ts';

/** An operation that nothing serves: serve it, or say that it comes later. */
export async function* operationFixes(
  finding: Finding,
  { contracts }: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const found = contracts.matching.missing.find(({ match: { operation } }) => {
    const { path, span, method, template } = operation;
    return (
      path === finding.path &&
      span.start === finding.span.start &&
      operationKey(method, template) === finding.subject
    );
  });
  if (!found) return;
  const { match } = found;
  const writing = await tools.contracts();
  const promised = promisedOf(match);
  const siblings = siblingsOf(match, contracts.routes, contracts.matching.operations);
  const name = operationName(match);
  const written = writing.writeHandler(promised, siblings);
  yield continuedWay(wayOf('write-handler', `Write a handler for ${name}`, written));
  yield unless(whyNotByHand(match.bound), 'mark-planned', `Mark ${name} as planned`, () =>
    writing.markPlanned(promised),
  );
}

/** Routes that may stand beside, those of the same contract and of the longest common path first. */
export function siblingsOf(
  { bound, paths }: OperationMatch,
  routes: readonly Route[],
  operations: readonly OperationMatch[],
): readonly Route[] {
  const own = new Set(operations.flatMap((one) => (one.bound === bound ? one.routes : [])));
  const wanted = (paths[0] ?? '').split('/');
  const rank = (route: Route) => {
    const segments = route.template.split('/');
    const differs = wanted.findIndex((segment, index) => segment !== segments[index]);
    return (differs < 0 ? wanted.length : differs) * 2 + (own.has(route) ? 1 : 0);
  };
  return routes
    .filter((route) => servingFiles(route).some((path) => bound.implementedBy(path)))
    .map((route) => ({ route, rank: rank(route) }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ route }) => route);
}
