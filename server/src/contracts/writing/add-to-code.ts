import { applyEdits } from '../../model/apply-edits.ts';
import { type Contract, type Operation, operationKey } from '../../model/contract.ts';
import type { TextEdit } from '../../model/fix.ts';
import { withoutPrefix } from './add-operation.ts';
import { type CodeEntry, entryOf } from './code-entries.ts';
import { fieldsOf, importsZod, type WrittenFields } from './code-fields.ts';
import { behindEntry, eolOf, type Importers, listedBeside, type Placed } from './code-routers.ts';
import { styleOf } from './code-style.ts';
import { type CodeLayout, laidOut, textOf } from './code-text.ts';
import { isRefused, type Refused, refuse, type Written } from './document.ts';
import { freeName, functionName, wordsOfOperation } from './names.ts';
import type { NewOperation } from './new-operation.ts';
import { sharedPartsOf } from './operation-place.ts';
import { importEdits, type SourceText } from './stub-place.ts';

/** A contract in TypeScript that has one object for each operation. */
export interface CodeContract {
  readonly contract: Pick<Contract, 'path' | 'format' | 'operations' | 'prefixes'>;
  readonly text: string;
  /** The operations that other texts of the file, and of others beside it, would promise. */
  readonly read: (text: string, others: ReadonlyMap<string, string>) => readonly Operation[];
  /** Other files that import from it and hold a name. */
  readonly importers?: Importers;
}

/** Whether operations of such a contract stand in objects that another one can be put beside. */
export function canAddTo({ format }: Pick<Contract, 'format'>): boolean {
  return format !== 'openapi' && format !== 'interface';
}

/** Puts operations beside those that begin like them, as those are written. What is made is read again: it has to promise them, and all else as before. */
export function addToCode(
  { contract, text, read, importers = () => [] }: CodeContract,
  operations: readonly NewOperation[],
): Written {
  const ids = new Set(contract.operations.map(({ operationId = '' }) => operationId.split('.').at(-1) ?? ''));
  const made: Added[] = [];
  for (const operation of operations) {
    const one = addedBeside({ contract, text, importers }, operation, ids);
    if (isRefused(one)) return one;
    made.push(one);
  }
  const { path } = contract;
  const imports = made.find((one) => one.imports.length > 0)?.imports ?? [];
  const edits = [...imports, ...made.flatMap((one) => one.edits)];
  const others = new Map(made.flatMap(({ routers }) => routers.map((router) => [router.path, router.text])));
  const written = (own: string, before: string) =>
    applyEdits(
      before,
      edits.filter((edit) => edit.path === own),
    );
  const before = read(text, others);
  const changed = new Map([...others].map(([other, before]) => [other, written(other, before)]));
  const after = read(written(path, text), changed);
  const wanted = made.map((one) => wantedOf(one, before));
  // Where a sibling has its name in a router, what is new has to have one, too.
  const isListed = wanted.every(
    ({ key, isNamed }) =>
      !isNamed || after.some((one) => keyOf(one) === key && one.operationId !== undefined),
  );
  const keys = [...before.map(keyOf), ...wanted.map(({ key }) => key)];
  if (isListed && textOfKeys(after.map(keyOf)) === textOfKeys(keys)) return { edits };
  return refuse(`"${path}" is written in a way that only a person can add to.`);
}

/** What it is as these texts have it, which know nothing of the routers in others. */
function wantedOf({ method, template, sibling }: Added, before: readonly Operation[]) {
  const own = before.find(
    ({ path, span, method: its }) =>
      path === sibling.path && span.start === sibling.span.start && its === sibling.method,
  );
  const isBelow = own !== undefined && sibling.template.endsWith(own.template);
  const above = isBelow ? sibling.template.length - own.template.length : 0;
  const key = operationKey(method, template.slice(above) || '/');
  return { key, isNamed: own?.operationId !== undefined };
}

function textOfKeys(keys: readonly string[]): string {
  return keys.toSorted().join('\n');
}

function keyOf({ method, template }: Operation): string {
  return operationKey(method, template);
}

interface Added {
  readonly edits: readonly TextEdit[];
  /** The same for all of a file. */
  readonly imports: readonly TextEdit[];
  /** Other files that it is put into. */
  readonly routers: readonly SourceText[];
  readonly method: NewOperation['method'];
  readonly template: string;
  /** Beside which it stands. */
  readonly sibling: Operation;
}

function addedBeside(
  { contract, text, importers }: Required<Omit<CodeContract, 'read'>>,
  operation: NewOperation,
  ids: Set<string>,
): Added | Refused {
  const { path, format, operations, prefixes } = contract;
  const rank = (one: Operation) =>
    sharedPartsOf(one.template, withoutPrefix(operation.template, one.prefixes ?? prefixes) ?? '');
  const entries = operations.flatMap((one) => entryOf(text, contract, one) ?? []);
  const [sibling] = entries.toSorted((a, b) => rank(b.operation) - rank(a.operation) || b.open - a.open);
  if (!sibling) return refuse(`"${path}" has no operation that another one could stand beside.`);
  const template = withoutPrefix(operation.template, sibling.operation.prefixes ?? prefixes);
  const own = template?.startsWith(sibling.prefix) ? template.slice(sibling.prefix.length) || '/' : undefined;
  if (template === undefined || own === undefined || operation.template.includes('*}')) {
    return refuse(`"${operation.template}" is not below what the operations of "${path}" are below.`);
  }
  const id = freeName(
    functionName(operation.operationId ?? wordsOfOperation(operation.method, operation.template)),
    ids,
  );
  const written = fieldsOf(text, sibling, { ...operation, template: own, id }, format);
  if (isRefused(written)) return written;
  const imports = zodImport(path, text, format, written);
  if (isRefused(imports)) return imports;
  const name = sibling.kind === 'declared' ? declaredName(text, sibling.name, id) : id;
  const { start, text: statement } = placedBehind(text, sibling, name, written);
  const edit = { path, start, end: start, text: statement };
  const isInRouter = format !== 'orpc' || sibling.kind !== 'declared';
  const added = { imports, method: operation.method, template, sibling: sibling.operation };
  if (isInRouter) return { ...added, edits: [edit], routers: [] };
  const listed = listedBeside({ path, text }, sibling, { name, id }, importers(sibling.name));
  if (listed === undefined)
    return refuse(
      `There is not one router that names "${sibling.name}", behind which the new one could stand.`,
    );
  return { ...added, edits: [edit, ...listed.edits], routers: listed.routers };
}

/** Nothing where nothing of zod is written, or the file has it. */
function zodImport(
  path: string,
  text: string,
  format: Contract['format'],
  { needsZod, fields, links }: WrittenFields,
): readonly TextEdit[] | Refused {
  const code = [...fields, ...links].map(([, value]) => textOf(value)).join();
  if (!needsZod || !/\bz\./.test(code) || importsZod(text)) return [];
  const other = /from\s*['"](valibot|@sinclair\/typebox|typebox|arktype)['"]/.exec(text)?.[1];
  if (other !== undefined)
    return refuse(`Its schemas are written with "${other}", and what is added with zod.`);
  const module = format === 'hono' ? '@hono/zod-openapi' : 'zod';
  return importEdits({ path, text }, [{ module, names: ['z'] }], styleOf(path, text), eolOf(text));
}

/** Like the name of another one: with its capital, and with the word that it ends with. */
function declaredName(text: string, like: string, id: string): string {
  const [ending = ''] = /(?:[A-Z][a-z]*)$/.exec(like) ?? [];
  const isKind = /^(?:Route|Contract|Procedure|Endpoint)$/.test(ending);
  const first = /^[A-Z]/.test(like) ? id.charAt(0).toUpperCase() : id.charAt(0);
  const taken = new Set(text.match(/[\w$]+/g));
  return freeName(first + id.slice(1) + (isKind ? ending : ''), taken);
}

/** The new entry or statement behind another one, laid out like that. */
function placedBehind(
  text: string,
  { kind, start, end, open, close, lead, before }: CodeEntry,
  name: string,
  { fields, links }: WrittenFields,
): Placed {
  const eol = eolOf(text);
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  const object = text.slice(open, close);
  const inner = /\n([ \t]*)\S/.exec(object)?.[1];
  const outer = /\n([ \t]*)\}$/.exec(object)?.[1] ?? indent;
  const layout = { indent: outer, step: stepOf(outer, inner), eol, hasComma: /,\s*\}$/.test(object) };
  const tail = text.slice(close, end);
  const gapOfLinks = /^\s*\)(\s*)\./.exec(tail)?.[1] ?? '';
  const called = before.includes('(') ? ')' : '';
  const ofLinks = { ...layout, indent: /\n([ \t]*)$/.exec(gapOfLinks)?.[1] ?? outer };
  const chain = links.map(([link, value]) => `${gapOfLinks}.${link}(${laidOut(value, ofLinks)})`);
  const key = kind === 'keyed' || kind === 'declared' ? lead + name : '';
  const stop = text[end - 1] === ';' ? ';' : '';
  const written = `${key}${before}${objectText(object, fields, layout, inner)}${called}${chain.join('')}`;
  if (kind === 'declared' || kind === 'called') {
    const note = /^[ \t]*\/\/[^\r\n]*/.exec(text.slice(end))?.[0].length ?? 0;
    return { start: end + note, text: eol + eol + indent + written + stop };
  }
  const gap = text.slice(line, start).trim() === '' ? eol + indent : ' ';
  return behindEntry(text, end, gap, written);
}

function stepOf(outer: string, inner: string | undefined): string {
  return inner?.startsWith(outer) && inner.length > outer.length ? inner.slice(outer.length) : '  ';
}

function objectText(
  like: string,
  fields: WrittenFields['fields'],
  layout: CodeLayout,
  inner: string | undefined,
): string {
  const { eol, hasComma, indent } = layout;
  if (inner === undefined) {
    const flat = fields.map(([key, value]) => `${key}: ${textOf(value)}`).join(', ');
    return `{${/^\{ /.test(like) ? ' ' : ''}${flat}${/ \}$/.test(like) ? ' ' : ''}}`;
  }
  const lines = fields.map(
    ([key, value]) => `${inner}${key}: ${laidOut(value, { ...layout, indent: inner }, key.length + 3)}`,
  );
  return `{${eol}${lines.join(`,${eol}`)}${hasComma ? ',' : ''}${eol}${indent}}`;
}
