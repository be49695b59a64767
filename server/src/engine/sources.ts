import { type FileFacts, noFacts, sameTexts } from '../model/facts.ts';
import type { Notice } from '../model/finding.ts';
import { hashText } from '../model/hash.ts';
import type { ReadResult, WorkOutcome } from '../model/host.ts';
import type { EngineOptions, EngineParts, SourceText } from './parts.ts';
import type { KeptFile } from './snapshot.ts';

const sliceMilliseconds = { yielding: 10, undisturbed: 250 } as const;
const parseMilliseconds = 30_000;

/** Called between two slices of reading with the count of files left; false ends it. */
export type BetweenSlices = (left: number) => Promise<boolean>;

/** The text and the facts of every source file; unsaved text shadows the disk. */
export class Sources {
  readonly #parts: EngineParts;
  readonly #slice: number;
  readonly #patience: number;
  readonly #overlays = new Map<string, string>();
  readonly #facts = new Map<string, FileFacts>();
  readonly #stamps = new Map<string, string>();
  readonly #notices = new Map<string, Notice>();
  /** What policies, configurations and the like said: a hash, or why there was nothing to read. */
  readonly #documents = new Map<string, string>();
  /** Files that hung or broke the analysis; they are left alone until they change on disk. */
  readonly #quarantine = new Set<string>();
  #generation = 0;
  #news = 0;
  #remembered: ReadonlyMap<string, KeptFile> = new Map();

  constructor(parts: EngineParts, { yields = false, fileMilliseconds = 5000 }: EngineOptions) {
    this.#parts = parts;
    this.#slice = yields ? sliceMilliseconds.yielding : sliceMilliseconds.undisturbed;
    this.#patience = fileMilliseconds;
  }

  get paths(): Iterable<string> {
    return this.#facts.keys();
  }

  /** Changes whenever a file comes or goes. */
  get generation(): number {
    return this.#generation;
  }

  /** Grows with every file on disk that turned out new. */
  get news(): number {
    return this.#news;
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

  /** By what the facts of a file on disk are recognised; absent when they are not those of the disk. */
  stamp(path: string): string | undefined {
    return this.#stamps.get(path);
  }

  /** Unsaved text wins over the disk. */
  read(path: string): ReadResult {
    const overlay = this.#overlays.get(path);
    return overlay === undefined ? this.#parts.host.read(path) : { ok: true, text: overlay };
  }

  /** As `read`, for a document that answers rest on: what it said is remembered. */
  readDocument(path: string): ReadResult {
    const result = this.read(path);
    this.#documents.set(path, result.ok ? hashText(result.text) : result.problem);
    return result;
  }

  /** As `readDocument`, for one that is not there before it was saved; whatever it says once it is there is a change. */
  readSavedDocument(path: string): ReadResult {
    if (this.#parts.host.probe(path) === 'file') return this.readDocument(path);
    this.#documents.delete(path);
    return { ok: false, problem: 'missing', detail: '' };
  }

  /** Names what a document said when it was last read. */
  documentName(path: string): string {
    return this.#documents.get(path) ?? '';
  }

  /** Whether a document says something else than when it was last read; undefined when it never was. */
  hasChanged(path: string): boolean | undefined {
    const before = this.#documents.get(path);
    if (before === undefined) return undefined;
    const result = this.read(path);
    return before !== (result.ok ? hashText(result.text) : result.problem);
  }

  setOverlay(path: string, text: string | undefined): void {
    if (text === undefined) this.#overlays.delete(path);
    else this.#overlays.set(path, text);
  }

  hasOverlay(path: string): boolean {
    return this.#overlays.has(path);
  }

  /** Unsaved or open texts by path, in the order of their opening. */
  get overlays(): ReadonlyMap<string, string> {
    return this.#overlays;
  }

  /** A file that is there, whatever is in it. */
  expect(path: string): void {
    if (!this.#facts.has(path)) this.#keep(path, noFacts);
  }

  /** Takes what an earlier process read for known, as long as the disk is as it was then. */
  remember(files: readonly KeptFile[]): void {
    this.#remembered = new Map(files.map((file) => [file.path, file]));
  }

  forget(path: string): void {
    if (this.#facts.delete(path)) this.#generation++;
    this.#stamps.delete(path);
    this.#notices.delete(path);
  }

  /** Drops what is known of a file and keeps that it is there. */
  empty(path: string): void {
    this.#keep(path, noFacts);
  }

  /** Gives a file that hung or broke the analysis another chance. */
  release(path: string): void {
    this.#quarantine.delete(path);
  }

  /** Reads the files anew and returns those whose facts or existence changed. */
  async load(paths: Iterable<string>, between?: BetweenSlices): Promise<ReadonlySet<string>> {
    const queue = [...paths].filter((path) => !this.#quarantine.has(path));
    const changed = new Set<string>();
    const disputed: SourceText[] = [];
    for (let next = 0; next < queue.length; ) {
      next = this.#loadSlice(queue, next, changed, disputed);
      if (between && next < queue.length && !(await between(queue.length - next))) break;
    }
    if (disputed.length > 0) await this.#settle(disputed, changed);
    return changed;
  }

  /** Reads for a while and returns the index of the next file. What takes for ever is ended and named. */
  #loadSlice(queue: readonly string[], from: number, changed: Set<string>, disputed: SourceText[]): number {
    const { host } = this.#parts;
    const end = host.elapsed() + this.#slice;
    let next = from;
    const work = () => {
      do {
        this.#load(queue[next] as string, changed, disputed);
        next++;
      } while (next < queue.length && host.elapsed() < end);
    };
    const outcome = this.#isTyping(queue) ? attempt(work) : host.within(this.#slice + this.#patience, work);
    if (outcome.ended === 'done') return next;
    const path = queue[next] as string;
    if (this.#isolate(path, outcome)) changed.add(path);
    return next + 1;
  }

  /** The watchdog costs more than the rest of a keystroke, and a text that was read a key ago does not hang now. */
  #isTyping([path = '', ...others]: readonly string[]): boolean {
    return others.length === 0 && this.#overlays.has(path) && this.facts(path) !== noFacts;
  }

  #load(path: string, changed: Set<string>, disputed: SourceText[]): void {
    const known = this.#recall(path);
    if (known) {
      if (this.#keep(path, known.facts, known.stamp)) changed.add(path);
      return;
    }
    const result = this.read(path);
    if (result.ok && result.stamp !== undefined) this.#news++;
    if (result.ok) {
      const { facts, disputed: isDisputed } = this.#parts.extract(path, result.text);
      if (isDisputed) disputed.push({ path, text: result.text, stamp: result.stamp });
      else if (this.#keep(path, facts, result.stamp)) changed.add(path);
      this.#notices.delete(path);
    } else if (this.#refuse(path, result)) changed.add(path);
  }

  #recall(path: string): KeptFile | undefined {
    const kept = this.#remembered.get(path);
    if (kept?.stamp === undefined || this.#overlays.has(path)) return undefined;
    return this.#parts.host.stamp(path) === kept.stamp ? kept : undefined;
  }

  /** True when the facts are not what they were. */
  #keep(path: string, facts: FileFacts, stamp?: string): boolean {
    const before = this.#facts.get(path);
    this.#facts.set(path, facts);
    if (stamp === undefined) this.#stamps.delete(path);
    else this.#stamps.set(path, stamp);
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

  #isolate(path: string, outcome: WorkOutcome): boolean {
    const message = `"${path}" is left out of the analysis until it is saved again: ${reasonOf(outcome)}.`;
    this.#quarantine.add(path);
    this.#notices.set(path, { code: 'SRC-006', message, incomplete: true });
    return this.#keep(path, noFacts);
  }

  /** A file that even the compiler cannot read keeps what the lexer saw, and is told. */
  async #settle(disputed: readonly SourceText[], changed: Set<string>): Promise<void> {
    const { host, loadParser, extract } = this.#parts;
    const parser = await loadParser().catch((thrown: unknown) => String(thrown));
    for (const { path, text, stamp } of disputed) {
      let facts: FileFacts | undefined;
      const outcome = host.within(parseMilliseconds, () => {
        if (typeof parser !== 'string') facts = parser({ path, text });
      });
      if (!facts) {
        const reason = typeof parser === 'string' ? parser : reasonOf(outcome);
        const message = `"${path}" could not be parsed (${reason}); its imports are a best guess.`;
        this.#notices.set(path, { code: 'SRC-005', message, incomplete: true });
      }
      const kept = facts ?? extract(path, text).facts;
      if (this.#keep(path, kept, facts && stamp)) changed.add(path);
    }
  }
}

function attempt(work: () => void): WorkOutcome {
  try {
    work();
    return { ended: 'done' };
  } catch (error) {
    return { ended: 'thrown', error };
  }
}

function reasonOf(outcome: WorkOutcome): string {
  return outcome.ended === 'thrown' ? String(outcome.error) : 'it takes too long';
}

function unreadable(path: string, problem: 'unreadable' | 'binary' | 'too-large', detail: string): Notice {
  switch (problem) {
    case 'unreadable':
      return { code: 'SRC-001', message: `"${path}" cannot be read: ${detail}.`, incomplete: true };
    case 'too-large':
      return { code: 'SRC-003', message: `"${path}" is too large to read: it ${detail}.`, incomplete: true };
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
  if (!sameTexts(a.ambient, b.ambient)) return false;
  return a.directives.length === 0 || JSON.stringify(a.directives) === JSON.stringify(b.directives);
}
