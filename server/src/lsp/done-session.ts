import { createDoneCheck } from '../change/done-here.ts';
import { wholeGates } from '../gating/changed-since.ts';
import { type BlobTexts, createBlobTexts } from '../host/base-texts.ts';
import { readChange } from '../host/change-scope.ts';
import { modifiedAt } from '../host/evidence-files.ts';
import type { ChangeOutcome } from '../model/change.ts';
import type { DoneResult } from '../model/done-result.ts';
import type { Report } from '../model/evidence.ts';
import type { Cancellation } from '../model/host.ts';
import type { ItemFacts } from '../model/item.ts';
import { MeasuredTexts } from './measured-texts.ts';
import type { Session } from './session.ts';

const gates = ['coverage', ...wholeGates] as const;

/** A change as it was judged. */
export interface JudgedDone {
  readonly result: DoneResult;
  /** By the policy's path: what actions on an item rest on. */
  readonly facts: readonly ItemFacts[];
  /** Why there is no change to judge, in one sentence. */
  readonly problem?: string;
}

/** The Definition of Done of one root in the editor: asked for by a person, and kept up to date at rest. */
export class DoneSession {
  readonly #session: Session;
  readonly #blobs: BlobTexts = createBlobTexts();
  readonly #measured: MeasuredTexts;
  readonly #asked: ReturnType<typeof createDoneCheck>;
  readonly #atRest: ReturnType<typeof createDoneCheck>;
  #facts: readonly ItemFacts[] = [];

  constructor(session: Session) {
    this.#session = session;
    const { assembly, root } = session;
    const modified = (path: string) => (session.isUnsaved(path) ? Date.now() : modifiedAt(root, path));
    const text = (path: string) => {
      const result = session.workspace.read(path);
      return result.ok ? result.text : undefined;
    };
    this.#measured = new MeasuredTexts({ text, modified });
    const memory = {};
    this.#asked = createDoneCheck(assembly, { isFresh: false, modified, memory });
    this.#atRest = createDoneCheck(assembly, {
      ...{ isFresh: false, modified, memory },
      hunksSince: (path, time) => this.#measured.hunksSince(path, time),
    });
  }

  /**
   * Judges the change as it is on screen; `isAsked`: a person asked, so that what is pending is unknown. Undefined when
   * it was cancelled.
   */
  async judge(isAsked: boolean, cancelled?: Cancellation): Promise<JudgedDone | undefined> {
    await this.#session.settled();
    if (cancelled?.aborted) return undefined;
    const change = await this.#change(cancelled);
    if (change.ok) this.#measured.begin(change.change);
    const outcome = await (isAsked ? this.#asked : this.#atRest).run(change, cancelled);
    if (!outcome.ok) return undefined;
    const { result, facts, contracts } = outcome;
    this.#facts = facts;
    this.#noteMeasured(change);
    this.#session.showChange(
      facts.flatMap(({ changeFindings }) => changeFindings),
      contracts,
    );
    return { result, facts, ...(!change.ok && { problem: change.message }) };
  }

  #change(cancelled: Cancellation | undefined): Promise<ChangeOutcome> {
    const { root, workspace } = this.#session;
    const policyBase = workspace.policies.find((policy) => policy.base)?.base?.text;
    const unsaved = new Map([...workspace.overlays].filter(([path]) => this.#session.isUnsaved(path)));
    return readChange({ root, policyBase, env: process.env, unsaved, blobs: this.#blobs, cancelled });
  }

  #noteMeasured(outcome: ChangeOutcome): void {
    const [first] = this.#facts;
    if (!outcome.ok || !first) return;
    const reports = this.#facts.flatMap(({ evidence }) =>
      gates.flatMap((gate): readonly Report<unknown>[] => evidence[gate]?.reports ?? []),
    );
    const times = [...new Set(reports.map(({ modified }) => modified))];
    this.#measured.note(times, outcome.change, (path) => first.baseText(path));
  }
}
