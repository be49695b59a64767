import type { Expression, RouteFacts } from '../../model/route-facts.ts';
import { type BindingIndex, type Context, Evaluation, type Located } from './evaluation.ts';
import { type FoundReads, ParameterReads } from './parameter-reads.ts';
import type { UseIndex } from './rooted-uses.ts';
import type { RouteInput } from './search.ts';

type Asked = Pick<RouteInput, 'facts' | 'follow'>;

interface Known {
  readonly framework: string;
  readonly found: FoundReads | undefined;
  readonly trace: Trace;
}

/** What is made of facts once, as long as somebody holds them. */
export interface FactsIndex {
  readonly bindings: BindingIndex;
  readonly uses: UseIndex;
  /** By the expression of the handler. */
  readonly reads: WeakMap<Expression, Known>;
}

/** What handlers read, found again only where a file that it was found by has changed. */
export class KnownReads {
  constructor(
    readonly input: Asked,
    readonly index: FactsIndex,
  ) {}

  of(framework: string, handler: Located, before: readonly Located[] = []): FoundReads | undefined {
    const { reads, bindings, uses } = this.index;
    const known = reads.get(handler.expression);
    if (known?.framework === framework && known.trace.holds(this.input)) return known.found;
    const trace = new Trace(this.input);
    const evaluation = new Evaluation(trace.asked, bindings);
    const found = new ParameterReads(evaluation, uses).of(framework, handler, before);
    reads.set(handler.expression, { framework, found, trace });
    return found;
  }

  decorated(context: Context): FoundReads | undefined {
    const { bindings, uses } = this.index;
    return new ParameterReads(new Evaluation(this.input, bindings), uses).decorated(context);
  }
}

/** What was asked for, and what the answers were. */
class Trace {
  readonly asked: Asked;
  readonly #facts = new Map<string, WeakRef<RouteFacts> | undefined>();
  readonly #follows = new Map<string, readonly [from: string, specifier: string, to: string | undefined]>();

  constructor(input: Asked) {
    this.asked = {
      facts: (path) => {
        const found = input.facts(path);
        if (!this.#facts.has(path))
          this.#facts.set(path, found === undefined ? undefined : new WeakRef(found));
        return found;
      },
      follow: (from, specifier) => {
        const to = input.follow(from, specifier);
        this.#follows.set(`${from}\n${specifier}`, [from, specifier, to]);
        return to;
      },
    };
  }

  /** Whether all answers would be the same. */
  holds(input: Asked): boolean {
    for (const [path, facts] of this.#facts) if (input.facts(path) !== facts?.deref()) return false;
    for (const [from, specifier, to] of this.#follows.values())
      if (input.follow(from, specifier) !== to) return false;
    return true;
  }
}
