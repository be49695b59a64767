import { commands, Disposable, EventEmitter, Uri, ViewColumn, window, workspace } from 'vscode';
import type { Explanation } from '../../server/src/protocol.ts';
import { explanationPath } from './explanation-path.ts';

const scheme = 'parapet-explanation';

/** Read-only Markdown documents with the answers of Explain, shown beside the source. */
export class ExplanationPreview implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changes = new EventEmitter<Uri>();
  readonly #listeners: Disposable;

  constructor() {
    this.#listeners = Disposable.from(
      this.#changes,
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.#changes.event,
        provideTextDocumentContent: (uri) =>
          this.#texts.get(uri.toString()) ?? 'This explanation is gone. Run *Parapet: Explain* again.',
      }),
    );
  }

  async show(explanation: Explanation): Promise<void> {
    const uri = Uri.from({ scheme, path: explanationPath(explanation.title) });
    this.#texts.set(uri.toString(), explanation.markdown);
    this.#changes.fire(uri);
    try {
      await commands.executeCommand('markdown.showPreviewToSide', uri);
    } catch {
      // The built-in Markdown extension can be switched off.
      await window.showTextDocument(uri, {
        viewColumn: ViewColumn.Beside,
        preview: true,
        preserveFocus: true,
      });
    }
  }

  dispose(): void {
    this.#listeners.dispose();
  }
}
