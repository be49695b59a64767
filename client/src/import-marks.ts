import { Disposable, extensions, type TextDocument, Uri, workspace } from 'vscode';
import {
  type Boundaries,
  type PluginConfiguration,
  pluginName,
} from '../../server/src/protocol/boundaries.ts';
import { sourceLanguages } from './policy-watch.ts';

/** What the built-in TypeScript extension offers to others. */
interface TypeScriptExtension {
  getAPI(
    version: 0,
  ): { configurePlugin(pluginId: string, configuration: PluginConfiguration): void } | undefined;
}

const setting = 'parapet.markImports';

/**
 * Hands what the server says of boundaries to our plugin in the editor's TypeScript server, which marks completions with
 * it. Nothing is handed over, and nothing woken, before there is something to say and a document to say it in.
 */
export class ImportMarks implements Disposable {
  readonly #listeners: Disposable;
  #boundaries: readonly Boundaries[] | undefined;
  /** What the plugin has by now. */
  #given: readonly Boundaries[] = [];

  constructor() {
    this.#listeners = Disposable.from(
      workspace.onDidOpenTextDocument((document) => {
        if (isOurs(document)) this.#give();
      }),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(setting)) this.#give();
      }),
    );
  }

  show(boundaries: readonly Boundaries[]): void {
    this.#boundaries = boundaries.map((one) => ({ ...one, root: slashed(Uri.parse(one.root)) }));
    this.#give();
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  #give(): void {
    const isWanted = workspace.getConfiguration().get(setting, true);
    const wanted = isWanted ? (this.#boundaries ?? []) : [];
    const isKnown = wanted === this.#given || wanted.length + this.#given.length === 0;
    if (isKnown || !workspace.textDocuments.some(isOurs)) return;
    this.#given = wanted;
    configure({ boundaries: wanted }).catch(() => {
      this.#given = [];
    });
  }
}

function isOurs({ languageId }: TextDocument): boolean {
  return sourceLanguages.includes(languageId);
}

/** The plugin compares with paths of the TypeScript server, which have slashes everywhere. */
function slashed(uri: Uri): string {
  return uri.fsPath.replaceAll('\\', '/');
}

/** Without the extension, or in one that speaks to the native TypeScript server, there is nobody to mark anything. */
async function configure(configuration: PluginConfiguration): Promise<void> {
  const extension = extensions.getExtension<TypeScriptExtension>('vscode.typescript-language-features');
  const api = (await extension?.activate())?.getAPI(0);
  api?.configurePlugin(pluginName, configuration);
}
