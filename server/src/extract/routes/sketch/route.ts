import type { ParameterPlace, Route } from '../../../model/contract.ts';
import type { DecoratorFact, Expression } from '../../../model/route-facts.ts';
import type { RouteSketch, SchemaSketch, SketchedParameter } from '../../../model/route-sketch.ts';
import type { Context, Located } from '../evaluation.ts';
import { functionsOf } from '../handlers.ts';
import { type LocatedRoute, locateRoute } from '../locate-route.ts';
import { placeOfKey } from '../placed-schemas.ts';
import { findScopes, type ScopeRange } from '../reading/scopes.ts';
import type { TokenText } from '../reading/token-text.ts';
import { HandlerText } from './handler.ts';
import { sketchSchema } from './schema.ts';
import { propertiesOf, requiredOf } from './shapes.ts';
import { Sketches, type SketchPlace } from './sketches.ts';
import { type SketchInput, SketchSource } from './source.ts';
import { TypeSketches } from './types.ts';

/**
 * What a route takes and answers, by schemas, types and literals that are written: for a new operation in a contract.
 * Pure; reads whole texts of the files that names lead to, so it is for a fix and not for every edit.
 */
export function sketchRoute(route: Route, input: SketchInput): RouteSketch {
  const source = new SketchSource(input);
  const facts = input.facts(route.path);
  const located = facts === undefined ? undefined : locateRoute(route, facts, source.evaluation);
  const found = new Sketches();
  if (located !== undefined) collect(source, route, located, found);
  const body = found.body();
  const takesBody = route.method !== 'GET' && route.method !== 'HEAD';
  return {
    parameters: parametersOf(route, found),
    ...(body !== undefined && takesBody ? { body } : {}),
    responses: found.answers(),
  };
}

function collect(source: SketchSource, route: Route, located: LocatedRoute, found: Sketches): void {
  for (const before of located.before) readOptions(source, before, found);
  const types = new TypeSketches(source);
  if (located.method !== undefined) {
    readController(source, types, route, located.method, found);
    return;
  }
  if (located.handler === undefined) return;
  readOptions(source, located.handler, found);
  const context = functionsOf(source.evaluation, located.handler).at(-1)?.context;
  const function_ = context === undefined ? undefined : rangeOf(source, context);
  if (context === undefined || function_ === undefined) return;
  const handler = new HandlerText(source, types, context, function_.tokens, function_.range);
  handler.readTypes(found);
  handler.readStatements(found, route);
}

function rangeOf(
  source: SketchSource,
  { file, scope }: Context,
): { readonly tokens: TokenText; readonly range: ScopeRange } | undefined {
  const tokens = source.tokens(file);
  const range = tokens === undefined ? undefined : findScopes(tokens)[scope - 1];
  return tokens === undefined || range === undefined ? undefined : { tokens, range };
}

const bodyKeys = new Set(['body', 'json', 'form']);

/** Schemas in middleware, in options and in the definition of a route. */
function readOptions(source: SketchSource, located: Located, found: Sketches): void {
  const { context, expression } = source.whole(located);
  const args = expression.is === 'call' ? expression.args : [expression];
  const [first, second] = args;
  if (first?.is === 'text' && second !== undefined)
    put(source, found, first.value, { context, expression: second });
  else for (const each of args) readTable(source, { context, expression: each }, found, 0);
}

function readTable(source: SketchSource, located: Located, found: Sketches, depth: number): void {
  const { context, expression } = source.whole(located);
  const isSchema = expression.is === 'call' && depth === 0;
  if (isSchema) readWrapped(source, { context, expression }, found);
  if (expression.is !== 'object') return;
  for (const { key, value } of expression.entries) {
    const inner = { context, expression: value };
    if (key === 'schema' || key === 'schemas' || key === 'request')
      readTable(source, inner, found, depth + 1);
    else if (key === 'response' || key === 'responses') readResponses(source, inner, found);
    else put(source, found, key, inner);
  }
}

/** `validate(z.object({ body: … }))`, or the schema of a body alone. */
function readWrapped(source: SketchSource, located: Located, found: Sketches): void {
  const { schema } = sketchSchema(source, located);
  const properties = Object.entries(propertiesOf(schema));
  const places = properties.flatMap(([key, value]) => {
    const place = bodyKeys.has(key) ? 'body' : placeOfKey(key);
    return place === undefined ? [] : [[place, value] as const];
  });
  for (const [place, value] of places) found.keep(place, value);
  if (places.length === 0 && schema.type === 'object') found.keep('body', schema);
}

function put(source: SketchSource, found: Sketches, key: string, located: Located): void {
  const place = bodyKeys.has(key) ? 'body' : placeOfKey(key);
  if (place === undefined) return;
  const { context, expression } = source.whole(located);
  found.keep(place, sketchSchema(source, contentOf({ context, expression })).schema);
}

/** The schema within `{ content: { 'application/json': { schema } } }`. */
function contentOf(located: Located): Located {
  const within = (expression: Expression, key: string) =>
    expression.is === 'object' ? expression.entries.find((each) => each.key === key)?.value : undefined;
  const content = within(located.expression, 'content');
  const media = content?.is === 'object' ? content.entries[0]?.value : undefined;
  const schema = media === undefined ? undefined : within(media, 'schema');
  return schema === undefined ? located : { ...located, expression: schema };
}

function readResponses(source: SketchSource, located: Located, found: Sketches): void {
  const { context, expression } = source.whole(located);
  if (expression.is !== 'object') return;
  for (const { key, value } of expression.entries) {
    if (!/^(?:[1-5]\d\d|[1-5]xx|default)$/i.test(key)) continue;
    const inner = contentOf(source.whole({ context, expression: value }));
    const status = key === 'default' ? key : key.toUpperCase();
    found.answer(status, sketchSchema(source, inner).schema);
  }
}

const decoratedPlaces: ReadonlyMap<string, SketchPlace> = new Map([
  ['Param', 'path'],
  ['Query', 'query'],
  ['Headers', 'header'],
  ['Body', 'body'],
]);

/** A method of NestJS: its decorated parameters, its return type and its status. */
function readController(
  source: SketchSource,
  types: TypeSketches,
  route: Route,
  { context, fact }: NonNullable<LocatedRoute['method']>,
  found: Sketches,
): void {
  const function_ = rangeOf(source, context);
  const parameters = source.input.facts(context.file)?.scopes[context.scope]?.parameters ?? [];
  if (function_ === undefined) return;
  const { tokens, range } = function_;
  const handler = new HandlerText(source, types, context, tokens, range);
  const single = new Map<SketchPlace, Record<string, SchemaSketch>>();
  for (const [index, { decorators = [] }] of parameters.entries())
    for (const { name, args } of decorators) {
      const place = decoratedPlaces.get(name);
      const type = handler.typeOfParameter(index);
      const [first] = args;
      if (place === undefined || type === undefined) continue;
      if (first?.is !== 'text') found.keep(place, type.schema);
      else single.set(place, { ...single.get(place), [first.value]: type.schema });
    }
  for (const [place, properties] of single) found.keep(place, { type: 'object', properties });
  const returned = handler.returnType();
  found.answer(statusOf(source, context, fact.decorators, route), returned?.schema);
}

function statusOf(
  source: SketchSource,
  context: Context,
  decorators: readonly DecoratorFact[],
  { method }: Route,
): string {
  const [code] = decorators.find(({ name }) => name === 'HttpCode')?.args ?? [];
  const status = source.valueOf({ context, expression: code });
  if (typeof status === 'number') return `${status}`;
  const named = code?.is === 'member' ? statusNames.get(code.member) : undefined;
  return named ?? (method === 'POST' ? '201' : '200');
}

const statusNames: ReadonlyMap<string, string> = new Map([
  ['OK', '200'],
  ['CREATED', '201'],
  ['ACCEPTED', '202'],
  ['NO_CONTENT', '204'],
]);

/** What the template names, what is read, and what schemas of parameters hold. */
function parametersOf(route: Route, { schemas }: Sketches): readonly SketchedParameter[] {
  const found = new Map<string, SketchedParameter>();
  const add = (place: ParameterPlace, name: string, isRequired: boolean): void => {
    const key = place === 'header' ? `header ${name.toLowerCase()}` : `${place} ${name}`;
    if (found.has(key)) return;
    const schema = propertiesOf(schemas.get(place) ?? {})[name];
    const isKnown = schema !== undefined && Object.keys(schema).length > 0;
    found.set(key, { in: place, name, isRequired, ...(isKnown ? { schema } : {}) });
  };
  for (const [, name = ''] of route.template.matchAll(/\{([^{}*]+)\*?\}/g)) add('path', name, true);
  for (const place of ['query', 'header', 'cookie'] as const) {
    const schema = schemas.get(place) ?? {};
    const required = new Set(requiredOf(schema));
    for (const name of Object.keys(propertiesOf(schema))) add(place, name, required.has(name));
  }
  for (const { in: place, name } of route.reads ?? []) if (place !== 'path') add(place, name, false);
  return [...found.values()];
}
