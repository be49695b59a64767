import type { ParameterPlace } from '../../../model/contract.ts';
import type { SchemaSketch } from '../../../model/route-sketch.ts';

/** Where a schema belongs. */
export type SketchPlace = ParameterPlace | 'body' | 'response';

/** What is collected of a route; of several that say something of one place the first one counts. */
export class Sketches {
  readonly schemas = new Map<SketchPlace, SchemaSketch>();
  readonly #answers = new Map<string, SchemaSketch | undefined>();
  readonly #properties = new Set<string>();
  #isBodyRead = false;

  get hasAnswers(): boolean {
    return this.#answers.size > 0;
  }

  keep(place: SketchPlace | undefined, schema: SchemaSketch): void {
    if (place === undefined || isEmpty(schema)) return;
    if (!this.schemas.has(place)) this.schemas.set(place, schema);
  }

  /** A property of the body that is read, of which nothing else is known. */
  property(name: string): void {
    this.#properties.add(name);
  }

  /** The body is read as a whole, whatever it holds. */
  wholeBody(): void {
    this.#isBodyRead = true;
  }

  answer(status: string, schema: SchemaSketch | undefined): void {
    const known = this.#answers.get(status);
    if (known === undefined || isEmpty(known)) this.#answers.set(status, schema);
  }

  body(): SchemaSketch | undefined {
    const known = this.schemas.get('body');
    if (known !== undefined) return known;
    if (this.#properties.size === 0) return this.#isBodyRead ? {} : undefined;
    const properties = Object.fromEntries([...this.#properties].map((name) => [name, {}]));
    return { type: 'object', properties };
  }

  /** In the order of the status; the declared type is that of successes without a schema of their own. */
  answers(): readonly { readonly status: string; readonly schema?: SchemaSketch }[] {
    const declared = this.schemas.get('response');
    const all = this.hasAnswers || declared === undefined ? [...this.#answers] : [['200', declared] as const];
    return all
      .map(([status, schema]) => {
        const isSuccess = status.startsWith('2') && status !== '204';
        const own = schema === undefined || isEmpty(schema) ? (isSuccess ? declared : undefined) : schema;
        return { status, ...(own === undefined ? {} : { schema: own }) };
      })
      .sort((a, b) => (a.status < b.status ? -1 : 1));
  }
}

function isEmpty(schema: SchemaSketch): boolean {
  return Object.keys(schema).length === 0;
}
