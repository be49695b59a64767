import type { Route, UnresolvedRoute } from '../../../model/contract.ts';
import type { Place } from '../../../model/span.ts';
import { orpcRoots } from '../../contracts/adapters/orpc.ts';
import { type Chain, chainOf, placeOf, visit } from '../../contracts/expressions.ts';
import { builderOf, isHandlerOfRouter, orpcOperations } from '../../contracts/orpc-tree.ts';
import type { Leaf, Trees } from '../../contracts/tree.ts';
import type { Located } from '../evaluation.ts';
import { nothing } from '../search.ts';
import { joinPaths } from '../templates.ts';
import type { Tools } from '../tools.ts';
import type { WholeAdapter } from './adapter.ts';
import { controllerPrefixes } from './nest.ts';

/** Procedures of oRPC, and what implements its contracts. */
export const orpc: WholeAdapter = {
  framework: 'orpc',
  words: ['@orpc/', '.handler('],
  read(tools) {
    const isUsed = tools.paths.some((path) =>
      tools.facts(path)?.imports.some(({ specifier }) => specifier.startsWith('@orpc/')),
    );
    if (!isUsed) return nothing;
    const reader = new ProcedureReader(tools);
    reader.read();
    return { routes: reader.routes, unresolved: reader.unresolved, handing: reader.handing };
  },
};

class ProcedureReader {
  readonly routes: Route[] = [];
  readonly unresolved: UnresolvedRoute[] = [];
  readonly handing: string[] = [];
  readonly #trees: Trees;
  readonly #roots: readonly Located[];

  constructor(readonly tools: Tools) {
    const { trees, roots } = orpcRoots(tools);
    this.#trees = trees;
    this.#roots = roots;
  }

  read(): void {
    for (const root of this.#roots) {
      const { leaves } = this.#trees.of(root);
      for (const leaf of leaves)
        if (isHandled(chainOf(leaf.at, this.tools.evaluation)))
          this.#add(leaf, undefined, leaf.keys.at(-1), ['']);
    }
    for (const path of this.tools.paths) this.#file(path);
  }

  #file(path: string): void {
    const facts = this.tools.facts(path);
    if (facts === undefined) return;
    let isController = false;
    for (const fact of facts.classes)
      for (const { name, decorators } of fact.methods)
        for (const { name: decorator, args } of decorators) {
          if (decorator !== 'Implement' || args[0] === undefined) continue;
          isController = true;
          const at = { context: { file: path, scope: 0 }, expression: args[0] };
          const prefixes = controllerPrefixes(path, fact, this.tools);
          for (const leaf of this.#leaves(at, [], placeOf(at))) this.#add(leaf, placeOf(at), name, prefixes);
        }
    if (isController) return;
    visit(path, facts, (located) => {
      const { expression } = located;
      if (isHandlerOfRouter(located, this.tools.evaluation)) this.handing.push(path);
      if (expression.is !== 'call' || expression.callee.is !== 'member') return false;
      if (expression.callee.member !== 'handler') return false;
      const chain = chainOf(located, this.tools.evaluation);
      if (builderOf(chain) === 'implementation') this.#implementation(chain);
      return false;
    });
  }

  /** `implement(contract).planet.list.handler(…)`, with what is used on the way. */
  #implementation({ headArgs = [], links }: Chain): void {
    const [contract] = headArgs;
    const names = links.filter(({ args }) => args === undefined);
    const place = (names.at(-1) ?? links.at(-1))?.place;
    if (contract === undefined || place === undefined) return;
    const keys = names.map(({ member }) => member);
    for (const leaf of this.#leaves(contract, keys, place)) this.#add(leaf, place, keys.at(-1), ['']);
  }

  #leaves(contract: Located, keys: readonly string[], place: Place): readonly Leaf[] {
    const { leaves } = this.#trees.of(contract);
    const found = leaves.filter(({ below }) => keys.every((key, index) => below[index] === key));
    if (found.length === 0)
      this.#hide(place, 'The operation of the contract that is implemented here is not found.');
    return found;
  }

  /** Without a place of its own the contract is the route: `os.route({…}).handler(…)`. */
  #add(leaf: Leaf, own: Place | undefined, handler: string | undefined, prefixes: readonly string[]): void {
    const made = orpcOperations(leaf, this.tools.evaluation);
    if (made.operations === undefined) {
      this.#hide(own ?? made.place, made.reason);
      return;
    }
    for (const { method, template, path, span } of made.operations)
      for (const prefix of prefixes)
        this.routes.push({
          ...(own ?? { path, span }),
          method,
          template: joinPaths(prefix, template),
          framework: 'orpc',
          confidence: 'certain',
          ...(handler === undefined ? {} : { handler }),
          operation: { path, span },
        });
  }

  #hide(place: Place, reason: string): void {
    this.unresolved.push({ ...place, framework: 'orpc', reason });
  }
}

function isHandled({ links }: Chain): boolean {
  return links.some(({ member }) => member === 'handler');
}
