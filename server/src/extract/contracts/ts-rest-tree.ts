import type { Evaluation, Located } from '../routes/evaluation.ts';
import { chainOf, entriesIn, isFrom } from './expressions.ts';
import { fieldOf, type MadeOperations, operationsOf } from './operations.ts';
import { keysOfEither, type PromisedKeys } from './promised-keys.ts';
import { type Leaf, type Node, Trees } from './tree.ts';

/** The routers of ts-rest: `initContract().router({…}, { pathPrefix })`. */
export function tsRestTrees(evaluation: Evaluation): Trees {
  const trees: Trees = new Trees(evaluation, (written) => nodeOf(written, trees));
  return trees;
}

function nodeOf(written: Located, trees: Trees): Node {
  const { expression, context } = written;
  if (expression.is === 'object') return isRoute(written, trees) ? { is: 'leaf' } : router(written);
  if (expression.is !== 'call' || expression.isNew) return { is: 'nothing' };
  const [first, options] = expression.args.map((each): Located => ({ context, expression: each }));
  if (first === undefined) return { is: 'nothing' };
  const { head, headArgs, links } = chainOf(written, trees.evaluation);
  if (isFrom(head, /^@ts-rest\/nest$/, 'nestControllerContract') && links.length === 0) return router(first);
  const isContract = isFrom(head, /^@ts-rest\/core$/, 'initContract') && headArgs !== undefined;
  const [link] = links;
  if (!isContract || links.length !== 1) return { is: 'nothing' };
  if (link?.member === 'query' || link?.member === 'mutation') return { is: 'leaf' };
  if (link?.member !== 'router') return { is: 'nothing' };
  if (options === undefined) return router(first);
  const known = trees.opened(options);
  const isObject = known.is === 'written' && known.expression.is === 'object';
  if (!isObject) return { is: 'hidden', reason: 'The options of the router cannot be followed.' };
  return { ...router(first, optionIn(known, 'pathPrefix', trees)), options: known };
}

function router(entries: Located, prefix?: Located): Extract<Node, { readonly is: 'router' }> {
  return { is: 'router', entries, prefixes: prefix === undefined ? [] : [prefix] };
}

function optionIn(options: Located, key: string, trees: Trees): Located | undefined {
  const { entries } = entriesIn(options, (each) => trees.opened(each));
  return fieldOf(entries, key);
}

/** A route has a path or a method that is no route itself. */
function isRoute(object: Located, trees: Trees): boolean {
  const { entries } = entriesIn(object, (each) => trees.opened(each));
  return ['path', 'method'].some((key) => {
    const field = fieldOf(entries, key);
    if (field === undefined) return false;
    const { expression } = trees.evaluation.look(field);
    return expression.is !== 'object' && trees.of(field).leaves.length === 0;
  });
}

/** The operations of a leaf. */
export function tsRestOperations(
  { at, keys, prefixes, key, options = [] }: Leaf,
  trees: Trees,
): MadeOperations {
  const { evaluation } = trees;
  const { expression, context } = at;
  const inner = expression.is === 'call' ? expression.args[0] : expression;
  const object = inner === undefined ? at : evaluation.look({ context, expression: inner });
  const { entries: fields, open } = entriesIn(object, (each) => trees.opened(each));
  const query = fieldOf(fields, 'query');
  const header = headersOf(fieldOf(fields, 'headers'), options, trees);
  const { start, end } = at.expression;
  return operationsOf(
    {
      fields,
      prefixes,
      operationId: keys.join('.'),
      syntax: {},
      schemas: { ...(query === undefined ? {} : { query }), ...(header === undefined ? {} : { header }) },
      place: key ?? { path: context.file, span: { start, end } },
      parts: { form: 'ts-rest', isOpen: open.length > 0, options },
    },
    evaluation,
  );
}

/** Those of the operation count more than those of the routers around it, outer ones least. */
function headersOf(
  own: Located | undefined,
  options: readonly Located[],
  trees: Trees,
): PromisedKeys | Located | undefined {
  const all = [...options.map((each) => optionIn(each, 'baseHeaders', trees)), own].filter(
    (each) => each !== undefined,
  );
  if (all.length < 2) return all[0];
  const found = all.map((each) => keysOfEither(each, trees.evaluation));
  const keys = new Map(found.flatMap((each) => each.keys.map((key) => [key.name.toLowerCase(), key])));
  return { keys: [...keys.values()], isOpen: found.some(({ isOpen }) => isOpen) };
}
