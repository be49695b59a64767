import type { Evaluation, Located } from '../../routes/evaluation.ts';
import { entriesIn, isFrom, placeOf, visit } from '../expressions.ts';
import { fieldOf, operationsOf } from '../operations.ts';
import type { ContractAdapter, ContractTools, Promised } from '../search.ts';

/** `createRoute({ method, path, request })` of `@hono/zod-openapi`. */
export const hono: ContractAdapter = {
  format: 'hono',
  words: [],
  names: ['createRoute'],
  read: (tools) => readDefinitions(tools, definitionIn),
};

function definitionIn({ context, expression }: Located, evaluation: Evaluation): Located | undefined {
  if (expression.is !== 'call' || expression.isNew) return undefined;
  const callee = evaluation.valueOf({ context, expression: expression.callee });
  const [first] = expression.args;
  if (first === undefined || !isFrom(callee, /^@hono\/zod-openapi$/, 'createRoute')) return undefined;
  return { context, expression: first };
}

/** Operations of objects as OpenAPI has them: `{ method, path, request: { query, headers, cookies } }`. */
export function readDefinitions(
  { paths, facts, evaluation }: ContractTools,
  find: (located: Located, evaluation: Evaluation) => Located | undefined,
): Promised {
  const operations: Promised['operations'][number][] = [];
  const unresolved: Promised['unresolved'][number][] = [];
  for (const path of paths) {
    const own = facts(path);
    if (own === undefined) continue;
    visit(path, own, (located) => {
      const definition = find(located, evaluation);
      if (definition === undefined) return false;
      const made = definitionOperations(definition, evaluation);
      if (made.operations === undefined) unresolved.push({ ...made.place, reason: made.reason });
      else operations.push(...made.operations);
      return false;
    });
  }
  return { operations, unresolved };
}

function definitionOperations(definition: Located, evaluation: Evaluation) {
  const follow = (each: Located) => evaluation.valueOf(each);
  const { entries: fields, open } = entriesIn(evaluation.look(definition), follow);
  const place = placeOf(definition);
  const isHidden =
    open.length > 0 && (fieldOf(fields, 'path') === undefined || fieldOf(fields, 'method') === undefined);
  if (isHidden) return { reason: 'Its method and path cannot be followed.', place };
  const request = fieldOf(fields, 'request');
  const parts = request === undefined ? [] : entriesIn(evaluation.look(request), follow).entries;
  const query = fieldOf(parts, 'query');
  const header = fieldOf(parts, 'headers');
  const cookie = fieldOf(parts, 'cookies');
  const schemas = {
    ...(query === undefined ? {} : { query }),
    ...(header === undefined ? {} : { header }),
    ...(cookie === undefined ? {} : { cookie }),
  };
  const said = { form: 'definition', isOpen: open.length > 0 } as const;
  return operationsOf({ fields, schemas, place, parts: said }, evaluation);
}
