import { ts } from 'ts-morph';
import type { Rerouting, TextEdit } from '../model/fix.ts';
import type { ParsedFiles } from './parsed.ts';

/** A name of one module that another is to pass on. */
export interface Addition {
  readonly name: string;
  readonly as: string;
  /** Exported as a type: nothing of it is passed on at run time. */
  readonly isType: boolean;
}

interface Style {
  readonly quote: string;
  /** How statements end. */
  readonly end: string;
}

type Reexport = ts.ExportDeclaration & { readonly moduleSpecifier: ts.StringLiteral };

/** The edits that make a file pass names on, written as it writes its own exports; undefined when it cannot be read. */
export function reexportEdits(
  files: ParsedFiles,
  { from, to, ownSpecifier }: Rerouting,
  additions: readonly Addition[],
  fallback: Style,
): readonly TextEdit[] | undefined {
  const file = files.at(to);
  if (!file || to.endsWith('.d.ts')) return undefined;
  const reexports = file.statements.filter(isReexport);
  const edits = [false, true].flatMap((isType): readonly TextEdit[] => {
    const names = additions.filter((addition) => addition.isType === isType);
    if (names.length === 0) return [];
    const own = reexports.find(
      (one) => one.isTypeOnly === isType && last(one) && files.follow(to, one.moduleSpecifier.text) === from,
    );
    if (own) return [extension(file, to, own, names)];
    const sibling = reexports.find((one) => files.follow(to, one.moduleSpecifier.text) === from);
    const style = styleOf(file, fallback);
    const specifier = sibling?.moduleSpecifier.text ?? ownSpecifier;
    const line = `export ${isType ? 'type ' : ''}{ ${names.map(written).join(', ')} } from ${style.quote}${specifier}${style.quote}${style.end}`;
    return [{ path: to, ...insertion(file, reexports, specifier, sibling, line) }];
  });
  return joined(edits);
}

/** Two lines for one place are one edit. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const [first, second] = edits;
  if (!first || !second || first.start !== second.start) return edits;
  return [{ ...first, text: first.text + second.text }];
}

function isReexport(statement: ts.Statement): statement is Reexport {
  return (
    ts.isExportDeclaration(statement) &&
    statement.moduleSpecifier !== undefined &&
    ts.isStringLiteral(statement.moduleSpecifier)
  );
}

function last({ exportClause }: Reexport): ts.ExportSpecifier | undefined {
  return exportClause && ts.isNamedExports(exportClause) ? exportClause.elements.at(-1) : undefined;
}

function written({ name, as }: Addition): string {
  return name === as ? name : `${name} as ${as}`;
}

function extension(file: ts.SourceFile, path: string, own: Reexport, names: readonly Addition[]): TextEdit {
  const end = last(own)?.end ?? own.end;
  const start = last(own)?.getStart(file) ?? end;
  const lineStart = file.text.lastIndexOf('\n', start - 1) + 1;
  const before = file.text.slice(lineStart, start);
  const separator = /\S/.test(before) ? ', ' : `,${eol(file)}${before}`;
  return { path, start: end, end, text: names.map((name) => separator + written(name)).join('') };
}

/** Beside what is passed on of the same file, else where the order of the file puts it, else behind the others. */
function insertion(
  file: ts.SourceFile,
  reexports: readonly Reexport[],
  specifier: string,
  sibling: Reexport | undefined,
  line: string,
): Omit<TextEdit, 'path'> {
  const after = sibling ?? placeInOrder(reexports, specifier) ?? reexports.at(-1);
  const anchor = after ?? file.statements.filter(ts.isImportDeclaration).at(-1);
  if (anchor) {
    const at = endOfLine(file.text, anchor.end);
    return { start: at, end: at, text: `${eol(file)}${line}` };
  }
  const { text } = file;
  const at = text.length;
  const gap = text === '' || text.endsWith('\n') ? '' : eol(file);
  return { start: at, end: at, text: `${gap}${line}${eol(file)}` };
}

function placeInOrder(reexports: readonly Reexport[], specifier: string): Reexport | undefined {
  const texts = reexports.map(({ moduleSpecifier }) => moduleSpecifier.text);
  const isSorted = texts.every((text, index) => index === 0 || (texts[index - 1] as string) <= text);
  if (!isSorted || reexports.length < 2) return undefined;
  return reexports.filter(({ moduleSpecifier }) => moduleSpecifier.text < specifier).at(-1);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

function eol({ text }: ts.SourceFile): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function styleOf(file: ts.SourceFile, fallback: Style): Style {
  const statement = file.statements.find(
    (one): one is ts.ImportDeclaration | Reexport => ts.isImportDeclaration(one) || isReexport(one),
  );
  if (statement) {
    const quote = file.text[statement.moduleSpecifier.getStart(file)] ?? fallback.quote;
    return { quote, end: file.text[statement.end - 1] === ';' ? ';' : '' };
  }
  const [first] = file.statements;
  return {
    quote: fallback.quote,
    end: first && !/[;}]$/.test(file.text.slice(0, first.end)) ? '' : fallback.end,
  };
}
