import type { ExportedName, ImportedName } from '../../../model/route-facts.ts';
import type { ExpressionReader } from './read-expression.ts';
import type { TokenText } from './token-text.ts';

/** The names that the import statement of this token brings; those of types only where they are asked for. */
export function readImportedNames(
  tokens: TokenText,
  index: number,
  withTypes = false,
): readonly ImportedName[] {
  let at = index + 1;
  if (tokens.word(at) === 'type') {
    if (!withTypes) return [];
    at += 1;
  }
  const found: { local: string; imported: string }[] = [];
  if (tokens.isWord(at) && tokens.word(at) !== 'from') {
    found.push({ local: tokens.word(at), imported: 'default' });
    at += 1;
    if (tokens.code(at) === 61 && tokens.word(at + 1) === 'require')
      return named(found, tokens.literalValue(at + 3), '*');
    if (tokens.code(at) === 44) at += 1;
  }
  if (tokens.code(at) === 42) {
    found.push({ local: tokens.word(at + 2), imported: '*' });
    at += 3;
  } else if (tokens.code(at) === 123) {
    for (const { name, as } of readNames(tokens, at, withTypes)) found.push({ local: as, imported: name });
    at = tokens.closer(at) + 1;
  }
  return tokens.word(at) === 'from' ? named(found, tokens.literalValue(at + 1)) : [];
}

/** Where the import statement of this token brings names of types from; empty where it brings none. */
export function readTypeSources(tokens: TokenText, index: number): readonly string[] {
  const [own, all] = [false, true].map((withTypes) => readImportedNames(tokens, index, withTypes));
  return (all ?? []).slice(own?.length).map(({ specifier }) => specifier);
}

function named(
  found: readonly { readonly local: string; readonly imported: string }[],
  specifier: string | undefined,
  imported?: string,
): readonly ImportedName[] {
  if (specifier === undefined) return [];
  return found.map((name) => ({ local: name.local, imported: imported ?? name.imported, specifier }));
}

interface RenamedName {
  readonly name: string;
  readonly as: string;
  readonly index: number;
}

/** `{ a, b as c, default as d, type e }`. */
export function readNames(tokens: TokenText, open: number, withTypes = false): readonly RenamedName[] {
  const close = tokens.closer(open);
  const found: RenamedName[] = [];
  for (let at = open + 1; at < close; at += 1) {
    const isType = tokens.word(at) === 'type' && tokens.isWord(at + 1) && tokens.word(at + 1) !== 'as';
    if (isType && withTypes) at += 1;
    const name = tokens.word(at);
    const renames = tokens.word(at + 1) === 'as' && tokens.isWord(at + 2);
    if ((!isType || withTypes) && name !== '')
      found.push({ name, as: renames ? tokens.word(at + 2) : name, index: at });
    while (at < close && tokens.code(at) !== 44) at += 1;
  }
  return found;
}

const declarations = new Set(['const', 'let', 'var']);

/** What the export statement of this token gives out. */
export function readExportedNames(reader: ExpressionReader, index: number): readonly ExportedName[] {
  const { tokens } = reader;
  let at = index + 1;
  const first = tokens.word(at);
  if (first === 'default') return [readDefault(reader, at)];
  if (tokens.code(at) === 61) return [readDefault(reader, at)];
  if (first === 'type' || first === 'interface') return [];
  if (tokens.code(at) === 42) return readStar(tokens, at);
  if (tokens.code(at) === 123) return readList(tokens, at);
  if (declarations.has(first)) return readDeclared(tokens, at + 1);
  while (['async', 'function', 'class', 'abstract', 'enum', 'declare'].includes(tokens.word(at))) at += 1;
  if (tokens.code(at) === 42) at += 1;
  return tokens.isWord(at) ? [own(tokens, at)] : [];
}

function own(tokens: TokenText, index: number): ExportedName {
  const span = { start: tokens.start(index), end: tokens.end(index) };
  const name = tokens.word(index);
  return { ...span, name, value: { ...span, is: 'name', name } };
}

function readDefault(reader: ExpressionReader, index: number): ExportedName {
  const { tokens } = reader;
  const span = { start: tokens.start(index), end: tokens.end(index) };
  const at = tokens.isNamed(index + 1, 'abstract') ? index + 2 : index + 1;
  const isClass = tokens.word(at) === 'class';
  const name = tokens.word(at + 1);
  if (isClass && name !== '') return { ...span, name: 'default', value: { ...span, is: 'name', name } };
  return { ...span, name: 'default', value: reader.read(index + 1) };
}

export function readStar(tokens: TokenText, index: number): readonly ExportedName[] {
  const hasName = tokens.word(index + 1) === 'as';
  const at = hasName ? index + 3 : index + 1;
  const specifier = tokens.word(at) === 'from' ? tokens.literalValue(at + 1) : undefined;
  if (specifier === undefined) return [];
  const span = { start: tokens.start(index), end: tokens.end(index) };
  return [{ ...span, name: hasName ? tokens.word(index + 2) : '*', from: { specifier, imported: '*' } }];
}

function readList(tokens: TokenText, open: number): readonly ExportedName[] {
  const close = tokens.closer(open);
  const specifier = tokens.word(close + 1) === 'from' ? tokens.literalValue(close + 2) : undefined;
  return readNames(tokens, open).map(({ name, as, index }) => {
    const span = { start: tokens.start(index), end: tokens.end(index) };
    if (specifier !== undefined) return { ...span, name: as, from: { specifier, imported: name } };
    return { ...span, name: as, value: { ...span, is: 'name', name } };
  });
}

/** `export const a = …, b = …` and `export const { a, b } = …`. */
function readDeclared(tokens: TokenText, index: number): readonly ExportedName[] {
  if (tokens.code(index) !== 123) return declared(tokens, index).map((name) => own(tokens, name));
  const found: ExportedName[] = [];
  const close = tokens.closer(index);
  for (let at = index + 1; at < close; at += 1) {
    if (tokens.code(at + 1) === 58) at += 2;
    if (tokens.isWord(at)) found.push(own(tokens, at));
    while (at < close && tokens.code(at) !== 44) at += 1;
  }
  return found;
}

const statements = new Set([
  'const',
  'let',
  'var',
  'export',
  'import',
  'function',
  'class',
  'type',
  'return',
]);

/** The tokens of the names that one statement declares. */
function declared(tokens: TokenText, first: number): readonly number[] {
  const found: number[] = tokens.isWord(first) ? [first] : [];
  for (let at = first + 1; at < tokens.count; at += 1) {
    const code = tokens.code(at);
    if (code === 59 || code === 125 || statements.has(tokens.word(at))) break;
    if (code === 40 || code === 91 || code === 123) at = tokens.closer(at);
    else if (code === 44 && tokens.isWord(at + 1)) {
      const next = tokens.code(at + 2);
      if (next === 58 || (next === 61 && !tokens.isArrow(at + 2))) found.push(at + 1);
    }
  }
  return found;
}
