import { importClass } from '../model/facts.ts';
import type { Notice } from '../model/finding.ts';
import { hashText } from '../model/hash.ts';
import type {
  FileTypes,
  InferredExport,
  OwnedFile,
  TypeOrigin,
  TypeRequest,
  TypesEnded,
} from '../model/inferred.ts';
import { byCodeUnit } from '../model/path.ts';
import type { SourceFile, WorkspaceFacts } from '../model/rule.ts';
import { findOffers } from './offers.ts';
import type { EngineParts } from './parts.ts';
import type { Resolutions } from './resolutions.ts';
import type { Sources } from './sources.ts';

/** What one deep run tells while it goes on. */
export interface DeepWatch {
  /** Asked between files; then the run ends and nothing of it counts. */
  isCancelled?(): boolean;
  onProgress?(read: number, all: number): void;
}

/** The types of some files, as long as these say what they said. */
export class Inferences {
  readonly #parts: Pick<EngineParts, 'types'>;
  readonly #sources: Sources;
  readonly #resolutions: Resolutions;
  #texts = new Map<string, string>();
  #types = new Map<string, FileTypes>();
  #notices: readonly Notice[] = [];
  #ground = 0;
  #epoch = 0;
  #isWhole = false;

  constructor(parts: Pick<EngineParts, 'types'>, sources: Sources, resolutions: Resolutions) {
    this.#parts = parts;
    this.#sources = sources;
    this.#resolutions = resolutions;
  }

  /** By path. */
  get types(): ReadonlyMap<string, FileTypes> {
    return this.#types;
  }

  get notices(): readonly Notice[] {
    return this.#notices;
  }

  /** True when the types of every file that some rule asks about are known. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Forgets everything: policies are not what they were, or, on other ground, files or configurations. */
  clear(isOtherGround: boolean): void {
    this.#epoch++;
    if (isOtherGround) this.#ground++;
    this.#types = new Map();
    this.#texts = new Map();
    this.#notices = [];
    this.#isWhole = false;
  }

  /** Forgets those of these files that say something else by now; true when there was one. */
  forgetChanged(paths: Iterable<string>): boolean {
    let isAny = false;
    for (const path of paths) {
      if (!this.#types.has(path) || this.#texts.get(path) === this.#name(path)) continue;
      this.#types.delete(path);
      isAny = true;
    }
    if (isAny) this.#isWhole = false;
    return isAny;
  }

  /** Reads the types of exactly these files; false when it was cancelled or overtaken, and then all is as it was. */
  async read(
    files: readonly SourceFile[],
    isWhole: boolean,
    facts: WorkspaceFacts,
    watch: DeepWatch,
  ): Promise<boolean> {
    const epoch = this.#epoch;
    const isOver = () => this.#epoch !== epoch || (watch.isCancelled?.() ?? false);
    const texts = new Map(files.map(({ path }) => [path, this.#name(path)]));
    const types = new Map<string, FileTypes>();
    const notices: Notice[] = [];
    let told = 0;
    const ended = await this.#infer(files, facts, isOver, (answer) => {
      watch.onProgress?.(++told, files.length);
      if (answer.ok) types.set(answer.path, answer.types);
      else notices.push(unread(answer.path, answer.problem));
    });
    if (ended.ended === 'failed') notices.push(failed(ended.problem, types.size, files.length));
    const offered = ended.ended === 'cancelled' ? types : await this.#withOffers(types, facts);
    if (isOver() || ended.ended === 'cancelled') return false;
    for (const [path, text] of texts) if (this.#name(path) !== text) offered.delete(path);
    this.#texts = texts;
    this.#types = new Map([...offered].sort(([a], [b]) => byCodeUnit(a, b)));
    this.#notices = notices;
    this.#isWhole = isWhole && ended.ended === 'done';
    return true;
  }

  async #infer(
    files: readonly SourceFile[],
    facts: WorkspaceFacts,
    isOver: () => boolean,
    onFile: Parameters<EngineParts['types']['infer']>[1],
  ): Promise<TypesEnded> {
    if (files.length === 0) return { ended: 'done' };
    return this.#parts.types.infer(this.#request(files, facts), onFile, isOver);
  }

  #request(files: readonly SourceFile[], { files: all, file }: WorkspaceFacts): TypeRequest {
    return {
      files: files.map(({ path }) => this.#owned(path)),
      ambient: all.filter(({ path }) => /\.d\.[cm]?ts$/.test(path)).map(({ path }) => this.#owned(path)),
      aliases: aliasesIn(all, (id) => file(id).path),
      ground: this.#ground,
    };
  }

  #owned(path: string): OwnedFile {
    const config = this.#resolutions.configOf(path);
    return config === undefined ? { path } : { path, config };
  }

  /** Who else exports a type matters only where it must not be named by its own file. */
  async #withOffers(
    types: ReadonlyMap<string, FileTypes>,
    facts: WorkspaceFacts,
  ): Promise<Map<string, FileTypes>> {
    const offers = await findOffers(types, facts, this.#parts.types);
    const origin = (one: TypeOrigin): TypeOrigin => ({ ...one, offeredBy: offers(one) });
    const exported = (one: InferredExport): InferredExport => ({ ...one, origins: one.origins.map(origin) });
    return new Map([...types].map(([path, { exports }]) => [path, { exports: exports.map(exported) }]));
  }

  #name(path: string): string {
    const result = this.#sources.read(path);
    return result.ok ? hashText(result.text) : '';
  }
}

/** TypeScript alone: what is inferred from other files is a guess of the checker's. */
export function isTyped(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path);
}

/** The source files behind bare specifiers, where every importer means the same one and it holds types. */
function aliasesIn(files: readonly SourceFile[], pathOf: (id: number) => string): TypeRequest['aliases'] {
  const paths = new Map<string, string | undefined>();
  for (const { facts, targets } of files) {
    for (const [index, { specifier, kind }] of facts.imports.entries()) {
      const target = targets[index];
      if (specifier.startsWith('.') || target?.to !== 'file' || importClass[kind] === undefined) continue;
      const path = pathOf(target.file);
      const known = paths.get(specifier);
      if (!paths.has(specifier)) paths.set(specifier, /\.[cm]?tsx?$/.test(path) ? path : undefined);
      else if (known !== path) paths.set(specifier, undefined);
    }
  }
  return [...paths].flatMap(([specifier, path]) => (path === undefined ? [] : [[specifier, path] as const]));
}

function unread(path: string, problem: string): Notice {
  return { code: 'TYP-001', message: `The types of "${path}" cannot be read: ${problem}.`, incomplete: true };
}

function failed(problem: string, known: number, wanted: number): Notice {
  const message = `The types of ${known} of ${wanted} files are known, and no more: ${problem}.`;
  return { code: 'TYP-002', message, incomplete: true };
}
