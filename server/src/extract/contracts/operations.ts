import type { HttpMethod, Operation, Parameter, ParameterPlace } from '../../model/contract.ts';
import type { Place } from '../../model/span.ts';
import { methodOf } from '../routes/adapters/adapter.ts';
import type { Evaluation, Located } from '../routes/evaluation.ts';
import { joinPaths, type PathSyntax, templatesOf } from '../routes/templates.ts';
import { type Entry, placeOf } from './expressions.ts';
import { keysOfEither, type PromisedKeys } from './promised-keys.ts';
import { keepParts, type WrittenParts } from './written-parts.ts';

/** What an adapter found out about one operation. */
export interface OperationSource {
  /** What is said of the operation: `method`, `path`, `deprecated` and the rest. */
  readonly fields: readonly Entry[];
  /** Outer ones first. */
  readonly prefixes?: readonly Located[];
  readonly operationId?: string;
  /** The syntax of paths without braces; one with braces is a template already. */
  readonly syntax?: PathSyntax;
  readonly schemas: Partial<Record<Exclude<ParameterPlace, 'path'>, Located | PromisedKeys>>;
  /** The place where the path is not written. */
  readonly place: Place;
  readonly defaultMethod?: HttpMethod;
  readonly defaultPath?: string;
  readonly parts: Omit<WrittenParts, 'fields' | 'rests'>;
}

export type MadeOperations =
  | { readonly operations: readonly Operation[]; readonly reason?: never }
  | { readonly operations?: never; readonly reason: string; readonly place: Place };

/** The operations of a source: one for each path that its path stands for. */
export function operationsOf(source: OperationSource, evaluation: Evaluation): MadeOperations {
  const method = methodIn(source, evaluation);
  const path = fieldOf(source.fields, 'path');
  const place = path === undefined ? source.place : placeOf(path);
  if (method === undefined) return { reason: 'The method is no text of a method of HTTP.', place };
  const texts = path === undefined ? { texts: defaults(source) } : evaluation.textsOf(path);
  if (texts.texts === undefined) return { reason: texts.reason, place };
  if (texts.texts.length === 0) return { reason: 'It has no path.', place };
  const prefixes: string[] = [];
  for (const prefix of path === undefined ? [] : (source.prefixes ?? [])) {
    const found = evaluation.textsOf(prefix);
    if (found.texts === undefined) return { reason: found.reason, place: placeOf(prefix) };
    prefixes.push(...found.texts);
  }
  const whole = texts.texts.map((text) => joinPaths(prefixes.join('/'), text));
  const templates = whole.flatMap((text) => templatesIn(text, source.syntax));
  return { operations: templates.map((template) => made(source, { method, template, place }, evaluation)) };
}

function defaults({ defaultPath }: OperationSource): readonly string[] {
  return defaultPath === undefined ? [] : [defaultPath];
}

function templatesIn(text: string, syntax: PathSyntax | undefined): readonly string[] {
  return syntax === undefined || text.includes('{')
    ? [text.replace(/\{\+([^{}]+)\}/g, '{$1*}')]
    : templatesOf(text, syntax);
}

export function fieldOf(fields: readonly Entry[], key: string): Located | undefined {
  return fields.findLast((each) => each.key === key)?.value;
}

function methodIn(
  { fields, defaultMethod }: OperationSource,
  evaluation: Evaluation,
): HttpMethod | undefined {
  const field = fieldOf(fields, 'method');
  if (field === undefined) return defaultMethod;
  const [text] = evaluation.textsOf(field).texts ?? [];
  const method = text === undefined ? undefined : methodOf(text);
  return method === 'ANY' ? undefined : method;
}

function made(
  source: OperationSource,
  { method, template, place }: { method: HttpMethod; template: string; place: Place },
  evaluation: Evaluation,
): Operation {
  const { fields, schemas } = source;
  const path = fieldOf(fields, 'path');
  const parameters: Parameter[] = [...template.matchAll(/\{([^{}*]+)\*?\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    isRequired: true,
    ...((path && placeInPath(path, name)) ?? place),
  }));
  let isOpen = false;
  for (const kind of ['query', 'header', 'cookie'] as const) {
    const schema = schemas[kind];
    const found = schema === undefined || 'keys' in schema ? schema : keysOfEither(schema, evaluation);
    isOpen ||= found?.isOpen === true;
    for (const { name, isRequired, place: at } of found?.keys ?? [])
      parameters.push({ name, in: kind, isRequired, ...at });
  }
  const written = fieldOf(fields, 'operationId');
  const operationId = (written && evaluation.textsOf(written).texts?.[0]) ?? source.operationId;
  const rests = [path, fieldOf(fields, 'method'), ...(source.prefixes ?? [])].filter(
    (each) => each !== undefined,
  );
  const operation: Operation = {
    ...place,
    method,
    template,
    ...(operationId === undefined || operationId === '' ? {} : { operationId }),
    parameters,
    isDeprecated: says(fields, 'deprecated', 'true', evaluation),
    isPlanned: says(fields, 'x-status', 'planned', evaluation),
    ...(says(fields, 'x-internal', 'true', evaluation) ? { isInternal: true } : {}),
    ...(isOpen ? { hasOpenParameters: true } : {}),
  };
  return keepParts(operation, { ...source.parts, fields, rests });
}

function says(fields: readonly Entry[], key: string, text: string, evaluation: Evaluation): boolean {
  const field = fieldOf(fields, key);
  if (field === undefined) return false;
  const { expression } = evaluation.look(field);
  return (
    (expression.is === 'name' && expression.name === text) ||
    (expression.is === 'text' && expression.value === text)
  );
}

/** The place of a parameter's name in the text of its path; undefined where that text holds escapes, or not the name. */
function placeInPath({ context, expression }: Located, name: string): Place | undefined {
  for (const part of expression.is === 'joined' ? expression.parts : [expression]) {
    if (part.is !== 'text') continue;
    const quotes = part.end - part.start - part.value.length;
    const found = new RegExp(`[:{+]${name.replace(/[^\w]/g, '\\$&')}(?!\\w)`).exec(part.value);
    if (found === null || (quotes !== 0 && quotes !== 2)) continue;
    const start = part.start + quotes / 2 + found.index + 1;
    return { path: context.file, span: { start, end: start + name.length } };
  }
  return undefined;
}
