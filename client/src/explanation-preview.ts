import { commands, Disposable, EventEmitter, Uri, ViewColumn, window, workspace } from 'vscode';
import type { Explanation } from '../../server/src/protocol.ts';
import { explanationPath } from './explanation-path.ts';

const scheme = 'parapet-explanation';

/** Read-only Markdown documents: the answers of Explain, shown beside the source, and pages of their own. */
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
          this.#texts.get(uri.toString()) ?? 'This text is gone. Run the command again.',
      }),
    );
  }

  async show(explanation: Explanation, where: 'beside' | 'here' = 'beside'): Promise<void> {
    const uri = Uri.from({ scheme, path: explanationPath(explanation.title) });
    this.#texts.set(uri.toString(), explanation.markdown);
    this.#changes.fire(uri);
    try {
      await commands.executeCommand(
        where === 'beside' ? 'markdown.showPreviewToSide' : 'markdown.showPreview',
        uri,
      );
    } catch {
      // The built-in Markdown extension can be switched off.
      await window.showTextDocument(uri, {
        viewColumn: where === 'beside' ? ViewColumn.Beside : ViewColumn.Active,
        preview: true,
        preserveFocus: true,
      });
    }
  }

  dispose(): void {
    this.#listeners.dispose();
  }
}
