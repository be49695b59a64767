import type { Finding } from '../model/finding.ts';
import type { SourceFile } from '../model/rule.ts';
import type { Boundaries, ForbiddenImport } from '../protocol/boundaries.ts';
import type { FileGroup, FileGroups } from './boundary-groups.ts';

/** What imports that are not there would break; a finding starts where its target stands in the list. */
export type JudgeImports = (from: SourceFile, targets: readonly SourceFile[]) => readonly Finding[];

/**
 * Which imports of one workspace would break a boundary, for the groups whose files were asked for: an editor completes
 * only in open files, and with hundreds of slices all pairs would be hundreds of thousands.
 */
export class BoundaryTable {
  readonly #groups: FileGroups;
  readonly #judge: JudgeImports;
  readonly #rowOf = new Map<number, number>();
  readonly #rows = new Interned<readonly number[]>();
  readonly #rulings = new Interned<ForbiddenImport>();

  constructor(groups: FileGroups, judge: JudgeImports) {
    this.#groups = groups;
    this.#judge = judge;
  }

  /** True when the imports of a file are judged already, or there is no such file. */
  covers(path: string): boolean {
    const group = this.#groups.byPath.get(path);
    return group === undefined || this.#rowOf.has(group);
  }

  /** Judges one file of the group of a file against one of each other group. */
  cover(path: string): void {
    const group = this.#groups.byPath.get(path);
    const from = group === undefined ? undefined : this.#groups.groups[group];
    if (group === undefined || !from || this.#rowOf.has(group)) return;
    this.#rowOf.set(group, this.#rows.of(runs(this.#rowFrom(from))));
  }

  boundaries(root: string): Boundaries {
    const { groups, folders, files } = this.#groups;
    const listed = groups.map(({ names }, index) => {
      const row = this.#rowOf.get(index);
      return { names, ...(row !== undefined && { row }) };
    });
    return { root, groups: listed, folders, files, rows: this.#rows.values, rulings: this.#rulings.values };
  }

  #rowFrom(from: FileGroup): readonly (number | undefined)[] {
    const { groups } = this.#groups;
    const targets = groups.map((to) => (to === from ? (to.files[1] ?? to.files[0]) : to.files[0]));
    const row: (number | undefined)[] = groups.map(() => undefined);
    for (const finding of this.#judge(from.files[0], targets)) {
      const at = finding.span.start;
      row[at] ??= this.#rulings.of(rulingOf(finding, from, groups[at], targets[at]));
    }
    return row;
  }
}

function rulingOf(
  { rule, message: said, why }: Finding,
  from: FileGroup,
  to: FileGroup | undefined,
  target: SourceFile | undefined,
): ForbiddenImport {
  const message = why === undefined ? said : `${said} Why: ${why}`;
  const [withImporter] = withPlaceholder(message, [from.files[0].path], '{importer}');
  const [withFrom, fromName] = withPlaceholder(withImporter, from.names, '{from}');
  const [withBoth, toName] = withPlaceholder(withFrom, to?.names ?? [], '{to}');
  const [sentence] = withPlaceholder(withBoth, suffixesOf(target?.path ?? ''), '{file}');
  return { rule, sentence, from: fromName, to: toName };
}

/** Puts a placeholder where the text quotes the first of some words that it quotes at all; says which word that was, or -1. */
function withPlaceholder(
  text: string,
  words: readonly string[],
  placeholder: string,
): readonly [text: string, word: number] {
  const word = words.findIndex((one) => text.includes(`"${one}"`));
  return word < 0 ? [text, word] : [text.replace(`"${words[word]}"`, `"${placeholder}"`), word];
}

/** A path, and what is left of it below each of its folders: a message names a file as its part of the policy does. */
function suffixesOf(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.map((_, index) => segments.slice(index).join('/'));
}

/** First index, count and value of each stretch of equal values; what has none is left out. */
function runs(values: readonly (number | undefined)[]): readonly number[] {
  const found: number[] = [];
  for (const [index, value] of values.entries()) {
    if (value === undefined) continue;
    const isGoingOn = index > 0 && values[index - 1] === value;
    if (isGoingOn) found[found.length - 2] = (found[found.length - 2] as number) + 1;
    else found.push(index, 1, value);
  }
  return found;
}

/** Equal values once each, by their text. */
class Interned<Value> {
  readonly values: Value[] = [];
  readonly #indices = new Map<string, number>();

  of(value: Value): number {
    const text = JSON.stringify(value);
    const known = this.#indices.get(text);
    if (known !== undefined) return known;
    this.#indices.set(text, this.values.length);
    return this.values.push(value) - 1;
  }
}
