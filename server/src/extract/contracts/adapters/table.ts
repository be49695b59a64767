import { entriesIn, visit } from '../expressions.ts';
import { fieldOf, operationsOf } from '../operations.ts';
import type { ContractAdapter, ContractTools, Promised } from '../search.ts';

/** Objects with `method` and `path` in the files that the policy names. */
export const table: ContractAdapter = { format: 'table', words: [], read };

function read({ tables, facts, evaluation }: ContractTools): Promised {
  const operations: Promised['operations'][number][] = [];
  const unresolved: Promised['unresolved'][number][] = [];
  for (const path of [...tables].sort()) {
    const own = facts(path);
    if (own === undefined) continue;
    visit(path, own, (located) => {
      if (located.expression.is !== 'object') return false;
      const { entries: fields } = entriesIn(located, (each) => evaluation.valueOf(each));
      const isRow = fieldOf(fields, 'path') !== undefined && fieldOf(fields, 'method') !== undefined;
      if (!isRow) return false;
      const place = { path, span: { start: located.expression.start, end: located.expression.end } };
      const query = fieldOf(fields, 'query');
      const made = operationsOf(
        {
          ...{ fields, place, syntax: {}, parts: { form: 'table', isOpen: true } },
          schemas: query === undefined ? {} : { query },
        },
        evaluation,
      );
      if (made.operations === undefined) unresolved.push({ ...made.place, reason: made.reason });
      else operations.push(...made.operations);
      return false;
    });
  }
  return { operations, unresolved };
}
