import type { BaselineEntry } from '../format/baseline.ts';
import type { Notice } from '../model/finding.ts';
import type { SourceFile, WorkspaceFacts } from '../model/rule.ts';
import type { Baseline } from './baseline.ts';
import type { FileTable } from './file-table.ts';
import type { Findings } from './findings.ts';
import { type DeepWatch, Inferences, isTyped } from './inferences.ts';
import type { EngineParts } from './parts.ts';
import type { Resolutions } from './resolutions.ts';
import type { RuleRuns } from './rule-runs.ts';
import type { Sources } from './sources.ts';

/** What deep runs take part in. */
export interface DeepSurroundings {
  readonly sources: Sources;
  readonly resolutions: Resolutions;
  readonly files: FileTable;
  readonly baseline: Baseline;
  readonly runs: RuleRuns;
  readonly findings: Findings;
  facts(): WorkspaceFacts;
}

/** Judges by types, which a compiler has to infer and which nobody waits for. */
export class DeepRuns {
  readonly #parts: EngineParts;
  readonly #around: DeepSurroundings;
  readonly #inferences: Inferences;

  constructor(parts: EngineParts, around: DeepSurroundings) {
    this.#parts = parts;
    this.#around = around;
    this.#inferences = new Inferences(parts, around.sources, around.resolutions);
  }

  /**
   * Judges exactly these files, as far as some rule asks about their types, or all. Returns the documents whose findings
   * changed; undefined when it was cancelled or overtaken by a change.
   */
  async run(
    paths: readonly string[] | undefined,
    watch: DeepWatch = {},
  ): Promise<ReadonlySet<string> | undefined> {
    const { findings, facts } = this.#around;
    const files = this.files(paths);
    const isDone = await this.#inferences.read(files, paths === undefined, facts(), watch);
    return isDone ? findings.judgeTypes(this.#inferences.types, facts()) : undefined;
  }

  /** True when some rule asks about the types of one of these files, or has asked about others. */
  isNeeded(paths: readonly string[]): boolean {
    return this.#inferences.types.size > 0 || this.files(paths).length > 0;
  }

  /** The files whose types some rule asks about: of these, or of all. */
  files(paths?: readonly string[]): readonly SourceFile[] {
    const { files, runs } = this.#around;
    const asked = paths?.flatMap((path) => files.at(path) ?? []) ?? files.ordered;
    return asked.filter((file) => isTyped(file.path) && runs.wantsTypes(file));
  }

  /** True for a rule that has not said all it has to say: a deep one, unless every file's types are known. */
  isUnasked(id: string): boolean {
    const rule = this.#parts.rules.find((candidate) => candidate.id === id);
    return rule?.scope === 'deep' && !this.#inferences.isWhole;
  }

  /** What the baseline of a folder lists for rules that did not run, and that must stay listed. */
  unaskedEntries(folder: string): readonly BaselineEntry[] {
    return this.#around.baseline.listed(folder, (rule) => this.isUnasked(rule));
  }

  get notices(): readonly Notice[] {
    return this.#inferences.notices;
  }

  /** Forgets everything: policies are not what they were, or, on other ground, files or configurations. */
  clear(isOtherGround: boolean): void {
    this.#inferences.clear(isOtherGround);
  }

  /** Forgets those of these files that say something else by now; returns the documents whose findings changed. */
  forgetChanged(paths: Iterable<string>): ReadonlySet<string> {
    if (!this.#inferences.forgetChanged(paths)) return new Set();
    return this.#around.findings.judgeTypes(this.#inferences.types, this.#around.facts());
  }
}
