import type { TokenText } from '../reading/token-text.ts';
import type { SketchSource } from './source.ts';

/** A declaration: the token of `interface`, `type`, `class` or `enum`. */
export interface TypePlace {
  readonly path: string;
  readonly index: number;
}

interface TypesOfFile {
  readonly declared: ReadonlyMap<string, number>;
  /** By the local name: where it is from. */
  readonly imported: ReadonlyMap<string, { readonly specifier: string; readonly name: string }>;
  /** Modules that all of is given out of. */
  readonly stars: readonly string[];
}

const keywords = new Set(['interface', 'type', 'class', 'enum']);
const deepest = 8;

/** Follows names of types through imports and exports, also those that are for types only. */
export class TypeNames {
  readonly #files = new Map<string, TypesOfFile>();

  constructor(readonly source: SketchSource) {}

  find(path: string, name: string, depth = 0): TypePlace | undefined {
    if (depth > deepest) return undefined;
    const { declared, imported, stars } = this.#of(path);
    const index = declared.get(name);
    if (index !== undefined) return { path, index };
    const from = imported.get(name);
    const specifiers = from === undefined ? stars : [from.specifier];
    for (const specifier of specifiers) {
      const other = this.source.input.follow(path, specifier);
      const found = other === undefined ? undefined : this.find(other, from?.name ?? name, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #of(path: string): TypesOfFile {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const tokens = this.source.tokens(path);
    const found = tokens === undefined ? none : readTypes(tokens);
    this.#files.set(path, found);
    return found;
  }
}

const none: TypesOfFile = { declared: new Map(), imported: new Map(), stars: [] };

function readTypes(tokens: TokenText): TypesOfFile {
  const declared = new Map<string, number>();
  const imported = new Map<string, { readonly specifier: string; readonly name: string }>();
  const stars: string[] = [];
  for (let at = 0; at < tokens.count; at += 1) {
    const word = tokens.word(at);
    if (keywords.has(word) && tokens.isWord(at + 1) && tokens.code(at - 1) !== 46) {
      const name = tokens.word(at + 1);
      if (!declared.has(name)) declared.set(name, at);
      if (word === 'class' && tokens.word(at - 1) === 'default') declared.set('default', at);
    } else if (word === 'import' || word === 'export') readNames(tokens, at, imported, stars);
  }
  return { declared, imported, stars };
}

/** `import type A, { B as C } from 'x'`, `export { B as C } from 'x'`, `export * from 'x'`. */
function readNames(
  tokens: TokenText,
  index: number,
  imported: Map<string, { readonly specifier: string; readonly name: string }>,
  stars: string[],
): void {
  let at = tokens.word(index + 1) === 'type' && tokens.word(index + 2) !== 'from' ? index + 2 : index + 1;
  const first = tokens.word(at);
  if (first !== '' && first !== 'from') at += tokens.code(at + 1) === 44 ? 2 : 1;
  const close = tokens.code(at) === 123 ? tokens.closer(at) : at;
  const hasList = close > at;
  const from = hasList || tokens.code(at) === 42 ? close + 1 : at;
  const specifier = tokens.word(from) === 'from' ? tokens.literalValue(from + 1) : undefined;
  if (specifier === undefined) return;
  if (tokens.code(at) === 42) stars.push(specifier);
  if (first !== '' && first !== 'from') imported.set(first, { specifier, name: 'default' });
  for (let each = at + 1; hasList && each < close; each += 1) {
    if (tokens.word(each) === 'type' && tokens.isWord(each + 1) && tokens.word(each + 1) !== 'as') each += 1;
    const isRenamed = tokens.word(each + 1) === 'as';
    const local = tokens.word(isRenamed ? each + 2 : each);
    if (local !== '') imported.set(local, { specifier, name: tokens.word(each) });
    while (each < close && tokens.code(each) !== 44) each += 1;
  }
}
