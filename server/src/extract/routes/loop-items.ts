import type { Binding, Expression } from '../../model/route-facts.ts';
import { namesIn } from './looping-calls.ts';
import type { Context, Follower, Located } from './values.ts';

const deepest = 8;

/**
 * What a loop goes over: a list with what is pushed to it and spread into it, or the entries, keys or values of an object or of a
 * module; undefined where that is not written in the workspace, and for an empty list with a name, which somebody fills.
 */
export function itemsOf(evaluation: Follower, located: Located, depth = 0): readonly Located[] | undefined {
  const looked = evaluation.look(located, depth);
  const { context, expression } = looked;
  if (expression.is === 'list') return itemsOfList(evaluation, context, expression, depth);
  if (expression.is !== 'call' || expression.isNew) return undefined;
  const { callee, args } = expression;
  const [first] = args;
  const isOfObject = callee.is === 'member' && callee.object.is === 'name' && callee.object.name === 'Object';
  if (isOfObject && first !== undefined)
    return itemsOfObject(evaluation, { context, expression: first }, callee.member, depth);
  return itemsOfCall(evaluation, looked, depth);
}

function itemsOfList(
  evaluation: Follower,
  context: Context,
  list: Extract<Expression, { readonly is: 'list' }>,
  depth: number,
): readonly Located[] | undefined {
  const found: Located[] = [];
  const binding = evaluation.input.facts(context.file)?.bindings.find(({ value }) => value === list);
  const pushed = binding === undefined ? [] : pushedTo(evaluation, context, binding);
  for (const item of [...list.items.map((expression) => ({ context, expression })), ...pushed]) {
    const { expression } = item;
    if (expression.is === 'other' || (expression.is === 'spread' && depth > deepest)) return undefined;
    const own =
      expression.is === 'spread'
        ? itemsOf(evaluation, { ...item, expression: expression.value }, depth + 1)
        : [item];
    if (own === undefined) return undefined;
    found.push(...own);
  }
  return found.length === 0 && binding !== undefined ? undefined : found;
}

/** What `routes.push(…)` adds to the list that a name of the same file, or a field, is bound to. */
function pushedTo(evaluation: Follower, context: Context, binding: Binding): readonly Located[] {
  return (evaluation.input.facts(context.file)?.calls ?? []).flatMap(({ call, scope }) => {
    if (call.is !== 'call' || call.callee.is !== 'member' || !/^(?:push|unshift)$/.test(call.callee.member))
      return [];
    const { object } = call.callee;
    const own = scope === context.scope ? context : { file: context.file, scope };
    const isMeant =
      object.is === 'name'
        ? evaluation.nearest(own, object.name)?.binding === binding
        : object.is === 'member' &&
          object.object.is === 'name' &&
          object.object.name === 'this' &&
          binding.name === `this.${object.member}`;
    return isMeant ? call.args.map((expression) => ({ context: own, expression })) : [];
  });
}

function itemsOfObject(
  evaluation: Follower,
  located: Located,
  what: string,
  depth: number,
): readonly Located[] | undefined {
  if (!['entries', 'keys', 'values'].includes(what)) return undefined;
  const value = evaluation.valueOf(located, depth);
  if (value.is === 'file') {
    const names = [...new Set(exportedNames(evaluation, value.path, depth))];
    return names.map((name) => {
      const { start, end } = located.expression;
      const memberSpan = { start, end };
      const { expression: object } = located;
      return {
        context: located.context,
        expression: entryAs(what, name, memberSpan, {
          ...memberSpan,
          is: 'member',
          object,
          member: name,
          memberSpan,
        }),
      };
    });
  }
  if (value.is !== 'written' || value.expression.is !== 'object' || value.expression.isOpen) return undefined;
  const { context, expression } = value;
  return expression.entries.map((entry) => ({
    context,
    expression: entryAs(what, entry.key, entry.keySpan, entry.value),
  }));
}

function entryAs(
  what: string,
  key: string,
  keySpan: { readonly start: number; readonly end: number },
  value: Expression,
): Expression {
  if (what === 'values') return value;
  const text: Expression = { start: keySpan.start, end: keySpan.end, is: 'text', value: key };
  return what === 'keys'
    ? text
    : { start: keySpan.start, end: keySpan.end, is: 'list', items: [text, value] };
}

/** What a module exports by name, with what it exports of others. */
function exportedNames(evaluation: Follower, path: string, depth: number): readonly string[] {
  const { facts, follow } = evaluation.input;
  return (facts(path)?.exports ?? []).flatMap(({ name, from }) => {
    if (name !== '*') return [name];
    const inner = from && depth < deepest ? follow(path, from.specifier) : undefined;
    const all = inner === undefined ? [] : exportedNames(evaluation, inner, depth + 1);
    return all.filter((each) => each !== 'default');
  });
}

/** What a function of the workspace returns. */
function itemsOfCall(
  evaluation: Follower,
  { context, expression }: Located,
  depth: number,
): readonly Located[] | undefined {
  if (expression.is !== 'call' || depth > deepest) return undefined;
  const called = evaluation.valueOf({ context, expression: expression.callee }, depth);
  if (called.is !== 'written' || called.expression.is !== 'function') return undefined;
  const { scope } = called.expression;
  const returns = evaluation.input.facts(called.context.file)?.scopes[scope]?.returns;
  return (
    returns && itemsOf(evaluation, { context: { ...called.context, scope }, expression: returns }, depth + 1)
  );
}

/** The loop that a name comes from, and how many items it goes over where that is known; undefined for no loop. */
export function loopOf(
  evaluation: Follower,
  context: Context,
  name: string,
  depth = 0,
): { readonly over: Expression; readonly count: number | undefined } | undefined {
  const found = evaluation.nearest(context, name);
  if (found?.binding === undefined) return undefined;
  const { value, isEach, from = found.context.scope } = found.binding;
  if (isEach) {
    const items = itemsOf(evaluation, { context: { ...found.context, scope: from }, expression: value });
    return { over: value, count: items?.length };
  }
  if ((value.is !== 'member' && value.is !== 'call') || depth > deepest) return undefined;
  for (const inner of namesIn(value)) {
    const loop = loopOf(evaluation, { ...found.context, scope: from }, inner, depth + 1);
    if (loop !== undefined) return loop;
  }
  return undefined;
}
