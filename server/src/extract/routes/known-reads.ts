import type { Expression } from '../../model/route-facts.ts';
import type { BindingIndex, Evaluation, Located } from './evaluation.ts';
import type { Finds, Ground } from './ground.ts';
import type { LoopIndex } from './looping-calls.ts';
import { type Collected, type FoundReads, ParameterReads, readsOf } from './parameter-reads.ts';
import type { UseIndex } from './rooted-uses.ts';

/** What is made of facts once, as long as somebody holds them. */
export interface FactsIndex {
  readonly bindings: BindingIndex;
  readonly uses: UseIndex;
  readonly loops: LoopIndex;
  /** What is read by the templates of routes. */
  readonly placed: WeakMap<FoundReads, Map<string, ReturnType<typeof readsOf>>>;
}

/** By the expressions of handlers. */
export type ReadFinds = Finds<
  Expression,
  { readonly framework: string; readonly found: FoundReads | undefined }
>;

/** By what tells one function that stands before handlers from all others. */
export type FunctionFinds = Finds<string, Collected>;

/** What handlers read, found again only where a file that it was found by has changed. */
export class KnownReads {
  readonly #ground: Ground;
  readonly #known: ReadFinds;
  readonly #placed: FactsIndex['placed'];
  readonly #reads: ParameterReads;

  constructor(
    ground: Ground,
    known: ReadFinds,
    functions: FunctionFinds,
    evaluation: Evaluation,
    { uses, placed }: FactsIndex,
  ) {
    this.#ground = ground;
    this.#known = known;
    this.#placed = placed;
    this.#reads = new ParameterReads(evaluation, uses, (key, file, find) =>
      ground.once(functions, key, file, find),
    );
  }

  of(framework: string, handler: Located, before: readonly Located[] = []): FoundReads | undefined {
    const { context, expression } = handler;
    const find = () => this.#reads.of(framework, handler, before);
    // In a loop, and in a function that is passed them, one expression stands for several handlers.
    if (context.turn !== undefined || context.passed !== undefined || context.self !== undefined)
      return find();
    const { found } = this.#ground.once(
      this.#known,
      expression,
      context.file,
      () => ({ framework, found: find() }),
      (kept) => kept.framework === framework,
    );
    return found;
  }

  /** What a route reads; the same lists for the same template. */
  placed(found: FoundReads | undefined, template: string): ReturnType<typeof readsOf> {
    if (found === undefined) return {};
    const known = this.#placed.get(found) ?? new Map<string, ReturnType<typeof readsOf>>();
    this.#placed.set(found, known);
    const before = known.get(template);
    if (before !== undefined) return before;
    const placed = readsOf(found, template);
    known.set(template, placed);
    return placed;
  }

  /** What is asked of the parameters of a file's functions. */
  usesOf(facts: Parameters<ParameterReads['usesOf']>[0]): ReturnType<ParameterReads['usesOf']> {
    return this.#reads.usesOf(facts);
  }

  decorated(context: Parameters<ParameterReads['decorated']>[0]): FoundReads | undefined {
    return this.#reads.decorated(context);
  }
}
