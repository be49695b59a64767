import type { Notice } from '../model/finding.ts';
import type { Host } from '../model/host.ts';
import type { EngineOptions } from './parts.ts';
import type { Sources } from './sources.ts';

/** What one refresh tells while it goes on; given by an edge that shows it. */
export interface Watch {
  /** Open documents whose findings changed before everything else was read; they are not yet all. */
  onOpenJudged?(changed: ReadonlySet<string>): void;
  onProgress?(read: number, all: number): void;
  /** Asked between slices; from then on only open files are judged. */
  isCancelled?(): boolean;
}

/** Judges open files by their own imports; returns the documents whose findings changed. */
export type Glance = (paths: readonly string[]) => ReadonlySet<string>;

/** Reads many files while others wait to be answered: open ones first, and nobody has to let it end. */
export class Scan {
  readonly #sources: Sources;
  readonly #host: Host;
  readonly #options: EngineOptions;
  #narrowed: Notice | undefined;

  constructor(sources: Sources, host: Host, options: EngineOptions) {
    this.#sources = sources;
    this.#host = host;
    this.#options = options;
  }

  /** Why only open files are read, once that is so. */
  get narrowed(): Notice | undefined {
    return this.#narrowed;
  }

  /** Reads the files and returns those whose facts or existence changed; `isFirst` when open files wait for an answer. */
  async read(
    planned: readonly string[],
    isFirst: boolean,
    watch: Watch,
    glance: Glance,
  ): Promise<ReadonlySet<string>> {
    const paths = this.#narrowed ? planned.filter((path) => this.#sources.hasOverlay(path)) : planned;
    const glanced = new Map<string, string>();
    if (isFirst) await this.#answerOpen(glanced, watch, glance);
    return this.#sources.load(paths, async (left) => {
      watch.onProgress?.(paths.length - left, paths.length);
      if (this.#options.yields) await this.#host.pause();
      const reason = this.#reasonToStop(watch);
      if (reason === undefined) await this.#answerOpen(glanced, watch, glance);
      else this.#narrow(reason);
      return reason === undefined;
    });
  }

  /** Each text is judged once. */
  async #answerOpen(glanced: Map<string, string>, watch: Watch, glance: Glance): Promise<void> {
    if (!watch.onOpenJudged) return;
    const fresh: string[] = [];
    for (const [path, text] of this.#sources.overlays) {
      if (!this.#sources.has(path) || glanced.get(path) === text) continue;
      glanced.set(path, text);
      fresh.push(path);
    }
    if (fresh.length === 0) return;
    await this.#sources.load(fresh);
    watch.onOpenJudged(glance(fresh));
  }

  #reasonToStop(watch: Watch): string | undefined {
    const { mostMegabytes } = this.#options;
    if (watch.isCancelled?.()) return 'reading the workspace was cancelled';
    if (mostMegabytes === undefined || this.#host.memory() <= mostMegabytes) return undefined;
    return `the workspace needs more than ${mostMegabytes} MB of memory`;
  }

  #narrow(reason: string): void {
    const message = `Only open files are judged, and cycles are not: ${reason}. Restarting the server reads it again.`;
    this.#narrowed = { code: 'SRC-007', message, incomplete: true };
    for (const path of [...this.#sources.paths])
      if (!this.#sources.hasOverlay(path)) this.#sources.empty(path);
  }
}
