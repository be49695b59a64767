import type { Expression } from '../../../model/route-facts.ts';
import type { Evaluation, Located } from '../../routes/evaluation.ts';
import { chainOf, idOf, visit } from '../expressions.ts';
import { builderOf, isHandlerOfRouter, orpcOperations, orpcTrees, routeFields } from '../orpc-tree.ts';
import type { ContractAdapter, ContractTools, Promised } from '../search.ts';
import type { Trees } from '../tree.ts';
import { promisedBy } from './promised.ts';

/** Contracts and procedures of oRPC, in the routers around them. */
export const orpc: ContractAdapter = {
  format: 'orpc',
  words: ['@orpc/', '.route({', '.router({'],
  read,
};

function read(tools: ContractTools): Promised {
  const { trees, roots } = orpcRoots(tools);
  return promisedBy(trees, roots, (leaf) => orpcOperations(leaf, tools.evaluation));
}

/** The routers that something is made of, and the operations that stand in none of them. */
export function orpcRoots({
  paths,
  facts,
  evaluation,
}: Pick<ContractTools, 'paths' | 'facts' | 'evaluation'>): {
  readonly trees: Trees;
  readonly roots: readonly Located[];
} {
  const trees = orpcTrees(evaluation);
  const roots: Located[] = [];
  const alone: Located[] = [];
  for (const path of paths) {
    const own = facts(path);
    if (own === undefined) continue;
    for (const { methods } of own.classes)
      for (const { name, args } of methods.flatMap(({ decorators }) => decorators))
        if (name === 'Implement' && args[0] !== undefined)
          roots.push(baseOf({ context: { file: path, scope: 0 }, expression: args[0] }));
    visit(path, own, (located) => {
      const { context, expression } = located;
      if (expression.is !== 'call' || !looksLikeOrpc(expression)) return false;
      const inner = rootIn(expression, context, evaluation);
      if (inner !== undefined) roots.push(inner);
      const node = trees.classify(located);
      if (node.is === 'router' || node.is === 'hidden') roots.push(located);
      // The whole chain is the leaf; what is within has no other one.
      if (node.is === 'leaf') alone.push(located);
      return node.is === 'leaf';
    });
  }
  for (const root of roots) trees.of(root);
  const single = alone.filter(
    (leaf) =>
      !trees.reached.has(idOf(leaf)) && !isWithin(leaf, roots) && routeFields({ at: leaf }, evaluation),
  );
  return { trees, roots: [...roots, ...single] };
}

const ofOrpc = new Set(['route', 'router', 'lazy', 'handler']);

/** A look at the words of a chain, before names are followed. */
function looksLikeOrpc(call: Extract<Expression, { readonly is: 'call' }>): boolean {
  if (call.isNew || call.callee.is === 'name') return true;
  for (let at: Expression = call; ; ) {
    if (at.is === 'member') {
      if (ofOrpc.has(at.member)) return true;
      at = at.object;
    } else if (at.is === 'call') at = at.callee;
    else return false;
  }
}

/** A root may be the leaf itself: `implement(contract.list)`. */
function isWithin(leaf: Located, roots: readonly Located[]): boolean {
  return roots.some((root) => idOf(root) === idOf(leaf));
}

/** The router that `implement(router)` or `new OpenAPIHandler(router)` is given. */
function rootIn(
  call: Extract<Expression, { readonly is: 'call' }>,
  context: Located['context'],
  evaluation: Evaluation,
): Located | undefined {
  const [first] = call.args;
  if (first === undefined) return undefined;
  const inner: Located = { context, expression: first };
  if (call.isNew) return isHandlerOfRouter({ context, expression: call }, evaluation) ? inner : undefined;
  if (call.callee.is !== 'name') return undefined;
  const chain = chainOf({ context, expression: call }, evaluation);
  return builderOf(chain) === 'implementation' && chain.links.length === 0 ? baseOf(inner) : undefined;
}

/** `contract` of `contract.planet.list`. */
function baseOf({ context, expression }: Located): Located {
  return expression.is === 'member'
    ? baseOf({ context, expression: expression.object })
    : { context, expression };
}
