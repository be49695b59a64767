import { settle } from '../change/settle.ts';
import { uriOfPath } from '../host/file-uri.ts';
import type { Cancellation } from '../model/host.ts';
import { createLineTable } from '../model/line-table.ts';
import type { DoneView, Settled, SettleParams } from '../protocol/done.ts';
import { DoneSession } from './done-session.ts';
import { declaresDone, doneView } from './done-view.ts';
import { QuietRun } from './quiet-run.ts';
import type { Session } from './session.ts';

/** Longer than types wait: git and the reports are read again. */
const quietMilliseconds = 1000;

/** The change of one session: judged when it is asked for, and again whenever the editor is at rest after a change. */
export class FollowedChange {
  readonly session: Session;
  readonly #done: DoneSession;
  readonly #tell: (view: DoneView) => void;
  readonly #complain: (thrown: unknown) => void;
  readonly #quiet = new QuietRun(quietMilliseconds, (isVoid) => this.#judgeAtRest(isVoid));
  /** Whoever comes later waits for it. */
  #last: Promise<unknown> = Promise.resolve();
  #atRest: AbortController | undefined;
  #told = '';
  #isEnded = false;

  /** `tell` is called with each view that says something else than the one before. */
  constructor(session: Session, tell: (view: DoneView) => void, complain: (thrown: unknown) => void) {
    this.session = session;
    this.#done = new DoneSession(session);
    this.#tell = tell;
    this.#complain = complain;
  }

  /** Notes a change: what is judged at rest is void, and is judged again after a pause. */
  note(): void {
    if (this.#isEnded) return;
    this.#atRest?.abort();
    this.#quiet.note();
  }

  /** Somebody types: what is judged at rest is void, and the analysis that follows is noted. */
  interrupt(): void {
    this.#atRest?.abort();
  }

  /** Judges at once. Undefined when it was cancelled. */
  async ask(isAsked: boolean, cancelled: Cancellation): Promise<DoneView | undefined> {
    this.#atRest?.abort();
    const view = await this.#alone(async () => {
      await this.session.settled();
      // What was typed until now is part of the answer.
      this.#quiet.end();
      return this.#view(isAsked, cancelled);
    });
    if (view) this.#told = JSON.stringify(view);
    else this.note();
    return view;
  }

  /** What settling an item by hand writes, for the contents as they are on screen. */
  async settle({ item, by, how }: SettleParams): Promise<Settled> {
    this.#atRest?.abort();
    const judged = await this.#alone(() => this.#done.judge(false));
    this.note();
    if (!judged) return { ok: false, reason: 'The change was not judged.' };
    if (judged.problem !== undefined) return { ok: false, reason: judged.problem };
    const settlement = settle(judged.facts, { item, by, how });
    if (typeof settlement === 'string') return { ok: false, reason: settlement };
    const { record, way } = settlement;
    if ('refused' in way) return { ok: false, reason: way.refused };
    const lines = createLineTable(record.text ?? '');
    const version = this.session.version(record.path);
    const created = way.creates?.[0]?.text;
    return {
      ok: true,
      uri: this.session.uri(record.path),
      ...(created !== undefined && { created }),
      ...(version !== undefined && { version }),
      edits: way.edits.map(({ start, end, text }) => ({
        start: lines.position(start),
        end: lines.position(end),
        text,
      })),
    };
  }

  end(): void {
    this.#isEnded = true;
    this.#quiet.end();
    this.#atRest?.abort();
  }

  async #judgeAtRest(isVoid: () => boolean): Promise<void> {
    const controller = new AbortController();
    this.#atRest = controller;
    try {
      const view = await this.#alone(async () =>
        isVoid() || controller.signal.aborted ? undefined : this.#view(false, controller.signal),
      );
      if (!view || this.#isEnded) return;
      const text = JSON.stringify(view);
      if (text === this.#told) return;
      this.#told = text;
      this.#tell(view);
    } catch (thrown) {
      this.#complain(thrown);
    }
  }

  async #view(isAsked: boolean, cancelled: Cancellation): Promise<DoneView | undefined> {
    const judged = await this.#done.judge(isAsked, cancelled);
    const { root, workspace } = this.session;
    const isDeclared = declaresDone(workspace);
    return judged && doneView(judged, this.session, { folder: uriOfPath(root), isDeclared });
  }

  /** Never two at once: they would share what is remembered of reports. */
  #alone<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    const answer = this.#last.then(run);
    this.#last = answer.catch(() => undefined);
    return answer;
  }
}
