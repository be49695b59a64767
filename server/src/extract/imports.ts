import { withAmbientModules } from '../format/ambient-modules.ts';
import { detached } from '../format/detached.ts';
import { type CommentPlace, readDirectives } from '../format/directive.ts';
import { findScripts } from '../format/script-blocks.ts';
import { factsOfScripts } from '../format/script-facts.ts';
import type { DirectiveFact, Extraction, ImportFact, ImportKind } from '../model/facts.ts';
import { type Markup, markupOf } from '../model/source-path.ts';
import { candidateExpression, directiveExpression } from './candidates.ts';
import { type Literal, specifierOf } from './cursor.ts';
import { isMember } from './operand.ts';
import { Outlook, positionOfCall } from './position.ts';
import { readReferences } from './references.ts';
import { type Reading, readExport, readImport, readRequire } from './statement.ts';
import { Tokens } from './tokens.ts';
import { walk } from './walk.ts';
import { type Visitor, WalkState } from './walk-state.ts';

/** Reads what one source file says from its text; the path only tells the language. */
export type Extractor = (path: string, text: string) => Extraction;

/**
 * An extractor with a memory: each distinct specifier is copied out of its source text once, because a slice
 * would keep the whole text alive. Keep one per workspace; its memory is as large as the set of specifiers.
 */
export function createExtractor(): Extractor {
  const tokens = new Tokens();
  const candidates = candidateExpression();
  const known = new Map<string, string>();
  const intern = (specifier: string): string => {
    const before = known.get(specifier);
    if (before !== undefined) return before;
    const own = detached(specifier);
    known.set(own, own);
    return own;
  };
  const readScript: Extractor = (path, text) => {
    tokens.clear();
    const found = new Found(text, tokens, intern, hasTypes(path));
    const state = new WalkState(text, allowsJsx(path), tokens, candidates, found);
    walk(state);
    const facts = {
      imports: inOrder(readReferences(text, intern), found.imports),
      directives: found.directives,
    };
    const disputed = state.isUnsure || found.isUndecided || (found.callsRequire && ownRequire.test(text));
    return { facts: withAmbientModules(path, text, facts), disputed };
  };
  return (path, text) => {
    const markup = markupOf(path);
    return markup === undefined ? readScript(path, text) : readScripts(text, markup, readScript);
  };
}

const noImports: readonly ImportFact[] = [];
const noDirectives: readonly DirectiveFact[] = [];

/** An exact copy: an array that grew has room for sixteen more, in each of thousands of files. */
function inOrder(references: readonly ImportFact[], imports: readonly ImportFact[]): readonly ImportFact[] {
  if (references.length + imports.length === 0) return noImports;
  const all = references.length === 0 ? imports.slice() : references.concat(imports);
  return all.sort((a, b) => a.start - b.start);
}

/** What may be a `require` of the file's own, which only a full parse tells from the real one in its scopes. */
const ownRequire =
  /(?<!\bdeclare\s+)\bfunction\s+require\b|(?:\b(?:const|let|var)\s+|,\s*)require\s*=\s*(?:async\b|function\b|\(|[\w$]+\s*=>)/;

/** What the scripts of a file of markup say; one that is disputed makes the file so. */
function readScripts(text: string, markup: Markup, read: Extractor): Extraction {
  let disputed = false;
  const facts = factsOfScripts(text, findScripts(text, markup), (name, script) => {
    const extraction = read(name, script);
    disputed ||= extraction.disputed;
    return extraction.facts;
  });
  return { facts, disputed };
}

/** What one text says, without a memory. */
export function extract(path: string, text: string): Extraction {
  return createExtractor()(path, text);
}

/** The directives in the comments of a text whose comments and strings are those of JavaScript, like JSONC. */
export function extractDirectives(text: string): readonly DirectiveFact[] {
  const tokens = new Tokens();
  const found = new Found(text, tokens, (specifier) => specifier, false);
  walk(new WalkState(text, false, tokens, directiveExpression(), found));
  return found.directives;
}

/** TypeScript without JSX has `<T>x` assertions instead; everything the compiler takes for JavaScript may hold JSX. */
export function allowsJsx(path: string): boolean {
  return /\.(?:[tj]sx|[mc]?js)$/i.test(path);
}

function hasTypes(path: string): boolean {
  return /\.[mc]?tsx?$/i.test(path);
}

/** Collects the facts of one text while it is walked. */
class Found implements Visitor {
  readonly imports: ImportFact[] = [];
  directives: readonly DirectiveFact[] = noDirectives;
  /** Something in code looks like an import and is none that can be told from its tokens. */
  isUndecided = false;
  callsRequire = false;
  readonly #outlook: Outlook;
  /** Up to here everything belongs to a statement already read. */
  #end = 0;

  constructor(
    readonly text: string,
    readonly tokens: Tokens,
    readonly intern: (specifier: string) => string,
    readonly isTyped: boolean,
  ) {
    this.#outlook = new Outlook(tokens, text);
  }

  comment(comment: CommentPlace): void {
    const directives = readDirectives(this.text, comment);
    if (directives.length > 0) this.directives = [...this.directives, ...directives];
  }

  word(position: number): number {
    if (position < this.#end || isMember(this.tokens, this.tokens.count)) return 0;
    switch (this.text.charCodeAt(position)) {
      case 105: // import
        return this.#keep(readImport(this.text, position + 6), position);
      case 101: // export
        return this.#keep(readExport(this.text, position + 6), position);
      case 114: // require
        return this.#keep(readRequire(this.text, position + 7, this.isTyped), position);
      default:
        return 0;
    }
  }

  /** Returns the end of a complete statement. */
  #keep(reading: Reading, position: number): number {
    switch (reading.is) {
      case 'none':
        return 0;
      case 'broken':
        this.isUndecided = true;
        return 0;
      case 'call':
        this.#add(this.#kindOfCall(reading.end), reading.literal, position);
        return 0;
      case 'statement': {
        const isCall = this.text.charCodeAt(position) === 114;
        this.#add(reading.kind, reading.literal, isCall ? position : this.#statementStart(position));
        if (isCall) {
          this.callsRequire = true;
          return 0;
        }
        this.#end = reading.end;
        return reading.end;
      }
    }
  }

  #kindOfCall(end: number): ImportKind {
    // Once the file is disputed the kinds are guesses anyway, and looking back is what could take long.
    const position = this.isUndecided ? 'unknown' : positionOfCall(this.#outlook, end);
    if (position === 'unknown') this.isUndecided = true;
    if (position !== 'unknown') return position === 'type' ? 'import-type' : 'dynamic';
    return /^\s*\.\s*\w+(?!\s*\()/.test(this.text.slice(end, end + 80)) ? 'import-type' : 'dynamic';
  }

  /** `export import x = require('x')` begins with its modifier. */
  #statementStart(position: number): number {
    const { tokens, text } = this;
    let index = tokens.count;
    while (['export', 'declare'].includes(tokens.word(index - 1, text)) && !isMember(tokens, index - 1))
      index -= 1;
    return index < tokens.count ? tokens.start(index) : position;
  }

  #add(kind: ImportKind, literal: Literal, statement: number): void {
    this.imports.push({
      kind,
      specifier: this.intern(specifierOf(literal)),
      start: literal.start,
      end: literal.end,
      statement,
    });
  }
}
