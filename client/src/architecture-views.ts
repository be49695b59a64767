import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import {
  type Disposable,
  Position,
  Range,
  Uri,
  ViewColumn,
  type WebviewPanel,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import {
  type Architecture,
  architectureRequest,
  type EditorMessage,
  type JudgedChange,
  judgeChangeRequest,
  type PageMessage,
  type PolicyChange,
} from '../../server/src/protocol/architecture.ts';
import type { Session } from './session.ts';

/** Several analyses may follow each other closely; the picture follows the last. */
const debounceMilliseconds = 400;

/** The architecture of some folders, each in a view that follows what is on screen. */
export class ArchitectureViews implements Disposable {
  readonly #session: Session;
  readonly #views = new Map<string, ArchitectureView>();
  readonly #listener: Disposable;

  constructor(session: Session) {
    this.#session = session;
    this.#listener = session.onStatus(() => {
      for (const view of this.#views.values()) if (view.isGoverned) view.follow();
    });
  }

  /** Shows the view of a folder; resolves once it is drawn from what the server knows. */
  async show(folder: Uri): Promise<void> {
    const key = folder.toString();
    const known = this.#views.get(key);
    if (known?.isGoverned) return known.reveal();
    const nonce = randomBytes(18).toString('base64');
    const first = await this.#session.request<Architecture | null>(architectureRequest, {
      folder: key,
      nonce,
    });
    if (first === null) throw new Error(`"${basename(folder.fsPath)}" cannot be drawn.`);
    // What was drawn without a policy is drawn anew: there may be one by now.
    known?.dispose();
    const view = new ArchitectureView(this.#session, key, first);
    this.#views.set(key, view);
    view.onClosed(() => {
      if (this.#views.get(key) === view) this.#views.delete(key);
    });
  }

  dispose(): void {
    this.#listener.dispose();
    for (const view of [...this.#views.values()]) view.dispose();
  }
}

class ArchitectureView implements Disposable {
  readonly #session: Session;
  readonly #folder: string;
  readonly #root: Uri;
  readonly #panel: WebviewPanel;
  #shown: Architecture;
  #timer: NodeJS.Timeout | undefined;
  #isStale = false;

  constructor(session: Session, folder: string, first: Architecture) {
    this.#session = session;
    this.#folder = folder;
    this.#root = Uri.parse(first.root);
    this.#shown = first;
    this.#panel = window.createWebviewPanel('parapet.architecture', first.title, ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [],
    });
    this.#panel.webview.onDidReceiveMessage((message: PageMessage) => this.#receive(message));
    this.#panel.onDidChangeViewState(() => {
      if (this.#isStale) this.follow();
    });
    this.#panel.webview.html = first.page ?? '';
  }

  /** Only then the server follows edits; without a policy it would read the folder again for each. */
  get isGoverned(): boolean {
    return this.#shown.isGoverned;
  }

  onClosed(listen: () => void): void {
    this.#panel.onDidDispose(() => {
      clearTimeout(this.#timer);
      listen();
    });
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Asks for the picture again, soon, once however often this is called. */
  follow(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), debounceMilliseconds);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** What cannot be drawn now, because the server stops or starts, is drawn at the next analysis. */
  async #refresh(): Promise<void> {
    this.#isStale = !this.#panel.visible;
    if (this.#isStale || this.#session.status.state === 'stopped') return;
    const params = { folder: this.#folder, shown: this.#shown.name };
    const next = await this.#session
      .request<Architecture | null>(architectureRequest, params)
      .catch(() => null);
    if (next === null) return;
    this.#shown = next;
    this.#send({ kind: 'picture', picture: next.picture });
  }

  async #receive(message: PageMessage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        // A page that was hidden starts again from the first picture.
        return this.#send({ kind: 'picture', picture: this.#shown.picture });
      case 'open':
        return this.#open(message);
      case 'judge':
        return this.#send({
          kind: 'judged',
          change: message.change,
          judged: await this.#judge(message.change),
        });
      case 'write': {
        const reason = await this.#write(message.change);
        return this.#send({ kind: 'written', ...(reason !== undefined && { reason }) });
      }
    }
  }

  #send(message: EditorMessage): void {
    void this.#panel.webview.postMessage(message);
  }

  async #open({ path, line = 1, column = 1 }: Extract<PageMessage, { kind: 'open' }>): Promise<void> {
    if (path.split('/').includes('..')) return;
    const at = new Position(line - 1, column - 1);
    await window.showTextDocument(Uri.joinPath(this.#root, path), {
      ...{ viewColumn: ViewColumn.Beside, preview: true, preserveFocus: true },
      selection: new Range(at, at),
    });
  }

  async #judge(change: PolicyChange): Promise<JudgedChange> {
    try {
      return await this.#session.request<JudgedChange>(judgeChangeRequest, { folder: this.#folder, change });
    } catch (error) {
      return { ok: false, reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Writes what the server would have the policy say now; why not, or undefined when it is written. */
  async #write(change: PolicyChange): Promise<string | undefined> {
    const judged = await this.#judge(change);
    if (!judged.ok) return judged.reason;
    const uri = Uri.parse(judged.uri);
    const document = await workspace.openTextDocument(uri);
    if (judged.version !== undefined && judged.version !== document.version) {
      return 'The policy has changed meanwhile: look at the preview again.';
    }
    const wasDirty = document.isDirty;
    const edit = new WorkspaceEdit();
    for (const { start, end, text } of judged.edits) {
      edit.replace(uri, new Range(start.line, start.character, end.line, end.character), text);
    }
    if (!(await workspace.applyEdit(edit))) return 'The editor did not apply the edit.';
    // Text that nobody had open would stay unsaved without being seen.
    if (!wasDirty) await document.save();
    return undefined;
  }
}
