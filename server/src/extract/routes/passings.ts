import type { Expression } from '../../model/route-facts.ts';
import type { Context, Evaluation, Passed } from './evaluation.ts';
import { isPathText } from './reading/may-register.ts';
import type { Routers } from './routers.ts';

type Call = Extract<Expression, { readonly is: 'call' }>;

/** The most calls of one function that are followed. */
const most = 200;

/** Calls that may hand a path to a function, by the functions: `resource('/users', users)`. */
export class Passings {
  readonly #known = new Map<string, Passed[]>();

  constructor(readonly routers: Routers) {}

  note(context: Context, { callee, args, isNew }: Call): void {
    const called =
      !isNew && callee.is === 'name' ? this.routers.find({ context, expression: callee }) : undefined;
    if (called?.is !== 'function') return;
    const { file } = called.context;
    const { scope } = called;
    const key = `${scope} ${file}`;
    const known = this.#known.get(key) ?? [];
    this.#known.set(key, known);
    const isKnown = known.some(({ args: before }) => before === args);
    if (!isKnown && known.length < most) known.push({ file, scope, args, from: context });
  }

  /** Where the path is what a function is passed, for each call of the function; one at least passes a text. */
  contextsOf(context: Context, evaluation: Evaluation, path: Expression): readonly Context[] {
    if (this.#known.size === 0 || context.passed !== undefined) return [];
    if (evaluation.textsOf({ context, expression: path }).texts !== undefined) return [];
    const { scopes = [] } = evaluation.input.facts(context.file) ?? {};
    for (let { scope } = context; scope > 0; scope = scopes[scope]?.parent ?? 0) {
      const known = this.#known.get(`${scope} ${context.file}`);
      if (known?.some(({ args }) => args.some(isPathText)))
        return known.map((passed) => ({ ...context, passed }));
    }
    return [];
  }
}
