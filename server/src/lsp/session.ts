import type { Connection } from 'vscode-languageserver';
import { type Assembly, assemble } from '../assemble.ts';
import { uriOfPath } from '../host/file-uri.ts';
import { absoluteOf, below, fromRoot } from '../host/relative.ts';
import type { ContractChanges } from '../model/contract-changes.ts';
import type { Finding } from '../model/finding.ts';
import { createLineTable, type LineTable } from '../model/line-table.ts';
import { ChangeFindings } from './change-findings.ts';
import { QuietRun } from './quiet-run.ts';
import type { ScanProgress } from './scan-progress.ts';
import { type Documents, emptyLines, toDiagnostics } from './to-lsp.ts';

/** A person types faster than this; one analysis serves all keys of a burst. */
const debounceMilliseconds = 40;
/** A contract of megabytes takes as long to read as a person takes for a few keys. */
const largeText = 250_000;
const largeDebounceMilliseconds = 250;
/** Types are read once a person pauses, which is longer than between two keys. */
const quietMilliseconds = 800;
const mostPerFile = 250;
const mostInAll = 5000;

export interface SessionOptions {
  readonly connection: Connection;
  /** The folder that a policy's parents may not leave. */
  readonly boundary: string;
  readonly page: (rule: string) => string | undefined;
  /** Called after each analysis, and with the error of one that failed. */
  readonly onAnalysed: (error?: unknown) => void;
  readonly progress: () => ScanProgress;
  /** Megabytes of heap above which only open files are judged. */
  readonly memoryLimit: () => number | undefined;
  /** Whether what the baseline accepts is published, too, as hints. */
  readonly showsBaselined: () => boolean;
}

/** One workspace root in the editor: its engine, what is open, and what was published. */
export class Session implements Documents {
  readonly root: string;
  readonly #assembly: Assembly;
  readonly #options: SessionOptions;
  readonly #openUris = new Map<string, { readonly uri: string; version: number }>();
  readonly #published = new Map<string, number>();
  readonly #lines = new Map<string, LineTable>();
  /** Documents that may have other lines than at the last analysis. */
  readonly #touched = new Set<string>();
  readonly #deepRun = new QuietRun(quietMilliseconds, (isVoid) => this.#deepen(isVoid));
  readonly #aboutChange = new ChangeFindings();
  /** Documents that lost findings about the change because somebody typed in them. */
  readonly #outdated = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isStale = true;
  #isClosed = false;
  /** What the change does to contracts, as it was last judged; undefined where it was not. */
  contractChanges: ContractChanges | undefined;
  /** How long the first analysis took, in milliseconds; undefined before. */
  scanMilliseconds: number | undefined;
  /** How long the last analysis after it took, in milliseconds; undefined before. */
  changeMilliseconds: number | undefined;
  /** How long it took to read the types of what is open, in milliseconds; undefined where nothing needs them. */
  typesMilliseconds: number | undefined;

  constructor(root: string, options: SessionOptions) {
    this.root = root;
    this.#options = options;
    const mostMegabytes = options.memoryLimit();
    this.#assembly = assemble(root, {
      boundary: options.boundary,
      keepsLastGoodPolicy: true,
      yields: true,
      contractChanges: () => this.contractChanges,
      cache: { env: process.env, by: 'time' },
      ...(mostMegabytes !== undefined && { mostMegabytes }),
    });
  }

  /** The folder that a policy's parents may not leave. */
  get boundary(): string {
    return this.#options.boundary;
  }

  get workspace(): Assembly['workspace'] {
    return this.#assembly.workspace;
  }

  get assembly(): Assembly {
    return this.#assembly;
  }

  get fixTools(): Assembly['fixTools'] {
    return this.#assembly.fixTools;
  }

  /** The path of an absolute file below the root, relative POSIX. */
  pathOf(absolute: string): string | undefined {
    return below(this.root, absolute);
  }

  /** The path of a document above the root that says who owns what below. */
  ownersPath(absolute: string): string | undefined {
    const path = fromRoot(this.root, absolute);
    return this.workspace.facts().owners.reads(path) ? path : undefined;
  }

  /** Unsaved text of an open document. */
  setText(path: string, uri: string, version: number, text: string): void {
    this.#openUris.set(path, { uri, version });
    this.#touched.add(path);
    if (this.#aboutChange.at(path).length > 0 && this.#isOther(path, text) && this.#aboutChange.drop(path))
      this.#outdated.add(path);
    this.workspace.setText(path, text);
    this.#schedule(text.length > largeText ? largeDebounceMilliseconds : debounceMilliseconds);
  }

  close(path: string): void {
    this.#openUris.delete(path);
    this.#touched.add(path);
    this.workspace.setText(path, undefined);
    this.#schedule();
  }

  touch(path: string): void {
    this.#touched.add(path);
    this.workspace.touch(path);
    this.#schedule();
  }

  /** Resolves when the findings are those of the text on screen. */
  async settled(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while ((this.#isStale || this.#running) && !this.#isClosed) {
      this.#running ??= this.#analyse();
      await this.#running;
    }
  }

  /** Resolves when the workspace has been read once; what is typed since then may not be judged yet. */
  async scanned(): Promise<void> {
    if (this.scanMilliseconds === undefined) await this.settled();
  }

  /** Publishes the findings as they are: what is wanted of them has changed. */
  publishAgain(): void {
    this.#publishAll(
      new Set([
        ...this.#published.keys(),
        ...this.workspace.findings().map(({ path }) => path),
        ...this.#aboutChange.paths,
      ]),
    );
  }

  /** Ends the session and clears what it published. */
  dispose(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#deepRun.end();
    this.#assembly.end();
    for (const path of [...this.#published.keys()]) this.#send(path, 0);
    if (this.scanMilliseconds !== undefined) this.workspace.save();
  }

  lines(path: string): LineTable {
    const known = this.#lines.get(path);
    if (known) return known;
    const result = this.workspace.read(path);
    const table = result.ok ? createLineTable(result.text) : emptyLines;
    this.#lines.set(path, table);
    return table;
  }

  uri(path: string): string {
    return this.#openUris.get(path)?.uri ?? uriOfPath(absoluteOf(this.root, path));
  }

  /** True for an open document whose text is not that on disk. */
  isUnsaved(path: string): boolean {
    const shown = this.workspace.overlays.get(path);
    if (shown === undefined) return false;
    const disk = this.#assembly.readDisk(path);
    return !disk.ok || disk.text !== shown;
  }

  /** Findings of one document: those of the check, and those about the change as it was last judged. */
  findingsAt(path: string): readonly Finding[] {
    return this.#aboutChange.over(path, this.workspace.findingsAt(path));
  }

  /** Shows what is found of the change, in place of what was found of it before; `contracts` is what it does to them. */
  showChange(findings: readonly Finding[], contracts?: ContractChanges): void {
    this.contractChanges = contracts;
    this.#outdated.clear();
    this.#publishAll(this.#aboutChange.replace(findings, (path) => this.workspace.findingsAt(path)));
  }

  /** Documents that are open, in the order of their opening. */
  get openPaths(): readonly string[] {
    return [...this.#openUris.keys()];
  }

  /** The version of an open document that the findings stand on. */
  version(path: string): number | undefined {
    return this.#openUris.get(path)?.version;
  }

  page(rule: string): string | undefined {
    return this.#options.page(rule);
  }

  /** A document that is opened mostly says what the disk says. */
  #isOther(path: string, text: string): boolean {
    const shown = this.workspace.read(path);
    return !shown.ok || shown.text !== text;
  }

  #schedule(milliseconds = debounceMilliseconds): void {
    this.#isStale = true;
    this.#deepRun.note();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.settled(), milliseconds);
  }

  async #analyse(): Promise<void> {
    this.#isStale = false;
    const started = performance.now();
    const progress = this.#options.progress();
    try {
      this.#publishAll(
        await this.workspace.refresh({
          onOpenJudged: (changed) => this.#publishAll(changed),
          onProgress: progress.tell,
          isCancelled: () => this.#isClosed || progress.isCancelled(),
        }),
      );
      const outdated = new Set(this.#outdated);
      this.#outdated.clear();
      this.#publishAll(outdated);
      const milliseconds = performance.now() - started;
      if (this.scanMilliseconds === undefined) this.scanMilliseconds = milliseconds;
      else this.changeMilliseconds = milliseconds;
      this.#options.onAnalysed();
    } catch (thrown) {
      this.#options.onAnalysed(thrown);
    } finally {
      progress.end();
      this.#running = undefined;
    }
    // Whoever waits for the findings has them by now.
    if (this.changeMilliseconds === undefined && !this.#isClosed) setImmediate(() => this.workspace.save());
  }

  /** Judges the open documents by types, in a thread of its own; a change in the meantime makes it void. */
  async #deepen(isVoid: () => boolean): Promise<void> {
    try {
      await this.settled();
      const open = [...this.#openUris.keys()];
      if (isVoid() || !this.workspace.deep.isNeeded(open)) return;
      const started = performance.now();
      const changed = await this.workspace.deep.run(open, { isCancelled: isVoid });
      if (!changed || this.#isClosed) return;
      this.typesMilliseconds = performance.now() - started;
      this.#publishAll(changed);
      this.#options.onAnalysed();
    } catch (thrown) {
      this.#options.onAnalysed(thrown);
    }
  }

  #publishAll(changed: ReadonlySet<string>): void {
    this.#forgetLines();
    if (!this.#isClosed) for (const path of changed) this.#publish(path);
  }

  /** Findings refer to the policy at every key, so that its lines are kept as long as it is not touched. */
  #forgetLines(): void {
    const policies = new Set(this.workspace.policies.flatMap(({ inputs }) => inputs));
    for (const path of [...this.#lines.keys()]) {
      if (this.#touched.has(path) || !policies.has(path)) this.#lines.delete(path);
    }
    this.#touched.clear();
  }

  #publish(path: string): void {
    let others = 0;
    for (const [other, count] of this.#published) if (other !== path) others += count;
    this.#send(path, Math.min(mostPerFile, Math.max(mostInAll - others, 0)));
  }

  #send(path: string, most: number): void {
    const findings = most === 0 ? [] : this.findingsAt(path);
    const diagnostics = toDiagnostics(findings, this, most, this.#options.showsBaselined());
    const version = this.#openUris.get(path)?.version;
    if (diagnostics.length > 0) this.#published.set(path, diagnostics.length);
    else if (!this.#published.delete(path)) return;
    void this.#options.connection.sendDiagnostics({
      uri: this.uri(path),
      diagnostics,
      ...(version !== undefined && { version }),
    });
  }
}
