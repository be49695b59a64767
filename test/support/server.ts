import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const bundles = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'dist');
export const serverBundle = join(bundles, 'server.cjs');
export const commandLineBundle = join(bundles, 'cli.cjs');

const folders: string[] = [];

/** A folder of its own below the system's temporary folder, removed when the process ends. */
export function makeFolder(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'parapet-test-')));
  if (folders.push(folder) === 1) {
    process.once('exit', () => {
      for (const made of folders) rmSync(made, { recursive: true, force: true, maxRetries: 10 });
    });
  }
  for (const [path, text] of Object.entries(files)) writeInto(folder, path, text);
  return folder;
}

export function writeInto(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

export interface StartOptions {
  /** Arguments of the process; default is the server's bundle over standard input and output. */
  readonly argv?: readonly string[];
  readonly folders?: readonly string[];
  readonly commands?: readonly string[];
  /** Default is what our own client sends at least. */
  readonly initializationOptions?: object;
  /** What the client says it can do, besides workspace folders. */
  readonly capabilities?: ClientCapabilities;
  /** The editor completes keys from the JSON Schema itself. */
  readonly hasJsonServer?: boolean;
}

/** The built server in a process of its own, spoken to over standard input and output as an editor does. */
export class TestServer {
  readonly root: string;
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly log: string[] = [];
  initialized!: InitializeResult;
  /** How long `initialize` took from the spawn, in milliseconds. */
  initializeMilliseconds = 0;
  readonly #diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly #versions = new Map<string, number>();
  /** Addresses of each publication, in order. */
  readonly published: string[] = [];
  #wake: () => void = () => {};

  private constructor(root: string, argv: readonly string[]) {
    this.root = root;
    const env = { ...process.env, PARAPET_CACHE: makeFolder({}) };
    this.process = spawn(process.execPath, argv, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    const { stdin, stdout, stderr } = this.process;
    if (!stdin || !stdout || !stderr) throw new Error('The server has no streams.');
    stderr.on('data', (chunk) => this.log.push(String(chunk)));
    this.connection = createProtocolConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
      this.#diagnostics.set(uri, diagnostics);
      this.published.push(uri);
      this.#wake();
    });
    this.connection.onNotification('window/logMessage', ({ message }) => {
      this.log.push(message);
    });
    this.connection.listen();
  }

  static async start(
    root: string,
    {
      argv = [serverBundle, '--stdio'],
      folders = [root],
      commands = [],
      capabilities = {},
      hasJsonServer = false,
      initializationOptions = { version: 'test', commands, hasJsonServer },
    }: StartOptions = {},
  ): Promise<TestServer> {
    const started = performance.now();
    const server = new TestServer(root, argv);
    const workspaceFolders = folders.map((folder) => ({ uri: pathToFileURL(folder).href, name: folder }));
    server.initialized = await server.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: { ...capabilities, workspace: { ...capabilities.workspace, workspaceFolders: true } },
      workspaceFolders,
      initializationOptions,
    });
    server.initializeMilliseconds = performance.now() - started;
    await server.connection.sendNotification('initialized', {});
    return server;
  }

  uri(path: string): string {
    return pathToFileURL(join(this.root, path)).href;
  }

  /** `line:from-to rule` of what is published for a document, lines and columns from 1. */
  shown(path: string): readonly string[] {
    return (this.#diagnostics.get(this.uri(path)) ?? []).map(
      ({ range: { start, end }, code }) =>
        `${start.line + 1}:${start.character + 1}-${end.character + 1} ${code}`,
    );
  }

  diagnostics(path: string): readonly Diagnostic[] {
    return this.#diagnostics.get(this.uri(path)) ?? [];
  }

  /** Resolves when the published findings satisfy the condition; fails after a minute with what is shown. */
  async until(condition: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!condition()) {
      const left = deadline - Date.now();
      if (left <= 0) {
        const shown = [...this.#diagnostics].map(([uri, list]) => `${uri}: ${list.map(({ code }) => code)}`);
        throw new Error(
          `Waited in vain for ${what}; shown: ${shown.join('; ')}; log: ${this.log.join('\n')}`,
        );
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 200));
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  untilShown(path: string, expected: readonly string[]): Promise<void> {
    return this.until(
      () => JSON.stringify(this.shown(path)) === JSON.stringify(expected),
      `${path}: ${expected}`,
    );
  }

  /** Resolves when the server has worked off everything sent so far. */
  async settled(path: string): Promise<void> {
    await this.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: this.uri(path) },
      position: { line: 0, character: 0 },
    });
  }

  async open(path: string, text: string, languageId = 'typescript'): Promise<void> {
    this.#versions.set(path, 1);
    const textDocument = { uri: this.uri(path), languageId, version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  async change(path: string, text: string): Promise<void> {
    const version = (this.#versions.get(path) ?? 0) + 1;
    this.#versions.set(path, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri(path), version },
      contentChanges: [{ text }],
    });
  }

  async close(path: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: this.uri(path) },
    });
  }

  /** Tells the server what a watcher would: created 1, changed 2, deleted 3. */
  async watched(changes: Readonly<Record<string, 1 | 2 | 3>>): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: Object.entries(changes).map(([path, type]) => ({ uri: this.uri(path), type })),
    });
  }

  /** Asks the server to end, waits for it, and removes the folder. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.process.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await ended;
    this.connection.dispose();
    rmSync(this.root, { recursive: true, force: true });
    return code;
  }
}
