import type { ImportClass } from '../model/facts.ts';
import type { Finding, Notice } from '../model/finding.ts';
import type { ReadResult, Walk } from '../model/host.ts';
import { byCodeUnit } from '../model/path.ts';
import type { Policy } from '../model/policy.ts';
import type { Resolver } from '../model/resolution.ts';
import type { SourceFile, WorkspaceFacts } from '../model/rule.ts';
import { Baseline, type StaleBaseline } from './baseline.ts';
import { FileTable } from './file-table.ts';
import { Findings } from './findings.ts';
import { Knots } from './knots.ts';
import type { EngineOptions, EngineParts } from './parts.ts';
import { Policies } from './policies.ts';
import { Sources } from './sources.ts';

const sourceName = /\.[cm]?[jt]sx?$/;
const configName = /(?:^|\/)(?:package\.json|[jt]sconfig[^/]*\.json)$/;
const policyName = /(?:^|\/)parapet\.jsonc$/;
const ignoreName = /(?:^|\/)\.gitignore$/;

/**
 * The live state of one workspace root: facts, graph, policies and findings.
 * Changes are noted first and worked off together by `refresh`, so that a branch switch is one batch.
 */
export class Workspace {
  readonly #parts: EngineParts;
  readonly #sources: Sources;
  readonly #policies: Policies;
  readonly #files = new FileTable();
  readonly #knots = new Knots(this.#files);
  readonly #baseline = new Baseline();
  readonly #findings: Findings;
  #walk: Walk = { sources: [], policies: [], configs: [], links: new Map(), unreadable: [] };
  #resolver: Resolver | undefined;
  #dirty = new Set<string>();
  #mustWalk = true;
  #generation = 0;

  constructor(parts: EngineParts, options: EngineOptions = {}) {
    this.#parts = parts;
    this.#sources = new Sources(parts, options);
    this.#policies = new Policies(parts, options);
    this.#findings = new Findings(parts, this.#policies, this.#baseline);
  }

  /** Notes unsaved text, or with `undefined` that the disk counts again. */
  setText(path: string, text: string | undefined): void {
    this.#sources.setOverlay(path, text);
    this.#dirty.add(path);
  }

  /** Notes that something was created, changed or deleted on disk: a file or a folder. */
  touch(path: string): void {
    this.#dirty.add(path);
  }

  /** Works off everything noted and returns the documents whose findings changed. */
  async refresh(): Promise<ReadonlySet<string>> {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    const plan = this.#plan(dirty);
    if (plan.walks) this.#walkAgain();
    const reread = plan.walks ? this.#openFirst() : plan.sources;
    const changed = await this.#sources.load(reread);
    const setChanged = this.#syncFiles();
    const policiesChanged = plan.walks || plan.policies;
    if (policiesChanged) this.#loadPolicies();
    const resolvesAll = plan.walks || plan.configs || setChanged || this.#resolver === undefined;
    const reconnected = this.#connect(resolvesAll ? this.#files.ids.keys() : changed, resolvesAll);
    if (policiesChanged || setChanged) {
      this.#files.place(this.#policies);
      this.#knots.forget();
    }
    const facts = this.facts();
    return policiesChanged || setChanged || resolvesAll
      ? this.#findings.judgeAll(facts)
      : this.#findings.judgeSome(reconnected, facts);
  }

  /** Findings of one document, in order of position; suppressed ones are marked. */
  findingsAt(path: string): readonly Finding[] {
    return this.#findings.at(path);
  }

  /** All findings in order of path, position and rule. */
  findings(): readonly Finding[] {
    return this.#findings.all();
  }

  /** One file's import of another that it does not have: what it is and what would be found on it. */
  supposeImport(
    from: SourceFile,
    to: SourceFile,
  ): { readonly file: SourceFile; readonly findings: readonly Finding[] } {
    const fact = { kind: 'value', specifier: to.path, start: 0, end: 0, statement: 0 } as const;
    const file: SourceFile = {
      ...from,
      facts: { imports: [fact], directives: [] },
      targets: [{ to: 'file', file: to.id }],
    };
    return { file, findings: this.#findings.ofFile(file, this.facts()) };
  }

  /** Per baseline, the entries that no finding matches any more. */
  staleBaselines(): readonly StaleBaseline[] {
    return this.#baseline.stale(this.findings(), (path) => this.#policies.governing(path)?.policy.folder);
  }

  /** What has no place in a document. */
  notices(): readonly Notice[] {
    const folders = this.#walk.unreadable.map(
      ({ path, detail }): Notice => ({
        code: 'SRC-004',
        message: `The folder "${path || '.'}" cannot be listed: ${detail}.`,
        incomplete: true,
      }),
    );
    const files = [...this.#sources.notices]
      .filter(([path]) => !this.#files.at(path)?.isExcluded)
      .sort(([a], [b]) => byCodeUnit(a, b))
      .map(([, notice]) => notice);
    return [...this.#findings.failures, ...this.#baseline.notices, ...folders, ...files];
  }

  get policies(): readonly Policy[] {
    return this.#policies.inForce.map(({ policy }) => policy);
  }

  get isPolicyBroken(): boolean {
    return this.#policies.isBroken;
  }

  /** The text that the findings of a document refer to. */
  read(path: string): ReadResult {
    return this.#sources.read(path);
  }

  facts(): WorkspaceFacts {
    const files = this.#files;
    return {
      files: files.ordered,
      policies: this.policies,
      belonging: files.belonging,
      configProblems: this.#resolver?.problems() ?? [],
      file: (id) => files.file(id),
      fileAt: (path) => files.at(path),
      policyOf: (path) => this.#policies.governing(path)?.policy,
      knots: (classes: readonly ImportClass[]) => this.#knots.of(classes),
    };
  }

  /** Sorts the noted paths by what they set in motion. */
  #plan(dirty: ReadonlySet<string>): {
    readonly walks: boolean;
    readonly policies: boolean;
    readonly configs: boolean;
    readonly sources: ReadonlySet<string>;
  } {
    let walks = this.#mustWalk;
    let policies = false;
    let configs = false;
    const sources = new Set<string>();
    const others = new Set<string>();
    for (const path of dirty) {
      if (this.#resolver?.inputs().has(path)) configs = true;
      if (this.#policies.isInput(path) || this.#baseline.isInput(path)) policies = true;
      if (ignoreName.test(path)) walks = true;
      else if (policyName.test(path) || configName.test(path)) walks ||= this.#appearedOrWent(path);
      else if (this.#sources.has(path) || this.#isNewSource(path)) sources.add(path);
      else {
        walks ||= !sourceName.test(path) && this.#isFolderChange(path);
        others.add(path);
      }
    }
    this.#mustWalk = false;
    return { walks, policies, configs: configs || this.#files.mayLeadTo(others), sources };
  }

  #loadPolicies(): void {
    const read = (path: string) => this.#sources.read(path);
    this.#policies.load(this.#walk.policies, read);
    this.#baseline.load(this.#policies.inForce, read);
  }

  #appearedOrWent(path: string): boolean {
    const known = this.#walk.policies.includes(path) || this.#walk.configs.includes(path);
    return known !== (this.#parts.host.probe(path) !== 'none');
  }

  #isNewSource(path: string): boolean {
    if (!sourceName.test(path) || !this.#parts.host.isWalked(path)) return false;
    return this.#sources.hasOverlay(path) || this.#parts.host.probe(path) === 'file';
  }

  /** A watcher reports a deleted or moved folder once, without the files in it. */
  #isFolderChange(path: string): boolean {
    const prefix = `${path}/`;
    for (const known of this.#sources.paths) if (known.startsWith(prefix)) return true;
    return this.#parts.host.probe(path) === 'folder' && this.#parts.host.isWalked(`${path}/any.ts`);
  }

  #walkAgain(): void {
    this.#walk = this.#parts.host.walk();
    const present = new Set(this.#walk.sources);
    for (const path of this.#sources.overlays) {
      if (sourceName.test(path) && this.#parts.host.isWalked(path)) present.add(path);
    }
    for (const path of [...this.#sources.paths]) if (!present.has(path)) this.#sources.forget(path);
  }

  /** Every walked file, those that are open first, so that their findings come first. */
  #openFirst(): ReadonlySet<string> {
    const open = [...this.#sources.overlays].filter(
      (path) => sourceName.test(path) && this.#parts.host.isWalked(path),
    );
    return new Set([...open, ...this.#walk.sources]);
  }

  /** Brings the file table in line with the sources; true when the set of files changed. */
  #syncFiles(): boolean {
    const { generation } = this.#sources;
    if (generation === this.#generation) return false;
    this.#generation = generation;
    for (const path of [...this.#files.ids.keys()]) if (!this.#sources.has(path)) this.#files.remove(path);
    const missing = [...this.#sources.paths].filter((path) => !this.#files.ids.has(path));
    for (const path of missing.sort(byCodeUnit)) this.#files.add(path);
    return true;
  }

  #connect(paths: Iterable<string>, anew: boolean): ReadonlySet<string> {
    if (anew || !this.#resolver) this.#resolver = this.#createResolver();
    const reconnected = new Set<string>();
    for (const path of [...paths]) {
      const change = this.#files.connect(path, this.#sources.facts(path), this.#resolver);
      if (change !== 'same') reconnected.add(path);
      if (change === 'rewired') this.#knots.forget();
    }
    return reconnected;
  }

  #createResolver(): Resolver {
    return this.#parts.createResolver({
      files: this.#files.ids,
      configs: this.#walk.configs,
      links: this.#walk.links,
      read: (path) => {
        const result = this.#sources.read(path);
        return result.ok ? result.text : undefined;
      },
      probe: (path) => this.#parts.host.probe(path),
    });
  }
}
