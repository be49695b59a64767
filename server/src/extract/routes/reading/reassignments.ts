import type { Binding, Expression } from '../../../model/route-facts.ts';
import { isAssigned } from './owners.ts';
import { depths, type ExpressionReader } from './read-expression.ts';

/** What names of `let` and `var` in one file are assigned after they were declared. */
export class Reassignments {
  readonly #known = new Map<string, Expression[]>();

  constructor(readonly reader: ExpressionReader) {}

  /** Takes note of names that may be assigned again. */
  declare(bindings: readonly Binding[]): void {
    for (const { name } of bindings) this.#known.set(name, this.#known.get(name) ?? []);
  }

  /** `a = …` and `a += …` of what was declared to change; what it adds is not known. */
  note(index: number, isField: (index: number) => boolean): void {
    if (this.#known.size === 0) return;
    const { tokens } = this.reader;
    const known = this.#known.get(tokens.word(index));
    const before = tokens.word(index - 1);
    if (known === undefined || isField(index) || before === 'let' || before === 'var') return;
    if (isAssigned(tokens, index)) known.push(this.reader.read(index + 2, depths.inner));
    else if (tokens.code(index + 1) === 43 && tokens.code(index + 2) === 61)
      known.push({ start: tokens.start(index), end: tokens.end(index), is: 'other' });
  }

  /** A text with the others that its name may stand for. */
  withOthers(binding: Binding): Binding {
    const others = this.#known.size === 0 ? [] : (this.#known.get(binding.name) ?? []);
    const isText = binding.value.is === 'text' || binding.value.is === 'joined';
    return others.length > 0 && isText ? { ...binding, others } : binding;
  }
}
