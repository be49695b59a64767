import { count } from '../model/words.ts';
import type { EditorMessage, JudgedChange, PolicyChange } from '../protocol/architecture.ts';
import { button, element } from './elements.ts';
import type { Surroundings } from './surroundings.ts';

interface Proposal {
  readonly change: PolicyChange;
  /** Undefined while it is judged. */
  readonly judged?: JudgedChange;
}

/** One change of the policy that a person is asked about before it is written. */
export class Proposals {
  readonly #surroundings: Surroundings;
  readonly #place = document.getElementById('proposal') as HTMLElement;
  readonly #say: (sentence: string) => void;
  /** Called when a change was written. */
  onWritten: () => void = () => undefined;
  #current: Proposal | undefined;

  constructor(surroundings: Surroundings, say: (sentence: string) => void) {
    this.#surroundings = surroundings;
    this.#say = say;
  }

  /** Asks the editor what a change would find; nothing is written. */
  propose(change: PolicyChange): void {
    if (!this.#surroundings.canWrite) return;
    this.#current = { change };
    this.#draw();
    this.#surroundings.send({ kind: 'judge', change });
  }

  hear(message: EditorMessage): void {
    if (
      message.kind === 'judged' &&
      JSON.stringify(message.change) === JSON.stringify(this.#current?.change)
    ) {
      const { change, judged } = message;
      this.#current = { change, judged };
      this.#draw();
      this.#say(judged.ok ? `${judged.sentence} ${effectOf(judged)}` : judged.reason);
    }
    if (message.kind === 'written') this.#finish(message.reason);
  }

  #finish(reason: string | undefined): void {
    if (reason !== undefined && this.#current) {
      this.#current = { ...this.#current, judged: { ok: false, reason } };
    } else {
      this.#current = undefined;
      this.onWritten();
    }
    this.#draw();
    this.#say(reason ?? 'Written to the policy.');
  }

  #cancel(): void {
    this.#current = undefined;
    this.#draw();
    this.#say('Nothing was written.');
  }

  #draw(): void {
    this.#place.hidden = this.#current === undefined;
    this.#place.replaceChildren(...(this.#current ? this.#content(this.#current) : []));
    this.#place.querySelector<HTMLElement>('.primary')?.focus();
  }

  #content({ change, judged }: Proposal): readonly Node[] {
    const cancel = button('Cancel', () => this.#cancel());
    if (!judged) return [element('p', {}, 'Judging the change …'), actions(cancel)];
    if (!judged.ok) return [element('p', {}, judged.reason), actions(cancel)];
    const write = () => this.#surroundings.send({ kind: 'write', change });
    return [
      element('h2', {}, 'Preview'),
      element('p', {}, judged.sentence),
      element('p', { class: judged.addedCount > 0 ? 'bad' : undefined }, effectOf(judged)),
      actions(button('Write to the policy', write, { class: 'primary' }), cancel),
      ...(judged.addedCount > 0 ? [this.#added(judged)] : []),
    ];
  }

  #added({ added, addedCount }: Extract<JudgedChange, { ok: true }>): HTMLElement {
    const rows = added.map(({ message, path, line, column }) =>
      element('li', {}, `${message} `, this.#surroundings.opener(path, `${path}:${line}`, { line, column })),
    );
    const more = addedCount > rows.length ? [element('li', {}, `and ${addedCount - rows.length} more`)] : [];
    return element('ul', { class: 'findings' }, ...rows, ...more);
  }
}

/** What a change would do, one sentence. */
function effectOf(judged: Extract<JudgedChange, { ok: true }>): string {
  const { today, proposed, addedCount, removedCount } = judged;
  if (addedCount + removedCount === 0) return `No finding more or less: ${count(today, 'finding')}.`;
  const parts = [
    ...(addedCount > 0 ? [`${addedCount} new`] : []),
    ...(removedCount > 0 ? [`${removedCount} gone`] : []),
  ];
  return `${count(proposed, 'finding')} in place of ${today}: ${parts.join(', ')}.`;
}

function actions(...buttons: readonly HTMLElement[]): HTMLElement {
  return element('p', { class: 'actions' }, ...buttons);
}
