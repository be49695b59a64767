import {
  type Disposable,
  type DocumentFilter,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
  RelativePattern,
} from 'vscode';
import type { ServerStatus } from '../../server/src/protocol.ts';
import { policyName } from './policy-search.ts';
import { sourceLanguages } from './policy-watch.ts';
import { type StatusText, statusText } from './status-text.ts';

const severities = {
  information: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
} as const satisfies Record<StatusText['severity'], LanguageStatusSeverity>;

const actions = {
  'show-log': { title: 'Show Log', command: 'parapet.showLog' },
  restart: { title: 'Restart Server', command: 'parapet.restartServer' },
} as const;

/** The server's state, the counts and the time of the last analysis, shown on documents under a policy. */
export class StatusItem implements Disposable {
  readonly #item: LanguageStatusItem;
  #clock = '';

  constructor() {
    this.#item = languages.createLanguageStatusItem('parapet.status', []);
    this.#item.name = 'Parapet';
  }

  /** @param folders absolute paths of the folders that have a policy */
  showIn(folders: readonly string[]): void {
    this.#item.selector = folders.flatMap(documentsBelow);
  }

  show(status: ServerStatus): void {
    if (status.state === 'ready' || status.state === 'incomplete')
      this.#clock = new Date().toLocaleTimeString();
    const shown = statusText(status, this.#clock);
    this.#item.text = shown.text;
    this.#item.detail = shown.detail;
    this.#item.severity = severities[shown.severity];
    this.#item.busy = shown.isBusy;
    this.#item.command = actions[shown.action];
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function documentsBelow(folder: string): DocumentFilter[] {
  return [
    ...sourceLanguages.map((language) => ({
      scheme: 'file',
      language,
      pattern: new RelativePattern(folder, '**'),
    })),
    { scheme: 'file', pattern: new RelativePattern(folder, `**/${policyName}`) },
  ];
}
