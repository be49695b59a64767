import { ts } from 'ts-morph';
import { findScripts } from '../format/script-blocks.ts';
import { markupOf } from '../model/source-path.ts';

/** What the semantic tier reads the workspace by. */
export interface Sources {
  /** The text on screen or on disk; undefined when it cannot be read. */
  read(path: string): string | undefined;
  /** The source file that a specifier leads to, written in a file or not. */
  follow(from: string, specifier: string): string | undefined;
}

/** Characters of the texts whose trees are kept: a tree takes some twenty times the room of its text. */
const mostKept = 2_000_000;

/** Syntax trees by path, parsed again when the text is another one. */
export class ParsedFiles {
  readonly #sources: Sources;
  /** What was asked for last stands last. */
  readonly #kept = new Map<string, ts.SourceFile>();
  #length = 0;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** The tree of a file; of markup the script that holds the offset, with the rest blank so that offsets hold. */
  at(path: string, offset = -1): ts.SourceFile | undefined {
    const text = this.#sources.read(path);
    const script = text === undefined ? undefined : scriptOf(path, text, offset);
    if (!script) return undefined;
    const known = this.#kept.get(path);
    const file = known?.text === script.text ? known : parse(path, script);
    this.#drop(path);
    this.#kept.set(path, file);
    this.#length += file.text.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#length <= mostKept || oldest === path) break;
      this.#drop(oldest);
    }
    return file;
  }

  follow(from: string, specifier: string): string | undefined {
    return this.#sources.follow(from, specifier);
  }

  #drop(path: string): void {
    this.#length -= this.#kept.get(path)?.text.length ?? 0;
    this.#kept.delete(path);
  }
}

/** A text of one language; `name` has the extension that tells which. */
interface Script {
  readonly name: string;
  readonly text: string;
}

function parse(path: string, { name, text }: Script): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kindOf(name));
}

function scriptOf(path: string, text: string, offset: number): Script | undefined {
  const markup = markupOf(path);
  if (markup === undefined) return { name: path, text };
  const block = findScripts(text, markup).blocks.find(({ start, end }) => start <= offset && offset < end);
  if (!block) return undefined;
  const blank = (part: string) => part.replace(/[^\r\n]/g, ' ');
  const { start, end, name } = block;
  return { name, text: blank(text.slice(0, start)) + text.slice(start, end) + blank(text.slice(end)) };
}

function kindOf(name: string): ts.ScriptKind {
  if (/\.tsx$/i.test(name)) return ts.ScriptKind.TSX;
  if (/\.[cm]?jsx?$/i.test(name)) return ts.ScriptKind.JSX;
  return ts.ScriptKind.TS;
}
