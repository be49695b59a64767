import type { Operation } from '../../model/contract.ts';
import type { Evaluation, Located } from '../routes/evaluation.ts';
import { type Chain, chainOf, type Entry, entriesIn, isFrom, placeOf } from './expressions.ts';
import { fieldOf, type MadeOperations, type OperationSource, operationsOf } from './operations.ts';
import { promisedKeys } from './promised-keys.ts';
import { type Leaf, type Node, Trees } from './tree.ts';

const contractModule = /^@orpc\/(?:contract|server|nest)$/;

/** What a chain of oRPC begins with. */
export function builderOf({ head, headArgs }: Chain): 'contract' | 'server' | 'implementation' | undefined {
  if (isFrom(head, contractModule, 'oc')) return 'contract';
  if (isFrom(head, contractModule, 'os')) return 'server';
  const isImplementation = headArgs !== undefined && isFrom(head, contractModule, 'implement');
  return isImplementation ? 'implementation' : undefined;
}

/** `new OpenAPIHandler(router)`. */
export function isHandlerOfRouter({ context, expression }: Located, evaluation: Evaluation): boolean {
  if (expression.is !== 'call' || !expression.isNew) return false;
  const made = evaluation.valueOf({ context, expression: expression.callee });
  return isFrom(made, /^@orpc\/(?:openapi|server)\//, 'OpenAPIHandler', 'RPCHandler');
}

/** The routers of oRPC: nested objects, `oc.router({…})`, with the prefixes before it. */
export function orpcTrees(evaluation: Evaluation): Trees {
  return new Trees(evaluation, (written) => nodeOf(written, evaluation));
}

function nodeOf(written: Located, evaluation: Evaluation): Node {
  const { expression, context } = written;
  if (expression.is === 'object') return { is: 'router', entries: written, prefixes: [] };
  if (expression.is !== 'call' || expression.isNew) return { is: 'nothing' };
  const chain = chainOf(written, evaluation);
  const [first] = expression.args;
  const isPopulated = isFrom(chain.head, contractModule, 'populateContractRouterPaths');
  if (isPopulated && first !== undefined)
    return { is: 'router', entries: { context, expression: first }, prefixes: [] };
  const builder = builderOf(chain);
  if (builder === undefined) return { is: 'nothing' };
  const last = chain.links.at(-1);
  const entries = last?.args?.[0];
  if (last?.member === 'router' && entries !== undefined)
    return { is: 'router', entries, prefixes: prefixesIn(chain), options: written };
  if (last?.member === 'lazy') return { is: 'hidden', reason: 'What is loaded lazily is not followed.' };
  if (builder === 'implementation') return { is: 'nothing' };
  const isHandled = chain.links.some(({ member }) => member === 'handler');
  return builder === 'contract' || isHandled
    ? { is: 'leaf', prefixes: prefixesIn(chain) }
    : { is: 'nothing' };
}

/** Those before the route, or before the router. */
function prefixesIn({ links }: Chain): readonly Located[] {
  return links.flatMap(({ member, args }) =>
    member === 'prefix' && args?.[0] !== undefined ? [args[0]] : [],
  );
}

/** What a leaf says in its `route({…})`; later ones count more. */
export function routeFields({ at }: Pick<Leaf, 'at'>, evaluation: Evaluation): readonly Entry[] | undefined {
  const routes = chainOf(at, evaluation).links.filter(({ member }) => member === 'route');
  if (routes.length === 0) return undefined;
  return routes.flatMap(({ args }) => {
    const [first] = args ?? [];
    if (first === undefined) return [];
    return entriesIn(evaluation.look(first), (each) => evaluation.valueOf(each)).entries;
  });
}

/** The operations of a leaf; without a path it has that of its names in the router. */
export function orpcOperations(leaf: Leaf, evaluation: Evaluation): MadeOperations {
  const fields = routeFields(leaf, evaluation) ?? [];
  const errors = [...(leaf.options ?? []), leaf.at].flatMap((each) => errorsOf(each, evaluation));
  const source: Omit<OperationSource, 'schemas'> = {
    fields,
    prefixes: leaf.prefixes,
    operationId: leaf.keys.join('.'),
    place: leaf.key ?? placeOf(leaf.at),
    defaultMethod: 'POST',
    parts: { form: 'orpc', isOpen: isOpenRoute(leaf, evaluation), ...inAndOut(leaf, evaluation), errors },
    ...(leaf.keys.length === 0 ? {} : { defaultPath: `/${leaf.keys.join('/')}` }),
  };
  const made = operationsOf({ ...source, schemas: {} }, evaluation);
  const [operation] = made.operations ?? [];
  if (operation === undefined) return made;
  return operationsOf({ ...source, schemas: schemasOf(leaf, fields, operation, evaluation) }, evaluation);
}

/** The schemas of what it takes and gives. */
function inAndOut(
  { at }: Leaf,
  evaluation: Evaluation,
): { readonly input?: Located; readonly output?: Located } {
  const { links } = chainOf(at, evaluation);
  const [input, output] = ['input', 'output'].map(
    (name) => links.findLast(({ member, args }) => member === name && args !== undefined)?.args?.[0],
  );
  return { ...(input && { input }), ...(output && { output }) };
}

function errorsOf(at: Located, evaluation: Evaluation): readonly Located[] {
  return chainOf(at, evaluation).links.flatMap(({ member, args }) =>
    member === 'errors' && args?.[0] !== undefined ? [args[0]] : [],
  );
}

/** More may be said of the route than is written there. */
function isOpenRoute({ at }: Leaf, evaluation: Evaluation): boolean {
  return chainOf(at, evaluation).links.some(
    ({ member, args }) =>
      member === 'route' &&
      args?.[0] !== undefined &&
      entriesIn(evaluation.look(args[0]), (each) => evaluation.valueOf(each)).open.length > 0,
  );
}

/** Of a read the input is the query, but for what is in the path; detailed inputs name the parts themselves. */
function schemasOf(
  { at }: Leaf,
  fields: readonly Entry[],
  { method, parameters }: Operation,
  evaluation: Evaluation,
): OperationSource['schemas'] {
  const input = chainOf(at, evaluation).links.findLast(({ member }) => member === 'input')?.args?.[0];
  if (input === undefined) return {};
  const structure = fieldOf(fields, 'inputStructure');
  const isDetailed = structure !== undefined && evaluation.textsOf(structure).texts?.[0] === 'detailed';
  if (isDetailed) {
    const { links } = chainOf(input, evaluation);
    const shape = links.find(({ member }) => /object$/i.test(member))?.args?.[0];
    if (shape === undefined) return { query: { keys: [], isOpen: true } };
    const { entries } = entriesIn(evaluation.look(shape), (each) => evaluation.valueOf(each));
    const query = fieldOf(entries, 'query');
    const header = fieldOf(entries, 'headers');
    return { ...(query === undefined ? {} : { query }), ...(header === undefined ? {} : { header }) };
  }
  if (method !== 'GET') return {};
  const inPath = new Set(parameters.map(({ name }) => name));
  const { keys, isOpen } = promisedKeys(input, evaluation);
  return { query: { keys: keys.filter(({ name }) => !inPath.has(name)), isOpen } };
}
