import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Disposable, EventEmitter, type TextDocument, type Uri, workspace } from 'vscode';
import { findPolicyFolder, policyName } from './policy-search.ts';

export const sourceLanguages: readonly string[] = [
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
];

/** Says which folders have a policy: at the start, with every source document that opens, and when a policy appears. */
export class PolicyWatch implements Disposable {
  readonly #found = new EventEmitter<string>();
  readonly #folders = new Set<string>();
  readonly #listeners: Disposable;

  /** Fires once for each absolute folder path. */
  readonly onFound = this.#found.event;

  constructor() {
    const created = workspace.createFileSystemWatcher(`**/${policyName}`, false, true, true);
    this.#listeners = Disposable.from(
      this.#found,
      created,
      created.onDidCreate((uri) => this.#appeared(uri)),
      workspace.onDidOpenTextDocument((document) => this.#lookUpFrom(document)),
      workspace.onDidSaveTextDocument((document) => this.#appeared(document.uri)),
      workspace.onDidChangeWorkspaceFolders(({ added }) => {
        for (const folder of added) this.#lookUp(folder.uri, folder.uri.fsPath);
      }),
    );
  }

  /** Absolute paths of the folders found so far. */
  get folders(): readonly string[] {
    return [...this.#folders].sort();
  }

  /** Looks from the workspace folders and the open documents. */
  scan(): void {
    for (const folder of workspace.workspaceFolders ?? []) this.#lookUp(folder.uri, folder.uri.fsPath);
    for (const document of workspace.textDocuments) this.#lookUpFrom(document);
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  #lookUpFrom(document: TextDocument): void {
    const isOurs =
      sourceLanguages.includes(document.languageId) || path.basename(document.fileName) === policyName;
    if (isOurs) this.#lookUp(document.uri, path.dirname(document.fileName));
  }

  #lookUp(uri: Uri, folder: string): void {
    if (uri.scheme !== 'file') return;
    findPolicyFolder(folder, probe).then((found) => {
      if (found !== undefined) this.#add(found);
    });
  }

  #appeared(uri: Uri): void {
    const isOurs = uri.scheme === 'file' && path.basename(uri.fsPath) === policyName;
    if (isOurs && !uri.path.includes('/node_modules/')) this.#add(path.dirname(uri.fsPath));
  }

  #add(folder: string): void {
    if (this.#folders.has(folder)) return;
    this.#folders.add(folder);
    this.#found.fire(folder);
  }
}

async function probe(absolutePath: string): Promise<'file' | 'folder' | 'none'> {
  try {
    return (await stat(absolutePath)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'none';
  }
}
