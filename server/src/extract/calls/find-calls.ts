import type { Call, UnresolvedCall } from '../../model/calls.ts';
import type { CallFact, Expression } from '../../model/route-facts.ts';
import type { Place } from '../../model/span.ts';
import { routerAdapters } from '../routes/adapters/index.ts';
import { type Context, Evaluation, type Located } from '../routes/evaluation.ts';
import type { Client, ClientCall, Member } from './adapters/adapter.ts';
import { clientAdapters } from './adapters/index.ts';
import { Clients } from './clients.ts';
import { functionOf } from './functions.ts';
import { mentionedCalls } from './mentioned.ts';
import { piecesOf } from './pieces.ts';
import { type Calling, Requests } from './requests.ts';
import type { CallInput, FoundCalls } from './search.ts';
import { beginsLikePath } from './template.ts';

/**
 * Finds all calls of operations, and every one whose path is not written anywhere. Both are in the order of files and
 * offsets. Pure: facts of files are asked for as names lead there. In steps, so that others may work in between: each of
 * the files is to be read once, then comes the end.
 */
export function searchCalls(input: CallInput): {
  read(path: string): void;
  end(): FoundCalls;
} {
  const evaluation = new Evaluation(input, new WeakMap());
  const clients = new Clients(evaluation, clientAdapters);
  const requests = new Requests(evaluation);
  return {
    read(path) {
      for (const fact of input.facts(path)?.requests ?? [])
        for (const calling of links(path, fact)) readCall(clients, requests, calling);
    },
    end() {
      requests.settle();
      const mentioned = input.paths.flatMap((path) => mentionedCalls(input, path));
      return {
        calls: inOrder([...requests.calls, ...mentioned], keyOfCall),
        unresolved: inOrder(requests.unresolved, keyOfUnresolved),
      };
    },
  };
}

function keyOfCall({ method, template, operationId }: Call): string {
  return `${method} ${template} ${operationId ?? ''}`;
}

function keyOfUnresolved({ reason }: UnresolvedCall): string {
  return reason;
}

function inOrder<Found extends Place>(
  found: readonly Found[],
  keyOf: (each: Found) => string,
): readonly Found[] {
  const keyed = new Map(found.map((each) => [`${each.path} ${each.span.start} ${keyOf(each)}`, each]));
  return [...keyed.values()].sort(
    (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || a.span.start - b.span.start,
  );
}

/** Each call of a chain. */
function links(file: string, { call, scope }: CallFact): readonly Calling[] {
  const found: Calling[] = [];
  const context = { file, scope };
  for (let at: Expression = call; ; ) {
    if (at.is === 'call') {
      found.push({ context, expression: at });
      at = at.callee;
    } else if (at.is === 'member' || at.is === 'computed') at = at.object;
    else return found.reverse();
  }
}

function readCall(clients: Clients, requests: Requests, calling: Calling): void {
  const { context, expression: call } = calling;
  const look = lookIn(clients.evaluation, context);
  const members: (Member | undefined)[] = [];
  for (let at: Expression = call.callee; ; ) {
    const client = clients.find({ context, expression: at });
    if (client !== undefined) {
      const key = members.length === 1 && members[0] === undefined ? keyOf(call.callee) : undefined;
      take(requests, calling, client, { members, look, ...(key && { key }) });
      return;
    }
    if (at.is !== 'member' && at.is !== 'computed') break;
    members.unshift(at.is === 'member' ? { name: at.member, ...at.memberSpan } : memberOf(at.key));
    at = at.object;
  }
  if (!takeForeign(clients, requests, calling, look)) requests.leave(calling);
}

function take(
  requests: Requests,
  calling: Calling,
  client: Client,
  call: Pick<ClientCall, 'members' | 'look' | 'key'>,
): void {
  const { start, end, args } = calling.expression;
  for (const sent of client.adapter.sent({ start, end, args, client, ...call }))
    requests.take(sent, client, calling);
}

/** What shows by itself that it sends a request; false when it does not. */
function takeForeign(
  clients: Clients,
  requests: Requests,
  calling: Calling,
  look: ClientCall['look'],
): boolean {
  const { callee, args, start, end, isNew } = calling.expression;
  if (isNew || (callee.is !== 'member' && callee.is !== 'name')) return false;
  const members = callee.is === 'member' ? [{ name: callee.member, ...callee.memberSpan }] : [];
  const object = callee.is === 'member' ? callee.object : callee;
  const { context } = calling;
  const path = context.file;
  const isPath = (expression: Expression) =>
    beginsLikePath(piecesOf(clients.evaluation, { context, expression }));
  const isKnown =
    functionOf(clients.evaluation, { context, expression: callee }) !== undefined ||
    isKnownValue(clients.evaluation, { context, expression: object }, members[0]?.name);
  for (const adapter of clientAdapters) {
    const found =
      adapter.anywhere?.({ start, end, members, args, look, object, isKnown, isPath, path }) ?? [];
    for (const sent of found) requests.take(sent, { adapter, bases: [] }, calling);
    if (found.length > 0) return true;
  }
  return false;
}

const routerTypes = new Set(routerAdapters.flatMap(({ types }) => types));
const routerModules = new Set(routerAdapters.flatMap(({ makers }) => makers.map(({ module }) => module)));

/** Whether the value is seen to be something else: a router, a package, a function or an object of the workspace. */
function isKnownValue(evaluation: Evaluation, object: Located, member: string | undefined): boolean {
  const value = evaluation.valueOf(object);
  switch (value.is) {
    case 'package':
    case 'file':
    case 'class':
      return true;
    case 'typed':
      return routerTypes.has(value.binding.type ?? '');
    case 'parameter': {
      const { file, scope } = value.context;
      const type = evaluation.input.facts(file)?.scopes[scope]?.parameters[value.index]?.type;
      return routerTypes.has(type ?? '');
    }
    case 'written': {
      const { expression, context } = value;
      if (expression.is === 'object') return expression.entries.some(({ key }) => key === member);
      if (expression.is !== 'call') return expression.is !== 'other';
      const source = evaluation.valueOf({ context, expression: expression.callee });
      return source.is === 'package' && routerModules.has(source.module);
    }
    default:
      return false;
  }
}

function keyOf(callee: Expression): Expression | undefined {
  return callee.is === 'computed' ? callee.key : undefined;
}

function memberOf(key: Expression): Member | undefined {
  return key.is === 'text' ? { name: key.value, start: key.start, end: key.end } : undefined;
}

function lookIn(evaluation: Evaluation, context: Context): ClientCall['look'] {
  return (given) => evaluation.look('context' in given ? given : { context, expression: given });
}
