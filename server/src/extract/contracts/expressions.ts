import type { ComputedEntry, Expression, ObjectEntry, RouteFacts } from '../../model/route-facts.ts';
import type { Place } from '../../model/span.ts';
import type { Context, Evaluation, Located, Value } from '../routes/evaluation.ts';

export type Call = Extract<Expression, { readonly is: 'call' }>;

/** Visits every expression that the facts of a file hold, outer ones first; what the visitor returns true for is left. */
export function visit(file: string, facts: RouteFacts, enter: (located: Located) => boolean): void {
  const seen = new Set<number>();
  const go = (context: Context, expression: Expression): void => {
    // Both are below 2^26, as texts that are read are.
    const key = expression.start * 0x4000000 + expression.end;
    if (seen.has(key)) return;
    seen.add(key);
    if (enter({ context, expression })) return;
    for (const each of partsOf(expression)) go(context, each);
  };
  for (const { scope, value } of facts.bindings) go({ file, scope }, value);
  for (const { value } of facts.exports) if (value !== undefined) go({ file, scope: 0 }, value);
  for (const { scope, call } of facts.calls) go({ file, scope }, call);
  for (const [scope, { returns }] of facts.scopes.entries())
    if (returns !== undefined) go({ file, scope }, returns);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.is) {
    case 'joined':
      return expression.parts;
    case 'member':
      return [expression.object];
    case 'computed':
      return [expression.object, expression.key];
    case 'call':
      return [expression.callee, ...expression.args];
    case 'list':
      return expression.items;
    case 'object':
      return [
        ...expression.entries.map(({ value }) => value),
        ...(expression.spreads ?? []),
        ...(expression.computed ?? []).map(({ value }) => value),
      ];
    default:
      return [];
  }
}

export function placeOf({ context, expression: { start, end } }: Located): Place {
  return { path: context.file, span: { start, end } };
}

/** What tells one written expression from all others. */
export function idOf({ context, expression }: Located): string {
  return `${context.file} ${expression.start} ${expression.end}`;
}

/** An entry of an object, wherever it is spread from. */
export interface Entry {
  readonly key: string;
  readonly place: Place;
  readonly value: Located;
}

export interface Entries {
  readonly entries: readonly Entry[];
  /** What is spread into it and is no object that is written in the workspace, and values whose keys are not known. */
  readonly open: readonly Located[];
}

/** Beyond these an object is none that a person wrote. */
const deepest = 16;
const mostSpreads = 200;

/** The entries of an object with those that are spread into it; of equal keys the last counts. */
export function entriesIn(
  object: Located,
  follow: (located: Located) => Value,
  keyOf: (key: Located) => string | undefined = (key) => textOf(follow(key)),
): Entries {
  const byKey = new Map<string, Entry>();
  const open: Located[] = [];
  let spreads = 0;
  const add = (at: Located, depth: number): void => {
    const { context, expression } = at;
    if (expression.is !== 'object' || depth > deepest || spreads > mostSpreads) {
      open.push(at);
      return;
    }
    for (const part of partsIn(expression)) {
      if (!('is' in part)) {
        const { start, end } = 'key' in part ? part.keySpan : part.keyExpression;
        const key = 'key' in part ? part.key : keyOf({ context, expression: part.keyExpression });
        const value = { context, expression: part.value };
        if (key === undefined) open.push(value);
        else byKey.set(key, { key, place: { path: context.file, span: { start, end } }, value });
        continue;
      }
      spreads += 1;
      const written = { context, expression: part };
      const value = follow(written);
      add(value.is === 'written' && value.expression.is === 'object' ? value : written, depth + 1);
    }
  };
  add(object, 0);
  return { entries: [...byKey.values()], open };
}

type Part = ObjectEntry | ComputedEntry | Expression;

/** Entries and what is spread, in the order of writing. */
export function partsIn(object: Extract<Expression, { readonly is: 'object' }>): readonly Part[] {
  const { entries, spreads = [], computed = [] } = object;
  if (spreads.length + computed.length === 0) return entries;
  return [...entries, ...spreads, ...computed].sort((a, b) => startOf(a) - startOf(b));
}

function startOf(part: Part): number {
  return 'is' in part ? part.start : 'key' in part ? part.keySpan.start : part.keyExpression.start;
}

function textOf(value: Value): string | undefined {
  return value.is === 'written' && value.expression.is === 'text' ? value.expression.value : undefined;
}

/** One link of a chain: `.route({…})`, or `.planet` without arguments. */
export interface Link {
  readonly member: string;
  readonly place: Place;
  readonly args?: readonly Located[];
}

/** A chain of members and calls, through names, down to what it begins with. */
export interface Chain {
  readonly head: Value;
  /** Where the head is called: `implement(contract)`. */
  readonly headArgs?: readonly Located[];
  /** In the order of writing. */
  readonly links: readonly Link[];
}

const longest = 400;

export function chainOf(located: Located, evaluation: Evaluation): Chain {
  const links: Link[] = [];
  let at = located;
  for (let length = 0; length < longest; length += 1) {
    const { context, expression } = at;
    const callee = expression.is === 'call' && !expression.isNew ? expression.callee : expression;
    const args =
      expression.is === 'call' ? expression.args.map((each) => ({ context, expression: each })) : undefined;
    if (callee.is === 'member') {
      const { start, end } = callee.memberSpan;
      const place = { path: context.file, span: { start, end } };
      links.unshift({ member: callee.member, place, ...(args === undefined ? {} : { args }) });
      at = { context, expression: callee.object };
      continue;
    }
    if (args !== undefined) {
      const head = evaluation.valueOf({ context, expression: callee });
      const taken = head.is === 'unknown' && callee.is === 'name' && evaluation.boundTo(context, callee.name);
      // `const { router } = initContract()`
      if (taken && taken.expression.is === 'member') {
        const { object, member } = taken.expression;
        links.unshift({ member, place: placeOf({ context, expression: callee }), args });
        at = { context: taken.context, expression: object };
        continue;
      }
      return { head, headArgs: args, links };
    }
    const value = withLinks(evaluation.valueOf(at), links, evaluation);
    if (value.is !== 'written' || value.expression === expression) return { head: value, links };
    at = value;
  }
  return { head: { is: 'unknown', reason: 'The chain is too long.' }, links };
}

/** Members of modules and objects are no links: `base.pub.route(…)`. */
function withLinks(value: Value, links: Link[], evaluation: Evaluation): Value {
  let found = value;
  for (let first = links[0]; first !== undefined && first.args === undefined; first = links[0]) {
    if (found.is === 'file') found = evaluation.exported(found.path, first.member);
    else if (found.is === 'package' && found.name === 'default') found = { ...found, name: first.member };
    else if (found.is === 'written' && found.expression.is === 'object') {
      const entry = found.expression.entries.find(({ key }) => key === first.member);
      if (entry === undefined) return found;
      found = evaluation.valueOf({ context: found.context, expression: entry.value });
    } else return found;
    links.shift();
  }
  return found;
}

/** The package and name that the head of a chain leads to, when it is one of these. */
export function isFrom(value: Value, modules: RegExp, ...names: readonly string[]): boolean {
  return value.is === 'package' && modules.test(value.module) && names.includes(value.name);
}
