import type { TextEdit } from '../../model/fix.ts';
import type { CodeEntry } from './code-entries.ts';
import { styleOf } from './code-style.ts';
import { importEdits, type SourceText } from './stub-place.ts';

/** A file that imports from another one, by the specifier that is written there. */
export interface Importer extends SourceText {
  readonly specifier: string;
}

export type Importers = (name: string) => readonly Importer[];

export interface Placed {
  readonly start: number;
  readonly text: string;
}

export interface Listed {
  readonly edits: readonly TextEdit[];
  readonly routers: readonly SourceText[];
}

/**
 * Names what is new in the one object that names what it was declared behind, in the same file or in one that imports it;
 * nothing has to be named where all that a file exports is a router.
 */
export function listedBeside(
  own: SourceText,
  sibling: CodeEntry,
  added: { readonly name: string; readonly id: string },
  importers: readonly Importer[],
): Listed | undefined {
  const inOwn = usesOf(own.text, sibling.name).filter(
    ({ start }) => start < sibling.start || start >= sibling.end,
  );
  const elsewhere = importers.flatMap((file) =>
    usesOf(file.text, sibling.name).map((use) => ({ file, use })),
  );
  if (inOwn.length + elsewhere.length > 1) return undefined;
  const [use] = inOwn;
  if (use) return { edits: [namedBehind(own, use, added)], routers: [] };
  const [other] = elsewhere;
  if (other) {
    const { file } = other;
    const names = [{ module: file.specifier, names: [added.name] }];
    const imports = other.use.qualifier
      ? []
      : importEdits(file, names, styleOf(file.path, file.text), eolOf(file.text));
    return { edits: [...imports, namedBehind(file, other.use, added)], routers: [file] };
  }
  const whole = importers.filter(({ text, specifier }) => takesAll(text, specifier));
  const isExported = sibling.lead.startsWith('export');
  return isExported && whole.length === 1 ? { edits: [], routers: whole } : undefined;
}

interface Use {
  readonly start: number;
  readonly end: number;
  readonly isKeyed: boolean;
  /** `planet.` of `list: planet.list`. */
  readonly qualifier: string;
}

/** Where objects have a name as a value, or as a key and a value at once. */
function usesOf(text: string, name: string): readonly Use[] {
  const escaped = name.replace(/\$/g, '\\$');
  const pattern = `(?<=[{,]\\s*)([\\w$]+\\s*:\\s*)?((?:[\\w$]+\\.)?)${escaped}(?=\\s*[,}])`;
  return [...text.matchAll(new RegExp(pattern, 'g'))].flatMap(
    ({ index, 0: all, 1: key, 2: qualifier = '' }) => {
      const isOfModule = /(?:^|\n)\s*(?:import|export)\b(?:\s+type)?(?:\s+[\w$]+\s*,)?\s*\{[^{}]*$/.test(
        text.slice(0, index),
      );
      const use = { start: index, end: index + all.length, isKeyed: key !== undefined, qualifier };
      return isOfModule ? [] : [use];
    },
  );
}

function namedBehind(
  { path, text }: SourceText,
  use: Use,
  { name, id }: { name: string; id: string },
): TextEdit {
  const line = text.lastIndexOf('\n', use.start - 1) + 1;
  const isOwnLine = text.slice(line, use.start).trim() === '';
  const gap = isOwnLine ? eolOf(text) + text.slice(line, use.start) : ' ';
  const placed = behindEntry(text, use.end, gap, (use.isKeyed ? `${id}: ` : '') + use.qualifier + name);
  return { path, start: placed.start, end: placed.start, text: placed.text };
}

/** `import * as planet`, which an object then has as a value. */
function takesAll(text: string, specifier: string): boolean {
  const imports = [...text.matchAll(/^import\s*\*\s*as\s+([\w$]+)\s+from\s*['"]([^'"]+)['"]/gm)];
  const name = imports.find((one) => one[2] === specifier)?.[1];
  return name !== undefined && usesOf(text, name).length === 1;
}

/** An entry behind another one that ends at an offset; the gap is what stands between two. */
export function behindEntry(text: string, end: number, gap: string, written: string): Placed {
  const comma = /^\s*,/.exec(text.slice(end))?.[0].length;
  if (comma === undefined) return { start: end, text: `,${gap}${written}` };
  const note = /^[ \t]*\/\/[^\r\n]*/.exec(text.slice(end + comma))?.[0].length ?? 0;
  return { start: end + comma + note, text: `${gap}${written},` };
}

export function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
