import type { SchemaSketch } from '../../model/route-sketch.ts';
import type { Located } from '../routes/evaluation.ts';
import { sketchSchema, sketchShape } from '../routes/sketch/schema.ts';
import { isUnknown, nothingKnown, propertiesOf, type Sketched, sideOf } from '../routes/sketch/shapes.ts';
import { type SketchSource, tokenAt } from '../routes/sketch/source.ts';
import { TypeSketches } from '../routes/sketch/types.ts';
import { type Entry, entriesIn } from './expressions.ts';
import { statusOf } from './http-statuses.ts';

/** The members of an object, and whether there may be more. */
export interface Members {
  readonly entries: readonly Entry[];
  readonly isOpen: boolean;
}

/** Says of no schema what it is, but of a type: `c.type<Order>()`. */
const typed = new Set(['type', 'body', 'response', 'query', 'pathParams', 'headers']);

/** What operations say, read to its full depth. */
export class WrittenText {
  readonly #types: TypeSketches;

  constructor(readonly source: SketchSource) {
    this.#types = new TypeSketches(source);
  }

  /** Undefined for what is no object that is written. */
  members(located: Located): Members | undefined {
    const { evaluation } = this.source;
    const whole = this.#unwrapped(this.source.whole(located));
    const { expression } = whole;
    if (expression.is !== 'object') return undefined;
    const { entries, open } = entriesIn(
      whole,
      (each) => evaluation.valueOf(each),
      (key) => this.#key(key),
    );
    const isCut = expression.isOpen && !expression.spreads && !expression.computed;
    return { entries, isOpen: open.length > 0 || isCut };
  }

  /** `c.responses({…})` and `oo.spec({…}, …)` are what they are given. */
  #unwrapped(whole: Located): Located {
    const { context, expression } = whole;
    const [first] = expression.is === 'call' ? expression.args : [];
    const isWrapped =
      expression.is === 'call' &&
      expression.callee.is === 'member' &&
      (expression.callee.member === 'responses' || expression.callee.member === 'spec');
    return isWrapped && first ? this.source.whole({ context, expression: first }) : whole;
  }

  /** The text or number that a computed key is. */
  #key(key: Located): string | undefined {
    const value = this.source.valueOf(key);
    if (typeof value === 'string' || typeof value === 'number') return `${value}`;
    return statusOf(this.source.evaluation.valueOf(key));
  }

  schema(located: Located): Sketched {
    const { context, expression } = this.source.evaluation.look(located);
    if (expression.is !== 'call' || expression.args.length > 0) return sketchSchema(this.source, located);
    const { callee } = expression;
    const word = callee.is === 'member' ? callee.member : callee.is === 'name' ? callee.name : '';
    const tokens = typed.has(word) ? this.source.tokens(context.file) : undefined;
    if (tokens === undefined) return sketchSchema(this.source, located);
    const end = callee.is === 'member' ? callee.memberSpan.end : callee.end;
    const [first] = this.#types.argumentsOf(context.file, tokenAt(tokens, end));
    return first === undefined ? nothingKnown : this.#types.read(context.file, first);
  }

  /** What stoker's `jsonContent(schema, …)` is given, and whether it is required. */
  jsonContent(located: Located): { readonly schema: Located; readonly isRequired: boolean } | undefined {
    const { context, expression } = this.source.evaluation.look(located);
    const [first] = expression.is === 'call' ? expression.args : [];
    if (expression.is !== 'call' || first === undefined) return undefined;
    const made = this.source.evaluation.valueOf({ context, expression: expression.callee });
    if (made.is !== 'package' || !made.module.startsWith('stoker/openapi/helpers')) return undefined;
    const isRequired = /required$/i.test(made.name) || made.module.endsWith('-required');
    const isOne = /^json-?content(?:-?required)?$/i.test(
      made.name === 'default' ? (made.module.split('/').at(-1) ?? '') : made.name,
    );
    return isOne ? { schema: { context, expression: first }, isRequired } : undefined;
  }

  /** The schema of an object, whatever it is named; a plain one is a shape: `{ 'x-key': z.string() }`. */
  object(located: Located | undefined): SchemaSketch {
    if (located === undefined) return {};
    const { expression } = this.source.evaluation.look(located);
    if (expression.is !== 'object') return this.opened(this.schema(located).schema);
    const plain = sketchSchema(this.source, located).schema;
    return isUnknown(plain) ? sketchShape(this.source, located) : this.opened(plain);
  }

  /** What a name stands for, as it is sent. */
  opened(schema: SchemaSketch): SchemaSketch {
    return sideOf(this.source.notes?.opened(schema) ?? schema, 'sent');
  }

  /** The same as it is answered. */
  answered(schema: SchemaSketch): SchemaSketch {
    return sideOf(this.source.notes?.opened(schema) ?? schema, 'answered');
  }

  /** One property of an object with its requiredness; undefined where the object is not known or has none. */
  property(schema: SchemaSketch, name: string): Sketched | undefined {
    const found = propertiesOf(schema)[name];
    const { required } = schema;
    const isOptional = !(Array.isArray(required) && required.includes(name));
    return found && { schema: found, isOptional };
  }

  value(located: Located | undefined): unknown {
    return located && this.source.valueOf(located);
  }

  /** Whether it is `null`, `undefined`, or `c.noBody()`. */
  isNothing(located: Located): boolean {
    const { expression } = this.source.evaluation.look(located);
    if (expression.is === 'name') return expression.name === 'null' || expression.name === 'undefined';
    return (
      expression.is === 'call' && expression.callee.is === 'member' && expression.callee.member === 'noBody'
    );
  }
}
