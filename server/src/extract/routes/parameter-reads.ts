import type { ParameterPlace, ParameterRead, Route } from '../../model/contract.ts';
import type { Confidence } from '../../model/finding.ts';
import type { Expression, Pattern, RouteFacts } from '../../model/route-facts.ts';
import type { Span } from '../../model/span.ts';
import { classKeys } from './class-keys.ts';
import type { Context, Evaluation, Located } from './evaluation.ts';
import { functionsOf, type HandlingFunction, spreadHandlers } from './handlers.ts';
import { placedSchemas, placeOfKey } from './placed-schemas.ts';
import { alone } from './reading/request-uses.ts';
import { address, type Part, type Parts, shapes } from './request-shapes.ts';
import { type RootedUse, type RootedUses, rootUses, type Step, type UseIndex } from './rooted-uses.ts';
import { schemaKeys } from './schema-keys.ts';

/** What a route reads, before its template is known. */
export interface FoundReads {
  readonly reads: readonly (Omit<ParameterRead, 'in'> & { readonly in: ReadPlace })[];
  readonly open: ReadonlySet<ReadPlace>;
}

type ReadPlace = ParameterPlace | 'query or path';

const decoratedPlaces: ReadonlyMap<string, ParameterPlace> = new Map([
  ['Param', 'path'],
  ['Query', 'query'],
  ['Headers', 'header'],
]);

const allPlaces: readonly ParameterPlace[] = ['path', 'query', 'header', 'cookie'];

/** What one function was found to read, kept by its key as long as the files are the same that it was found by. */
export type KeepReads = (key: string, file: string, find: () => Collected) => Collected;

/** What handlers read, by framework; uses of a file are led to their parameters once. */
export class ParameterReads {
  constructor(
    readonly evaluation: Evaluation,
    readonly uses: UseIndex,
    readonly keep: KeepReads = (_key, _file, find) => find(),
  ) {}

  /** What a handler reads, and what stands before it; undefined where its function is not found. */
  of(framework: string, handler: Located, before: readonly Located[] = []): FoundReads | undefined {
    const functions = functionsOf(this.evaluation, handler);
    const shape = shapes[framework];
    if (functions.length === 0 || shape === undefined) return undefined;
    const found = new Collected();
    const all = [...before, handler].flatMap((each) => spreadHandlers(this.evaluation, each));
    for (const each of all.slice(0, -1)) this.#readBefore(found, framework, shape, each);
    for (const each of all.slice(-1)) this.#readSchemas(found, each, 'likely');
    for (const [index, each] of functions.entries()) {
      const isHandler = index === functions.length - 1 && !each.isWrapped;
      this.#readFunction(found, shape, each, isHandler ? 'certain' : 'likely');
    }
    return found.settled();
  }

  /** What a method of a controller reads: by decorators, or of the request that it asks for. */
  decorated({ file, scope }: Context): FoundReads | undefined {
    const facts = this.evaluation.input.facts(file);
    const parameters = facts?.scopes[scope]?.parameters;
    if (facts === undefined || parameters === undefined) return undefined;
    const found = new Collected();
    for (const [index, { decorators = [], type, isTypeWhole }] of parameters.entries())
      for (const { name, args } of decorators) {
        const place = decoratedPlaces.get(name);
        const [first] = args;
        if (place !== undefined && first?.is === 'text')
          found.add({ in: place, name: first.value, path: file, span: spanOf(first), confidence: 'certain' });
        else if (place !== undefined)
          this.#readWhole(found, place, { file, scope }, index, isTypeWhole && type);
        else if (name === 'Req' || name === 'Request')
          this.#readParameter(found, shapes.express?.[0], { file, scope }, index, 'certain');
      }
    return found.settled();
  }

  /** `@Query() query: ListQuery`: each property of the class is a parameter; without one what is taken of it is. */
  #readWhole(
    found: Collected,
    place: ParameterPlace,
    { file, scope }: Context,
    index: number,
    type: string | false | undefined,
  ): void {
    const { input } = this.evaluation;
    const keys = type ? classKeys(this.evaluation, file, type) : undefined;
    const facts = input.facts(file);
    const { name = '', pattern } = facts?.scopes[scope]?.parameters[index] ?? {};
    // Some paths may have what others that share the class have not.
    const isMissing = (isOptional: boolean) => isOptional && place === 'path';
    for (const key of keys?.keys ?? [])
      if (!isMissing(key.isOptional))
        found.add({ in: place, name: key.name, ...key.place, confidence: 'likely' });
    const isTaken = keys === undefined && (pattern !== undefined || isFollowed(name));
    const isOpen = keys === undefined || keys.isOpen || keys.keys.some((key) => isMissing(key.isOptional));
    if (isOpen && !isTaken) found.openPlace(place);
    if (!isTaken || facts === undefined) return;
    const reader = new UseReader(this, found, file, 'certain');
    if (pattern !== undefined) reader.take({ is: 'keys', in: place }, pattern);
    for (const rooted of this.usesOf(facts).get(`${scope} ${index}`) ?? [])
      if (rooted.use.test === undefined && pattern === undefined)
        reader.read({ is: 'keys', in: place }, rooted);
  }

  /** What stands before many handlers is read once. */
  #readBefore(found: Collected, framework: string, shape: readonly Parts[], located: Located): void {
    this.#readSchemas(found, located, 'likely');
    for (const each of functionsOf(this.evaluation, located)) {
      const { file, scope, turn } = each.context;
      const read = () => {
        const own = new Collected();
        this.#readFunction(own, shape, each, 'likely');
        return own;
      };
      const key = `${framework} ${file} ${scope} ${each.isWrapped}`;
      found.addAll(turn === undefined ? this.keep(key, file, read) : read());
    }
  }

  /** `validate({ query: schema })`, `zValidator('query', schema)`, `{ schema: { querystring } }`. */
  #readSchemas(found: Collected, { context, expression }: Located, confidence: Confidence): void {
    const args = expression.is === 'call' ? expression.args : expression.is === 'object' ? [expression] : [];
    this.#takeSchemas(found, context, args, confidence);
  }

  #takeSchemas(
    found: Collected,
    context: Context,
    args: readonly Expression[],
    confidence: Confidence,
  ): ReadonlySet<ParameterPlace> {
    const taken = new Set<ParameterPlace>();
    for (const { in: place, schema } of placedSchemas(this.evaluation, context, args))
      if (this.#takeKeys(found, place, schema, confidence)) taken.add(place);
    return taken;
  }

  #takeKeys(found: Collected, place: ReadPlace, schema: Located, confidence: Confidence): boolean {
    const keys = schemaKeys(schema, this.evaluation);
    if (keys === undefined) return false;
    for (const { name, place: at } of keys.keys) found.add({ in: place, name, ...at, confidence });
    if (keys.isOpen) found.openPlace(place);
    else found.known.add(place);
    return true;
  }

  #readFunction(
    found: Collected,
    shape: readonly Parts[],
    { context, isWrapped }: HandlingFunction,
    confidence: Confidence,
  ): void {
    const { file, scope } = context;
    const facts = this.evaluation.input.facts(file);
    const parameters = facts?.scopes[scope]?.parameters;
    if (facts === undefined || parameters === undefined) return;
    // `(error, request, response, next)` has the request in the second place.
    const first = parameters.length === 4 && shape === shapes.express ? 1 : 0;
    for (const [index, parts] of shape.entries()) {
      this.#readParameter(found, parts, context, first + index, confidence);
      const { name, pattern } = parameters[first + index] ?? {};
      const isSeen = name === undefined || pattern !== undefined || isFollowed(name);
      if (!isWrapped && !isSeen) found.openParts(parts);
    }
  }

  #readParameter(
    found: Collected,
    parts: Parts | undefined,
    { file, scope }: Context,
    index: number,
    confidence: Confidence,
  ): void {
    const facts = this.evaluation.input.facts(file);
    const parameter = facts?.scopes[scope]?.parameters[index];
    if (facts === undefined || parameter === undefined || parts === undefined) return;
    const reader = new UseReader(this, found, file, confidence);
    if (parameter.pattern !== undefined) reader.take({ is: 'parts', parts }, parameter.pattern);
    for (const rooted of this.usesOf(facts).get(`${scope} ${index}`) ?? [])
      if (rooted.use.test === undefined) reader.read({ is: 'parts', parts }, rooted);
  }

  usesOf(facts: RouteFacts): RootedUses {
    const known = this.uses.get(facts);
    if (known !== undefined) return known;
    const found = rootUses(facts, this.evaluation.bindingsOf(facts));
    this.uses.set(facts, found);
    return found;
  }

  /** Whether the keys of a part that is passed on are known by the schema that takes it. */
  takesPassed(found: Collected, part: Part, within: Located, confidence: Confidence): boolean {
    const { expression, context } = within;
    if (expression.is !== 'call') return false;
    const { callee, args } = expression;
    if (callee.is === 'name' && callee.name === 'URL') return true;
    if (part.is === 'keys') {
      const schemas = callee.is === 'member' ? [callee.object, ...args] : args;
      return schemas.some((each) =>
        this.#takeKeys(found, part.in, { context, expression: each }, confidence),
      );
    }
    if (part.is === 'parts') {
      const schemas = callee.is === 'member' ? [callee.object, ...args] : args;
      this.#takeSchemas(found, context, schemas, confidence);
    }
    return false;
  }
}

/** What was found so far. */
export class Collected {
  readonly #reads = new Map<string, FoundReads['reads'][number]>();
  readonly #open = new Set<ReadPlace>();
  /** Places whose validated values are all described by a schema. */
  readonly known = new Set<ReadPlace>();
  readonly validated = new Set<ReadPlace>();

  add(read: FoundReads['reads'][number]): void {
    const key = `${read.path} ${read.span.start} ${read.in}`;
    const known = this.#reads.get(key);
    if (known === undefined || known.confidence !== 'certain') this.#reads.set(key, read);
  }

  addAll(other: Collected): void {
    for (const read of other.#reads.values()) this.add(read);
    for (const place of other.#open) this.#open.add(place);
    for (const place of other.known) this.known.add(place);
    for (const place of other.validated) this.validated.add(place);
  }

  openPlace(place: ReadPlace): void {
    this.#open.add(place);
  }

  openParts(parts: Parts): void {
    for (const part of parts.values()) this.openPart(part);
  }

  openPart(part: Part): void {
    if (part.is === 'parts') this.openParts(part.parts);
    else if (part.is !== 'validated') this.openPlace(part.is === 'address' ? 'query' : part.in);
  }

  settled(): FoundReads {
    for (const place of this.validated) if (!this.known.has(place)) this.#open.add(place);
    return { reads: [...this.#reads.values()], open: this.#open };
  }
}

const asking = new Set(['get', 'getAll', 'has']);
const changing = new Set(['set', 'delete', 'append', 'sort']);

/** Follows the steps from a parameter of one file. */
class UseReader {
  constructor(
    readonly reads: ParameterReads,
    readonly found: Collected,
    readonly file: string,
    readonly confidence: Confidence,
  ) {}

  read(request: Part, { steps, use }: RootedUse): void {
    let part: Part = request;
    for (const [index, step] of steps.entries()) {
      const next = this.#next(part, step, steps[index + 1]);
      if (next === undefined) return;
      part = next;
    }
    if (use.taken !== undefined && use.within === undefined) this.take(part, use.taken);
    else if (use.isBound !== true || part.is === 'reader') this.#pass(part, use.scope, use.within);
  }

  #next(part: Part, step: Step, following: Step | undefined): Part | undefined {
    switch (part.is) {
      case 'parts':
        return step.is === 'member' ? part.parts.get(step.name) : undefined;
      case 'keys':
        if (step.is === 'member') this.#add(part.in, step.name, step);
        else this.found.openPart(part);
        return undefined;
      case 'store':
        if (step.is === 'member' && asking.has(step.name)) this.#asked(part.in, following);
        else if (step.is !== 'member' || !changing.has(step.name)) this.found.openPart(part);
        return undefined;
      case 'reader':
        // Without a name it gives all of them.
        if (step.is === 'call' && step.args.length === 0) return { is: 'keys', in: part.in };
        this.#asked(part.in, step);
        return undefined;
      case 'validated': {
        const [place] = step.is === 'call' ? step.args : [];
        const validated = place?.is === 'text' ? placeOfKey(place.value) : undefined;
        if (validated !== undefined) this.found.validated.add(validated);
        return undefined;
      }
      case 'address':
        if (step.is === 'address') return { is: 'parts', parts: address };
        this.found.openPart(part);
        return undefined;
    }
  }

  /** `get('x')`; a name that is computed may be any. */
  #asked(place: ParameterPlace, step: Step | undefined): void {
    const [name] = step?.is === 'call' ? step.args : [];
    if (name?.is === 'text') this.#add(place, name.value, name);
    else this.found.openPlace(place);
  }

  #add(place: ReadPlace, name: string, { start, end }: Span): void {
    const { file: path, confidence } = this;
    this.found.add({ in: place, name, path, span: { start, end }, confidence });
  }

  /** What a pattern takes of a part. */
  take(part: Part, { entries, isOpen }: Pattern): void {
    if (isOpen) this.found.openPart(part);
    if (part.is === 'keys') for (const { key, keySpan } of entries) this.#add(part.in, key, keySpan);
    else if (part.is === 'parts')
      for (const { key, name, pattern } of entries) {
        const inner = part.parts.get(key);
        if (inner === undefined) continue;
        if (pattern !== undefined) this.take(inner, pattern);
        else if (name === undefined || !alone.has(name)) this.found.openPart(inner);
      }
    else if (entries.length > 0) this.found.openPart(part);
  }

  #pass(part: Part, scope: number, within: Expression | undefined): void {
    if (within !== undefined) {
      const located = { context: { file: this.file, scope }, expression: within };
      if (this.reads.takesPassed(this.found, part, located, this.confidence)) return;
    }
    this.found.openPart(part);
  }
}

/** Whether all uses of a name are known, also where it is passed on as a whole. */
function isFollowed(name: string): boolean {
  return alone.has(name) || name.startsWith('_');
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** The reads of a route, in order, with places that depend on its template. */
export function readsOf(found: FoundReads | undefined, template: string): Pick<Route, 'reads' | 'readsOpen'> {
  if (found === undefined) return {};
  const placed = (place: ReadPlace, name: string): ParameterPlace =>
    place !== 'query or path'
      ? place
      : template.includes(`{${name}}`) || template.includes(`{${name}*}`)
        ? 'path'
        : 'query';
  const reads = found.reads.map((read) => ({ ...read, in: placed(read.in, read.name) }));
  const open = allPlaces.filter(
    (place) =>
      found.open.has(place) || (found.open.has('query or path') && (place === 'path' || place === 'query')),
  );
  return {
    reads: reads.sort(
      (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || a.span.start - b.span.start,
    ),
    ...(open.length === 0 ? {} : { readsOpen: open }),
  };
}
