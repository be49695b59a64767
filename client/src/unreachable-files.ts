import {
  type Disposable,
  EventEmitter,
  type FileDecoration,
  type FileDecorationProvider,
  ThemeColor,
  Uri,
  window,
} from 'vscode';
import { changedUris } from './changed-uris.ts';

const decoration: FileDecoration = {
  badge: '∅',
  color: new ThemeColor('disabledForeground'),
  tooltip: 'No entry reaches this file',
  propagate: false,
};

/** Marks the files that no entry reaches in the Explorer; registered when there is the first one. */
export class UnreachableFiles implements FileDecorationProvider, Disposable {
  readonly #changes = new EventEmitter<Uri[]>();
  readonly onDidChangeFileDecorations = this.#changes.event;
  #uris: ReadonlySet<string> = new Set();
  #registration: Disposable | undefined;

  /** @param uris the whole list, as the server writes them */
  show(uris: readonly string[]): void {
    // The editor writes some characters of an address otherwise than the server does.
    const next = new Set(uris.map((uri) => Uri.parse(uri).toString()));
    const changed = changedUris(this.#uris, next);
    this.#uris = next;
    if (changed.length === 0) return;
    if (this.#registration === undefined) this.#registration = window.registerFileDecorationProvider(this);
    else this.#changes.fire(changed.map((uri) => Uri.parse(uri)));
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    return this.#uris.has(uri.toString()) ? decoration : undefined;
  }

  dispose(): void {
    this.#registration?.dispose();
    this.#changes.dispose();
  }
}
