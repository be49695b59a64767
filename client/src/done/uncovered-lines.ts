import {
  Disposable,
  OverviewRulerLane,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { DoneViews } from './done-views.ts';

const setting = 'parapet.showUncovered';

/** Marks the added lines that no test has run, in every editor that shows one. */
export class UncoveredLines implements Disposable {
  readonly #views: DoneViews;
  readonly #listeners: Disposable;
  #lines: ReadonlyMap<string, readonly number[]> = new Map();
  #decoration: TextEditorDecorationType | undefined;

  constructor(views: DoneViews) {
    this.#views = views;
    this.#listeners = Disposable.from(
      views.onChange(() => this.#read()),
      window.onDidChangeVisibleTextEditors((editors) => this.#draw(editors)),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(setting)) this.#read();
      }),
    );
    this.#read();
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#decoration?.dispose();
  }

  #read(): void {
    const isOn = workspace.getConfiguration().get(setting, true);
    const told = isOn ? this.#views.all.flatMap(({ view }) => view.uncovered) : [];
    // The editor writes some characters of an address otherwise than the server does.
    this.#lines = new Map(told.map(({ uri, lines }) => [Uri.parse(uri).toString(), lines]));
    this.#draw(window.visibleTextEditors);
  }

  #draw(editors: readonly TextEditor[]): void {
    if (this.#lines.size === 0 && this.#decoration === undefined) return;
    this.#decoration ??= window.createTextEditorDecorationType({
      isWholeLine: true,
      overviewRulerColor: new ThemeColor('parapet.uncoveredLine'),
      overviewRulerLane: OverviewRulerLane.Left,
      borderColor: new ThemeColor('parapet.uncoveredLine'),
      borderStyle: 'solid',
      borderWidth: '0 0 0 3px',
    });
    for (const editor of editors) {
      const lines = this.#lines.get(editor.document.uri.toString()) ?? [];
      const options = lines.map((line) => ({
        range: new Range(line, 0, line, 0),
        hoverMessage: 'Parapet: no test has run this added line.',
      }));
      editor.setDecorations(this.#decoration, options);
    }
  }
}
