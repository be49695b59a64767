import { type HttpMethod, httpMethods, operationKey, type Route } from '../../model/contract.ts';
import type { ContractFacts } from '../../model/contract-facts.ts';
import type { PromisedOperation } from '../../model/contract-writing.ts';
import type { Finding } from '../../model/finding.ts';
import type { WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import type { Mismatch, OperationMatch } from '../../model/matching.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';
import { operationName, routeName } from './sentences.ts';
import { promisedOf, unless, wayOf, whyNotByHand } from './written-way.ts';

/** A route and an operation that are meant to be one: the code follows the contract, or the contract the code. */
export async function* mismatchFixes(
  finding: Finding,
  { contracts }: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const found = contracts.matching.mismatches.find((one) => isMeant(one, finding));
  const pair = found?.pairs[0];
  // A prefix is a matter of mounts, proxies and servers, and of all routes at once.
  if (!found || !pair || found.differs === 'prefix') return;
  const { match, route } = pair;
  const writing = await tools.contracts();
  const promised = promisedOf(match);
  const { method } = match.operation;
  const { operations } = contracts.matching;
  const [toCode, toContract] = [
    `Rename ${routeName(route)} in code`,
    `Rename ${operationName(match)} in "${match.bound.contract.path}"`,
  ];
  const byHand = whyNotByHand(match.bound);
  if (found.differs === 'method') {
    const codeTitle = `${toCode} to ${method}`;
    yield wayOf('rename-in-code', codeTitle, writing.changeRouteMethod(route, method));
    yield unless(
      byHand ?? (isMethod(route.method) ? undefined : 'The handler answers any method.'),
      'rename-in-contract',
      `${toContract} to ${route.method}`,
      () => writing.changeMethod(promised, route.method as HttpMethod),
    );
    return;
  }
  const [inCode, inContract] = [merged(route.template, promised.template), withServed(promised, route)];
  const served = servedBelow(match, operations) ?? byHand;
  yield unless(sharedWith(route, contracts), 'rename-in-code', `${toCode} to ${inCode}`, () =>
    writing.renameRoute(route, inCode, contracts.routes),
  );
  yield unless(served, 'rename-in-contract', `${toContract} to ${inContract}`, () =>
    writing.renamePath(promised, inContract),
  );
}

function isMethod(method: Route['method']): method is HttpMethod {
  return (httpMethods as readonly string[]).includes(method);
}

function isMeant(
  { pairs: [first], differs, promised, served }: Mismatch,
  { path, span, subject }: Finding,
): boolean {
  if (!first || first.route.path !== path || first.route.span.start !== span.start) return false;
  const { method, template } = first.match.operation;
  return (
    subject === (differs === 'prefix' ? `prefix "${promised}" "${served}"` : operationKey(method, template))
  );
}

/** The path of the operation, without the servers' prefix, with the words of the code and its own names of parameters. */
function withServed({ operation, template }: PromisedOperation, route: Route): string {
  const prefix = template.slice(0, template.length - operation.template.length);
  return merged(template, route.template).slice(prefix.length);
}

/** A path with the literal segments of another one, and its own names of parameters. */
function merged(own: string, other: string): string {
  const segments = other.split('/');
  return own
    .split('/')
    .map((segment, index) => (segment.includes('{') ? segment : (segments[index] ?? segment)))
    .join('/');
}

/** All methods of a path are renamed with it in the contract. */
function servedBelow(match: OperationMatch, operations: readonly OperationMatch[]): string | undefined {
  const { path, template } = match.operation;
  const other = operations.find(
    (one) =>
      one !== match &&
      one.operation.path === path &&
      one.operation.template === template &&
      one.routes.length > 0,
  );
  return other && `${operationName(other)} has the same path, and is served there.`;
}

/** One text may register several routes: those that are promised where they are would be lost. */
function sharedWith(route: Route, { matching }: ContractFacts): string | undefined {
  const other = matching.operations
    .flatMap(({ routes }) => routes)
    .find((one) => one !== route && one.path === route.path && one.span.start === route.span.start);
  return other && `${routeName(other)} is registered by the same text, and promised as it is.`;
}
