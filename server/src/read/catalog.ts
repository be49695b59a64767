import type { OwnerName } from '../model/owners.ts';
import { linesOf } from './text-lines.ts';

/** More is no descriptor written by hand. */
const mostCharacters = 200_000;

/** With a comment behind it. */
const longestOwner = 1000;

interface Entity {
  kind?: string | undefined;
  owner?: OwnerName | undefined;
  /** A flow mapping is read once in a document. */
  isFlowRead?: boolean;
}

/**
 * The owner that a Backstage descriptor (`catalog-info.yaml`) names: `spec.owner` of its first component, or of its
 * first entity that has one (backstage.io, "Descriptor Format of Catalog Entities"). Two keys of block or flow style are
 * no reason for every check to load a reader of all of YAML, which takes longer to start than a small check; what is
 * written otherwise names nobody.
 */
export function readCatalog(text: string): OwnerName | undefined {
  if (text.length > mostCharacters) return undefined;
  const entities: Entity[] = [{}];
  let section = '';
  let indent: number | undefined;
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    if (/^---(?:\s|$)/.test(line)) {
      entities.push({});
      section = '';
    }
    const entity = entities.at(-1) as Entity;
    const before = /^(?:(?:spec|"spec"|'spec'):\s+|\s*)(?=\{)/.exec(line)?.[0];
    const isWhole = section === '' && before?.trim() === '';
    const isSpec = (section === 'spec' && indent === undefined) || before?.trim() !== '';
    if (before !== undefined && (isWhole || isSpec)) {
      readFlow(text, start + before.length, entity, isWhole);
      section = 'flow';
      continue;
    }
    const match = /^( *)(["']?)([\w-]+)\2:(?:\s+(.*))?$/.exec(line);
    if (!match) continue;
    const [whole, blanks = '', , key = '', value = ''] = match;
    if (blanks === '') {
      section = key;
      indent = undefined;
      if (key === 'kind') entity.kind = scalarOf(value)?.text ?? '';
    } else if (section === 'spec') {
      indent ??= blanks.length;
      const scalar = key === 'owner' && blanks.length === indent ? scalarOf(value) : undefined;
      const from = start + whole.length - value.length;
      if (scalar) entity.owner ??= { text: scalar.text, span: { start: from, end: from + scalar.length } };
    }
  }
  const owned = entities.filter(({ owner }) => owner !== undefined);
  return (owned.find(({ kind }) => kind === 'Component') ?? owned[0])?.owner;
}

/** Reads a flow mapping that is all of an entity, as in JSON, or its `spec`. */
function readFlow(text: string, start: number, entity: Entity, isWhole: boolean): void {
  if (entity.isFlowRead) return;
  entity.isFlowRead = true;
  const next = text.indexOf('\n---', start);
  const own = next < 0 ? text : text.slice(0, next);
  const kind = isWhole ? flowValue(own, start, 'kind') : undefined;
  const spec = isWhole ? flowValue(own, start, 'spec') : start;
  if (kind !== undefined) entity.kind = scalarOf(inFlow(own, kind))?.text;
  if (spec !== undefined && own[spec] === '{') entity.owner ??= ownerIn(own, spec);
}

/** The owner in a flow mapping such as `{ type: service, owner: web }`. */
function ownerIn(text: string, start: number): OwnerName | undefined {
  const from = flowValue(text, start, 'owner');
  const scalar = from === undefined ? undefined : scalarOf(inFlow(text, from));
  return from === undefined || !scalar
    ? undefined
    : { text: scalar.text, span: { start: from, end: from + scalar.length } };
}

const flowTokens =
  /"(?:[^"\\]|\\[\s\S])*"|'(?:[^']|'')*'|(?<=\s)#[^\r\n]*|[{}[\],]|:(?=[\s"'{[])|(?:[^\s{}[\],:]|:(?!\s))+/g;

/** Where the value of a key of the flow mapping begins that itself begins at `start`. */
function flowValue(text: string, start: number, key: string): number | undefined {
  let depth = 0;
  let isKeyNext = false;
  let isFound = false;
  for (const { 0: token, index } of text.slice(start).matchAll(flowTokens)) {
    if (token.startsWith('#')) continue;
    if (isFound && token !== ':') return start + index;
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    if (depth === 0) return undefined;
    isFound = (isFound && token === ':') || (isKeyNext && depth === 1 && unquoted(token) === key);
    isKeyNext = depth === 1 && (token === '{' || token === ',');
  }
  return undefined;
}

function unquoted(token: string): string {
  return token.replace(/^(["'])(.*)\1$/, '$2');
}

/** What stands there up to the end of the line, or of the item that a plain text is. */
function inFlow(text: string, from: number): string {
  const rest = /^[^\r\n]*/.exec(text.slice(from, from + longestOwner))?.[0] ?? '';
  return /^["']/.test(rest) ? rest : rest.replace(/\s*[,{}[\]].*$/, '');
}

/** A plain or quoted text before a comment, and how many characters it is written in. */
function scalarOf(value: string): { readonly text: string; readonly length: number } | undefined {
  const own = value.slice(0, longestOwner);
  const quoted = /^(["'])((?:(?!\1)[^\\])*)\1/.exec(own);
  if (quoted) return quoted[2] === '' ? undefined : { text: quoted[2] ?? '', length: quoted[0].length };
  const plain = /^[^\s"'#&*!|>{}[\],%@`](?:(?!\s+#|\s+$).)*/.exec(own)?.[0];
  return plain === undefined ? undefined : { text: plain, length: plain.length };
}
