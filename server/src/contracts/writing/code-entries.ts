import { type Contract, type Operation, pathShape } from '../../model/contract.ts';
import { closingOf } from './code-brackets.ts';

/** An operation as an object of the text, with what stands around it. */
export interface CodeEntry {
  readonly operation: Operation;
  /** Of the entry or the statement, and behind it. */
  readonly start: number;
  readonly end: number;
  /** Of the object that says its path. */
  readonly open: number;
  readonly close: number;
  readonly kind: 'keyed' | 'item' | 'declared' | 'called';
  /** Its key, or what it is declared as. */
  readonly name: string;
  /** What stands before the name, `export const `, and between it and the object, `: oc.route(`. */
  readonly lead: string;
  readonly before: string;
  /** What the routers around it put before its path. */
  readonly prefix: string;
  /** With colons before parameters, or in braces. */
  readonly hasColons: boolean;
}

/** How the object of an operation is held: what its call looks like, from the beginning of the value. */
const calls: Readonly<Partial<Record<Contract['format'], RegExp>>> = {
  hono: /createRoute\(\s*$/,
  orpc: /[\w$]+(?:\s*\.\s*[\w$]+(?:\([^()]*\))?)*?\s*\.\s*route\(\s*$/,
};

const key = /(?<name>[\w$]+|'[^'\n]*'|"[^"\n]*")\s*:\s*$/;
const declaration = /^(?<lead>(?:export\s+)?const\s+)(?<name>[\w$]+)\s*=\s*$/m;
const registration = /^[ \t]*(?<call>[\w$]+(?:\.[\w$]+)*\.registerPath\(\s*)$/m;
const furthest = 600;

/** Undefined for one that no other one can be put beside. */
export function entryOf(
  text: string,
  { path, format }: Pick<Contract, 'path' | 'format'>,
  operation: Operation,
): CodeEntry | undefined {
  const { span, template } = operation;
  const literal = /^(['"`])([^\\$]*)\1$/.exec(text.slice(span.start, span.end))?.[2];
  if (literal === undefined || operation.path !== path) return undefined;
  const shape = pathShape(literal.replace(/:(\w+)/g, '{$1}').replace(/^(?!\/)/, '/')).replace(/^\/$/, '');
  const whole = pathShape(template);
  const prefix = whole.endsWith(shape) ? whole.slice(0, whole.length - shape.length) : undefined;
  if (prefix === undefined || template.slice(0, prefix.length) !== prefix) return undefined;
  // All others have paths as OpenAPI has them.
  const isBare = format === 'ts-rest' || format === 'table';
  const object = objectAround(text, span);
  const held = object && heldAs(text, format, object);
  return held && { ...held, operation, prefix, hasColons: isBare && !/\{/.test(literal) };
}

function objectAround(text: string, span: Operation['span']) {
  for (let open = text.lastIndexOf('{', span.start); open >= 0; open = text.lastIndexOf('{', open - 1)) {
    const close = closingOf(text, open + 1, '}');
    if (close !== undefined && close >= span.end) return { open, close };
  }
  return undefined;
}

type Held = Omit<CodeEntry, 'operation' | 'prefix' | 'hasColons'>;

function heldAs(
  text: string,
  format: Contract['format'],
  object: { readonly open: number; readonly close: number },
): Held | undefined {
  const { open, close } = object;
  const written = text.slice(Math.max(0, open - furthest), open);
  if (format === 'zod-openapi') {
    const call = registration.exec(written)?.groups?.['call'];
    const end = call === undefined ? undefined : callEnd(text, close);
    if (call === undefined || end === undefined) return undefined;
    const around = { start: open - call.length, end: statementEnd(text, end) };
    return { ...object, ...around, kind: 'called', name: '', lead: '', before: call };
  }
  const call = calls[format]?.exec(written)?.[0];
  if (calls[format] !== undefined && call === undefined) return undefined;
  const begin = open - (call?.length ?? 0);
  const head = text.slice(Math.max(0, begin - furthest), begin);
  const end = call === undefined ? close : chainEnd(text, callEnd(text, close));
  if (end === undefined) return undefined;
  const keyed = key.exec(head);
  if (keyed) {
    const { name = '' } = keyed.groups ?? {};
    const before = `: ${text.slice(begin, open)}`;
    return { ...object, start: begin - keyed[0].length, end, kind: 'keyed', name, lead: '', before };
  }
  const declared = call === undefined ? null : declaration.exec(head);
  if (declared) {
    const { name = '', lead = '' } = declared.groups ?? {};
    const start = begin - declared[0].length;
    const before = text.slice(start + lead.length + name.length, open);
    return { ...object, start, end: statementEnd(text, end), kind: 'declared', name, lead, before };
  }
  const isItem = call === undefined && /[[,]\s*(?:\/\/.*\s*)*$/.test(head);
  return isItem ? { ...object, start: open, end, kind: 'item', name: '', lead: '', before: '' } : undefined;
}

/** Behind the parenthesis of a call whose only argument ends at an offset. */
function callEnd(text: string, close: number): number | undefined {
  const [rest] = /^\s*,?\s*\)/.exec(text.slice(close)) ?? [];
  return rest === undefined ? undefined : close + rest.length;
}

/** Behind all calls of a chain. */
function chainEnd(text: string, from: number | undefined): number | undefined {
  let end = from;
  while (end !== undefined) {
    const [link] = /^\s*\.\s*[\w$]+\s*\(/.exec(text.slice(end, end + furthest)) ?? [];
    if (link === undefined) return end;
    end = closingOf(text, end + link.length, ')');
  }
  return undefined;
}

/** With its semicolon, and without what stands behind that. */
function statementEnd(text: string, end: number): number {
  return text[end] === ';' ? end + 1 : end;
}
