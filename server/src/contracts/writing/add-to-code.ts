import { applyEdits } from '../../model/apply-edits.ts';
import { type Contract, type Operation, operationKey, pathShape } from '../../model/contract.ts';
import type { TextEdit } from '../../model/fix.ts';
import { withoutPrefix } from './add-operation.ts';
import { closingOf, partsWithin } from './code-brackets.ts';
import { isRefused, type Refused, refuse, type Written } from './document.ts';
import { functionName, textLiteral, wordsOfOperation } from './names.ts';
import type { NewOperation } from './new-operation.ts';
import { sharedPartsOf } from './operation-place.ts';

/** A contract in TypeScript that has one object for each operation. */
export interface CodeContract {
  readonly contract: Pick<Contract, 'path' | 'format' | 'operations' | 'prefixes'>;
  readonly text: string;
  /** The operations that another text of the file would promise. */
  readonly read: (text: string) => readonly Operation[];
}

/** Whether operations of such a contract stand in objects that another one can be put beside. */
export function canAddTo({ format }: Pick<Contract, 'format'>): boolean {
  return format === 'table' || format === 'ts-rest';
}

/** Puts operations beside those that begin like them, as those are written. What is made is read again: it has to promise them, and all else as before. */
export function addToCode(
  { contract, text, read }: CodeContract,
  operations: readonly NewOperation[],
): Written {
  const edits: TextEdit[] = [];
  const ids = new Set(contract.operations.map(({ operationId = '' }) => operationId.split('.').at(-1) ?? ''));
  const wanted: string[] = read(text).map(keyOf);
  for (const operation of operations) {
    const made = addedBeside(contract, text, operation, ids);
    if (isRefused(made)) return made;
    edits.push({ path: contract.path, start: made.start, end: made.start, text: made.text });
    wanted.push(operationKey(operation.method, made.template));
  }
  const found = read(applyEdits(text, edits)).map(keyOf);
  if (found.toSorted().join('\n') !== wanted.toSorted().join('\n')) {
    return refuse(`"${contract.path}" is written in a way that only a person can add to.`);
  }
  return { edits };
}

function keyOf({ method, template }: Operation): string {
  return operationKey(method, template);
}

interface Added {
  readonly start: number;
  readonly text: string;
  readonly template: string;
}

function addedBeside(
  { path, format, operations, prefixes }: CodeContract['contract'],
  text: string,
  operation: NewOperation,
  ids: Set<string>,
): Added | Refused {
  const rank = (one: Operation) =>
    sharedPartsOf(one.template, withoutPrefix(operation.template, one.prefixes ?? prefixes) ?? '');
  const entries = operations.flatMap((one) => entryOf(text, path, one) ?? []);
  const [sibling] = entries.toSorted((a, b) => rank(b.operation) - rank(a.operation) || b.open - a.open);
  if (!sibling) return refuse(`"${path}" has no operation that another one could stand beside.`);
  const template = withoutPrefix(operation.template, sibling.operation.prefixes ?? prefixes);
  const own = template?.startsWith(sibling.prefix) ? template.slice(sibling.prefix.length) || '/' : undefined;
  if (template === undefined || own === undefined || operation.template.includes('*}')) {
    return refuse(`"${operation.template}" is not below what the operations of "${path}" are below.`);
  }
  const fields = fieldsOf(text, sibling, { ...operation, template: own }, format);
  if (isRefused(fields)) return fields;
  const key = sibling.isKeyed ? `${nameFor(operation, ids)}: ` : '';
  return { ...placed(text, sibling, key, fields), template };
}

/** An operation as an object of the text. */
interface CodeEntry {
  readonly operation: Operation;
  readonly start: number;
  readonly open: number;
  readonly close: number;
  readonly isKeyed: boolean;
  /** What the routers around it put before its path. */
  readonly prefix: string;
  /** With colons before parameters, or in braces. */
  readonly hasColons: boolean;
}

function entryOf(text: string, path: string, operation: Operation): CodeEntry | undefined {
  const { span, template } = operation;
  const literal = /^(['"`])([^\\$]*)\1$/.exec(text.slice(span.start, span.end))?.[2];
  if (literal === undefined || operation.path !== path) return undefined;
  const shape = pathShape(literal.replace(/:(\w+)/g, '{$1}').replace(/^(?!\/)/, '/')).replace(/^\/$/, '');
  const whole = pathShape(template);
  const prefix = whole.endsWith(shape) ? whole.slice(0, whole.length - shape.length) : undefined;
  for (let open = text.lastIndexOf('{', span.start); open >= 0; open = text.lastIndexOf('{', open - 1)) {
    const close = closingOf(text, open + 1, '}');
    if (close === undefined || close < span.end) continue;
    const key = /(?:[\w$]+|'[^'\n]*'|"[^"\n]*")\s*:\s*$/.exec(text.slice(0, open))?.[0];
    const isItem = /[[,]\s*(?:\/\/.*\s*)*$/.test(text.slice(Math.max(0, open - 500), open));
    if (prefix === undefined || template.slice(0, prefix.length) !== prefix || (key === undefined && !isItem))
      return undefined;
    const entry = { operation, open, close, prefix, isKeyed: key !== undefined };
    return { ...entry, start: open - (key?.length ?? 0), hasColons: !/\{/.test(literal) };
  }
  return undefined;
}

/** What an operation may say that another one need not. */
const optional: ReadonlySet<string> = new Set(
  'method path name summary description operationId tags deprecated query headers pathParams body responses strictStatusCodes metadata'.split(
    ' ',
  ),
);

function fieldsOf(
  text: string,
  { open, close, hasColons }: CodeEntry,
  { method, template }: NewOperation,
  format: Contract['format'],
): readonly string[] | Refused {
  const parts = partsWithin(text, open + 1, close - 1).map(({ start, end }) => text.slice(start, end).trim());
  const keys = parts.map((part) => /^(?:\/\/.*\s*)*['"]?([\w$]+)['"]?\s*[:,(]?/.exec(part)?.[1] ?? part);
  const strange = keys.find((key) => !optional.has(key));
  if (strange !== undefined)
    return refuse(`Operations there say "${strange}" as well, which nobody knows of this one.`);
  const written = (key: string) => parts[keys.indexOf(key)] ?? '';
  const quote = /(['"`])[^'"`]*$/.exec(written('path'))?.[1] === '"' ? '"' : "'";
  const known = /:\s*['"`]([a-z]+)['"`]/.test(written('method')) ? method.toLowerCase() : method;
  const path = hasColons && !template.includes(':') ? template.replace(/\{([^{}]*)\}/g, ':$1') : template;
  const fields = [`method: ${textLiteral(known, { quote })}`, `path: ${textLiteral(path, { quote })}`];
  if (keys.indexOf('path') < keys.indexOf('method')) fields.reverse();
  if (format !== 'ts-rest') return fields;
  const [, c] = /([\w$]+)\s*=\s*initContract\(\)/.exec(text) ?? [];
  if (c === undefined) return refuse('Where the contract begins is not in the same file.');
  const takesBody = /^(?:POST|PUT|PATCH)$/.test(method);
  const status = method === 'POST' ? 201 : 200;
  return [
    ...fields,
    ...(takesBody ? [`body: ${c}.type<unknown>()`] : []),
    `responses: { ${status}: ${c}.type<unknown>() }`,
  ];
}

function nameFor({ operationId, method, template }: NewOperation, ids: Set<string>): string {
  const name = functionName(operationId ?? wordsOfOperation(method, template));
  let free = name;
  for (let count = 2; ids.has(free); count++) free = `${name}${count}`;
  ids.add(free);
  return free;
}

/** The new entry behind another one, laid out like that. */
function placed(
  text: string,
  { start, open, close }: CodeEntry,
  key: string,
  fields: readonly string[],
): Pick<Added, 'start' | 'text'> {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const isOwnLine = text.slice(line, start).trim() === '';
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  const object = text.slice(open, close);
  const inner = /\n([ \t]*)\S/.exec(object)?.[1];
  const hasComma = /,\s*\}$/.test(object);
  const written =
    inner === undefined
      ? `{${/^\{ /.test(object) ? ' ' : ''}${fields.join(', ')}${/ \}$/.test(object) ? ' ' : ''}}`
      : `{${eol}${fields.map((field) => inner + field).join(`,${eol}`)}${hasComma ? ',' : ''}${eol}${indent}}`;
  const gap = isOwnLine ? eol + indent : ' ';
  const comma = /^\s*,/.exec(text.slice(close))?.[0].length;
  if (comma === undefined) return { start: close, text: `,${gap}${key}${written}` };
  const note = /^[ \t]*\/\/[^\r\n]*/.exec(text.slice(close + comma))?.[0].length ?? 0;
  return { start: close + comma + note, text: `${gap}${key}${written},` };
}
