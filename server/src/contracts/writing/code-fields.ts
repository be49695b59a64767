import type { Contract } from '../../model/contract.ts';
import { partsWithin } from './code-brackets.ts';
import type { CodeEntry } from './code-entries.ts';
import { type CodeText, codeObject } from './code-text.ts';
import { type Refused, refuse } from './document.ts';
import { textLiteral } from './names.ts';
import type { NewOperation, SchemaValue } from './new-operation.ts';
import { zodOf, zodOfParameters } from './zod-text.ts';

/** What an operation may say that another one need not. */
const optional: ReadonlySet<string> = new Set(
  (
    'method path name summary description operationId tags deprecated query headers pathParams body responses ' +
    'strictStatusCodes metadata request security middleware hide successStatus successDescription inputStructure outputStructure'
  ).split(' '),
);
/** What it says as those beside it do. */
const shared = ['tags', 'security'];

export interface WrittenFields {
  readonly fields: readonly (readonly [key: string, value: CodeText])[];
  /** What follows the object behind its call: `.input(…)`. */
  readonly links: readonly (readonly [name: string, argument: CodeText])[];
  /** Whether zod is asked for. */
  readonly needsZod: boolean;
}

/** What is said of an operation in the words of a library, as far as that is known; `id` is its name. */
export function fieldsOf(
  text: string,
  { open, close, end, hasColons }: CodeEntry,
  { id, ...operation }: NewOperation & { readonly id: string },
  format: Contract['format'],
): WrittenFields | Refused {
  const { method, template } = operation;
  const parts = partsWithin(text, open + 1, close - 1).map(({ start, end: to }) =>
    text.slice(start, to).trim(),
  );
  const keys = parts.map((part) => /^(?:\/\/.*\s*)*['"]?([\w$]+)['"]?\s*[:,(]?/.exec(part)?.[1] ?? part);
  const strange = keys.find((key) => !optional.has(key));
  if (strange !== undefined)
    return refuse(`Operations there say "${strange}" as well, which nobody knows of this one.`);
  const written = (key: string) => parts[keys.indexOf(key)] ?? '';
  const quote = /(['"`])[^'"`]*$/.exec(written('path'))?.[1] === '"' ? '"' : "'";
  const known = /:\s*['"`]([a-z]+)['"`]/.test(written('method')) ? method.toLowerCase() : method;
  const path = hasColons && !template.includes(':') ? template.replace(/\{([^{}]*)\}/g, ':$1') : template;
  const fields: [string, CodeText][] = [
    ['method', textLiteral(known, { quote })],
    ['path', textLiteral(path, { quote })],
  ];
  if (keys.indexOf('path') < keys.indexOf('method')) fields.reverse();
  if (format === 'table') return { fields, links: [], needsZod: false };
  if (format === 'ts-rest') return tsRestFields(text, fields, operation, { quote });
  for (const key of shared) {
    const value = /:\s*(.*)$/s.exec(written(key))?.[1];
    if (value !== undefined) fields.push([key, value]);
  }
  if (keys.includes('operationId')) fields.push(['operationId', textLiteral(id, { quote })]);
  if (format !== 'orpc')
    return { fields: [...fields, ...definition(operation, { quote })], links: [], needsZod: true };
  const links = [...text.slice(close, end).matchAll(/\)\s*\.\s*([\w$]+)\s*\(/g)].map(([, name = '']) => name);
  if (links.includes('handler'))
    return refuse('Procedures there have handlers, which nobody knows of this one.');
  return procedure(fields, operation, { quote });
}

type Style = { readonly quote: "'" | '"' };
type Fields = readonly (readonly [string, CodeText])[];

function takesBody({ method, body }: NewOperation): boolean {
  return body !== undefined || /^(?:POST|PUT|PATCH)$/.test(method);
}

function answersOf({ method, responses = [] }: NewOperation) {
  const known = responses.filter(({ status }) => /^\d{3}$/.test(status));
  const success = method === 'POST' ? '201' : '200';
  if (known.length > 0) return known;
  return [{ status: success, description: success === '201' ? 'Created' : 'OK', schema: undefined }];
}

/** `c` is what the contract begins with; what is known is written with zod where the file has it. */
function tsRestFields(
  text: string,
  fields: Fields,
  operation: NewOperation,
  style: Style,
): WrittenFields | Refused {
  const [, c] = /([\w$]+)\s*=\s*initContract\(\)/.exec(text) ?? [];
  if (c === undefined) return refuse('Where the contract begins is not in the same file.');
  const hasZod = importsZod(text);
  const of = (schema: SchemaValue | undefined) =>
    schema && hasZod ? zodOf(schema, style) : `${c}.type<unknown>()`;
  const query = hasZod ? zodOfParameters(operation, 'query', style) : [];
  const answers = answersOf(operation).map(({ status, schema }) => [status, of(schema)] as const);
  return {
    fields: [
      ...fields,
      ...(query.length > 0 ? [['query', codeObject(query, 'z.object(', ')')] as const] : []),
      ...(takesBody(operation) ? [['body', of(operation.body)] as const] : []),
      ['responses', codeObject(answers)],
    ],
    links: [],
    needsZod: false,
  };
}

/** `request` and `responses` as OpenAPI has them. */
function definition(operation: NewOperation, style: Style): Fields {
  const json = (schema: SchemaValue | undefined) =>
    codeObject([[textLiteral('application/json', style), codeObject([['schema', zodOf(schema, style)]])]]);
  const places = (
    [
      ['params', 'path'],
      ['query', 'query'],
      ['headers', 'header'],
    ] as const
  ).flatMap(([key, place]) => {
    const entries = zodOfParameters(operation, place, style);
    return entries.length > 0 ? [[key, codeObject(entries, 'z.object(', ')')] as const] : [];
  });
  const body = takesBody(operation)
    ? [['body', codeObject([['content', json(operation.body)]])] as const]
    : [];
  const answers = answersOf(operation).map(({ status, description, schema }) => {
    const content = schema === undefined ? [] : [['content', json(schema)] as const];
    return [status, codeObject([['description', textLiteral(description, style)], ...content])] as const;
  });
  const request = [...places, ...body];
  return [
    ...(request.length > 0 ? [['request', codeObject(request)] as const] : []),
    ['responses', codeObject(answers)],
  ];
}

/** The input holds what is in the path, and the query or the body. */
function procedure(fields: Fields, operation: NewOperation, style: Style): WrittenFields {
  const answers = answersOf(operation);
  const success = answers.find(({ status }) => status.startsWith('2')) ?? answers[0];
  const own = zodOfParameters(operation, 'path', style);
  const hasBody = takesBody(operation);
  const body = hasBody ? zodOf(operation.body, style) : undefined;
  const isKnown = typeof body === 'object' && body.before === 'z.object(' && body.after === ')';
  const others = isKnown ? body.entries : hasBody ? [] : zodOfParameters(operation, 'query', style);
  const names = new Set(own.map(([name]) => name));
  const entries = [...own, ...others.filter(([name]) => !names.has(name))];
  const isOpen = hasBody && !isKnown;
  const input =
    entries.length > 0
      ? codeObject(entries, 'z.object(', isOpen ? ').passthrough()' : ')')
      : (body ?? undefined);
  const status =
    success === undefined || success.status === '200' ? [] : [['successStatus', success.status] as const];
  return {
    fields: [...fields, ...status],
    links: [
      ...(input === undefined ? [] : [['input', input] as const]),
      ['output', zodOf(success?.schema, style)],
    ],
    needsZod: true,
  };
}

/** Whether a file imports something that it calls `z`. */
export function importsZod(text: string): boolean {
  return /^import\b[^'";]*\bz\b[^'";]*\bfrom\s*['"]/m.test(text);
}
