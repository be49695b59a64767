import type { FileFacts, ImportKind } from '../model/facts.ts';
import { noWalk, type Walk } from '../model/host.ts';
import { folderOf } from '../model/path.ts';
import type { ConfigProblem, Resolution, Resolver } from '../model/resolution.ts';
import type { EngineParts } from './parts.ts';
import type { Ground, KeptFile, KeptTarget, Snapshot } from './snapshot.ts';
import type { Sources } from './sources.ts';

type Probe = 'file' | 'folder' | 'none';

/** What an earlier process found, while all it rests on is as it was then. */
interface Remembered {
  readonly ground: Ground;
  readonly files: ReadonlyMap<string, KeptFile>;
  readonly answer: (target: KeptTarget) => Resolution;
}

/**
 * Where imports lead. A resolver finds it, and is made only when something is asked that no earlier process knows:
 * an answer depends on nothing but the set of files and what was read and probed, all of which is recorded.
 */
export class Resolutions {
  readonly #parts: EngineParts;
  readonly #sources: Sources;
  readonly #ids: ReadonlyMap<string, number>;
  #walk = noWalk;
  #resolver: Resolver | undefined;
  #remembered: Remembered | undefined;
  #reads = new Map<string, string | null>();
  #probes = new Map<string, Probe>();
  #news = 0;
  /** Something was read that has no stamp, such as unsaved text. */
  #isUnfounded = false;

  constructor(parts: EngineParts, sources: Sources, ids: ReadonlyMap<string, number>) {
    this.#parts = parts;
    this.#sources = sources;
    this.#ids = ids;
  }

  /** Grows whenever a resolver had to be made. */
  get news(): number {
    return this.#news;
  }

  /** Starts anew on what a walk found; `snapshot` counts where nothing it rests on has changed since. */
  renew(walk: Walk, snapshot?: Snapshot): void {
    this.#walk = walk;
    this.#resolver = undefined;
    this.#reads = new Map();
    this.#probes = new Map();
    this.#isUnfounded = false;
    this.#remembered = snapshot && this.#recall(snapshot, walk);
    for (const [path, stamp] of this.#remembered?.ground.reads ?? []) this.#reads.set(path, stamp);
    for (const [path, answer] of this.#remembered?.ground.probes ?? []) this.#probes.set(path, answer);
  }

  /** Parallel to the file's imports. */
  targets(path: string, facts: FileFacts): readonly Resolution[] {
    const kept = this.kept(path, facts);
    if (this.#remembered && kept?.targets) return kept.targets.map(this.#remembered.answer);
    if (facts.imports.length === 0) return [];
    const resolver = this.#resolve();
    return facts.imports.map(({ specifier, kind }) => resolver.resolve(path, specifier, kind));
  }

  /** Where a specifier leads that stands in a file, or that might. */
  supposed(path: string, specifier: string, kind: ImportKind = 'value'): Resolution {
    return this.#resolve().resolve(path, specifier, kind);
  }

  /** What an earlier process kept of a file that is as it was, and whose imports lead where they led. */
  kept(path: string, facts: FileFacts): KeptFile | undefined {
    const kept = this.#remembered?.files.get(path);
    return kept?.facts === facts ? kept : undefined;
  }

  /** Frees what every file has been given by now. */
  forgetTargets(): void {
    if (this.#remembered) this.#remembered = { ...this.#remembered, files: new Map() };
  }

  /** The configuration that owns a file; asked for seldom, so that a resolver is made for it where there is none. */
  configOf(path: string): string | undefined {
    this.#resolver ??= this.#create(this.#walk);
    return this.#resolver.configOf(path);
  }

  problems(): readonly ConfigProblem[] {
    return this.#remembered?.ground.problems ?? this.#resolve().problems();
  }

  /** True when the answers rest on this document, or on its absence, and it says something else by now. */
  hasChanged(path: string): boolean {
    const stamp = this.#reads.get(path);
    return stamp !== undefined && (this.#sources.hasChanged(path) ?? !this.#isAsKept(path, stamp));
  }

  /**
   * True when something was looked for on disk at one of these places, or below it, and is there or gone by now, or when a
   * document that was read below one says something else.
   */
  concern(places: ReadonlySet<string>): boolean {
    if (places.size === 0) return false;
    for (const [path, answer] of this.#probes) {
      if (isWithin(path, places) && this.#parts.host.probe(path) !== answer) return true;
    }
    for (const path of this.#reads.keys()) {
      if (isWithin(path, places) && this.hasChanged(path)) return true;
    }
    return false;
  }

  /** What the answers rest on; undefined when a later process could not tell whether it still holds. */
  ground(): Ground | undefined {
    if (this.#isUnfounded) return undefined;
    return {
      configs: this.#walk.configs,
      links: [...this.#walk.links],
      problems: this.problems(),
      reads: [...this.#reads],
      probes: [...this.#probes],
    };
  }

  #resolve(): Resolver {
    if (!this.#resolver) {
      this.#resolver = this.#create(this.#walk);
      this.#news++;
    }
    return this.#resolver;
  }

  #create({ configs, links }: Walk): Resolver {
    return this.#parts.createResolver({
      files: this.#ids,
      configs,
      links,
      read: (path) => {
        const result = this.#sources.readDocument(path);
        const stamp = result.ok ? result.stamp : result.problem === 'missing' ? null : undefined;
        if (stamp === undefined) this.#isUnfounded = true;
        this.#reads.set(path, stamp ?? null);
        return result.ok ? result.text : undefined;
      },
      probe: (path) => {
        const answer = this.#parts.host.probe(path);
        this.#probes.set(path, answer);
        return answer;
      },
    });
  }

  /** A document that only an earlier process has read. */
  #isAsKept(path: string, stamp: string | null): boolean {
    const disk = this.#parts.host.read(path);
    const shown = this.#sources.read(path);
    if (!disk.ok || !shown.ok) return stamp === null && !shown.ok;
    return disk.stamp === stamp && disk.text === shown.text;
  }

  #recall({ files, ground }: Snapshot, walk: Walk): Remembered | undefined {
    if (!ground || !this.#isFileSet(files) || !this.#holds(ground, walk)) return undefined;
    const made = files.map(({ path }): Resolution => ({ to: 'file', file: this.#ids.get(path) as number }));
    return {
      ground,
      files: new Map(files.map((file) => [file.path, file])),
      answer: (target) => (typeof target === 'number' ? (made[target] as Resolution) : target),
    };
  }

  #isFileSet(files: readonly KeptFile[]): boolean {
    return files.length === this.#ids.size && files.every(({ path }) => this.#ids.has(path));
  }

  #holds({ configs, links, reads, probes }: Ground, walk: Walk): boolean {
    const { host } = this.#parts;
    return (
      same(configs, walk.configs) &&
      links.length === walk.links.size &&
      links.every(([path, real]) => walk.links.get(path) === real) &&
      reads.every(
        ([path, stamp]) => !this.#sources.hasOverlay(path) && (host.stamp(path) ?? null) === stamp,
      ) &&
      probes.every(([path, answer]) => host.probe(path) === answer)
    );
  }
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** True for one of these places and for what is below it. */
function isWithin(path: string, places: ReadonlySet<string>): boolean {
  for (let place = path; place !== ''; place = folderOf(place)) if (places.has(place)) return true;
  return false;
}
