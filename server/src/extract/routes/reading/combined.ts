import type { Expression } from '../../../model/route-facts.ts';
import type { Span } from '../../../model/span.ts';

/** What is called by `app['get']` is a member like any other. */
export function named(callee: Expression): Expression {
  if (callee.is !== 'computed' || callee.key.is !== 'text') return callee;
  const { start, end, object, key } = callee;
  return {
    start,
    end,
    is: 'member',
    object,
    member: key.value,
    memberSpan: { start: key.start, end: key.end },
  };
}

/** What begins with an expression and is one of some; undefined where none of them is known. */
export function either({ start }: Span, all: readonly Expression[]): Expression | undefined {
  const items = all.flatMap((each) => (each.is === 'either' ? each.items : [each]));
  const end = all.at(-1)?.end ?? start;
  return items.every(({ is }) => is === 'other') ? undefined : { start, end, is: 'either', items };
}

export function joined(parts: readonly Expression[]): Expression {
  const start = parts[0]?.start ?? 0;
  return { start, end: parts.at(-1)?.end ?? start, is: 'joined', parts };
}
