import type { ChangeFacts } from '../model/change-facts.ts';
import { type ContractFacts, noContracts, statedOwnerOf } from '../model/contract-facts.ts';
import { sameTexts } from '../model/facts.ts';
import type { Finding, Notice } from '../model/finding.ts';
import { noWalk, type ReadResult, type Walk } from '../model/host.ts';
import { byCodeUnit } from '../model/path.ts';
import type { Policy } from '../model/policy.ts';
import type { Acceptance, SourceFile, WorkspaceFacts } from '../model/rule.ts';
import { Baseline, type StaleBaseline } from './baseline.ts';
import { inputsOf, isIgnoreFile, isSource, type Plan, planOf } from './changes.ts';
import { Contracts } from './contracts/contracts.ts';
import { DeepRuns } from './deep-runs.ts';
import { factsOver } from './facts-over.ts';
import { FileTable } from './file-table.ts';
import { Findings } from './findings.ts';
import { kinOf } from './kin.ts';
import { Knots } from './knots.ts';
import { KnownSilence } from './known-silence.ts';
import { Manifests } from './manifests.ts';
import { Ownership } from './ownership.ts';
import type { EngineOptions, EngineParts } from './parts.ts';
import { type Past, partsOfPast } from './past.ts';
import { Policies } from './policies.ts';
import { Reaches } from './reaches.ts';
import { Resolutions } from './resolutions.ts';
import { RuleRuns } from './rule-runs.ts';
import { Scan, type Watch } from './scan.ts';
import { serviceOwners } from './service-owner.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts';
import { snapshotOf } from './snapshot-of.ts';
import { Sources } from './sources.ts';
import { type SupposedImports, supposedImports } from './supposed-import.ts';
import { Suppositions } from './suppositions.ts';
import { unreadIn } from './unread.ts';

/**
 * The live state of one workspace root: facts, graph, policies and findings.
 * Changes are noted first and worked off together by `refresh`, so that a branch switch is one batch.
 */
export class Workspace {
  readonly #parts: EngineParts;
  readonly #options: EngineOptions;
  readonly #sources: Sources;
  readonly #scan: Scan;
  readonly #policies: Policies;
  readonly #files = new FileTable();
  readonly #resolutions: Resolutions;
  readonly supposedImports: SupposedImports;
  /** Imports and moves that nobody has made yet. */
  readonly suppose: Suppositions;
  readonly #knots = new Knots(this.#files);
  readonly #reaches = new Reaches(this.#files);
  readonly #manifests: Manifests;
  readonly #baseline = new Baseline();
  readonly #runs: RuleRuns;
  readonly #ownership: Ownership;
  readonly #contracts: Contracts;
  /** Reads ahead who uses operations, and looks at contracts as other policies would. */
  readonly contractUses: Pick<Contracts, 'readUses' | 'under'>;
  readonly #findings: Findings;
  /** Judges by types, when an edge asks for it. */
  readonly deep: DeepRuns;
  #walk = noWalk;
  #dirty = new Set<string>();
  #reconnected = new Set<string>();
  #mustWalk = true;
  #generation = 0;
  #keptNews = 0;
  #placement = 0;
  readonly #silence = new KnownSilence();
  /** What a file declares for others has changed. */
  #mustJudgeAll = false;

  constructor(parts: EngineParts, options: EngineOptions = {}) {
    this.#parts = parts;
    this.#options = options;
    this.#contracts = new Contracts(parts, {
      policies: () => this.#policies,
      read: (path) => this.#sources.read(path),
      // Were those of before among them, each would hold the ones before it, for ever.
      facts: () => this.facts(noContracts),
      named: () => this.#walk.contracts,
      follow: (from, specifier) => this.supposedImports.follow(from, specifier),
    });
    this.contractUses = this.#contracts;
    this.#sources = new Sources(this.#contracts.watching(parts), options);
    this.#scan = new Scan(this.#sources, parts.host, options);
    this.#resolutions = new Resolutions(parts, this.#sources, this.#files.ids);
    this.supposedImports = supposedImports(this.#files, this.#resolutions);
    this.#manifests = new Manifests(
      parts,
      (path) => this.#sources.readDocument(path),
      (path) => this.#files.ids.has(path),
    );
    this.#policies = new Policies(parts, options);
    this.#runs = new RuleRuns(parts, this.#policies);
    this.#ownership = new Ownership(parts, {
      read: (path) => this.#sources.readDocument(path),
      serviceOwner: serviceOwners(this.#policies, (path) => this.#files.at(path)?.standing),
      contractOwner: (path) => statedOwnerOf(path, this.#contracts.facts),
    });
    this.#findings = new Findings(parts, this.#policies, this.#baseline, this.#runs, [
      this.#ownership,
      this.#contracts,
    ]);
    this.suppose = new Suppositions(() => {
      const [policies, runs, walk] = [this.#policies, this.#runs, this.#walk];
      const [manifests, sources, facts] = [this.#manifests, this.#sources, this.facts()];
      return { parts, policies, runs, walk, manifests, sources, facts };
    });
    this.deep = new DeepRuns(parts, {
      files: this.#files,
      runs: this.#runs,
      findings: this.#findings,
      facts: () => this.facts(),
      sources: this.#sources,
      resolutions: this.#resolutions,
      baseline: this.#baseline,
    });
  }

  /** Notes unsaved text, or with `undefined` that the disk counts again. */
  setText(path: string, text: string | undefined): void {
    this.#sources.setOverlay(path, text);
    if (!isIgnoreFile(path)) this.#dirty.add(path);
  }

  /** Notes that something was created, changed or deleted on disk: a file or a folder. */
  touch(path: string): void {
    this.#sources.release(path);
    this.#dirty.add(path);
  }

  /** Works off everything noted and returns the documents whose findings changed. */
  async refresh(watch: Watch = {}): Promise<ReadonlySet<string>> {
    const dirty = this.#dirty;
    const plan = this.#takePlan();
    const policiesChanged = plan.walks || plan.policies;
    if (plan.walks) this.#walkAgain();
    if (policiesChanged) await this.#loadPolicies();
    if (policiesChanged || plan.owners) this.#ownership.load(this.policies);
    const ownersChanged = this.#ownership.noteFiles(dirty) || plan.owners;
    const changed = await this.#read(plan, watch);
    const setChanged = this.#syncFiles();
    if (setChanged) this.#place();
    if (setChanged || (plan.configs && !plan.walks)) {
      this.#resolutions.renew(this.#walk);
      this.#manifests.renew(this.#walk.configs);
    }
    const resolvesAll = plan.walks || plan.configs || setChanged;
    for (const path of resolvesAll ? [...this.#files.ids.keys()] : changed) this.#connect(path);
    if (policiesChanged || resolvesAll)
      this.#silence.name(
        this.policies,
        () => this.#manifests.all,
        (path) => this.#sources.documentName(path),
      );
    const reconnected = this.#reconnected;
    this.#reconnected = new Set();
    const rematched = this.#contracts.note(dirty, policiesChanged || resolvesAll || ownersChanged);
    const facts = this.facts();
    if (policiesChanged || resolvesAll) this.#placement++;
    this.#silence.compare(() => facts.files);
    const judgesAll = policiesChanged || resolvesAll || this.#mustJudgeAll;
    this.#mustJudgeAll = false;
    if (judgesAll) this.deep.clear(resolvesAll);
    const forgotten = this.deep.forgetChanged(plan.sources);
    const changes = judgesAll
      ? this.#findings.judgeAll(facts, this.#scan.narrowed === undefined, (file) =>
          this.#silence.holds(file, this.#resolutions),
        )
      : this.#findings.judgeSome(reconnected, facts);
    const renamed = ownersChanged && !judgesAll ? this.#findings.judgeOwners(facts) : [];
    this.#resolutions.forgetTargets();
    this.#silence.end();
    const matched = judgesAll ? [] : this.#findings.judgeContracts(rematched, dirty, facts);
    return new Set([...changes, ...forgotten, ...renamed, ...matched]);
  }

  /** Keeps what was found out for the next process, unless an earlier one has kept all of it. */
  save(): void {
    const { store, build } = this.#parts;
    const news = this.#sources.news + this.#resolutions.news;
    if (!store || build === undefined || this.#scan.narrowed || news === this.#keptNews) return;
    this.#keptNews = news;
    const [files, sources, resolutions] = [this.#files, this.#sources, this.#resolutions];
    const [findings, walk, policies] = [this.#findings, this.#walk, this.#silence.documents];
    const state = { files, sources, resolutions, findings, walk, policies };
    store.save(encodeSnapshot(snapshotOf(state), build));
  }

  /** Findings of one document, in order of position; suppressed ones are marked. */
  findingsAt(path: string): readonly Finding[] {
    return this.#findings.at(path);
  }

  /** All findings in order of path, position and rule. */
  findings(): readonly Finding[] {
    return this.#findings.all();
  }

  /** Grows when files may have come to belong elsewhere, or policies to say something else of them. */
  get placement(): number {
    return this.#placement;
  }

  /** Equal for files of one standing whose imports of others, and by others, are judged alike. */
  kin(file: SourceFile): string {
    return kinOf(file, this.#policies.inForce, this.facts());
  }

  /** This workspace as it would be with other texts, over the same host and not yet refreshed. */
  variant(texts: ReadonlyMap<string, string>): Workspace {
    const other = new Workspace(this.#parts, this.#options);
    for (const [path, text] of new Map([...this.#sources.overlays, ...texts])) other.setText(path, text);
    return other;
  }

  /** This workspace as it was before a change, under the policies of now; not yet refreshed. */
  before(past: Past): Workspace {
    const [parts, walk, files, policies] = [this.#parts, this.#walk, this.#files, this.policies];
    const read = (path: string) => this.#sources.read(path);
    const isOfPolicies = (path: string) => this.isOfPolicies(path);
    const now = { parts, walk, files, policies, read, isOfPolicies };
    return new Workspace(partsOfPast(now, past), this.#options);
  }

  /** The policy that judges a path: the nearest upward. */
  governing(path: string): Policy | undefined {
    return this.#policies.governing(path)?.policy;
  }

  /** True for a policy, what it extends, and a baseline. */
  isOfPolicies(path: string): boolean {
    return this.#policies.inputs.includes(path) || this.#baseline.inputs.includes(path);
  }

  /** Findings of the rules about changes, each with the facts for its policy; in order of path, position and rule. */
  judgeChange(factsFor: (policy: Policy) => ChangeFacts | undefined): readonly Finding[] {
    return this.#findings.ofChange(this.#runs.onChange(factsFor), this.facts());
  }

  /** What rests on imports, judged once more with something else accepted; nothing is remembered. */
  judgeImports(acceptance: Acceptance): readonly Finding[] {
    const facts = { ...this.facts(), acceptance };
    return this.#findings.ofChange(this.#runs.onWorkspace(facts, 'imports'), facts);
  }

  /** How long every rule takes on the workspace as it is now, in milliseconds; runs each of them once more. */
  timings(): readonly (readonly [rule: string, milliseconds: number])[] {
    return this.#runs.timings(this.facts());
  }

  /** Per baseline, the entries of which a check has seen that they are mended. */
  staleBaselines(): readonly StaleBaseline[] {
    const [parts, files, policies, runs] = [this.#parts, this.#files, this.#policies, this.#runs];
    const around = { parts, files, policies, runs, deep: this.deep, options: this.#options };
    return this.#baseline.stale(this.findings(), around);
  }

  /** What has no place in a document. */
  notices(): readonly Notice[] {
    const narrowed = this.#scan.narrowed ? [this.#scan.narrowed] : [];
    const unread = unreadIn(this.#walk, this.#sources, this.#files);
    return [...this.#runs.failures, ...this.deep.notices, ...narrowed, ...this.#baseline.notices, ...unread];
  }

  get fileCount(): number {
    return this.#files.ids.size;
  }

  /** How many imports of judged files lead nowhere. */
  get unresolvedCount(): number {
    return this.#files.unresolvedCount;
  }

  get policies(): readonly Policy[] {
    return this.#policies.inForce.map(({ policy }) => policy);
  }

  /** Every package.json, tsconfig and jsconfig that the walk met, and documents that are contracts by their names. */
  get met(): Pick<Walk, 'configs' | 'contracts'> {
    return this.#walk;
  }

  get isPolicyBroken(): boolean {
    return this.#policies.isBroken;
  }

  /** Open or unsaved texts by path. */
  get overlays(): ReadonlyMap<string, string> {
    return this.#sources.overlays;
  }

  /** The text that the findings of a document refer to. */
  read(path: string): ReadResult {
    return this.#sources.read(path);
  }

  facts(contracts: ContractFacts = this.#contracts.facts): WorkspaceFacts {
    return factsOver({
      files: this.#files,
      manifests: this.#manifests,
      policies: this.#policies,
      knots: this.#knots,
      reaches: this.#reaches,
      acceptance: this.#baseline.acceptance,
      configProblems: this.#resolutions.problems(),
      owners: this.#ownership.owners,
      contracts,
      today: this.#parts.today(),
    });
  }

  #takePlan(): Plan {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    const inputs = inputsOf({
      walk: this.#walk,
      sources: this.#sources,
      documents: [...this.#policies.inputs, ...this.#baseline.inputs],
      resolutions: this.#resolutions,
      manifests: this.#manifests,
      ownership: this.#ownership,
    });
    const plan = planOf(dirty, this.#sources, this.#parts.host, inputs);
    const walks = plan.walks || this.#mustWalk;
    this.#mustWalk = false;
    return { ...plan, walks };
  }

  /** Lists what is there. The first time, an earlier process may know what is in it. */
  #walkAgain(): void {
    const { host, store, build, known } = this.#parts;
    this.#ownership.forgetFiles();
    const isFirst = this.#files.ids.size === 0;
    const kept = isFirst && build !== undefined ? store?.load() : undefined;
    const snapshot = (isFirst ? known : undefined) ?? (kept && decodeSnapshot(kept, build as string));
    this.#walk = host.walk(snapshot?.walk);
    const present = new Set(this.#walk.sources);
    for (const path of this.#openSources()) present.add(path);
    for (const path of [...this.#sources.paths]) if (!present.has(path)) this.#sources.forget(path);
    for (const path of present) this.#sources.expect(path);
    if (snapshot) this.#sources.remember(snapshot.files);
    this.#silence.begin(snapshot);
    this.#manifests.renew(this.#walk.configs);
    this.#syncFiles();
    this.#resolutions.renew(this.#walk, snapshot);
  }

  async #loadPolicies(): Promise<void> {
    const read = (path: string) => this.#sources.readDocument(path);
    this.#policies.load(this.#walk.policies, read);
    // One that was typed and never saved accepts nothing: no other run would see it.
    this.#baseline.load(this.#policies.inForce, (path) => this.#sources.readSavedDocument(path));
    this.#place();
    await this.#contracts.start();
  }

  async #read(plan: Plan, watch: Watch): Promise<ReadonlySet<string>> {
    const open = plan.walks ? this.#openSources() : [];
    const planned = plan.walks ? [...new Set([...open, ...this.#walk.sources])] : [...plan.sources];
    const changed = await this.#scan.read(planned, plan.walks, watch, (paths) => {
      for (const path of paths) this.#connect(path);
      return this.#findings.glance(paths, this.facts());
    });
    this.#sources.remember([]);
    return changed;
  }

  #openSources(): readonly string[] {
    return [...this.#sources.overlays]
      .map(([path]) => path)
      .filter((path) => isSource(path, this.#parts.host));
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

  #place(): void {
    this.#files.place(this.#policies, (folder) => this.#manifests.isPackage(folder));
    this.#reaches.forget();
  }

  #connect(path: string): void {
    const facts = this.#sources.facts(path);
    this.#mustJudgeAll ||= !sameTexts(facts.ambient, this.#files.at(path)?.facts.ambient);
    const change = this.#files.connect(path, facts, this.#resolutions.targets(path, facts));
    if (change !== 'same') this.#reconnected.add(path);
  }
}
