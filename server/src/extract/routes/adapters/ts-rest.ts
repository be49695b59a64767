import type { Operation, Route, UnresolvedRoute } from '../../../model/contract.ts';
import type { ClassFact } from '../../../model/route-facts.ts';
import type { Place } from '../../../model/span.ts';
import { chainOf, entriesIn, isFrom, placeOf, visit } from '../../contracts/expressions.ts';
import { fieldOf } from '../../contracts/operations.ts';
import type { Leaf, Trees } from '../../contracts/tree.ts';
import { tsRestOperations, tsRestTrees } from '../../contracts/ts-rest-tree.ts';
import type { Located } from '../evaluation.ts';
import { nothing } from '../search.ts';
import { joinPaths } from '../templates.ts';
import type { Prefix, Tools } from '../tools.ts';
import { handlerName, type WholeAdapter } from './adapter.ts';
import { controllerPrefixes } from './nest.ts';

/** What serves a contract of ts-rest: endpoints of Express, routers of Fastify, handlers, controllers of NestJS. */
export const tsRest: WholeAdapter = {
  framework: 'ts-rest',
  words: ['@ts-rest/'],
  read(tools) {
    const uses = tools.paths.filter((path) =>
      tools.facts(path)?.imports.some(({ specifier }) => specifier.startsWith('@ts-rest/')),
    );
    if (uses.length === 0) return nothing;
    const reader = new ServingReader(tools);
    for (const path of uses) reader.read(path);
    return { routes: reader.routes, unresolved: reader.unresolved, handing: reader.handing };
  },
};

/** A contract, what implements it, and below what it is served. */
interface Serving {
  readonly at: Located;
  readonly contract: Located | undefined;
  readonly implementation: Located | undefined;
  readonly prefixes: readonly Prefix[];
}

const rootPrefix: readonly Prefix[] = [{ text: '', confidence: 'certain' }];
const handlers = [
  'createNextHandler',
  'createFetchHandler',
  'createLambdaHandler',
  'createAzureFunctionHandler',
];

class ServingReader {
  readonly routes: Route[] = [];
  readonly unresolved: UnresolvedRoute[] = [];
  readonly handing: string[] = [];
  readonly #trees: Trees;

  constructor(readonly tools: Tools) {
    this.#trees = tsRestTrees(tools.evaluation);
  }

  read(path: string): void {
    const facts = this.tools.facts(path);
    if (facts === undefined) return;
    visit(path, facts, (located) => {
      const serving = this.#serving(located);
      if (serving !== undefined) {
        this.handing.push(path);
        this.#serve(serving);
      }
      return false;
    });
    for (const fact of facts.classes) this.#controller(path, fact);
  }

  #serving(at: Located): Serving | undefined {
    const { context, expression } = at;
    if (expression.is !== 'call' || expression.isNew) return undefined;
    const [first, second, third] = expression.args.map((each): Located => ({ context, expression: each }));
    const { callee } = expression;
    if (
      callee.is === 'member' &&
      !/^(?:register|registerRouter|create\w+|fetchRequestHandler)$/.test(callee.member)
    )
      return undefined;
    const { head, headArgs, links } = chainOf(at, this.tools.evaluation);
    const isCalled = headArgs !== undefined && links.length === 0;
    const given = { at, contract: first, implementation: second };
    if (isCalled && isFrom(head, /^@ts-rest\/express$/, 'createExpressEndpoints'))
      return { ...given, prefixes: this.#mounted(third) };
    if (isCalled && isFrom(head, /^@ts-rest\/serverless\//, ...handlers))
      return { ...given, prefixes: this.#basePath(third) };
    if (isCalled && isFrom(head, /^@ts-rest\/serverless\//, 'fetchRequestHandler') && first !== undefined)
      return this.#request(at, first);
    if (isCalled && isFrom(head, /^@ts-rest\/next$/, 'createNextRouter', 'createSingleRouteHandler'))
      return { ...given, prefixes: pagePrefix(context.file) };
    const last = links.at(-1);
    if (last?.member === 'registerRouter' && isFrom(head, /^@ts-rest\/fastify$/, 'initServer'))
      return { ...given, prefixes: this.#mounted(third) };
    return last?.member === 'register' && first !== undefined ? this.#plugin(at, first, second) : undefined;
  }

  /** `app.register(s.plugin(router), { prefix })`. */
  #plugin(at: Located, plugin: Located, options: Located | undefined): Serving | undefined {
    const { evaluation } = this.tools;
    const { head, links } = chainOf(plugin, evaluation);
    const link = links.at(-1);
    if (link?.member !== 'plugin' || !isFrom(head, /^@ts-rest\/fastify$/, 'initServer')) return undefined;
    const implementation = link.args?.[0];
    const made = implementation === undefined ? undefined : chainOf(implementation, evaluation).links.at(-1);
    const { context, expression } = at;
    const isMember = expression.is === 'call' && expression.callee.is === 'member';
    const app = isMember ? { context, expression: expression.callee.object } : undefined;
    const own = options === undefined ? [''] : this.#textIn(options, 'prefix');
    const prefixes = this.#mounted(app).flatMap(({ text, confidence }) =>
      own.map((each) => ({ text: joinPaths(text, each), confidence })),
    );
    return { at: plugin, contract: made?.args?.[0], implementation, prefixes };
  }

  /** `fetchRequestHandler({ contract, router, options })`. */
  #request(at: Located, options: Located): Serving {
    const { evaluation } = this.tools;
    const { entries } = entriesIn(evaluation.look(options), (each) => evaluation.valueOf(each));
    return {
      at,
      contract: fieldOf(entries, 'contract'),
      implementation: fieldOf(entries, 'router'),
      prefixes: this.#basePath(fieldOf(entries, 'options')),
    };
  }

  #mounted(app: Located | undefined): readonly Prefix[] {
    const found = app === undefined ? undefined : this.tools.prefixesOf(app);
    return found ?? [{ text: '', confidence: 'likely' }];
  }

  #basePath(options: Located | undefined): readonly Prefix[] {
    if (options === undefined) return rootPrefix;
    return this.#textIn(options, 'basePath').map((text) => ({ text, confidence: 'certain' }));
  }

  /** One empty text where there is none; nothing where it is computed, which is said. */
  #textIn(options: Located, key: string): readonly string[] {
    const { evaluation } = this.tools;
    const { entries } = entriesIn(evaluation.look(options), (each) => evaluation.valueOf(each));
    const field = fieldOf(entries, key);
    if (field === undefined) return [''];
    const { texts, reason } = evaluation.textsOf(field);
    if (texts === undefined) this.#hide(placeOf(field), reason);
    return texts ?? [];
  }

  #serve({ at, contract, implementation, prefixes }: Serving): void {
    const leaves = contract === undefined ? [] : this.#leaves(contract, at);
    for (const leaf of leaves) {
      const found = implementation && this.#implementation(implementation, leaf.below);
      if (found === 'hidden' || found === undefined)
        this.#hide(placeOf(implementation ?? at), 'What implements the contract cannot be followed.');
      else if (found !== 'missing') this.#add(leaf, found, prefixes);
    }
  }

  #leaves(contract: Located, at: Located): readonly Leaf[] {
    const { leaves, unresolved } = this.#trees.of(contract);
    if (leaves.length === 0 && unresolved.length === 0)
      this.#hide(placeOf(at), 'The contract that is served here cannot be followed.');
    for (const { reason } of unresolved) this.#hide(placeOf(at), reason);
    return leaves;
  }

  /** Where the names lead in what implements a contract. */
  #implementation(
    located: Located,
    keys: readonly string[],
    depth = 0,
  ): Implementation | 'hidden' | 'missing' {
    const { evaluation } = this.tools;
    const value = evaluation.valueOf(located);
    if (value.is !== 'written' || depth > 16) return 'hidden';
    if (value.expression.is === 'call') {
      const inner = routerIn(value, evaluation);
      if (inner !== undefined) return this.#implementation(inner, keys, depth + 1);
    }
    const [key, ...others] = keys;
    if (key === undefined) return { place: placeOf(located), handler: located, name: undefined };
    if (value.expression.is !== 'object') return 'hidden';
    const { entries, open } = entriesIn(value, (each) => this.#opened(each));
    const entry = entries.findLast((each) => each.key === key);
    if (entry === undefined) return open.length > 0 ? 'hidden' : 'missing';
    if (others.length > 0) return this.#implementation(entry.value, others, depth + 1);
    return { place: entry.place, handler: entry.value, name: key };
  }

  #opened(located: Located): ReturnType<Tools['evaluation']['valueOf']> {
    const value = this.tools.evaluation.valueOf(located);
    const inner = value.is === 'written' ? routerIn(value, this.tools.evaluation) : undefined;
    return inner === undefined ? value : this.tools.evaluation.valueOf(inner);
  }

  #controller(path: string, fact: ClassFact): void {
    const context = { file: path, scope: 0 };
    for (const { name, decorators } of fact.methods)
      for (const { name: decorator, args } of decorators) {
        const [first] = args;
        if ((decorator !== 'TsRest' && decorator !== 'TsRestHandler') || first === undefined) continue;
        if (first.is === 'object') continue;
        const at = { context, expression: first };
        const prefixes = controllerPrefixes(path, fact, this.tools);
        for (const leaf of this.#leaves(at, at))
          this.#add(
            leaf,
            { place: placeOf(at), handler: undefined, name },
            prefixes.map((text) => ({ text, confidence: 'certain' })),
          );
      }
  }

  #add(leaf: Leaf, { place, handler, name }: Implementation, prefixes: readonly Prefix[]): void {
    const made = tsRestOperations(leaf, this.#trees);
    if (made.operations === undefined) {
      this.#hide(place, made.reason);
      return;
    }
    const called = (handler && handlerName(handler.expression)) ?? name;
    for (const operation of made.operations)
      for (const prefix of prefixes) this.#route(operation, place, prefix, called);
  }

  #route({ method, template, path, span }: Operation, place: Place, prefix: Prefix, handler?: string): void {
    this.routes.push({
      ...place,
      method,
      template: joinPaths(prefix.text, template),
      framework: 'ts-rest',
      confidence: prefix.confidence,
      ...(handler === undefined ? {} : { handler }),
      operation: { path, span },
    });
  }

  #hide(place: Place, reason: string): void {
    this.unresolved.push({ ...place, framework: 'ts-rest', reason });
  }
}

interface Implementation {
  readonly place: Place;
  readonly handler: Located | undefined;
  readonly name: string | undefined;
}

/** The object of `s.router(contract, {…})` and `createNextRoute(contract, {…})`. */
function routerIn(written: Located, evaluation: Tools['evaluation']): Located | undefined {
  const { head, headArgs, links } = chainOf(written, evaluation);
  const last = links.at(-1);
  if (last === undefined)
    return isFrom(head, /^@ts-rest\/next$/, 'createNextRoute') ? headArgs?.[1] : undefined;
  const isServer = isFrom(head, /^@ts-rest\//, 'initServer', 'tsr');
  return isServer && (last.member === 'router' || last.member === 'route') ? last.args?.[1] : undefined;
}

/** `pages/api/[...ts-rest].ts` serves below `/api`. */
function pagePrefix(path: string): readonly Prefix[] {
  const found = /(?:^|\/)pages\/((?:[^/]+\/)*)\[\.\.\.[^/]+$/.exec(path);
  const text = found === null ? '' : joinPaths('', found[1] ?? '');
  return [{ text: text === '/' ? '' : text, confidence: 'certain' }];
}
