import { type FileFacts, noFacts } from '../model/facts.ts';
import type { Notice } from '../model/finding.ts';
import type { ReadResult } from '../model/host.ts';
import type { EngineOptions, EngineParts, SourceText } from './parts.ts';

const sliceMilliseconds = 10;

/** The text and the facts of every source file; unsaved text shadows the disk. */
export class Sources {
  readonly #parts: EngineParts;
  readonly #yields: boolean;
  readonly #overlays = new Map<string, string>();
  readonly #facts = new Map<string, FileFacts>();
  readonly #notices = new Map<string, Notice>();
  #generation = 0;

  constructor(parts: EngineParts, { yields = false }: EngineOptions) {
    this.#parts = parts;
    this.#yields = yields;
  }

  get paths(): Iterable<string> {
    return this.#facts.keys();
  }

  /** Changes whenever a file comes or goes. */
  get generation(): number {
    return this.#generation;
  }

  get notices(): Iterable<readonly [string, Notice]> {
    return this.#notices;
  }

  has(path: string): boolean {
    return this.#facts.has(path);
  }

  facts(path: string): FileFacts {
    return this.#facts.get(path) ?? noFacts;
  }

  /** Unsaved text wins over the disk. */
  read(path: string): ReadResult {
    const overlay = this.#overlays.get(path);
    return overlay === undefined ? this.#parts.host.read(path) : { ok: true, text: overlay };
  }

  setOverlay(path: string, text: string | undefined): void {
    if (text === undefined) this.#overlays.delete(path);
    else this.#overlays.set(path, text);
  }

  hasOverlay(path: string): boolean {
    return this.#overlays.has(path);
  }

  /** Paths with unsaved or open text, first to be read. */
  get overlays(): Iterable<string> {
    return this.#overlays.keys();
  }

  forget(path: string): void {
    if (this.#facts.delete(path)) this.#generation++;
    this.#notices.delete(path);
  }

  /** Reads the files anew and returns those whose facts or existence changed. */
  async load(paths: Iterable<string>): Promise<ReadonlySet<string>> {
    const { host } = this.#parts;
    const changed = new Set<string>();
    const disputed: SourceText[] = [];
    let sliceEnd = host.elapsed() + sliceMilliseconds;
    for (const path of paths) {
      const result = this.read(path);
      if (result.ok) {
        const { facts, disputed: isDisputed } = this.#parts.extract(path, result.text);
        if (isDisputed) disputed.push({ path, text: result.text });
        else if (this.#keep(path, facts)) changed.add(path);
        this.#notices.delete(path);
      } else if (this.#refuse(path, result)) changed.add(path);
      if (this.#yields && host.elapsed() > sliceEnd) {
        await host.pause();
        sliceEnd = host.elapsed() + sliceMilliseconds;
      }
    }
    for (const file of disputed) if (await this.#settle(file)) changed.add(file.path);
    return changed;
  }

  /** True when the facts are not what they were. */
  #keep(path: string, facts: FileFacts): boolean {
    const before = this.#facts.get(path);
    this.#facts.set(path, facts);
    if (before === undefined) this.#generation++;
    return before === undefined || !sameFacts(before, facts);
  }

  /** A file that is gone is forgotten; one that cannot be read stays, without facts, and is told. */
  #refuse(path: string, { problem, detail }: Extract<ReadResult, { ok: false }>): boolean {
    if (problem === 'missing' || problem === 'folder') {
      const existed = this.#facts.has(path);
      this.forget(path);
      return existed;
    }
    this.#notices.set(path, unreadable(path, problem, detail));
    return this.#keep(path, noFacts);
  }

  /** A file that even the compiler cannot read keeps what the lexer saw, and is told. */
  async #settle(file: SourceText): Promise<boolean> {
    const { path, text } = file;
    try {
      return this.#keep(path, await this.#parts.settle(file));
    } catch (thrown) {
      const message = `"${path}" could not be parsed (${String(thrown)}); its imports are a best guess.`;
      this.#notices.set(path, { code: 'SRC-005', message, incomplete: true });
      return this.#keep(path, this.#parts.extract(path, text).facts);
    }
  }
}

function unreadable(path: string, problem: 'unreadable' | 'binary' | 'too-large', detail: string): Notice {
  switch (problem) {
    case 'unreadable':
      return { code: 'SRC-001', message: `"${path}" cannot be read: ${detail}.`, incomplete: true };
    case 'too-large':
      return { code: 'SRC-003', message: `"${path}" is too large to read: ${detail}.`, incomplete: true };
    case 'binary':
      return {
        code: 'SRC-002',
        message: `"${path}" is not text; its imports were not read.`,
        incomplete: false,
      };
  }
}

function sameFacts(a: FileFacts, b: FileFacts): boolean {
  if (a.imports.length !== b.imports.length || a.directives.length !== b.directives.length) return false;
  for (const [index, left] of a.imports.entries()) {
    const right = b.imports[index];
    if (
      !right ||
      left.specifier !== right.specifier ||
      left.kind !== right.kind ||
      left.start !== right.start ||
      left.end !== right.end ||
      left.statement !== right.statement
    ) {
      return false;
    }
  }
  return a.directives.length === 0 || JSON.stringify(a.directives) === JSON.stringify(b.directives);
}
